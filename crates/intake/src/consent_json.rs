//! A consent record for programs, under the names of ISO/IEC TS 27560:2023 as far as a choice of cookies has what they mean (after
//! the W3C's guide, Implementing ISO-27560 with DPV, 2026). For how long records are kept is a fact of the portal's retention
//! register, and not repeated in each of them.

use std::collections::BTreeSet;

use candor_model::{
    Choice, ConsentMethod, ConsentRecord, Notice, NoticeController, NoticeCookie, NoticePurpose, Party, PurposeId,
};
use serde_json::{Value, json};

/// The version of this form of a record.
const SCHEMA: &str = "candor-consent-1";

/// A record with what it needs to be understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConsentProof {
    /// The record.
    pub record: ConsentRecord,
    /// What was shown.
    pub notice: Notice,
    /// The record of the same visitor whose place it took: what that gave, this one may withdraw.
    pub before: Option<ConsentRecord>,
}

/// The record, with the notice that was shown, for the company.
#[must_use]
pub fn record_json(proof: &ConsentProof) -> Value {
    let mut json = json!({
        "schema_version": SCHEMA,
        "record_id": proof.record.id,
        "pii_principal_id": proof.record.visitor,
    });
    extend(&mut json, proof);
    json
}

/// The same for the visitor, whose identifier stays in its cookie, where no script can read it.
#[must_use]
pub fn receipt_json(proof: &ConsentProof) -> Value {
    let mut json = json!({ "schema_version": SCHEMA, "receipt_id": proof.record.id });
    extend(&mut json, proof);
    json
}

fn extend(json: &mut Value, proof: &ConsentProof) {
    let ConsentProof { record, notice, .. } = proof;
    let purposes: Vec<_> = notice.purposes.iter().map(|shown| purpose_json(shown, proof)).collect();
    json["pii_processing"] = json!({
        "privacy_notice": {
            "version": record.notice.version,
            "sha256": record.notice.digest,
            "url": notice.withdraw_at,
            "policy": record.policy,
        },
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
        "event_state": state(proof),
        "entity_id": record.visitor.as_ref().map_or("nobody", |_| "principal"),
        "event_time": record.at,
        "received_time": record.received_at,
        "validity_duration": record.valid_until.duration_since(record.at).to_string(),
        "valid_until": record.valid_until,
    }]);
}

/// Whether anything that can be refused is agreed to, was until now, or is not.
fn state(proof: &ConsentProof) -> &'static str {
    let is_required =
        |id: &PurposeId| proof.notice.purposes.iter().any(|purpose| purpose.id == *id && purpose.required);
    if proof.record.gives(is_required) {
        "given"
    } else if proof.before.as_ref().is_some_and(|before| before.gives(is_required)) {
        "withdrawn"
    } else {
        "refused"
    }
}

fn purpose_json(shown: &NoticePurpose, proof: &ConsentProof) -> Value {
    json!({
        "purpose_id": shown.id,
        "purpose": shown.title,
        "description": shown.description,
        "lawful_basis": if shown.required { "necessary" } else { "consent" },
        "choice": if shown.required { None } else { choice(&shown.id, proof) },
        "recipient_third_parties": recipients(shown),
        "pii_information": shown.cookies.iter().map(cookie_json).collect::<Vec<_>>(),
    })
}

/// What became of a purpose; nothing where it was left open.
fn choice(purpose: &PurposeId, proof: &ConsentProof) -> Option<&'static str> {
    let was_given = || proof.before.as_ref().is_some_and(|before| before.choices.get(purpose) == Some(&Choice::Given));
    Some(match proof.record.choices.get(purpose)? {
        Choice::Given => "given",
        Choice::Refused if was_given() => "withdrawn",
        Choice::Refused => "refused",
    })
}

/// Whose servers hold what else comes of it, the notice does not say; what the entry itself stores lies on the device.
fn cookie_json(cookie: &NoticeCookie) -> Value {
    json!({
        "pii_type": cookie.kind,
        "attribute_id": cookie.name,
        "description": cookie.description,
        "party": cookie.party,
        "provider": cookie.provider,
        "storage_locations": [{ "location": "device", "readable_by": cookie.domain }],
        "retention_period": cookie.duration,
        "since": cookie.since,
        "until": cookie.until,
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
