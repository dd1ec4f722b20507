//! What the entries of all registers have in common, and the history that follows from it: what began and ended when.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use candor_model::{Cookie, EntryState, LocalizedText};
use jiff::civil::Date;

use crate::portal::{Activity, Period, Recipient, RetentionTerm};

/// An entry of a register.
pub trait Entry {
    /// Its name in files and links. Only cookies that follow each other have one name: the name is the device's.
    fn id(&self) -> &str;

    /// What it is about: the recipient's name, the kind of records, the activity.
    fn title(&self) -> LocalizedText;

    /// The days between which it holds.
    fn period(&self) -> Period;
}

impl Entry for Cookie {
    fn id(&self) -> &str {
        &self.name
    }

    fn title(&self) -> LocalizedText {
        LocalizedText::Everywhere(self.name.clone())
    }

    fn period(&self) -> Period {
        Period { since: self.since, until: self.until }
    }
}

macro_rules! entries {
    ($($entry:ty: $title:ident;)*) => {
        $(impl Entry for $entry {
            fn id(&self) -> &str {
                &self.id
            }

            fn title(&self) -> LocalizedText {
                self.$title.clone()
            }

            fn period(&self) -> Period {
                self.period
            }
        })*
    };
}

entries! {
    Recipient: name;
    RetentionTerm: records;
    Activity: activity;
}

impl Period {
    /// Whether it holds on that day, will hold, or held once.
    #[must_use]
    pub fn state(self, day: Date) -> EntryState {
        EntryState::on(day, self.since, self.until)
    }

    /// Whether it holds on that day.
    #[must_use]
    pub fn holds_on(self, day: Date) -> bool {
        self.state(day) == EntryState::Current
    }

    /// Whether there is a day on which both hold.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        let is_before = |one: Self, next: Self| one.until.zip(next.since).is_some_and(|(until, since)| until < since);
        !is_before(self, other) && !is_before(other, self)
    }

    /// The place among entries of one name that follow each other: what holds on that day comes first, then what is
    /// announced, then what has ended last.
    pub(crate) fn rank(self, day: Date) -> impl Ord {
        (self.state(day), Reverse(self.since))
    }

    /// The first day on which it does not hold any more.
    fn over(self) -> Option<Date> {
        self.until?.tomorrow().ok()
    }
}

/// What happened to an entry.
#[derive(Debug)]
pub enum EntryChange<'a, E> {
    /// It holds from this day on.
    Began(&'a E),
    /// It holds no more from this day on.
    Ended(&'a E),
    /// Another entry of the same title takes its place on this day.
    Replaced {
        /// The entry that holds no more.
        before: &'a E,
        /// The entry that holds from this day on.
        after: &'a E,
    },
}

impl<'a, E> EntryChange<'a, E> {
    /// The entry that the change leaves: the newer one.
    #[must_use]
    pub fn entry(&self) -> &'a E {
        match self {
            Self::Began(entry) | Self::Ended(entry) | Self::Replaced { after: entry, .. } => entry,
        }
    }

    /// The entry that gave its place to another.
    #[must_use]
    pub fn replaced(&self) -> Option<&'a E> {
        match self {
            Self::Replaced { before, .. } => Some(before),
            Self::Began(_) | Self::Ended(_) => None,
        }
    }

    /// The name in files and strings: `began`.
    #[must_use]
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Began(_) => "began",
            Self::Ended(_) => "ended",
            Self::Replaced { .. } => "replaced",
        }
    }
}

/// What changed in a register, by day, from the newest to the oldest. An entry that ends on one day and one of the same
/// title that begins on the next are one change. Entries that always held, or hold without end, leave no trace of it.
#[must_use]
pub fn history<E: Entry>(entries: &[E]) -> Vec<(Date, Vec<EntryChange<'_, E>>)> {
    let mut days: BTreeMap<Date, Vec<EntryChange<'_, E>>> = BTreeMap::new();
    for entry in entries {
        if let Some(day) = entry.period().since {
            let change = predecessor(entry, day, entries)
                .map_or(EntryChange::Began(entry), |before| EntryChange::Replaced { before, after: entry });
            days.entry(day).or_default().push(change);
        }
        if let Some(day) = entry.period().over().filter(|day| !has_successor(entry, *day, entries)) {
            days.entry(day).or_default().push(EntryChange::Ended(entry));
        }
    }
    days.into_iter().rev().collect()
}

fn predecessor<'a, E: Entry>(entry: &E, day: Date, entries: &'a [E]) -> Option<&'a E> {
    entries.iter().find(|other| other.period().over() == Some(day) && other.title() == entry.title())
}

fn has_successor<E: Entry>(entry: &E, day: Date, entries: &[E]) -> bool {
    entries.iter().any(|other| other.period().since == Some(day) && other.title() == entry.title())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn records(id: &str, title: &str, since: Option<Date>, until: Option<Date>) -> RetentionTerm {
        let text = |text: &str| LocalizedText::Everywhere(text.to_owned());
        let period = Period { since, until };
        let [records, term, basis] = [title, "1 year", "Contract"].map(text);
        RetentionTerm { id: id.to_owned(), records, term, basis, erasure: None, period }
    }

    #[test]
    fn an_entry_that_follows_one_of_the_same_title_replaces_it() {
        let (first, turn, last) = (date(2024, 9, 1), date(2027, 1, 15), date(2027, 3, 31));
        let entries = [
            records("mail", "Mail", Some(first), Some(date(2027, 1, 14))),
            records("mail-2", "Mail", Some(turn), None),
            records("logs", "Logs", None, Some(last)),
            records("always", "Accounts", None, None),
        ];
        let told: Vec<_> = history(&entries)
            .iter()
            .map(|(day, changes)| {
                let changes: Vec<_> = changes.iter().map(|change| (change.as_str(), change.entry().id())).collect();
                (*day, changes)
            })
            .collect();
        assert_eq!(
            told,
            [
                (date(2027, 4, 1), vec![("ended", "logs")]),
                (turn, vec![("replaced", "mail-2")]),
                (first, vec![("began", "mail")]),
            ]
        );
    }
}
