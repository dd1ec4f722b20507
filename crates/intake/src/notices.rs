//! The notices that the portal shows, one for each locale, and those that it showed before.

use std::borrow::Cow;
use std::sync::atomic::{AtomicBool, Ordering};

use candor_model::{Catalogue, Locale};
use candor_theme::{Theme, notice, notice_digest, notice_mark};

use crate::problem::Problem;
use crate::store::ShownNotice;
use crate::{Intake, StoreError};

/// What this build of the portal asks.
pub(crate) struct Notices {
    shown: Vec<ShownNotice>,
    /// The store has them, so that a choice that comes after the next build still finds what it is about.
    are_stored: AtomicBool,
}

impl Notices {
    /// The notices of a portal.
    pub(crate) fn of(catalogue: &Catalogue, theme: &Theme) -> Self {
        let show = |locale: &Locale| {
            let notice = notice(catalogue, &theme.words(locale));
            ShownNotice { digest: notice_digest(&notice), notice }
        };
        Self { shown: catalogue.locales.iter().map(show).collect(), are_stored: AtomicBool::new(false) }
    }

    /// SHA-256 of each, in hexadecimal.
    pub(crate) fn digests(&self) -> impl Iterator<Item = &str> {
        self.shown.iter().map(|shown| shown.digest.as_str())
    }
}

impl Intake {
    /// The notice in a locale of the portal.
    pub(crate) fn shown_in(&self, locale: &Locale) -> Option<&ShownNotice> {
        self.notices.shown.iter().find(|shown| shown.notice.locale == *locale)
    }

    /// The notice with that mark: one that this build shows, or one that an earlier build showed.
    pub(crate) async fn seen(&self, mark: &str) -> Result<Cow<'_, ShownNotice>, Problem> {
        if let Some(shown) = self.notices.shown.iter().find(|shown| notice_mark(&shown.digest) == mark) {
            return Ok(Cow::Borrowed(shown));
        }
        self.store.notice(mark).await?.map(Cow::Owned).ok_or(Problem::Outdated)
    }

    /// Puts the notices into the store, once in the life of this process: no record may refer to what nobody can read. It is
    /// a duty of the courier, too, so that what a visitor saw before the next build is known to that.
    pub(crate) async fn store_notices(&self) -> Result<(), StoreError> {
        if !self.notices.are_stored.load(Ordering::Relaxed) {
            for shown in &self.notices.shown {
                self.store.put_notice(shown).await?;
            }
            self.notices.are_stored.store(true, Ordering::Relaxed);
        }
        Ok(())
    }
}
