//! Choices over HTTP, against the real engine: by form and by script, what stands for whom, and what the browser keeps.

use jiff::{Timestamp, ToSpan};
use serde_json::{Value, json};

use crate::client::{Answer, Client};
use crate::program::Folder;
use crate::server::{Server, until};

const CHOICES: &str = "/api/consents";
const CURRENT: &str = "/api/consents/current?locale=ru";

/// The choices that stand for a browser, as a program sees them.
fn standing(client: &Client, cookies: &str) -> Answer {
    client.ask("GET", CURRENT).header("accept", "application/json").header("cookie", cookies).send()
}

fn page(client: &Client, cookies: &str) -> String {
    client.ask("GET", CURRENT).header("cookie", cookies).send().expect(200).body
}

/// Functional, analytics and marketing of a record, in this order.
fn given(record: &Value) -> [bool; 3] {
    assert_eq!(record["choices"]["necessary"], "given", "{record}");
    assert_eq!(record["choices"].as_object().map(serde_json::Map::len), Some(4), "{record}");
    ["functional", "analytics", "marketing"].map(|purpose| record["choices"][purpose] == "given")
}

fn text<'a>(record: &'a Value, name: &str) -> &'a str {
    record[name].as_str().unwrap_or_else(|| panic!("{name} of {record}"))
}

/// The moment that many days after a choice was made.
fn after(record: &Value, days: i64) -> String {
    let at: Timestamp = text(record, "at").parse().expect("a moment");
    (at + (days * 24).hours()).to_string()
}

/// For how many seconds a cookie with these attributes is kept.
fn age(attributes: &[&str]) -> i64 {
    let age = attributes.iter().find_map(|attribute| attribute.strip_prefix("Max-Age="));
    age.and_then(|age| age.parse().ok()).expect("the cookie has an age")
}

#[test]
fn each_button_of_the_form_stores_what_it_says() {
    let folder = Folder::sample();
    let server = Server::start(&folder);
    let ticked = [("purpose.functional", "refused"), ("purpose.analytics", "given"), ("purpose.marketing", "refused")];
    let buttons = [("save", [false, true, false], 365), ("accept-all", [true, true, true], 365)];
    for (button, choices, days) in buttons {
        let fields: Vec<_> = ticked.into_iter().chain([("locale", "ru"), ("choice", button)]).collect();
        let answer = server.client.post_form(CHOICES, &fields).expect(303);
        let record = standing(&server.client, &answer.cookies()).expect(200).json();
        assert_eq!(answer.header("location"), format!("/api/consents/{}?locale=ru", text(&record, "id")));
        assert_eq!(given(&record), choices, "{button}");
        assert_eq!(text(&record, "valid_until"), after(&record, days));
        assert_eq!((&record["locale"], &record["policy"]["policy"]), (&json!("ru"), &json!("cookies")));
        let page = page(&server.client, &answer.cookies());
        assert!(page.contains("<html lang=\"ru\"") && page.contains(text(&record, "id")), "{page}");
        for (purpose, given) in ["functional", "analytics", "marketing"].into_iter().zip(choices) {
            let checked = if given { "given" } else { "refused" };
            assert!(page.contains(&format!("name=\"purpose.{purpose}\" value=\"{checked}\" checked")), "{page}");
        }
    }
}

#[test]
fn who_refuses_everything_gets_one_cookie_without_an_identifier_and_a_receipt_that_is_nobodys() {
    let folder = Folder::sample();
    let server = Server::start(&folder);
    let answer = server.client.post_form(CHOICES, &[("choice", "refuse-all"), ("locale", "ru")]).expect(303);
    assert!(
        answer.cookies().starts_with("candor_choices=") && !answer.cookies().contains("; "),
        "{}",
        answer.cookies()
    );
    let record = server.records(&["consents", "show"]).remove(0);
    assert_eq!((given(&record), record.get("visitor")), ([false; 3], None));
    assert_eq!(text(&record, "valid_until"), after(&record, 184), "the longest that six months can be");
    // Whoever has the address sees it: there is nothing of anybody in it.
    let receipt = server.client.get(answer.header("location")).expect(200).body;
    assert!(receipt.contains("В записи нет идентификатора") && receipt.contains("Отказано"), "{receipt}");
    // The page of choices knows it from the browser alone.
    let page = page(&server.client, &answer.cookies());
    assert!(page.contains("Действует") || page.contains("действует"), "{page}");
    assert!(!page.contains("value=\"given\" checked"), "{page}");
}

#[test]
fn what_is_not_ticked_is_refused() {
    let folder = Folder::sample();
    let server = Server::start(&folder);
    for fields in [&[("choice", "save")] as &[_], &[("purpose.necessary", "refused")], &[]] {
        server.client.post_form(CHOICES, fields).expect(303);
    }
    let all: Vec<_> = server.records(&["consents", "show"]).iter().map(given).collect();
    assert_eq!(all, [[false; 3]; 3]);
}

#[test]
fn the_cookies_reach_no_further_than_they_must() {
    let folder = Folder::sample();
    let server = Server::start(&folder);
    let answer = server.client.post_form(CHOICES, &[("purpose.analytics", "given")]).expect(303);
    let record = standing(&server.client, &answer.cookies()).json();
    let moment = |name| text(&record, name).parse::<Timestamp>().expect("a moment").as_millisecond();
    let (visitor, attributes) = answer.cookie("candor_visitor");
    let age = age(&attributes);
    assert!((31_535_990..=31_536_000).contains(&age), "{age}");
    assert_eq!(attributes, ["HttpOnly", &format!("Max-Age={age}"), "Path=/api", "SameSite=Lax"]);
    assert_eq!(visitor.len(), 26);
    // Scripts read this one. The portal's domain is left out: a browser on 127.0.0.1 would refuse the cookie.
    let (choices, attributes) = answer.cookie("candor_choices");
    assert_eq!(attributes, [&format!("Max-Age={age}"), "Path=/", "SameSite=Lax"]);
    let (since, until) = (moment("at"), moment("valid_until"));
    let mark = &text(&record["notice"], "digest")[..16];
    let expected =
        format!("analytics=1&functional=0&marketing=0&_since={since}&_until={until}&_signal=0&_seen=1-{mark}");
    assert_eq!(choices, expected);
}

#[test]
fn a_new_choice_of_the_same_browser_stands_in_place_of_the_old_one_and_both_are_kept() {
    let folder = Folder::sample();
    let server = Server::start(&folder);
    let first = server.client.post_form(CHOICES, &[("choice", "accept-all")]).expect(303);
    let visitor = first.cookie("candor_visitor").0;
    let refusal =
        server.client.ask("POST", CHOICES).form(&[("choice", "refuse-all")]).header("cookie", &first.cookies());
    let second = refusal.send().expect(303);
    // What is withdrawn belongs to whoever gave it, and so stays in one history.
    assert_eq!(second.cookie("candor_visitor").0, visitor);
    assert_eq!(given(&standing(&server.client, &first.cookies()).json()), [false; 3]);
    let page = page(&server.client, &first.cookies());
    let (newest, oldest) =
        (page.find("отказ от всего"), page.find("разрешено: Функциональные, Аналитические, Маркетинговые"));
    assert!(newest.is_some() && newest < oldest, "{page}");
    let kept: Vec<_> = server.records(&["consents", "show", visitor]).iter().map(given).collect();
    assert_eq!(kept, [[true; 3], [false; 3]]);
}

#[test]
fn a_stranger_sees_nothing_of_anyones_choices() {
    let folder = Folder::sample();
    let server = Server::start(&folder);
    server.client.post_form(CHOICES, &[("choice", "accept-all")]).expect(303);
    let unknown =
        ["", "candor_visitor=0123456789ABCDEFGHJKMNPQRS", "candor_visitor=x", "candor_choices=v1.1.analytics-1"];
    for cookie in unknown {
        let page = page(&server.client, cookie);
        assert!(!page.contains("действует до") && !page.contains("value=\"given\" checked"), "{cookie}: {page}");
        let problem = standing(&server.client, cookie).expect(404);
        assert_eq!(problem.header("content-type"), "application/problem+json");
    }
    assert_eq!(server.records(&["consents", "show"]).len(), 1);
}

#[test]
fn a_visitor_identifier_that_is_not_ours_is_not_taken_over() {
    let folder = Folder::sample();
    let server = Server::start(&folder);
    let accept = server.client.ask("POST", CHOICES).form(&[("choice", "accept-all")]);
    let answer = accept.header("cookie", "candor_visitor=my-name-is-Gulnora").send().expect(303);
    assert_ne!(answer.cookie("candor_visitor").0, "my-name-is-Gulnora");
}

#[test]
fn a_script_chooses_in_json() {
    let folder = Folder::sample();
    let server = Server::start(&folder);
    let choice = json!({ "choices": { "analytics": "given", "marketing": "refused" }, "locale": "uz" });
    let answer = server.client.post_json(CHOICES, &choice).expect(201);
    let record = answer.json();
    assert_eq!((given(&record), &record["locale"]), ([false, true, false], &json!("uz")));
    assert_eq!(record.get("visitor"), None, "no script may read who the visitor is");
    assert_eq!(standing(&server.client, &answer.cookies()).json(), record);
    let all = server.client.post_json(CHOICES, &json!({ "choice": "accept-all" })).expect(201).json();
    assert_eq!(given(&all), [true; 3]);
    let methods: Vec<_> =
        server.records(&["consents", "show"]).into_iter().map(|record| record["method"].clone()).collect();
    assert_eq!(methods, ["program", "program"]);
}

#[test]
fn a_purpose_that_the_portal_does_not_have_is_refused_and_nothing_is_stored() {
    let folder = Folder::sample();
    let server = Server::start(&folder);
    let choices = json!({ "choices": { "analytics": "given", "tracking": "given", "marketing": "perhaps" } });
    let problem = server.client.post_json(CHOICES, &choices).expect(422).json();
    let fields: Vec<_> = problem["errors"].as_array().expect("a list").iter().map(|error| &error["field"]).collect();
    assert_eq!(fields, ["purpose.marketing", "purpose.tracking"]);
    server.client.post_form(CHOICES, &[("purpose.tracking", "given"), ("locale", "ru")]).expect(422);
    for malformed in [json!({}), json!({ "choice": "perhaps" }), json!({ "choices": ["analytics"] }), json!([])] {
        server.client.post_json(CHOICES, &malformed).expect(400);
    }
    assert_eq!(server.records(&["consents", "show"]), Vec::<Value>::new());
}

#[test]
fn only_the_sites_that_the_portal_names_may_choose_for_their_visitors() {
    let folder = Folder::sample();
    let server = Server::start(&folder);
    let from = |method, origin: &str| {
        server.client.ask(method, CHOICES).header("origin", origin).header("sec-fetch-site", "cross-site")
    };
    let choice = json!({ "choice": "accept-all" });
    let friend = "https://www.turnapost.example.uz";
    let preflight = from("OPTIONS", friend).header("access-control-request-method", "POST").send().expect(204);
    let taken = from("POST", friend).json(&choice).send().expect(201);
    for answer in [&preflight, &taken] {
        assert_eq!(answer.header("access-control-allow-origin"), friend);
        assert_eq!(answer.header("access-control-allow-credentials"), "true");
        assert!(answer.header("vary").to_lowercase().contains("origin"), "{answer:?}");
    }
    for stranger in ["https://evil.example", "https://www.turnapost.example.uz.evil.example", "null"] {
        let refused = from("POST", stranger).json(&choice).send().expect(403);
        assert_eq!(refused.header("access-control-allow-origin"), "");
        assert_eq!(from("OPTIONS", stranger).send().header("access-control-allow-origin"), "");
    }
    assert_eq!(server.records(&["consents", "show"]).len(), 1);
}

#[test]
fn the_page_heeds_the_browsers_signal_and_a_visitor_may_choose_otherwise() {
    let folder = Folder::sample();
    let server = Server::start(&folder);
    let page = server.client.ask("GET", CURRENT).header("sec-gpc", "1").send().expect(200).body;
    assert!(page.contains("отказом от следующего: Маркетинговые."), "{page}");
    for other in ["0", "true", ""] {
        let page = server.client.ask("GET", CURRENT).header("sec-gpc", other).send().expect(200).body;
        assert!(!page.contains("Global Privacy Control"), "only 1 is the signal, not {other:?}");
    }
    let choice = server.client.ask("POST", CHOICES).form(&[("choice", "accept-all"), ("locale", "ru")]);
    let answer = choice.header("sec-gpc", "1").send().expect(303);
    assert!(answer.cookie("candor_choices").0.contains("marketing=1&_since"), "{answer:?}");
    assert!(answer.cookie("candor_choices").0.contains("&_signal=1&"), "no script takes it back: {answer:?}");
    let receipt = server.client.ask("GET", answer.header("location")).header("cookie", &answer.cookies());
    assert!(receipt.send().expect(200).body.contains("браузер посылал этот сигнал"));
}

#[test]
fn a_signal_refuses_what_it_must_and_carries_on_what_was_given() {
    let folder = Folder::sample();
    let server = Server::start(&folder);
    let accepted = server.client.post_form(CHOICES, &[("choice", "accept-all")]).expect(303);
    let body =
        "functional=1&analytics=1&marketing=0&_since=1796040000000&_until=1827576000000&_signal=1&_seen=1&_key=0.5";
    let send = |cookies: &str| {
        let ask = server.client.ask("POST", CHOICES).body("application/x-www-form-urlencoded", body);
        ask.header("cookie", cookies).send()
    };
    send(&accepted.cookies()).expect(204);
    let records = server.records(&["consents", "show"]);
    assert_eq!((records.len(), given(&records[1]), &records[1]["method"]), (2, [true, true, false], &json!("signal")));
    let until = |record: &Value| text(record, "valid_until").parse::<Timestamp>().expect("a moment");
    assert!(until(&records[1]) <= until(&records[0]), "the signal prolongs nothing: {records:?}");
}

#[test]
fn what_a_visitor_saw_before_the_portal_was_built_anew_is_still_known() {
    let folder = Folder::sample();
    let server = Server::start(&folder);
    let banner = server.client.get("/consent/en.html").expect(200).body;
    let seen = banner.split(" id=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("what is seen").to_owned();
    let (_, mark) = seen.split_once('-').expect("a version and a mark");
    let holds = |file: std::path::PathBuf| {
        std::fs::read(file).is_ok_and(|bytes| bytes.windows(mark.len()).any(|window| window == mark.as_bytes()))
    };
    // Nobody has chosen: the courier keeps it on its round.
    let data = || std::fs::read_dir(folder.path(".candor")).expect("the preview keeps something");
    until("the notice is kept", || data().flatten().any(|entry| holds(entry.path())).then_some(()));
    server.kill();
    folder.edit(
        "content/registers/cookies.toml",
        "used to count repeat visits",
        "used to tell new visits from repeated ones",
    );
    let server = Server::start(&folder);
    assert!(!server.client.get("/consent/en.html").expect(200).body.contains(mark), "the words are others");
    let body = format!(
        "analytics=1&functional=0&marketing=0&_since=1796040000000&_until=1827576000000&_signal=0&_seen={seen}&_key=0.5"
    );
    server.client.ask("POST", CHOICES).body("application/x-www-form-urlencoded", body).send().expect(204);
    let records = server.records(&["consents", "show"]);
    assert!(text(&records[0]["notice"], "digest").starts_with(mark), "{records:?}");
}
