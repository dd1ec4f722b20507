//! What a portal shows of its company, as its author wrote it into `[brand]`.

use std::collections::BTreeMap;

use candor_model::Brand;
use candor_theme::Look;

use crate::Span;

/// What a portal shows of its company, and where its author said so.
#[derive(Clone, Debug, Default)]
pub struct Branding {
    /// Colours, type and corners.
    pub look: Look,
    /// The logo, and what stands below every page.
    pub brand: Brand,
    /// The images: each by its path in the theme, with its path in the portal.
    pub files: Vec<(String, String)>,
    /// Where each colour was written, by `light` or `dark` and its key.
    pub places: BTreeMap<(&'static str, &'static str), Span>,
}
