//! `/sitemap.xml` and `/robots.txt`: which pages a search engine may list, and their sisters in other locales.

use candor_model::Locale;
use jiff::civil::Date;
use serde::Serialize;

use super::xml;
use crate::Portal;
use crate::portal::{Policy, Version};
use crate::routes::Page;

#[derive(Serialize)]
#[serde(rename = "urlset")]
struct UrlSet {
    #[serde(rename = "@xmlns")]
    namespace: &'static str,
    #[serde(rename = "@xmlns:xhtml")]
    xhtml: &'static str,
    url: Vec<Url>,
}

#[derive(Serialize)]
struct Url {
    loc: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    lastmod: Option<Date>,
    #[serde(rename = "xhtml:link")]
    links: Vec<Alternate>,
}

#[derive(Clone, Serialize)]
struct Alternate {
    #[serde(rename = "@rel")]
    rel: &'static str,
    #[serde(rename = "@hreflang")]
    locale: String,
    #[serde(rename = "@href")]
    address: String,
}

/// Every page in every locale; feeds are for programs.
pub(super) fn sitemap(portal: &Portal) -> Vec<u8> {
    let is_left_out = |page: &Page| matches!(page, Page::Feed(_) | Page::RegisterFeed(_) | Page::Languages);
    let pages = portal.routes.pages().filter(|page| !is_left_out(page));
    xml::document(&UrlSet {
        namespace: "http://www.sitemaps.org/schemas/sitemap/0.9",
        xhtml: "http://www.w3.org/1999/xhtml",
        url: pages.flat_map(|page| urls_of(portal, page)).collect(),
    })
}

fn urls_of(portal: &Portal, page: &Page) -> Vec<Url> {
    let address = |locale: &Locale| format!("{}{}", portal.base_url, page.path(locale));
    let alternate = |locale: &str, address| Alternate { rel: "alternate", locale: locale.to_owned(), address };
    let mut links: Vec<_> = portal.locales.iter().map(|l| alternate(l.as_str(), address(l))).collect();
    let mut addresses: Vec<String> = portal.locales.iter().map(address).collect();
    // The choice of language is the center for whoever reads none of the locales.
    if *page == Page::Center {
        addresses.insert(0, format!("{}/", portal.base_url));
    }
    links.extend(addresses.first().map(|first| alternate("x-default", first.clone())));
    let lastmod = last_changed(portal, page);
    addresses.into_iter().map(|loc| Url { loc, lastmod, links: links.clone() }).collect()
}

/// The last day on which a page of a policy changed: a version went online, began to bind or was corrected. Of other pages
/// nobody knows.
fn last_changed(portal: &Portal, page: &Page) -> Option<Date> {
    let of_policy = |policy: &Policy| policy.versions.iter().flat_map(days).filter(|day| *day <= portal.today).max();
    match page {
        Page::Policy(id) | Page::Versions(id) | Page::Version(id, _) => portal.policy(id).and_then(of_policy),
        _ => None,
    }
}

fn days(version: &Version) -> impl Iterator<Item = Date> {
    let corrected = version.corrections.iter().map(|correction| correction.date);
    version.published.into_iter().chain([version.effective]).chain(corrected)
}

/// `robots.txt`: everything but the intake may be listed.
pub(super) fn robots(portal: &Portal) -> Vec<u8> {
    format!("User-agent: *\nDisallow: /api/\nSitemap: {}/sitemap.xml\n", portal.base_url).into_bytes()
}
