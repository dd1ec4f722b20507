//! Pauses: the days on which the clock of a request stands still, since its subject was asked for more.

use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{Calendar, ClockRules, Need, Reckoning, SubjectRequest, TimeLimit};

/// What a subject was asked for, and when the answer came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// What is needed.
    pub need: Need,
    /// The day on which it was asked.
    pub asked_on: Date,
    /// The day on which the answer came; none while we wait for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answered_on: Option<Date>,
    /// Whether the clock stands still meanwhile: the rules of the request allow it, and it had not run out before.
    pub stops: bool,
}

/// Some days on which a clock stood: those after the question, up to the answer.
///
/// The day of the question counts and the day of the answer does not, since a period that begins with an event does not count
/// the day of it (Regulation 1182/71, Art. 3(1)). The UK GDPR (Art. 12A(5)(b)) leaves out the day of the question, too; who
/// counts it answers a day earlier than the law asks for, never later, and a question that is answered on the same day moves
/// nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pause {
    /// The day of the question, the last one that counts.
    pub after: Date,
    /// The day of the answer, the last one that does not.
    pub until: Date,
}

impl Pause {
    /// Whether the clock stood on that day.
    #[must_use]
    pub fn covers(self, day: Date) -> bool {
        self.after < day && day <= self.until
    }

    /// On how many of the days after `start` the clock stood.
    #[must_use]
    pub fn days_after(self, start: Date) -> i32 {
        self.after.max(start).until(self.until).map_or(0, |span| span.get_days().max(0))
    }
}

/// The day on which a limit of calendar days, months or years ends that would have ended on `end`, had the clock not stood
/// still. What was asked once it had ended stops nothing.
pub(crate) fn put_off(end: Date, received: Date, pauses: &[Pause]) -> Date {
    let put_off = |end: Date, pause: &Pause| {
        if pause.after < end { end.saturating_add(i64::from(pause.days_after(received)).days()) } else { end }
    };
    pauses.iter().fold(end, put_off)
}

impl ClockRules {
    /// By when to answer, with an extension where there is one.
    ///
    /// Limits of one unit are added up: a month and two more are three months from receipt (GDPR, Art. 12(3)). One of
    /// another unit runs from the day on which the first would have ended.
    #[must_use]
    pub fn reckon(
        &self,
        extended_by: Option<TimeLimit>,
        (received, pauses): (Date, &[Pause]),
        calendar: &Calendar,
    ) -> Reckoning {
        let whole = extended_by.map_or(Some(self.respond_within), |by| self.respond_within.plus(by));
        match (whole, extended_by) {
            (None, Some(by)) => {
                let first = self.respond_within.reckon_around(pauses, received, calendar);
                by.reckon_around(pauses, first.respond_by, calendar)
            }
            (whole, _) => whole.unwrap_or(self.respond_within).reckon_around(pauses, received, calendar),
        }
    }
}

impl SubjectRequest {
    /// By when it must be answered by its own rules, with that extension and with the days left out on which its clock stood.
    #[must_use]
    pub fn reckon(&self, extended_by: Option<TimeLimit>, calendar: &Calendar) -> Reckoning {
        self.clock.reckon(extended_by, (self.received_on, &self.pauses()), calendar)
    }

    /// The days on which its clock stood, as far as they are over.
    #[must_use]
    pub fn pauses(&self) -> Vec<Pause> {
        let stopping = self.questions.iter().filter(|question| question.stops);
        let over = |question: &Question| Some(Pause { after: question.asked_on, until: question.answered_on? });
        stopping.filter_map(over).collect()
    }

    /// What the subject was asked for and has not answered.
    #[must_use]
    pub fn open_question(&self) -> Option<&Question> {
        self.questions.last().filter(|question| question.answered_on.is_none())
    }

    /// Whether the subject was asked who it is, and has not answered.
    #[must_use]
    pub fn asks_who_it_is(&self) -> bool {
        self.state.is_open() && self.open_question().is_some_and(|question| question.need == Need::Identity)
    }

    /// Whether the clock stands; of a request that is closed, whether it stood when it was.
    #[must_use]
    pub fn is_stopped(&self) -> bool {
        self.open_question().is_some_and(|question| question.stops)
    }

    /// Whether an answer on that day would be late. While the clock stands, none is.
    #[must_use]
    pub fn is_late(&self, day: Date) -> bool {
        day > self.respond_by && !self.is_stopped()
    }

    /// Whether the clock would stand still from that day on if the subject were asked for that: its rules allow it, and it has
    /// not run out before.
    #[must_use]
    pub fn would_stop(&self, need: Need, day: Date, calendar: &Calendar) -> bool {
        let mut pauses = self.pauses();
        let reckon = |pauses: &[Pause]| self.clock.reckon(self.extended_by, (self.received_on, pauses), calendar);
        let now = reckon(&pauses);
        pauses.push(Pause { after: day, until: day.saturating_add(1.year()) });
        self.clock.pauses.contains(&need) && reckon(&pauses).respond_by > now.respond_by
    }
}
