//! The requests of one subject in the store, as far as an e-mail address tells: they are found by its keyed hash.

use aws_sdk_dynamodb::types::AttributeValue;
use candor_model::Reference;
use jiff::Timestamp;

use super::requests::{reference_in, request_key};
use super::{Item, Store, StoreError, key_item};
use crate::table::BY_SUBJECT;

/// How many requests of one subject are looked for. Whoever wants to see more of them has a list.
const MOST: i32 = 20;

impl Store {
    /// The other requests with the same e-mail address, and when they were received, the newest first: repetitions,
    /// corrections, and what the subject asked for before. None is known of a request that an officer entered, or that was
    /// purged.
    ///
    /// # Errors
    /// The table does not answer.
    pub async fn others_of_subject(&self, reference: &Reference) -> Result<Vec<(Reference, Timestamp)>, StoreError> {
        let Some(subject) = self.subject_of(reference).await? else { return Ok(Vec::new()) };
        let query = self.client.query().table_name(&self.table).index_name(BY_SUBJECT.name);
        let query = query.key_condition_expression("#subject = :subject").scan_index_forward(false).limit(MOST);
        let query = query.expression_attribute_names("#subject", BY_SUBJECT.partition_key);
        let query = query.expression_attribute_values(":subject", subject);
        let found = query.send().await.map_err(|error| StoreError::unavailable("Query", &error))?;
        Ok(found.items().iter().filter_map(of_subject).filter(|(other, _)| other != reference).collect())
    }

    async fn subject_of(&self, reference: &Reference) -> Result<Option<AttributeValue>, StoreError> {
        let get = self.client.get_item().table_name(&self.table).set_key(Some(key_item(request_key(reference))));
        let get = get.projection_expression("#subject");
        let get = get.expression_attribute_names("#subject", BY_SUBJECT.partition_key);
        let found = get.send().await.map_err(|error| StoreError::unavailable("GetItem", &error))?;
        Ok(found.item.and_then(|mut item: Item| item.remove(BY_SUBJECT.partition_key)))
    }
}

fn of_subject(item: &Item) -> Option<(Reference, Timestamp)> {
    Some((reference_in(item)?, item.get(BY_SUBJECT.sort_key)?.as_s().ok()?.parse().ok()?))
}
