//! The date of a request, reckoned anew from its events: what a changed calendar makes of it, and why.

use std::collections::BTreeSet;

use candor_model::{Calendar, Event, EventKind, Reckoning, SubjectRequest};
use jiff::civil::Date;

/// What the calendar makes of the date of an open request now, by its own rules and with its extension and pauses; none where
/// it is as the request says.
pub(crate) fn has_moved(request: &SubjectRequest, calendar: &Calendar) -> Option<Reckoning> {
    let before = Reckoning { respond_by: request.respond_by, provisional: request.provisional };
    Some(request.reckon(request.extended_by, calendar)).filter(|reckoning| *reckoning != before)
}

/// The days that were worked and no longer are, or the other way round, as far as they decided the first date. Days beyond
/// it, to which only a new date leads, have not changed for all that is known.
pub(crate) fn changed_days(request: &SubjectRequest, events: &[Event], calendar: &Calendar) -> Vec<Date> {
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
