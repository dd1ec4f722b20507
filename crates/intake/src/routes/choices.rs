//! Consent records as views: the page of choices with what stands, a record's receipt, and what a program is told.

use candor_model::{Choice, ConsentRecord, KeptChoices};
use candor_theme::{
    ChoicesPage, ConsentPage, CurrentChoices, DateView, DecidedPurpose, PastChoice, Standing, purpose_title,
};
use jiff::Timestamp;
use serde_json::{Value, json};

use super::answer::Reader;
use crate::ConsentProof;
use crate::letters::policy_title;

/// What a browser itself says of its visitor's choices.
pub(super) struct Browser {
    /// It says Global Privacy Control.
    pub(super) signal: bool,
    /// What it keeps.
    pub(super) kept: Option<KeptChoices>,
}

/// The page of choices: with the record that stands, or else with what the browser keeps of a refusal that is nobody's.
pub(super) fn page(
    reader: &Reader,
    standing: Option<&ConsentRecord>,
    history: &[ConsentRecord],
    browser: Browser,
) -> ChoicesPage {
    let catalogue = &reader.intake.catalogue;
    let (now, today) = reader.intake.now();
    let kept = browser.kept.filter(|kept| kept.stands(&catalogue.consent, now));
    // What the browser decided since waits for the line, as long as it has its key.
    let standing =
        standing.filter(|record| kept.as_ref().is_none_or(|kept| kept.key.is_none() || kept.since <= record.at));
    let choices = match (standing, &kept) {
        (Some(record), _) => Some((&record.choices, current(reader, record))),
        (None, Some(kept)) => Some((&kept.choices, current_of_browser(reader, kept))),
        (None, None) => None,
    };
    let history = history.iter().map(|record| past(reader, record)).collect();
    let standing = Standing { today, choices, history, signal: browser.signal };
    ChoicesPage::new(reader.chrome("choices.title", "choices/"), catalogue, &reader.words(), standing)
}

/// The receipt of a record, with what was shown.
pub(super) fn receipt(reader: &Reader, proof: ConsentProof) -> ConsentPage {
    let ConsentProof { record, notice, .. } = proof;
    let record = &record;
    let words = reader.words();
    ConsentPage {
        chrome: reader.chrome("consent.title", "choices/"),
        id: record.id.clone(),
        at: moment(reader, record.at),
        valid_until: moment(reader, record.valid_until),
        method: record.method,
        locale: record.locale.clone(),
        language: words.name_of(&record.locale),
        signal: record.signal,
        site: record.site.clone().unwrap_or_default(),
        purposes: DecidedPurpose::all(record, &notice),
        controller: notice.controller,
        policy: policy(reader, record),
        version: record.notice.version,
        digest: record.notice.digest.clone(),
        nobody: record.visitor.is_none(),
        json_path: format!("/api/consents/{}?format=json", record.id),
        choices_path: format!("/api/consents/current?locale={}", words.locale()),
    }
}

/// A consent record for a script. The visitor's identifier stays in its cookie, which no script can read.
pub(super) fn summary(record: &ConsentRecord) -> Value {
    json!({
        "id": record.id,
        "at": record.at,
        "choices": record.choices,
        "notice": record.notice,
        "policy": record.policy,
        "locale": record.locale,
        "method": record.method,
        "signal": record.signal,
        "valid_until": record.valid_until,
        "receipt": format!("/api/consents/{}", record.id),
    })
}

fn current(reader: &Reader, record: &ConsentRecord) -> CurrentChoices {
    CurrentChoices {
        since: moment(reader, record.at),
        valid_until: day(reader, record.valid_until),
        policy: policy(reader, record),
        receipt_path: receipt_path(reader, record),
    }
}

fn current_of_browser(reader: &Reader, kept: &KeptChoices) -> CurrentChoices {
    CurrentChoices {
        since: moment(reader, kept.since),
        valid_until: day(reader, kept.until),
        policy: String::new(),
        receipt_path: String::new(),
    }
}

fn past(reader: &Reader, record: &ConsentRecord) -> PastChoice {
    let purposes = reader.intake.catalogue.purposes.iter().filter(|purpose| !purpose.required);
    let given = purposes.filter(|purpose| record.choices.get(&purpose.id) == Some(&Choice::Given));
    PastChoice {
        at: moment(reader, record.at),
        given: given.map(|purpose| purpose_title(purpose, &reader.words())).collect(),
        method: record.method,
        receipt_path: receipt_path(reader, record),
    }
}

fn receipt_path(reader: &Reader, record: &ConsentRecord) -> String {
    format!("/api/consents/{}?locale={}", record.id, reader.locale)
}

fn policy(reader: &Reader, record: &ConsentRecord) -> String {
    let title = |policy| policy_title(policy, &reader.intake.catalogue, &reader.words());
    record.policy.as_ref().map(title).unwrap_or_default()
}

fn moment(reader: &Reader, moment: Timestamp) -> DateView {
    reader.words().moment(&reader.intake.local(moment))
}

fn day(reader: &Reader, moment: Timestamp) -> DateView {
    reader.words().date(reader.intake.local(moment).date())
}
