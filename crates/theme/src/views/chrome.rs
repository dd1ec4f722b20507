//! What every page has around its content: head, header, language switch, footer.

use candor_model::{Brand, BrandLink, Catalogue, Direction, Locale};
use serde::Serialize;

use crate::{ContactView, LinkedData, Words};

/// The frame of a page. Templates see it as `page.chrome`.
#[derive(Clone, Debug, Serialize)]
pub struct Chrome {
    /// The locale of the page; the words function `t` reads it.
    pub locale: Locale,
    /// Which way the locale is written.
    pub direction: Direction,
    /// The page's own title, without the portal's name: the text of its `h1`.
    pub title: String,
    /// The portal's name.
    pub portal: String,
    /// The page's full address, or nothing where it has none that lasts (answers of the intake).
    pub canonical: Option<String>,
    /// The path of the portal's center in this locale.
    pub home: String,
    /// The same page in each locale of the portal, this one too.
    pub sisters: Vec<Sister>,
    /// The sections of the portal: policies, cookies, rights.
    pub navigation: Vec<Link>,
    /// The way from the center to the page, the center first and the page itself left out; empty at the center.
    pub breadcrumb: Vec<Link>,
    /// The logo, and what stands below every page.
    pub brand: BrandView,
    /// Who stands behind the portal, for the footer.
    pub contact: ContactView,
    /// Whether search engines may list the page.
    pub indexed: bool,
    /// What the page tells programs, as the text of a `<script type="application/ld+json">`. Safe: it cannot end the element.
    pub linked_data: Option<LinkedData>,
}

/// The same page in another locale.
#[derive(Clone, Debug, Serialize)]
pub struct Sister {
    /// Its locale.
    pub locale: Locale,
    /// Which way it is written.
    pub direction: Direction,
    /// The locale's name in itself: `oʻzbekcha`, `русский`.
    pub name: String,
    /// The path from the root.
    pub path: String,
    /// The full address.
    pub address: String,
    /// It is the page itself.
    pub current: bool,
}

/// A link to a page of the portal.
#[derive(Clone, Debug, Serialize)]
pub struct Link {
    /// What it is called.
    pub title: String,
    /// The path from the root.
    pub path: String,
    /// It leads to the page itself, or to the section that the page is in.
    pub current: bool,
}

/// What a page shows of the company besides its name.
#[derive(Clone, Debug, Serialize)]
pub struct BrandView {
    /// The logo: what `asset` takes.
    pub logo: Option<String>,
    /// The same for dark pages, where it is another.
    pub dark_logo: Option<String>,
    /// The logo has the portal's name in it.
    pub logo_names: bool,
    /// A line below every page; may be empty.
    pub footer: String,
    /// Links below every page.
    pub links: Vec<Link>,
}

impl BrandView {
    fn new(brand: &Brand, locale: &Locale) -> Self {
        let link = |link: &BrandLink| Link {
            title: link.title.get(locale).to_owned(),
            path: link.url.clone(),
            current: false,
        };
        Self {
            logo: brand.logo.clone(),
            dark_logo: brand.dark_logo.clone(),
            logo_names: brand.logo_names,
            footer: brand.footer.as_ref().map(|text| text.get(locale).to_owned()).unwrap_or_default(),
            links: brand.links.iter().map(link).collect(),
        }
    }
}

/// A day, for `<time datetime="{{ iso }}">{{ text }}</time>`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DateView {
    /// ISO 8601: `2026-11-22`, or with a time `2026-11-22T10:15:00+05:00`.
    pub iso: String,
    /// As the locale writes it: `2026-yil 22-noyabr`.
    pub text: String,
}

impl Chrome {
    /// The frame of a page of the site. `place` is its path below the locale: `""` for the center,
    /// `privacy/versions/` for a version table. It exists in every locale of the portal.
    #[must_use]
    pub fn of_page(catalogue: &Catalogue, words: &Words<'_>, title: impl Into<String>, place: &str) -> Self {
        let canonical = format!("{}/{}/{place}", catalogue.base_url, words.locale());
        Self { canonical: Some(canonical), ..Self::frame(catalogue, words, title.into(), place) }
    }

    /// The frame of an answer of the intake. It has no lasting address; its language switch leads to `place`, the page
    /// of the site where the visitor came from.
    #[must_use]
    pub fn of_answer(catalogue: &Catalogue, words: &Words<'_>, title: impl Into<String>, place: &str) -> Self {
        Self { indexed: false, ..Self::frame(catalogue, words, title.into(), place) }
    }

    fn frame(catalogue: &Catalogue, words: &Words<'_>, title: String, place: &str) -> Self {
        let locale = words.locale().clone();
        let sister = |other: &Locale| Sister {
            locale: other.clone(),
            direction: other.direction(),
            name: words.name_of(other),
            path: format!("/{other}/{place}"),
            address: format!("{}/{other}/{place}", catalogue.base_url),
            current: *other == locale,
        };
        Self {
            direction: locale.direction(),
            portal: catalogue.name.get(&locale).to_owned(),
            canonical: None,
            home: format!("/{locale}/"),
            sisters: catalogue.locales.iter().map(sister).collect(),
            navigation: navigation(catalogue, words, place),
            breadcrumb: breadcrumb(catalogue, words, place, &title),
            brand: BrandView::new(&catalogue.brand, &locale),
            contact: ContactView::new(catalogue, &locale),
            indexed: true,
            linked_data: None,
            title,
            locale,
        }
    }
}

/// The policies in force, then what a visitor can do.
fn navigation(catalogue: &Catalogue, words: &Words<'_>, place: &str) -> Vec<Link> {
    let locale = words.locale();
    let link = |title: String, section: String| Link {
        title,
        current: place.starts_with(&section),
        path: format!("/{locale}/{section}"),
    };
    let policies = catalogue.policies.iter().map(|p| link(p.title.get(locale).to_owned(), format!("{}/", p.id)));
    let choices = link(words.text("choices.title"), "choices/".to_owned());
    let requests = link(words.text("requests.title"), "requests/".to_owned());
    policies.chain([choices, requests]).collect()
}

/// The center, the section that the page is in, and the version that it tells of: each where the page is below it.
fn breadcrumb(catalogue: &Catalogue, words: &Words<'_>, place: &str, title: &str) -> Vec<Link> {
    let home = Link { title: words.text("layout.home"), path: format!("/{}/", words.locale()), current: false };
    let parts: Vec<_> = place.split_terminator('/').collect();
    let [section, below @ ..] = parts.as_slice() else { return Vec::new() };
    let path = format!("{}{section}/", home.path);
    let section = navigation(catalogue, words, place).into_iter().find(|link| link.path == path);
    // An answer may stand at its section's own place, under another title.
    let section = section.filter(|link| !below.is_empty() || link.title != title);
    let version = match below {
        [version, _, ..] => Some(Link {
            title: words.text_with("policy.version", &[("version", version)]),
            path: format!("{path}{version}/"),
            current: false,
        }),
        _ => None,
    };
    [home].into_iter().chain(section.map(|link| Link { current: false, ..link })).chain(version).collect()
}
