//! The receipt of a consent record.

use candor_model::{Choice, ConsentMethod, ConsentRecord, Locale, Notice, NoticeController, NoticePurpose};
use serde::Serialize;

use crate::{Chrome, DateView};

/// `/api/consents/{id}`: the proof of a choice, for the visitor who made it.
#[derive(Clone, Debug, Serialize)]
pub struct ConsentPage {
    /// The frame.
    pub chrome: Chrome,
    /// The record's identifier.
    pub id: String,
    /// When the visitor chose.
    pub at: DateView,
    /// Until when it stands, unless it is changed.
    pub valid_until: DateView,
    /// How it was made; the words stand under `consent.methods.<method>`.
    pub method: ConsentMethod,
    /// The locale in which the visitor chose, and in which the purposes are.
    pub locale: Locale,
    /// What that locale calls itself.
    pub language: String,
    /// The browser said Global Privacy Control.
    pub signal: bool,
    /// The company's site on which it was made; empty on the portal itself.
    pub site: String,
    /// What was decided, with what was said of it.
    pub purposes: Vec<DecidedPurpose>,
    /// Who asked.
    pub controller: NoticeController,
    /// The version of the policy that was in force, and what the policy is called; empty where there was none.
    pub policy: String,
    /// The version of what was asked.
    pub version: u32,
    /// SHA-256 of the notice that was shown.
    pub digest: String,
    /// The browser has no identifier, and so the record is nobody's.
    pub nobody: bool,
    /// The same for programs.
    pub json_path: String,
    /// Where the choice is changed or withdrawn.
    pub choices_path: String,
}

/// A purpose as it was shown, and what was decided about it.
#[derive(Clone, Debug, Serialize)]
pub struct DecidedPurpose {
    /// What was shown.
    #[serde(flatten)]
    pub shown: NoticePurpose,
    /// `given` or `refused`; nothing where it was left open. The words stand under `consent.choices.<choice>`.
    pub choice: Option<Choice>,
}

impl DecidedPurpose {
    /// What a record decides about each purpose of the notice that was shown.
    #[must_use]
    pub fn all(record: &ConsentRecord, notice: &Notice) -> Vec<Self> {
        let decided = |shown: &NoticePurpose| {
            let choice = record.choices.get(&shown.id).copied();
            Self { choice, shown: shown.clone() }
        };
        notice.purposes.iter().map(decided).collect()
    }
}
