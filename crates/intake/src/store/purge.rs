//! Purged requests in the store: what is to be erased, and the tidying up after it.
//!
//! The step that purges takes everything personal out of the request. Its remarks and letters are items of their own, and
//! may be more than fit into one transaction: until they are gone, the request stands among those that are being purged, so
//! that a courier that breaks down in between is followed by one that goes on.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;
use candor_model::{Reference, SubjectRequest};
use jiff::civil::Date;

use super::requests::{request_key, request_partition, shard_of};
use super::{Item, Store, StoreError, in_every_shard, key_item, through};
use crate::table::{BY_DATE, CLOSED, PARTITION_KEY, PURGED, PURGING, SORT_KEY};

impl Store {
    /// Requests that were closed on that day or before; held ones too.
    ///
    /// # Errors
    /// The table does not answer.
    pub async fn closed_until(&self, day: Date) -> Result<Vec<SubjectRequest>, StoreError> {
        in_every_shard(CLOSED, |partition| self.by_date(partition, through(day), None)).await
    }

    /// Requests that were purged and have to be tidied up after.
    ///
    /// # Errors
    /// The table does not answer.
    pub async fn being_purged(&self) -> Result<Vec<SubjectRequest>, StoreError> {
        in_every_shard(PURGING, |partition| self.by_date(partition, through(Date::MAX), None)).await
    }

    /// Removes the remarks and the letters of a request that was purged.
    ///
    /// # Errors
    /// The table does not answer; what is left is removed at the next attempt.
    pub async fn tidy_up_after(&self, purged: &Reference) -> Result<(), StoreError> {
        let request = request_key(purged);
        for key in self.keys(request_partition(purged)).await? {
            if key.get(SORT_KEY) != Some(&AttributeValue::S(request.1.clone())) {
                let delete = self.client.delete_item().table_name(&self.table).set_key(Some(key));
                delete.send().await.map_err(|error| StoreError::unavailable("DeleteItem", &error))?;
            }
        }
        let shard = format!("{PURGED}{}", shard_of(purged));
        let update = self.client.update_item().table_name(&self.table).set_key(Some(key_item(request)));
        let update = update.update_expression("SET #shard = :purged").condition_expression("attribute_exists(#pk)");
        let update = update.expression_attribute_names("#shard", BY_DATE.partition_key);
        let update = update.expression_attribute_names("#pk", PARTITION_KEY);
        let update = update.expression_attribute_values(":purged", AttributeValue::S(shard));
        update.send().await.map(drop).map_err(|error| StoreError::unavailable("UpdateItem", &error))
    }

    /// The keys of a partition's items.
    async fn keys(&self, partition: String) -> Result<Vec<Item>, StoreError> {
        let query = self.query(partition, "").projection_expression("#pk, #sk");
        let query = query.expression_attribute_names("#sk", SORT_KEY);
        let keys: Result<Vec<HashMap<_, _>>, _> = query.into_paginator().items().send().collect().await;
        keys.map_err(|error| StoreError::unavailable("Query", &error))
    }
}
