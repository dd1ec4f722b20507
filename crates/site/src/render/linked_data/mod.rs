//! JSON-LD in the pages: what a page says to people, in the words of schema.org and of the W3C's Data Privacy Vocabulary
//! (DPV 2). It claims nothing that the portal does not hold as a fact.

mod controller;
mod processing;
mod web_page;

use candor_theme::{LinkedData, Words};
use serde_json::{Value, json};

use crate::Portal;
use crate::routes::Page;

/// The portal, and the locale in which a page tells of it.
#[derive(Clone, Copy)]
struct Teller<'a> {
    portal: &'a Portal,
    words: &'a Words<'a>,
}

impl Teller<'_> {
    /// The address of a page in this locale.
    fn address(self, page: &Page) -> String {
        format!("{}{}", self.portal.base_url, page.path(self.words.locale()))
    }

    /// The name of a thing that is the same in every locale, and so on every page that tells of it.
    fn name(self, thing: &str) -> String {
        format!("{}/#{thing}", self.portal.base_url)
    }
}

/// What a page tells programs; nothing where a program would learn nothing, as from a form, which the list of
/// rights tells of.
pub(super) fn of_page(portal: &Portal, page: &Page, words: &Words<'_>, title: &str) -> Option<LinkedData> {
    let teller = Teller { portal, words };
    let told = match page {
        Page::Languages | Page::Feed(_) | Page::RegisterFeed(_) | Page::Versions(_) => return None,
        Page::Request(_) | Page::Status => return None,
        Page::Center | Page::Policy(_) | Page::Version(..) | Page::Changes(..) | Page::Figures => None,
        Page::Choices => Some(processing::choices(teller)),
        Page::Register(name) => Some(processing::register(teller, *name)),
        Page::Requests => Some(processing::rights(teller)),
    };
    let us = match told {
        _ if *page == Page::Center => Some(controller::controller(teller)),
        Some(_) => Some(controller::as_who_decides(teller)),
        None => None,
    };
    let context = context(us.is_some(), told.is_some());
    let graph: Vec<Value> = [web_page::web_page(teller, page, title)].into_iter().chain(us).chain(told).collect();
    Some(LinkedData::new(&without_nulls(json!({ "@context": context, "@graph": graph }))))
}

/// What the words stand for: those of schema.org, and the prefixes of the controller and of what is told besides.
fn context(has_controller: bool, has_more: bool) -> Value {
    const SCHEMA: &str = "https://schema.org";
    if !has_controller {
        return json!(SCHEMA);
    }
    let mut prefixes = json!({ "dpv": "https://w3id.org/dpv#" });
    if has_more {
        prefixes["eu-gdpr"] = json!("https://w3id.org/dpv/legal/eu/gdpr#");
        prefixes["loc"] = json!("https://w3id.org/dpv/loc#");
        prefixes["skos"] = json!("http://www.w3.org/2004/02/skos/core#");
    }
    json!([SCHEMA, prefixes])
}

/// The document without the keys whose facts the portal does not have.
fn without_nulls(value: Value) -> Value {
    match value {
        Value::Object(entries) => {
            let known = entries.into_iter().filter(|(_, value)| !value.is_null());
            known.map(|(key, value)| (key, without_nulls(value))).collect()
        }
        Value::Array(entries) => entries.into_iter().map(without_nulls).collect(),
        other => other,
    }
}
