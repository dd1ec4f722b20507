//! The language choice at the root, and the center of each locale.

use candor_model::{Catalogue, Locale};
use serde::Serialize;

use crate::{Chrome, DateView, Link};

/// `/`: the choice of a language. Its chrome is in the portal's default locale.
#[derive(Clone, Debug, Serialize)]
pub struct LanguagePage {
    /// The frame; `chrome.sisters` are the languages to choose from.
    pub chrome: Chrome,
}

/// `/<locale>/`: who we are, the policies, the rights, the choices, the contact.
#[derive(Clone, Debug, Serialize)]
pub struct CenterPage {
    /// The frame.
    pub chrome: Chrome,
    /// The policies in force, in the portal's order.
    pub policies: Vec<PolicyCard>,
    /// The rights that the portal offers.
    pub rights: Vec<RightCard>,
    /// The registers that the portal publishes, the cookie register among them.
    pub registers: Vec<Link>,
    /// How fast we answer, in words: `10 working days`; nothing where the rights differ, and each card says it.
    pub respond_within: Option<String>,
    /// The path of the choices page.
    pub choices_path: String,
    /// The path of the status page.
    pub status_path: String,
}

/// A policy in short.
#[derive(Clone, Debug, Serialize)]
pub struct PolicyCard {
    /// What it is called.
    pub title: String,
    /// The stable path of the version in force.
    pub path: String,
    /// The version in force.
    pub version: String,
    /// The day from which it binds.
    pub effective: DateView,
    /// The path of the version table.
    pub versions_path: String,
    /// The day from which a later version will bind, where one is published.
    pub upcoming: Option<DateView>,
}

/// A right in short.
#[derive(Clone, Debug, Serialize)]
pub struct RightCard {
    /// Its name in files and addresses; the theme's words stand under `rights.<id>`.
    pub id: &'static str,
    /// What it is called.
    pub title: String,
    /// What it lets a person do, in one sentence.
    pub summary: String,
    /// How fast we answer, in words.
    pub respond_within: String,
    /// The path of its form.
    pub path: String,
}

/// How to reach the controller and its officer.
#[derive(Clone, Debug, Serialize)]
pub struct ContactView {
    /// The controller's name.
    pub name: String,
    /// Where it takes questions about personal data.
    pub email: String,
    /// Its tax number.
    pub tax_id: Option<String>,
    /// Its postal address.
    pub address: Option<String>,
    /// Its telephone number, as people read it.
    pub phone: Option<String>,
    /// Its own site.
    pub site: Option<String>,
    /// The officer's name or post.
    pub officer_name: Option<String>,
    /// The officer's e-mail address.
    pub officer_email: Option<String>,
    /// The officer's telephone number.
    pub officer_phone: Option<String>,
}

impl ContactView {
    /// The contact for a reader of `locale`.
    #[must_use]
    pub fn new(catalogue: &Catalogue, locale: &Locale) -> Self {
        let controller = &catalogue.controller;
        let officer = controller.officer.as_ref();
        Self {
            name: controller.name.get(locale).to_owned(),
            email: controller.email.clone(),
            tax_id: controller.tax_id.clone(),
            address: controller.address.as_ref().map(|address| address.get(locale).to_owned()),
            phone: controller.phone.clone(),
            site: controller.site.clone(),
            officer_name: officer.map(|officer| officer.name.get(locale).to_owned()),
            officer_email: officer.map(|officer| officer.email.clone()),
            officer_phone: officer.and_then(|officer| officer.phone.clone()),
        }
    }
}
