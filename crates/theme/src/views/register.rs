//! A register: recipients, retention, processing or cookies.

use serde::Serialize;

use crate::{Chrome, DateView};

/// `/<locale>/registers/<name>/`.
#[derive(Clone, Debug, Serialize)]
pub struct RegisterPage {
    /// The frame.
    pub chrome: Chrome,
    /// `recipients`, `retention`, `processing` or `cookies`; the words stand under `registers.<name>`.
    pub name: &'static str,
    /// What holds on the day of the build, then what is announced, then what has ended: those of the three that have
    /// entries, and the first in any case.
    pub parts: Vec<RegisterPart>,
    /// The days on which something changed, the newest first, announced ones among them.
    pub history: Vec<RegisterDay>,
    /// Where a program follows the history.
    pub feed_path: String,
    /// Where a visitor chooses, on the page of the cookie register.
    pub choices_path: Option<String>,
}

/// The entries that stand alike on the day of the build.
#[derive(Clone, Debug, Serialize)]
pub struct RegisterPart {
    /// `current`, `upcoming` or `ended`; the words stand under `registers.parts.<state>`.
    pub state: &'static str,
    /// What the entries are: the heading of their names.
    pub subject: String,
    /// The kinds of fact that any of them has, in their order: the headings of the other columns.
    pub columns: Vec<String>,
    /// The entries in the author's order.
    pub rows: Vec<RegisterRow>,
}

/// One entry of a register.
#[derive(Clone, Debug, Serialize)]
pub struct RegisterRow {
    /// The entry's anchor: its identifier.
    pub id: String,
    /// What the entry is about, as its heading: the recipient's name, the kind of records, the activity.
    pub title: String,
    /// The facts about it, one for each column; those that it has not are empty.
    pub terms: Vec<RegisterTerm>,
    /// The first day on which it holds.
    pub since: Option<DateView>,
    /// The last day on which it held.
    pub until: Option<DateView>,
}

/// One fact of an entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RegisterTerm {
    /// What kind of fact it is: `Purpose`, `Country`.
    pub label: String,
    /// The fact.
    pub text: String,
}

/// A day on which a register changed.
#[derive(Clone, Debug, Serialize)]
pub struct RegisterDay {
    /// Its anchor on the page: `changes-2027-01-15`.
    pub anchor: String,
    /// The day.
    pub day: DateView,
    /// It has not come yet on the day of the build.
    pub upcoming: bool,
    /// What changed, in the author's order.
    pub changes: Vec<RegisterChange>,
}

/// What happened to one entry.
#[derive(Clone, Debug, Serialize)]
pub struct RegisterChange {
    /// The sentence, without a full stop: `New recipient: Routewise`.
    pub text: String,
    /// The entry's anchor on the page; of two, the newer one's.
    pub entry: String,
    /// Where another entry took its place: the facts that differ.
    pub terms: Vec<ChangedTerm>,
}

/// A fact that differs between an entry and the one that took its place.
#[derive(Clone, Debug, Serialize)]
pub struct ChangedTerm {
    /// What kind of fact it is: `Kept for`.
    pub label: String,
    /// What held until then; empty where nothing was said.
    pub before: String,
    /// What holds from then on; empty where nothing is said any more.
    pub after: String,
}
