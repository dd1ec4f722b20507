//! The link that confirms a request: until when it works, and when it may be sent once more.

use candor_model::{RequestRules, SubjectRequest};
use jiff::{SignedDuration, Timestamp};

use crate::Impossible;
use crate::limits::{CONFIRM_WITHIN, LINK_PAUSE, LINKS};

/// Until when the subject can confirm the request, by the link that was sent last.
pub(crate) fn confirm_until(request: &SubjectRequest) -> Timestamp {
    later(request.links_sent.last().map_or(request.received, |sent| *sent.max(&request.received)), CONFIRM_WITHIN)
}

/// Whether the subject of this request was sent such a link, and has not followed it.
pub(crate) fn is_awaited(request: &SubjectRequest, rules: &RequestRules) -> bool {
    let has_link = rules.needs_confirmation(request.right) && !request.email.is_empty();
    has_link && request.state.is_open() && request.confirmed.is_none()
}

/// Whether the link may be sent once more.
///
/// # Errors
/// There is no address, or it was sent too often or too short a time ago.
pub(crate) fn may_send(request: &SubjectRequest, now: Timestamp) -> Result<(), Impossible> {
    if request.confirmed.is_some() {
        return Err(Impossible::ConfirmedAlready);
    }
    if request.email.is_empty() {
        return Err(Impossible::NoLink);
    }
    if request.links_sent.len() >= LINKS {
        return Err(Impossible::LinkSentOften);
    }
    let again = request.links_sent.last().map(|sent| later(*sent, LINK_PAUSE));
    again.filter(|again| now < *again).map_or(Ok(()), |again| Err(Impossible::LinkSentJustNow(again)))
}

fn later(moment: Timestamp, by: SignedDuration) -> Timestamp {
    moment.saturating_add(by).unwrap_or(Timestamp::MAX)
}
