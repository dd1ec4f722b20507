//! Which letters an event causes, and when one that failed is tried again.

use candor_model::{Actor, Audience, Event, EventKind, Mail, MailState, SubjectRequest};
use jiff::{SignedDuration, Timestamp};

use crate::limits::later;

/// For how long a courier that has taken a letter is left alone with it. After that the courier has broken down, and another
/// sends the letter.
const CLAIM: SignedDuration = SignedDuration::from_mins(5);
/// How long the first pause after a failure is; each further one is twice as long, up to the longest.
const FIRST_PAUSE: SignedDuration = SignedDuration::from_mins(1);
/// How long a pause is at most.
const LONGEST_PAUSE: SignedDuration = SignedDuration::from_hours(1);
/// How often a letter is tried: over a week, so that a mail server may be out of order over some holidays.
const ATTEMPTS: u32 = 175;

/// Who gets a letter about an event of a request. Nobody does while the request may come from a program and nobody is sure of
/// the contrary, unless somebody asked for the letter; and who came in person or wrote on paper may have no address.
pub(crate) fn told(request: &SubjectRequest, event: &Event) -> Vec<Audience> {
    let is_silent = request.doubtful && request.confirmed.is_none() && event.kind != EventKind::LinkSent;
    let can_be_told = |audience: &Audience| !is_silent && (*audience == Audience::Officer || !request.email.is_empty());
    audiences(event).iter().copied().filter(can_be_told).collect()
}

/// Whether the subject ought to be told of an event and no letter says it: somebody else has to.
#[must_use]
pub fn leaves_subject_untold(request: &SubjectRequest, event: &Event) -> bool {
    audiences(event).contains(&Audience::Subject) && !told(request, event).contains(&Audience::Subject)
}

/// Who is to be told of an event. What an officer does is no news to officers.
fn audiences(event: &Event) -> &'static [Audience] {
    match event.kind {
        // What an officer writes down of an answer that came another way is known to the officers.
        EventKind::AnsweredMore { .. } if event.by == Actor::Subject => &[Audience::Officer],
        EventKind::Received(_) => &[Audience::Subject, Audience::Officer],
        EventKind::Withdrawn => &[Audience::Subject, Audience::Officer],
        EventKind::Extended { .. } | EventKind::NeedsMore { .. } => &[Audience::Subject],
        EventKind::Fulfilled { .. } => &[Audience::Subject],
        EventKind::LinkSent => &[Audience::Subject],
        EventKind::Refused { .. } | EventKind::Forwarded => &[Audience::Subject],
        EventKind::Expired => &[Audience::Subject],
        EventKind::Confirmed | EventKind::Noted | EventKind::AnsweredMore { .. } => &[],
        EventKind::Reckoned { .. } | EventKind::Held | EventKind::Released | EventKind::Purged => &[],
    }
}

/// The letter in the hands of a courier.
pub(crate) fn claimed(mail: &Mail, now: Timestamp) -> Mail {
    Mail { attempts: mail.attempts + 1, due: later(now, CLAIM), ..mail.clone() }
}

/// The letter once the mail server has taken it.
pub(crate) fn sent(mail: &Mail, now: Timestamp) -> Mail {
    Mail { state: MailState::Sent, due: now, ..mail.clone() }
}

/// The letter after a failure: to be tried again, or given up.
pub(crate) fn failed(mail: &Mail, now: Timestamp) -> Mail {
    if mail.attempts >= ATTEMPTS {
        return Mail { state: MailState::GivenUp, due: now, ..mail.clone() };
    }
    let pause = FIRST_PAUSE.saturating_mul(1 << mail.attempts.saturating_sub(1).min(6)).min(LONGEST_PAUSE);
    Mail { due: later(now, pause), ..mail.clone() }
}

#[cfg(test)]
mod tests {
    use candor_model::{News, Reference};

    use super::*;

    #[test]
    fn the_pauses_grow_and_come_to_an_end() {
        let mut now: Timestamp = "2026-11-20T10:00:00Z".parse().expect("a moment");
        let begin = now;
        let mut mail = Mail {
            news: News::Event { reference: Reference::from_random([7; 8]), event: 1 },
            audience: Audience::Subject,
            due: now,
            attempts: 0,
            state: MailState::Waiting,
        };
        let mut pauses = Vec::new();
        while mail.state == MailState::Waiting {
            mail = failed(&claimed(&mail, now), now);
            pauses.push(mail.due.duration_since(now).as_mins());
            now = mail.due;
        }
        assert_eq!(pauses[..8], [1, 2, 4, 8, 16, 32, 60, 60]);
        assert_eq!((mail.state, now.duration_since(begin).as_hours() / 24), (MailState::GivenUp, 7));
    }
}
