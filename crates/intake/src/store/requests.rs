//! Subject requests in the store: one transaction writes a request, its first event and the marks by which a
//! repetition is recognised.

use std::collections::BTreeSet;
use std::time::Duration;

use aws_sdk_dynamodb::error::SdkError;
use aws_sdk_dynamodb::operation::transact_write_items::TransactWriteItemsError;
use aws_sdk_dynamodb::types::{
    AttributeValue, CancellationReason, Put, ReturnValuesOnConditionCheckFailure, TransactWriteItem,
};
use candor_model::{Actor, Channel, Event, EventKind, Received, Reference, SubjectRequest};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Item, Store, StoreError, in_every_shard, key_item, read, read_all, text_attributes, write};
use crate::chain::{Unsealed, received};
use crate::table::{BY_DATE, BY_SUBJECT, CLOSED, EXPIRES, OPEN, PARTITION_KEY, PURGED, PURGING, SHARDS};

/// An accepted submission on its way into the table.
#[derive(Clone, Debug)]
pub struct NewRequest {
    pub(crate) request: SubjectRequest,
    event: Event,
    subject: Option<String>,
    pub(crate) marks: Vec<Mark>,
}

/// Who enters a request that came another way than by the form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Entered {
    pub(crate) at: Timestamp,
    pub(crate) officer: String,
    pub(crate) channel: Channel,
}

impl NewRequest {
    /// A request with its first event, the keyed hash of the subject's e-mail address, and the marks by which a repetition
    /// is recognised.
    #[must_use]
    pub fn new(request: SubjectRequest, subject: String, marks: Vec<Mark>) -> Self {
        let first = received(&request);
        Self { subject: Some(subject), marks, ..Self::begun(request, Actor::Subject, first) }
    }

    /// A request that an officer enters. It is not found by the subject's e-mail address, for which one would need the
    /// hashing key; and no mark tells whether it is entered a second time, since two letters may well say the same.
    pub(crate) fn entered(request: SubjectRequest, entered: Entered) -> Self {
        let Entered { at, officer, channel } = entered;
        let first = Received { channel, entered: Some(at), ..received(&request) };
        Self::begun(request, Actor::Officer(officer), first)
    }

    /// A request with its first event, which happened when the request was received, whenever it is written down.
    fn begun(mut request: SubjectRequest, by: Actor, first: Received) -> Self {
        let kind = EventKind::Received(Box::new(first));
        let event = Unsealed { at: request.received, by, kind, remark: None }.seal(&mut request);
        Self { request, event, subject: None, marks: Vec::new() }
    }

    /// The request as it will be stored.
    #[must_use]
    pub fn request(&self) -> &SubjectRequest {
        &self.request
    }

    /// Its first event.
    #[must_use]
    pub fn event(&self) -> &Event {
        &self.event
    }
}

/// By what a repeated submission is recognised, and until when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// A keyed hash of its one-time token, or of its content.
    pub hash: String,
    /// From then on the same submission is a new one.
    pub expires: Timestamp,
}

/// What became of a new request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stored {
    /// It was written.
    New,
    /// It repeats an earlier submission, whose reference this is; nothing was written.
    Repeats(Reference),
}

/// A mark as an item. It expires in the sense of the table's time to live.
#[derive(Serialize, Deserialize)]
struct MarkItem {
    reference: Reference,
    expires: i64,
}

/// What one attempt at the transaction came to.
enum Attempt {
    Written,
    Marked(Reference),
    /// Another transaction touched the same items at the same moment. The SDK does not try that again.
    Collided,
}

/// What the partitions of requests begin with.
const REQUESTS: &str = "REQ#";
/// What those of their events begin with: a prefix of its own, so that roles can be denied to change them.
const EVENTS: &str = "AUD#";

/// How long to wait after each collision.
const PAUSES: [Duration; 4] =
    [Duration::from_millis(20), Duration::from_millis(60), Duration::from_millis(180), Duration::from_millis(400)];

impl Store {
    /// Writes a new request with its first event, unless one of its marks says that it repeats an earlier one.
    ///
    /// # Errors
    /// The table does not answer; nothing was written, or the marks will tell at the next attempt.
    pub async fn put_request(&self, new: &NewRequest) -> Result<Stored, StoreError> {
        let puts = self.puts(new)?;
        for pause in PAUSES {
            match self.attempt(puts.clone()).await? {
                Attempt::Written => return Ok(Stored::New),
                Attempt::Marked(first) => return Ok(Stored::Repeats(first)),
                Attempt::Collided => tokio::time::sleep(pause).await,
            }
        }
        Err(StoreError::Unavailable { operation: "TransactWriteItems", code: "TransactionConflict".to_owned() })
    }

    /// The request that a submission with one of these marks repeats at that moment.
    ///
    /// # Errors
    /// The table does not answer.
    pub(crate) async fn marked(&self, marks: &[Mark], now: Timestamp) -> Result<Option<Reference>, StoreError> {
        for mark in marks {
            let found: Option<MarkItem> = self.get(mark_key(mark)).await?;
            if let Some(found) = found.filter(|found| found.expires > now.as_second()) {
                return Ok(Some(found.reference));
            }
        }
        Ok(None)
    }

    /// The request with that reference.
    ///
    /// # Errors
    /// The table does not answer.
    pub async fn request(&self, reference: &Reference) -> Result<Option<SubjectRequest>, StoreError> {
        self.get(request_key(reference)).await
    }

    /// What happened to the request, the oldest first.
    ///
    /// # Errors
    /// The table does not answer.
    pub async fn events(&self, reference: &Reference) -> Result<Vec<Event>, StoreError> {
        self.list(event_partition(reference), "").await
    }

    /// The requests that still await an answer, those that are due first.
    ///
    /// # Errors
    /// The table does not answer.
    pub async fn open_requests(&self) -> Result<Vec<SubjectRequest>, StoreError> {
        let mut open = in_every_shard(OPEN, |partition| self.dated(partition)).await?;
        open.sort_by_key(due);
        Ok(open)
    }

    /// The requests that were closed, the oldest first; also what is left of those that were purged.
    ///
    /// # Errors
    /// The table does not answer.
    pub async fn closed_requests(&self) -> Result<Vec<SubjectRequest>, StoreError> {
        let mut closed = Vec::new();
        for kind in [CLOSED, PURGING, PURGED] {
            closed.extend(in_every_shard(kind, |partition| self.dated(partition)).await?);
        }
        closed.sort_by_key(|request| (request.closed_on, request.reference.clone()));
        Ok(closed)
    }

    /// The references of all requests of which anything is left, be it an event alone. Reads the whole table: for an
    /// operator.
    ///
    /// # Errors
    /// The table does not answer.
    pub async fn all_references(&self) -> Result<BTreeSet<Reference>, StoreError> {
        let scan = self.client.scan().table_name(&self.table).projection_expression("#pk");
        let scan = scan.filter_expression("begins_with(#pk, :requests) OR begins_with(#pk, :events)");
        let scan = scan.expression_attribute_names("#pk", PARTITION_KEY);
        let scan = scan.expression_attribute_values(":requests", AttributeValue::S(REQUESTS.to_owned()));
        let scan = scan.expression_attribute_values(":events", AttributeValue::S(EVENTS.to_owned()));
        let items: Result<Vec<Item>, _> = scan.into_paginator().items().send().collect().await;
        let items = items.map_err(|error| StoreError::unavailable("Scan", &error))?;
        Ok(items.iter().filter_map(reference_in).collect())
    }

    async fn dated(&self, partition: String) -> Result<Vec<SubjectRequest>, StoreError> {
        let query = self.client.query().table_name(&self.table).index_name(BY_DATE.name);
        let query = query.key_condition_expression("#partition = :partition");
        let query = query.expression_attribute_names("#partition", BY_DATE.partition_key);
        let query = query.expression_attribute_values(":partition", AttributeValue::S(partition));
        let items: Result<Vec<Item>, _> = query.into_paginator().items().send().collect().await;
        read_all(items.map_err(|error| StoreError::unavailable("Query", &error))?)
    }

    fn puts(&self, new: &NewRequest) -> Result<Vec<TransactWriteItem>, StoreError> {
        let request = &new.request;
        let event = event_item(&request.reference, &new.event)?;
        let mut puts = vec![self.put_if_absent(request_item(new)?)?, self.put_if_absent(event)?];
        puts.extend(self.letters(request, &new.event)?);
        for mark in &new.marks {
            puts.push(self.put_mark(mark, request)?);
        }
        Ok(puts)
    }

    pub(super) fn put_if_absent(&self, item: Item) -> Result<TransactWriteItem, StoreError> {
        let put = Put::builder().table_name(&self.table).set_item(Some(item));
        let put =
            put.condition_expression("attribute_not_exists(#pk)").expression_attribute_names("#pk", PARTITION_KEY);
        transact(put)
    }

    /// Puts a mark unless there is one that has not expired, and has that one sent back if there is: whose request it
    /// belongs to is known without another read.
    fn put_mark(&self, mark: &Mark, request: &SubjectRequest) -> Result<TransactWriteItem, StoreError> {
        let record = MarkItem { reference: request.reference.clone(), expires: mark.expires.as_second() };
        let key = key_item(mark_key(mark));
        let now = AttributeValue::N(request.received.as_second().to_string());
        let put = Put::builder().table_name(&self.table).set_item(Some(write(&record, key)?));
        let put = put.condition_expression("attribute_not_exists(#pk) OR #expires <= :now");
        let put = put.expression_attribute_names("#pk", PARTITION_KEY);
        let put = put.expression_attribute_names("#expires", EXPIRES).expression_attribute_values(":now", now);
        transact(put.return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld))
    }

    async fn attempt(&self, puts: Vec<TransactWriteItem>) -> Result<Attempt, StoreError> {
        match self.client.transact_write_items().set_transact_items(Some(puts)).send().await {
            Ok(_) => Ok(Attempt::Written),
            Err(error) => attempt_that_failed(&error),
        }
    }
}

fn attempt_that_failed<R>(error: &SdkError<TransactWriteItemsError, R>) -> Result<Attempt, StoreError> {
    let unavailable = || StoreError::unavailable("TransactWriteItems", error);
    let Some(TransactWriteItemsError::TransactionCanceledException(cancelled)) = error.as_service_error() else {
        return Err(unavailable());
    };
    let reasons = cancelled.cancellation_reasons();
    if let Some(mark) = reasons.iter().filter_map(CancellationReason::item).find(|item| !item.is_empty()) {
        return read(mark.clone()).map(|mark: MarkItem| Attempt::Marked(mark.reference));
    }
    let collided = reasons.iter().any(|reason| reason.code() == Some("TransactionConflict"));
    if collided { Ok(Attempt::Collided) } else { Err(unavailable()) }
}

pub(super) fn transact(put: aws_sdk_dynamodb::types::builders::PutBuilder) -> Result<TransactWriteItem, StoreError> {
    let put = put.build().map_err(|_| StoreError::unwritable::<Put>())?;
    Ok(TransactWriteItem::builder().put(put).build())
}

fn request_item(new: &NewRequest) -> Result<Item, StoreError> {
    let request = &new.request;
    let mut attributes = key_item(request_key(&request.reference));
    if let Some(subject) = &new.subject {
        attributes.extend(text_attributes([
            (BY_SUBJECT.partition_key, format!("SUBJ#{subject}")),
            (BY_SUBJECT.sort_key, request.received.to_string()),
        ]));
    }
    attributes.extend(text_attributes(dated(request)));
    write(request, attributes)
}

/// Where a request stands in [`BY_DATE`]: among the open ones by the day on which it is due, among the closed ones, or
/// those that were purged, by the day on which it was closed.
pub(super) fn dated(request: &SubjectRequest) -> [(&'static str, String); 2] {
    let (kind, date) = match request.closed_on {
        None => (OPEN, request.respond_by),
        Some(closed_on) if request.purged => (PURGING, closed_on),
        Some(closed_on) => (CLOSED, closed_on),
    };
    let shard = shard_of(&request.reference);
    [(BY_DATE.partition_key, format!("{kind}{shard}")), (BY_DATE.sort_key, format!("{date}#{}", request.reference))]
}

pub(super) fn event_item(reference: &Reference, event: &Event) -> Result<Item, StoreError> {
    write(event, key_item(event_key(reference, event.number)))
}

pub(super) fn request_key(reference: &Reference) -> (String, String) {
    (request_partition(reference), "REQ".to_owned())
}

pub(super) fn request_partition(reference: &Reference) -> String {
    format!("{REQUESTS}{reference}")
}

/// Whose item it is, of a request or of an event.
pub(super) fn reference_in(item: &Item) -> Option<Reference> {
    item.get(PARTITION_KEY)?.as_s().ok()?.split_once('#')?.1.parse().ok()
}

fn mark_key(mark: &Mark) -> (String, String) {
    (format!("KEY#{}", mark.hash), "KEY".to_owned())
}

fn event_partition(reference: &Reference) -> String {
    format!("{EVENTS}{reference}")
}

pub(super) fn event_key(reference: &Reference, number: u32) -> (String, String) {
    (event_partition(reference), format!("{number:010}"))
}

/// References are random, so that any sum of their characters spreads evenly.
pub(super) fn shard_of(reference: &Reference) -> u32 {
    reference.to_string().bytes().map(u32::from).sum::<u32>() % SHARDS
}

fn due(request: &SubjectRequest) -> (jiff::civil::Date, Reference) {
    (request.respond_by, request.reference.clone())
}
