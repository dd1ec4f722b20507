//! The registers of `/portal.json`: each entry with its state, and what changed when.

use std::cmp::Reverse;

use candor_model::{Cookie, EntryState};
use jiff::civil::Date;
use serde::Serialize;

use crate::Portal;
use crate::entry::{Entry, history};
use crate::portal::{Activity, Recipient, RetentionTerm};
use crate::routes::RegisterName;

/// The registers that the portal keeps, and the history of them all.
#[derive(Serialize)]
pub(super) struct RegistersJson<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    cookies: Option<Vec<EntryJson<'a, Cookie>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    recipients: Option<Vec<EntryJson<'a, Recipient>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    retention: Option<Vec<EntryJson<'a, RetentionTerm>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    processing: Option<Vec<EntryJson<'a, Activity>>>,
    history: Vec<ChangeJson<'a>>,
}

/// An entry, with where it stands on the day of the build.
#[derive(Serialize)]
struct EntryJson<'a, E> {
    state: EntryState,
    #[serde(flatten)]
    entry: &'a E,
}

/// What happened to an entry on a day.
#[derive(Clone, Serialize)]
struct ChangeJson<'a> {
    day: Date,
    register: &'static str,
    /// `began`, `ended` or `replaced`.
    change: &'static str,
    /// The entry; of two, the newer one.
    entry: &'a str,
    /// The entry whose place it took.
    #[serde(skip_serializing_if = "Option::is_none")]
    replaces: Option<&'a str>,
}

/// The registers as of the day of the build; their changes from the newest to the oldest, announced ones among them.
pub(super) fn registers_json(portal: &Portal) -> RegistersJson<'_> {
    let registers = &portal.registers;
    let mut history = [
        changes(RegisterName::Recipients, registers.recipients.as_deref()),
        changes(RegisterName::Retention, registers.retention.as_deref()),
        changes(RegisterName::Processing, registers.processing.as_deref()),
        changes(RegisterName::Cookies, registers.cookies.as_deref()),
    ]
    .concat();
    history.sort_by_key(|change| Reverse(change.day));
    RegistersJson {
        cookies: registers.cookies.as_ref().map(|entries| stated(entries, portal.today)),
        recipients: registers.recipients.as_ref().map(|entries| stated(entries, portal.today)),
        retention: registers.retention.as_ref().map(|entries| stated(entries, portal.today)),
        processing: registers.processing.as_ref().map(|entries| stated(entries, portal.today)),
        history,
    }
}

fn stated<E: Entry>(entries: &[E], today: Date) -> Vec<EntryJson<'_, E>> {
    entries.iter().map(|entry| EntryJson { state: entry.period().state(today), entry }).collect()
}

fn changes<E: Entry>(register: RegisterName, entries: Option<&[E]>) -> Vec<ChangeJson<'_>> {
    let days = history(entries.unwrap_or_default()).into_iter();
    let by_day = days.flat_map(|(day, changes)| changes.into_iter().map(move |change| (day, change)));
    let told = by_day.map(|(day, change)| ChangeJson {
        day,
        register: register.as_str(),
        change: change.as_str(),
        entry: change.entry().id(),
        replaces: change.replaced().map(Entry::id),
    });
    told.collect()
}
