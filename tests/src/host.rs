//! The intake's own router under a host of a test: the clock stands until the test moves it, and each request says from
//! which address it comes.

use std::cell::Cell;
use std::sync::{Mutex, OnceLock};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::Request;
use candor::engine::{self, Database};
use candor_intake::{Front, HashingKey, Intake, Letter, Limits, Post, Store, router};
use candor_theme::Theme;
use http::request::Parts;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use tower::ServiceExt as _;
use url::form_urlencoded;

use crate::client::Answer;
use crate::function::TABLE;
use crate::program::Folder;

/// In which header a request says its address.
const ADDRESS: &str = "x-test-address";
/// An address for documents (RFC 5737).
pub(crate) const HOME: &str = "203.0.113.7";
/// Another one.
pub(crate) const ELSEWHERE: &str = "198.51.100.23";

thread_local! {
    /// What the clock of this test shows.
    static NOW: Cell<Timestamp> = const { Cell::new(Timestamp::UNIX_EPOCH) };
}

/// An intake of the sample portal, with its table in memory.
pub(crate) struct Host {
    router: Router,
    database: Database,
    /// The table.
    pub(crate) store: Store,
}

impl Host {
    /// An intake with the limits of a portal in use.
    pub(crate) async fn start() -> Self {
        Self::with(Limits::default()).await
    }

    /// An intake with other limits.
    pub(crate) async fn with(limits: Limits) -> Self {
        let database = engine::open(None).expect("memory");
        let store = Store::new(engine::client(database.clone()), TABLE);
        store.create_table().await.expect("an empty engine takes a table");
        Self::over(store, database, limits)
    }

    /// An intake that reaches its table another way.
    pub(crate) fn over(store: Store, database: Database, limits: Limits) -> Self {
        NOW.set(begin_of_a_window());
        Self { router: router(intake(&store, limits)), database, store }
    }

    /// What a courier sends now.
    pub(crate) async fn letters(&self) -> Vec<Letter> {
        let bag = Bag::default();
        let round = intake(&self.store, Limits::NONE).make_round(&bag, "https://privacy.example.uz").await;
        assert_eq!(round.expect("the engine answers").failures, [] as [String; 0]);
        bag.0.into_inner().expect("nobody panics with it")
    }

    /// Lets time pass.
    pub(crate) fn pass(time: SignedDuration) {
        NOW.set(NOW.get() + time);
    }

    /// The answer to a form that comes from an address.
    pub(crate) async fn form(&self, address: &str, path: &str, fields: &[(&str, &str)]) -> Answer {
        let text = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let head = [("content-type", "application/x-www-form-urlencoded"), ("accept", "text/html")];
        self.ask((address, "POST", path), &head, text).await
    }

    /// The answer to JSON that comes from an address.
    pub(crate) async fn json(&self, address: &str, path: &str, value: &Value) -> Answer {
        let head = [("content-type", "application/json"), ("accept", "application/json")];
        self.ask((address, "POST", path), &head, value.to_string()).await
    }

    /// The answer to a form of a page that a browser shows, with the cookies that it has.
    pub(crate) async fn form_with(&self, cookies: &str, path: &str, fields: &[(&str, &str)]) -> Answer {
        let text = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let head =
            [("content-type", "application/x-www-form-urlencoded"), ("accept", "text/html"), ("cookie", cookies)];
        self.ask((HOME, "POST", path), &head, text).await
    }

    /// The answer to a page's or a program's question from home.
    pub(crate) async fn get(&self, path: &str, head: &[(&str, &str)]) -> Answer {
        self.ask((HOME, "GET", path), head, String::new()).await
    }

    async fn ask(&self, (address, method, path): (&str, &str, &str), head: &[(&str, &str)], body: String) -> Answer {
        let mut request = Request::builder().method(method).uri(path).header(ADDRESS, address);
        for (name, value) in head {
            request = request.header(*name, *value);
        }
        let request = request.body(Body::from(body)).expect("a test writes good headers");
        let (head, body) = self.router.clone().oneshot(request).await.expect("a router always answers").into_parts();
        let body = to_bytes(body, usize::MAX).await.expect("an answer is complete");
        let body = String::from_utf8(body.to_vec()).expect("everything that is answered here is text");
        Answer { status: head.status.as_u16(), head: head.headers, body }
    }

    /// The items of the table whose partition keys begin like this, as they stand there.
    pub(crate) fn items(&self, prefix: &str) -> Vec<Value> {
        let scan = json!({ "TableName": TABLE });
        let (status, answer) = engine::answer(&self.database, "DynamoDB_20120810.Scan", scan.to_string().as_bytes());
        assert_eq!(status, 200, "{answer}");
        let mut answer: Value = serde_json::from_str(&answer).expect("the engine answers JSON");
        let items = answer["Items"].as_array_mut().map(std::mem::take).expect("a scan gives items");
        let begins = |item: &Value| item["PK"]["S"].as_str().is_some_and(|key| key.starts_with(prefix));
        items.into_iter().filter(begins).collect()
    }
}

/// An intake of the sample portal over a table.
fn intake(store: &Store, limits: Limits) -> Intake {
    let host = candor_intake::Host {
        now: || NOW.get(),
        random,
        client: |parts: &Parts| {
            parts.headers.get(ADDRESS).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned()
        },
        request_id: |_| String::new(),
        log: |_| {},
        hashing_key: HashingKey::new(&"s".repeat(32)).expect("a long secret"),
        front: Front::Edge(None),
        limits,
    };
    let (catalogue, theme) = portal();
    let catalogue = serde_json::from_str(catalogue).expect("the build wrote it");
    let theme = Theme::unpack(theme.as_bytes()).expect("the build wrote it");
    Intake::new(catalogue, theme, store.clone(), host).expect("the sample's time zone exists")
}

/// A courier's bag.
#[derive(Default)]
struct Bag(Mutex<Vec<Letter>>);

impl Post for Bag {
    async fn send(&self, letter: &Letter) -> Result<(), String> {
        self.0.lock().expect("nobody panics with it").push(letter.clone());
        Ok(())
    }
}

/// What the build tells the intake of the sample; built once.
fn portal() -> (&'static str, &'static str) {
    static PORTAL: OnceLock<(String, String)> = OnceLock::new();
    let (catalogue, theme) = PORTAL.get_or_init(|| {
        let folder = Folder::sample();
        let build = folder.candor(&["build", "--date", "2026-11-23"]);
        assert_eq!(build.code, 0, "{}", build.stderr);
        (folder.read("dist/intake/catalogue.json"), folder.read("dist/intake/theme.json"))
    });
    (catalogue, theme)
}

/// The next full ten minutes, so that no window ends unless the test lets it. Not long ago: what proofs of work are checked
/// with looks at the machine's clock too.
fn begin_of_a_window() -> Timestamp {
    let seconds = Timestamp::now().as_second();
    Timestamp::from_second(seconds - seconds % 600 + 600).expect("the next ten minutes come")
}

fn random() -> [u8; 32] {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).expect("the system gives random bytes");
    bytes
}
