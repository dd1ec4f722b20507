//! Subject requests: what is stored of a submission that was accepted, and what happened to it since.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{Locale, PolicyReference, Reference, RelationshipId, Right, TimeLimit};

/// A checked and stored submission by which a person exercises a right.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SubjectRequest {
    /// The name by which everyone speaks of it.
    pub reference: Reference,
    /// The right that is exercised.
    pub right: Right,
    /// Who the person is to the controller; none where the portal has only one relationship or none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relationship: Option<RelationshipId>,
    /// The subject's name, as typed.
    pub name: String,
    /// Where the answer goes, as typed.
    pub email: String,
    /// What the subject wrote, as typed; may be empty.
    pub details: String,
    /// The locale of the form, and of everything that we write to the subject.
    pub locale: Locale,
    /// When it was received.
    pub received: Timestamp,
    /// The day of receipt in the portal's time zone, on which the clock starts.
    pub received_on: Date,
    /// By which rules the clock runs.
    pub clock: ClockRules,
    /// The last day on which an answer is in time.
    pub respond_by: Date,
    /// The respond-by date may still move, since the calendar's year is not final.
    pub provisional: bool,
    /// Where it stands.
    pub state: RequestState,
    /// The privacy policy that was in force.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub policy: Option<PolicyReference>,
    /// SHA-256 of the key that opens the receipt, in hexadecimal. The key itself is never stored.
    pub key_hash: String,
}

/// The rules by which the clock of a request runs, as they were when it was received: a portal that promises otherwise
/// later changes nothing about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockRules {
    /// How fast we answer.
    pub respond_within: TimeLimit,
    /// By how much the answer may come later, where we say so in time and why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extend_by: Option<TimeLimit>,
    /// The calendar of working days, by its name.
    pub calendar: String,
}

/// Shows the reference only: a request holds personal data, and debug output ends in logs.
impl std::fmt::Debug for SubjectRequest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SubjectRequest").field("reference", &self.reference).finish_non_exhaustive()
    }
}

/// Where a subject request stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RequestState {
    /// Stored; nobody has answered yet.
    Received,
}

impl RequestState {
    /// The name in records, and the key of the theme's words for it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Received => "received",
        }
    }

    /// Whether an answer is still owed.
    #[must_use]
    pub fn is_open(self) -> bool {
        match self {
            Self::Received => true,
        }
    }
}

/// One thing that happened to a subject request. Events are only ever added.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// Its place: 1 for the first.
    pub number: u32,
    /// When it happened.
    pub at: Timestamp,
    /// What happened.
    pub kind: EventKind,
}

/// What can happen to a subject request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EventKind {
    /// The submission was accepted and stored.
    Received,
}

impl EventKind {
    /// The name in records, and the key of the theme's words for it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Received => "received",
        }
    }
}
