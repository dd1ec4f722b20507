//! What the officer's commands and the courier read of the table: what they need, however large it grows. The real
//! program asks a table over HTTP that counts.

use std::collections::BTreeMap;
use std::process::Command;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use candor::engine::{self, Database};
use candor_intake::{Action, Moment, NewRequest, Step, Store};
use candor_model::{Actor, Mail, MailState, Reference, Right, SubjectRequest};
use http::{HeaderMap, StatusCode};
use jiff::civil::date;
use serde_json::Value;
use tokio::net::TcpListener;

use crate::officer;
use crate::program::{Folder, Run, program};

const TABLE: &str = "candor";

/// What was asked of the table, and how much it gave.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Asked {
    /// How often each operation.
    operations: BTreeMap<String, usize>,
    /// How many items were read for it, whether they were given or passed over.
    items: usize,
}

/// A table that counts, behind HTTP.
#[derive(Clone)]
struct Table {
    database: Database,
    asked: Arc<Mutex<Asked>>,
}

/// A portal with its table, which ends with the test.
struct Desk {
    folder: Folder,
    table: Table,
    store: Store,
    endpoint: String,
    runtime: tokio::runtime::Runtime,
}

impl Desk {
    fn new() -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build();
        let runtime = runtime.expect("a runtime");
        let table = Table { database: engine::open(None).expect("memory"), asked: Arc::default() };
        let store = Store::new(engine::client(table.database.clone()), TABLE);
        let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0")).expect("a free port");
        let endpoint = format!("http://{}", listener.local_addr().expect("it is bound"));
        let router = Router::new().fallback(answer).with_state(table.clone());
        runtime.spawn(async move { axum::serve(listener, router).await });
        runtime.block_on(store.create_table()).expect("an empty engine takes a table");
        Self { folder: Folder::sample(), table, store, endpoint, runtime }
    }

    /// Stores requests of which every third is open; of all the letters are sent.
    fn receive(&self, numbers: std::ops::Range<u64>) {
        self.runtime.block_on(async {
            for number in numbers {
                let request = self.put(number).await;
                if number % 3 != 0 {
                    self.close(&request).await;
                }
                for letter in self.store.mail_of(&request.reference).await.expect("it answers") {
                    let sent = Mail { attempts: 1, state: MailState::Sent, ..letter.clone() };
                    assert_eq!(self.store.change_mail(&letter, &sent).await, Ok(true));
                }
            }
        });
    }

    async fn put(&self, number: u64) -> SubjectRequest {
        let new = NewRequest::new(request(number), format!("subject {}", number / 2), Vec::new());
        self.store.put_request(&new).await.expect("it is stored");
        new.request().clone()
    }

    async fn close(&self, request: &SubjectRequest) {
        let calendar = candor_site::calendar("UZ", &candor_site::Sources::default()).0.expect("it is built in");
        let by = Actor::Officer("Nargiza".to_owned());
        let at = "2020-02-10T10:00:00Z".parse().expect("a moment");
        let moment = Moment { at, on: date(2020, 2, 10), by, random: [7; 32] };
        let forward = Action::Forward("The shop decides.".to_owned());
        let step = Step::take(request, forward, moment, &calendar).expect("an open request can be forwarded");
        self.store.take_step(&step).await.expect("nobody else is at it");
    }

    /// What a command asks of the table.
    fn asked_by(&self, arguments: &[&str]) -> Asked {
        *self.table.asked.lock().expect("nobody panics with it") = Asked::default();
        let mut command = Command::new(program("candor"));
        command.args(arguments).args(["--table", TABLE]).current_dir(self.folder.path("."));
        let account =
            [("AWS_ACCESS_KEY_ID", "key"), ("AWS_SECRET_ACCESS_KEY", "secret"), ("AWS_REGION", "eu-central-1")];
        command.envs(account).env("AWS_ENDPOINT_URL", &self.endpoint).env("AWS_EC2_METADATA_DISABLED", "true");
        command.env("CANDOR_HASHING_KEY", "0123456789abcdef".repeat(4));
        let run: Run = command.output().expect("candor starts").into();
        assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{}", run.stdout);
        self.table.asked.lock().expect("nobody panics with it").clone()
    }
}

async fn answer(State(table): State<Table>, headers: HeaderMap, body: Bytes) -> (StatusCode, String) {
    let target = headers["x-amz-target"].to_str().expect("a target is text");
    let (status, json) = engine::answer(&table.database, target, &body);
    let given: Value = serde_json::from_str(&json).expect("an answer is JSON");
    let scanned = given["ScannedCount"].as_u64().map(|count| usize::try_from(count).expect("few"));
    let mut asked = table.asked.lock().expect("nobody panics with it");
    *asked.operations.entry(target.rsplit('.').next().unwrap_or_default().to_owned()).or_default() += 1;
    asked.items += scanned.unwrap_or(usize::from(given.get("Item").is_some()));
    (StatusCode::from_u16(status).expect("a status"), json)
}

fn request(number: u64) -> SubjectRequest {
    officer::request((number << 20).to_be_bytes(), Right::Restriction)
}

fn reference(number: u64) -> Reference {
    request(number).reference
}

fn asked<const N: usize>(operations: [(&str, usize); N], items: usize) -> Asked {
    Asked { operations: operations.map(|(name, count)| (name.to_owned(), count)).into(), items }
}

#[test]
fn what_is_read_of_one_request_does_not_grow_with_the_table() {
    let desk = Desk::new();
    let closed = reference(1).to_string();
    let mut before = 0;
    for after in [9, 60] {
        desk.receive(before..after);
        before = after;
        // The request, its two events, and its remark; to show it, its three letters too, and of the two requests of its
        // subject which they are.
        let shown = asked([("GetItem", 2), ("Query", 4)], 4 + 3 + 1 + 2);
        assert_eq!(desk.asked_by(&["requests", "show", &closed]), shown, "of {after}");
        let verified = asked([("GetItem", 1), ("Query", 2)], 4);
        assert_eq!(desk.asked_by(&["requests", "verify", &closed]), verified, "of {after}");
    }
}

#[test]
fn a_list_reads_what_it_lists_and_no_more() {
    let desk = Desk::new();
    let mut before = 0;
    for after in [9, 60] {
        desk.receive(before..after);
        before = after;
        // One question for each shard; of the closed ones, for those that are purged or being purged too.
        let (open, closed) =
            (usize::try_from(after / 3).expect("few"), usize::try_from(after - after / 3).expect("few"));
        assert_eq!(desk.asked_by(&["requests", "list"]), asked([("Query", 4)], open));
        assert_eq!(desk.asked_by(&["requests", "list", "--closed"]), asked([("Query", 4 * 3)], closed));
    }
}

#[test]
fn a_courier_that_has_done_its_duties_reads_no_request_while_no_letter_is_due() {
    let desk = Desk::new();
    desk.asked_by(&["courier", "--folder", "letters"]);
    let mut before = 0;
    for after in [9, 60] {
        desk.receive(before..after);
        before = after;
        // Whether the duties of the day are done, and the letters of each shard.
        let expected = asked([("GetItem", 1), ("Query", 4)], 1);
        assert_eq!(desk.asked_by(&["courier", "--folder", "letters"]), expected, "of {after}");
    }
    desk.runtime.block_on(desk.put(60));
    // The two letters, then for each the request and its only event; what is not due any more is not read again.
    let expected = asked([("GetItem", 1 + 2), ("Query", 4 + 2 * 2 + 4), ("UpdateItem", 2 * 2)], 1 + 2 + 2 * 2);
    assert_eq!(desk.asked_by(&["courier", "--folder", "letters"]), expected);
}
