//! A consent record for programs, with the fields that ISO/IEC TS 27560:2023 asks for, under the names that the W3C's guide to
//! it uses (Implementing ISO-27560 with DPV, Community Group Report of 2026).

use candor_model::{ConsentRecord, Notice, NoticeController, NoticePurpose, PurposeId};
use serde_json::{Value, json};

/// The profile that the record follows.
const PROFILE: &str = "https://w3id.org/dpv/schema/dpv-27560#record";
/// The profile of what its subject is given.
const RECEIPT_PROFILE: &str = "https://w3id.org/dpv/schema/dpv-27560#receipt-record";

/// The record, with the notice that was shown, for the company.
#[must_use]
pub fn record_json(record: &ConsentRecord, notice: &Notice) -> Value {
    let mut json = json!({
        "schema_version": PROFILE,
        "record_id": record.id,
        "pii_principal_id": record.visitor,
    });
    extend(&mut json, record, notice);
    json
}

/// The same for the visitor, whose identifier stays in its cookie, where no script can read it.
#[must_use]
pub fn receipt_json(record: &ConsentRecord, notice: &Notice) -> Value {
    let mut json = json!({ "schema_version": RECEIPT_PROFILE, "receipt_id": record.id });
    extend(&mut json, record, notice);
    json
}

fn extend(json: &mut Value, record: &ConsentRecord, notice: &Notice) {
    let purposes: Vec<_> = notice.purposes.iter().map(|shown| purpose_json(shown, record)).collect();
    json["pii_processing"] = json!({
        "privacy_notice": { "version": record.notice.version, "sha256": record.notice.digest, "policy": record.policy },
        "shown": notice.words,
        "language": record.locale,
        "lawful_basis": "consent",
        "collection_method": record.method,
        "service": record.site,
        "purposes": purposes,
        "pii_controllers": [party_json(&notice.controller)],
        "withdrawal_method": notice.withdraw_at,
        "jurisdiction": notice.jurisdiction,
        "authority_party": notice.authority,
    });
    json["events"] = json!([{
        "event_type": if record.signal { "global-privacy-control" } else { "choice" },
        "event_state": state(record, notice),
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
        "required": shown.required,
        "choice": record.choices.get(&shown.id),
        "pii_information": shown.cookies,
    })
}

fn party_json(controller: &NoticeController) -> Value {
    json!({
        "name": controller.name,
        "tax_id": controller.tax_id,
        "address": controller.address,
        "contact": controller.email,
        "phone": controller.phone,
        "party_type": "controller",
    })
}
