//! `candor serve`: the preview, until it is told to stop.

use std::time::Duration;

use candor_intake::Limits;

use crate::preview::{self, Settings};
use crate::{Error, Verdict, arguments, terminal};

/// How long work on other threads may take after the server has ended.
const LAST_WORK: Duration = Duration::from_secs(1);

/// Serves the portal with its intake.
///
/// # Errors
/// The root cannot be read or watched, the database not be opened, or the port is taken.
pub(crate) fn serve(arguments: &arguments::Serve) -> Result<Verdict, Error> {
    let root = arguments.root.root.clone();
    let data = arguments.data.clone().unwrap_or_else(|| arguments.root.below(".candor/intake.db"));
    let open = !arguments.no_open && terminal::has_reader();
    let limits = if arguments.no_limits { Limits::NONE } else { Limits::default() };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(Error::Runtime)?;
    let result = runtime.block_on(preview::run(Settings { root, data, port: arguments.port, open, limits }));
    runtime.shutdown_timeout(LAST_WORK);
    result.map(|()| Verdict::Fine)
}
