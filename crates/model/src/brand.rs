//! What a portal shows of its company on every page.

use serde::{Deserialize, Serialize};

use crate::LocalizedText;

/// The logo, and what stands below every page. Colours, type and corners are in the stylesheets.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Brand {
    /// The logo, by its path in the theme: `images/logo.svg`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub logo: Option<String>,
    /// The same for dark pages, where it is another.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dark_logo: Option<String>,
    /// The logo has the portal's name in it, so that the name does not stand beside it.
    #[serde(default)]
    pub logo_names: bool,
    /// A line below every page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub footer: Option<LocalizedText>,
    /// Links below every page.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<BrandLink>,
}

/// A link below every page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BrandLink {
    /// What it is called.
    pub title: LocalizedText,
    /// Where it leads.
    pub url: String,
}
