//! What the store asks of DynamoDB, held against two engines that know nothing of each other: the one that the preview
//! embeds, and the one whose address is in `CANDOR_SECOND_ENGINE`. `./tests/run` starts that one; a plain `cargo test`
//! asks the first alone and says so.

mod consents;
mod mail;
mod requests;
mod steps;

use std::io::Write as _;
use std::sync::Once;

use candor::engine;
use candor_intake::{Connection, Mark, NewRequest, Store};
use candor_model::{Right, SubjectRequest};
use jiff::Timestamp;

use crate::officer;

/// Where the second engine listens: `http://127.0.0.1:4566`.
const SECOND: &str = "CANDOR_SECOND_ENGINE";

/// Holds a part of the contract against each engine, in a table of its own. The name is the table's.
async fn on_each_engine(name: &str, part: impl AsyncFn(&Store)) {
    let embedded = engine::client(engine::open(None).expect("memory"));
    hold(Store::new(embedded, name), "the embedded engine", &part).await;
    match std::env::var(SECOND) {
        // A server may have served an earlier run.
        Ok(endpoint) => {
            hold(second(endpoint, &format!("{name}-{}", std::process::id())), "the second engine", &part).await
        }
        Err(_) => tell_once(),
    }
}

async fn hold(store: Store, engine: &'static str, part: &impl AsyncFn(&Store)) {
    let created = store.create_table().await;
    created.unwrap_or_else(|error| panic!("{engine} takes no table: {error}"));
    let _named = Named(engine);
    part(&store).await;
}

/// Says which engine it was, where a part does not hold.
struct Named(&'static str);

impl Drop for Named {
    fn drop(&mut self) {
        if std::thread::panicking() {
            tell(&format!("What follows is of {}.", self.0));
        }
    }
}

fn second(endpoint: String, table: &str) -> Store {
    let connection = Connection {
        region: "eu-central-1".to_owned(),
        access_key_id: "test".to_owned(),
        secret_access_key: "test".to_owned(),
        session_token: None,
        endpoint: Some(endpoint),
    };
    Store::connect(connection, table)
}

fn tell_once() {
    static TOLD: Once = Once::new();
    TOLD.call_once(|| {
        tell(&format!(
            "The store is held against the embedded engine alone: {SECOND} does not say where a second one is."
        ));
    });
}

/// Says it past the test harness, which shows what a test prints only when it fails.
fn tell(sentence: &str) {
    std::io::stderr().write_all(format!("\n{sentence}\n").as_bytes()).expect("standard error takes a line");
}

/// A moment of one day, by its time in UTC.
fn at(time: &str) -> Timestamp {
    format!("2026-11-20T{time}Z").parse().expect("a moment")
}

/// A request that was received at ten o'clock, each number another one.
fn request(number: u64) -> SubjectRequest {
    SubjectRequest { received: at("10:00:00"), ..officer::request((number << 20).to_be_bytes(), Right::Erasure) }
}

/// A request on its way into the table.
fn new(request: SubjectRequest, marks: &[(&str, Timestamp)]) -> NewRequest {
    let marks = marks.iter().map(|(hash, expires)| Mark { hash: (*hash).to_owned(), expires: *expires });
    NewRequest::new(request, "subject".to_owned(), marks.collect())
}
