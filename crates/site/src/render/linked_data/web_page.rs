//! The page itself: its language, its portal, and of a policy the version with its dates, its digest and its translations.

use candor_model::{Locale, VersionState};
use jiff::civil::Date;
use serde_json::{Value, json};

use super::Teller;
use super::controller;
use crate::portal::{Policy, Version};
use crate::routes::Page;

/// The page as schema.org's `WebPage`. It has no type for a policy.
pub(super) fn web_page(teller: Teller<'_>, page: &Page, title: &str) -> Value {
    let mut web_page = json!({
        "@type": "WebPage",
        "@id": teller.address(page),
        "name": title,
        "inLanguage": teller.words.locale(),
        "isPartOf": portal(teller, page),
        "publisher": controller::publisher(teller),
    });
    if let (Some(web_page), Some(Value::Object(more))) = (web_page.as_object_mut(), of_policy(teller, page)) {
        web_page.extend(more);
    }
    web_page
}

/// The portal: the center tells of it, and the other pages name it.
fn portal(teller: Teller<'_>, page: &Page) -> Value {
    let portal = teller.portal;
    let mut site = json!({ "@id": teller.name("portal") });
    if *page == Page::Center {
        site["@type"] = json!("WebSite");
        site["url"] = json!(format!("{}/", portal.base_url));
        site["name"] = json!(portal.name.get(teller.words.locale()));
        site["inLanguage"] = json!(portal.locales);
    }
    site
}

/// What a page with a policy's text has besides. The page at the policy's stable address is the same as the lasting page
/// of the version that it shows.
fn of_policy(teller: Teller<'_>, page: &Page) -> Option<Value> {
    let (policy, version) = match page {
        Page::Policy(id) => teller.portal.policy(id).and_then(|policy| Some((policy, policy.current()?)))?,
        Page::Version(id, version) => {
            teller.portal.policy(id).and_then(|policy| Some((policy, policy.version(version)?)))?
        }
        _ => return None,
    };
    let locale = teller.words.locale();
    let lasting = Page::Version(policy.id.clone(), version.id.clone());
    let replaced = replaced(policy, version);
    Some(json!({
        "sameAs": (*page != lasting).then(|| teller.address(&lasting)),
        "version": version.id,
        "inLanguage": version.reading(locale).edition.edition.locale,
        "datePublished": version.published,
        "temporalCoverage": binding(version, replaced),
        "expires": replaced,
        "identifier": version.editions.get(locale).map(|edition| json!({
            "@type": "PropertyValue",
            "propertyID": "SHA-256",
            "value": edition.digest,
        })),
        "translationOfWork": translated_from(version, locale).map(|other| page_in(teller, &lasting, other)),
        "workTranslation": translations(teller, version, &lasting),
    }))
}

/// The day on which the next version takes the place of this one, where one has been announced.
fn replaced(policy: &Policy, version: &Version) -> Option<Date> {
    let later = policy.versions.iter().skip_while(|other| other.id != version.id).skip(1);
    later.filter(|other| other.state != VersionState::Draft).map(|other| other.effective).next()
}

/// The days on which the version binds, as ISO 8601 writes a span; nothing where it never did.
fn binding(version: &Version, replaced: Option<Date>) -> Option<String> {
    let last = match replaced {
        Some(replaced) if replaced <= version.effective => return None,
        Some(replaced) => replaced.yesterday().ok()?.to_string(),
        None => "..".to_owned(),
    };
    Some(format!("{}/{last}", version.effective))
}

/// The locale of the edition that prevails, where the page shows another one.
fn translated_from<'a>(version: &'a Version, locale: &Locale) -> Option<&'a Locale> {
    let is_translation = version.authoritative != *locale && version.editions.contains_key(locale);
    is_translation.then_some(&version.authoritative)
}

/// The other editions, on the page of the one that prevails.
fn translations(teller: Teller<'_>, version: &Version, lasting: &Page) -> Option<Vec<Value>> {
    let own = teller.words.locale();
    let others: Vec<Value> =
        version.editions.keys().filter(|l| *l != own).map(|l| page_in(teller, lasting, l)).collect();
    (version.authoritative == *own && !others.is_empty()).then_some(others)
}

fn page_in(teller: Teller<'_>, page: &Page, locale: &Locale) -> Value {
    let address = format!("{}{}", teller.portal.base_url, page.path(locale));
    json!({ "@type": "WebPage", "@id": address, "inLanguage": locale })
}
