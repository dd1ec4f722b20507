//! The outbox in the store: letters that wait, by the moment at which they are due.

use aws_sdk_dynamodb::error::SdkError;
use aws_sdk_dynamodb::operation::update_item::UpdateItemError;
use aws_sdk_dynamodb::types::{AttributeValue, TransactWriteItem};
use candor_model::{Audience, Event, Mail, MailState, News, Reference, SubjectRequest};
use jiff::Timestamp;

use super::requests::{request_partition, shard_of};
use super::{Item, Store, StoreError, in_every_shard, key_item, read, text_attributes, through, write};
use crate::outbox::told;
use crate::table::{BY_DATE, GIVEN_UP, MAIL};

/// Letters that are due.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DueMail {
    /// The letters, those that have waited longest first.
    pub letters: Vec<Mail>,
    /// How many there are besides that cannot be read. They hold up no other.
    pub unreadable: usize,
}

impl Store {
    /// What is due at that moment; of each shard so many letters at most.
    ///
    /// # Errors
    /// The table does not answer.
    pub async fn due_mail(&self, now: Timestamp, most: i32) -> Result<DueMail, StoreError> {
        let until = through(sortable(now));
        let items = in_every_shard(MAIL, |partition| self.items_by_date(partition, until.clone(), Some(most))).await?;
        let mut due = DueMail::default();
        for item in items {
            match read::<Mail>(item) {
                Ok(mail) => due.letters.push(mail),
                Err(_) => due.unreadable += 1,
            }
        }
        due.letters.sort_by_key(|mail| mail.due);
        Ok(due)
    }

    /// The letters that were given up until that moment, as far as their requests were not purged.
    ///
    /// # Errors
    /// The table does not answer.
    pub async fn given_up(&self, now: Timestamp) -> Result<Vec<Mail>, StoreError> {
        in_every_shard(GIVEN_UP, |partition| self.by_date(partition, through(sortable(now)), None)).await
    }

    /// The letters of a request, whatever became of them.
    ///
    /// # Errors
    /// The table does not answer.
    pub async fn mail_of(&self, reference: &Reference) -> Result<Vec<Mail>, StoreError> {
        self.list(request_partition(reference), MAIL).await
    }

    /// Puts a letter into the outbox that belongs to no step; one that is there already stays as it is.
    ///
    /// # Errors
    /// The table does not answer.
    pub async fn put_mail(&self, mail: &Mail) -> Result<(), StoreError> {
        self.put_once(write(mail, attributes(mail))?).await
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
            MailState::Sent => update
                .update_expression("SET #attempts = :attempts, #due = :due, #state = :state REMOVE #shard, #date")
                .expression_attribute_names("#shard", BY_DATE.partition_key)
                .expression_attribute_values(":state", AttributeValue::S(after.state.as_str().to_owned())),
            MailState::GivenUp => update
                .update_expression(
                    "SET #attempts = :attempts, #due = :due, #state = :state, #shard = :shard, #date = :date",
                )
                .expression_attribute_names("#shard", BY_DATE.partition_key)
                .expression_attribute_values(":state", AttributeValue::S(after.state.as_str().to_owned()))
                .expression_attribute_values(":shard", AttributeValue::S(shard(GIVEN_UP, after)))
                .expression_attribute_values(":date", AttributeValue::S(date(after))),
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
                news: News::Event { reference: request.reference.clone(), event: event.number },
                audience,
                due: event.at,
                attempts: 0,
                state: MailState::Waiting,
            };
            self.put_if_absent(write(&mail, attributes(&mail))?)
        };
        told(request, event).into_iter().map(letter).collect()
    }
}

fn is_refused<R>(error: &SdkError<UpdateItemError, R>) -> bool {
    error.as_service_error().is_some_and(UpdateItemError::is_conditional_check_failed_exception)
}

fn key(mail: &Mail) -> (String, String) {
    let audience = mail.audience.as_str();
    match &mail.news {
        News::Event { reference, event } => (request_partition(reference), format!("{MAIL}{event:010}#{audience}")),
        News::Digest { digest } => (format!("DIGEST#{digest}"), format!("{MAIL}{audience}")),
    }
}

fn attributes(mail: &Mail) -> Item {
    let mut attributes = key_item(key(mail));
    attributes.extend(text_attributes([(BY_DATE.partition_key, shard(MAIL, mail)), (BY_DATE.sort_key, date(mail))]));
    attributes
}

fn shard(kind: &str, mail: &Mail) -> String {
    let shard = match &mail.news {
        News::Event { reference, .. } => shard_of(reference),
        News::Digest { .. } => 0,
    };
    format!("{kind}{shard}")
}

fn date(mail: &Mail) -> String {
    let (due, (partition, sort)) = (sortable(mail.due), key(mail));
    format!("{due}#{partition}#{sort}")
}

/// To the second, so that texts sort as moments do.
fn sortable(moment: Timestamp) -> String {
    moment.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}
