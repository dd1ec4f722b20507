//! The draft of `[brand]` in `portal.toml`: what a portal shows of its company.

use candor_theme::{Colour, Typeface};

use super::table::{FromItem, FromTable, Item, Table};
use super::values::{Localized, Named, OneOf, WebAddress};
use crate::at::At;

/// `[brand]`
#[derive(Debug, Default)]
pub(crate) struct BrandDraft {
    pub(crate) logo: Option<At<ImageName>>,
    pub(crate) dark_logo: Option<At<ImageName>>,
    pub(crate) logo_names: Option<At<bool>>,
    pub(crate) typeface: Option<At<OneOf<Typeface>>>,
    pub(crate) radius: Option<At<Radius>>,
    pub(crate) footer: Option<At<Localized>>,
    pub(crate) links: Vec<BrandLinkDraft>,
    pub(crate) light: ColoursDraft,
    pub(crate) dark: ColoursDraft,
}

impl FromTable for BrandDraft {
    fn from_table(table: &mut Table<'_>) -> Self {
        Self {
            logo: table.optional("logo"),
            dark_logo: table.optional("dark_logo"),
            logo_names: table.optional("logo_names"),
            typeface: table.optional("typeface"),
            radius: table.optional("radius"),
            footer: table.optional("footer"),
            links: table.tables("link"),
            light: table.table("light").unwrap_or_default(),
            dark: table.table("dark").unwrap_or_default(),
        }
    }
}

/// `[[brand.link]]`
#[derive(Debug)]
pub(crate) struct BrandLinkDraft {
    pub(crate) title: Option<At<Localized>>,
    pub(crate) url: Option<At<WebAddress>>,
}

impl FromTable for BrandLinkDraft {
    fn from_table(table: &mut Table<'_>) -> Self {
        Self { title: table.required("title"), url: table.required("url") }
    }
}

/// `[brand.light]`, `[brand.dark]`
#[derive(Debug, Default)]
pub(crate) struct ColoursDraft {
    pub(crate) accent: Option<At<Colour>>,
    pub(crate) ground: Option<At<Colour>>,
    pub(crate) ink: Option<At<Colour>>,
}

impl FromTable for ColoursDraft {
    fn from_table(table: &mut Table<'_>) -> Self {
        Self { accent: table.optional("accent"), ground: table.optional("ground"), ink: table.optional("ink") }
    }
}

impl FromItem for Colour {
    fn expected() -> String {
        "a colour in quotes, such as \"#0b5966\"".to_owned()
    }

    fn from_item(item: &Item<'_>) -> Option<Self> {
        item.text().and_then(Self::new)
    }
}

impl Named for Typeface {
    fn names() -> Vec<(&'static str, Self)> {
        vec![("sans", Self::Sans), ("serif", Self::Serif), ("mixed", Self::Mixed)]
    }
}

/// How round corners are, in CSS pixels: more than this looks like a pill, and cuts into what stands there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Radius(pub(crate) u16);

impl FromItem for Radius {
    fn expected() -> String {
        "a number of pixels from 0 to 24, without quotes".to_owned()
    }

    fn from_item(item: &Item<'_>) -> Option<Self> {
        u16::try_from(item.number()?).ok().filter(|pixels| *pixels <= 24).map(Self)
    }
}

/// A file in `content/brand/`, of a kind that every browser shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ImageName(pub(crate) String);

impl std::fmt::Display for ImageName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromItem for ImageName {
    fn expected() -> String {
        "the name of a file in `content/brand/`, of letters a-z, digits, dots and hyphens, that ends in .svg, .png, .webp or \
         .jpg, such as \"logo.svg\""
            .to_owned()
    }

    fn from_item(item: &Item<'_>) -> Option<Self> {
        let name = item.text()?;
        let is_image = [".svg", ".png", ".webp", ".jpg"].iter().any(|ending| name.ends_with(ending));
        let is_plain = |letter: u8| letter.is_ascii_alphanumeric() || b"._-".contains(&letter);
        (is_image && !name.starts_with('.') && name.bytes().all(is_plain)).then(|| Self(name.to_owned()))
    }
}
