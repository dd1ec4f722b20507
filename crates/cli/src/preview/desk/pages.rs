//! Every page of the site, with what the build of the newest content says of the files that it is made of.

use candor_model::Catalogue;
use candor_site::Severity;
use candor_theme::escape;

use super::list;
use crate::preview::shown::{Served, Shown};
use crate::report::Entry;

/// The pages by locale, each with what is to be said of it. What belongs to no page of its own comes first.
pub(super) fn pages(shown: &Shown) -> String {
    let Some(site) = &shown.site else {
        let lead = "<p>There is no page yet: the content has errors.</p>\n";
        return format!("{lead}{}", of_portal(shown.diagnostics.iter()));
    };
    let lead = "<p>There are errors, so these pages are those of the last content that had none.</p>\n";
    let lead = if shown.errors().is_empty() { "" } else { lead };
    let paths = paths(site);
    let placed = shown.diagnostics.iter().map(|entry| Placed::new(entry, &site.catalogue, &paths));
    let placed: Vec<_> = placed.collect();
    let nowhere = placed.iter().filter(|placed| placed.paths.is_empty()).map(|placed| placed.entry);
    format!("{lead}{}{}", of_portal(nowhere), by_locale(&site.catalogue, &paths, &placed))
}

/// A diagnostic with the pages that are made of its file.
struct Placed<'a> {
    entry: &'a Entry,
    paths: Vec<String>,
}

impl<'a> Placed<'a> {
    fn new(entry: &'a Entry, catalogue: &Catalogue, known: &[String]) -> Self {
        let mut paths = made_of(&entry.file, catalogue);
        // A page of a version that is new, and has errors, is not there yet.
        paths.retain(|path| known.contains(path));
        Self { entry, paths }
    }
}

/// The pages that are made of a file of the portal; none of a file that all pages may be made of.
fn made_of(file: &str, catalogue: &Catalogue) -> Vec<String> {
    let everywhere =
        |place: String| catalogue.locales.iter().map(|locale| format!("/{locale}/{place}")).collect::<Vec<_>>();
    match *file.split('/').collect::<Vec<_>>().as_slice() {
        ["content", "policies", policy, "versions.toml"] => everywhere(format!("{policy}/versions/")),
        ["content", "policies", policy, version, edition] => {
            let locale = edition.trim_end_matches(".md");
            let in_force = catalogue.policies.iter().map(|known| (known.id.as_str(), known.version.as_str()));
            let stable = in_force.filter(|known| *known == (policy, version)).map(|_| format!("/{locale}/{policy}/"));
            stable.chain([format!("/{locale}/{policy}/{version}/")]).collect()
        }
        ["content", "registers", "cookies.toml"] => {
            [everywhere("choices/".to_owned()), everywhere("registers/cookies/".to_owned())].concat()
        }
        ["content", "figures", _] => everywhere("requests/figures/".to_owned()),
        ["content", "registers", register] => everywhere(format!("registers/{}/", register.trim_end_matches(".toml"))),
        _ => Vec::new(),
    }
}

/// The paths of all pages. What is found in place of a page that does not exist is one, too.
fn paths(site: &Served) -> Vec<String> {
    let names = site.plain().files.keys();
    let pages = names.filter(|name| *name == "index.html" || *name == "404.html" || name.ends_with("/index.html"));
    pages.map(|name| format!("/{}", name.strip_suffix("index.html").unwrap_or(name))).collect()
}

fn by_locale(catalogue: &Catalogue, paths: &[String], placed: &[Placed<'_>]) -> String {
    let is_of = |path: &str, locale: &str| path.starts_with(&format!("/{locale}/"));
    let group = |title: &str, is_in: &dyn Fn(&str) -> bool| {
        let pages = paths.iter().filter(|path| is_in(path)).map(|path| page(path, placed));
        format!("<h3>{title}</h3>\n{}", list("pages", pages))
    };
    let locales = catalogue.locales.iter().map(|locale| locale.as_str());
    let above = group("Above the locales", &|path| !locales.clone().any(|locale| is_of(path, locale)));
    locales.clone().map(|locale| group(locale, &|path| is_of(path, locale))).collect::<String>() + &above
}

fn page(path: &str, placed: &[Placed<'_>]) -> String {
    let is_about = |placed: &&Placed<'_>| placed.paths.iter().any(|about| about == path);
    let said: Vec<_> = placed.iter().filter(is_about).map(|placed| diagnostic(placed.entry)).collect();
    let said = if said.is_empty() { String::new() } else { list("said", said) };
    format!("<a href=\"{0}\">{0}</a>{said}", escape(path))
}

fn of_portal<'a>(entries: impl Iterator<Item = &'a Entry>) -> String {
    let said: Vec<_> = entries.map(diagnostic).collect();
    if said.is_empty() { String::new() } else { format!("<h3>The whole portal</h3>\n{}", list("said", said)) }
}

fn diagnostic(entry: &Entry) -> String {
    let Entry { code, message, hint, file, line, column, .. } = entry;
    let severity = match entry.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Advice => "advice",
    };
    format!(
        "<p><strong class=\"{severity}\">{severity}</strong> {}</p>\n<p><code>{}:{line}:{column}</code></p>\n\
         <p>{} <code>{code}</code></p>",
        sentence(message),
        escape(file),
        sentence(hint),
    )
}

/// A sentence of a diagnostic: what stands between backticks is from the content.
fn sentence(text: &str) -> String {
    let pieces = text.split('`').enumerate().map(|(number, piece)| match number % 2 {
        0 => escape(piece).into_owned(),
        _ => format!("<code>{}</code>", escape(piece)),
    });
    pieces.collect()
}
