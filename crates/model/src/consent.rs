//! Consent: the rules for choices, and the records of what a visitor chose, about which text, when and how.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::{Locale, PolicyId, PurposeId, TimeLimit, VersionId};

/// The rules for choices.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConsentRules {
    /// For how long a choice stands.
    pub valid_for: TimeLimit,
    /// How long after a refusal nobody asks again.
    pub ask_again_after_refusal: TimeLimit,
    /// The domain of the choice's cookie, so that the company's sites can read it; the portal's own host without.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cookie_domain: Option<String>,
    /// Other origins whose pages may send choices.
    pub origins: Vec<String>,
    /// The version of what is agreed to. A choice about an older one is asked for again.
    #[serde(default = "ConsentRules::first_version")]
    pub version: u32,
    /// The purposes that the browser's signal refuses (Global Privacy Control); none where it is not heeded.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub opposed: Vec<PurposeId>,
    /// Google's tags are told by their Consent Mode what they may store.
    #[serde(default)]
    pub google_consent_mode: bool,
    /// The company has pages that demand Trusted Types.
    #[serde(default)]
    pub trusted_types: bool,
}

impl ConsentRules {
    /// The version of a portal that has published none.
    #[must_use]
    pub fn first_version() -> u32 {
        1
    }

    /// For how long a choice stands that gives anything: the shortest time that its rule can mean, since nothing may stand
    /// longer.
    #[must_use]
    pub fn consent_stands_for(&self) -> SignedDuration {
        days(self.valid_for.fewest_days())
    }

    /// For how long a refusal of everything stands: the longest time that its rule can mean, since nobody may be asked before.
    #[must_use]
    pub fn refusal_stands_for(&self) -> SignedDuration {
        days(self.ask_again_after_refusal.most_days())
    }
}

/// A day is 24 hours: the visitor's browser knows neither our calendar nor our time zone.
fn days(days: i32) -> SignedDuration {
    SignedDuration::from_hours(i64::from(days) * 24)
}

/// Given or refused, for one purpose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Choice {
    /// The visitor agreed.
    Given,
    /// The visitor did not agree; silence is a refusal.
    Refused,
}

/// How a choice was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ConsentMethod {
    /// In the banner, or in the dialog that it opens.
    Banner,
    /// With the form on the portal's page of choices.
    Page,
    /// By the signal of the browser, Global Privacy Control; nobody was asked.
    Signal,
    /// By another program, over the JSON route.
    Program,
}

impl ConsentMethod {
    /// The name in records: `banner`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Banner => "banner",
            Self::Page => "page",
            Self::Signal => "signal",
            Self::Program => "program",
        }
    }
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

/// Exactly what a visitor was asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeReference {
    /// The version of what is agreed to.
    pub version: u32,
    /// SHA-256 of the [`Notice`](crate::Notice) in the visitor's locale, in hexadecimal.
    pub digest: String,
}

/// The proof of what a visitor chose, with what ISO/IEC TS 27560 asks of a consent record. Records are only ever added; the
/// newest stands. It holds no network address and no description of the browser: proof must not collect more than it
/// needs (EDPB Guidelines 05/2020, paragraph 106).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConsentRecord {
    /// Time-ordered identifier (UUID of version 7) of the record, by the moment at which it was received.
    pub id: String,
    /// Random identifier of the visitor's browser, from a cookie. Nothing for a browser that never agreed to anything: its
    /// refusal is nobody's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub visitor: Option<String>,
    /// When the visitor chose. A choice that waited for the line comes later.
    pub at: Timestamp,
    /// When it was received.
    pub received_at: Timestamp,
    /// What was decided, by purpose. A purpose that is not here was left open.
    pub choices: BTreeMap<PurposeId, Choice>,
    /// What was asked: purposes, register and words.
    pub notice: NoticeReference,
    /// The policy on cookies (or else on privacy) that was in force.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub policy: Option<PolicyReference>,
    /// The locale in which the visitor chose.
    pub locale: Locale,
    /// How the choice was made.
    pub method: ConsentMethod,
    /// The browser said Global Privacy Control when it was made.
    pub signal: bool,
    /// The origin of the company's site on which it was made; nothing on the portal itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub site: Option<String>,
    /// Until when the choice stands without being asked for again.
    pub valid_until: Timestamp,
}

impl ConsentRecord {
    /// Whether anything was agreed to beside what `required` says of each purpose.
    #[must_use]
    pub fn gives(&self, is_required: impl Fn(&PurposeId) -> bool) -> bool {
        self.choices.iter().any(|(purpose, choice)| *choice == Choice::Given && !is_required(purpose))
    }
}
