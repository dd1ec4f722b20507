//! Where an entry of a register stands on a day.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Whether an entry of a register holds on a day, will hold, or held once; in the order in which readers look for them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EntryState {
    /// It holds.
    Current,
    /// It is announced, and begins on a later day.
    Upcoming,
    /// Its last day is over.
    Ended,
}

impl EntryState {
    /// The state on `day` of an entry that holds from `since` to the end of `until`; open where nothing is said.
    ///
    /// ```
    /// use candor_model::EntryState;
    /// use jiff::civil::date;
    ///
    /// let (since, until) = (Some(date(2026, 4, 15)), Some(date(2027, 1, 14)));
    /// assert_eq!(EntryState::on(date(2027, 1, 14), since, until), EntryState::Current);
    /// assert_eq!(EntryState::on(date(2027, 1, 15), since, until), EntryState::Ended);
    /// ```
    #[must_use]
    pub fn on(day: Date, since: Option<Date>, until: Option<Date>) -> Self {
        if until.is_some_and(|until| until < day) {
            Self::Ended
        } else if since.is_some_and(|since| day < since) {
            Self::Upcoming
        } else {
            Self::Current
        }
    }

    /// The name in files and templates: `upcoming`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Upcoming => "upcoming",
            Self::Current => "current",
            Self::Ended => "ended",
        }
    }
}
