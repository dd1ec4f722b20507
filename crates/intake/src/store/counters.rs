//! Counters in the store: how often something happened in a window. Nothing personal is in them, and they expire.

use aws_sdk_dynamodb::types::{AttributeValue, ReturnValue};
use serde::Deserialize;

use super::{Store, StoreError, key_item, read};
use crate::limits::Window;
use crate::table::EXPIRES;

/// For how many seconds a counter outlives its window, so that the clocks of two functions may differ.
const GRACE: i64 = 60;

/// One counter.
pub(crate) struct Counter {
    /// A keyed hash of what is counted and of its window: the counters of one address cannot be told to be of one.
    pub(crate) hash: String,
    /// The window, by which expired counters are passed over: their keys are never asked for again.
    pub(crate) window: Window,
}

/// A counter as an item.
#[derive(Deserialize)]
struct CounterItem {
    count: u32,
}

impl Store {
    /// Counts one more. Gives the number with it.
    ///
    /// # Errors
    /// The table does not answer; it may have counted all the same.
    pub(crate) async fn count(&self, counter: &Counter) -> Result<u32, StoreError> {
        let number = |n: i64| AttributeValue::N(n.to_string());
        let update = self.client.update_item().table_name(&self.table).set_key(Some(key_item(key(counter))));
        let update = update.update_expression("ADD #count :one SET #expires = :expires");
        let update = update.expression_attribute_names("#count", "count");
        let update = update.expression_attribute_names("#expires", EXPIRES);
        let update = update.expression_attribute_values(":one", number(1));
        let update = update.expression_attribute_values(":expires", number(counter.window.ends + GRACE));
        let counted = update.return_values(ReturnValue::UpdatedNew).send().await;
        let counted = counted.map_err(|error| StoreError::unavailable("UpdateItem", &error))?;
        read(counted.attributes.unwrap_or_default()).map(|item: CounterItem| item.count)
    }

    /// The number, without counting.
    ///
    /// # Errors
    /// The table does not answer.
    pub(crate) async fn counted(&self, counter: &Counter) -> Result<u32, StoreError> {
        Ok(self.get::<CounterItem>(key(counter)).await?.map_or(0, |item| item.count))
    }
}

fn key(counter: &Counter) -> (String, String) {
    (format!("RATE#{}#{}", counter.hash, counter.window.begins), "RATE".to_owned())
}
