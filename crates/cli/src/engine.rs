//! The embedded DynamoDB engine: the real SDK talks to a database in this process, kept in memory or in one file.
//!
//! The SDK's own serializer, signer, retry and error parser all run; only the socket is replaced. So whatever the store
//! does here, it does in AWS by the very same code.
//!
//! A write is on the disk before it is answered: SQLite runs in WAL mode with `synchronous = FULL`, its default, so a
//! process that is killed loses nothing that it has confirmed. Other processes may read the file at the same time.

use std::path::{Path, PathBuf};

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::config::{BehaviorVersion, Config, Credentials, Region};
use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_runtime_api::http::StatusCode;
use aws_smithy_types::body::SdkBody;
pub use dynoxide::Database;
use dynoxide::DynoxideError;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// The database cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum EngineError {
    /// Its file is not UTF-8 in name, not a database of this engine, or not ours to open.
    #[error("the database file {} cannot be opened: {reason}", path.display())]
    Open {
        /// The file; nothing for a database in memory.
        path: PathBuf,
        /// What the engine says.
        reason: String,
    },
    /// The disk does not take what is written.
    #[error("the database cannot be written: {0}")]
    Write(String),
}

/// Opens the database in that file, or makes it; without a file, an empty one in memory.
///
/// # Errors
/// The file cannot be opened, or is not a database of this engine.
pub fn open(path: Option<&Path>) -> Result<Database, EngineError> {
    let error = |reason: String| EngineError::Open { path: path.unwrap_or(Path::new("")).to_owned(), reason };
    let opened = match path.map(Path::to_str) {
        None => Database::memory(),
        Some(Some(path)) => Database::new(path),
        Some(None) => return Err(error("its path is not UTF-8".to_owned())),
    };
    opened.map_err(|reason| error(reason.to_string()))
}

/// An SDK client whose requests the database answers.
#[must_use]
pub fn client(database: Database) -> Client {
    let config = Config::builder()
        .behavior_version(BehaviorVersion::v2026_01_12())
        .region(Region::from_static("local"))
        .endpoint_url("http://engine.invalid")
        .credentials_provider(Credentials::new("embedded", "embedded", None, None, "candor"))
        .http_client(Embedded(database))
        .build();
    Client::from_conf(config)
}

/// Removes the items whose time to live is over. DynamoDB does that on its own, within days; this engine does not.
///
/// # Errors
/// The disk refuses.
pub fn sweep(database: &Database) -> Result<(), EngineError> {
    database.sweep_ttl().map(drop).map_err(|reason| EngineError::Write(reason.to_string()))
}

/// The "HTTP client" of the SDK that hands a request to the database.
#[derive(Clone)]
struct Embedded(Database);

impl std::fmt::Debug for Embedded {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Embedded")
    }
}

impl HttpClient for Embedded {
    fn http_connector(&self, _: &HttpConnectorSettings, _: &RuntimeComponents) -> SharedHttpConnector {
        SharedHttpConnector::new(self.clone())
    }
}

impl HttpConnector for Embedded {
    /// Runs on a thread for blocking work, since a write waits for the disk.
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let database = self.0.clone();
        let work = tokio::task::spawn_blocking(move || {
            let target = request.headers().get("x-amz-target").unwrap_or_default();
            answer(&database, target, request.body().bytes().unwrap_or_default())
        });
        HttpConnectorFuture::new(async move {
            let failed = |reason| ConnectorError::other(reason, None);
            let (status, json) = work.await.map_err(|reason| failed(reason.into()))?;
            let status = StatusCode::try_from(status).map_err(|reason| failed(reason.into()))?;
            Ok(HttpResponse::new(status, SdkBody::from(json)))
        })
    }
}

/// Answers one request of DynamoDB's JSON protocol: the `x-amz-target` header and the body in, status and body out.
#[must_use]
pub fn answer(database: &Database, target: &str, body: &[u8]) -> (u16, String) {
    let operation = target.rsplit('.').next().unwrap_or_default();
    match run(database, operation, body) {
        Ok(json) => (200, json),
        Err(error) => (error.status_code(), error.to_json()),
    }
}

fn run(database: &Database, operation: &str, body: &[u8]) -> Result<String, DynoxideError> {
    match operation {
        "CreateTable" => call(body, |request| database.create_table(request)),
        "DescribeTable" => call(body, |request| database.describe_table(request)),
        "ListTables" => call(body, |request| database.list_tables(request)),
        "UpdateTimeToLive" => call(body, |request| database.update_time_to_live(request)),
        "PutItem" => call(body, |request| database.put_item(request)),
        "GetItem" => call(body, |request| database.get_item(request)),
        "UpdateItem" => call(body, |request| database.update_item(request)),
        "DeleteItem" => call(body, |request| database.delete_item(request)),
        "Query" => call(body, |request| database.query(request)),
        "Scan" => call(body, |request| database.scan(request)),
        "BatchGetItem" => call(body, |request| database.batch_get_item(request)),
        "BatchWriteItem" => call(body, |request| database.batch_write_item(request)),
        "TransactGetItems" => call(body, |request| database.transact_get_items(request)),
        "TransactWriteItems" => call(body, |request| database.transact_write_items(request)),
        other => Err(DynoxideError::UnsupportedCapability(other.to_owned())),
    }
}

fn call<Request: DeserializeOwned, Response: Serialize>(
    body: &[u8],
    method: impl FnOnce(Request) -> Result<Response, DynoxideError>,
) -> Result<String, DynoxideError> {
    let request =
        serde_json::from_slice(body).map_err(|reason| DynoxideError::SerializationException(reason.to_string()))?;
    let response = method(request)?;
    serde_json::to_string(&response).map_err(|reason| DynoxideError::InternalServerError(reason.to_string()))
}

#[cfg(test)]
mod tests {
    use aws_sdk_dynamodb::error::ProvideErrorMetadata;
    use aws_sdk_dynamodb::types::{
        AttributeDefinition, AttributeValue, BillingMode, KeySchemaElement, KeyType, Put, ScalarAttributeType,
        TransactWriteItem,
    };

    use super::*;

    async fn with_table(database: Database) -> Client {
        let client = client(database);
        let key = KeySchemaElement::builder().attribute_name("PK").key_type(KeyType::Hash).build();
        let attribute =
            AttributeDefinition::builder().attribute_name("PK").attribute_type(ScalarAttributeType::S).build();
        let table = client.create_table().table_name("items").billing_mode(BillingMode::PayPerRequest);
        let table = table.key_schema(key.expect("complete")).attribute_definitions(attribute.expect("complete"));
        table.send().await.expect("the table is made");
        client
    }

    fn put(key: &str) -> Put {
        let put = Put::builder().table_name("items").item("PK", AttributeValue::S(key.to_owned()));
        put.condition_expression("attribute_not_exists(PK)").build().expect("complete")
    }

    async fn has(client: &Client, key: &str) -> bool {
        let get = client.get_item().table_name("items").key("PK", AttributeValue::S(key.to_owned()));
        get.send().await.expect("the item is read").item.is_some()
    }

    #[tokio::test]
    async fn a_transaction_stores_all_or_nothing_and_says_why() {
        let client = with_table(open(None).expect("memory")).await;
        let write = |keys: [&str; 2]| {
            let items = keys.map(|key| TransactWriteItem::builder().put(put(key)).build());
            client.transact_write_items().set_transact_items(Some(items.into())).send()
        };
        write(["a", "b"]).await.expect("both are new");
        let refused = write(["c", "a"]).await.expect_err("a is there already").into_service_error();
        assert_eq!(refused.code(), Some("TransactionCanceledException"));
        assert!(refused.is_transaction_canceled_exception());
        assert!(has(&client, "b").await && !has(&client, "c").await);
    }

    #[tokio::test]
    async fn a_file_keeps_what_was_stored_and_is_readable_by_another_at_the_same_time() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("intake.db");
        let writer = with_table(open(Some(&file)).expect("a new file")).await;
        let reader = client(open(Some(&file)).expect("the same file"));
        let item = put("kept").item().clone();
        writer.put_item().table_name("items").set_item(Some(item)).send().await.expect("stored");
        assert!(has(&reader, "kept").await);
        drop(writer);
        assert!(has(&client(open(Some(&file)).expect("the same file")), "kept").await);
    }

    #[test]
    fn what_is_no_request_is_answered_with_an_error() {
        let database = open(None).expect("memory");
        assert_eq!(answer(&database, "DynamoDB_20120810.PutItem", b"{").0, 400);
        assert_eq!(answer(&database, "DynamoDB_20120810.Nonsense", b"{}").0, 501);
    }
}
