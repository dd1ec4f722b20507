//! The chain of a request's events: how each is sealed, and what can be found wrong afterwards.
//!
//! The hash of an event covers the reference, everything that the event says, and the hash of the event before it. What
//! is personal stands outside: the events hold digests of it, salted, so that it can be erased and the chain still holds.

use std::fmt;

use candor_model::{Actor, Event, EventKind, Reference, Remark, SubjectRequest};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;

use crate::hashing::sha256;

/// What is hashed of an event: all but the hash. Changing the order, or a name, breaks every chain there is.
#[derive(Serialize)]
struct Sealed<'a> {
    request: &'a Reference,
    number: u32,
    at: Timestamp,
    by: &'a Actor,
    #[serde(flatten)]
    kind: &'a EventKind,
    remark: Option<&'a str>,
    previous: &'a str,
}

/// An event on its way to the end of a chain.
pub(crate) struct Unsealed {
    pub(crate) at: Timestamp,
    pub(crate) by: Actor,
    pub(crate) kind: EventKind,
    /// The digest of its remark.
    pub(crate) remark: Option<String>,
}

impl Unsealed {
    /// The next event of a request, and the request with it at the head of its chain.
    pub(crate) fn seal(self, request: &mut SubjectRequest) -> Event {
        let Self { at, by, kind, remark } = self;
        let (number, previous) = (request.events + 1, request.head.clone());
        let mut event = Event { number, at, by, kind, remark, previous, hash: String::new() };
        event.hash = hash(&request.reference, &event);
        request.events = number;
        request.head.clone_from(&event.hash);
        event
    }
}

/// The digest of what the subject sent.
pub(crate) fn submission_digest(request: &SubjectRequest) -> String {
    let SubjectRequest { salt, name, email, details, .. } = request;
    digest(salt, &[name, email, details])
}

/// The digest of a remark.
pub(crate) fn remark_digest(salt: &str, text: &str) -> String {
    digest(salt, &[text])
}

/// As JSON, in which no two lists of texts look the same.
fn digest(salt: &str, texts: &[&str]) -> String {
    sha256(&serde_json::to_vec(&(salt, texts)).expect("texts are always JSON"))
}

fn hash(request: &Reference, event: &Event) -> String {
    let Event { number, at, by, kind, remark, previous, hash: _ } = event;
    let sealed =
        Sealed { request, number: *number, at: *at, by, kind, remark: remark.as_deref(), previous: previous.as_str() };
    sha256(&serde_json::to_vec(&sealed).expect("texts, numbers and maps with text keys are always JSON"))
}

/// What is wrong with the events of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Break {
    /// The event with this number is missing, or another stands in its place.
    Missing(u32),
    /// The event with this number is not what it was.
    Changed(u32),
    /// The remark of the event with this number is not what it was, or belongs to no event.
    RemarkChanged(u32),
    /// The request says otherwise how many events there are, or which is the newest.
    Head,
    /// What the subject sent is not what it was.
    Submission,
    /// The request says otherwise where it stands, or by when it must be answered, than its events.
    State,
}

impl fmt::Display for Break {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing(number) => write!(f, "event {number} is missing"),
            Self::Changed(number) => write!(f, "event {number} is not what it was"),
            Self::RemarkChanged(number) => write!(f, "the remark of event {number} is not what it was"),
            Self::Head => write!(f, "the newest events are missing"),
            Self::Submission => write!(f, "what the subject sent is not what it was"),
            Self::State => write!(f, "state or dates of the request are not those of its events"),
        }
    }
}

/// Everything that is wrong with the events of a request; nothing where every one of them is there, in its place and as
/// it was written. Remarks that were erased are none.
#[must_use]
pub fn verify(request: &SubjectRequest, events: &[Event], remarks: &[Remark]) -> Vec<Break> {
    let mut breaks = Vec::new();
    let mut previous = "";
    for (expected, event) in (1..).zip(events) {
        if event.number != expected {
            breaks.push(Break::Missing(expected));
            break;
        }
        if event.previous != previous || event.hash != hash(&request.reference, event) {
            breaks.push(Break::Changed(expected));
        }
        previous = &event.hash;
    }
    if breaks.is_empty() && (events.len() as u64, previous) != (request.events.into(), request.head.as_str()) {
        breaks.push(Break::Head);
    }
    breaks.extend(changed_remarks(events, remarks));
    breaks.extend(changed_request(request, events));
    breaks
}

fn changed_remarks<'a>(events: &'a [Event], remarks: &'a [Remark]) -> impl Iterator<Item = Break> + 'a {
    let is_kept = |remark: &&Remark| {
        let event = events.iter().find(|event| event.number == remark.event);
        event.and_then(|event| event.remark.as_ref()) == Some(&remark_digest(&remark.salt, &remark.text))
    };
    remarks.iter().filter(move |remark| !is_kept(remark)).map(|remark| Break::RemarkChanged(remark.event))
}

/// Compares the request with what its events add up to.
fn changed_request(request: &SubjectRequest, events: &[Event]) -> Vec<Break> {
    let mut breaks = Vec::new();
    let mut told: Option<(Date, &str)> = None;
    for event in events {
        match &event.kind {
            EventKind::Received { right, respond_by, submission } => {
                if *submission != submission_digest(request) || *right != request.right || event.at != request.received
                {
                    breaks.push(Break::Submission);
                }
                told = Some((*respond_by, event.kind.as_str()));
            }
            EventKind::Extended { respond_by, .. } => told = Some((*respond_by, event.kind.as_str())),
            EventKind::Fulfilled { .. } | EventKind::Refused { .. } | EventKind::Forwarded | EventKind::Withdrawn => {
                told = told.map(|(respond_by, _)| (respond_by, event.kind.as_str()));
            }
            EventKind::Confirmed | EventKind::Noted => {}
        }
    }
    if told != Some((request.respond_by, request.state.as_str())) {
        breaks.push(Break::State);
    }
    breaks
}
