//! Consent records: what a visitor chose, about which text, when and how.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{Locale, PolicyId, PurposeId, VersionId};

/// Given or refused, for one purpose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Choice {
    /// The visitor agreed.
    Given,
    /// The visitor did not agree; silence is a refusal.
    Refused,
}

/// How a choice reached us.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ConsentMethod {
    /// The form on the portal's choices page.
    Form,
    /// A program: the banner script, or another client of the JSON route.
    Script,
}

/// Exactly which text was in front of a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicyReference {
    /// The policy.
    pub policy: PolicyId,
    /// Its version in force.
    pub version: VersionId,
    /// SHA-256 of the normalized edition in the person's locale (or the authoritative one, where there is none), in
    /// hexadecimal.
    pub digest: String,
}

/// The proof of what a visitor chose. Records are only ever added; the newest stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConsentRecord {
    /// Time-ordered identifier (ULID) of the record.
    pub id: String,
    /// Random identifier of the visitor's browser, from a cookie.
    pub visitor: String,
    /// When the choice was received.
    pub at: Timestamp,
    /// The choice for each purpose of the portal.
    pub choices: BTreeMap<PurposeId, Choice>,
    /// The policy on cookies (or else on privacy) that was in force.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub policy: Option<PolicyReference>,
    /// The locale in which the visitor chose.
    pub locale: Locale,
    /// How the choice was given.
    pub method: ConsentMethod,
    /// The last day on which the choice stands without being asked again.
    pub valid_until: Date,
}
