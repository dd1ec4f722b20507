//! The courier's duties, day by day: what expires, what is reckoned anew, what is erased, and what the officer is told.

use std::collections::BTreeMap;

use candor_intake::{Action, Duties, HashingKey, Key, Moment, Step};
use candor_model::{
    Actor, Choice, ConsentMethod, ConsentRecord, EventKind, Mail, MailState, Need, NoticeReference, RequestState,
    Right, YearStatus,
};
use jiff::Timestamp;
use jiff::civil::date;
use serde_json::Value;

use crate::rounds::{Portal, refusal};

#[tokio::test]
async fn what_nobody_confirms_expires_and_its_subject_is_told() {
    let portal = Portal::new().await;
    let received = date(2026, 11, 2);
    let unconfirmed = portal.receive(1, Right::Access, received).await;
    let confirmed = portal.receive(2, Right::Access, received).await;
    portal.step(&confirmed, Action::Confirm(None), received).await;
    let needs_none = portal.receive(3, Right::WithdrawConsent, received).await;
    let asked = portal.receive(4, Right::Erasure, received).await;
    let question = Action::Ask { need: Need::Identity, text: "Which account is yours?".to_owned() };
    portal.step(&asked, question, received).await;

    assert_eq!(portal.on(date(2026, 11, 16)).await.expired, 0, "the last of 14 days");
    assert_eq!(portal.on(date(2026, 11, 17)).await.expired, 1);
    assert_eq!(portal.on(date(2026, 11, 18)).await, Duties::default());
    assert_eq!(portal.state(&unconfirmed).await, RequestState::Expired);
    assert_eq!(portal.last_event(&unconfirmed).await, EventKind::Expired);
    for other in [&confirmed, &needs_none, &asked] {
        assert_eq!(portal.state(other).await, RequestState::Received);
    }
    let letter = portal.letter(&format!("{unconfirmed}.2.subject")).expect("its sender is told");
    assert!(letter.text.contains("nobody confirmed that you sent it"), "{}", letter.text);
    assert!(portal.letter(&format!("{unconfirmed}.1.subject")).expect("a receipt").text.contains("16 November 2026"));
}

#[tokio::test]
async fn a_day_off_that_is_added_later_moves_open_requests_and_the_event_says_which_day() {
    let mut portal = Portal::new().await;
    let received = date(2026, 11, 23);
    let open = portal.receive(1, Right::WithdrawConsent, received).await;
    let extended = portal.receive(2, Right::Objection, received).await;
    portal.step(&extended, Action::Extend { by: None, reason: "Three archives.".to_owned() }, received).await;
    let closed = portal.receive(3, Right::Rectification, received).await;
    portal.step(&closed, refusal(), received).await;
    let before = [portal.request(&open).await.respond_by, portal.request(&extended).await.respond_by];
    assert_eq!(before, [date(2026, 12, 7), date(2026, 12, 14)]);
    assert_eq!(portal.on(date(2026, 11, 24)).await.reckoned, 0);

    portal.add_days_off(2026, &[date(2026, 12, 3)]);
    assert_eq!(portal.on(date(2026, 11, 24)).await.reckoned, 2, "on the same day, since the rules have changed");
    assert_eq!(portal.on(date(2026, 11, 24)).await.reckoned, 0);
    // The 8th is a holiday, and Saturday the 12th is worked for it.
    let because = vec![date(2026, 12, 3)];
    for (reference, respond_by) in [(&open, date(2026, 12, 9)), (&extended, date(2026, 12, 15))] {
        assert_eq!(portal.request(reference).await.respond_by, respond_by);
        let because = because.clone();
        assert_eq!(portal.last_event(reference).await, EventKind::Reckoned { respond_by, provisional: false, because });
    }
    assert_eq!(portal.request(&closed).await.respond_by, date(2026, 12, 7), "what is closed is closed");

    portal
        .site
        .catalogue
        .requests
        .calendar
        .years
        .iter_mut()
        .for_each(|year| year.days_off.retain(|day| *day != date(2026, 12, 3)));
    assert_eq!(portal.on(date(2026, 11, 24)).await.reckoned, 2, "a day off that is taken back, be it on the same day");
    let reckoned = EventKind::Reckoned { respond_by: date(2026, 12, 7), provisional: false, because };
    assert_eq!(portal.last_event(&open).await, reckoned);
}

#[tokio::test]
async fn a_year_that_becomes_final_makes_a_date_sure() {
    let mut portal = Portal::new().await;
    let reference = portal.receive(1, Right::WithdrawConsent, date(2026, 12, 25)).await;
    assert!(portal.request(&reference).await.provisional);
    portal.site.catalogue.requests.calendar.years.iter_mut().for_each(|year| year.status = YearStatus::Final);
    assert_eq!(portal.on(date(2026, 12, 26)).await.reckoned, 1);
    assert!(!portal.request(&reference).await.provisional);
    let respond_by = portal.request(&reference).await.respond_by;
    let reckoned = EventKind::Reckoned { respond_by, provisional: false, because: Vec::new() };
    assert_eq!(portal.last_event(&reference).await, reckoned);
}

#[tokio::test]
async fn what_has_been_kept_for_long_enough_is_purged_to_the_last_word() {
    let portal = Portal::new().await;
    let closed_on = date(2023, 11, 30);
    let reference = portal.receive(1, Right::Erasure, date(2023, 11, 27)).await;
    portal.step(&reference, Action::Note("Aziza called twice.".to_owned()), closed_on).await;
    portal.step(&reference, refusal(), closed_on).await;
    portal.on(date(2026, 11, 30)).await;
    assert!(!portal.request(&reference).await.purged, "the last day of three years");
    assert_eq!(portal.on(date(2026, 12, 1)).await.purged, 1);
    assert_eq!(portal.on(date(2026, 12, 2)).await.purged, 0);

    let left = portal.request(&reference).await;
    assert!(left.purged && left.is_without_personal_data());
    assert_eq!((left.state, left.closed_on), (RequestState::Refused, Some(closed_on)));
    assert_eq!(portal.last_event(&reference).await, EventKind::Purged);
    assert_eq!(portal.store.remarks(&reference).await, Ok(Vec::new()));
    assert_eq!(portal.store.mail_of(&reference).await, Ok(Vec::new()));
    let everything = portal.dump();
    for personal in ["Aziza", "aziza", "Karimov", "Everything", "customers", "hash-of"] {
        assert!(!everything.contains(personal), "`{personal}` in {everything}");
    }
    let closed = portal.store.closed_requests().await.expect("the table answers");
    assert_eq!(closed, std::slice::from_ref(&left), "the figures still count it");
    assert!(!Key::of(&reference, &HashingKey::new(&"s".repeat(32)).expect("long enough")).opens(&left));
    let at: Timestamp = "2026-12-03T10:00:00Z".parse().expect("a moment");
    let moment = Moment { at, on: date(2026, 12, 3), by: Actor::Courier, random: [0; 32] };
    let calendar = &portal.site.catalogue.requests.calendar;
    for action in [Action::Note("More".to_owned()), Action::Hold("Court".to_owned()), Action::Purge] {
        assert!(Step::take(&left, action, moment.clone(), calendar).is_err());
    }
}

#[tokio::test]
async fn what_is_held_stays_until_it_is_released() {
    let portal = Portal::new().await;
    let reference = portal.receive(1, Right::Erasure, date(2020, 2, 3)).await;
    portal.step(&reference, refusal(), date(2020, 2, 4)).await;
    portal.step(&reference, Action::Hold("A court asks for it.".to_owned()), date(2020, 2, 5)).await;
    assert_eq!(portal.on(date(2026, 11, 23)).await.purged, 0);
    assert_eq!(portal.request(&reference).await.name, "Aziza Karimova");
    portal.step(&reference, Action::Release("The case is closed.".to_owned()), date(2026, 11, 23)).await;
    assert_eq!(portal.on(date(2026, 11, 24)).await.purged, 1);
    portal.last_event(&reference).await;
}

#[tokio::test]
async fn a_courier_that_broke_down_while_it_purged_is_followed_by_one_that_goes_on() {
    let portal = Portal::new().await;
    let reference = portal.receive(1, Right::Erasure, date(2020, 2, 3)).await;
    portal.step(&reference, refusal(), date(2020, 2, 4)).await;
    portal.step(&reference, Action::Purge, date(2026, 11, 23)).await;
    assert_eq!(portal.store.remarks(&reference).await.map(|remarks| remarks.len()), Ok(1));
    assert_eq!(portal.on(date(2026, 11, 23)).await.purged, 0);
    assert_eq!(portal.store.remarks(&reference).await, Ok(Vec::new()));
    assert_eq!(portal.store.closed_requests().await.map(|closed| closed.len()), Ok(1));
}

#[tokio::test]
async fn consent_records_are_erased_a_year_after_they_ended_or_were_replaced() {
    let portal = Portal::new().await;
    let put = async |id: &str, visitor: Option<&str>, at: &str, valid_until: &str| {
        let moment = |text: &str| text.parse().expect("a moment");
        let record = ConsentRecord {
            id: id.to_owned(),
            visitor: visitor.map(str::to_owned),
            at: moment(at),
            received_at: moment(at),
            notice: NoticeReference { version: 1, digest: "ab".repeat(32) },
            signal: false,
            site: None,
            choices: BTreeMap::from([("analytics".to_owned().try_into().expect("a purpose"), Choice::Given)]),
            policy: None,
            locale: "en".to_owned().try_into().expect("a locale"),
            method: ConsentMethod::Page,
            valid_until: moment(valid_until),
        };
        portal.store.put_consent(&record, None).await.expect("stored");
    };
    let left = async || {
        let records = portal.store.all_consents().await.expect("the table answers");
        records.into_iter().map(|record| record.id).collect::<Vec<_>>()
    };
    put("01", Some("replaced"), "2024-01-10T10:00:00Z", "2025-01-10T10:00:00Z").await;
    put("02", Some("replaced"), "2024-03-01T10:00:00Z", "2025-03-01T10:00:00Z").await;
    put("03", None, "2024-01-10T10:00:00Z", "2025-01-10T10:00:00Z").await;
    assert_eq!(portal.on(date(2025, 3, 1)).await.consents_erased, 0);
    assert_eq!(portal.on(date(2025, 3, 2)).await.consents_erased, 1, "a year after another took its place");
    assert_eq!(left().await, ["02", "03"]);
    portal.on(date(2026, 1, 10)).await;
    assert_eq!(portal.on(date(2026, 1, 11)).await.consents_erased, 1, "a year after it ended by itself");
    assert_eq!(portal.on(date(2026, 3, 2)).await.consents_erased, 1);
    assert_eq!(left().await, Vec::<String>::new());
}

#[tokio::test]
async fn the_officer_gets_one_digest_on_each_working_day_on_which_something_presses() {
    let portal = Portal::new().await;
    let pressing = portal.receive(1, Right::WithdrawConsent, date(2026, 11, 16)).await;
    let later = portal.receive(2, Right::Objection, date(2026, 11, 23)).await;
    portal.on(date(2026, 11, 24)).await;
    assert!(portal.letter("digest.2026-11-24").is_none(), "due on the 30th, in four working days");
    portal.on(date(2026, 11, 25)).await;
    let letter = portal.letter("digest.2026-11-25").expect("due in three working days");
    assert_eq!(
        (letter.to.as_str(), letter.subject.as_str()),
        ("privacy@example.uz", "Requests: 0 overdue, 1 due soon")
    );
    assert!(letter.text.contains(&pressing.to_string()) && !letter.text.contains(&later.to_string()));
    assert!(!letter.text.contains("Aziza") && !letter.html.contains("aziza"));
    portal.on(date(2026, 11, 28)).await;
    assert!(portal.letter("digest.2026-11-28").is_none(), "a Saturday");
    portal.on(date(2026, 12, 1)).await;
    let letter = portal.letter("digest.2026-12-01").expect("overdue");
    assert!(letter.text.contains("overdue, was due by 30 November 2026"), "{}", letter.text);
    assert_eq!(Value::from(letter.subject), "Requests: 1 overdue, 0 due soon");
}

#[tokio::test]
async fn the_digest_names_for_some_days_whom_a_letter_did_not_reach() {
    let portal = Portal::new().await;
    let reference = portal.receive(1, Right::Objection, date(2026, 11, 23)).await;
    let mail = portal.store.mail_of(&reference).await.expect("the engine answers");
    for letter in mail {
        // On Tuesday evening, whoever it was for.
        let due = "2026-11-24T15:00:00Z".parse().expect("a moment");
        let given_up = Mail { state: MailState::GivenUp, attempts: 175, due, ..letter.clone() };
        assert_eq!(portal.store.change_mail(&letter, &given_up).await, Ok(true));
    }
    for (day, names) in [("2026-11-24", false), ("2026-11-25", true), ("2026-11-27", true), ("2026-11-30", false)] {
        portal.on(day.parse().expect("a day")).await;
        let digest = portal.letter(&format!("digest.{day}"));
        assert_eq!(digest.is_some(), names, "{day}");
        if let Some(digest) = digest {
            let named = format!("{reference}: a letter to the subject could not be sent");
            assert_eq!(digest.text.matches(&named).count(), 1, "{}", digest.text);
        }
    }
}
