//! A submission from its acceptance to its receipt, and back from reference and key to the request.

use candor_model::{Actor, Event, FieldError, Reference, Remark, SubjectRequest, request_fields};
use candor_theme::Typed;
use jiff::{SignedDuration, Timestamp};

use crate::accept::{Arrival, accept, text};
use crate::hashing::hex;
use crate::receipt::Receipt;
use crate::{Action, Intake, Key, Mark, Moment, NewRequest, Step, StoreError, Stored};

/// For how long the same content with the same one-time token means the same submission: a tab that is left open and sent again the next day
/// still does.
const TOKEN_STANDS: SignedDuration = SignedDuration::from_hours(48);
/// For how long the same content from the same client means the same submission: a second press, a reload.
const CONTENT_STANDS: SignedDuration = SignedDuration::from_mins(10);

/// How often a withdrawal is tried while others make steps of the same request.
const WITHDRAWALS: u32 = 5;

/// A request that was looked up, with all that happened to it.
pub(crate) struct Found {
    pub(crate) request: SubjectRequest,
    pub(crate) events: Vec<Event>,
    pub(crate) remarks: Vec<Remark>,
}

/// Why a submission was not stored.
pub(crate) enum Refusal {
    /// The visitor can mend it.
    Fields(Vec<FieldError>),
    /// The store does not answer.
    Store(StoreError),
}

impl From<StoreError> for Refusal {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl Intake {
    /// Accepts and stores a submission. One that repeats an earlier one gets that one's receipt.
    pub(crate) async fn take_request(&self, typed: &Typed, client: &str) -> Result<Receipt, Refusal> {
        let random = (self.host.random)();
        let reference = new_reference(random);
        let key = Key::of(&reference, &self.host.hashing_key);
        let (at, on) = self.now();
        let arrival = Arrival { at, on, reference, key_hash: key.hash(), salt: hex(&random[16..]) };
        let request = accept(typed, &self.catalogue, arrival).map_err(Refusal::Fields)?;
        let marks = self.marks(typed, &request, client);
        let subject = self.host.hashing_key.of_email(&request.email);
        let new = NewRequest::new(request, subject, marks);
        let request = match self.store.put_request(&new).await? {
            Stored::New => new.request,
            Stored::Repeats(first) => self.store.request(&first).await?.ok_or(StoreError::Forgotten)?,
        };
        let key = Key::of(&request.reference, &self.host.hashing_key);
        Ok(Receipt::new(request, key, &self.catalogue))
    }

    /// The receipt of a request, for whoever has its key.
    pub(crate) async fn receipt(&self, reference: &Reference, key: Key) -> Result<Option<Receipt>, StoreError> {
        let request = self.opened(reference, key).await?;
        Ok(request.map(|request| Receipt::new(request, key, &self.catalogue)))
    }

    /// A request with what happened to it, for whoever has its key.
    pub(crate) async fn look_up(&self, reference: &Reference, key: Key) -> Result<Option<Found>, StoreError> {
        let Some(request) = self.opened(reference, key).await? else { return Ok(None) };
        let events = self.store.events(reference).await?;
        let remarks = self.store.remarks(reference).await?;
        Ok(Some(Found { request, events, remarks }))
    }

    /// Takes a request back for whoever has its key, unless it is closed already; then shows it. An officer may be at
    /// work on it at the same moment: then it is read again.
    pub(crate) async fn withdraw(&self, reference: &Reference, key: Key) -> Result<Option<Found>, StoreError> {
        for _ in 0..WITHDRAWALS {
            let Some(request) = self.opened(reference, key).await? else { return Ok(None) };
            let (at, on) = self.now();
            let moment = Moment { at, on, by: Actor::Subject, random: (self.host.random)() };
            let calendar = &self.catalogue.requests.calendar;
            let Ok(step) = Step::take(&request, Action::Withdraw, moment, calendar) else { break };
            match self.store.take_step(&step).await {
                Err(StoreError::Changed) => {}
                taken => {
                    taken?;
                    break;
                }
            }
        }
        self.look_up(reference, key).await
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
