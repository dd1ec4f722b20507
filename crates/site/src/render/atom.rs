//! Atom feeds (RFC 4287): what the feeds of policies and of registers are made of.

use candor_model::{Controller, Locale};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::Serialize;

use crate::Portal;

/// The namespace of Atom.
pub(super) const NAMESPACE: &str = "http://www.w3.org/2005/Atom";
const FEED: &str = "application/atom+xml";
const PAGE: &str = "text/html";

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
    name: String,
    #[serde(rename = "uri", skip_serializing_if = "Option::is_none")]
    site: Option<String>,
    email: String,
}

/// An address that belongs to a feed or to an entry.
#[derive(Serialize)]
pub(super) struct Link {
    #[serde(rename = "@rel")]
    rel: &'static str,
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(rename = "@hreflang")]
    locale: String,
    #[serde(rename = "@href")]
    address: String,
}

/// An entry of a feed.
#[derive(Serialize)]
pub(super) struct Entry {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) published: String,
    pub(super) updated: String,
    pub(super) link: Vec<Link>,
    pub(super) category: Vec<Category>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) summary: Option<String>,
}

/// What lets a reader of feeds pick entries out.
#[derive(Serialize)]
pub(super) struct Category {
    #[serde(rename = "@term")]
    pub(super) term: &'static str,
    #[serde(rename = "@label")]
    pub(super) label: String,
}

impl Author {
    /// The company behind the portal.
    pub(super) fn of(controller: &Controller, locale: &Locale) -> Self {
        Self {
            name: controller.name.get(locale).to_owned(),
            site: controller.site.clone(),
            email: controller.email.clone(),
        }
    }
}

impl Link {
    /// To a page in a locale.
    pub(super) fn page(rel: &'static str, locale: &Locale, address: String) -> Self {
        Self { rel, kind: PAGE, locale: locale.to_string(), address }
    }
}

/// The links of a feed: itself, the page of which it tells, and the same feed in the portal's other locales. `path` gives
/// the path of the page in a locale; the feed lies below it.
pub(super) fn links(portal: &Portal, locale: &Locale, below: &str, path: impl Fn(&Locale) -> String) -> Vec<Link> {
    let page = |locale: &Locale| format!("{}{}", portal.base_url, path(locale));
    let feed = |rel, locale: &Locale| {
        let address = page(locale) + "feed.xml";
        Link { rel, kind: FEED, locale: locale.to_string(), address }
    };
    let own = [feed("self", locale), Link::page("alternate", locale, page(locale) + below)];
    let sisters = portal.locales.iter().filter(|other| *other != locale).map(|other| feed("alternate", other));
    own.into_iter().chain(sisters).collect()
}

/// The beginning of a day in the portal's time zone, as RFC 3339 has it.
pub(super) fn instant(portal: &Portal, day: Date) -> String {
    let zoned = TimeZone::get(&portal.time_zone).and_then(|zone| day.to_zoned(zone));
    zoned.map_or_else(|_| format!("{day}T00:00:00Z"), |start| start.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string())
}
