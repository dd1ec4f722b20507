//! Rebuilds what is shown, on a thread of its own, whenever the folders hold something else than before, or a day begins.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use candor_site::Report;
use candor_theme::Voice;
use tokio::sync::watch;

use super::content::Content;
use super::reception::Reception;
use super::shown::{Served, Shown};
use super::watch::Watch;
use crate::report;
use crate::{Error, terminal};

/// Why the thread wakes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wake {
    /// Something in the folders may have changed.
    Changed,
    /// A folder that is watched may have been replaced itself.
    FoldersMoved,
    /// The preview ends.
    Stop,
}

/// How often the folders and the date are looked at without a reason.
const ROUND: Duration = Duration::from_secs(60);

/// The state of the thread.
pub(super) struct Rebuild {
    root: PathBuf,
    reception: Arc<Reception>,
    watch: Watch,
    built: Arc<Content>,
    shown: watch::Sender<Arc<Shown>>,
}

impl Rebuild {
    /// Builds for the first time, with the watch begun before, so that no change is missed.
    ///
    /// # Errors
    /// The root cannot be read or watched.
    pub(super) fn start(
        root: PathBuf,
        reception: Arc<Reception>,
        wake: Sender<Wake>,
    ) -> Result<(Self, watch::Receiver<Arc<Shown>>), Error> {
        let watch = Watch::start(&root, wake)?;
        let built = Arc::new(Content::read(&root)?);
        let first = show(&built, &reception, &Shown::default());
        let (shown, receiver) = watch::channel(Arc::new(first));
        Ok((Self { root, reception, watch, built, shown }, receiver))
    }

    /// Rebuilds until it is told to stop.
    pub(super) fn run(mut self, woken: &Receiver<Wake>) {
        loop {
            let result = match woken.recv_timeout(ROUND) {
                Ok(Wake::Stop) | Err(RecvTimeoutError::Disconnected) => return,
                Ok(Wake::FoldersMoved) => self.watch.renew().and_then(|()| self.look()),
                Ok(Wake::Changed) | Err(RecvTimeoutError::Timeout) => self.look(),
            };
            if let Err(error) = result {
                terminal::tell_line(format_args!("error: {error}"));
            }
        }
    }

    fn look(&mut self) -> Result<(), Error> {
        let now = Content::read(&self.root)?;
        if now == *self.built {
            return Ok(());
        }
        self.built = Arc::new(now);
        let next = show(&self.built, &self.reception, &self.shown.borrow());
        self.shown.send_replace(Arc::new(next));
        Ok(())
    }
}

/// Builds, and tells the terminal how it went. Where nothing new can be shown, the last good site stays.
fn show(content: &Arc<Content>, reception: &Arc<Reception>, before: &Shown) -> Shown {
    let begun = Instant::now();
    let Some((site, report)) = content.build(Voice::Plain) else {
        terminal::tell_line("error: the build broke down. This is a mistake in Candor; the last good site stays.");
        return before.clone();
    };
    let sources = &content.sources;
    let diagnostics = report::entries(report.iter(), sources);
    terminal::tell(report::draw(report::first(&report), sources, terminal::width()));
    terminal::tell_line(told(&report, site.is_some(), begun.elapsed()));
    match site.map(|site| Served::new(site, Arc::clone(content), Arc::clone(reception))) {
        Some(Ok(served)) => Shown { site: Some(Arc::new(served)), diagnostics },
        Some(Err(error)) => {
            terminal::tell_line(format_args!("error: {error}"));
            before.clone()
        }
        None => Shown { site: before.site.clone(), diagnostics },
    }
}

fn told(report: &Report, is_shown: bool, took: Duration) -> String {
    let outcome = if is_shown { "Built" } else { "Not built" };
    let summary = report::summary(report).map(|summary| format!(": {summary}")).unwrap_or_default();
    format!("{outcome} in {} ms{summary}.", took.as_millis())
}
