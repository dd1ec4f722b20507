//! What a site is made of: the portal's folders as they were read, on a day.

use std::path::Path;
use std::thread;

use candor_site::{Report, Site, Sources};
use candor_theme::Voice;
use jiff::Timestamp;
use jiff::civil::Date;

use crate::{Error, folder};

/// The portal's files, and the day as of which they are built.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Content {
    /// The files.
    pub(super) sources: Sources,
    today: Date,
}

impl Content {
    /// Reads the folders as they are now.
    ///
    /// # Errors
    /// They cannot be read.
    pub(super) fn read(root: &Path) -> Result<Self, Error> {
        let sources = folder::read(root)?;
        let today = candor_site::today_in(&sources, Timestamp::now());
        Ok(Self { sources, today })
    }

    /// Builds the site with its drafts, on a thread of its own: a build that breaks down must not take the preview with it.
    /// Then there is nothing, not even a report.
    pub(super) fn build(&self, voice: Voice) -> Option<(Option<Site>, Report)> {
        let build = || candor_site::build_spoken(&self.sources, self.today, true, voice);
        thread::scope(|scope| scope.spawn(build).join().ok())
    }
}
