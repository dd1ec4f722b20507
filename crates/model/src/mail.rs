//! Mail that waits to be sent. It is stored together with what it tells, so that neither is without the other.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::Reference;

/// One letter: what it tells, and to whom. Neither address nor text are in it: both are read when it is sent, so that
/// nothing personal is kept twice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mail {
    /// What it tells.
    #[serde(flatten)]
    pub news: News,
    /// Who gets it.
    pub audience: Audience,
    /// When it is to be tried, for the first time or again.
    pub due: Timestamp,
    /// How often it has been tried.
    pub attempts: u32,
    /// What became of it.
    pub state: MailState,
}

/// What a letter tells.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum News {
    /// Something that happened to a request.
    Event {
        /// The request.
        reference: Reference,
        /// The number of the event.
        event: u32,
    },
    /// What is due soon, and what is overdue.
    Digest {
        /// The day of which it tells.
        digest: Date,
    },
}

/// Who gets a letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Audience {
    /// The subject, in the locale of the form.
    Subject,
    /// The officer, in the portal's default locale.
    Officer,
}

impl Audience {
    /// The name in records.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Subject => "subject",
            Self::Officer => "officer",
        }
    }
}

/// What became of a letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MailState {
    /// It is to be sent.
    Waiting,
    /// The mail server took it.
    Sent,
    /// It was tried so often that it will not be tried again.
    GivenUp,
}

impl MailState {
    /// The name in records.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Sent => "sent",
            Self::GivenUp => "given-up",
        }
    }
}
