//! What the store remembers of the courier's duties: which it has done on a day, and under which rules.

use aws_sdk_dynamodb::types::AttributeValue;
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;

use super::{Store, StoreError, key_item};
use crate::table::EXPIRES;

/// For how long the mark of a day stands: longer than any day lasts.
const STANDS: SignedDuration = SignedDuration::from_hours(72);

/// Duties that are done, under the rules that held when they were done last. The table's time to live removes it.
#[derive(Deserialize)]
struct Done {
    rules: String,
}

impl Store {
    /// Whether the duties of that day have been done, and last under rules with that digest: what other rules have done since
    /// must be undone.
    ///
    /// # Errors
    /// The table does not answer.
    pub async fn are_duties_done(&self, day: Date, rules: &str) -> Result<bool, StoreError> {
        self.get::<Done>(key(day)).await.map(|done| done.is_some_and(|done| done.rules == rules))
    }

    /// Writes down that they have been done.
    ///
    /// # Errors
    /// The table does not answer; they will be done again, without harm.
    pub async fn mark_duties(&self, day: Date, rules: &str, now: Timestamp) -> Result<(), StoreError> {
        let expires = now.saturating_add(STANDS).unwrap_or(Timestamp::MAX).as_second();
        let update = self.client.update_item().table_name(&self.table).set_key(Some(key_item(key(day))));
        let update = update.update_expression("SET #rules = :rules, #expires = :expires");
        let update = update.expression_attribute_names("#rules", "rules");
        let update = update.expression_attribute_names("#expires", EXPIRES);
        let update = update.expression_attribute_values(":rules", AttributeValue::S(rules.to_owned()));
        let update = update.expression_attribute_values(":expires", AttributeValue::N(expires.to_string()));
        update.send().await.map(drop).map_err(|error| StoreError::unavailable("UpdateItem", &error))
    }
}

fn key(day: Date) -> (String, String) {
    (format!("DUTIES#{day}"), "DUTIES".to_owned())
}
