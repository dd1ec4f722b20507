//! `/<locale>/registers/<name>/`: recipients, retention and processing as pages.

use candor_model::LocalizedText;
use candor_theme::{Page as View, RegisterPage, RegisterRow, RegisterTerm, Words};

use super::Renderer;
use crate::portal::{Activity, Period, Recipient, RetentionTerm};
use crate::routes::{Page, RegisterName};

/// One register; an empty one says so.
pub(super) fn register(renderer: Renderer<'_>, name: RegisterName, words: &Words<'_>) -> View {
    let registers = &renderer.portal.registers;
    let rows = match name {
        RegisterName::Recipients => each(registers.recipients.as_ref(), |entry| recipient(entry, words)),
        RegisterName::Retention => each(registers.retention.as_ref(), |entry| retention(entry, words)),
        RegisterName::Processing => each(registers.processing.as_ref(), |entry| activity(entry, words)),
    };
    let title = words.text(&format!("registers.{}.title", name.as_str()));
    let chrome = renderer.chrome(&Page::Register(name), words, title);
    View::Register(RegisterPage { chrome, name: name.as_str(), rows })
}

fn each<T>(entries: Option<&Vec<T>>, row: impl Fn(&T) -> RegisterRow) -> Vec<RegisterRow> {
    entries.into_iter().flatten().map(row).collect()
}

fn recipient(entry: &Recipient, words: &Words<'_>) -> RegisterRow {
    let role = words.text(&format!("registers.roles.{}", entry.role.as_str()));
    let mut terms = vec![
        term("role", &role, words),
        term("country", &words.country(&entry.country), words),
        localized("purpose", &entry.purpose, words),
    ];
    terms.extend(entry.ground.as_ref().map(|ground| localized("ground", ground, words)));
    row((&entry.id, &entry.name), terms, entry.period, words)
}

fn retention(entry: &RetentionTerm, words: &Words<'_>) -> RegisterRow {
    let terms = vec![localized("term", &entry.term, words), localized("reason", &entry.basis, words)];
    row((&entry.id, &entry.records), terms, entry.period, words)
}

fn activity(entry: &Activity, words: &Words<'_>) -> RegisterRow {
    let terms = vec![
        localized("purpose", &entry.purpose, words),
        localized("basis", &entry.basis, words),
        localized("data_categories", &entry.data_categories, words),
        localized("subjects", &entry.subjects, words),
    ];
    row((&entry.id, &entry.activity), terms, entry.period, words)
}

fn row(
    (id, title): (&str, &LocalizedText),
    terms: Vec<RegisterTerm>,
    period: Period,
    words: &Words<'_>,
) -> RegisterRow {
    RegisterRow {
        id: id.to_owned(),
        title: title.get(words.locale()).to_owned(),
        terms,
        since: period.since.map(|day| words.date(day)),
        until: period.until.map(|day| words.date(day)),
    }
}

fn localized(label: &str, text: &LocalizedText, words: &Words<'_>) -> RegisterTerm {
    term(label, text.get(words.locale()), words)
}

fn term(label: &str, text: &str, words: &Words<'_>) -> RegisterTerm {
    RegisterTerm { label: words.text(&format!("registers.labels.{label}")), text: text.to_owned() }
}
