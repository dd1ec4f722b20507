//! Consent records in the store. What they say is never changed; the newest of a visitor stands, and the courier erases.

use aws_sdk_dynamodb::types::AttributeValue;
use candor_model::{ConsentRecord, Notice};
use candor_theme::notice_mark;
use jiff::SignedDuration;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use super::{Item, Store, StoreError, in_every_shard, key_item, read, read_all, text_attributes, through, write};
use crate::ConsentProof;
use crate::table::{BY_DATE, CONSENT, PARTITION_KEY, SHARDS, SORT_KEY};

const VISITORS: &str = "VIS#";
const RECORDS: &str = "CON#";
const NOBODY: &str = "ANON#";

/// For how long it is remembered under which key a choice came: longer than any browser waits to send it again.
const REMEMBERED: SignedDuration = SignedDuration::from_hours(60 * 24);

/// A notice with its digest as it was when it was shown: a later version of Candor may write a notice in another way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ShownNotice {
    /// SHA-256 of the notice, in hexadecimal.
    pub(crate) digest: String,
    /// What was shown.
    pub(crate) notice: Notice,
}

/// The key under which a choice was sent. Whose it was is not in it; who knows the key is the browser that sent it.
#[derive(Serialize, Deserialize)]
struct SentKey {
    expires: i64,
}

/// What became of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Added {
    /// It was added.
    New,
    /// The same choice had come before.
    Before,
}

/// From which end a visitor's records are read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Order {
    OldestFirst,
    NewestFirst,
}

impl Store {
    /// Adds a record. What is sent under the hash of a key is added once.
    ///
    /// # Errors
    /// The table does not answer.
    pub async fn put_consent(&self, record: &ConsentRecord, key: Option<&str>) -> Result<Added, StoreError> {
        let mut attributes = key_item(key_of(record));
        let given = record.received_at.to_zoned(TimeZone::UTC).date();
        attributes.extend(text_attributes(dated(record, given)));
        let item = write(record, attributes)?;
        let Some(hash) = key else {
            self.put_once(item).await?;
            return Ok(Added::New);
        };
        if self.is_remembered(hash).await? {
            return Ok(Added::Before);
        }
        let sent = SentKey { expires: record.received_at.as_second() + REMEMBERED.as_secs() };
        let puts = vec![self.put_if_absent(write(&sent, key_item(sent_key(hash)))?)?, self.put_if_absent(item)?];
        match self.client.transact_write_items().set_transact_items(Some(puts)).send().await {
            Ok(_) => Ok(Added::New),
            // The same choice, sent by another tab at the same moment.
            Err(_) if self.is_remembered(hash).await? => Ok(Added::Before),
            Err(error) => Err(StoreError::unavailable("TransactWriteItems", &error)),
        }
    }

    async fn is_remembered(&self, hash: &str) -> Result<bool, StoreError> {
        Ok(self.get::<SentKey>(sent_key(hash)).await?.is_some())
    }

    /// The record with that identifier: of that visitor, or else of nobody.
    ///
    /// # Errors
    /// The table does not answer.
    pub async fn consent(&self, id: &str, visitor: Option<&str>) -> Result<Option<ConsentRecord>, StoreError> {
        self.get((partition(id, visitor), format!("{RECORDS}{id}"))).await
    }

    /// Keeps a notice under its mark, so that a record that refers to it can be read.
    ///
    /// # Errors
    /// The table does not answer.
    pub(crate) async fn put_notice(&self, shown: &ShownNotice) -> Result<(), StoreError> {
        self.put_once(write(shown, key_item(notice_key(notice_mark(&shown.digest))))?).await
    }

    /// The notice with that mark.
    ///
    /// # Errors
    /// The table does not answer.
    pub(crate) async fn notice(&self, mark: &str) -> Result<Option<ShownNotice>, StoreError> {
        self.get(notice_key(mark)).await
    }

    /// The notice that a record is about. It was kept before the record was.
    ///
    /// # Errors
    /// The table does not answer, or has lost the notice.
    pub async fn notice_of(&self, record: &ConsentRecord) -> Result<Notice, StoreError> {
        let shown = self.notice(notice_mark(&record.notice.digest)).await?;
        let shown = shown.filter(|shown| shown.digest == record.notice.digest);
        shown.map(|shown| shown.notice).ok_or_else(StoreError::unreadable::<Notice>)
    }

    /// A record with what it needs to be understood.
    ///
    /// # Errors
    /// The table does not answer, or has lost the notice.
    pub(crate) async fn proof_of(&self, record: ConsentRecord) -> Result<ConsentProof, StoreError> {
        let notice = self.notice_of(&record).await?;
        let before = self.consent_before(&record).await?;
        Ok(ConsentProof { record, notice, before })
    }

    /// The newest record of a visitor. It is looked for rather than kept in an item of its own, so that there is
    /// nothing to keep in step.
    ///
    /// # Errors
    /// The table does not answer.
    pub async fn latest_consent(&self, visitor: &str) -> Result<Option<ConsentRecord>, StoreError> {
        let query = self.query(format!("{VISITORS}{visitor}"), RECORDS).scan_index_forward(false).limit(1);
        let found = query.send().await.map_err(|error| StoreError::unavailable("Query", &error))?;
        found.items.and_then(|items| items.into_iter().next()).map(read).transpose()
    }

    /// The records of a visitor, the oldest first.
    ///
    /// # Errors
    /// The table does not answer.
    pub async fn consents(&self, visitor: &str) -> Result<Vec<ConsentRecord>, StoreError> {
        self.list(format!("{VISITORS}{visitor}"), RECORDS).await
    }

    /// Records that may have ended on that day or before, so many of each shard at most: each is there from the day on which
    /// it was given, until it is known better.
    ///
    /// # Errors
    /// The table does not answer.
    pub async fn consents_until(&self, day: Date, most: i32) -> Result<Vec<ConsentRecord>, StoreError> {
        in_every_shard(CONSENT, |partition| self.by_date(partition, through(day), Some(most))).await
    }

    /// The record of the same visitor that took that one's place; none took that of nobody's.
    ///
    /// # Errors
    /// The table does not answer.
    pub async fn consent_after(&self, record: &ConsentRecord) -> Result<Option<ConsentRecord>, StoreError> {
        self.beside(record, "#pk = :visitor AND #sk > :id", Order::OldestFirst).await
    }

    /// The record of the same visitor whose place that one took; nobody's took none.
    ///
    /// # Errors
    /// The table does not answer.
    async fn consent_before(&self, record: &ConsentRecord) -> Result<Option<ConsentRecord>, StoreError> {
        self.beside(record, "#pk = :visitor AND #sk < :id", Order::NewestFirst).await
    }

    async fn beside(
        &self,
        record: &ConsentRecord,
        condition: &str,
        order: Order,
    ) -> Result<Option<ConsentRecord>, StoreError> {
        let (visitor, id) = key_of(record);
        let query = self.client.query().table_name(&self.table).consistent_read(true).limit(1);
        let query = query.key_condition_expression(condition).scan_index_forward(order == Order::OldestFirst);
        let query = query.expression_attribute_names("#pk", PARTITION_KEY);
        let query = query.expression_attribute_names("#sk", SORT_KEY);
        let query = query.expression_attribute_values(":visitor", AttributeValue::S(visitor));
        let query = query.expression_attribute_values(":id", AttributeValue::S(id));
        let found = query.send().await.map_err(|error| StoreError::unavailable("Query", &error))?;
        found.items.and_then(|items| items.into_iter().next()).map(read).transpose()
    }

    /// Writes down on which day a record ends, so that it is not looked at before it can be erased.
    ///
    /// # Errors
    /// The table does not answer.
    pub async fn date_consent(&self, record: &ConsentRecord, ends_on: Date) -> Result<(), StoreError> {
        let [_, (_, date)] = dated(record, ends_on);
        let update = self.client.update_item().table_name(&self.table).set_key(Some(key_item(key_of(record))));
        let update = update.update_expression("SET #date = :date").condition_expression("attribute_exists(#pk)");
        let update = update.expression_attribute_names("#date", BY_DATE.sort_key);
        let update = update.expression_attribute_names("#pk", PARTITION_KEY);
        let update = update.expression_attribute_values(":date", AttributeValue::S(date));
        update.send().await.map(drop).map_err(|error| StoreError::unavailable("UpdateItem", &error))
    }

    /// Erases a record.
    ///
    /// # Errors
    /// The table does not answer.
    pub async fn erase_consent(&self, record: &ConsentRecord) -> Result<(), StoreError> {
        let delete = self.client.delete_item().table_name(&self.table).set_key(Some(key_item(key_of(record))));
        delete.send().await.map(drop).map_err(|error| StoreError::unavailable("DeleteItem", &error))
    }

    /// The records of all visitors, the oldest first. Reads the whole table: for an operator, never for a page.
    ///
    /// # Errors
    /// The table does not answer.
    pub async fn all_consents(&self) -> Result<Vec<ConsentRecord>, StoreError> {
        let scan = self.client.scan().table_name(&self.table).filter_expression("begins_with(#sk, :records)");
        let scan = scan.expression_attribute_names("#sk", SORT_KEY);
        let scan = scan.expression_attribute_values(":records", AttributeValue::S(RECORDS.to_owned()));
        let items: Result<Vec<Item>, _> = scan.into_paginator().items().send().collect().await;
        let mut records: Vec<ConsentRecord> =
            read_all(items.map_err(|error| StoreError::unavailable("Scan", &error))?)?;
        records.sort_by(|a, b| a.id.cmp(&b.id));
        Ok(records)
    }
}

fn key_of(record: &ConsentRecord) -> (String, String) {
    (partition(&record.id, record.visitor.as_deref()), format!("{RECORDS}{}", record.id))
}

/// A record that is nobody's has a partition of its own: nothing ties it to another.
fn partition(id: &str, visitor: Option<&str>) -> String {
    visitor.map_or_else(|| format!("{NOBODY}{id}"), |visitor| format!("{VISITORS}{visitor}"))
}

fn sent_key(hash: &str) -> (String, String) {
    (format!("KEY#{hash}"), "KEY".to_owned())
}

fn notice_key(mark: &str) -> (String, String) {
    (format!("NOTICE#{mark}"), "NOTICE".to_owned())
}

/// Where a record stands in [`BY_DATE`].
fn dated(record: &ConsentRecord, ends_on: Date) -> [(&'static str, String); 2] {
    let shard = record.id.bytes().map(u32::from).sum::<u32>() % SHARDS;
    [(BY_DATE.partition_key, format!("{CONSENT}{shard}")), (BY_DATE.sort_key, format!("{ends_on}#{}", record.id))]
}
