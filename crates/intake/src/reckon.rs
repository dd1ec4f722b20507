//! The date of a request, reckoned anew from its events: what a changed calendar makes of it, and why.

use std::collections::BTreeSet;

use candor_model::{Calendar, Event, EventKind, Reckoning, SubjectRequest};
use jiff::civil::Date;

use crate::Anew;

/// What the calendar makes of the date of an open request now, if it is otherwise than the request says.
pub(crate) fn anew(request: &SubjectRequest, events: &[Event], calendar: &Calendar) -> Option<Anew> {
    let reckoning = reckoning(request, events, calendar);
    let before = Reckoning { respond_by: request.respond_by, provisional: request.provisional };
    (reckoning != before).then(|| Anew { reckoning, because: changed_days(request, events, calendar) })
}

/// The date by the rules under which the request came, with its extension.
fn reckoning(request: &SubjectRequest, events: &[Event], calendar: &Calendar) -> Reckoning {
    let extended = events.iter().find_map(|event| match &event.kind {
        EventKind::Extended { extended_by, .. } => Some(*extended_by),
        _ => None,
    });
    match extended {
        Some(by) => request.clock.extended(by, request.received_on, calendar),
        None => request.clock.respond_within.reckon(request.received_on, calendar),
    }
}

/// The days that were worked and no longer are, or the other way round, as far as they decided the first date. Days beyond
/// it, to which only a new date leads, have not changed for all that is known.
fn changed_days(request: &SubjectRequest, events: &[Event], calendar: &Calendar) -> Vec<Date> {
    let mut known: BTreeSet<Date> = request.special_days.iter().copied().collect();
    let mut last = request.respond_by;
    for event in events {
        match &event.kind {
            EventKind::Received(received) => last = received.respond_by,
            EventKind::Reckoned { because, .. } => {
                known = known.symmetric_difference(&because.iter().copied().collect()).copied().collect();
            }
            _ => {}
        }
    }
    let special = request.clock.respond_within.special_days(request.received_on, calendar).into_iter().collect();
    known.symmetric_difference(&special).copied().filter(|day| *day <= last).collect()
}
