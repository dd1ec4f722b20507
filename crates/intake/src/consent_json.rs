//! A consent record for programs, under the names of ISO/IEC TS 27560:2023 as far as a choice of cookies has what they mean (after
//! the W3C's guide, Implementing ISO-27560 with DPV, 2026). Where the data lies and how long the record is kept are facts of
//! the portal and its registers, and not repeated in each record; the identifier is a ULID, not a UUID.

use std::collections::BTreeSet;

use candor_model::{ConsentMethod, ConsentRecord, Notice, NoticeController, NoticePurpose, Party, PurposeId};
use serde_json::{Value, json};

/// The version of this form of a record.
const SCHEMA: &str = "candor-consent-1";

/// The record, with the notice that was shown, for the company.
#[must_use]
pub fn record_json(record: &ConsentRecord, notice: &Notice) -> Value {
    let mut json = json!({
        "schema_version": SCHEMA,
        "record_id": record.id,
        "pii_principal_id": record.visitor,
    });
    extend(&mut json, record, notice);
    json
}

/// The same for the visitor, whose identifier stays in its cookie, where no script can read it.
#[must_use]
pub fn receipt_json(record: &ConsentRecord, notice: &Notice) -> Value {
    let mut json = json!({ "schema_version": SCHEMA, "receipt_id": record.id });
    extend(&mut json, record, notice);
    json
}

fn extend(json: &mut Value, record: &ConsentRecord, notice: &Notice) {
    let purposes: Vec<_> = notice.purposes.iter().map(|shown| purpose_json(shown, record)).collect();
    json["pii_processing"] = json!({
        "privacy_notice": { "version": record.notice.version, "sha256": record.notice.digest, "policy": record.policy },
        "shown": notice.words,
        "language": record.locale,
        "collection_method": record.method,
        "service": record.site,
        "purposes": purposes,
        "pii_controllers": [party_json(&notice.controller)],
        "withdrawal_method": notice.withdraw_at,
        "jurisdiction": notice.jurisdiction,
        "authority_party": notice.authority,
    });
    json["events"] = json!([{
        "event_type": if record.method == ConsentMethod::Signal { "global-privacy-control" } else { "choice" },
        "global_privacy_control": record.signal,
        "event_state": state(record, notice),
        "entity_id": record.visitor.as_ref().map_or("nobody", |_| "principal"),
        "event_time": record.at,
        "received_time": record.received_at,
        "valid_until": record.valid_until,
    }]);
}

/// Whether anything was agreed to that can be refused.
fn state(record: &ConsentRecord, notice: &Notice) -> &'static str {
    let is_required = |id: &PurposeId| notice.purposes.iter().any(|purpose| purpose.id == *id && purpose.required);
    if record.gives(is_required) { "given" } else { "refused" }
}

fn purpose_json(shown: &NoticePurpose, record: &ConsentRecord) -> Value {
    json!({
        "purpose_id": shown.id,
        "purpose": shown.title,
        "description": shown.description,
        "lawful_basis": if shown.required { "necessary" } else { "consent" },
        "choice": record.choices.get(&shown.id).filter(|_| !shown.required),
        "recipient_third_parties": recipients(shown),
        "pii_information": shown.cookies,
    })
}

/// Who beside the company stores something for a purpose.
fn recipients(shown: &NoticePurpose) -> BTreeSet<&str> {
    let third = shown.cookies.iter().filter(|cookie| cookie.party == Party::Third);
    third.map(|cookie| cookie.provider.as_str()).collect()
}

fn party_json(controller: &NoticeController) -> Value {
    json!({
        "party_id": controller.tax_id,
        "name": controller.name,
        "tax_id": controller.tax_id,
        "address": controller.address,
        "contact": controller.email,
        "phone": controller.phone,
        "party_type": "controller",
    })
}
