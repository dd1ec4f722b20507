//! The chain of events as proof: whatever is changed, removed, added or moved afterwards is found.

use candor_intake::{Action, Break, Moment, NewRequest, Step, verify};
use candor_model::{Actor, Behalf, Calendar, Event, Need, RefusalGround, Remark, SubjectRequest};
use jiff::civil::date;
use proptest::prelude::*;
use serde_json::{Value, json};

/// A request with its history, as it stands in the table.
#[derive(Clone)]
struct Records {
    request: SubjectRequest,
    events: Vec<Event>,
    remarks: Vec<Remark>,
}

/// How many events it has.
const EVENTS: u32 = 7;

impl Records {
    /// A request that was confirmed, put off, asked for more twice, and refused.
    fn new() -> Self {
        let new = json!({
            "reference": "00000-00000", "right": "access", "behalf": "child", "person": "Ali",
            "name": "Goʻzal", "email": "gozal@example.uz", "details": "All.",
            "locale": "uz", "received": "2026-11-20T10:00:00Z", "received_on": "2026-11-20", "respond_by": "2026-12-21",
            "clock": { "respond_within": "1 month", "extend_by": "2 months", "pauses": ["identity"], "calendar": "DE" },
            "provisional": false, "state": "received", "events": 0, "head": "", "key_hash": "hash", "salt": "salt",
        });
        let request = serde_json::from_value(new).expect("a request");
        let new = NewRequest::new(request, "subject".to_owned(), Vec::new());
        let mut records =
            Self { request: new.request().clone(), events: vec![new.event().clone()], remarks: Vec::new() };
        let calendar = candor_site::calendar("DE", &candor_site::Sources::default()).0.expect("it is built in");
        let reason = "Your data lies in three archives.".to_owned();
        for action in [
            Action::Confirm(Some("Known from the shop account".to_owned())),
            Action::Extend { by: None, reason: reason.clone() },
            Action::Ask { need: Need::Identity, text: reason.clone() },
            Action::Answer { on: None, text: Some(reason.clone()) },
            Action::Ask { need: Need::Clarification, text: reason.clone() },
            Action::Refuse { ground: RefusalGround::NoData, article: None, reason },
        ] {
            records.take(action, &calendar);
        }
        assert_eq!(records.events.len(), EVENTS as usize);
        records
    }

    fn take(&mut self, action: Action, calendar: &Calendar) {
        let by = Actor::Officer("Nargiza".to_owned());
        let at = "2026-11-21T10:00:00Z".parse().expect("a moment");
        let moment = Moment { at, on: date(2026, 11, 21), by, random: [self.events.len() as u8; 32] };
        let step = Step::take(&self.request, action, moment, calendar).expect("a possible step");
        self.request = step.request;
        self.events.push(step.event);
        self.remarks.extend(step.remark);
    }

    fn breaks(&self) -> Vec<Break> {
        verify(&self.request, &self.events, &self.remarks)
    }

    fn as_json(&self) -> Value {
        json!([self.request, self.events, self.remarks])
    }

    /// What was read back from a table that somebody wrote to; none where it is no record any more.
    fn from_json(json: Value) -> Option<Self> {
        let (request, events, remarks) = serde_json::from_value(json).ok()?;
        Some(Self { request, events, remarks })
    }
}

/// Every place in a record where a text or a number stands.
fn leaves(value: &Value, path: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            fields.iter().for_each(|(name, value)| leaves(value, &format!("{path}/{name}"), found))
        }
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(at, item)| leaves(item, &format!("{path}/{at}"), found))
        }
        _ => found.push(path.to_owned()),
    }
}

#[test]
fn what_nobody_touched_verifies() {
    let records = Records::new();
    assert_eq!(records.breaks(), []);
    let read_back = Records::from_json(records.as_json()).expect("what was written can be read");
    assert_eq!(read_back.breaks(), []);
    // Remarks go with a purge alone.
    let missing = Records { remarks: Vec::new(), ..records }.breaks();
    assert!(missing.iter().all(|broken| matches!(broken, Break::RemarkMissing(_))) && !missing.is_empty());
}

#[test]
fn what_was_purged_verifies_and_nothing_can_be_put_in_its_place() {
    let mut records = Records::new();
    let calendar = candor_site::calendar("DE", &candor_site::Sources::default()).0.expect("it is built in");
    records.take(Action::Purge, &calendar);
    records.remarks.clear();
    assert_eq!(records.breaks(), []);
    let json = records.as_json();
    for (place, value) in
        [("name", "Aziza"), ("details", "Nothing."), ("person", "Ali"), ("salt", "0"), ("right", "erasure")]
    {
        let mut tampered = json.clone();
        tampered[0][place] = value.into();
        let tampered = Records::from_json(tampered).expect("still a record");
        assert_eq!(tampered.breaks(), [Break::Submission], "{place}");
    }
    let mut tampered = json;
    tampered[0]["purged"] = false.into();
    assert!(Records::from_json(tampered).expect("still a record").breaks().contains(&Break::State));
}

#[test]
fn every_single_value_that_is_changed_is_found() {
    let records = Records::new();
    let json = records.as_json();
    let mut places = Vec::new();
    leaves(&json, "", &mut places);
    assert!(places.len() > 40, "{places:?}");
    let mut changed = 0;
    for place in &places {
        for change in [|text: &str| format!("{text}x"), |text: &str| text.replacen(['0', 'a', 'e'], "1", 1)] {
            let mut tampered = json.clone();
            let value = tampered.pointer_mut(place).expect("it was found there");
            *value = match &value {
                Value::Number(number) => (number.as_u64().expect("a count") + 1).into(),
                Value::String(text) => change(text).into(),
                Value::Bool(is_so) => (!is_so).into(),
                other => panic!("{place}: {other}"),
            };
            let Some(tampered) = Records::from_json(tampered).filter(|records| records.as_json() != json) else {
                continue;
            };
            changed += 1;
            assert_ne!(tampered.breaks(), [], "{place}");
        }
    }
    assert!(changed > 60, "{changed}");
}

#[test]
fn a_gap_at_the_end_the_beginning_or_between_is_found() {
    let records = Records::new();
    for at in 0..records.events.len() {
        let mut gap = records.clone();
        gap.events.remove(at);
        assert_ne!(gap.breaks(), [], "without event {}", at + 1);
    }
    assert_ne!(Records { events: Vec::new(), ..records.clone() }.breaks(), []);
    let mut longer = records.clone();
    longer.events.push(records.events[1].clone());
    assert_ne!(longer.breaks(), []);
    // Whoever cuts off the newest event and the request's memory of it still has the state to explain.
    let mut shorter = records.clone();
    shorter.events.pop();
    shorter.request.events = EVENTS - 1;
    shorter.request.head = shorter.events.last().expect("more than one event").hash.clone();
    assert_eq!(shorter.breaks(), [Break::RemarkChanged(EVENTS), Break::State]);
}

#[test]
fn for_whom_a_request_was_sent_cannot_be_changed() {
    let records = Records::new();
    for behalf in [Behalf::Oneself, Behalf::Authority] {
        let request = SubjectRequest { behalf, ..records.request.clone() };
        assert_eq!(Records { request, ..records.clone() }.breaks(), [Break::Submission], "{behalf:?}");
    }
    for person in [None, Some("Vali".to_owned())] {
        let request = SubjectRequest { person, ..records.request.clone() };
        assert_eq!(Records { request, ..records.clone() }.breaks(), [Break::Submission]);
    }
}

proptest! {
    #[test]
    fn any_other_order_is_found(order in Just((0..EVENTS as usize).collect::<Vec<usize>>()).prop_shuffle()) {
        let records = Records::new();
        let events = order.iter().map(|at| records.events[*at].clone()).collect();
        let is_same = order.is_sorted();
        prop_assert_eq!(Records { events, ..records }.breaks().is_empty(), is_same);
    }
}
