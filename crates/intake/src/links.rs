//! The link that confirms a request: until when it works, and when it may be sent once more.

use candor_model::{LINK_HOURS, SubjectRequest};
use jiff::{SignedDuration, Timestamp};

use crate::Impossible;
use crate::limits::{LINK_PAUSE, LINKS, later};

/// Until when the subject can confirm the request, by the link that was sent last.
pub(crate) fn confirm_until(request: &SubjectRequest) -> Timestamp {
    until(request.links_sent.last().unwrap_or(&request.received), request)
}

/// Until when the subject can confirm the request by the link of that number; none where no such link was sent. The first
/// stood in the letter that told of the receipt.
pub(crate) fn link_until(request: &SubjectRequest, number: usize) -> Option<Timestamp> {
    let sent = number.checked_sub(1).map_or(Some(&request.received), |before| request.links_sent.get(before))?;
    Some(until(sent, request))
}

fn until(sent: &Timestamp, request: &SubjectRequest) -> Timestamp {
    later(*sent.max(&request.received), SignedDuration::from_hours(LINK_HOURS))
}

/// Whether the subject of this request was sent such a link, and has not followed it.
pub(crate) fn is_awaited(request: &SubjectRequest) -> bool {
    has_link(request) && request.state.is_open() && request.confirmed.is_none()
}

/// Whether the link may be sent once more.
///
/// # Errors
/// There is none, or it was sent too often or too short a time ago.
pub(crate) fn may_send(request: &SubjectRequest, now: Timestamp) -> Result<(), Impossible> {
    if request.confirmed.is_some() {
        return Err(Impossible::ConfirmedAlready);
    }
    if !has_link(request) {
        return Err(Impossible::NoLink);
    }
    if request.links_sent.len() >= LINKS {
        return Err(Impossible::LinkSentOften);
    }
    let again = request.links_sent.last().map(|sent| later(*sent, LINK_PAUSE));
    again.filter(|again| now < *again).map_or(Ok(()), |again| Err(Impossible::LinkSentJustNow(again)))
}

/// Whether there is such a link: by the rules under which the request came, somebody must follow it, and there is an address.
fn has_link(request: &SubjectRequest) -> bool {
    request.clock.expire_unconfirmed_after.is_some() && !request.email.is_empty()
}
