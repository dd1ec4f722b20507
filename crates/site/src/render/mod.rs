//! Render: the checked portal becomes the site, page by page, and the folder that the intake reads.

mod atom;
mod banner;
mod center;
mod changes;
mod feed;
mod figures;
mod linked_data;
mod machines;
mod policies;
mod redline;
mod register_feed;
mod register_json;
mod registers;
mod requests;
mod sitemap;
mod text;
mod well_known;
mod xml;

use std::collections::BTreeMap;

use candor_model::{Catalogue, PolicyId};
use candor_theme::{Chrome, LanguagePage, Page as View, ProblemPage, Theme, ThemeError, Words};

use self::changes::AllChanges;
use crate::Portal;
use crate::portal::{CheckedEdition, Policy};
use crate::routes::{GPC, Page};

/// Files by their path, without a slash at the start.
pub type Files = BTreeMap<String, Vec<u8>>;

/// What a build makes of a portal.
#[derive(Clone)]
pub struct Site {
    /// The static site, for the static host.
    pub site: Files,
    /// What the function reads: `catalogue.json` and `theme.json`.
    pub intake: Files,
    /// The catalogue, for an intake in the same process.
    pub catalogue: Catalogue,
    /// The theme, for an intake in the same process.
    pub theme: Theme,
}

/// Renders every page.
///
/// # Errors
/// A template asks for something that its view does not have.
pub(crate) fn render(portal: &Portal, theme: Theme) -> Result<Site, ThemeError> {
    let catalogue = portal.catalogue();
    let changes = AllChanges::of(portal);
    let renderer = Renderer { portal, catalogue: &catalogue, theme: &theme, changes: &changes };
    let mut site = renderer.above_the_locales()?;
    for locale in &portal.locales {
        let words = theme.words(locale);
        for page in portal.routes.pages().filter(|page| **page != Page::Languages) {
            site.insert(file_of(&page.path(locale)), renderer.render(page, &words)?);
        }
    }
    site.extend(editions(portal));
    Ok(Site { site, intake: intake(&catalogue, &theme), catalogue, theme })
}

/// The normalized text of every edition: what its digest is taken of.
fn editions(portal: &Portal) -> impl Iterator<Item = (String, Vec<u8>)> {
    let versions =
        portal.policies.iter().flat_map(|policy| policy.versions.iter().map(move |version| (policy, version)));
    versions.flat_map(|(policy, version)| {
        let file = move |(locale, edition): (_, &CheckedEdition)| {
            (file_of(&policies::edition_path(policy, version, locale)), edition.text.clone().into_bytes())
        };
        version.editions.iter().map(file)
    })
}

/// The file that a static host serves for a path.
fn file_of(path: &str) -> String {
    let path = path.trim_start_matches('/');
    if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.to_owned() }
}

fn intake(catalogue: &Catalogue, theme: &Theme) -> Files {
    let catalogue = serde_json::to_vec(catalogue).expect("maps with text keys always serialize");
    Files::from([("catalogue.json".to_owned(), catalogue), ("theme.json".to_owned(), theme.pack())])
}

/// All that a page is made from.
#[derive(Clone, Copy)]
struct Renderer<'a> {
    portal: &'a Portal,
    catalogue: &'a Catalogue,
    theme: &'a Theme,
    changes: &'a AllChanges<'a>,
}

impl<'a> Renderer<'a> {
    /// One page in the locale of the words.
    fn render(self, page: &Page, words: &Words<'_>) -> Result<Vec<u8>, ThemeError> {
        let view = match page {
            Page::Feed(policy) => return Ok(feed::feed(self, self.policy(policy), words)),
            Page::RegisterFeed(name) => return Ok(register_feed::feed(self.portal, *name, words)),
            Page::Languages => self.languages(words),
            Page::Center => center::center(self, words),
            Page::Choices => center::choices(self, words),
            Page::Policy(policy) => policies::current(self, self.policy(policy), words),
            Page::Version(policy, version) => policies::version(self, self.policy(policy), version, words),
            Page::Changes(policy, version) => changes::page(self, self.policy(policy), version, words),
            Page::Versions(policy) => policies::versions(self, self.policy(policy), words),
            Page::Register(name) => registers::register(self, *name, words),
            Page::Requests => requests::rights(self, words),
            Page::Request(right) => requests::form(self, *right, words),
            Page::Status => requests::status(self, words),
            Page::Figures => figures::page(self, words),
        };
        self.theme.render(&view).map(String::into_bytes)
    }

    /// The frame of a page that lasts.
    fn chrome(self, page: &Page, words: &Words<'_>, title: impl Into<String>) -> Chrome {
        let path = page.path(words.locale());
        let place = path.strip_prefix(&format!("/{}/", words.locale())).unwrap_or_default();
        let chrome = Chrome::of_page(self.catalogue, words, title, place);
        Chrome { linked_data: linked_data::of_page(self.portal, page, words, &chrome.title), ..chrome }
    }

    fn policy(self, id: &PolicyId) -> &'a Policy {
        self.portal.policy(id).expect("the routes name policies of this portal")
    }

    fn languages(self, words: &Words<'_>) -> View {
        let chrome = self.chrome(&Page::Center, words, words.text("language.title"));
        let canonical = Some(format!("{}/", self.portal.base_url));
        View::Language(LanguagePage { chrome: Chrome { canonical, linked_data: None, ..chrome } })
    }

    /// The 404 page, in the default locale.
    fn not_found(self, words: &Words<'_>) -> View {
        View::Problem(ProblemPage {
            chrome: Chrome::of_answer(self.catalogue, words, words.text("problems.not-found.title"), ""),
            status: 404,
            text: words.text("problems.not-found.text"),
        })
    }

    /// The language choice, the 404 page, the files for programs and the assets.
    fn above_the_locales(self) -> Result<Files, ThemeError> {
        let words = self.theme.words(self.portal.default_locale());
        let mut files = Files::from([
            ("index.html".to_owned(), self.render(&Page::Languages, &words)?),
            ("404.html".to_owned(), self.theme.render(&self.not_found(&words))?.into_bytes()),
            ("sitemap.xml".to_owned(), sitemap::sitemap(self.portal)),
            ("robots.txt".to_owned(), sitemap::robots(self.portal)),
            ("portal.json".to_owned(), machines::portal_json(self)),
            ("portal.schema.json".to_owned(), machines::SCHEMA.into()),
            (".well-known/security.txt".to_owned(), well_known::security(self.portal)),
        ]);
        files.extend(well_known::gpc(self.portal).map(|json| (file_of(GPC), json)));
        files.extend(banner::files(self)?);
        files.extend(self.theme.assets().map(|(path, bytes)| (file_of(path), bytes.to_vec())));
        Ok(files)
    }
}
