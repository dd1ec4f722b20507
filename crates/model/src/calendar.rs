//! Working-day calendars: which days of which years are worked.

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use jiff::ToSpan;
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
    /// The holidays that have the same date every year. Only years that are not known are made of them: a known year
    /// lists its days off itself.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub holidays: Vec<MonthDay>,
    /// What becomes of such a holiday on a weekend.
    #[serde(default)]
    pub weekend_holidays: WeekendHolidays,
    /// The years that are known. In other years the weekend is free, and the holidays, and the reckoning says that it is
    /// provisional.
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

/// A date that comes back every year: `03-21`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct MonthDay {
    month: i8,
    day: i8,
}

/// A text is not a day of the year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MonthDayError(String);

impl fmt::Display for MonthDayError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is not a day of the year such as `03-21`", self.0)
    }
}

impl std::error::Error for MonthDayError {}

impl FromStr for MonthDay {
    type Err = MonthDayError;

    fn from_str(text: &str) -> Result<Self, MonthDayError> {
        let error = || MonthDayError(text.to_owned());
        // In a leap year, so that 02-29 is one.
        let date: Date = format!("2000-{text}").parse().map_err(|_| error())?;
        let day = Self { month: date.month(), day: date.day() };
        if day.to_string() == text { Ok(day) } else { Err(error()) }
    }
}

impl TryFrom<String> for MonthDay {
    type Error = MonthDayError;

    fn try_from(text: String) -> Result<Self, MonthDayError> {
        text.parse()
    }
}

impl From<MonthDay> for String {
    fn from(day: MonthDay) -> Self {
        day.to_string()
    }
}

impl fmt::Display for MonthDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}-{:02}", self.month, self.day)
    }
}

/// What becomes of a yearly holiday that falls on a weekend.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WeekendHolidays {
    /// Nothing: no other day is free for it.
    #[default]
    Lost,
    /// The next day that would be worked is free (Labour Code of Uzbekistan, Art. 208).
    Moved,
}

/// Whether and why a day is worked or free.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DayKind {
    /// People work.
    Working,
    /// A weekend day on which people work, in exchange for another.
    ExtraWorking,
    /// The week ends.
    Weekend,
    /// A holiday, a moved one, or an additional day off.
    DayOff,
}

impl DayKind {
    /// Whether the day is otherwise than the day of the week alone would tell.
    #[must_use]
    pub fn is_special(self) -> bool {
        matches!(self, Self::DayOff | Self::ExtraWorking)
    }

    /// Whether people work.
    #[must_use]
    pub fn is_working(self) -> bool {
        matches!(self, Self::Working | Self::ExtraWorking)
    }

    /// The name in records, and the key of the theme's words for it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Working => "working",
            Self::ExtraWorking => "extra-working",
            Self::Weekend => "weekend",
            Self::DayOff => "day-off",
        }
    }
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
        self.kind_of(date).is_working()
    }

    /// Whether people work on that day, and why.
    #[must_use]
    pub fn kind_of(&self, date: Date) -> DayKind {
        let known = self.year(date.year());
        if known.is_some_and(|year| year.extra_working_days.contains(&date)) {
            return DayKind::ExtraWorking;
        }
        if self.is_weekend(date) {
            return DayKind::Weekend;
        }
        let is_off = match known {
            Some(year) => year.days_off.contains(&date),
            None => self.holidays_in(date.year()).contains(&date),
        };
        if is_off { DayKind::DayOff } else { DayKind::Working }
    }

    /// Whether the days of a year may still change: it is provisional or unknown.
    #[must_use]
    pub fn is_provisional(&self, year: i16) -> bool {
        self.year(year).is_none_or(|year| year.status == YearStatus::Provisional)
    }

    fn year(&self, year: i16) -> Option<&CalendarYear> {
        self.years.iter().find(|known| known.year == year)
    }

    fn is_weekend(&self, date: Date) -> bool {
        self.weekend.contains(&date.weekday().into())
    }

    /// The days on which the yearly holidays are kept in a year that is not known. The 29th of February is lost in a
    /// year that has none.
    fn holidays_in(&self, year: i16) -> BTreeSet<Date> {
        let dates = self.holidays.iter().filter_map(|day| Date::new(year, day.month, day.day).ok());
        let mut kept: BTreeSet<Date> = dates.collect();
        if self.weekend_holidays == WeekendHolidays::Moved {
            for holiday in kept.clone().into_iter().filter(|&date| self.is_weekend(date)) {
                let after = (1..8_i64).map(|days| holiday.saturating_add(days.days()));
                kept.extend(after.into_iter().find(|date| !self.is_weekend(*date) && !kept.contains(date)));
            }
        }
        kept
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn of_holidays(weekend_holidays: WeekendHolidays) -> Calendar {
        let holidays = ["01-01", "01-02", "02-29", "05-09"].map(|day| day.parse().expect("a day of the year"));
        Calendar {
            id: "XX".to_owned(),
            weekend: vec![Weekday::Sat, Weekday::Sun],
            holidays: holidays.into(),
            weekend_holidays,
            years: Vec::new(),
            source: "a test".to_owned(),
        }
    }

    #[test]
    fn a_year_that_is_not_known_has_its_holidays_and_moves_those_on_a_weekend() {
        // In 2028 the first two days of January are Saturday and Sunday.
        let moved = of_holidays(WeekendHolidays::Moved);
        let free = (1..=6).map(|day| !moved.is_working_day(date(2028, 1, day)));
        assert_eq!(free.collect::<Vec<_>>(), [true, true, true, true, false, false]);
        let lost = of_holidays(WeekendHolidays::Lost);
        assert_eq!(lost.kind_of(date(2028, 1, 3)), DayKind::Working);
        assert_eq!(
            (lost.kind_of(date(2028, 5, 9)), lost.kind_of(date(2028, 2, 29))),
            (DayKind::DayOff, DayKind::DayOff)
        );
        assert!(lost.is_working_day(date(2027, 3, 1)) && lost.is_provisional(2028));
    }

    #[test]
    fn a_known_year_knows_its_days_off_itself() {
        let mut calendar = of_holidays(WeekendHolidays::Moved);
        calendar.years.push(CalendarYear {
            year: 2028,
            status: YearStatus::Final,
            days_off: [date(2028, 1, 3)].into(),
            extra_working_days: [date(2028, 1, 15)].into(),
        });
        assert_eq!(calendar.kind_of(date(2028, 5, 9)), DayKind::Working);
        assert_eq!(calendar.kind_of(date(2028, 1, 3)), DayKind::DayOff);
        assert_eq!(calendar.kind_of(date(2028, 1, 15)), DayKind::ExtraWorking);
    }

    #[test]
    fn a_day_of_the_year_reads_back_as_it_is_written() {
        for text in ["01-01", "02-29", "12-31"] {
            assert_eq!(text.parse::<MonthDay>().expect("a day of the year").to_string(), text);
        }
        for bad in ["", "1-1", "02-30", "13-01", "2026-01-01", "01-01T00:00"] {
            assert!(bad.parse::<MonthDay>().is_err(), "{bad}");
        }
    }
}
