//! The draft of `choices.toml`: what visitors were last asked to agree to, as `candor publish choices` writes it.

use jiff::civil::Date;

use super::table::{FromTable, Table};
use crate::at::At;

/// Where it stands.
pub(crate) const CHOICES: &str = "content/choices.toml";

/// `choices.toml`
#[derive(Debug)]
pub(crate) struct ChoicesDraft {
    pub(crate) version: Option<At<u32>>,
    pub(crate) since: Option<At<Date>>,
    pub(crate) asked: Option<At<Vec<At<String>>>>,
    pub(crate) corrections: Vec<ChoicesCorrectionDraft>,
}

impl FromTable for ChoicesDraft {
    fn from_table(table: &mut Table<'_>) -> Self {
        Self {
            version: table.required("version"),
            since: table.required("since"),
            asked: table.required("asked"),
            corrections: table.tables("correction"),
        }
    }
}

/// `[[correction]]`: what was asked changed, but not what it means.
#[derive(Debug)]
pub(crate) struct ChoicesCorrectionDraft {
    pub(crate) date: Option<At<Date>>,
    pub(crate) reason: Option<At<String>>,
}

impl FromTable for ChoicesCorrectionDraft {
    fn from_table(table: &mut Table<'_>) -> Self {
        Self { date: table.required("date"), reason: table.required("reason") }
    }
}
