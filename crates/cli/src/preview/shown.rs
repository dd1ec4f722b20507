//! What the preview shows at a moment: the last good site with its intake, and what is wrong with the newest content.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use axum::Router;
use candor_intake::{Intake, router};
use candor_model::Catalogue;
use candor_site::Site;

use super::reception::Reception;
use crate::Error;
use crate::report::Entry;

/// What is shown. Cheap to clone.
#[derive(Clone, Default)]
pub(super) struct Shown {
    /// The last good site; none until the first build succeeds.
    pub(super) site: Option<Arc<Served>>,
    /// The errors that keep the newest content from being shown.
    pub(super) errors: Vec<Entry>,
}

impl Shown {
    /// By what a page knows whether it is of this site: empty where there is none.
    pub(super) fn mark(&self) -> &str {
        self.site.as_ref().map_or("", |site| &site.mark)
    }
}

/// A site that is served.
pub(super) struct Served {
    /// The files, by their path from the site's root.
    pub(super) files: BTreeMap<String, Vec<u8>>,
    /// The intake, as this site's catalogue and theme make it.
    pub(super) intake: Router,
    /// The same as the courier has it.
    pub(super) courier: Intake,
    /// What the greeting tells of the portal.
    pub(super) catalogue: Catalogue,
    /// The same for the same files, also after a restart: a page that has it need not be reloaded.
    pub(super) mark: String,
}

impl Served {
    /// Makes a site ready to be served.
    ///
    /// # Errors
    /// The intake cannot work with the catalogue.
    pub(super) fn new(site: Site, reception: &Reception) -> Result<Self, Error> {
        let mut hasher = DefaultHasher::new();
        (&site.site, &site.intake).hash(&mut hasher);
        let mark = format!("{:016x}", hasher.finish());
        let intake = router(reception.intake(site.catalogue.clone(), site.theme.clone())?);
        let courier = reception.intake(site.catalogue.clone(), site.theme)?;
        Ok(Self { files: site.site, intake, courier, catalogue: site.catalogue, mark })
    }
}
