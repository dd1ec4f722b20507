//! `/<locale>/<policy>/feed.xml`: the versions of a policy as an Atom feed (RFC 4287).

use candor_theme::Words;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::Serialize;

use super::xml;
use crate::Portal;
use crate::portal::{Policy, Version};

#[derive(Serialize)]
#[serde(rename = "feed")]
struct Feed {
    #[serde(rename = "@xmlns")]
    namespace: &'static str,
    #[serde(rename = "@xml:lang")]
    locale: String,
    id: String,
    title: String,
    updated: String,
    author: Author,
    link: Vec<Link>,
    entry: Vec<Entry>,
}

#[derive(Serialize)]
struct Author {
    name: String,
    email: String,
}

#[derive(Serialize)]
struct Link {
    #[serde(rename = "@rel")]
    rel: &'static str,
    #[serde(rename = "@href")]
    address: String,
}

#[derive(Serialize)]
struct Entry {
    id: String,
    title: String,
    published: String,
    updated: String,
    link: Link,
    summary: String,
}

/// The feed of one policy in one locale, the newest version first.
pub(super) fn feed(portal: &Portal, policy: &Policy, words: &Words<'_>) -> Vec<u8> {
    let locale = words.locale();
    let page = format!("{}/{locale}/{}/", portal.base_url, policy.id);
    let entries: Vec<_> = policy.versions.iter().rev().map(|version| entry(portal, policy, version, words)).collect();
    let newest = policy.versions.iter().map(announced).max().unwrap_or(Date::MIN);
    xml::document(&Feed {
        namespace: "http://www.w3.org/2005/Atom",
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

fn entry(portal: &Portal, policy: &Policy, version: &Version, words: &Words<'_>) -> Entry {
    let locale = words.locale();
    let address = format!("{}/{locale}/{}/{}/", portal.base_url, policy.id, version.id);
    let at = instant(portal, announced(version));
    let effective = words.date(version.effective).text;
    Entry {
        id: address.clone(),
        title: words.text_with("feed.entry", &[("version", version.id.as_str()), ("date", &effective)]),
        published: at.clone(),
        updated: at,
        link: Link { rel: "alternate", address },
        summary: version.summary.as_ref().map(|summary| summary.get(locale).to_owned()).unwrap_or_default(),
    }
}

/// The day on which readers could first see the version.
fn announced(version: &Version) -> Date {
    version.published.unwrap_or(version.effective)
}

/// The beginning of a day in the portal's time zone, as RFC 3339 has it.
fn instant(portal: &Portal, day: Date) -> String {
    let zoned = TimeZone::get(&portal.time_zone).and_then(|zone| day.to_zoned(zone));
    zoned.map_or_else(|_| format!("{day}T00:00:00Z"), |start| start.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string())
}
