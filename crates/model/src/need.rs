//! What a subject may be asked for before a request can be answered.

use serde::{Deserialize, Serialize};

/// What more is needed from a subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Need {
    /// Something that makes it sure who asks (GDPR, Art. 12(6)).
    Identity,
    /// What exactly the request is about (GDPR, recital 63; UK GDPR, Art. 12A(5)).
    Clarification,
}

impl Need {
    /// Every need.
    pub const ALL: [Self; 2] = [Self::Identity, Self::Clarification];

    /// The name in files, commands and records, and the key of the theme's words for it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Identity => "identity",
            Self::Clarification => "clarification",
        }
    }

    /// The need of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|need| need.as_str() == name)
    }
}
