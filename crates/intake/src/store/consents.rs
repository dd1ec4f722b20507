//! Consent records in the store. What they say is never changed; the newest of a visitor stands, and the courier erases.

use aws_sdk_dynamodb::types::AttributeValue;
use candor_model::ConsentRecord;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::{Item, Store, StoreError, in_every_shard, key_item, read, read_all, text_attributes, through, write};
use crate::table::{BY_DATE, CONSENT, PARTITION_KEY, SHARDS, SORT_KEY};

const VISITORS: &str = "VIS#";
const RECORDS: &str = "CON#";

impl Store {
    /// Adds a record.
    ///
    /// # Errors
    /// The table does not answer.
    pub async fn put_consent(&self, record: &ConsentRecord) -> Result<(), StoreError> {
        let mut attributes = key_item(key(record));
        let given = record.at.to_zoned(TimeZone::UTC).date();
        attributes.extend(text_attributes(dated(record, given)));
        self.put_once(write(record, attributes)?).await
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

    /// The record of the same visitor that took that one's place.
    ///
    /// # Errors
    /// The table does not answer.
    pub async fn consent_after(&self, record: &ConsentRecord) -> Result<Option<ConsentRecord>, StoreError> {
        let (visitor, id) = key(record);
        let query = self.client.query().table_name(&self.table).consistent_read(true).limit(1);
        let query = query.key_condition_expression("#pk = :visitor AND #sk > :id");
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
        let update = self.client.update_item().table_name(&self.table).set_key(Some(key_item(key(record))));
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
        let delete = self.client.delete_item().table_name(&self.table).set_key(Some(key_item(key(record))));
        delete.send().await.map(drop).map_err(|error| StoreError::unavailable("DeleteItem", &error))
    }

    /// The records of all visitors, the oldest first. Reads the whole table: for an operator, never for a page.
    ///
    /// # Errors
    /// The table does not answer.
    pub async fn all_consents(&self) -> Result<Vec<ConsentRecord>, StoreError> {
        let scan = self.client.scan().table_name(&self.table).filter_expression("begins_with(#pk, :visitors)");
        let scan = scan.expression_attribute_names("#pk", PARTITION_KEY);
        let scan = scan.expression_attribute_values(":visitors", AttributeValue::S(VISITORS.to_owned()));
        let items: Result<Vec<Item>, _> = scan.into_paginator().items().send().collect().await;
        let mut records: Vec<ConsentRecord> =
            read_all(items.map_err(|error| StoreError::unavailable("Scan", &error))?)?;
        records.sort_by(|a, b| a.id.cmp(&b.id));
        Ok(records)
    }
}

fn key(record: &ConsentRecord) -> (String, String) {
    (format!("{VISITORS}{}", record.visitor), format!("{RECORDS}{}", record.id))
}

/// Where a record stands in [`BY_DATE`].
fn dated(record: &ConsentRecord, ends_on: Date) -> [(&'static str, String); 2] {
    let shard = record.id.bytes().map(u32::from).sum::<u32>() % SHARDS;
    [(BY_DATE.partition_key, format!("{CONSENT}{shard}")), (BY_DATE.sort_key, format!("{ends_on}#{}", record.id))]
}
