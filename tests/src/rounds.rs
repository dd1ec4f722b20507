//! A small portal whose courier makes its rounds on days that a test chooses: the real intake over the real engine, with
//! its letters kept.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::sync::Mutex;

use candor::engine::{self, Database};
use candor_intake::{
    Action, Duties, Front, HashingKey, Host, Intake, Letter, Limits, Moment, NewRequest, Post, Round, Step, Store,
    StoreError, verify,
};
use candor_model::{Actor, CalendarYear, EventKind, Reference, RefusalGround, RequestState, Right, SubjectRequest};
use candor_site::{Site, Sources};
use jiff::Timestamp;
use jiff::civil::{Date, date};
use jiff::tz::TimeZone;

use crate::officer;

const PORTAL: &str = r#"
[portal]
base_url = "https://privacy.example.uz"
locales = ["en"]
name = "Example"
jurisdiction = "UZ"

[controller]
name = "Example Ltd"
email = "privacy@example.uz"

[requests]
extend_by = "5 working days"
"#;
const RETENTION: &str = r#"
[[retention]]
id = "requests"
records = "Subject requests"
term = "3 years after the request is closed"
basis = "Proof"
of = "subject-requests"
keep = "3 years"

[[retention]]
id = "consents"
records = "Consent records"
term = "1 year after the consent ends"
basis = "Proof"
of = "consent-records"
keep = "1 year"
"#;
const POLICY: [(&str, &str); 2] = [
    (
        "content/policies/privacy/versions.toml",
        "kind = \"privacy\"\n[title]\nen = \"Privacy\"\n[[version]]\nid = \"1\"\neffective = 2020-01-01\n",
    ),
    ("content/policies/privacy/1/en.md", "+++\ntitle = \"Privacy\"\n+++\n\nWe keep little.\n"),
];

thread_local! {
    /// What the clock of the test's intake says.
    static NOW: Cell<Timestamp> = const { Cell::new(Timestamp::UNIX_EPOCH) };
}

/// Keeps letters, the newest of each name last.
#[derive(Default)]
pub(crate) struct Letterbox(Mutex<BTreeMap<String, Vec<Letter>>>);

impl Post for Letterbox {
    async fn send(&self, letter: &Letter) -> Result<(), String> {
        self.0.lock().expect("nobody panics with it").entry(letter.id.clone()).or_default().push(letter.clone());
        Ok(())
    }
}

pub(crate) struct Portal {
    pub(crate) site: Site,
    database: Database,
    pub(crate) store: Store,
    post: Letterbox,
}

impl Portal {
    pub(crate) async fn new() -> Self {
        let database = engine::open(None).expect("memory");
        let store = Store::new(engine::client(database.clone()), "candor");
        store.create_table().await.expect("an empty engine takes a table");
        Self::over(database, store)
    }

    /// A portal whose records are in that table.
    pub(crate) fn over(database: Database, store: Store) -> Self {
        let mut sources = Sources::default();
        for (path, text) in
            POLICY.into_iter().chain([("content/portal.toml", PORTAL), ("content/registers/retention.toml", RETENTION)])
        {
            sources.insert(path, text.as_bytes().to_vec());
        }
        let (site, report) = candor_site::build(&sources, date(2026, 11, 23), false);
        let site = site.unwrap_or_else(|| panic!("{:?}", report.iter().collect::<Vec<_>>()));
        Self { site, database, store, post: Letterbox::default() }
    }

    /// One round of the courier on that day, at noon where the portal is, which must go well.
    pub(crate) async fn on(&self, day: Date) -> Duties {
        let round = self.round(day).await.expect("the table answers");
        assert_eq!(round.failures, Vec::<String>::new());
        round.duties
    }

    /// One round on that day, whatever comes of it.
    pub(crate) async fn round(&self, day: Date) -> Result<Round, StoreError> {
        NOW.set(
            day.at(12, 0, 0, 0).to_zoned(TimeZone::get("Asia/Tashkent").expect("a zone")).expect("a moment").into(),
        );
        let host = Host {
            now: || NOW.get(),
            random: || [1; 32],
            client: |_| String::new(),
            request_id: |_| String::new(),
            log: |_| {},
            hashing_key: HashingKey::new(&"s".repeat(32)).expect("long enough"),
            front: Front::Edge(None),
            limits: Limits::default(),
        };
        let Site { catalogue, theme, .. } = self.site.clone();
        let intake = Intake::new(catalogue, theme, self.store.clone(), host).expect("a known time zone");
        intake.make_round(&self.post, "https://privacy.example.uz").await
    }

    /// A request that was received on that day, as the form would have stored it then.
    pub(crate) async fn receive(&self, number: u8, right: Right, received_on: Date) -> Reference {
        let rules = &self.site.catalogue.requests;
        let clock = rules.clock_of(right);
        let reckoning = clock.respond_within.reckon(received_on, &rules.calendar);
        let received = received_on.at(10, 0, 0, 0).to_zoned(TimeZone::UTC).expect("a moment").timestamp();
        let request = SubjectRequest {
            name: "Aziza Karimova".to_owned(),
            email: "aziza@example.uz".to_owned(),
            details: "Everything about me.".to_owned(),
            person: Some("Ali Karimov".to_owned()),
            locale: "en".to_owned().try_into().expect("a locale"),
            received,
            received_on,
            respond_by: reckoning.respond_by,
            provisional: reckoning.provisional,
            special_days: clock.respond_within.special_days(received_on, &rules.calendar),
            clock,
            ..officer::request([number; 8], right)
        };
        let new = NewRequest::new(request, "hash-of-aziza".to_owned(), Vec::new());
        self.store.put_request(&new).await.expect("stored");
        new.request().reference.clone()
    }

    pub(crate) async fn step(&self, reference: &Reference, action: Action, on: Date) {
        let by = Actor::Officer("Nargiza".to_owned());
        let at = on.at(10, 0, 0, 0).to_zoned(TimeZone::UTC).expect("a moment").timestamp();
        let moment = Moment { at, on, by, random: [7; 32] };
        let before = self.request(reference).await;
        let step = Step::take(&before, action, moment, &self.site.catalogue.requests.calendar).expect("possible");
        self.store.take_step(&step).await.expect("written");
    }

    pub(crate) async fn request(&self, reference: &Reference) -> SubjectRequest {
        self.store.request(reference).await.expect("the table answers").expect("it is there")
    }

    pub(crate) async fn state(&self, reference: &Reference) -> RequestState {
        self.request(reference).await.state
    }

    /// What happened to a request, which must be as it was written.
    pub(crate) async fn events(&self, reference: &Reference) -> Vec<EventKind> {
        let events = self.store.events(reference).await.expect("the table answers");
        let remarks = self.store.remarks(reference).await.expect("the table answers");
        assert_eq!(verify(&self.request(reference).await, &events, &remarks), []);
        events.into_iter().map(|event| event.kind).collect()
    }

    pub(crate) async fn last_event(&self, reference: &Reference) -> EventKind {
        self.events(reference).await.pop().expect("there is one")
    }

    /// The letter of that name, each time that it was sent.
    pub(crate) fn sent(&self, id: &str) -> Vec<Letter> {
        self.post.0.lock().expect("nobody panics with it").get(id).cloned().unwrap_or_default()
    }

    pub(crate) fn letter(&self, id: &str) -> Option<Letter> {
        self.sent(id).pop()
    }

    /// Everything in the table as text.
    pub(crate) fn dump(&self) -> String {
        let (status, json) = engine::answer(&self.database, "DynamoDB_20120810.Scan", br#"{"TableName":"candor"}"#);
        assert_eq!(status, 200);
        json
    }

    /// A year of the calendar in which the government has added days off to what is built in.
    pub(crate) fn add_days_off(&mut self, year: i16, days: &[Date]) {
        let calendar = &mut self.site.catalogue.requests.calendar;
        let known = calendar.years.iter_mut().find(|known| known.year == year).expect("a year that is built in");
        let CalendarYear { days_off, .. } = known;
        days_off.extend(days);
    }
}

pub(crate) fn refusal() -> Action {
    Action::Refuse {
        ground: RefusalGround::NoData,
        article: None,
        reason: "Aziza is not among our customers.".to_owned(),
    }
}
