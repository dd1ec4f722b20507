//! The store: one DynamoDB table, reached through the AWS SDK only. In the cloud it is the real one; in the preview and
//! in tests the same SDK talks to an engine inside the process.
//!
//! | item | PK | SK | index |
//! |---|---|---|---|
//! | subject request | `REQ#<reference>` | `REQ` | by date, by subject |
//! | remark | `REQ#<reference>` | `REMARK#<number of its event>` | |
//! | letter | `REQ#<reference>` | `MAIL#<number of its event>#<audience>` | by date while it waits |
//! | event | `AUD#<reference>` | `<number>` | |
//! | mark of a submission | `KEY#<hash>` | `KEY` | |
//! | digest for the officer | `DIGEST#<day>` | `MAIL#officer` | by date while it waits |
//! | mark of a day's duties | `DUTIES#<day>` | `DUTIES` | |
//! | consent record | `VIS#<visitor>`, or `ANON#<id>` | `CON#<id>` | by date |
//! | notice | `NOTICE#<mark>` | `NOTICE` | |
//! | counter | `RATE#<keyed hash>#<begin of its window>` | `RATE` | |
//!
//! Every put carries its condition, since no role can forbid a put that overwrites.

mod connect;
mod consents;
mod counters;
mod create;
mod duties;
mod error;
mod mail;
mod purge;
mod requests;
mod steps;
mod subjects;

use std::collections::HashMap;

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::operation::put_item::PutItemError;
use aws_sdk_dynamodb::operation::query::builders::QueryFluentBuilder;
use aws_sdk_dynamodb::types::AttributeValue;
use futures_util::future::try_join_all;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::table::{BY_DATE, PARTITION_KEY, SHARDS, SORT_KEY};

pub use connect::Connection;
pub use consents::Added;
pub(crate) use consents::ShownNotice;
pub(crate) use counters::Counter;
pub use error::StoreError;
pub use mail::DueMail;
pub(crate) use requests::Entered;
pub use requests::{Mark, NewRequest, Stored};

/// An item as the SDK sees it.
type Item = HashMap<String, AttributeValue>;

/// The table, and the client that reaches it. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Store {
    client: Client,
    table: String,
}

impl Store {
    /// The store in the table of that name.
    #[must_use]
    pub fn new(client: Client, table: impl Into<String>) -> Self {
        Self { client, table: table.into() }
    }

    /// Asks the table for an item that does not exist: the cheapest sign of life.
    ///
    /// # Errors
    /// The table does not answer, or refuses us.
    pub async fn reach(&self) -> Result<(), StoreError> {
        let key = ("HEALTH".to_owned(), "HEALTH".to_owned());
        let get = self.client.get_item().table_name(&self.table).set_key(Some(key_item(key)));
        get.send().await.map(drop).map_err(|error| StoreError::unavailable("GetItem", &error))
    }

    /// The item under that key, in its newest state.
    async fn get<T: DeserializeOwned>(&self, key: (String, String)) -> Result<Option<T>, StoreError> {
        let get = self.client.get_item().table_name(&self.table).set_key(Some(key_item(key))).consistent_read(true);
        let found = get.send().await.map_err(|error| StoreError::unavailable("GetItem", &error))?;
        found.item.map(read).transpose()
    }

    /// Puts an item unless there is one under its key. What stands there then is this item, from an attempt whose answer was
    /// lost, or says the same.
    async fn put_once(&self, item: Item) -> Result<(), StoreError> {
        let put = self.client.put_item().table_name(&self.table).set_item(Some(item));
        let put =
            put.condition_expression("attribute_not_exists(#pk)").expression_attribute_names("#pk", PARTITION_KEY);
        match put.send().await {
            Ok(_) => Ok(()),
            Err(error) if error.as_service_error().is_some_and(PutItemError::is_conditional_check_failed_exception) => {
                Ok(())
            }
            Err(error) => Err(StoreError::unavailable("PutItem", &error)),
        }
    }

    /// The items with that partition key whose sort key begins with `prefix`, in the order of their sort keys.
    async fn list<T: DeserializeOwned>(&self, partition: String, prefix: &str) -> Result<Vec<T>, StoreError> {
        let query = self.query(partition, prefix).into_paginator().items().send();
        let items: Result<Vec<Item>, _> = query.collect().await;
        read_all(items.map_err(|error| StoreError::unavailable("Query", &error))?)
    }

    /// What stands in a partition of the index by date up to some text, the earliest first: so many at most, or all.
    async fn by_date<T: DeserializeOwned>(
        &self,
        partition: String,
        until: String,
        most: Option<i32>,
    ) -> Result<Vec<T>, StoreError> {
        read_all(self.items_by_date(partition, until, most).await?)
    }

    async fn items_by_date(
        &self,
        partition: String,
        until: String,
        most: Option<i32>,
    ) -> Result<Vec<Item>, StoreError> {
        let query = self.client.query().table_name(&self.table).index_name(BY_DATE.name);
        let query = query.key_condition_expression("#partition = :partition AND #date <= :until");
        let query = query.expression_attribute_names("#partition", BY_DATE.partition_key);
        let query = query.expression_attribute_names("#date", BY_DATE.sort_key);
        let query = query.expression_attribute_values(":partition", AttributeValue::S(partition));
        let query = query.expression_attribute_values(":until", AttributeValue::S(until));
        let items: Result<Vec<Item>, _> = match most {
            None => query.into_paginator().items().send().collect().await,
            Some(most) => query.limit(most).send().await.map(|found| found.items.unwrap_or_default()),
        };
        items.map_err(|error| StoreError::unavailable("Query", &error))
    }

    fn query(&self, partition: String, prefix: &str) -> QueryFluentBuilder {
        let query = self.client.query().table_name(&self.table).consistent_read(true);
        let query = query.expression_attribute_names("#pk", PARTITION_KEY);
        let query = query.expression_attribute_values(":pk", AttributeValue::S(partition));
        if prefix.is_empty() {
            return query.key_condition_expression("#pk = :pk");
        }
        let query = query.key_condition_expression("#pk = :pk AND begins_with(#sk, :prefix)");
        let query = query.expression_attribute_names("#sk", SORT_KEY);
        query.expression_attribute_values(":prefix", AttributeValue::S(prefix.to_owned()))
    }
}

/// What is found in every shard of a kind of partition. They are asked at the same time, and answer in any order.
async fn in_every_shard<T, F>(kind: &str, ask: impl Fn(String) -> F) -> Result<Vec<T>, StoreError>
where
    F: Future<Output = Result<Vec<T>, StoreError>>,
{
    let shards = (0..SHARDS).map(|shard| ask(format!("{kind}{shard}")));
    Ok(try_join_all(shards).await?.into_iter().flatten().collect())
}

/// Behind everything in the index by date that begins with that day or moment.
fn through(date: impl std::fmt::Display) -> String {
    format!("{date}~")
}

/// A partition key and a sort key as an item.
fn key_item((partition, sort): (String, String)) -> Item {
    text_attributes([(PARTITION_KEY, partition), (SORT_KEY, sort)])
}

fn text_attributes<const N: usize>(attributes: [(&str, String); N]) -> Item {
    attributes.into_iter().map(|(name, text)| (name.to_owned(), AttributeValue::S(text))).collect()
}

/// A record as an item, with the attributes that only the table knows.
fn write<T: Serialize>(record: &T, attributes: Item) -> Result<Item, StoreError> {
    let mut item: Item = serde_dynamo::to_item(record).map_err(|_| StoreError::unwritable::<T>())?;
    item.extend(attributes);
    Ok(item)
}

/// An item as the record that it was written from; the table's own attributes are passed over.
fn read<T: DeserializeOwned>(item: Item) -> Result<T, StoreError> {
    serde_dynamo::from_item(item).map_err(|_| StoreError::unreadable::<T>())
}

fn read_all<T: DeserializeOwned>(items: Vec<Item>) -> Result<Vec<T>, StoreError> {
    items.into_iter().map(read).collect()
}
