//! Working-day calendars: which days of which years are worked.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The working days of one place: its weekend, and what each known year adds to or takes from it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Calendar {
    /// The place: `UZ`, `US-CA`.
    pub id: String,
    /// The days of the week on which nobody works.
    pub weekend: Vec<Weekday>,
    /// The years that are known. In other years only the weekend is free, and the reckoning says that it is provisional.
    #[serde(rename = "year")]
    pub years: Vec<CalendarYear>,
    /// Where the days come from.
    pub source: String,
}

/// The free days of one year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CalendarYear {
    /// The year.
    pub year: i16,
    /// Whether days may still be added or moved.
    pub status: YearStatus,
    /// Days off that would be worked otherwise: holidays, moved holidays, additional days off.
    pub days_off: BTreeSet<Date>,
    /// Weekend days that are worked, in exchange for a day off elsewhere.
    pub extra_working_days: BTreeSet<Date>,
}

/// Whether a calendar's year may still change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum YearStatus {
    /// The government has fixed the days.
    Final,
    /// Days may still be added or moved.
    Provisional,
}

/// A day of the week, as `mon` to `sun`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs, reason = "the names of the days of the week")]
pub enum Weekday {
    Mon,
    Tue,
    Wed,
    Thu,
    Fri,
    Sat,
    Sun,
}

impl From<jiff::civil::Weekday> for Weekday {
    fn from(day: jiff::civil::Weekday) -> Self {
        use jiff::civil::Weekday as Day;
        match day {
            Day::Monday => Self::Mon,
            Day::Tuesday => Self::Tue,
            Day::Wednesday => Self::Wed,
            Day::Thursday => Self::Thu,
            Day::Friday => Self::Fri,
            Day::Saturday => Self::Sat,
            Day::Sunday => Self::Sun,
        }
    }
}

impl Calendar {
    /// Whether people work on that day.
    #[must_use]
    pub fn is_working_day(&self, date: Date) -> bool {
        let year = self.year(date.year());
        if year.is_some_and(|year| year.extra_working_days.contains(&date)) {
            return true;
        }
        !self.weekend.contains(&date.weekday().into()) && !year.is_some_and(|year| year.days_off.contains(&date))
    }

    /// Whether the days of a year may still change: it is provisional or unknown.
    #[must_use]
    pub fn is_provisional(&self, year: i16) -> bool {
        self.year(year).is_none_or(|year| year.status == YearStatus::Provisional)
    }

    fn year(&self, year: i16) -> Option<&CalendarYear> {
        self.years.iter().find(|known| known.year == year)
    }
}
