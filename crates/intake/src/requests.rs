//! A submission from its acceptance to its receipt, and back from reference and key to the request.

use candor_model::{
    Actor, Channel, Event, EventKind, FieldError, PROOF_OF_WORK, Reference, Remark, SubjectRequest, TRAP,
    request_fields,
};
use candor_theme::Typed;
use jiff::{SignedDuration, Timestamp};

use crate::accept::{Arrival, accept, text};
use crate::hashing::hex;
use crate::limits::Excess;
use crate::links::confirm_until;
use crate::receipt::Receipt;
use crate::token::Token;
use crate::{Action, Impossible, Intake, Key, Mark, Moment, NewRequest, Step, StoreError, Stored};

/// For how long the same content with the same one-time token means the same submission: a tab that is left open and sent again the next day
/// still does.
const TOKEN_STANDS: SignedDuration = SignedDuration::from_hours(48);
/// For how long the same content from the same client means the same submission: a second press, a reload.
const CONTENT_STANDS: SignedDuration = SignedDuration::from_mins(10);

/// How often a subject's step is tried while others make steps of the same request.
const ATTEMPTS: u32 = 5;

/// What a link that confirms leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Confirmation {
    /// It can be confirmed.
    Possible,
    /// It is confirmed.
    Confirmed,
    /// It can no longer be.
    TooLate,
    /// The token is none of ours.
    Unknown,
}

/// A request that was looked up, with all that happened to it.
pub(crate) struct Found {
    pub(crate) request: SubjectRequest,
    pub(crate) events: Vec<Event>,
    pub(crate) remarks: Vec<Remark>,
}

impl Found {
    /// What was written to the subject at an event, or by the subject; may be empty. How an officer knows who sent the request, and what
    /// officers note, is for officers.
    pub(crate) fn remark_of(&self, event: &Event) -> &str {
        let is_for_officers = match event.kind {
            EventKind::Confirmed => true,
            EventKind::AnsweredMore { .. } => event.by != Actor::Subject,
            _ => !event.kind.is_for_the_subject(),
        };
        if is_for_officers {
            return "";
        }
        let remark = self.remarks.iter().find(|remark| remark.event == event.number);
        remark.map_or("", |remark| remark.text.as_str())
    }
}

/// Why a submission was not stored.
pub(crate) enum Refusal {
    /// The visitor can mend it.
    Fields(Vec<FieldError>),
    /// It is too much; later it will be taken.
    TooMuch(Excess),
    /// The store does not answer.
    Store(StoreError),
}

impl From<Excess> for Refusal {
    fn from(excess: Excess) -> Self {
        Self::TooMuch(excess)
    }
}

impl From<StoreError> for Refusal {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl Intake {
    /// Accepts and stores a submission. One that repeats an earlier one gets that one's receipt, however much came: the
    /// marks are looked at beforehand only where it would be too much, so that nobody else pays for it with another read.
    /// One that is not good is not counted, so that nobody is held up who mends it.
    pub(crate) async fn take_request(&self, typed: &Typed, client: &str) -> Result<Receipt, Refusal> {
        let random = (self.host.random)();
        let reference = new_reference(random);
        let key = Key::of(&reference, &self.host.hashing_key);
        let (at, on) = self.now();
        let (key_hash, salt) = (key.hash(), hex(&random[16..]));
        let arrival = Arrival { at, on, reference, key_hash, salt, channel: Channel::Form };
        let request = accept(typed, &self.catalogue, arrival).map_err(Refusal::Fields)?;
        let marks = self.marks(typed, &request, client);
        let proof = self.proof(text(typed, PROOF_OF_WORK), at);
        if let Err(excess) = self.admit(client, proof.as_ref(), at).await {
            let first = self.store.marked(&marks, at).await?.ok_or(excess)?;
            return self.receipt_of(&first).await;
        }
        let subject = self.host.hashing_key.of_email(&request.email);
        let new = NewRequest::new(request, subject, marks);
        if !text(typed, TRAP).is_empty() {
            return self.pretend(new, key).await;
        }
        match self.store.put_request(&new).await? {
            Stored::New => Ok(Receipt::new(new.request, key, &self.catalogue)),
            Stored::Repeats(first) => self.receipt_of(&first).await,
        }
    }

    /// The receipt of a request that was taken before.
    async fn receipt_of(&self, reference: &Reference) -> Result<Receipt, Refusal> {
        let request = self.store.request(reference).await?.ok_or(StoreError::Forgotten)?;
        let key = Key::of(reference, &self.host.hashing_key);
        Ok(Receipt::new(request, key, &self.catalogue))
    }

    /// Stores nothing of what a program sent that filled in what no person sees, and gives it a receipt like any other, so
    /// that it learns nothing. The table is asked as often as a transaction takes, or the answer would come too soon.
    async fn pretend(&self, new: NewRequest, key: Key) -> Result<Receipt, Refusal> {
        self.store.marked(&new.marks, new.request.received).await?;
        self.store.request(&new.request.reference).await?;
        Ok(Receipt::new(new.request, key, &self.catalogue))
    }

    /// The receipt of a request, for whoever has its key.
    pub(crate) async fn receipt(&self, reference: &Reference, key: Key) -> Result<Option<Receipt>, StoreError> {
        let request = self.opened(reference, key).await?;
        Ok(request.map(|request| Receipt::new(request, key, &self.catalogue)))
    }

    /// A request with what happened to it, for whoever has its key.
    pub(crate) async fn look_up(&self, reference: &Reference, key: Key) -> Result<Option<Found>, StoreError> {
        match self.opened(reference, key).await? {
            Some(request) => self.with_history(request).await.map(Some),
            None => Ok(None),
        }
    }

    /// A request with what happened to it.
    pub(crate) async fn with_history(&self, request: SubjectRequest) -> Result<Found, StoreError> {
        let events = self.store.events(&request.reference).await?;
        let remarks = self.store.remarks(&request.reference).await?;
        Ok(Found { request, events, remarks })
    }

    /// Confirms a request for whoever has the token that was sent to the subject's address. Without `press` it only says
    /// whether that is possible: mail scanners follow links.
    pub(crate) async fn confirm(&self, token: &Token, press: bool) -> Result<Confirmation, StoreError> {
        if !token.is_genuine(&self.host.hashing_key) {
            return Ok(Confirmation::Unknown);
        }
        for _ in 0..ATTEMPTS {
            let Some(request) = self.store.request(&token.reference).await? else { return Ok(Confirmation::Unknown) };
            if request.confirmed.is_some() {
                return Ok(Confirmation::Confirmed);
            }
            let (at, on) = self.now();
            if !request.state.is_open() || at > confirm_until(&request) {
                return Ok(Confirmation::TooLate);
            }
            if !press {
                return Ok(Confirmation::Possible);
            }
            let moment = Moment { at, on, by: Actor::Subject, random: (self.host.random)() };
            let calendar = &self.catalogue.requests.calendar;
            let Ok(step) = Step::take(&request, Action::Confirm(None), moment, calendar) else { continue };
            match self.store.take_step(&step).await {
                Err(StoreError::Changed) => {}
                taken => {
                    taken?;
                    self.end_question_of_identity(step.request).await?;
                    return Ok(Confirmation::Confirmed);
                }
            }
        }
        Err(StoreError::Changed)
    }

    /// Makes a step of a request for whoever has its key, and shows it then: as it is, with the reason, where the step is
    /// not possible. An officer may be at work on it at the same moment: then it is read again.
    pub(crate) async fn step_of_subject(
        &self,
        reference: &Reference,
        key: Key,
        action: &Action,
    ) -> Result<Option<(Found, Option<Impossible>)>, StoreError> {
        for _ in 0..ATTEMPTS {
            let Some(request) = self.opened(reference, key).await? else { return Ok(None) };
            let impossible = match self.next_step(&request, action) {
                Ok(step) => match self.store.take_step(&step).await {
                    Err(StoreError::Changed) => continue,
                    taken => taken.map(|()| None)?,
                },
                Err(why) => Some(why),
            };
            return Ok(self.look_up(reference, key).await?.map(|found| (found, impossible)));
        }
        Err(StoreError::Changed)
    }

    fn next_step(&self, request: &SubjectRequest, action: &Action) -> Result<Step, Impossible> {
        let rules = &self.catalogue.requests;
        if *action == Action::SendLink && !rules.needs_confirmation(request.right) {
            return Err(Impossible::NoLink);
        }
        let (at, on) = self.now();
        let moment = Moment { at, on, by: Actor::Subject, random: (self.host.random)() };
        Step::take(request, action.clone(), moment, &rules.calendar)
    }

    async fn opened(&self, reference: &Reference, key: Key) -> Result<Option<SubjectRequest>, StoreError> {
        Ok(self.store.request(reference).await?.filter(|request| key.opens(request)))
    }

    /// By what a repetition of this submission will be recognised: its token, where it has one, before its content.
    ///
    /// A token alone is not enough: a page that a visitor goes back to and corrects still has it, and the correction
    /// must not be taken for the submission that it corrects.
    fn marks(&self, typed: &Typed, request: &SubjectRequest, client: &str) -> Vec<Mark> {
        let mark = |hash, stands| Mark { hash, expires: later(request.received, stands) };
        let hashing_key = &self.host.hashing_key;
        let fields = request_fields(request.right, &self.catalogue.requests.relationships);
        let sent = fields.iter().map(|field| text(typed, field.name));
        let content: Vec<&str> = [request.right.as_str()].into_iter().chain(sent).collect();
        let token = text(typed, SUBMISSION_KEY);
        let by_token = (!token.is_empty()).then(|| mark(hashing_key.of_submission(token, &content), TOKEN_STANDS));
        let by_content = mark(hashing_key.of_content(client, &content), CONTENT_STANDS);
        by_token.into_iter().chain([by_content]).collect()
    }
}

/// The name of the one-time token in forms and JSON.
pub(crate) const SUBMISSION_KEY: &str = "submission_key";

fn later(moment: Timestamp, by: SignedDuration) -> Timestamp {
    moment.saturating_add(by).unwrap_or(Timestamp::MAX)
}

fn new_reference(random: [u8; 32]) -> Reference {
    let mut bytes = [0; 8];
    bytes.copy_from_slice(&random[..8]);
    Reference::from_random(bytes)
}
