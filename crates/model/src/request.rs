//! Subject requests: what is stored of a submission that was accepted.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{Locale, Need, PolicyReference, Question, Reference, RelationshipId, Right, TimeLimit};

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
    /// On whose behalf it was sent.
    #[serde(default)]
    pub behalf: Behalf,
    /// The name of the person concerned, as typed, where another sent it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<String>,
    /// The name of whoever sent it, as typed.
    pub name: String,
    /// Where the answer goes, as typed; empty where the request did not come by the form and gives none.
    pub email: String,
    /// What the subject wrote, as typed; may be empty.
    pub details: String,
    /// The locale of the form, or the one that the officer chose, and of everything that we write to the subject.
    pub locale: Locale,
    /// When it was received; the first moment of the day, where an officer entered it and knew the day only.
    pub received: Timestamp,
    /// The day of receipt in the portal's time zone, on which the clock starts.
    pub received_on: Date,
    /// By which rules the clock runs.
    pub clock: ClockRules,
    /// The last day on which an answer is in time.
    pub respond_by: Date,
    /// By how much the answer may come later, where it was put off.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extended_by: Option<TimeLimit>,
    /// What the subject was asked for besides, the oldest first; only the last may still be open.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub questions: Vec<Question>,
    /// The respond-by date may still move, since the calendar's year is not final.
    pub provisional: bool,
    /// The days of the week on which nobody works, and those of the weekend on which people do, among those that decided
    /// the date when it was received: what the calendar said then, if it changes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub special_days: Vec<Date>,
    /// Where it stands.
    pub state: RequestState,
    /// When it became sure that the subject sent it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confirmed: Option<Timestamp>,
    /// When the subject had the link that confirms sent once more, the oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links_sent: Vec<Timestamp>,
    /// The day on which it was closed, in the portal's time zone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed_on: Option<Date>,
    /// It may come from a program: the field was filled in that no person sees, or more came for one address in a day than a
    /// person sends. Nobody is written to about it until it is confirmed, but for the link, where its sender asks for that.
    #[serde(default)]
    pub doubtful: bool,
    /// It is not to be erased for now, whatever the register of retention says.
    #[serde(default)]
    pub held: bool,
    /// Everything personal in it was erased.
    #[serde(default)]
    pub purged: bool,
    /// How many events there are: the number of the newest.
    pub events: u32,
    /// The hash of the newest event, the head of the chain.
    pub head: String,
    /// The privacy policy that was in force.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub policy: Option<PolicyReference>,
    /// SHA-256 of the key that opens the receipt, in hexadecimal. The key itself is never stored.
    pub key_hash: String,
    /// What the digest of the submission, in the first event, was made with besides the submission: without it nobody can
    /// guess what was sent once it has been erased.
    pub salt: String,
}

/// On whose behalf a request is sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Behalf {
    /// One's own.
    #[default]
    #[serde(rename = "self")]
    Oneself,
    /// That of a child whose parent or guardian one is.
    Child,
    /// That of another person, with authority to act for them.
    Authority,
}

impl Behalf {
    /// All of them, in the order of the form.
    pub const ALL: [Self; 3] = [Self::Oneself, Self::Child, Self::Authority];

    /// The name in forms and records, and the key of the theme's words for it: `self`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Oneself => "self",
            Self::Child => "child",
            Self::Authority => "authority",
        }
    }

    /// The one of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|behalf| behalf.as_str() == name)
    }
}

/// For how many hours the link works that confirms a request, from when it was sent last.
pub const LINK_HOURS: i64 = 72;

/// The rules by which the clock of a request runs, as they were when it was received: a portal that promises otherwise
/// later changes nothing about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockRules {
    /// How fast we answer.
    pub respond_within: TimeLimit,
    /// By how much the answer may come later, where we say so in time and why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extend_by: Option<TimeLimit>,
    /// Within what time receipt must be confirmed, where the law asks for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub acknowledge_within: Option<TimeLimit>,
    /// While we wait for which answers of the subject the clock stands still.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pauses: Vec<Need>,
    /// How long it is kept open if nobody confirms it; none where nobody has to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expire_unconfirmed_after: Option<TimeLimit>,
    /// The calendar of working days, by its name.
    pub calendar: String,
}

/// Shows the reference only: a request holds personal data, and debug output ends in logs.
impl std::fmt::Debug for SubjectRequest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SubjectRequest").field("reference", &self.reference).finish_non_exhaustive()
    }
}

impl SubjectRequest {
    /// Takes everything away that could tell who the subject is or what was written, and what could be used to guess
    /// it. What is left tells that there was a request, of which kind, and what became of it and when.
    pub fn purge(&mut self) {
        for text in [&mut self.name, &mut self.email, &mut self.details, &mut self.key_hash, &mut self.salt] {
            text.clear();
        }
        self.person = None;
        self.purged = true;
    }

    /// Whether nothing is in it that [`Self::purge`] takes away.
    #[must_use]
    pub fn is_without_personal_data(&self) -> bool {
        let texts = [&self.name, &self.email, &self.details, &self.key_hash, &self.salt];
        texts.into_iter().all(String::is_empty) && self.person.is_none()
    }
}

/// Where a subject request stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RequestState {
    /// Stored; nobody has answered yet.
    Received,
    /// The subject was told that the answer comes later, and why.
    Extended,
    /// Answered: what was asked for was done.
    Fulfilled,
    /// Answered: it was not done, and the subject was told why and where to appeal.
    Refused,
    /// Handed over to the one who decides about the data.
    Forwarded,
    /// The subject took it back.
    Withdrawn,
    /// Nobody confirmed it in time.
    Expired,
}

impl RequestState {
    /// The name in records, and the key of the theme's words for it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::Extended => "extended",
            Self::Fulfilled => "fulfilled",
            Self::Refused => "refused",
            Self::Forwarded => "forwarded",
            Self::Withdrawn => "withdrawn",
            Self::Expired => "expired",
        }
    }

    /// Whether an answer is still owed.
    #[must_use]
    pub fn is_open(self) -> bool {
        matches!(self, Self::Received | Self::Extended)
    }
}
