//! `/<locale>/<policy>/feed.xml`: the versions of a policy as an Atom feed (RFC 4287).

use candor_theme::Words;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::Serialize;

use super::{Renderer, changes, xml};
use crate::Portal;
use crate::portal::{Policy, Version};

/// The namespace of Atom.
pub(super) const NAMESPACE: &str = "http://www.w3.org/2005/Atom";

/// A feed.
#[derive(Serialize)]
#[serde(rename = "feed")]
pub(super) struct Feed {
    #[serde(rename = "@xmlns")]
    pub(super) namespace: &'static str,
    #[serde(rename = "@xml:lang")]
    pub(super) locale: String,
    pub(super) id: String,
    pub(super) title: String,
    pub(super) updated: String,
    pub(super) author: Author,
    pub(super) link: Vec<Link>,
    pub(super) entry: Vec<Entry>,
}

/// Whose feed it is.
#[derive(Serialize)]
pub(super) struct Author {
    pub(super) name: String,
    pub(super) email: String,
}

/// An address that belongs to a feed or to an entry.
#[derive(Serialize)]
pub(super) struct Link {
    #[serde(rename = "@rel")]
    pub(super) rel: &'static str,
    #[serde(rename = "@href")]
    pub(super) address: String,
}

/// An entry of a feed.
#[derive(Serialize)]
pub(super) struct Entry {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) published: String,
    pub(super) updated: String,
    pub(super) link: Vec<Link>,
    pub(super) summary: String,
}

/// The feed of one policy in one locale, the newest version first.
pub(super) fn feed(renderer: Renderer<'_>, policy: &Policy, words: &Words<'_>) -> Vec<u8> {
    let portal = renderer.portal;
    let locale = words.locale();
    let page = format!("{}/{locale}/{}/", portal.base_url, policy.id);
    let entries: Vec<_> = policy.versions.iter().rev().map(|version| entry(renderer, policy, version, words)).collect();
    let newest = policy.versions.iter().map(announced).max().unwrap_or(Date::MIN);
    xml::document(&Feed {
        namespace: NAMESPACE,
        locale: locale.to_string(),
        id: page.clone(),
        title: format!("{} – {}", policy.title.get(locale), portal.name.get(locale)),
        updated: instant(portal, newest),
        author: Author { name: portal.controller.name.get(locale).to_owned(), email: portal.controller.email.clone() },
        link: vec![
            Link { rel: "self", address: format!("{page}feed.xml") },
            Link { rel: "alternate", address: format!("{page}versions/") },
        ],
        entry: entries,
    })
}

fn entry(renderer: Renderer<'_>, policy: &Policy, version: &Version, words: &Words<'_>) -> Entry {
    let (portal, locale) = (renderer.portal, words.locale());
    let address = format!("{}/{locale}/{}/{}/", portal.base_url, policy.id, version.id);
    let at = instant(portal, announced(version));
    let effective = words.date(version.effective).text;
    Entry {
        id: address.clone(),
        title: words.text_with("feed.entry", &[("version", version.id.as_str()), ("date", &effective)]),
        published: at.clone(),
        updated: at,
        link: links(policy, version, address),
        summary: summary(renderer, policy, version, words),
    }
}

/// To the version, and to what changed in it.
fn links(policy: &Policy, version: &Version, address: String) -> Vec<Link> {
    let changes = policy.before(version).map(|_| Link { rel: "related", address: format!("{address}changes/") });
    std::iter::once(Link { rel: "alternate", address }).chain(changes).collect()
}

/// What the author says has changed, and how much did.
fn summary(renderer: Renderer<'_>, policy: &Policy, version: &Version, words: &Words<'_>) -> String {
    let author = version.summary.as_ref().map(|summary| summary.get(words.locale()).to_owned());
    let changes = renderer.changes.get(policy, version, words.locale());
    let counts = changes.map(|changes| changes::counts(changes.counts(), words));
    author.into_iter().chain(counts).collect::<Vec<_>>().join(" ")
}

/// The day on which readers could first see the version.
fn announced(version: &Version) -> Date {
    version.published.unwrap_or(version.effective)
}

/// The beginning of a day in the portal's time zone, as RFC 3339 has it.
pub(super) fn instant(portal: &Portal, day: Date) -> String {
    let zoned = TimeZone::get(&portal.time_zone).and_then(|zone| day.to_zoned(zone));
    zoned.map_or_else(|_| format!("{day}T00:00:00Z"), |start| start.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string())
}
