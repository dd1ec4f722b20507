//! The cookie register and the visitor's choices.

use std::collections::BTreeMap;

use candor_model::{Catalogue, Choice, Cookie, Party, Purpose, PurposeId};
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
    /// Where the form is sent.
    pub action: &'static str,
    /// Where the visitor's newest record can be seen.
    pub current_path: String,
}

/// The newest consent record, for its visitor.
#[derive(Clone, Debug, Serialize)]
pub struct CurrentChoices {
    /// The record's identifier.
    pub id: String,
    /// Since when it stands.
    pub since: DateView,
    /// The last day on which it stands.
    pub valid_until: DateView,
    /// The version of the policy that was in force, and what the policy is called; empty where there was none.
    pub policy: String,
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
    /// The entries of the cookie register.
    pub cookies: Vec<CookieRow>,
}

/// One entry of the cookie register.
#[derive(Clone, Debug, Serialize)]
pub struct CookieRow {
    /// The name on the device.
    pub name: String,
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
    pub fn new(
        chrome: Chrome,
        catalogue: &Catalogue,
        words: &Words<'_>,
        standing: Option<(&BTreeMap<PurposeId, Choice>, CurrentChoices)>,
    ) -> Self {
        let given = |purpose: &Purpose| {
            let choice = standing.as_ref().and_then(|(choices, _)| choices.get(&purpose.id));
            purpose.required || choice == Some(&Choice::Given)
        };
        let purposes = catalogue.purposes.iter().map(|p| purpose_view(p, catalogue, words, given(p))).collect();
        Self {
            chrome,
            purposes,
            action: "/api/consents",
            current_path: format!("/api/consents/current?locale={}", words.locale()),
            current: standing.map(|(_, current)| current),
        }
    }
}

fn purpose_view(purpose: &Purpose, catalogue: &Catalogue, words: &Words<'_>, given: bool) -> PurposeView {
    let locale = words.locale();
    let own = |text: &Option<candor_model::LocalizedText>| text.as_ref().map(|text| text.get(locale).to_owned());
    let built_in = |part: &str| words.text_or_empty(&format!("purposes.{}.{part}", purpose.id));
    let title = own(&purpose.title).unwrap_or_else(|| built_in("title"));
    PurposeView {
        id: purpose.id.to_string(),
        title: if title.is_empty() { purpose.id.to_string() } else { title },
        description: own(&purpose.description).unwrap_or_else(|| built_in("description")),
        required: purpose.required,
        given,
        cookies: catalogue.cookies.iter().filter(|c| c.purpose == purpose.id).map(|c| cookie_row(c, words)).collect(),
    }
}

fn cookie_row(cookie: &Cookie, words: &Words<'_>) -> CookieRow {
    let locale = words.locale();
    CookieRow {
        name: cookie.name.clone(),
        provider: cookie.provider.get(locale).to_owned(),
        description: cookie.description.get(locale).to_owned(),
        duration: cookie.duration.get(locale).to_owned(),
        kind: cookie.kind,
        third_party: cookie.party == Party::Third,
    }
}
