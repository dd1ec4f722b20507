//! A register: recipients, retention or processing.

use serde::Serialize;

use crate::{Chrome, DateView};

/// `/<locale>/registers/<name>/`.
#[derive(Clone, Debug, Serialize)]
pub struct RegisterPage {
    /// The frame.
    pub chrome: Chrome,
    /// `recipients`, `retention` or `processing`; the words stand under `registers.<name>`.
    pub name: &'static str,
    /// The entries in the author's order.
    pub rows: Vec<RegisterRow>,
}

/// One entry of a register.
#[derive(Clone, Debug, Serialize)]
pub struct RegisterRow {
    /// The entry's identifier, which is its anchor.
    pub id: String,
    /// What the entry is about, as its heading: the recipient's name, the kind of records, the activity.
    pub title: String,
    /// The facts about it.
    pub terms: Vec<RegisterTerm>,
    /// The first day on which it holds.
    pub since: Option<DateView>,
    /// The last day on which it held.
    pub until: Option<DateView>,
}

/// One fact of an entry.
#[derive(Clone, Debug, Serialize)]
pub struct RegisterTerm {
    /// What kind of fact it is: `Purpose`, `Country`.
    pub label: String,
    /// The fact.
    pub text: String,
}
