//! A reckoning in words, for the officer.

use candor_model::{Calendar, DayKind, Pause, ReckonedDay, TimeLimit, Unit};
use candor_site::{Severity, Sources};
use jiff::civil::Date;

use crate::{Error, report, terminal};

/// The calendar of that name with the portal's own corrections, if there is one.
///
/// # Errors
/// The portal's file has errors. They are told: nothing is reckoned by half of a calendar.
pub(crate) fn calendar(id: &str, sources: &Sources) -> Result<Option<Calendar>, Error> {
    let (calendar, report) = candor_site::calendar(id, sources);
    let mut errors = report.iter().filter(|diagnostic| diagnostic.severity() == Severity::Error).peekable();
    if errors.peek().is_none() {
        return Ok(calendar);
    }
    terminal::tell(report::draw(errors, sources, terminal::width()));
    Err(Error::BadCalendar(id.to_owned()))
}

/// The last day of a time limit, and what makes it that day.
pub(crate) struct Told<'a> {
    limit: TimeLimit,
    received: Date,
    pauses: &'a [Pause],
    calendar: &'a Calendar,
    days: Vec<ReckonedDay>,
}

impl<'a> Told<'a> {
    /// The reckoning of `limit` for what was received on that day, around the days on which the clock stood.
    pub(crate) fn new(limit: TimeLimit, (received, pauses): (Date, &'a [Pause]), calendar: &'a Calendar) -> Self {
        Self { limit, received, pauses, calendar, days: limit.explain_around(pauses, received, calendar) }
    }

    /// A sentence, a line for each time that the clock stood and for each day that it looked at, and whether the day may
    /// still move.
    pub(crate) fn lines(&self) -> Vec<String> {
        let pauses = self.pauses.iter().map(|pause| self.stood(*pause));
        let days = self.days.iter().map(|day| self.line(day));
        [self.rule()].into_iter().chain(pauses).chain(days).chain(self.provision()).collect()
    }

    fn stood(&self, Pause { after, until }: Pause) -> String {
        let days = Pause { after, until }.days_after(self.received);
        let days = if days == 1 { "1 day".to_owned() } else { format!("{days} days") };
        format!("The clock stood after the question of {after} and until the answer of {until}: {days}.")
    }

    fn rule(&self) -> String {
        let Self { limit, received, .. } = self;
        let end = limit.end(*received);
        match limit.unit() {
            Unit::WorkingDays => format!("{limit} from {received}. The day of receipt does not count:"),
            Unit::Days => format!("{limit} from {received}. The day of receipt does not count, every other day does:"),
            Unit::Months | Unit::Years if end.day() != received.day() => {
                format!("{limit} from {received}. That month has no day {}, so its last day counts:", received.day())
            }
            Unit::Months | Unit::Years => format!("{limit} from {received}, to the same day of the month:"),
        }
    }

    fn line(&self, day: &ReckonedDay) -> String {
        let (date, kind) = (day.date, in_words(day.kind));
        let weekday = date.strftime("%a");
        match (self.limit.unit(), day.count) {
            (Unit::WorkingDays, Some(count)) => format!("  {weekday} {date}  {count:>3}  {kind}").trim_end().to_owned(),
            (Unit::WorkingDays, None) if day.stood => format!("  {weekday} {date}    -  the clock stood"),
            (Unit::WorkingDays, None) => format!("  {weekday} {date}    -  {kind}"),
            (Unit::Days, _) => format!("  {weekday} {date}"),
            (Unit::Months | Unit::Years, _) if day.kind.is_working() => format!("  {weekday} {date}"),
            (Unit::Months | Unit::Years, _) => {
                format!("  {weekday} {date}  {kind}: it runs on to the next working day")
            }
        }
    }

    /// Which years may still change.
    fn provision(&self) -> Option<String> {
        let years = self.limit.unsettled_years(&self.days, self.calendar);
        let years: Vec<_> = years.iter().map(ToString::to_string).collect();
        (!years.is_empty()).then(|| format!("Provisional: the days off of {} are not final.", years.join(", ")))
    }
}

fn in_words(kind: DayKind) -> &'static str {
    match kind {
        DayKind::Working => "",
        DayKind::ExtraWorking => "a weekend day that is worked",
        DayKind::Weekend => "weekend",
        DayKind::DayOff => "day off",
    }
}
