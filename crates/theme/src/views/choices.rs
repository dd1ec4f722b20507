//! The cookie register and the visitor's choices.

use std::collections::{BTreeMap, BTreeSet};

use candor_model::{Catalogue, Choice, ConsentMethod, Cookie, EntryState, LocalizedText, Party, Purpose, PurposeId};
use jiff::civil::Date;
use serde::Serialize;

use crate::{Chrome, DateView, Words};

/// `/<locale>/choices/` on the site, and the intake's answer to a choice.
#[derive(Clone, Debug, Serialize)]
pub struct ChoicesPage {
    /// The frame.
    pub chrome: Chrome,
    /// The purposes with their cookies, those that are required first.
    pub purposes: Vec<PurposeView>,
    /// What stands for this visitor; nothing on the site's page, which knows no visitor.
    pub current: Option<CurrentChoices>,
    /// What this browser chose before, the newest first; empty on the site's page.
    pub history: Vec<PastChoice>,
    /// The purposes that the browser's signal refuses, by what they are called, where it sends one and the portal heeds it.
    pub opposed: Vec<String>,
    /// Where the form is sent.
    pub action: &'static str,
    /// Where the visitor's newest record can be seen.
    pub current_path: String,
    /// The page of the cookie register, which tells what changed when; nothing where there are no cookies.
    pub register_path: Option<String>,
}

/// What stands on the day on which a visitor looks at the page.
#[derive(Debug)]
pub struct Standing<'a> {
    /// That day.
    pub today: Date,
    /// The visitor's choices and what is said of them; nothing where none stand.
    pub choices: Option<(&'a BTreeMap<PurposeId, Choice>, CurrentChoices)>,
    /// What this browser chose before, the newest first.
    pub history: Vec<PastChoice>,
    /// The browser says Global Privacy Control.
    pub signal: bool,
}

impl Standing<'_> {
    /// What stands for a visitor of whom nothing is known.
    #[must_use]
    pub fn nothing(today: Date) -> Self {
        Self { today, choices: None, history: Vec::new(), signal: false }
    }
}

/// The choices that stand, for their visitor.
#[derive(Clone, Debug, Serialize)]
pub struct CurrentChoices {
    /// Since when they stand.
    pub since: DateView,
    /// Until when.
    pub valid_until: DateView,
    /// The version of the policy that was in force, and what the policy is called; empty where there was none, or where
    /// nothing but the browser tells of them.
    pub policy: String,
    /// The receipt; empty for a refusal that is nobody's.
    pub receipt_path: String,
}

/// A choice that this browser made, in its history.
#[derive(Clone, Debug, Serialize)]
pub struct PastChoice {
    /// When.
    pub at: DateView,
    /// What was agreed to, beside what is required; may be empty.
    pub given: Vec<String>,
    /// How; the words stand under `consent.methods.<method>`.
    pub method: ConsentMethod,
    /// The receipt.
    pub receipt_path: String,
}

/// A purpose with its cookies.
#[derive(Clone, Debug, Serialize)]
pub struct PurposeView {
    /// Its name in forms, `purpose.<id>`.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// What it is for.
    pub description: String,
    /// It cannot be refused.
    pub required: bool,
    /// The visitor agreed to it; on the site's page only what is required.
    pub given: bool,
    /// The cookies that are in use.
    pub cookies: Vec<CookieRow>,
    /// The cookies that are announced, and not in use yet.
    pub upcoming: Vec<CookieRow>,
}

/// One entry of the cookie register.
#[derive(Clone, Debug, Serialize)]
pub struct CookieRow {
    /// The anchor; empty where an entry of the same name stands before it on the page.
    pub anchor: String,
    /// The name on the device.
    pub name: String,
    /// The first day of its use.
    pub since: Option<DateView>,
    /// Who stores it.
    pub provider: String,
    /// What it does.
    pub description: String,
    /// How long it stays.
    pub duration: String,
    /// `cookie`, `local-storage` or `pixel`; the words stand under `cookies.kinds.<kind>`.
    pub kind: candor_model::CookieKind,
    /// Another site stores it.
    pub third_party: bool,
}

impl ChoicesPage {
    /// The page with the choices that stand, or with none.
    #[must_use]
    pub fn new(chrome: Chrome, catalogue: &Catalogue, words: &Words<'_>, standing: Standing<'_>) -> Self {
        let Standing { today, choices, history, signal } = standing;
        let given = |purpose: &Purpose| {
            let choice = choices.as_ref().and_then(|(choices, _)| choices.get(&purpose.id));
            purpose.required || choice == Some(&Choice::Given)
        };
        let view = |p: &Purpose| PurposeView { given: given(p), ..purpose_view(p, catalogue, today, words) };
        let mut purposes: Vec<PurposeView> = catalogue.purposes.iter().map(view).collect();
        keep_first_anchors(&mut purposes);
        let register_path = format!("/{}/registers/cookies/", words.locale());
        Self {
            chrome,
            purposes,
            action: "/api/consents",
            current_path: format!("/api/consents/current?locale={}", words.locale()),
            current: choices.map(|(_, current)| current),
            history,
            opposed: if signal { opposed(catalogue, words) } else { Vec::new() },
            register_path: (!catalogue.cookies.is_empty()).then_some(register_path),
        }
    }
}

fn opposed(catalogue: &Catalogue, words: &Words<'_>) -> Vec<String> {
    let opposed = catalogue.purposes.iter().filter(|purpose| catalogue.consent.opposed.contains(&purpose.id));
    opposed.map(|purpose| purpose_title(purpose, words)).collect()
}

/// What a purpose is called: the portal's own word for it, or else the theme's.
#[must_use]
pub fn purpose_title(purpose: &Purpose, words: &Words<'_>) -> String {
    let title = purpose_text(purpose, purpose.title.as_ref(), "title", words);
    if title.is_empty() { purpose.id.to_string() } else { title }
}

/// What a purpose is for.
pub(super) fn purpose_description(purpose: &Purpose, words: &Words<'_>) -> String {
    purpose_text(purpose, purpose.description.as_ref(), "description", words)
}

fn purpose_text(purpose: &Purpose, own: Option<&LocalizedText>, part: &str, words: &Words<'_>) -> String {
    let built_in = || words.text_or_empty(&format!("purposes.{}.{part}", purpose.id));
    own.map_or_else(built_in, |text| text.get(words.locale()).to_owned())
}

/// Leaves each anchor to the first row that has it, those in use before those that are announced: a page has no two of
/// one name, and links mean what is in use.
fn keep_first_anchors(purposes: &mut [PurposeView]) {
    let mut taken = BTreeSet::new();
    let mut keep_first = |row: &mut CookieRow| {
        if !taken.insert(row.anchor.clone()) {
            row.anchor.clear();
        }
    };
    purposes.iter_mut().flat_map(|purpose| &mut purpose.cookies).for_each(&mut keep_first);
    purposes.iter_mut().flat_map(|purpose| &mut purpose.upcoming).for_each(keep_first);
}

/// The purpose as it is before anyone chose.
fn purpose_view(purpose: &Purpose, catalogue: &Catalogue, today: Date, words: &Words<'_>) -> PurposeView {
    let rows = |state: EntryState| {
        let cookies = catalogue.cookies.iter().filter(move |cookie| cookie.purpose == purpose.id);
        cookies.filter(move |cookie| cookie.state(today) == state).map(|cookie| cookie_row(cookie, words)).collect()
    };
    PurposeView {
        id: purpose.id.to_string(),
        title: purpose_title(purpose, words),
        description: purpose_description(purpose, words),
        required: purpose.required,
        given: purpose.required,
        cookies: rows(EntryState::Current),
        upcoming: rows(EntryState::Upcoming),
    }
}

fn cookie_row(cookie: &Cookie, words: &Words<'_>) -> CookieRow {
    let locale = words.locale();
    CookieRow {
        anchor: cookie.anchor(),
        name: cookie.name.clone(),
        since: cookie.since.map(|day| words.date(day)),
        provider: cookie.provider.get(locale).to_owned(),
        description: cookie.description.get(locale).to_owned(),
        duration: cookie.duration.get(locale).to_owned(),
        kind: cookie.kind,
        third_party: cookie.party == Party::Third,
    }
}
