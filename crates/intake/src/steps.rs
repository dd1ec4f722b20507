//! What can be done with a subject request once it is stored, and when: the rules, as a function of the request, the
//! action and the moment.

use candor_model::{
    Actor, Calendar, Event, EventKind, Need, Reckoning, RefusalGround, Remark, RequestState, SubjectRequest, TimeLimit,
};
use jiff::Timestamp;
use jiff::civil::Date;

use crate::asking::{answered, ask};
use crate::chain::{Unsealed, remark_digest};
use crate::hashing::hex;
use crate::limits::LINKS;
use crate::links::may_send;

/// The most characters that a remark may have.
const MAX_REMARK: usize = 20_000;

/// What somebody does with a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// Says that it is sure who sent it. An officer says how one knows; a subject has followed the link.
    Confirm(Option<String>),
    /// Has the link sent once more by which a subject confirms.
    SendLink,
    /// Writes something down for the other officers.
    Note(String),
    /// Answers later than promised. The subject is told the reason.
    Extend {
        /// By how much; as much as the rules allow, where it is not said.
        by: Option<TimeLimit>,
        /// Why.
        reason: String,
    },
    /// Asks the subject for more.
    Ask {
        /// What is needed.
        need: Need,
        /// What the subject is told.
        text: String,
    },
    /// Has the answer: the subject writes it, or an officer says that it came another way.
    Answer {
        /// The day on which it came; the day of the step, where it is not said.
        on: Option<Date>,
        /// What the subject wrote, or what the officer has to say about it.
        text: Option<String>,
    },
    /// Has done what was asked for.
    Fulfil {
        /// What the subject is told.
        answer: String,
        /// SHA-256 of each file that the subject gets, in hexadecimal.
        files: Vec<String>,
    },
    /// Does not do it.
    Refuse {
        /// On what ground.
        ground: RefusalGround,
        /// The article on which that rests, where there is one.
        article: Option<String>,
        /// What the subject is told.
        reason: String,
    },
    /// Hands it over to the one who decides. The remark says to whom.
    Forward(String),
    /// Takes it back.
    Withdraw,
    /// Closes it, since nobody has confirmed it.
    Expire,
    /// Reckons anew by when it must be answered, since the calendar has changed.
    Reckon(Anew),
    /// Keeps it from being erased. The remark says why.
    Hold(String),
    /// Lets it be erased again. The remark says why.
    Release(String),
    /// Erases everything personal.
    Purge,
}

/// What a changed calendar makes of a date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Anew {
    /// The date, and whether it may move again.
    pub reckoning: Reckoning,
    /// The days that are otherwise than they were.
    pub because: Vec<Date>,
}

/// When a step is made, and by whom.
#[derive(Clone, Debug)]
pub struct Moment {
    /// The moment.
    pub at: Timestamp,
    /// The day of that moment in the portal's time zone.
    pub on: Date,
    /// Who makes the step.
    pub by: Actor,
    /// Bytes that nobody can guess.
    pub random: [u8; 32],
}

/// A step of a request, ready to be stored.
#[derive(Clone, Debug)]
pub struct Step {
    /// The request after it.
    pub request: SubjectRequest,
    /// What happened.
    pub event: Event,
    /// What was written on the occasion.
    pub remark: Option<Remark>,
}

/// Why an action is not possible, for whoever wanted it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Impossible {
    /// The request is closed.
    #[error("the request is closed: it is {}", .0.as_str())]
    Closed(RequestState),
    /// Everything personal in it was erased.
    #[error("the request was erased, as the register of retention says")]
    Purged,
    /// What awaits an answer is not erased.
    #[error("the request awaits an answer")]
    Open,
    /// It is to be kept.
    #[error("the request is held, and not erased for now")]
    Held,
    /// It is not held.
    #[error("the request is not held")]
    NotHeld,
    /// Nothing was written where something must be.
    #[error("nothing is said: this step needs a text")]
    NothingSaid,
    /// More was written than fits.
    #[error("the text has {0} characters, and at most {MAX_REMARK} fit")]
    TooLong(usize),
    /// It is confirmed already.
    #[error("the request is confirmed already")]
    ConfirmedAlready,
    /// No link was sent that confirms: the right needs none, or there is no address.
    #[error("no link is sent that confirms this request")]
    NoLink,
    /// The link was sent once more as often as it is.
    #[error("the link that confirms was sent {LINKS} times more, and is not sent again")]
    LinkSentOften,
    /// The link was sent a short time ago.
    #[error("the link that confirms was sent a short time ago: it can be sent again from {0} on")]
    LinkSentJustNow(Timestamp),
    /// It must be sure whose request it is, and nobody knows.
    #[error(
        "it is not sure who sent the request, and for this right it must be: wait until the subject has followed the link, \
         or say with `candor requests confirm` how you know"
    )]
    NotConfirmed,
    /// It was extended before.
    #[error("the request was extended before, and can be once only")]
    ExtendedAlready,
    /// Nothing allows an extension.
    #[error(
        "nothing allows an extension: neither the jurisdiction of the portal nor `extend_by` below `[requests]` when the \
         request was received"
    )]
    NoExtension,
    /// The extension is longer than the rules allow.
    #[error("the answer may come later by {0}, not more")]
    ExtensionTooLong(TimeLimit),
    /// The subject was asked before, and has not answered.
    #[error(
        "the subject was asked on {0} and has not answered: ask again when the answer is there, or say with \
         `candor requests resume` that it came another way"
    )]
    AskedAlready(Date),
    /// There is nothing to answer.
    #[error("the subject is asked for nothing")]
    NotAsked,
    /// The answer would have come before the question, or has not come yet.
    #[error("the answer cannot have come on {on}: the question was asked on {asked_on}, and the day must have come")]
    AnsweredThen {
        /// When it is said to have come.
        on: Date,
        /// When it was asked for.
        asked_on: Date,
    },
    /// The subject had to be told before.
    #[error("the request was due on {0}: the subject had to be told of an extension by then")]
    ExtensionTooLate(Date),
}

impl Step {
    /// Makes the step that an action is, unless it is not possible.
    ///
    /// # Errors
    /// The request is closed, the rules under which it was received forbid the action, or a text is missing or too long.
    pub fn take(
        before: &SubjectRequest,
        action: Action,
        moment: Moment,
        calendar: &Calendar,
    ) -> Result<Self, Impossible> {
        check_state(before, &action)?;
        let mut request = before.clone();
        let (kind, text) = apply(action, &mut request, &moment, calendar)?;
        if !request.state.is_open() && before.state.is_open() {
            request.closed_on = Some(moment.on);
        }
        let remark = text.map(|text| checked(text, &request, &moment)).transpose()?;
        let digest = remark.as_ref().map(|remark| remark_digest(&remark.salt, &remark.text));
        let event = Unsealed { at: moment.at, by: moment.by, kind, remark: digest }.seal(&mut request);
        Ok(Self { request, event, remark })
    }
}

/// Changes the request as the action does. Gives what happened, and what is said about it.
fn apply(
    action: Action,
    request: &mut SubjectRequest,
    moment: &Moment,
    calendar: &Calendar,
) -> Result<(EventKind, Option<String>), Impossible> {
    let (kind, state, text) = match action {
        Action::Confirm(text) => {
            if request.confirmed.replace(moment.at).is_some() {
                return Err(Impossible::ConfirmedAlready);
            }
            (EventKind::Confirmed, request.state, text)
        }
        Action::SendLink => {
            may_send(request, moment.at)?;
            request.links_sent.push(moment.at);
            (EventKind::LinkSent, request.state, None)
        }
        Action::Note(text) => (EventKind::Noted, request.state, Some(text)),
        Action::Extend { by, reason } => {
            (extend(by, request, moment.on, calendar)?, RequestState::Extended, Some(reason))
        }
        Action::Ask { need, text } => (ask(need, request, moment.on, calendar)?, request.state, Some(text)),
        Action::Answer { on, text } => (answered(on, request, moment.on, calendar)?, request.state, text),
        Action::Fulfil { .. } if must_be_confirmed(request) => return Err(Impossible::NotConfirmed),
        Action::Fulfil { answer, files } => (EventKind::Fulfilled { files }, RequestState::Fulfilled, Some(answer)),
        Action::Refuse { ground, article, reason } => {
            (EventKind::Refused { ground, article }, RequestState::Refused, Some(reason))
        }
        Action::Forward(text) => (EventKind::Forwarded, RequestState::Forwarded, Some(text)),
        Action::Withdraw => (EventKind::Withdrawn, RequestState::Withdrawn, None),
        Action::Expire => (EventKind::Expired, RequestState::Expired, None),
        Action::Reckon(anew) => (reckon(anew, request), request.state, None),
        Action::Hold(_) | Action::Release(_) | Action::Purge => return keep_or_erase(action, request),
    };
    request.state = state;
    Ok((kind, text))
}

/// Whether it must become sure first who sent it: by the rules under which it came, and whatever they say, where the answer
/// holds the subject's data.
fn must_be_confirmed(request: &SubjectRequest) -> bool {
    let is_needed = request.right.discloses() || request.clock.expire_unconfirmed_after.is_some();
    is_needed && request.confirmed.is_none()
}

/// An answer ends most of what can be done with a request, its erasure everything.
fn check_state(before: &SubjectRequest, action: &Action) -> Result<(), Impossible> {
    let can_follow = matches!(action, Action::Note(_) | Action::Hold(_) | Action::Release(_) | Action::Purge);
    match before.state {
        _ if before.purged => Err(Impossible::Purged),
        state if !state.is_open() && !can_follow => Err(Impossible::Closed(state)),
        _ => Ok(()),
    }
}

fn reckon(anew: Anew, request: &mut SubjectRequest) -> EventKind {
    let Anew { reckoning: Reckoning { respond_by, provisional }, because } = anew;
    request.respond_by = respond_by;
    request.provisional = provisional;
    EventKind::Reckoned { respond_by, provisional, because }
}

/// What becomes of what is stored, whatever becomes of the request.
fn keep_or_erase(action: Action, request: &mut SubjectRequest) -> Result<(EventKind, Option<String>), Impossible> {
    match action {
        Action::Hold(_) if request.held => Err(Impossible::Held),
        Action::Hold(text) => {
            request.held = true;
            Ok((EventKind::Held, Some(text)))
        }
        Action::Release(_) if !request.held => Err(Impossible::NotHeld),
        Action::Release(text) => {
            request.held = false;
            Ok((EventKind::Released, Some(text)))
        }
        _ if request.held => Err(Impossible::Held),
        _ if request.state.is_open() => Err(Impossible::Open),
        _ => {
            request.purge();
            Ok((EventKind::Purged, None))
        }
    }
}

/// Puts the answer off.
fn extend(
    by: Option<TimeLimit>,
    request: &mut SubjectRequest,
    today: Date,
    calendar: &Calendar,
) -> Result<EventKind, Impossible> {
    let (by, Reckoning { respond_by, provisional }) = extension(by, request, today, calendar)?;
    request.extended_by = Some(by);
    request.respond_by = respond_by;
    request.provisional = provisional;
    Ok(EventKind::Extended { extended_by: by, respond_by, provisional })
}

/// By how much the answer may come later, and when it is due then. The subject must be told before the first date has
/// passed (GDPR, Art. 12(3); 11 CCR 7021(b)).
fn extension(
    by: Option<TimeLimit>,
    request: &SubjectRequest,
    today: Date,
    calendar: &Calendar,
) -> Result<(TimeLimit, Reckoning), Impossible> {
    if request.state == RequestState::Extended {
        return Err(Impossible::ExtendedAlready);
    }
    let longest = request.clock.extend_by.ok_or(Impossible::NoExtension)?;
    if request.is_late(today) {
        return Err(Impossible::ExtensionTooLate(request.respond_by));
    }
    let extended = |by| request.reckon(Some(by), calendar);
    let by = by.unwrap_or(longest);
    let reckoning = extended(by);
    if reckoning.respond_by > extended(longest).respond_by {
        return Err(Impossible::ExtensionTooLong(longest));
    }
    Ok((by, reckoning))
}

fn checked(text: String, request: &SubjectRequest, moment: &Moment) -> Result<Remark, Impossible> {
    let text = text.trim().to_owned();
    let length = text.chars().count();
    match length {
        0 => Err(Impossible::NothingSaid),
        1..=MAX_REMARK => Ok(Remark { event: request.events + 1, text, salt: hex(&moment.random[..16]) }),
        _ => Err(Impossible::TooLong(length)),
    }
}
