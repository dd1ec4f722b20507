//! `/<locale>/registers/<name>/`: each register as a page, with what holds, what is announced, what has ended, and when
//! it came so.

use candor_model::{Cookie, EntryState, LocalizedText, Party};
use candor_theme::{
    ChangedTerm, Page as View, RegisterChange, RegisterDay, RegisterPage, RegisterPart, RegisterRow, RegisterTerm,
    Words, purpose_title,
};
use jiff::civil::Date;

use super::Renderer;
use crate::Portal;
use crate::entry::{Entry, EntryChange, history};
use crate::portal::{Activity, Recipient, RetentionTerm};
use crate::routes::{Page, RegisterName};

/// The parts of a page, in their order.
const PARTS: [EntryState; 3] = [EntryState::Current, EntryState::Upcoming, EntryState::Ended];

/// One register; an empty one says so.
pub(super) fn register(renderer: Renderer<'_>, name: RegisterName, words: &Words<'_>) -> View {
    let Shown { parts, history } = shown(renderer.portal, name, words);
    let chrome = renderer.chrome(&Page::Register(name), words, title(name, words));
    View::Register(RegisterPage {
        chrome,
        name: name.as_str(),
        parts,
        history,
        feed_path: Page::RegisterFeed(name).path(words.locale()),
        choices_path: (name == RegisterName::Cookies).then(|| Page::Choices.path(words.locale())),
    })
}

/// What a register is called.
pub(super) fn title(name: RegisterName, words: &Words<'_>) -> String {
    words.text(&format!("registers.{}.title", name.as_str()))
}

/// The days on which a register changed, the newest first.
pub(super) fn days(portal: &Portal, name: RegisterName, words: &Words<'_>) -> Vec<RegisterDay> {
    shown(portal, name, words).history
}

/// The entries of a register and what became of them, in a reader's words.
struct Shown {
    parts: Vec<RegisterPart>,
    history: Vec<RegisterDay>,
}

fn shown(portal: &Portal, name: RegisterName, words: &Words<'_>) -> Shown {
    let registers = &portal.registers;
    let teller = Teller { name, today: portal.today, words };
    match name {
        RegisterName::Recipients => teller.tell(registers.recipients.as_deref(), |entry| recipient(entry, words)),
        RegisterName::Retention => teller.tell(registers.retention.as_deref(), |entry| retention(entry, words)),
        RegisterName::Processing => teller.tell(registers.processing.as_deref(), |entry| activity(entry, words)),
        RegisterName::Cookies => teller.tell(registers.cookies.as_deref(), |entry| cookie(entry, portal, words)),
    }
}

/// Tells of one register, on the day of the build, in one locale.
struct Teller<'a> {
    name: RegisterName,
    today: Date,
    words: &'a Words<'a>,
}

impl Teller<'_> {
    fn tell<E: Entry>(&self, entries: Option<&[E]>, terms: impl Fn(&E) -> Vec<RegisterTerm>) -> Shown {
        let entries = entries.unwrap_or_default();
        let part = |state: EntryState| {
            let rows = entries.iter().filter(|entry| entry.period().state(self.today) == state);
            let rows: Vec<_> = rows.map(|entry| self.row(entry, terms(entry), entries)).collect();
            self.part(state, rows)
        };
        let is_shown = |part: &RegisterPart| !part.rows.is_empty() || part.state == EntryState::Current.as_str();
        let day = |(day, changes): (Date, Vec<EntryChange<'_, E>>)| RegisterDay {
            anchor: format!("changes-{day}"),
            day: self.words.date(day),
            upcoming: day > self.today,
            changes: changes.iter().map(|change| self.change(change, &terms, entries)).collect(),
        };
        Shown {
            parts: PARTS.into_iter().map(part).filter(is_shown).collect(),
            history: history(entries).into_iter().map(day).collect(),
        }
    }

    /// A table: each row gets a cell for each fact that any of them has.
    fn part(&self, state: EntryState, rows: Vec<RegisterRow>) -> RegisterPart {
        let mut columns: Vec<String> = Vec::new();
        for term in rows.iter().flat_map(|row| &row.terms) {
            if !columns.contains(&term.label) {
                columns.push(term.label.clone());
            }
        }
        let subject = self.words.text(match self.name {
            RegisterName::Recipients => "registers.labels.recipient",
            RegisterName::Retention => "registers.labels.records",
            RegisterName::Processing => "registers.labels.activity",
            RegisterName::Cookies => "cookies.name",
        });
        let cell = |row: &RegisterRow, label: &String| {
            let own = row.terms.iter().find(|term| term.label == *label);
            RegisterTerm { label: label.clone(), text: own.map(|term| term.text.clone()).unwrap_or_default() }
        };
        let filled = |row: RegisterRow| {
            let terms = columns.iter().map(|label| cell(&row, label)).collect();
            RegisterRow { terms, ..row }
        };
        let rows = rows.into_iter().map(filled).collect();
        RegisterPart { state: state.as_str(), subject, columns, rows }
    }

    fn row<E: Entry>(&self, entry: &E, terms: Vec<RegisterTerm>, entries: &[E]) -> RegisterRow {
        let period = entry.period();
        RegisterRow {
            id: self.anchor(entry, entries),
            title: entry.title().get(self.words.locale()).to_owned(),
            terms,
            since: period.since.map(|day| self.words.date(day)),
            until: period.until.map(|day| self.words.date(day)),
        }
    }

    fn change<E: Entry>(
        &self,
        change: &EntryChange<'_, E>,
        terms: impl Fn(&E) -> Vec<RegisterTerm>,
        entries: &[E],
    ) -> RegisterChange {
        let entry = change.entry();
        let title = entry.title();
        let key = format!("registers.changes.{}.{}", self.name.as_str(), change.as_str());
        RegisterChange {
            text: self.words.text_with(&key, &[("name", title.get(self.words.locale()))]),
            entry: self.anchor(entry, entries),
            terms: match change {
                EntryChange::Replaced { before, after } => differing(&terms(before), &terms(after)),
                EntryChange::Began(_) | EntryChange::Ended(_) => Vec::new(),
            },
        }
    }

    /// The entry's place on the page. Of entries with one anchor the first has it alone, which links know; the others are
    /// told apart by their days, and those of which several have one day, or none, by their number.
    fn anchor<E: Entry>(&self, entry: &E, entries: &[E]) -> String {
        let anchor = self.name.anchor(entry.id());
        let day = |entry: &E| entry.period().since.or(entry.period().until);
        let mut same: Vec<&E> = entries.iter().filter(|other| self.name.anchor(other.id()) == anchor).collect();
        same.sort_by_key(|entry| entry.period().rank(self.today));
        let place = same.iter().position(|other| std::ptr::eq(*other, entry)).unwrap_or_default();
        let is_alone = same.iter().skip(1).filter(|other| day(other) == day(entry)).count() == 1;
        match day(entry).filter(|_| is_alone) {
            _ if place == 0 => anchor,
            Some(day) => format!("{anchor}-{day}"),
            // No name has this mark in its anchor.
            None => format!("{anchor}~{}", place + 1),
        }
    }
}

/// The facts that are not the same before and after, in the order in which an entry shows them.
fn differing(before: &[RegisterTerm], after: &[RegisterTerm]) -> Vec<ChangedTerm> {
    let find = |terms: &[RegisterTerm], label: &str| terms.iter().find(|term| term.label == label).cloned();
    let gone = before.iter().filter(|term| find(after, &term.label).is_none());
    let labels = after.iter().chain(gone).map(|term| term.label.clone());
    let text = |terms: &[RegisterTerm], label: &str| find(terms, label).map(|term| term.text).unwrap_or_default();
    let changed = labels.map(|label| ChangedTerm { before: text(before, &label), after: text(after, &label), label });
    changed.filter(|term| term.before != term.after).collect()
}

fn recipient(entry: &Recipient, words: &Words<'_>) -> Vec<RegisterTerm> {
    let role = words.text(&format!("registers.roles.{}", entry.role.as_str()));
    let mut terms = vec![
        term("registers.labels.role", role, words),
        term("registers.labels.country", words.country(&entry.country), words),
        localized("purpose", &entry.purpose, words),
    ];
    terms.extend(entry.ground.as_ref().map(|ground| localized("ground", ground, words)));
    terms
}

fn retention(entry: &RetentionTerm, words: &Words<'_>) -> Vec<RegisterTerm> {
    vec![localized("term", &entry.term, words), localized("reason", &entry.basis, words)]
}

fn activity(entry: &Activity, words: &Words<'_>) -> Vec<RegisterTerm> {
    vec![
        localized("purpose", &entry.purpose, words),
        localized("basis", &entry.basis, words),
        localized("data_categories", &entry.data_categories, words),
        localized("subjects", &entry.subjects, words),
    ]
}

fn cookie(entry: &Cookie, portal: &Portal, words: &Words<'_>) -> Vec<RegisterTerm> {
    let locale = words.locale();
    let purpose = portal.purposes.iter().find(|purpose| purpose.id == entry.purpose);
    let mut provider = entry.provider.get(locale).to_owned();
    if entry.party == Party::Third {
        provider = format!("{provider} ({})", words.text("cookies.third_party"));
    }
    vec![
        term("registers.labels.purpose", purpose.map(|known| purpose_title(known, words)).unwrap_or_default(), words),
        term("cookies.description", entry.description.get(locale).to_owned(), words),
        term("cookies.provider", provider, words),
        term("cookies.duration", entry.duration.get(locale).to_owned(), words),
    ]
}

fn localized(label: &str, text: &LocalizedText, words: &Words<'_>) -> RegisterTerm {
    term(&format!("registers.labels.{label}"), text.get(words.locale()).to_owned(), words)
}

fn term(label: &str, text: String, words: &Words<'_>) -> RegisterTerm {
    RegisterTerm { label: words.text(label), text }
}
