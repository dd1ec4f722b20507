//! Retention: how long what the intake stores is kept, and when it is erased.

use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{TimeLimit, Unit};

/// What the intake stores of people, and the register of retention says something about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kept {
    /// Subject requests, with what was written at their steps. Their time runs from the day on which they are closed.
    SubjectRequests,
    /// Consent records. Their time runs from the day on which they no longer stand.
    ConsentRecords,
}

impl Kept {
    /// Both.
    pub const ALL: [Self; 2] = [Self::SubjectRequests, Self::ConsentRecords];

    /// The name in files: `subject-requests`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::SubjectRequests => "subject-requests",
            Self::ConsentRecords => "consent-records",
        }
    }
}

/// For how long the intake keeps what it stores, as the register of retention says. What it says nothing of is kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RetentionRules {
    /// Subject requests, after they are closed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub requests: Option<TimeLimit>,
    /// Consent records, after they no longer stand.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub consents: Option<TimeLimit>,
}

/// Whether what ended on that day has been kept for long enough: the last day on which it is kept has passed.
#[must_use]
pub fn is_over(keep: TimeLimit, ended_on: Date, today: Date) -> bool {
    keep.end(ended_on) < today
}

/// The newest day on which something can have ended that has been kept for long enough: what ended later need not be
/// looked at. Months differ in length, so that [`is_over`] has the last word on what ended then or before.
#[must_use]
pub fn newest_end(keep: TimeLimit, today: Date) -> Date {
    let amount = i64::from(keep.amount());
    today.saturating_sub(match keep.unit() {
        Unit::WorkingDays | Unit::Days => amount.days(),
        Unit::Months => amount.months(),
        Unit::Years => amount.years(),
    })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn it_is_kept_on_the_last_day_and_not_on_the_next() {
        let keep = "3 years".parse().expect("a length of time");
        assert!(!is_over(keep, date(2023, 11, 30), date(2026, 11, 30)));
        assert!(is_over(keep, date(2023, 11, 30), date(2026, 12, 1)));
    }

    #[test]
    fn nothing_is_over_that_ended_later_than_the_newest_end() {
        for keep in ["1 day", "45 days", "1 month", "6 months", "24 months", "3 years"] {
            let keep = keep.parse().expect("a length of time");
            for today in (0..1500).map(|day: i64| date(2024, 1, 1).saturating_add(day.days())) {
                let later = newest_end(keep, today).saturating_add(1.day());
                assert!(!is_over(keep, later, today), "{keep}, {today}");
            }
        }
    }
}
