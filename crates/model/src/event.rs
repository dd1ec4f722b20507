//! Events: what happened to a subject request, step by step. They are only ever added, and each holds the hash of the one
//! before it, so that none can be changed, left out or moved without a trace.

use std::fmt;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{ClockRules, Locale, Need, PolicyReference, RelationshipId, Right, TimeLimit};

/// One thing that happened to a subject request. It holds nothing personal of the subject, since it outlives what is
/// erased.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// Its place: 1 for the first.
    pub number: u32,
    /// When it happened.
    pub at: Timestamp,
    /// Who did it.
    pub by: Actor,
    /// What happened.
    #[serde(flatten)]
    pub kind: EventKind,
    /// The digest of the remark that belongs to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remark: Option<String>,
    /// The hash of the event before it; empty for the first.
    pub previous: String,
    /// SHA-256 of all that, in hexadecimal.
    pub hash: String,
}

/// Who makes a step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Actor {
    /// The subject, by a form or a program.
    Subject,
    /// An officer, by name.
    Officer(String),
    /// The courier, by a rule.
    Courier,
}

/// What can happen to a subject request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum EventKind {
    /// The submission was accepted and stored.
    Received(Box<Received>),
    /// It became sure that the subject sent it.
    Confirmed,
    /// The subject had the link that confirms sent once more.
    LinkSent,
    /// Somebody wrote something down. The subject does not see it.
    Noted,
    /// The subject was told that the answer comes later, and why.
    Extended {
        /// By how much.
        extended_by: TimeLimit,
        /// By when it must be answered now.
        respond_by: Date,
        /// That may still move.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        provisional: bool,
    },
    /// The subject was asked for more.
    NeedsMore {
        /// What is needed.
        need: Need,
        /// The day of the question.
        asked_on: Date,
        /// Whether the clock stands still until the answer comes.
        stops: bool,
    },
    /// The subject answered.
    AnsweredMore {
        /// The day on which the answer came.
        answered_on: Date,
        /// By when the request must be answered now.
        respond_by: Date,
        /// That may still move.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        provisional: bool,
    },
    /// What was asked for was done.
    Fulfilled {
        /// SHA-256 of each file that the subject got, in hexadecimal.
        files: Vec<String>,
    },
    /// It was not done.
    Refused {
        /// On what ground.
        ground: RefusalGround,
        /// The article that it rests on, as the portal had it when the request was refused.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        article: Option<String>,
    },
    /// It was handed over to the one who decides about the data.
    Forwarded,
    /// The subject took it back.
    Withdrawn,
    /// Nobody confirmed it in time.
    Expired,
    /// The calendar has changed, and with it the day by which it must be answered, or how sure that day is.
    Reckoned {
        /// By when it must be answered now.
        respond_by: Date,
        /// That may still move.
        provisional: bool,
        /// The days that were worked and no longer are, or the other way round.
        because: Vec<Date>,
    },
    /// It is not to be erased for now, whatever the register of retention says: a dispute, an inquiry.
    Held,
    /// It may be erased again.
    Released,
    /// Everything personal in it was erased, as the register of retention says.
    Purged,
}

/// Everything about a request that is settled when it is received, but what is personal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Received {
    /// The right that it exercises.
    pub right: Right,
    /// Who the subject is to the controller.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relationship: Option<RelationshipId>,
    /// The locale of the form.
    pub locale: Locale,
    /// The day of receipt.
    pub received_on: Date,
    /// By which rules the clock runs.
    pub clock: ClockRules,
    /// By when it must be answered.
    pub respond_by: Date,
    /// That may still move, since the working days of its year are not final.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub provisional: bool,
    /// The privacy policy that was in force.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub policy: Option<PolicyReference>,
    /// The digest of what was sent, and of the hash of the key.
    pub submission: String,
    /// How it came. The form is left out, since events of before there were other channels have none.
    #[serde(default, skip_serializing_if = "Channel::is_form")]
    pub channel: Channel,
    /// The days of the week on which nobody works, and those of the weekend on which people do, among those that decided
    /// the date.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub special_days: Vec<Date>,
    /// It may come from a program.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub doubtful: bool,
    /// When an officer entered it, where it came another way than by the form.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entered: Option<Timestamp>,
}

/// How a subject request came.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Channel {
    /// By a form of the portal, or from a program that sends what the form would.
    #[default]
    Form,
    /// By letter.
    Letter,
    /// By telephone.
    Phone,
    /// By e-mail.
    Email,
    /// Said or handed over on the spot.
    InPerson,
}

impl Channel {
    /// Every channel.
    pub const ALL: [Self; 5] = [Self::Form, Self::Letter, Self::Phone, Self::Email, Self::InPerson];

    /// The name in commands and records.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Form => "form",
            Self::Letter => "letter",
            Self::Phone => "phone",
            Self::Email => "email",
            Self::InPerson => "in-person",
        }
    }

    /// Whether the intake took it itself. As serde asks it.
    #[allow(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
    fn is_form(&self) -> bool {
        *self == Self::Form
    }
}

impl EventKind {
    /// The name in records, and the key of the theme's words for it.
    #[must_use]
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Received(_) => "received",
            Self::Confirmed => "confirmed",
            Self::LinkSent => "link-sent",
            Self::Noted => "noted",
            Self::Extended { .. } => "extended",
            Self::NeedsMore { .. } => "needs-more",
            Self::AnsweredMore { .. } => "answered-more",
            Self::Fulfilled { .. } => "fulfilled",
            Self::Refused { .. } => "refused",
            Self::Forwarded => "forwarded",
            Self::Withdrawn => "withdrawn",
            Self::Expired => "expired",
            Self::Reckoned { .. } => "reckoned",
            Self::Held => "held",
            Self::Released => "released",
            Self::Purged => "purged",
        }
    }

    /// Whether it ends the request.
    #[must_use]
    pub fn closes(&self) -> bool {
        matches!(
            self,
            Self::Fulfilled { .. } | Self::Refused { .. } | Self::Forwarded | Self::Withdrawn | Self::Expired
        )
    }

    /// Whether it names a day by which the request must be answered that may still move.
    #[must_use]
    pub fn is_provisional(&self) -> bool {
        match self {
            Self::Received(received) => received.provisional,
            Self::Extended { provisional, .. }
            | Self::AnsweredMore { provisional, .. }
            | Self::Reckoned { provisional, .. } => *provisional,
            _ => false,
        }
    }

    /// Whether the subject may see that it happened.
    #[must_use]
    pub fn is_for_the_subject(&self) -> bool {
        !matches!(self, Self::Noted | Self::Held | Self::Released)
    }
}

/// What somebody wrote at a step: a note, the reason of a refusal, the text of an answer. It is kept apart from its event,
/// since it may be personal and is erased with the request; the event keeps its digest.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remark {
    /// The number of the event.
    pub event: u32,
    /// What was written.
    pub text: String,
    /// What its digest was made with besides the text, so that nobody can guess the text once it is erased.
    pub salt: String,
}

/// Shows the event's number only: the text may be personal, and debug output ends in logs.
impl fmt::Debug for Remark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Remark").field("event", &self.event).finish_non_exhaustive()
    }
}

/// Why a request is not done. The Data Rights Protocol 1.0 has fewer; each of these is one of its reasons.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RefusalGround {
    /// It did not become sure that the subject sent it (GDPR, Art. 12(2); 11 CCR 7024).
    NotConfirmed,
    /// We hold no data of that person.
    NoData,
    /// It is manifestly unfounded (GDPR, Art. 12(5)).
    Unfounded,
    /// It is excessive, above all because it is repeated (GDPR, Art. 12(5)).
    Excessive,
    /// It would harm the rights of others (GDPR, Art. 15(4)).
    RightsOfOthers,
    /// The law wants us to keep the data, or to go on (GDPR, Art. 17(3)(b)).
    LegalObligation,
    /// The data is needed for legal claims (GDPR, Art. 17(3)(e)).
    LegalClaims,
    /// The right does not cover what is asked for.
    NotCovered,
    /// The law that gives the right does not apply to this person or to us.
    OutsideJurisdiction,
}

impl RefusalGround {
    /// Every ground.
    pub const ALL: [Self; 9] = [
        Self::NotConfirmed,
        Self::NoData,
        Self::Unfounded,
        Self::Excessive,
        Self::RightsOfOthers,
        Self::LegalObligation,
        Self::LegalClaims,
        Self::NotCovered,
        Self::OutsideJurisdiction,
    ];

    /// The name in commands and records, and the key of the theme's words for it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NotConfirmed => "not-confirmed",
            Self::NoData => "no-data",
            Self::Unfounded => "unfounded",
            Self::Excessive => "excessive",
            Self::RightsOfOthers => "rights-of-others",
            Self::LegalObligation => "legal-obligation",
            Self::LegalClaims => "legal-claims",
            Self::NotCovered => "not-covered",
            Self::OutsideJurisdiction => "outside-jurisdiction",
        }
    }

    /// The ground of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|ground| ground.as_str() == name)
    }
}
