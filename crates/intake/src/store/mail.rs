//! The outbox in the store: letters that wait, by the moment at which they are due.

use aws_sdk_dynamodb::error::SdkError;
use aws_sdk_dynamodb::operation::update_item::UpdateItemError;
use aws_sdk_dynamodb::types::{AttributeValue, TransactWriteItem};
use candor_model::{Audience, Event, Mail, MailState, Reference, SubjectRequest};
use jiff::Timestamp;

use super::requests::{request_partition, shard_of};
use super::{Item, Store, StoreError, key_item, read_all, text_attributes, write};
use crate::outbox::audiences;
use crate::table::{BY_DATE, MAIL, SHARDS};

impl Store {
    /// The letters that are due at that moment, those that have waited longest first; of each shard so many at most.
    ///
    /// # Errors
    /// The table does not answer.
    pub async fn due_mail(&self, now: Timestamp, most: i32) -> Result<Vec<Mail>, StoreError> {
        let mut due = Vec::new();
        for shard in 0..SHARDS {
            let query = self.client.query().table_name(&self.table).index_name(BY_DATE.name).limit(most);
            let query = query.key_condition_expression("#partition = :partition AND #due <= :now");
            let query = query.expression_attribute_names("#partition", BY_DATE.partition_key);
            let query = query.expression_attribute_names("#due", BY_DATE.sort_key);
            let query = query.expression_attribute_values(":partition", AttributeValue::S(format!("{MAIL}{shard}")));
            // Behind every reference of the same second.
            let query = query.expression_attribute_values(":now", AttributeValue::S(format!("{}~", sortable(now))));
            let found = query.send().await.map_err(|error| StoreError::unavailable("Query", &error))?;
            due.extend(read_all::<Mail>(found.items.unwrap_or_default())?);
        }
        due.sort_by_key(|mail| mail.due);
        Ok(due)
    }

    /// The letters of a request, whatever became of them.
    ///
    /// # Errors
    /// The table does not answer.
    pub async fn mail_of(&self, reference: &Reference) -> Result<Vec<Mail>, StoreError> {
        self.list(request_partition(reference), MAIL).await
    }

    /// Writes what has become of a letter, unless somebody else was at it since it was read: then false.
    ///
    /// # Errors
    /// The table does not answer.
    pub async fn change_mail(&self, before: &Mail, after: &Mail) -> Result<bool, StoreError> {
        let update = self.client.update_item().table_name(&self.table).set_key(Some(key_item(key(after))));
        let update = update.condition_expression("#attempts = :before AND #state = :waiting");
        let update = update.expression_attribute_names("#attempts", "attempts");
        let update = update.expression_attribute_names("#state", "state").expression_attribute_names("#due", "due");
        let update = update.expression_attribute_names("#date", BY_DATE.sort_key);
        let number = |n: u32| AttributeValue::N(n.to_string());
        let update = update.expression_attribute_values(":before", number(before.attempts));
        let update =
            update.expression_attribute_values(":waiting", AttributeValue::S(MailState::Waiting.as_str().to_owned()));
        let update = update.expression_attribute_values(":attempts", number(after.attempts));
        let update = update.expression_attribute_values(":due", AttributeValue::S(after.due.to_string()));
        let update = match after.state {
            MailState::Waiting => update
                .update_expression("SET #attempts = :attempts, #due = :due, #date = :date")
                .expression_attribute_values(":date", AttributeValue::S(date(after))),
            MailState::Sent | MailState::GivenUp => update
                .update_expression("SET #attempts = :attempts, #due = :due, #state = :state REMOVE #shard, #date")
                .expression_attribute_names("#shard", BY_DATE.partition_key)
                .expression_attribute_values(":state", AttributeValue::S(after.state.as_str().to_owned())),
        };
        match update.send().await {
            Ok(_) => Ok(true),
            Err(error) if is_refused(&error) => Ok(false),
            Err(error) => Err(StoreError::unavailable("UpdateItem", &error)),
        }
    }

    /// The letters that an event causes, as parts of the transaction that writes the event.
    pub(super) fn letters(
        &self,
        request: &SubjectRequest,
        event: &Event,
    ) -> Result<Vec<TransactWriteItem>, StoreError> {
        let letter = |audience: Audience| {
            let mail = Mail {
                reference: request.reference.clone(),
                event: event.number,
                audience,
                due: event.at,
                attempts: 0,
                state: MailState::Waiting,
            };
            self.put_if_absent(write(&mail, attributes(&mail))?)
        };
        // Who came in person or wrote a letter may have no address.
        let can_be_told = |audience: &&Audience| **audience == Audience::Officer || !request.email.is_empty();
        audiences(event).iter().filter(can_be_told).map(|audience| letter(*audience)).collect()
    }
}

fn is_refused<R>(error: &SdkError<UpdateItemError, R>) -> bool {
    error.as_service_error().is_some_and(UpdateItemError::is_conditional_check_failed_exception)
}

fn key(mail: &Mail) -> (String, String) {
    let Mail { reference, event, audience, .. } = mail;
    (request_partition(reference), format!("{MAIL}{event:010}#{}", audience.as_str()))
}

fn attributes(mail: &Mail) -> Item {
    let mut attributes = key_item(key(mail));
    let shard = format!("{MAIL}{}", shard_of(&mail.reference));
    attributes.extend(text_attributes([(BY_DATE.partition_key, shard), (BY_DATE.sort_key, date(mail))]));
    attributes
}

fn date(mail: &Mail) -> String {
    format!("{}#{}#{}", sortable(mail.due), mail.reference, mail.event)
}

/// To the second, so that texts sort as moments do.
fn sortable(moment: Timestamp) -> String {
    moment.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}
