//! The chain of a request's events: how each is sealed, and what can be found wrong afterwards.
//!
//! The hash of an event covers the reference, everything that the event says, and the hash of the event before it. What
//! is personal stands outside: the events hold digests of it, salted, so that it can be erased and the chain still holds.

use std::fmt;

use candor_model::{
    Actor, Channel, Event, EventKind, Question, Received, Reference, Remark, RequestState, SubjectRequest, TimeLimit,
};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
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

/// What is settled about a request as it stands when the form takes it.
pub(crate) fn received(request: &SubjectRequest) -> Received {
    Received {
        right: request.right,
        relationship: request.relationship.clone(),
        locale: request.locale.clone(),
        received_on: request.received_on,
        clock: request.clock.clone(),
        respond_by: request.respond_by,
        provisional: request.provisional,
        policy: request.policy.clone(),
        submission: submission_digest(request),
        channel: Channel::Form,
        special_days: request.special_days.clone(),
        doubtful: request.doubtful,
        entered: None,
    }
}

fn submission_digest(request: &SubjectRequest) -> String {
    let SubjectRequest { salt, behalf, person, name, email, details, key_hash, .. } = request;
    let person = person.as_deref().unwrap_or_default();
    digest(salt, &[name, email, details, key_hash, behalf.as_str(), person])
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
    /// The remark of the event with this number is missing, though the request was not purged.
    RemarkMissing(u32),
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
            Self::RemarkMissing(number) => write!(f, "the remark of event {number} is missing"),
            Self::Head => write!(f, "the newest events are missing"),
            Self::Submission => write!(f, "what the subject sent is not what it was"),
            Self::State => write!(f, "state or dates of the request are not those of its events"),
        }
    }
}

/// Everything that is wrong with the events of a request; nothing where every one of them is there, in its place and as
/// it was written. Remarks that went with a purge are none.
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
    breaks.extend(missing_remarks(request, events, remarks));
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

fn missing_remarks(request: &SubjectRequest, events: &[Event], remarks: &[Remark]) -> Vec<Break> {
    let is_there = |event: &Event| remarks.iter().any(|remark| remark.event == event.number);
    let missing = events.iter().filter(|event| event.remark.is_some() && !request.purged && !is_there(event));
    missing.map(|event| Break::RemarkMissing(event.number)).collect()
}

/// What the events of a request add up to.
#[derive(PartialEq, Eq)]
struct Sum {
    state: RequestState,
    respond_by: Date,
    provisional: bool,
    confirmed: Option<Timestamp>,
    extended_by: Option<TimeLimit>,
    links_sent: Vec<Timestamp>,
    questions: Vec<Question>,
    held: bool,
    purged: bool,
}

impl Sum {
    /// What a request says of itself.
    fn of(request: &SubjectRequest) -> Self {
        let SubjectRequest { state, respond_by, provisional, confirmed, extended_by, held, purged, .. } = *request;
        let (links_sent, questions) = (request.links_sent.clone(), request.questions.clone());
        Self { state, respond_by, provisional, confirmed, extended_by, links_sent, questions, held, purged }
    }

    /// What stands when the first event has happened.
    fn begin(first: &Received) -> Self {
        Self {
            state: RequestState::Received,
            respond_by: first.respond_by,
            provisional: first.provisional,
            confirmed: None,
            extended_by: None,
            links_sent: Vec::new(),
            questions: Vec::new(),
            held: false,
            purged: false,
        }
    }

    fn add(&mut self, event: &Event) {
        match &event.kind {
            EventKind::Received(_) | EventKind::Noted => {}
            EventKind::Confirmed => self.confirmed = Some(event.at),
            EventKind::LinkSent => self.links_sent.push(event.at),
            &EventKind::Extended { respond_by, extended_by, provisional } => {
                (self.respond_by, self.provisional) = (respond_by, provisional);
                (self.state, self.extended_by) = (RequestState::Extended, Some(extended_by));
            }
            &EventKind::NeedsMore { need, asked_on, stops } => {
                self.questions.push(Question { need, asked_on, answered_on: None, stops });
            }
            &EventKind::AnsweredMore { answered_on, respond_by, provisional } => {
                (self.respond_by, self.provisional) = (respond_by, provisional);
                self.questions.last_mut().into_iter().for_each(|question| question.answered_on = Some(answered_on));
            }
            &EventKind::Reckoned { respond_by, provisional, .. } => {
                (self.respond_by, self.provisional) = (respond_by, provisional);
            }
            EventKind::Fulfilled { .. } => self.state = RequestState::Fulfilled,
            EventKind::Refused { .. } => self.state = RequestState::Refused,
            EventKind::Forwarded => self.state = RequestState::Forwarded,
            EventKind::Withdrawn => self.state = RequestState::Withdrawn,
            EventKind::Expired => self.state = RequestState::Expired,
            EventKind::Held => self.held = true,
            EventKind::Released => self.held = false,
            EventKind::Purged => self.purged = true,
        }
    }
}

/// Compares the request with what its events add up to.
fn changed_request(request: &SubjectRequest, events: &[Event]) -> Vec<Break> {
    let Some(EventKind::Received(first)) = events.first().map(|event| &event.kind) else {
        return vec![Break::Submission];
    };
    let mut sum = Sum::begin(first);
    events.iter().for_each(|event| sum.add(event));
    let is_as_told = sum == Sum::of(request) && is_closed_then(request, events);
    let is_as_received = is_as_received(request, first) && events[0].at == request.received;
    let breaks = [(is_as_received, Break::Submission), (is_as_told, Break::State)];
    breaks.into_iter().filter(|(holds, _)| !holds).map(|(_, broken)| broken).collect()
}

/// Whether the day of its closing is that of the event that closed it. In the portal's time zone, it may be the day before or
/// after.
fn is_closed_then(request: &SubjectRequest, events: &[Event]) -> bool {
    let closing = events.iter().rfind(|event| event.kind.closes()).map(|event| event.at.to_zoned(TimeZone::UTC).date());
    match (closing, request.closed_on) {
        (Some(event), Some(said)) => {
            (event.yesterday().unwrap_or(event)..=event.tomorrow().unwrap_or(event)).contains(&said)
        }
        (closing, said) => closing.is_none() && said.is_none(),
    }
}

/// Of a request that was purged, what is left must be as it was received, and nothing more may be there.
fn is_as_received(request: &SubjectRequest, first: &Received) -> bool {
    let Received { respond_by, provisional, .. } = *first;
    let as_taken = received(&SubjectRequest { respond_by, provisional, ..request.clone() });
    let submission = if request.purged { first.submission.clone() } else { as_taken.submission.clone() };
    let as_received = Received { channel: first.channel, entered: first.entered, submission, ..as_taken };
    as_received == *first && (!request.purged || request.is_without_personal_data())
}
