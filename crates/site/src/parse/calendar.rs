//! The draft of a calendar: built in, or the portal's own in `content/calendars/`.

use std::collections::BTreeSet;

use candor_model::{CalendarYear, MonthDay, Weekday, WeekendHolidays, YearStatus};
use jiff::civil::Date;

use super::table::{FromTable, Table};
use super::values::{Named, OneOf};
use crate::at::At;

/// What a calendar's file says. What it leaves out stays as it is built in.
#[derive(Debug, Default)]
pub(crate) struct CalendarDraft {
    pub(crate) weekend: Option<At<Vec<At<OneOf<Weekday>>>>>,
    pub(crate) holidays: Option<At<Vec<At<MonthDay>>>>,
    pub(crate) weekend_holidays: Option<At<OneOf<WeekendHolidays>>>,
    pub(crate) source: Option<At<String>>,
    pub(crate) years: Vec<YearDraft>,
}

impl FromTable for CalendarDraft {
    fn from_table(table: &mut Table<'_>) -> Self {
        Self {
            weekend: table.optional("weekend"),
            holidays: table.optional("holidays"),
            weekend_holidays: table.optional("weekend_holidays"),
            source: table.optional("source"),
            years: table.tables("year"),
        }
    }
}

/// `[[year]]`
#[derive(Debug)]
pub(crate) struct YearDraft {
    year: Option<At<i16>>,
    status: Option<At<OneOf<YearStatus>>>,
    days_off: Option<At<Vec<At<Date>>>>,
    extra_working_days: Option<At<Vec<At<Date>>>>,
}

impl FromTable for YearDraft {
    fn from_table(table: &mut Table<'_>) -> Self {
        Self {
            year: table.required("year"),
            status: table.required("status"),
            days_off: table.required("days_off"),
            extra_working_days: table.optional("extra_working_days"),
        }
    }
}

impl YearDraft {
    /// The year, where nothing that it needs is missing.
    pub(crate) fn year(&self) -> Option<CalendarYear> {
        Some(CalendarYear {
            year: self.year.as_ref()?.value,
            status: self.status.as_ref()?.value.0,
            days_off: days(self.days_off.as_ref()?),
            extra_working_days: self.extra_working_days.as_ref().map(days).unwrap_or_default(),
        })
    }

    /// The days that it names although they lie in another year.
    pub(crate) fn strays(&self) -> Vec<&At<Date>> {
        let Some(year) = &self.year else { return Vec::new() };
        let lists = [&self.days_off, &self.extra_working_days].into_iter().flatten();
        lists.flat_map(|list| &list.value).filter(|day| day.value.year() != year.value).collect()
    }
}

fn days(list: &At<Vec<At<Date>>>) -> BTreeSet<Date> {
    list.value.iter().map(|day| day.value).collect()
}

impl Named for WeekendHolidays {
    fn names() -> Vec<(&'static str, Self)> {
        vec![("lost", Self::Lost), ("moved", Self::Moved)]
    }
}

impl Named for YearStatus {
    fn names() -> Vec<(&'static str, Self)> {
        vec![("final", Self::Final), ("provisional", Self::Provisional)]
    }
}

impl Named for Weekday {
    fn names() -> Vec<(&'static str, Self)> {
        vec![
            ("mon", Self::Mon),
            ("tue", Self::Tue),
            ("wed", Self::Wed),
            ("thu", Self::Thu),
            ("fri", Self::Fri),
            ("sat", Self::Sat),
            ("sun", Self::Sun),
        ]
    }
}
