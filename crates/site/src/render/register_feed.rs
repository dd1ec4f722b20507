//! `/<locale>/registers/<name>/feed.xml`: what changed in a register, day by day, as an Atom feed (RFC 4287).

use candor_theme::{ChangedTerm, RegisterChange, RegisterDay, Words};

use super::atom::{Author, Entry, Feed, Link, NAMESPACE, instant, links};
use super::{registers, xml};
use crate::Portal;
use crate::routes::{Page, RegisterName};

/// The feed of one register in one locale, the newest day first. Announced days are in it, so that whoever follows it
/// knows beforehand.
pub(super) fn feed(portal: &Portal, name: RegisterName, words: &Words<'_>) -> Vec<u8> {
    let locale = words.locale();
    let page = format!("{}{}", portal.base_url, Page::Register(name).path(locale));
    let days = registers::days(portal, name, words);
    let newest = days.first().map_or_else(|| EPOCH.to_owned(), |day| at(portal, day));
    xml::document(&Feed {
        namespace: NAMESPACE,
        locale: locale.to_string(),
        id: page.clone(),
        title: format!("{} – {}", registers::title(name, words), portal.name.get(locale)),
        updated: newest,
        author: Author::of(&portal.controller, locale),
        link: links(portal, locale, "", |locale| Page::Register(name).path(locale)),
        entry: days.iter().map(|day| entry(portal, &page, day, words)).collect(),
    })
}

/// When a register last changed that never did: Atom asks for an instant.
const EPOCH: &str = "1970-01-01T00:00:00Z";

fn entry(portal: &Portal, page: &str, day: &RegisterDay, words: &Words<'_>) -> Entry {
    let address = format!("{page}#{}", day.anchor);
    let at = at(portal, day);
    Entry {
        id: address.clone(),
        title: words.text_with("registers.feed.entry", &[("date", &day.day.text)]),
        published: at.clone(),
        updated: at,
        link: vec![Link::page("alternate", words.locale(), address)],
        category: Vec::new(),
        summary: Some(day.changes.iter().map(sentence).collect::<Vec<_>>().join("; ")),
    }
}

/// The change with the facts that differ: `Changed: Mail (Kept for: 3 years → 1 year)`.
fn sentence(change: &RegisterChange) -> String {
    let term = |term: &ChangedTerm| format!("{}: {} → {}", term.label, dash(&term.before), dash(&term.after));
    let terms: Vec<String> = change.terms.iter().map(term).collect();
    if terms.is_empty() { change.text.clone() } else { format!("{} ({})", change.text, terms.join("; ")) }
}

fn dash(text: &str) -> &str {
    if text.is_empty() { "–" } else { text }
}

fn at(portal: &Portal, day: &RegisterDay) -> String {
    day.day.iso.parse().map_or_else(|_| EPOCH.to_owned(), |day| instant(portal, day))
}
