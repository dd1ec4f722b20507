//! The connection of the function to DynamoDB: TLS by ring, short time limits, credentials from its surroundings.

use std::time::Duration;

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::config::timeout::TimeoutConfig;
use aws_sdk_dynamodb::config::{BehaviorVersion, Config, Credentials, Region};
use aws_smithy_http_client::Builder;
use aws_smithy_http_client::tls::Provider;
use aws_smithy_http_client::tls::rustls_provider::CryptoMode;

use super::Store;

/// Where the table is and who asks, as Lambda tells a function.
pub struct Connection {
    /// The region: `eu-central-1`.
    pub region: String,
    /// The identifier of the access key.
    pub access_key_id: String,
    /// The secret of the access key.
    pub secret_access_key: String,
    /// The token of a session; Lambda always has one.
    pub session_token: Option<String>,
    /// Another address than the region's: an engine in a test.
    pub endpoint: Option<String>,
}

impl Store {
    /// The store in a table of DynamoDB itself. Nothing is sent yet.
    ///
    /// ring rather than aws-lc, which spends some 36 ms of CPU at its first handshake. The time limits leave room for
    /// an answer of our own before the gateway gives up.
    #[must_use]
    pub fn connect(connection: Connection, table: impl Into<String>) -> Self {
        let Connection { region, access_key_id, secret_access_key, session_token, endpoint } = connection;
        let credentials = Credentials::new(access_key_id, secret_access_key, session_token, None, "environment");
        let mut config = Config::builder()
            .behavior_version(BehaviorVersion::v2026_01_12())
            .region(Region::new(region))
            .credentials_provider(credentials)
            .http_client(Builder::new().tls_provider(Provider::Rustls(CryptoMode::Ring)).build_https())
            .timeout_config(timeouts());
        config.set_endpoint_url(endpoint);
        Self::new(Client::from_conf(config.build()), table)
    }
}

fn timeouts() -> TimeoutConfig {
    TimeoutConfig::builder()
        .connect_timeout(Duration::from_secs(1))
        .operation_attempt_timeout(Duration::from_secs(3))
        .operation_timeout(Duration::from_secs(8))
        .build()
}
