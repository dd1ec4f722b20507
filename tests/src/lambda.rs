//! The intake as AWS runs it: the real `bootstrap`, recorded events of the gateway and of a function URL, and the items
//! that are in the table afterwards.

use std::net::SocketAddr;

use candor::engine;
use candor_intake::Store;
use candor_model::{Reference, Right};
use serde_json::{Value, json};

use crate::function::{Function, TABLE, mount};
use crate::mail::mail_server;
use crate::program::Folder;
use crate::tree;

/// The function with the intake folder of the sample, and the table that it writes to.
struct Cloud {
    function: Function,
    store: Store,
    intake: Folder,
}

impl Cloud {
    async fn start() -> Self {
        let database = engine::open(None).expect("memory");
        let store = Store::new(engine::client(database.clone()), TABLE);
        store.create_table().await.expect("an empty engine takes a table");
        Self::with_table_at(store, mount(database).await).await
    }

    async fn with_table_at(store: Store, table: SocketAddr) -> Self {
        let intake = Folder::sample();
        let build = intake.candor(&["build", "--date", "2026-11-23"]);
        assert_eq!(build.code, 0, "{}", build.stderr);
        let function = Function::start(&intake.path("dist/intake"), table).await;
        Self { function, store, intake }
    }

    async fn invoke(&self, event: Value) -> Value {
        self.function.invoke(event).await.expect("the function answers")
    }
}

fn event(name: &str) -> Value {
    let path = tree::root().join("tests/events").join(name).with_extension("json");
    serde_json::from_str(&std::fs::read_to_string(path).expect("the event is recorded")).expect("an event is JSON")
}

/// The event with a word in it replaced by what only this run knows.
fn event_with(name: &str, word: &str, value: &str) -> Value {
    serde_json::from_str(&event(name).to_string().replace(word, value)).expect("an event is JSON")
}

/// The value of a cookie that an answer sets.
fn cookie(answer: &Value, name: &str) -> String {
    let cookies = answer["cookies"].as_array().expect("the answer sets cookies");
    let set = cookies.iter().filter_map(Value::as_str).find_map(|cookie| cookie.strip_prefix(&format!("{name}=")));
    let set = set.unwrap_or_else(|| panic!("no cookie {name} in {answer}"));
    set.split(';').next().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn a_base64_form_is_stored_and_answered_with_its_receipt() {
    let cloud = Cloud::start().await;
    let answer = cloud.invoke(event("gateway-form")).await;
    assert_eq!(answer["statusCode"], 303, "{answer}");
    let location = answer["headers"]["location"].as_str().expect("a receipt has an address");
    let reference: Reference = location.rsplit('/').next().unwrap_or_default().parse().expect("a reference");

    let stored = cloud.store.request(&reference).await.expect("the engine answers").expect("it was accepted");
    assert_eq!((stored.right, stored.name.as_str()), (Right::Erasure, "Goʻzal Oʻrinboyeva"));
    assert_eq!(stored.details, "Hisobimni oʻchiring.");

    let receipt = event_with("gateway-receipt", "REFERENCE", &reference.to_string());
    let receipt = receipt.to_string().replace("RECEIPT", &cookie(&answer, "candor_receipt"));
    let page = cloud.invoke(serde_json::from_str(&receipt).expect("an event is JSON")).await;
    assert_eq!(page["statusCode"], 200, "{page}");
    let html = page["body"].as_str().expect("a page is text");
    assert!(html.contains(&reference.to_string()) && html.contains("lang=\"uz\""));

    let log = cloud.function.log();
    assert_eq!(log.lines().count(), 2, "{log}");
    for personal in [reference.to_string().as_str(), "gozal", "Goʻzal", "203.0.113.7", "oʻchiring"] {
        assert!(!log.contains(personal), "{log}");
    }
}

#[tokio::test]
async fn a_json_submission_sent_twice_is_one_request() {
    let cloud = Cloud::start().await;
    let (first, second) = (cloud.invoke(event("gateway-json")).await, cloud.invoke(event("gateway-json")).await);
    assert_eq!((&first["statusCode"], &second["statusCode"]), (&json!(201), &json!(201)), "{first} {second}");
    assert_eq!(first["body"], second["body"]);
    assert_eq!(cloud.store.open_requests().await.expect("the engine answers").len(), 1);
}

/// The event of a form for that right, from a viewer's address.
fn form_from(viewer: &str, right: &str) -> Value {
    let mut form = event("gateway-form");
    form["headers"]["cloudfront-viewer-address"] = viewer.into();
    form["isBase64Encoded"] = false.into();
    let fields = ["locale=en", "relationship=customer", "name=Aziza", "email=aziza%40mail.example.uz"];
    form["body"] = format!("right={right}&{}&details={right}", fields.join("&")).into();
    form
}

#[tokio::test]
async fn the_function_limits_what_one_network_sends_by_the_address_that_the_edge_saw() {
    let cloud = Cloud::start().await;
    let mut refused = None;
    for number in 0..40 {
        let mut form = form_from(&format!("2001:db8:1:2::{number:x}:51312"), "access");
        form["body"] = format!("{}+{number}", form["body"].as_str().expect("a text")).into();
        let answer = cloud.invoke(form).await;
        if answer["statusCode"] == 429 {
            refused = Some(answer);
            break;
        }
        assert_eq!(answer["statusCode"], 303, "{answer}");
    }
    let refused = refused.expect("there is a limit");
    assert!(refused["headers"]["retry-after"].is_string(), "{refused}");
    assert!(refused["body"].as_str().is_some_and(|page| page.contains("value=\"Aziza\"")), "{refused}");
    assert_eq!(cloud.invoke(form_from("[2001:db8:1:3::1]:51312", "access")).await["statusCode"], 303);
    assert_eq!(cloud.invoke(form_from("198.51.100.9:51312", "access")).await["statusCode"], 303);
    let log = cloud.function.log();
    assert!(!log.contains("2001:db8") && !log.contains("198.51.100"), "{log}");
}

#[tokio::test]
async fn choices_through_a_function_url_are_kept_and_shown_to_their_visitor_only() {
    let cloud = Cloud::start().await;
    let answer = cloud.invoke(event("function-url-choices")).await;
    assert_eq!(answer["statusCode"], 303, "{answer}");
    let visitor = cookie(&answer, "candor_visitor");
    assert!(cookie(&answer, "candor_choices").contains("analytics"));
    assert_eq!(cloud.store.consents(&visitor).await.expect("the engine answers").len(), 1);

    let current = cloud.invoke(event_with("function-url-current", "VISITOR", &visitor)).await;
    let record: Value = serde_json::from_str(current["body"].as_str().expect("JSON is text")).expect("JSON");
    assert_eq!(record["choices"]["analytics"], "given", "{record}");
    assert_eq!(record["choices"]["marketing"], "refused");
    let stranger =
        cloud.invoke(event_with("function-url-current", "VISITOR", "0123456789abcdef0123456789abcdef")).await;
    assert!(!stranger["body"].as_str().unwrap_or_default().contains("given"), "{stranger}");
}

#[tokio::test]
async fn a_post_without_a_body_gets_an_answer_and_the_function_lives_on() {
    let cloud = Cloud::start().await;
    let answer = cloud.invoke(event("gateway-empty")).await;
    assert_eq!(answer["statusCode"], 422, "{answer}");
    assert_eq!(cloud.invoke(event("gateway-json")).await["statusCode"], 201);
}

#[tokio::test]
async fn a_client_that_goes_away_and_sends_again_gets_the_receipt_of_the_first_time() {
    let cloud = Cloud::start().await;
    // The gateway gives up on a client, yet the function runs on: nobody reads the first answer.
    let abandoned = cloud.function.invoke(event("gateway-json"));
    let _ = tokio::time::timeout(std::time::Duration::ZERO, abandoned).await;
    let again = cloud.invoke(event("gateway-json")).await;
    assert_eq!(again["statusCode"], 201, "{again}");
    assert_eq!(cloud.store.open_requests().await.expect("the engine answers").len(), 1);
}

#[tokio::test]
async fn the_courier_is_the_same_binary_and_tells_its_round_without_a_name() {
    let database = engine::open(None).expect("memory");
    let (store, table) = (Store::new(engine::client(database.clone()), TABLE), mount(database).await);
    store.create_table().await.expect("an empty engine takes a table");
    let cloud = Cloud::with_table_at(store, table).await;
    assert_eq!(cloud.invoke(event("gateway-form")).await["statusCode"], 303);

    let (address, letters) = mail_server("250 fine");
    let intake = cloud.intake.path("dist/intake");
    let courier = Function::start_courier(&intake, table, &format!("smtp://{address}")).await;
    let schedule = json!({ "source": "aws.events", "detail-type": "Scheduled Event" });
    let round = courier.invoke(schedule.clone()).await.expect("a round");
    assert_eq!((&round["sent"], &round["failures"], &round["duties"]["purged"]), (&json!(2), &json!([]), &json!(0)));
    assert_eq!(letters.try_iter().count(), 2);
    assert_eq!(courier.invoke(schedule).await.expect("a round")["sent"], 0);
    let log = courier.log();
    assert!(log.contains("\"sent\":2") && !log.contains("gozal") && !log.contains('@'), "{log}");
}

#[tokio::test]
async fn a_table_that_does_not_answer_gives_503_with_retry_after() {
    let store = Store::new(engine::client(engine::open(None).expect("memory")), TABLE);
    // Port 1 of loopback: nobody listens there.
    let cloud = Cloud::with_table_at(store, SocketAddr::from(([127, 0, 0, 1], 1))).await;
    let answer = cloud.invoke(event("gateway-form")).await;
    assert_eq!(answer["statusCode"], 503, "{answer}");
    assert!(answer["headers"]["retry-after"].is_string());
    assert!(answer["body"].as_str().unwrap_or_default().contains("<h1"));
}
