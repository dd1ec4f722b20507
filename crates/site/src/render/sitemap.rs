//! `/sitemap.xml` and `/robots.txt`: which pages a search engine may list, and their sisters in other locales.

use candor_model::Locale;
use serde::Serialize;

use super::xml;
use crate::Portal;
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
    let alternate =
        |locale: &Locale| Alternate { rel: "alternate", locale: locale.to_string(), address: address(locale) };
    let links: Vec<_> = portal.locales.iter().map(alternate).collect();
    portal.locales.iter().map(|locale| Url { loc: address(locale), links: links.clone() }).collect()
}

/// `robots.txt`: everything but the intake may be listed.
pub(super) fn robots(portal: &Portal) -> Vec<u8> {
    format!("User-agent: *\nDisallow: /api/\nSitemap: {}/sitemap.xml\n", portal.base_url).into_bytes()
}
