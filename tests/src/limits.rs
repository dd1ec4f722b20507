//! What is too much: who has to wait, for how long, and who has not to.

use std::net::SocketAddr;

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use candor::engine::{self, Database};
use candor_intake::{Limit, Limits};
use jiff::SignedDuration;
use serde_json::{Value, json};
use tokio::net::TcpListener;

use crate::client::Answer;
use crate::faulty::store_at;
use crate::function::TABLE;
use crate::host::{ELSEWHERE, HOME, Host};
use crate::submissions::{DETAILS, EMAIL, NAME, as_json, between, input, reference, submission, unescaped};

/// How many submissions without proof of work a network may send in one window.
const MOST: u32 = 10;

/// A submission that no other one repeats.
pub(crate) fn numbered(number: u32, locale: &str) -> Vec<(String, String)> {
    let mut fields: Vec<_> = submission("erasure", locale).into_iter().map(owned).collect();
    fields[5].1 = format!("{number}: {DETAILS}");
    fields
}

fn owned((name, text): (&str, &str)) -> (String, String) {
    (name.to_owned(), text.to_owned())
}

pub(crate) fn borrowed(fields: &[(String, String)]) -> Vec<(&str, &str)> {
    fields.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect()
}

async fn send(host: &Host, address: &str, number: u32) -> Answer {
    host.form(address, "/api/requests", &borrowed(&numbered(number, "en"))).await
}

/// Sends as much as the limits take without proof of work.
pub(crate) async fn exhaust(host: &Host, address: &str) {
    for number in 0..MOST {
        send(host, address, 1000 + number).await.expect(303);
    }
}

#[tokio::test]
async fn a_form_beyond_the_limit_comes_back_with_everything_typed_and_says_when_to_send_it() {
    let host = Host::start().await;
    exhaust(&host, HOME).await;
    Host::pass(SignedDuration::from_secs(4 * 60 + 30));
    for (locale, sentence, title) in [
        ("en", "Please send it again in 6 minutes.", "<title>Error: "),
        ("ru", "Отправьте форму ещё раз через 6 минут.", "<title>Ошибка: "),
        ("uz", "Shaklni 6 daqiqadan keyin qayta yuboring.", "<title>Xato: "),
    ] {
        let fields = numbered(1, locale);
        let mut fields = borrowed(&fields);
        fields.push(("submission_key", "0123456789abcdef-token"));
        let answer = host.form(HOME, "/api/requests", &fields).await.expect(429);
        assert_eq!(answer.header("retry-after"), "330");
        let page = answer.body;
        assert!(between(&page, "id=\"errors\"", "</div>").contains(sentence) && page.contains(title), "{page}");
        assert_eq!((input(&page, "name"), input(&page, "email")), (NAME.to_owned(), EMAIL.to_owned()));
        assert_eq!(input(&page, "submission_key"), "0123456789abcdef-token");
        assert!(page.contains("value=\"customer\" checked"), "{page}");
        let typed = between(&page, "<textarea id=\"details\"", "</textarea>");
        assert_eq!(unescaped(typed.split_once(">\n").expect("the tag ends with its line").1), fields[5].1);
    }
    assert_eq!(host.store.open_requests().await.expect("the engine answers").len(), 10);
}

#[tokio::test]
async fn a_program_beyond_the_limit_is_told_when_to_try_again_and_that_work_raises_it() {
    let host = Host::start().await;
    exhaust(&host, HOME).await;
    let answer = host.json(HOME, "/api/requests", &as_json(&submission("access", "en"))).await.expect(429);
    assert_eq!(answer.header("content-type"), "application/problem+json");
    assert_eq!(answer.header("retry-after"), "600");
    let problem = answer.json();
    assert_eq!((&problem["status"], &problem["title"]), (&json!(429), &json!("Too Many Requests")));
    let detail = problem["detail"].as_str().expect("a text");
    assert!(detail.contains("proof of work") && detail.contains("/api/challenge"), "{detail}");
}

#[tokio::test]
async fn a_window_passes_and_other_networks_never_wait() {
    let host = Host::start().await;
    exhaust(&host, HOME).await;
    send(&host, HOME, 1).await.expect(429);
    send(&host, ELSEWHERE, 1).await.expect(303);
    Host::pass(SignedDuration::from_secs(599));
    let answer = send(&host, HOME, 1).await.expect(429);
    assert_eq!(answer.header("retry-after"), "1");
    Host::pass(SignedDuration::from_secs(1));
    send(&host, HOME, 1).await.expect(303);
}

#[tokio::test]
async fn all_addresses_of_one_ipv6_customer_count_together() {
    let host = Host::start().await;
    for number in 0..MOST {
        send(&host, &format!("2001:db8:1:2::{number}"), number).await.expect(303);
    }
    send(&host, "2001:db8:1:2:ffff::1", 99).await.expect(429);
    send(&host, "2001:db8:1:3::1", 99).await.expect(303);
    let unknown: Vec<_> = (0..=MOST).map(|number| number + 200).collect();
    for number in unknown {
        send(&host, "", number).await.expect(303);
    }
}

#[tokio::test]
async fn a_form_with_mistakes_is_not_counted_and_a_second_press_gets_its_receipt_beyond_the_limit() {
    let host = Host::start().await;
    for _ in 0..2 * MOST {
        host.form(HOME, "/api/requests", &[("right", "erasure"), ("locale", "en")]).await.expect(422);
    }
    let first = send(&host, HOME, 0).await.expect(303);
    exhaust_what_is_left(&host).await;
    let again = send_again(&host, &first, 0).await.expect(303);
    assert_eq!((again.header("location"), again.cookies()), (first.header("location"), first.cookies()));
    // The same content from elsewhere is another person's, and neither keeps the other from anything.
    let stranger = send(&host, ELSEWHERE, 0).await.expect(303);
    assert_ne!(reference(&stranger), reference(&first));
    Host::pass(SignedDuration::from_mins(10));
    let anew = send_again(&host, &first, 0).await.expect(303);
    assert_ne!(reference(&anew), reference(&first), "after ten minutes it is meant anew");
}

async fn exhaust_what_is_left(host: &Host) {
    for number in 1..MOST {
        send(host, HOME, number).await.expect(303);
    }
    send(host, HOME, 99).await.expect(429);
}

/// The same from the browser that has a receipt of it.
async fn send_again(host: &Host, first: &Answer, number: u32) -> Answer {
    host.form_with(&first.cookies(), "/api/requests", &borrowed(&numbered(number, "en"))).await
}

#[tokio::test]
async fn nobody_is_given_the_key_of_what_another_sent_from_the_same_network() {
    let host = Host::start().await;
    let own = send(&host, HOME, 0).await.expect(303);
    let stranger = send(&host, HOME, 0).await.expect(303);
    assert_ne!(reference(&stranger), reference(&own), "who shares the address and knows the words is still a stranger");
    assert_ne!(stranger.cookies(), own.cookies());
    assert_eq!(host.store.open_requests().await.expect("the engine answers").len(), 2);
    // A receipt of something else opens nothing either.
    let other = send(&host, HOME, 1).await.expect(303);
    let again = send_again(&host, &other, 0).await.expect(303);
    assert_ne!(reference(&again), reference(&own));
}

#[tokio::test]
async fn a_stranger_who_sends_the_same_first_neither_suppresses_the_request_nor_gets_its_receipt() {
    let host = Host::start().await;
    let mut fields = submission("erasure", "en");
    fields.push(("submission_key", "0123456789abcdef-token"));
    let stranger = host.form(ELSEWHERE, "/api/requests", &submission("erasure", "en")).await.expect(303);
    let own = host.form(HOME, "/api/requests", &fields).await.expect(303);
    assert_ne!(reference(&own), reference(&stranger));
    assert_ne!(own.cookies(), stranger.cookies());
    assert_eq!(host.store.open_requests().await.expect("the engine answers").len(), 2);
}

#[tokio::test]
async fn the_brake_holds_a_flood_from_everywhere_for_a_minute() {
    let brake = Limit { most: 8, within: SignedDuration::from_mins(1) };
    let host = Host::with(Limits { brake, ..Limits::default() }).await;
    let mut refused = 0;
    for number in 0..9 {
        let answer = send(&host, &format!("192.0.2.{number}"), number).await;
        assert!(matches!(answer.status, 303 | 429), "{answer:?}");
        if answer.status == 429 {
            assert_eq!(answer.header("retry-after"), "60");
            refused += 1;
        }
    }
    assert!(refused > 0, "of nine, eight pass at most");
    Host::pass(SignedDuration::from_mins(1));
    send(&host, "192.0.2.99", 99).await.expect(303);
}

#[tokio::test]
async fn one_network_alone_does_not_step_on_the_brake() {
    let brake = Limit { most: 4 * (MOST + 1), within: SignedDuration::from_mins(1) };
    let host = Host::with(Limits { brake, ..Limits::default() }).await;
    exhaust(&host, HOME).await;
    for number in 0..5 * MOST {
        send(&host, HOME, number).await.expect(429);
    }
    send(&host, ELSEWHERE, 0).await.expect(303);
}

#[tokio::test]
async fn failed_tries_are_limited_by_network_and_the_subject_gets_in_all_the_same() {
    let host = Host::start().await;
    let receipt = host.json(ELSEWHERE, "/api/requests", &as_json(&submission("access", "en"))).await.expect(201).json();
    let own = json!({ "reference": receipt["reference"], "key": receipt["key"] });
    let wrong = json!({ "reference": receipt["reference"], "key": "00000-00000-00000-00000-000000" });
    let token = format!("/api/confirm/{}-{}", "7KQ2MX9D4T", "0".repeat(26));
    for number in 0..20 {
        match number % 4 {
            0 => host.json(HOME, "/api/status", &wrong).await.expect(404),
            1 => host.json(HOME, "/api/withdraw", &wrong).await.expect(404),
            2 => host.json(HOME, "/api/withdraw", &unknown(&own)).await.expect(404),
            _ => host.json(HOME, &genuine_form(&token, &receipt), &json!({})).await.expect(404),
        };
    }
    let problem = host.json(HOME, "/api/status", &wrong).await.expect(429);
    assert_eq!((problem.header("retry-after"), problem.header("content-type")), ("600", "application/problem+json"));
    assert!(problem.json()["detail"].as_str().is_some_and(|detail| !detail.contains("proof of work")));
    // Whoever has the key gets in, whatever others of the same network try.
    host.json(HOME, "/api/status", &own).await.expect(200);
    host.json(HOME, &genuine_form(&token, &receipt), &json!({})).await.expect(429);
    let fields = [("locale", "ru"), ("reference", receipt["reference"].as_str().unwrap_or_default()), ("key", "x")];
    let page = host.form(HOME, "/api/status", &fields).await.expect(429).body;
    assert!(page.contains("Попробуйте ещё раз через 10 минут.") && input(&page, "reference") == fields[1].1, "{page}");
    host.json(ELSEWHERE, "/api/status", &wrong).await.expect(404);
    Host::pass(SignedDuration::from_mins(10));
    host.json(HOME, "/api/status", &wrong).await.expect(404);
}

fn unknown(own: &Value) -> Value {
    let reference = candor_model::Reference::from_random([1; 8]);
    json!({ "reference": reference.to_string(), "key": own["key"] })
}

/// A token that looks like one of the request's.
fn genuine_form(token: &str, receipt: &Value) -> String {
    let reference = receipt["reference"].as_str().expect("a reference").replace('-', "");
    token.replace("7KQ2MX9D4T", &reference)
}

#[tokio::test]
async fn tries_that_succeed_are_not_counted() {
    let host = Host::start().await;
    let receipt = host.json(HOME, "/api/requests", &as_json(&submission("access", "en"))).await.expect(201).json();
    let own = json!({ "reference": receipt["reference"], "key": receipt["key"] });
    for _ in 0..30 {
        host.json(HOME, "/api/status", &own).await.expect(200);
    }
}

#[tokio::test]
async fn the_networks_of_one_household_count_together_and_others_do_not() {
    let host = Host::start().await;
    for number in 0..40 {
        send(&host, &format!("2001:db8:7:{number:x}::1"), number).await.expect(303);
    }
    send(&host, "2001:db8:7:ff::1", 98).await.expect(429);
    send(&host, "2001:db8:8::1", 99).await.expect(303);
}

#[tokio::test]
async fn nobody_gets_more_letters_in_a_day_than_a_person_causes_and_nothing_is_lost() {
    let host = Host::start().await;
    for number in 0..12 {
        send(&host, &format!("192.0.2.{number}"), number).await.expect(303);
    }
    assert_eq!(host.letters().await.len(), 2 * 10, "ten requests, with a letter to each side");
    let stored = host.store.open_requests().await.expect("the engine answers");
    assert_eq!((stored.len(), stored.iter().filter(|request| request.doubtful).count()), (12, 2));
    Host::pass(SignedDuration::from_hours(24));
    send(&host, HOME, 99).await.expect(303);
    assert!(host.letters().await.iter().any(|letter| letter.subject.contains("We have received")));
}

#[tokio::test]
async fn choices_have_a_wide_limit_of_their_own() {
    let choices = Limit { most: 3, within: SignedDuration::from_mins(10) };
    let host = Host::with(Limits { choices, ..Limits::default() }).await;
    for _ in 0..3 {
        host.json(HOME, "/api/consents", &json!({ "choice": "accept-all" })).await.expect(201);
    }
    let problem = host.json(HOME, "/api/consents", &json!({ "choice": "refuse-all" })).await.expect(429);
    assert_eq!((problem.header("retry-after"), &problem.json()["status"]), ("600", &json!(429)));
    let page = host.form(HOME, "/api/consents", &[("choice", "refuse-all"), ("locale", "uz")]).await.expect(429);
    assert!(page.body.contains("10 daqiqadan keyin qayta urinib koʻring."), "{}", page.body);
    host.json(ELSEWHERE, "/api/consents", &json!({ "choice": "refuse-all" })).await.expect(201);
    assert!(Limits::default().choices.most >= 100);
}

#[tokio::test]
async fn counters_hold_nothing_personal_and_expire() {
    let host = Host::start().await;
    exhaust(&host, HOME).await;
    host.json(HOME, "/api/status", &json!({ "reference": "0", "key": "0" })).await.expect(404);
    host.json(HOME, "/api/consents", &json!({ "choice": "accept-all" })).await.expect(201);
    let counters = host.items("RATE#");
    assert!(counters.len() >= 3, "{counters:?}");
    for counter in &counters {
        let names: Vec<_> = counter.as_object().expect("an item").keys().map(String::as_str).collect();
        assert_eq!(names, ["PK", "SK", "count", "expires"], "{counter}");
        let [_, hash, begins] = counter["PK"]["S"].as_str().map(parts).expect("a key");
        assert!(hash.len() == 64 && hash.bytes().all(|byte| byte.is_ascii_hexdigit()), "{counter}");
        let seconds = |text: &str| text.parse::<i64>().expect("seconds");
        let expires = seconds(counter["expires"]["N"].as_str().expect("a number"));
        assert!(expires > seconds(begins) && expires <= seconds(begins) + 24 * 60 * 60 + 60, "{counter}");
        assert_eq!(counter["SK"]["S"], "RATE");
    }
    let all = json!(counters).to_string();
    assert!(!all.contains("203.0.113") && !all.contains(&candor_intake::sha256(HOME.as_bytes())), "{all}");
}

fn parts(key: &str) -> [&str; 3] {
    let parts: Vec<_> = key.split('#').collect();
    parts.try_into().expect("a counter's key has three parts")
}

/// A table whose counters cannot be written, as a role that forbids it would have it.
async fn without_counters(State(database): State<Database>, headers: HeaderMap, body: Bytes) -> (StatusCode, String) {
    let target = headers["x-amz-target"].to_str().expect("a target is text");
    if target.ends_with(".UpdateItem") {
        let error = json!({ "__type": "com.amazonaws.dynamodb.v20120810#AccessDeniedException" });
        return (StatusCode::BAD_REQUEST, error.to_string());
    }
    let (status, json) = engine::answer(&database, target, &body);
    (StatusCode::from_u16(status).expect("a status"), json)
}

#[tokio::test]
async fn a_counter_that_fails_loses_no_request() {
    let database = engine::open(None).expect("memory");
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address: SocketAddr = listener.local_addr().expect("it is bound");
    let router = Router::new().fallback(without_counters).with_state(database.clone());
    tokio::spawn(async move { axum::serve(listener, router).await });
    let store = store_at(address, TABLE);
    store.create_table().await.expect("an empty engine takes a table");
    let host = Host::over(store, database, Limits::default());
    for number in 0..=MOST {
        send(&host, HOME, number).await.expect(303);
    }
    host.json(HOME, "/api/consents", &json!({ "choice": "accept-all" })).await.expect(201);
    assert_eq!(host.items("RATE#"), [] as [Value; 0]);
    assert_eq!(host.items("REQ#").iter().filter(|item| item["SK"]["S"] == "REQ").count(), 11);
}
