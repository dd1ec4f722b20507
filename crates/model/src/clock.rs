//! The clock of a subject request: time limits and the day by which we must answer.

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::pause::put_off;
use crate::{Calendar, DayKind, Pause};

/// A length of time as a promise states it: `10 working days`, `30 days`, `1 month`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct TimeLimit {
    /// How many; at least 1.
    amount: u16,
    /// Of what.
    unit: Unit,
}

/// What a time limit counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unit {
    /// Days on which people work, by a [`Calendar`].
    WorkingDays,
    /// Days of the calendar, free ones too.
    Days,
    /// Calendar months; the 31st becomes the last day of a shorter month (Regulation 1182/71, Art. 3(2)(c)).
    Months,
    /// Years of twelve months.
    Years,
}

/// A text is not a time limit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimeLimitError(pub String);

impl fmt::Display for TimeLimitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let examples = "`10 working days`, `30 days`, `1 month` or `2 years`";
        write!(f, "`{}` is not a length of time such as {examples}, from 1 up to a hundred years", self.0)
    }
}

impl std::error::Error for TimeLimitError {}

/// The longest time that a limit may say: a hundred years of days. It keeps every date in range.
const MAX_AMOUNT: u16 = 36_525;

impl FromStr for TimeLimit {
    type Err = TimeLimitError;

    fn from_str(text: &str) -> Result<Self, TimeLimitError> {
        let error = || TimeLimitError(text.to_owned());
        let (amount, unit) = text.split_once(' ').ok_or_else(error)?;
        let amount = amount.parse().map_err(|_| error())?;
        let unit = match unit {
            "working day" | "working days" => Unit::WorkingDays,
            "day" | "days" => Unit::Days,
            "month" | "months" if amount <= 1200 => Unit::Months,
            "year" | "years" if amount <= 100 => Unit::Years,
            _ => return Err(error()),
        };
        if (1..=MAX_AMOUNT).contains(&amount) { Ok(Self { amount, unit }) } else { Err(error()) }
    }
}

impl TryFrom<String> for TimeLimit {
    type Error = TimeLimitError;

    fn try_from(text: String) -> Result<Self, TimeLimitError> {
        text.parse()
    }
}

impl From<TimeLimit> for String {
    fn from(limit: TimeLimit) -> Self {
        limit.to_string()
    }
}

impl fmt::Display for TimeLimit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = match self.unit {
            Unit::WorkingDays => "working day",
            Unit::Days => "day",
            Unit::Months => "month",
            Unit::Years => "year",
        };
        write!(f, "{} {unit}{}", self.amount, if self.amount == 1 { "" } else { "s" })
    }
}

/// The answer of the clock: the day by which we must answer, and whether it may still move.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Reckoning {
    /// The last day on which an answer is in time.
    pub respond_by: Date,
    /// A day that decides lies in a year whose days off are not final.
    pub provisional: bool,
}

/// One day that a reckoning looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct ReckonedDay {
    /// The day.
    pub date: Date,
    /// Whether it is worked, and why.
    pub kind: DayKind,
    /// The how-manieth day, month or year of the limit ends with it. None for a day that does not count, and for the
    /// days to which a limit runs on because its last day is free.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub count: Option<u16>,
    /// The clock stood on it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub stood: bool,
}

impl TimeLimit {
    /// How many.
    #[must_use]
    pub fn amount(self) -> u16 {
        self.amount
    }

    /// Of what.
    #[must_use]
    pub fn unit(self) -> Unit {
        self.unit
    }

    /// Both limits in one, where they count the same unit and are not too long together.
    #[must_use]
    pub fn plus(self, other: Self) -> Option<Self> {
        let amount = self.amount.checked_add(other.amount).filter(|amount| *amount <= MAX_AMOUNT)?;
        (self.unit == other.unit).then_some(Self { amount, unit: self.unit })
    }

    /// The day on which the limit ends for something that happened on `received`.
    ///
    /// The day of the event does not count (Civil Code of Uzbekistan, Art. 146; Regulation 1182/71, Art. 3(1)).
    /// Working days are counted by the calendar; months and years that end on a free day run to the end of the next
    /// working day (Regulation 1182/71, Art. 3(4)); calendar days do not roll.
    #[must_use]
    pub fn reckon(self, received: Date, calendar: &Calendar) -> Reckoning {
        self.reckon_around(&[], received, calendar)
    }

    /// The same for a clock that stood still meanwhile: a day on which it stood is no day of the limit, whatever the limit
    /// counts. The pauses come in their order and do not overlap.
    #[must_use]
    pub fn reckon_around(self, pauses: &[Pause], received: Date, calendar: &Calendar) -> Reckoning {
        let days = self.explain_around(pauses, received, calendar);
        let respond_by = days.last().map_or(received, |day| day.date);
        Reckoning { respond_by, provisional: !self.unsettled_years(&days, calendar).is_empty() }
    }

    /// The years of the days that decide whose days off are not final. Where every day counts, it does not matter.
    #[must_use]
    pub fn unsettled_years(self, days: &[ReckonedDay], calendar: &Calendar) -> BTreeSet<i16> {
        let deciding = days.iter().filter(|_| self.unit != Unit::Days);
        deciding.map(|day| day.date.year()).filter(|year| calendar.is_provisional(*year)).collect()
    }

    /// The same, day by day: every day after `received` where working days are counted; otherwise the day on which the
    /// limit ends, and those to which it runs on. The last one is the day by which we must answer.
    #[must_use]
    pub fn explain(self, received: Date, calendar: &Calendar) -> Vec<ReckonedDay> {
        self.explain_around(&[], received, calendar)
    }

    /// The same for a clock that stood still meanwhile. Among working days, those on which it stood are shown.
    #[must_use]
    pub fn explain_around(self, pauses: &[Pause], received: Date, calendar: &Calendar) -> Vec<ReckonedDay> {
        self.days_of(pauses, received, calendar).collect()
    }

    /// Those of the days that decide that are otherwise than the day of the week alone would tell: what a calendar adds.
    #[must_use]
    pub fn special_days(self, received: Date, calendar: &Calendar) -> Vec<Date> {
        self.days_of(&[], received, calendar).filter(|day| day.kind.is_special()).map(|day| day.date).collect()
    }

    /// The days that decide, lazily. A calendar in which nobody ever works would never come to an end, so that after
    /// some years of free days the search is given up.
    fn days_of(self, pauses: &[Pause], received: Date, calendar: &Calendar) -> impl Iterator<Item = ReckonedDay> {
        let counts_days = self.unit == Unit::WorkingDays;
        let end = || put_off(self.end(received), received, pauses);
        let first = if counts_days { received.saturating_add(1.day()) } else { end() };
        let stood: i64 = pauses.iter().map(|pause| i64::from(pause.days_after(received))).sum();
        let patience = MAX_FREE_DAYS + if counts_days { i64::from(self.amount) * 8 + stood } else { 0 };
        let mut counted = 0;
        let mut ended = false;
        (0..patience).map_while(move |offset| {
            if ended {
                return None;
            }
            let date = first.saturating_add(offset.days());
            let kind = calendar.kind_of(date);
            let stood = counts_days && pauses.iter().any(|pause| pause.covers(date));
            let count = match self.unit {
                Unit::WorkingDays => (kind.is_working() && !stood).then_some(counted + 1),
                _ => (offset == 0).then_some(self.amount),
            };
            counted = count.unwrap_or(counted);
            ended = counted == self.amount && (self.unit == Unit::Days || kind.is_working());
            Some(ReckonedDay { date, kind, count, stood })
        })
    }

    /// The same without a calendar: for how long a choice or a cookie is valid. A working day counts as a day.
    #[must_use]
    pub fn end(self, from: Date) -> Date {
        let amount = i64::from(self.amount);
        from.saturating_add(match self.unit {
            Unit::WorkingDays | Unit::Days => amount.days(),
            Unit::Months => amount.months(),
            Unit::Years => amount.years(),
        })
    }

    /// The fewest days that it can have, without a calendar: 28 for a month.
    #[must_use]
    pub fn fewest_days(self) -> i32 {
        self.lengths().min().unwrap_or_default()
    }

    /// The most days that it can have, without a calendar: 184 for six months.
    #[must_use]
    pub fn most_days(self) -> i32 {
        self.lengths().max().unwrap_or_default()
    }

    /// How many days it has from each first of a month, through all leap years.
    fn lengths(self) -> impl Iterator<Item = i32> {
        const MONTHS: i64 = 48;
        let begin = Date::constant(2024, 1, 1);
        let months = (0..MONTHS).map(move |month| begin.saturating_add(month.months()));
        months.map(move |first| (self.end(first) - first).get_days())
    }
}

/// The longest row of free days that a reckoning walks through.
const MAX_FREE_DAYS: i64 = 366;

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::{CalendarYear, Weekday, WeekendHolidays, YearStatus};

    fn tashkent() -> Calendar {
        let days_off = [date(2026, 5, 11), date(2026, 5, 27), date(2026, 5, 28), date(2026, 5, 29), date(2026, 12, 31)];
        let year = CalendarYear {
            year: 2026,
            status: YearStatus::Final,
            days_off: days_off.into(),
            extra_working_days: [date(2026, 12, 12)].into(),
        };
        Calendar {
            id: "UZ".to_owned(),
            weekend: vec![Weekday::Sat, Weekday::Sun],
            holidays: Vec::new(),
            weekend_holidays: WeekendHolidays::Lost,
            years: vec![year],
            source: "the decree of 24 December 2025".to_owned(),
        }
    }

    fn respond_by(limit: &str, received: Date) -> Reckoning {
        limit.parse::<TimeLimit>().expect("a good limit").reckon(received, &tashkent())
    }

    #[test]
    fn working_days_skip_weekends_and_days_off() {
        assert_eq!(respond_by("10 working days", date(2026, 5, 8)).respond_by, date(2026, 5, 25));
    }

    #[test]
    fn a_working_saturday_counts() {
        assert_eq!(respond_by("2 working days", date(2026, 12, 10)).respond_by, date(2026, 12, 12));
    }

    #[test]
    fn a_date_in_an_unknown_year_is_provisional() {
        let reckoning = respond_by("10 working days", date(2026, 12, 28));
        assert_eq!((reckoning.respond_by, reckoning.provisional), (date(2027, 1, 12), true));
    }

    #[test]
    fn a_month_is_clamped_and_rolls_to_a_working_day() {
        assert_eq!(respond_by("1 month", date(2026, 1, 31)).respond_by, date(2026, 3, 2));
        assert_eq!(respond_by("30 days", date(2026, 5, 1)).respond_by, date(2026, 5, 31));
    }

    #[test]
    fn a_reckoning_is_explained_day_by_day() {
        let explained = |limit: &str, received| {
            let days = limit.parse::<TimeLimit>().expect("a good limit").explain(received, &tashkent());
            days.into_iter().map(|day| (day.date.day(), day.kind, day.count)).collect::<Vec<_>>()
        };
        use DayKind::{DayOff, ExtraWorking, Weekend, Working};
        // A Friday before a Monday that is free.
        let expected = [(9, Weekend, None), (10, Weekend, None), (11, DayOff, None), (12, Working, Some(1))];
        assert_eq!(explained("1 working day", date(2026, 5, 8)), expected);
        assert_eq!(explained("1 working day", date(2026, 12, 11)), [(12, ExtraWorking, Some(1))]);
        assert_eq!(
            explained("1 month", date(2026, 4, 9)),
            [(9, Weekend, Some(1)), (10, Weekend, None), (11, DayOff, None), (12, Working, None)]
        );
        assert_eq!(explained("30 days", date(2026, 5, 1)), [(31, Weekend, Some(30))]);
    }

    #[test]
    fn a_calendar_without_any_working_day_comes_to_an_end() {
        let weekend =
            [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat, Weekday::Sun];
        let never = Calendar { weekend: weekend.into(), years: Vec::new(), ..tashkent() };
        for limit in ["10 working days", "1 month", "36525 working days"] {
            let limit: TimeLimit = limit.parse().expect("a good limit");
            assert!(limit.reckon(date(2026, 5, 8), &never).provisional);
        }
    }

    #[test]
    fn a_limit_reads_back_as_it_is_written() {
        for text in ["10 working days", "1 working day", "30 days", "1 month", "12 months", "2 years"] {
            assert_eq!(text.parse::<TimeLimit>().expect("a good limit").to_string(), text);
        }
        for bad in ["", "10", "0 days", "ten days", "-1 days", "10 weeks", "99999 years", "10  days"] {
            assert!(bad.parse::<TimeLimit>().is_err(), "{bad}");
        }
    }

    #[test]
    fn a_length_of_time_has_so_many_days_at_least_and_at_most() {
        let days = |text: &str| {
            let limit: TimeLimit = text.parse().expect("a length of time");
            (limit.fewest_days(), limit.most_days())
        };
        assert_eq!(days("30 days"), (30, 30));
        assert_eq!(days("1 month"), (28, 31));
        assert_eq!(days("6 months"), (181, 184));
        assert_eq!(days("12 months"), (365, 366));
        assert_eq!(days("1 year"), (365, 366));
    }
}
