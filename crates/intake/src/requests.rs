//! A submission from its acceptance to its receipt, and back from reference and key to the request.

use std::time::Duration;

use candor_model::{
    Actor, Channel, Event, EventKind, FieldError, PROOF_OF_WORK, Reference, Remark, SubjectRequest, TRAP,
    request_fields,
};
use candor_theme::Typed;
use jiff::{SignedDuration, Timestamp};
use tokio::time::sleep;

use crate::accept::{Arrival, accept, text};
use crate::hashing::hex;
use crate::limits::{Counted, Excess, later};
use crate::links::{confirm_until, link_until, may_send};
use crate::receipt::Receipt;
use crate::token::Token;
use crate::{Action, Impossible, Intake, Key, Mark, Moment, NewRequest, Step, StoreError, Stored};

/// For how long the same content with the same one-time token means the same submission: a tab that is left open and sent
/// again the next day still does.
const TOKEN_STANDS: SignedDuration = SignedDuration::from_hours(48);
/// For how long the same content from the same browser means the same submission.
const CONTENT_STANDS: SignedDuration = SignedDuration::from_mins(10);

/// How long it takes to learn that nothing was found, from the beginning: longer than the store needs for an item, so that
/// nobody learns from the time whether there is one.
const FAILED_LOOKUP_TAKES: Duration = Duration::from_millis(100);

/// How often a subject's step is tried while others make steps of the same request.
const ATTEMPTS: u32 = 5;

/// What somebody does who follows the link that confirms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Confirming {
    /// Looks where it leads.
    Ask,
    /// Presses the button.
    Press,
}

/// What a link that confirms leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Confirmation {
    /// It can be confirmed.
    Possible,
    /// It is confirmed.
    Confirmed,
    /// Not by this link: its time is over, and another may be sent.
    LinkOver,
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
    /// What was written to the subject at an event, or by the subject; may be empty. How an officer knows who sent the
    /// request, and what officers note, is for officers.
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
    /// Accepts and stores a submission. One that repeats an earlier one gets that one's receipt, however much came: what it
    /// may repeat is looked at beforehand only where the browser has a receipt or it would be too much, so that nobody else
    /// pays for it with another read. One that is not good is not counted, so that nobody is held up who mends it.
    ///
    /// `shown` is the receipt that the browser may see.
    pub(crate) async fn take_request(
        &self,
        typed: &Typed,
        client: &str,
        shown: Option<(Reference, Key)>,
    ) -> Result<Receipt, Refusal> {
        let random = (self.host.random)();
        let reference = new_reference(random);
        let key = Key::of(&reference, &self.host.hashing_key);
        let (at, on) = self.now();
        let (key_hash, salt) = (key.hash(), hex(&random[16..]));
        let doubtful = !text(typed, TRAP).is_empty();
        let arrival = Arrival { at, on, reference, key_hash, salt, channel: Channel::Form, doubtful };
        let request = accept(typed, &self.catalogue, arrival).map_err(Refusal::Fields)?;
        if let Some(first) = self.repeated(&request, shown).await? {
            return Ok(first);
        }
        let mark = self.mark(typed, &request);
        let proof = self.proof(text(typed, PROOF_OF_WORK), at);
        if let Err(excess) = self.admit(client, proof.as_ref(), at).await {
            let first = self.store.marked(mark.as_slice(), at).await?.ok_or(excess)?;
            return self.receipt_of(&first).await;
        }
        self.store_request(request, mark).await
    }

    async fn store_request(&self, request: SubjectRequest, mark: Option<Mark>) -> Result<Receipt, Refusal> {
        let is_flood = self.count(Counted::Recipient, &request.email, request.received).await.is_err();
        let request = SubjectRequest { doubtful: request.doubtful || is_flood, ..request };
        let subject = self.host.hashing_key.of_email(&request.email);
        let new = NewRequest::new(request, subject, mark.into_iter().collect());
        match self.store.put_request(&new).await? {
            Stored::New => {
                let key = Key::of(&new.request.reference, &self.host.hashing_key);
                Ok(Receipt::new(new.request, key, &self.catalogue))
            }
            Stored::Repeats(first) => self.receipt_of(&first).await,
        }
    }

    /// The receipt of a request that was taken before.
    async fn receipt_of(&self, reference: &Reference) -> Result<Receipt, Refusal> {
        let request = self.store.request(reference).await?.ok_or(StoreError::Forgotten)?;
        let key = Key::of(reference, &self.host.hashing_key);
        Ok(Receipt::new(request, key, &self.catalogue))
    }

    /// The receipt of the request that this one repeats: it says the same as the one whose receipt the browser may see, and
    /// came some minutes later, by a second press or a reload. Nobody else's is looked at, whatever it says: else somebody
    /// who knows what another wrote would be given the key of the other's request, or keep it from being stored.
    async fn repeated(
        &self,
        request: &SubjectRequest,
        shown: Option<(Reference, Key)>,
    ) -> Result<Option<Receipt>, StoreError> {
        let Some((reference, key)) = shown else { return Ok(None) };
        let first = self
            .opened(&reference, key)
            .await?
            .filter(|first| request.received < later(first.received, CONTENT_STANDS) && say_the_same(first, request));
        Ok(first.map(|first| Receipt::new(first, key, &self.catalogue)))
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

    /// Confirms a request for whoever has the token that was sent to the subject's address, where the button is pressed:
    /// mail scanners follow links.
    pub(crate) async fn confirm(&self, token: &Token, wish: Confirming) -> Result<Confirmation, StoreError> {
        let Some(number) = token.number(&self.host.hashing_key) else { return Ok(Confirmation::Unknown) };
        for _ in 0..ATTEMPTS {
            let Some(request) = self.store.request(&token.reference).await? else { return Ok(Confirmation::Unknown) };
            let Some(until) = link_until(&request, number) else { return Ok(Confirmation::Unknown) };
            let (at, on) = self.now();
            let action = match (request.confirmed, wish) {
                (Some(_), Confirming::Ask) => return Ok(Confirmation::Confirmed),
                // An earlier press may have broken off before the question was ended.
                (Some(_), Confirming::Press) if !request.asks_who_it_is() => return Ok(Confirmation::Confirmed),
                (Some(_), Confirming::Press) => Action::Answer { on: None, text: None },
                (None, _) if !request.state.is_open() => return Ok(Confirmation::TooLate),
                (None, _) if at > until => return Ok(over(&request, at)),
                (None, Confirming::Ask) => return Ok(Confirmation::Possible),
                (None, Confirming::Press) => Action::Confirm(None),
            };
            let moment = Moment { at, on, by: Actor::Subject, random: (self.host.random)() };
            if let Ok(step) = Step::take(&request, action, moment, &self.catalogue.requests.calendar) {
                match self.store.take_step(&step).await {
                    Err(StoreError::Changed) => {}
                    taken => taken?,
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
        let (at, on) = self.now();
        let moment = Moment { at, on, by: Actor::Subject, random: (self.host.random)() };
        Step::take(request, action.clone(), moment, &self.catalogue.requests.calendar)
    }

    /// The request that reference and key open. Whoever has not both waits as long whether there is such a request or not.
    async fn opened(&self, reference: &Reference, key: Key) -> Result<Option<SubjectRequest>, StoreError> {
        let wait = sleep(FAILED_LOOKUP_TAKES);
        let found = self.store.request(reference).await?.filter(|request| key.opens(request));
        if found.is_none() {
            wait.await;
        }
        Ok(found)
    }

    /// By what a repetition of this submission will be recognised, where it has a token.
    ///
    /// A token alone is not enough: a page that a visitor goes back to and corrects still has it, and the correction
    /// must not be taken for the submission that it corrects.
    fn mark(&self, typed: &Typed, request: &SubjectRequest) -> Option<Mark> {
        let fields = request_fields(request.right, &self.catalogue.requests.relationships);
        let sent = fields.iter().map(|field| text(typed, field.name));
        let content: Vec<&str> = [request.right.as_str()].into_iter().chain(sent).collect();
        let token = text(typed, SUBMISSION_KEY);
        let hash = || self.host.hashing_key.of_submission(token, &content);
        (!token.is_empty()).then(|| Mark { hash: hash(), expires: later(request.received, TOKEN_STANDS) })
    }
}

/// What a link leads to whose time is over: to where another is sent, as long as one may be, or was.
fn over(request: &SubjectRequest, at: Timestamp) -> Confirmation {
    match may_send(request, at) {
        _ if at <= confirm_until(request) => Confirmation::LinkOver,
        Ok(()) | Err(Impossible::LinkSentJustNow(_)) => Confirmation::LinkOver,
        Err(_) => Confirmation::TooLate,
    }
}

fn say_the_same(one: &SubjectRequest, other: &SubjectRequest) -> bool {
    let said = |request: &SubjectRequest| {
        let SubjectRequest { right, relationship, behalf, person, name, email, details, .. } = request.clone();
        (right, relationship, behalf, person, name, email, details)
    };
    said(one) == said(other)
}

/// The name of the one-time token in forms and JSON.
pub(crate) const SUBMISSION_KEY: &str = "submission_key";

fn new_reference(random: [u8; 32]) -> Reference {
    let mut bytes = [0; 8];
    bytes.copy_from_slice(&random[..8]);
    Reference::from_random(bytes)
}
