//! Consent records in the store. They are only ever added; the newest of a visitor stands.

use aws_sdk_dynamodb::operation::put_item::PutItemError;
use aws_sdk_dynamodb::types::AttributeValue;
use candor_model::ConsentRecord;

use super::{Item, Store, StoreError, key_item, read, read_all, write};
use crate::table::PARTITION_KEY;

const VISITORS: &str = "VIS#";
const RECORDS: &str = "CON#";

impl Store {
    /// Adds a record.
    ///
    /// # Errors
    /// The table does not answer.
    pub async fn put_consent(&self, record: &ConsentRecord) -> Result<(), StoreError> {
        let key = (format!("{VISITORS}{}", record.visitor), format!("{RECORDS}{}", record.id));
        let put = self.client.put_item().table_name(&self.table).set_item(Some(write(record, key_item(key))?));
        let put =
            put.condition_expression("attribute_not_exists(#pk)").expression_attribute_names("#pk", PARTITION_KEY);
        match put.send().await {
            Ok(_) => Ok(()),
            // Identifiers are random: who stands there is this record, from an attempt whose answer was lost.
            Err(error) if error.as_service_error().is_some_and(PutItemError::is_conditional_check_failed_exception) => {
                Ok(())
            }
            Err(error) => Err(StoreError::unavailable("PutItem", &error)),
        }
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
