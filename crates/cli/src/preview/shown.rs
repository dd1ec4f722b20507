//! What the preview shows at a moment: the last good site with its intake, and what is to be said about the newest content.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, OnceLock};

use axum::Router;
use candor_intake::{Intake, router};
use candor_model::Catalogue;
use candor_site::{Files, Severity, Site};
use candor_theme::{Theme, Voice};

use super::content::Content;
use super::reception::Reception;
use crate::Error;
use crate::report::Entry;

/// What is shown. Cheap to clone.
#[derive(Clone, Default)]
pub(super) struct Shown {
    /// The last good site; none until the first build succeeds.
    pub(super) site: Option<Arc<Served>>,
    /// All that the build of the newest content had to say, by file and place.
    pub(super) diagnostics: Vec<Entry>,
}

impl Shown {
    /// By what a page knows whether it is of this site: empty where there is none.
    pub(super) fn mark(&self) -> &str {
        self.site.as_ref().map_or("", |site| &site.plain.mark)
    }

    /// The errors that keep the newest content from being shown.
    pub(super) fn errors(&self) -> Vec<&Entry> {
        self.diagnostics.iter().filter(|entry| entry.severity == Severity::Error).collect()
    }
}

/// A site that is served.
pub(super) struct Served {
    /// With the words as they are written.
    plain: Arc<Spoken>,
    pseudo: OnceLock<Option<Arc<Spoken>>>,
    long: OnceLock<Option<Arc<Spoken>>>,
    content: Arc<Content>,
    reception: Arc<Reception>,
    /// The intake as the courier has it, who writes letters as they are.
    pub(super) courier: Intake,
    /// What the greeting and the desk tell of the portal.
    pub(super) catalogue: Catalogue,
}

/// A site with its words in one voice.
pub(super) struct Spoken {
    /// The files, by their path from the site's root.
    pub(super) files: Files,
    /// The intake, as this site's catalogue and theme make it.
    pub(super) intake: Router,
    /// The theme, for its components.
    pub(super) theme: Theme,
    /// The voice.
    pub(super) voice: Voice,
    /// The same for the same content in every voice, also after a restart: a page that has it need not be reloaded.
    pub(super) mark: String,
}

impl Served {
    /// Makes a site ready to be served, which was built of that content.
    ///
    /// # Errors
    /// The intake cannot work with the catalogue.
    pub(super) fn new(site: Site, content: Arc<Content>, reception: Arc<Reception>) -> Result<Self, Error> {
        let mut hasher = DefaultHasher::new();
        (&site.site, &site.intake).hash(&mut hasher);
        let mark = format!("{:016x}", hasher.finish());
        let courier = reception.intake(site.catalogue.clone(), site.theme.clone())?;
        let catalogue = site.catalogue.clone();
        let plain = Arc::new(Spoken::new(site, Voice::Plain, mark, &reception)?);
        let (pseudo, long) = Default::default();
        Ok(Self { plain, pseudo, long, content, reception, courier, catalogue })
    }

    /// The site as it is written.
    pub(super) fn plain(&self) -> &Arc<Spoken> {
        &self.plain
    }

    /// The site in a voice. Takes as long as a build where it is asked for first; nothing where that breaks down.
    pub(super) fn in_voice(&self, voice: Voice) -> Option<Arc<Spoken>> {
        let made = match voice {
            Voice::Plain => return Some(Arc::clone(&self.plain)),
            Voice::Pseudo => &self.pseudo,
            Voice::Long => &self.long,
        };
        made.get_or_init(|| self.speak(voice).map(Arc::new)).clone()
    }

    fn speak(&self, voice: Voice) -> Option<Spoken> {
        let (site, _) = self.content.build(voice)?;
        Spoken::new(site?, voice, self.plain.mark.clone(), &self.reception).ok()
    }
}

impl Spoken {
    fn new(site: Site, voice: Voice, mark: String, reception: &Reception) -> Result<Self, Error> {
        let intake = router(reception.intake(site.catalogue, site.theme.clone())?);
        Ok(Self { files: site.site, intake, theme: site.theme, voice, mark })
    }
}
