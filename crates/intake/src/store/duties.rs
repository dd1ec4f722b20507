//! What the store remembers of the courier's duties: which it has done on a day, and under which rules.

use aws_sdk_dynamodb::types::AttributeValue;
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::{Store, StoreError, key_item, write};
use crate::table::EXPIRES;

/// For how long the mark of a day stands: longer than any day lasts.
const STANDS: SignedDuration = SignedDuration::from_hours(72);

/// Duties that are done. It holds nothing, and is removed by the table's time to live.
#[derive(Serialize, Deserialize)]
struct Done {}

impl Store {
    /// Whether the duties of that day have been done under rules with that digest.
    ///
    /// # Errors
    /// The table does not answer.
    pub async fn are_duties_done(&self, day: Date, rules: &str) -> Result<bool, StoreError> {
        self.get::<Done>(key(day, rules)).await.map(|done| done.is_some())
    }

    /// Writes down that they have been done.
    ///
    /// # Errors
    /// The table does not answer; they will be done again, without harm.
    pub async fn mark_duties(&self, day: Date, rules: &str, now: Timestamp) -> Result<(), StoreError> {
        let expires = now.saturating_add(STANDS).unwrap_or(Timestamp::MAX).as_second();
        let mut item = write(&Done {}, key_item(key(day, rules)))?;
        item.insert(EXPIRES.to_owned(), AttributeValue::N(expires.to_string()));
        self.put_once(item).await
    }
}

fn key(day: Date, rules: &str) -> (String, String) {
    (format!("DUTIES#{day}"), rules.to_owned())
}
