//! The commands, one per file: each a function of what was typed that returns a verdict or an error.

mod build;
mod check;
mod consents;
mod courier;
mod explain;
mod import;
mod init;
mod publish;
mod requests;
mod serve;

use crate::{Error, Verdict};

pub(crate) use build::build;
pub(crate) use check::check;
pub(crate) use consents::consents;
pub(crate) use courier::courier;
pub(crate) use explain::explain;
pub(crate) use import::import;
pub(crate) use init::init;
pub(crate) use publish::{draft, publish};
pub(crate) use requests::requests;
pub(crate) use serve::serve;

/// Runs a command that talks to the table and says nothing about the content.
fn on_runtime(command: impl Future<Output = Result<(), Error>>) -> Result<Verdict, Error> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(Error::Runtime)?;
    runtime.block_on(command).map(|()| Verdict::Fine)
}
