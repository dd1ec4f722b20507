//! A store that fails at any call: random sequences of what visitors, officers and the courier do, over the real wire protocol
//! and the real engine. Nothing that was accepted is lost, nothing is done twice, and every chain verifies.

use std::collections::BTreeMap;

use candor::engine::Database;
use candor_intake::{Action, Mark, Moment, NewRequest, Step, Store, StoreError, Stored, verify};
use candor_model::{
    Actor, Calendar, ClockRules, MailState, Need, Reference, RefusalGround, RequestState, Right, SubjectRequest,
};
use jiff::civil::{Date, date};
use jiff::{SignedDuration, Timestamp, ToSpan};
use proptest::prelude::*;

use crate::faulty::{Fault, Table, faults};
use crate::officer;
use crate::rounds::Portal;

/// What is done, and with which request.
#[derive(Clone, Debug)]
enum Deed {
    /// A visitor sends the form with this token, and presses again until there is an answer, some times.
    Submit(usize),
    /// An officer or the subject makes a step of one of the requests there are.
    Step(usize, Action),
    /// Two officers make steps of what both have read.
    Race(usize, Action, Action),
    /// Some days pass, and the courier makes a round.
    Round(i64),
}

/// What must be in the table.
#[derive(Default)]
struct Expected {
    /// The request of each token that got an answer.
    accepted: BTreeMap<usize, Reference>,
    /// The kinds of the events of each request.
    events: BTreeMap<Reference, Vec<&'static str>>,
}

struct World {
    store: Store,
    /// The portal whose courier makes the rounds.
    portal: Portal,
    /// The day of the newest round.
    day: Date,
    calendar: Calendar,
    expected: Expected,
    /// Counts up, so that every reference and every moment is another.
    deeds: u64,
}

impl World {
    fn new(database: Database, store: Store) -> Self {
        let calendar = candor_site::calendar("DE", &candor_site::Sources::default()).0.expect("it is built in");
        let mut portal = Portal::over(database, store.clone());
        portal.site.catalogue.requests.calendar = calendar.clone();
        Self { store, portal, day: date(2026, 11, 21), calendar, expected: Expected::default(), deeds: 0 }
    }

    fn now(&mut self) -> Timestamp {
        self.deeds += 1;
        let begin: Timestamp = "2026-11-20T10:00:00Z".parse().expect("a moment");
        begin + SignedDuration::from_secs(i64::try_from(self.deeds).expect("few deeds"))
    }

    async fn run(&mut self, deed: Deed) {
        match deed {
            Deed::Submit(token) => self.submit(token).await,
            Deed::Step(at, action) => {
                if let Some(request) = self.read(at).await {
                    self.step(&request, action).await;
                }
            }
            Deed::Race(at, first, second) => {
                let Some(request) = self.read(at).await else { return };
                let won = [self.step(&request, first).await, self.step(&request, second).await];
                assert!(won != [true, true], "two steps were made of what both had read");
            }
            Deed::Round(days) => {
                self.day = self.day.saturating_add(days.days());
                let _ = self.portal.round(self.day).await;
                self.see_what_expired().await;
            }
        }
    }

    /// Reads what the courier has done, until the table tells: it may let requests expire, and nothing else. A write whose
    /// answer was cut may come through after the round, and so be seen only later.
    async fn see_what_expired(&mut self) {
        for (reference, kinds) in &mut self.expected.events {
            let events = loop {
                if let Ok(events) = self.store.events(reference).await {
                    break events;
                }
            };
            let found: Vec<_> = events.iter().map(|event| event.kind.as_str()).collect();
            let expired = found.iter().position(|kind| *kind == "expired").filter(|_| !kinds.contains(&"expired"));
            if let Some(at) = expired {
                kinds.insert(at.min(kinds.len()), "expired");
            }
            assert_eq!(found, *kinds);
        }
    }

    /// Two rounds while all is well, weeks later: whatever is to expire has, and every letter is sent.
    async fn see_it_through(&mut self) {
        for _ in 0..2 {
            self.day = self.day.saturating_add(15.days());
            let round = self.portal.round(self.day).await.expect("all is well again");
            assert_eq!(round.failures, [] as [String; 0]);
            self.see_what_expired().await;
        }
        for request in self.store.open_requests().await.expect("all is well again") {
            let is_at_work = !request.questions.is_empty() || request.state == RequestState::Extended;
            assert!(request.confirmed.is_some() || is_at_work, "it has not expired");
        }
        for reference in self.expected.events.keys() {
            for letter in self.store.mail_of(reference).await.expect("all is well again") {
                assert_eq!(letter.state, MailState::Sent);
            }
        }
    }

    async fn submit(&mut self, token: usize) {
        for _ in 0..3 {
            let at = self.now();
            let request = self.request(at);
            let hash = format!("token-{token}");
            let marks = vec![Mark { hash, expires: at + SignedDuration::from_hours(48) }];
            let new = NewRequest::new(request.clone(), "subject".to_owned(), marks);
            let reference = match self.store.put_request(&new).await {
                Ok(Stored::New) => request.reference,
                Ok(Stored::Repeats(first)) => first,
                Err(_) => continue,
            };
            let first = self.expected.accepted.entry(token).or_insert_with(|| reference.clone());
            assert_eq!(*first, reference, "one submission became two requests");
            self.expected.events.entry(reference).or_insert_with(|| vec!["received"]);
            return;
        }
    }

    fn request(&self, at: Timestamp) -> SubjectRequest {
        let clock = ClockRules {
            respond_within: "1 month".parse().expect("a time limit"),
            extend_by: Some("2 months".parse().expect("a time limit")),
            acknowledge_within: None,
            expire_unconfirmed_after: Some("14 days".parse().expect("a time limit")),
            pauses: vec![Need::Clarification],
            calendar: "DE".to_owned(),
        };
        let on = date(2026, 11, 20);
        let reckoning = clock.respond_within.reckon(on, &self.calendar);
        SubjectRequest {
            received: at,
            received_on: on,
            clock,
            respond_by: reckoning.respond_by,
            provisional: reckoning.provisional,
            ..officer::request((self.deeds << 20).to_be_bytes(), Right::Erasure)
        }
    }

    /// One of the requests there are, as an officer reads it.
    async fn read(&self, at: usize) -> Option<SubjectRequest> {
        let known: Vec<_> = self.expected.events.keys().collect();
        let reference = known.get(at % known.len().max(1))?;
        self.store.request(reference).await.ok().map(|found| found.expect("what was accepted is there"))
    }

    /// Whether the step was made. Where nobody could say, it is looked for once the table is well.
    async fn step(&mut self, request: &SubjectRequest, action: Action) -> bool {
        let Some(step) = self.next_step(request, action) else { return false };
        let made = match self.store.take_step(&step).await {
            Ok(()) => true,
            Err(StoreError::Changed) => false,
            Err(_) => self.is_written(&step).await,
        };
        if made {
            let events = self.expected.events.get_mut(&request.reference).expect("it is known");
            events.push(step.event.kind.as_str());
        }
        made
    }

    /// The step that an action is, where it is possible.
    fn next_step(&mut self, request: &SubjectRequest, action: Action) -> Option<Step> {
        let by = if matches!(action, Action::Withdraw | Action::Answer { .. }) {
            Actor::Subject
        } else {
            Actor::Officer("Nargiza".to_owned())
        };
        let moment = Moment { at: self.now(), on: date(2026, 11, 21), by, random: [7; 32] };
        Step::take(request, action, moment, &self.calendar).ok()
    }

    async fn is_written(&self, step: &Step) -> bool {
        loop {
            if let Ok(events) = self.store.events(&step.request.reference).await {
                return events.iter().any(|event| event.hash == step.event.hash);
            }
        }
    }

    async fn check(&self) {
        let open = self.store.open_requests().await.expect("all is well again");
        let closed = self.store.closed_requests().await.expect("all is well again");
        assert!(open.iter().all(|request| request.state.is_open()));
        assert!(closed.iter().all(|request| !request.state.is_open() && request.closed_on.is_some()));
        for (reference, kinds) in &self.expected.events {
            let listed = open.iter().chain(&closed).filter(|request| request.reference == *reference).count();
            assert_eq!(listed, 1, "{reference} is listed so often");
            self.check_request(reference, kinds).await;
        }
        // A submission whose answers were all lost may have been stored, but once at most.
        let unanswered = open.len() + closed.len() - self.expected.events.len();
        assert!(unanswered <= TOKENS - self.expected.accepted.len(), "{unanswered} requests without an answer");
    }

    async fn check_request(&self, reference: &Reference, kinds: &[&str]) {
        let request = self.store.request(reference).await.expect("all is well again").expect("it was accepted");
        let events = self.store.events(reference).await.expect("all is well again");
        let remarks = self.store.remarks(reference).await.expect("all is well again");
        assert_eq!(verify(&request, &events, &remarks), []);
        assert_eq!(events.iter().map(|event| event.kind.as_str()).collect::<Vec<_>>(), kinds);
        assert_eq!(
            remarks.len(),
            kinds.iter().filter(|kind| !["received", "withdrawn", "expired"].contains(*kind)).count()
        );
        // A letter for every event that somebody must know, and none besides.
        let letters = self.store.mail_of(reference).await.expect("all is well again").len();
        let told = |kind: &&str| match *kind {
            "received" | "withdrawn" => 2,
            "confirmed" | "noted" => 0,
            _ => 1,
        };
        assert_eq!(letters, kinds.iter().map(told).sum::<usize>());
        let (received, calendar) = (request.received_on, &self.calendar);
        let limit = if kinds.contains(&"extended") { "3 months" } else { "1 month" };
        let reckoning = limit.parse::<candor_model::TimeLimit>().expect("a time limit").reckon(received, calendar);
        assert_eq!((request.respond_by, request.provisional), (reckoning.respond_by, reckoning.provisional));
    }
}

#[tokio::test]
async fn a_step_whose_answer_was_lost_is_made_once_and_told_as_made() {
    use Fault::{AnswerCut, AnswerLost, Down, Throttled};
    for plan in [vec![AnswerCut], vec![AnswerLost], vec![AnswerLost, AnswerLost, AnswerLost], vec![Down, Throttled]] {
        let (table, store) = Table::start(Vec::new()).await;
        let mut world = World::new(table.database.clone(), store);
        world.run(Deed::Submit(0)).await;
        let request = world.read(0).await.expect("it was sent");
        let step = world.next_step(&request, Action::Note("words".to_owned())).expect("an open request takes notes");
        table.fail(plan.clone());
        world.store.take_step(&step).await.unwrap_or_else(|error| panic!("{plan:?}: {error}"));
        world.expected.events.values_mut().for_each(|events| events.push("noted"));
        table.recover();
        world.check().await;
    }
}

/// How many different forms are sent.
const TOKENS: usize = 4;

fn deeds() -> impl Strategy<Value = Deed> {
    prop_oneof![
        3 => (0..TOKENS).prop_map(Deed::Submit),
        6 => (0..TOKENS, actions()).prop_map(|(at, action)| Deed::Step(at, action)),
        2 => (0..TOKENS, actions(), actions()).prop_map(|(at, one, other)| Deed::Race(at, one, other)),
        2 => (0..9_i64).prop_map(Deed::Round),
    ]
}

fn actions() -> impl Strategy<Value = Action> {
    let text = || "words".to_owned();
    prop_oneof![
        Just(Action::Confirm(Some(text()))),
        Just(Action::Note(text())),
        Just(Action::Extend { by: None, reason: text() }),
        Just(Action::Ask { need: Need::Clarification, text: text() }),
        Just(Action::Answer { on: None, text: Some(text()) }),
        Just(Action::Fulfil { answer: text(), files: vec!["digest".to_owned()] }),
        Just(Action::Refuse { ground: RefusalGround::NoData, article: None, reason: text() }),
        Just(Action::Forward(text())),
        Just(Action::Withdraw),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, ..ProptestConfig::default() })]
    #[test]
    fn nothing_accepted_is_lost_and_nothing_is_done_twice(
        plan in faults(),
        deeds in prop::collection::vec(deeds(), 1..16),
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        runtime.block_on(async {
            let (table, store) = Table::start(plan).await;
            let mut world = World::new(table.database.clone(), store);
            for deed in deeds {
                world.run(deed).await;
            }
            table.recover();
            world.see_it_through().await;
            world.check().await;
        });
    }
}
