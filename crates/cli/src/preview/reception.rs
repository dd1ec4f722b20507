//! The preview as a host of the intake: the embedded store, and the clock, randomness and log that the intake is lent.

use std::net::SocketAddr;
use std::path::Path;

use axum::extract::ConnectInfo;
use candor_intake::{Front, Host, Intake, Limits, LogLine, Store};
use candor_model::Catalogue;
use candor_theme::Theme;
use http::request::Parts;
use jiff::Timestamp;

use crate::{Error, records, terminal};

/// Where submissions are taken: what stays the same when the site is rebuilt.
pub(super) struct Reception {
    store: Store,
    host: Host,
}

impl Reception {
    /// Opens the database and the hashing key beside it.
    ///
    /// # Errors
    /// One of them cannot be opened or made.
    pub(super) async fn open(database: &Path, limits: Limits) -> Result<Self, Error> {
        let store = records::open_for_preview(database).await?;
        let hashing_key = records::hashing_key(database)?;
        let request_id = |_: &Parts| String::new();
        let (now, front) = (Timestamp::now, Front::Direct);
        let host = Host { now, random, client, request_id, log, hashing_key, front, limits };
        Ok(Self { store, host })
    }

    /// Where the submissions are.
    pub(super) fn store(&self) -> &Store {
        &self.store
    }

    /// The intake of a portal.
    ///
    /// # Errors
    /// The catalogue names a time zone that does not exist.
    pub(super) fn intake(&self, catalogue: Catalogue, theme: Theme) -> Result<Intake, Error> {
        Ok(Intake::new(catalogue, theme, self.store.clone(), self.host.clone())?)
    }
}

fn random() -> [u8; 32] {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).expect("the hashing key was made of the same source, or could have been");
    bytes
}

fn client(parts: &Parts) -> String {
    parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip().to_string()).unwrap_or_default()
}

fn log(line: &LogLine<'_>) {
    let LogLine { method, route, status, took, failure, .. } = line;
    let failure = failure.map(|reason| format!(": {reason}")).unwrap_or_default();
    terminal::tell_line(format_args!("{method} {route} {status} in {} ms{failure}", took.as_millis()));
}
