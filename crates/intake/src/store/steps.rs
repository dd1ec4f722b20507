//! The steps of a request in the store: one transaction writes the request as it is after the step, the step's event and
//! its remark, on condition that nobody made another step since the request was read.

use aws_sdk_dynamodb::error::SdkError;
use aws_sdk_dynamodb::operation::transact_write_items::TransactWriteItemsError;
use aws_sdk_dynamodb::types::{AttributeValue, Put, TransactWriteItem, Update};
use candor_model::{Event, Reference, Remark, SubjectRequest};

use super::requests::{dated, event_item, event_key, request_key, request_partition, transact};
use super::{Item, Store, StoreError, key_item, text_attributes, write};
use crate::steps::Step;
use crate::table::PARTITION_KEY;

/// What a step may change of a request. All else stays as it was received.
const CHANGING: [&str; 11] = [
    "state",
    "respond_by",
    "extended_by",
    "questions",
    "provisional",
    "confirmed",
    "links_sent",
    "closed_on",
    "held",
    "events",
    "head",
];

/// Nobody has made another step.
const UNCHANGED: &str = "attribute_exists(#pk) AND #events = :before";

/// What the sort keys of remarks begin with.
const REMARKS: &str = "REMARK#";

impl Store {
    /// Writes a step, unless the request has changed since it was read.
    ///
    /// A step of which nobody knows whether it was written, since the connection broke, is looked for: it is never written
    /// twice, and never reported as failed although it was written.
    ///
    /// # Errors
    /// Another step was made in between, or the table does not answer.
    pub async fn take_step(&self, step: &Step) -> Result<(), StoreError> {
        let writes = self.writes(step)?;
        let failure = match self.client.transact_write_items().set_transact_items(Some(writes)).send().await {
            Ok(_) => return Ok(()),
            Err(error) if has_changed(&error) => StoreError::Changed,
            Err(error) => StoreError::unavailable("TransactWriteItems", &error),
        };
        let written: Option<Event> = self.get(event_key(&step.request.reference, step.event.number)).await?;
        if written.is_some_and(|event| event.hash == step.event.hash) { Ok(()) } else { Err(failure) }
    }

    /// What was written at the steps of a request, the oldest first.
    ///
    /// # Errors
    /// The table does not answer.
    pub async fn remarks(&self, reference: &Reference) -> Result<Vec<Remark>, StoreError> {
        self.list(request_partition(reference), REMARKS).await
    }

    fn writes(&self, step: &Step) -> Result<Vec<TransactWriteItem>, StoreError> {
        let reference = &step.request.reference;
        let request = if step.request.purged { self.replace(&step.request) } else { self.update(&step.request) };
        let mut writes = vec![request?, self.put_if_absent(event_item(reference, &step.event)?)?];
        if let Some(remark) = &step.remark {
            let key = (request_partition(reference), format!("{REMARKS}{:010}", remark.event));
            writes.push(self.put_if_absent(write(remark, key_item(key))?)?);
        }
        writes.extend(self.letters(&step.request, &step.event)?);
        Ok(writes)
    }

    /// Puts what is left of a request in its place. It is no longer found by its subject.
    fn replace(&self, request: &SubjectRequest) -> Result<TransactWriteItem, StoreError> {
        let mut attributes = key_item(request_key(&request.reference));
        attributes.extend(text_attributes(dated(request)));
        let put = Put::builder().table_name(&self.table).set_item(Some(write(request, attributes)?));
        let put = put.condition_expression(UNCHANGED).expression_attribute_names("#pk", PARTITION_KEY);
        transact(
            put.expression_attribute_names("#events", "events").expression_attribute_values(":before", before(request)),
        )
    }

    fn update(&self, request: &SubjectRequest) -> Result<TransactWriteItem, StoreError> {
        let written: Item = write(request, text_attributes(dated(request)))?;
        let is_changing = |name: &str| CHANGING.contains(&name) || dated(request).iter().any(|(key, _)| *key == name);
        let changes: Vec<_> = written.into_iter().filter(|(name, _)| is_changing(name)).collect();
        let set: Vec<String> = (0..changes.len()).map(|at| format!("#n{at} = :v{at}")).collect();
        let mut update = Update::builder()
            .table_name(&self.table)
            .set_key(Some(key_item(request_key(&request.reference))))
            .update_expression(format!("SET {}", set.join(", ")))
            .condition_expression(UNCHANGED)
            .expression_attribute_names("#pk", PARTITION_KEY)
            .expression_attribute_names("#events", "events")
            .expression_attribute_values(":before", before(request));
        for (at, (name, value)) in changes.into_iter().enumerate() {
            update = update.expression_attribute_names(format!("#n{at}"), name);
            update = update.expression_attribute_values(format!(":v{at}"), value);
        }
        let update = update.build().map_err(|_| StoreError::unwritable::<SubjectRequest>())?;
        Ok(TransactWriteItem::builder().update(update).build())
    }
}

/// How many events the request had before the step.
fn before(request: &SubjectRequest) -> AttributeValue {
    AttributeValue::N((request.events - 1).to_string())
}

/// Whether a condition did not hold, or another transaction was at the same items: in both cases another step won.
fn has_changed<R>(error: &SdkError<TransactWriteItemsError, R>) -> bool {
    let Some(TransactWriteItemsError::TransactionCanceledException(cancelled)) = error.as_service_error() else {
        return false;
    };
    let codes = cancelled.cancellation_reasons().iter().filter_map(|reason| reason.code());
    codes.into_iter().any(|code| ["ConditionalCheckFailed", "TransactionConflict"].contains(&code))
}
