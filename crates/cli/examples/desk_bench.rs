//! How long the officer's commands and the courier take with 10,000 requests in the preview's database file: the whole
//! process, from its start to its end, the median of some runs.
//!
//! `cargo build --release && cargo run --release --example desk_bench [REQUESTS]`

#![allow(clippy::print_stdout, reason = "it is a program that prints figures")]

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use candor::engine;
use candor_intake::{Action, Moment, NewRequest, Step, Store};
use candor_model::{Actor, Calendar, Mail, MailState, Reference, RefusalGround, SubjectRequest};
use jiff::civil::date;
use jiff::{Timestamp, ToSpan as _};

/// How many requests there are, where it is not said.
const REQUESTS: u64 = 10_000;
/// Of so many requests one is open.
const OPEN: u64 = 5;
/// How often each command is run.
const RUNS: usize = 7;
/// How many requests come between two runs of the courier that has something to send.
const DUE: u64 = 20;
/// What a visitor writes.
const DETAILS: &str = "Buyurtma 48213 bo\u{2bb}yicha telefon raqamim endi kerak emas, iltimos, o\u{2bb}chiring. ";

fn main() {
    let count = std::env::args().nth(1).map_or(REQUESTS, |text| text.parse().expect("how many requests: a number"));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("intake.db");
    let desk = Desk { program: program(), file: file.clone(), folder: folder.path().to_owned() };
    let table = Table::new(&file);
    runtime.block_on(table.create());
    let begun = Instant::now();
    let shown = runtime.block_on(table.fill(0..count));
    let size = std::fs::metadata(&file).expect("it was written").len() / 1_000_000;
    println!("{count} requests, one of {OPEN} open, filled in {:.0?}, {size} MB", begun.elapsed());
    let reference = shown.to_string();
    desk.measure("requests list", &["requests", "list"], || {});
    desk.measure("requests list --closed", &["requests", "list", "--closed"], || {});
    desk.measure("requests show REF", &["requests", "show", &reference], || {});
    desk.measure("requests verify REF", &["requests", "verify", &reference], || {});
    let letters = desk.folder.join("letters");
    let courier = ["courier", "--folder", letters.to_str().expect("a folder's name is text")];
    desk.measure("courier, nothing due", &courier, || {});
    let mut next = count;
    desk.measure("courier, 40 letters due", &courier, || {
        runtime.block_on(table.receive(next..next + DUE));
        next += DUE;
    });
}

/// Where the commands are run.
struct Desk {
    program: PathBuf,
    file: PathBuf,
    folder: PathBuf,
}

impl Desk {
    fn measure(&self, name: &str, arguments: &[&str], mut before: impl FnMut()) {
        let mut times: Vec<Duration> = (0..RUNS)
            .map(|_| {
                before();
                self.run(arguments)
            })
            .collect();
        times.sort_unstable();
        println!("{name:24} median {:6.0} ms, slowest {:6.0} ms", millis(times[RUNS / 2]), millis(times[RUNS - 1]));
    }

    fn run(&self, arguments: &[&str]) -> Duration {
        let mut command = Command::new(&self.program);
        command.args(arguments).arg("--data").arg(&self.file).current_dir(root());
        let begun = Instant::now();
        let output = command.output().expect("candor starts");
        let took = begun.elapsed();
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        took
    }
}

/// The preview's table in its file.
struct Table {
    store: Store,
    calendar: Calendar,
}

impl Table {
    fn new(file: &Path) -> Self {
        let store = Store::new(engine::client(engine::open(Some(file)).expect("a new file")), "candor");
        let calendar = candor_site::calendar("UZ", &candor_site::Sources::default()).0.expect("it is built in");
        Self { store, calendar }
    }

    async fn create(&self) {
        self.store.create_table().await.expect("an empty engine takes a table");
    }

    /// Stores requests and what became of them, with all their letters sent. Gives one of those that are closed.
    async fn fill(&self, numbers: std::ops::Range<u64>) -> Reference {
        let mut shown = None;
        for number in numbers {
            let new = self.receive_one(number).await;
            let mut request = new.request().clone();
            if number % OPEN != 0 {
                request = self.step(&request, Action::Confirm(Some("She called us.".to_owned()))).await;
                request = self.step(&request, Action::Note("Asked the shop for the order.".to_owned())).await;
                request = self.step(&request, end(number)).await;
                shown = Some(request.reference.clone());
            }
            self.send(&request.reference).await;
        }
        shown.expect("some are closed")
    }

    async fn receive(&self, numbers: std::ops::Range<u64>) {
        for number in numbers {
            self.receive_one(number).await;
        }
    }

    async fn receive_one(&self, number: u64) -> NewRequest {
        let new = NewRequest::new(request(number), format!("subject-{}", number % 997), Vec::new());
        self.store.put_request(&new).await.expect("it is stored");
        new
    }

    async fn step(&self, request: &SubjectRequest, action: Action) -> SubjectRequest {
        let by = Actor::Officer("Nargiza".to_owned());
        let at = "2025-12-01T05:00:00Z".parse().expect("a moment");
        let moment = Moment { at, on: date(2025, 12, 1), by, random: [7; 32] };
        let step = Step::take(request, action, moment, &self.calendar).expect("the request is open");
        self.store.take_step(&step).await.expect("nobody else is at it");
        step.request
    }

    async fn send(&self, reference: &Reference) {
        for letter in self.store.mail_of(reference).await.expect("it answers") {
            let sent = Mail { attempts: 1, state: MailState::Sent, ..letter.clone() };
            self.store.change_mail(&letter, &sent).await.expect("it is changed");
        }
    }
}

fn end(number: u64) -> Action {
    match number % 3 {
        0 => Action::Refuse { ground: RefusalGround::NoData, article: None, reason: "We have nothing.".to_owned() },
        1 => Action::Forward("The shop decides.".to_owned()),
        _ => Action::Fulfil { answer: "It is done.".to_owned(), files: Vec::new() },
    }
}

/// A request as the form would have it.
fn request(number: u64) -> SubjectRequest {
    let received = received(number);
    let value = serde_json::json!({
        "reference": Reference::from_random(number.wrapping_mul(0x9e37_79b9_7f4a_7c15).to_be_bytes()),
        "right": "erasure",
        "behalf": "self",
        "name": "Dilnoza O\u{2bb}ktamova",
        "email": "dilnoza@example.uz",
        "details": DETAILS.repeat(usize::try_from(number % 20).expect("less than twenty")),
        "locale": "uz",
        "received": received,
        "received_on": "2025-11-20",
        "clock": { "respond_within": "10 working days", "extend_by": null, "calendar": "UZ" },
        "respond_by": date(2025, 12, 1).saturating_add(i64::try_from(number % 28).expect("a day").days()),
        "provisional": false,
        "state": "received",
        "events": 0,
        "head": "",
        "key_hash": "0123456789abcdef",
        "salt": "salt",
    });
    serde_json::from_value(value).expect("a request")
}

fn received(number: u64) -> Timestamp {
    let begin: Timestamp = "2025-11-20T05:00:00Z".parse().expect("a moment");
    begin + i64::try_from(number).expect("few").seconds()
}

/// The program beside this one.
fn program() -> PathBuf {
    let own = std::env::current_exe().expect("a program knows its own file");
    let program = own.ancestors().nth(2).expect("examples lie in target/release/examples").join("candor");
    assert!(program.is_file(), "build {} first", program.display());
    program
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).expect("crates/cli/ lies in the root")
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}
