//! Every page that the site has, and its address: the one list that links are checked against and pages are made from.

use std::collections::{BTreeMap, BTreeSet};

use candor_model::{Locale, PolicyId, Right, VersionId, cookie_anchor};

/// A page, whatever its locale.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Page {
    /// `/`, the choice of language; the only page without a locale.
    Languages,
    /// `/<locale>/`
    Center,
    /// `/<locale>/<policy>/`: the version in force, or else the first that will be.
    Policy(PolicyId),
    /// `/<locale>/<policy>/<version>/`
    Version(PolicyId, VersionId),
    /// `/<locale>/<policy>/<version>/changes/`: what changed from the version before.
    Changes(PolicyId, VersionId),
    /// `/<locale>/<policy>/versions/`
    Versions(PolicyId),
    /// `/<locale>/<policy>/feed.xml`
    Feed(PolicyId),
    /// `/<locale>/choices/`
    Choices,
    /// `/<locale>/registers/<name>/`
    Register(RegisterName),
    /// `/<locale>/registers/<name>/feed.xml`
    RegisterFeed(RegisterName),
    /// `/<locale>/requests/`
    Requests,
    /// `/<locale>/requests/<right>/`
    Request(Right),
    /// `/<locale>/requests/status/`
    Status,
    /// `/<locale>/requests/figures/`: what was asked for in each year, and what became of it.
    Figures,
}

/// A register, which has a page of its own. The cookie register stands on the page of choices too.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RegisterName {
    /// Who receives personal data.
    Recipients,
    /// How long records are kept.
    Retention,
    /// What is done with personal data.
    Processing,
    /// What is stored on a visitor's device.
    Cookies,
}

impl RegisterName {
    /// Every such register, in the order in which a portal lists them.
    pub const ALL: [Self; 4] = [Self::Recipients, Self::Retention, Self::Processing, Self::Cookies];

    /// The name in files and addresses: `retention`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Recipients => "recipients",
            Self::Retention => "retention",
            Self::Processing => "processing",
            Self::Cookies => "cookies",
        }
    }

    /// The anchor of an entry, on the register's page and wherever else the entry is shown.
    #[must_use]
    pub fn anchor(self, entry: &str) -> String {
        match self {
            Self::Cookies => cookie_anchor(entry),
            Self::Recipients | Self::Retention | Self::Processing => entry.to_owned(),
        }
    }
}

/// The first parts of addresses that no policy can have as its name.
pub(crate) const RESERVED: [&str; 3] = ["choices", "registers", "requests"];

/// The files beside the pages that every site has, and an edition may link to.
const FILES: [&str; 5] =
    ["/portal.json", "/portal.schema.json", "/robots.txt", "/sitemap.xml", "/.well-known/security.txt"];

/// Whether the portal heeds the browser's signal; only a portal that says so has the file.
pub(crate) const GPC: &str = "/.well-known/gpc.json";

/// The address of the normalized text of an edition.
pub(crate) fn edition_path(policy: &PolicyId, version: &VersionId, locale: &Locale) -> String {
    format!("{}edition.md", Page::Version(policy.clone(), version.clone()).path(locale))
}

impl Page {
    /// The address in a locale, as an absolute path.
    #[must_use]
    pub fn path(&self, locale: &Locale) -> String {
        match self {
            Self::Languages => "/".to_owned(),
            Self::Center => format!("/{locale}/"),
            Self::Policy(policy) => format!("/{locale}/{policy}/"),
            Self::Version(policy, version) => format!("/{locale}/{policy}/{version}/"),
            Self::Changes(policy, version) => format!("/{locale}/{policy}/{version}/changes/"),
            Self::Versions(policy) => format!("/{locale}/{policy}/versions/"),
            Self::Feed(policy) => format!("/{locale}/{policy}/feed.xml"),
            Self::Choices => format!("/{locale}/choices/"),
            Self::Register(name) => format!("/{locale}/registers/{}/", name.as_str()),
            Self::RegisterFeed(name) => format!("/{locale}/registers/{}/feed.xml", name.as_str()),
            Self::Requests => format!("/{locale}/requests/"),
            Self::Request(right) => format!("/{locale}/requests/{right}/"),
            Self::Figures => format!("/{locale}/requests/figures/"),
            Self::Status => format!("/{locale}/requests/status/"),
        }
    }
}

/// The pages of one site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Routes {
    locales: Vec<Locale>,
    pages: Vec<Page>,
    /// Each page in each locale, by its address.
    by_path: BTreeMap<String, (Locale, usize)>,
    /// The addresses of the files beside the pages.
    files: BTreeSet<String>,
}

/// What a path leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Destination<'a> {
    /// A page in a locale.
    Page(&'a Locale, &'a Page),
    /// A file beside the pages.
    File,
}

impl Routes {
    /// The routes of a portal with these locales, and the pages and files that depend on what it has.
    pub(crate) fn new(
        locales: &[Locale],
        pages: impl IntoIterator<Item = Page>,
        files: impl IntoIterator<Item = String>,
    ) -> Self {
        let always = [Page::Languages, Page::Center, Page::Choices, Page::Requests, Page::Status];
        let pages: Vec<Page> = always.into_iter().chain(pages).collect();
        let of_locale = |locale: &Locale| {
            let paths = pages.iter().enumerate().map(|(place, page)| (page.path(locale), (locale.clone(), place)));
            paths.collect::<Vec<_>>()
        };
        // The default locale comes last, so that `/` is its.
        let by_path = locales.iter().rev().flat_map(of_locale).collect();
        let files = FILES.map(str::to_owned).into_iter().chain(files).collect();
        Self { locales: locales.to_vec(), pages, by_path, files }
    }

    /// The pages, each of which exists in every locale.
    pub fn pages(&self) -> impl Iterator<Item = &Page> {
        self.pages.iter()
    }

    /// Whether the site has that page.
    #[must_use]
    pub fn has(&self, page: &Page) -> bool {
        self.pages.contains(page)
    }

    /// The addresses of all pages in all locales, in alphabetical order.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.by_path.keys().map(String::as_str)
    }

    /// Where an absolute path leads to, with or without its locale and its last slash: `/cookies` read in Russian
    /// leads to `/ru/cookies/`. Returns the whole path too.
    #[must_use]
    pub fn find(&self, path: &str, reader: &Locale) -> Option<(String, Destination<'_>)> {
        let localized = format!("/{reader}{path}");
        let spellings = [path.to_owned(), format!("{path}/"), localized.clone(), format!("{localized}/")];
        spellings.into_iter().find_map(|spelling| {
            if self.files.contains(&spelling) {
                return Some((spelling, Destination::File));
            }
            let (locale, place) = self.by_path.get(&spelling)?;
            Some((spelling, Destination::Page(locale, self.pages.get(*place)?)))
        })
    }

    /// Whether the first part of a path is one of the portal's locales.
    pub(crate) fn names_locale(&self, path: &str) -> bool {
        let first = path.split('/').nth(1).unwrap_or_default();
        self.locales.iter().any(|locale| locale.as_str() == first)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_found_with_and_without_its_locale() {
        let [uz, ru] = ["uz", "ru"].map(|tag| Locale::new(tag).expect("a good tag"));
        let cookies = Page::Policy(PolicyId::new("cookies").expect("a good name"));
        let routes = Routes::new(&[uz.clone(), ru.clone()], [cookies.clone()], []);
        for path in ["/ru/cookies/", "/ru/cookies", "/cookies/", "/cookies"] {
            assert_eq!(routes.find(path, &ru), Some(("/ru/cookies/".to_owned(), Destination::Page(&ru, &cookies))));
        }
        assert_eq!(routes.find("/", &ru), Some(("/".to_owned(), Destination::Page(&uz, &Page::Languages))));
        assert_eq!(routes.find("/terms/", &ru), None);
    }
}
