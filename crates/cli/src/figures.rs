//! What is told of many requests together: how many came, what became of them, and how fast.

use std::collections::{BTreeMap, BTreeSet};

use candor_model::{Channel, Event, EventKind, RefusalGround, RequestState, Right, SubjectRequest};
use jiff::civil::Date;
use serde::Serialize;

/// A request with what only its events tell.
#[derive(Clone, Debug)]
pub struct Case {
    /// The request.
    pub request: SubjectRequest,
    /// How it came.
    pub channel: Channel,
    /// On what ground it was refused, if it was.
    pub ground: Option<RefusalGround>,
    /// Whether the answer was to come later than promised.
    pub extended: bool,
}

impl Case {
    /// A request and what happened to it.
    #[must_use]
    pub fn new(request: SubjectRequest, events: &[Event]) -> Self {
        let mut case = Self { request, channel: Channel::Form, ground: None, extended: false };
        for event in events {
            match &event.kind {
                EventKind::Received(received) => case.channel = received.channel,
                EventKind::Extended { .. } => case.extended = true,
                EventKind::Refused { ground, .. } => case.ground = Some(*ground),
                _ => {}
            }
        }
        case
    }

    /// The calendar days from its receipt to its end, if it has ended: 0 for the same day.
    #[must_use]
    pub fn days(&self) -> Option<i32> {
        let closed_on = self.request.closed_on?;
        self.request.received_on.until(closed_on).map(|span| span.get_days()).ok()
    }

    /// Whether it ended by the day by which it had to be answered. Of one that is open nothing is known until that day
    /// has passed; to one that expired no answer was owed.
    #[must_use]
    pub fn is_in_time(&self, today: Date) -> Option<bool> {
        match self.request.closed_on {
            Some(_) if self.request.state == RequestState::Expired => None,
            Some(closed_on) => Some(!self.request.is_late(closed_on)),
            None => self.request.is_late(today).then_some(false),
        }
    }

    /// Whether it was answered: what was asked for was done, or the subject was told why not.
    fn is_answered(&self) -> bool {
        matches!(self.request.state, RequestState::Fulfilled | RequestState::Refused)
    }

    fn is_late(&self) -> bool {
        self.is_answered() && self.request.closed_on.is_some_and(|closed_on| self.request.is_late(closed_on))
    }
}

/// The figures of some requests. Each request is counted once among those that were fulfilled, refused, forwarded or
/// withdrawn, or expired, or are open.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Figures {
    /// How many were received.
    pub received: usize,
    /// Of how many what was asked for was done.
    pub fulfilled: usize,
    /// Of how many it was not done.
    pub refused: usize,
    /// How many were refused on each ground, by the ground's name.
    pub refused_by: BTreeMap<&'static str, usize>,
    /// How many were handed over to the one who decides.
    pub forwarded: usize,
    /// How many the subject took back.
    pub withdrawn: usize,
    /// How many were closed since nobody confirmed them.
    pub expired: usize,
    /// How many still await an answer.
    pub open: usize,
    /// How many were to be answered later than promised, whatever became of them.
    pub extended: usize,
    /// How many were fulfilled or refused after the day by which they had to be.
    pub late: usize,
    /// The median of the calendar days from receipt to answer of those that were fulfilled or refused. Where two stand in
    /// the middle it is the lower, so that it is a number of days that some answer took. None where nothing was answered.
    pub median_days: Option<i32>,
}

impl Figures {
    /// Counts.
    #[must_use]
    pub fn of(cases: &[&Case]) -> Self {
        let count = |is_one: &dyn Fn(&Case) -> bool| cases.iter().filter(|case| is_one(case)).count();
        let are = |state| count(&|case| case.request.state == state);
        Self {
            received: cases.len(),
            fulfilled: are(RequestState::Fulfilled),
            refused: are(RequestState::Refused),
            refused_by: grounds(cases),
            forwarded: are(RequestState::Forwarded),
            withdrawn: are(RequestState::Withdrawn),
            expired: are(RequestState::Expired),
            open: count(&|case| case.request.state.is_open()),
            extended: count(&|case| case.extended),
            late: count(&Case::is_late),
            median_days: median(
                cases.iter().filter(|case| case.is_answered()).filter_map(|case| case.days()).collect(),
            ),
        }
    }
}

/// The figures of each right that was exercised, in the order in which a portal lists them.
#[must_use]
pub fn by_right(cases: &[Case]) -> Vec<(Right, Figures)> {
    let rights: BTreeSet<Right> = cases.iter().map(|case| case.request.right).collect();
    let of = |right| cases.iter().filter(|case| case.request.right == right).collect::<Vec<_>>();
    rights.into_iter().map(|right| (right, Figures::of(&of(right)))).collect()
}

fn grounds(cases: &[&Case]) -> BTreeMap<&'static str, usize> {
    let mut counts = BTreeMap::new();
    for ground in cases.iter().filter_map(|case| case.ground) {
        *counts.entry(ground.as_str()).or_default() += 1;
    }
    counts
}

/// The lower median.
fn median(mut days: Vec<i32>) -> Option<i32> {
    days.sort_unstable();
    days.get(days.len().checked_sub(1)? / 2).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_a_number_of_days_that_some_answer_took() {
        for (days, expected) in [
            (vec![], None),
            (vec![7], Some(7)),
            (vec![9, 2], Some(2)),
            (vec![8, 1, 3], Some(3)),
            (vec![4, 0, 9, 5], Some(4)),
        ] {
            assert_eq!(median(days), expected);
        }
    }
}
