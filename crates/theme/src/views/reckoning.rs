//! Why a respond-by date is what it is, for the subject.

use candor_model::{Calendar, ClockRules, DayKind, Pause, ReckonedDay, Unit};
use jiff::civil::Date;
use serde::Serialize;

use crate::{DateView, Words};

/// How the last day for an answer was found.
#[derive(Clone, Debug, Serialize)]
pub struct ReckoningView {
    /// The rule, as a sentence.
    pub rule: String,
    /// When the clock stood, a sentence for each time.
    pub pauses: Vec<String>,
    /// The days that decide, in their order: all of them where working days are counted, otherwise those to which the time
    /// limit runs on.
    pub days: Vec<DayView>,
}

/// One day of a reckoning.
#[derive(Clone, Debug, Serialize)]
pub struct DayView {
    /// The day.
    pub date: DateView,
    /// Its number among the days that count; none for a day that does not.
    pub count: Option<u16>,
    /// What kind of day it is, or `stood` where the clock did; the words stand under `reckoning.<kind>`.
    pub kind: &'static str,
}

impl ReckoningView {
    /// The reckoning from the day of receipt to the day for the answer, around the days on which the clock stood. None
    /// where that day is another, since the answer
    /// was put off or the calendar has changed.
    #[must_use]
    pub fn new(
        clock: &ClockRules,
        (received_on, respond_by, pauses): (Date, Date, &[Pause]),
        calendar: &Calendar,
        words: &Words<'_>,
    ) -> Option<Self> {
        let limit = clock.respond_within;
        let days = limit.explain_around(pauses, received_on, calendar);
        if clock.calendar != calendar.id || days.last().map(|day| day.date) != Some(respond_by) {
            return None;
        }
        let key = match limit.unit() {
            Unit::WorkingDays => "reckoning.working_days",
            Unit::Days => "reckoning.days",
            Unit::Months | Unit::Years => "reckoning.months",
        };
        let rule = words.text_with(key, &[("limit", &words.time_limit(limit))]);
        let counts = limit.unit() == Unit::WorkingDays;
        let view = |day: &ReckonedDay| DayView {
            date: words.date(day.date),
            count: day.count.filter(|_| counts),
            kind: match limit.unit() {
                Unit::Days => DayKind::Working.as_str(),
                _ if day.stood && day.kind.is_working() => "stood",
                _ => day.kind.as_str(),
            },
        };
        let dates = |pause: &Pause| [pause.after, pause.until].map(|date| words.date(date).text);
        let paused =
            |[after, until]: [String; 2]| words.text_with("reckoning.paused", &[("after", &after), ("until", &until)]);
        let pauses = pauses.iter().map(dates).map(paused).collect();
        Some(Self { rule, pauses, days: days.iter().map(view).collect() })
    }
}
