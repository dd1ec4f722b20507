//! `/<locale>/<policy>/feed.xml`: an Atom feed with one entry per version.

use candor_model::Locale;
use candor_theme::Words;
use jiff::civil::Date;

use super::atom::{Author, Category, Entry, Feed, Link, NAMESPACE, instant, links};
use super::{Renderer, changes, xml};
use crate::portal::{Correction, Policy, Version};
use crate::routes::Page;

/// The feed of one policy in one locale, the newest version first. What identifies the feed and its entries are the
/// addresses of their pages, which stay for ever.
pub(super) fn feed(renderer: Renderer<'_>, policy: &Policy, words: &Words<'_>) -> Vec<u8> {
    let (portal, locale) = (renderer.portal, words.locale());
    let place = Page::Policy(policy.id.clone());
    let newest = policy.versions.iter().map(|version| changed(version, locale)).max().unwrap_or(Date::MIN);
    xml::document(&Feed {
        namespace: NAMESPACE,
        locale: locale.to_string(),
        id: format!("{}{}", portal.base_url, place.path(locale)),
        title: format!("{} – {}", policy.title.get(locale), portal.name.get(locale)),
        updated: instant(portal, newest),
        author: Author::of(&portal.controller, locale),
        link: links(portal, locale, "versions/", |locale| place.path(locale)),
        entry: policy.versions.iter().rev().map(|version| entry(renderer, policy, version, words)).collect(),
    })
}

fn entry(renderer: Renderer<'_>, policy: &Policy, version: &Version, words: &Words<'_>) -> Entry {
    let (portal, locale) = (renderer.portal, words.locale());
    let page = Page::Version(policy.id.clone(), version.id.clone());
    let address = format!("{}{}", portal.base_url, page.path(locale));
    let effective = words.date(version.effective).text;
    // To what changed in it, where there is a version before it.
    let changes = policy.before(version).map(|_| Link::page("related", locale, format!("{address}changes/")));
    let material = || Category { term: "material", label: words.text("versions.material") };
    Entry {
        id: address.clone(),
        title: words.text_with("feed.entry", &[("version", version.id.as_str()), ("date", &effective)]),
        published: instant(portal, announced(version)),
        updated: instant(portal, changed(version, locale)),
        link: std::iter::once(Link::page("alternate", locale, address)).chain(changes).collect(),
        category: version.material.then(material).into_iter().collect(),
        summary: summary(renderer, policy, version, words),
    }
}

/// What the author says has changed, how much did, and what was corrected since.
fn summary(renderer: Renderer<'_>, policy: &Policy, version: &Version, words: &Words<'_>) -> Option<String> {
    let author = version.summary.as_ref().map(|summary| summary.get(words.locale()).to_owned());
    let changes = renderer.changes.get(policy, version, words.locale());
    let counts = changes.map(|changes| changes::counts(changes.counts(), words));
    let corrected = corrections(version, words.locale()).map(|correction| {
        let (date, reason) = (words.date(correction.date).text, correction.reason.get(words.locale()));
        words.text_with("feed.corrected", &[("date", &date), ("reason", reason)])
    });
    let told: Vec<String> = author.into_iter().chain(counts).chain(corrected).collect();
    (!told.is_empty()).then(|| told.join(" "))
}

/// The day on which readers could first see the version.
fn announced(version: &Version) -> Date {
    version.published.unwrap_or(version.effective)
}

/// The day on which readers could first see it as it is now.
fn changed(version: &Version, locale: &Locale) -> Date {
    let corrected = corrections(version, locale).map(|correction| correction.date);
    corrected.chain([announced(version)]).max().unwrap_or(Date::MIN)
}

/// The corrections of the edition that a reader of the locale has in front of them.
fn corrections<'v>(version: &'v Version, locale: &'v Locale) -> impl Iterator<Item = &'v Correction> {
    let read = if version.editions.contains_key(locale) { locale } else { &version.authoritative };
    version.corrections.iter().filter(move |correction| correction.locales.contains(read))
}
