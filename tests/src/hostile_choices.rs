//! Choices from those who wish us ill, or know no better: they change nothing and learn nothing.

use serde_json::Value;

use crate::client::Answer;
use crate::program::Folder;
use crate::server::Server;

const CHOICES: &str = "/api/consents";
const FORM: &str = "application/x-www-form-urlencoded";

/// What the banner's script would send for a visitor who allows analytics now and saw the notice with that mark.
fn kept(mark: &str, key: &str) -> String {
    let now = jiff::Timestamp::now().as_millisecond();
    let until = now + 365 * 24 * 60 * 60 * 1000;
    format!("functional=0&analytics=1&marketing=0&_since={now}&_until={until}&_signal=0&_seen=1-{mark}&_key={key}")
}

/// The mark of the notice that the sample shows in English.
fn mark(server: &Server<'_>) -> String {
    let banner = server.client.get("/consent/en.html").expect(200).body;
    banner.split(" id=\"1-").nth(1).and_then(|rest| rest.split('"').next()).expect("a mark").to_owned()
}

fn send(server: &Server<'_>, body: impl Into<Vec<u8>>) -> Answer {
    server.client.ask("POST", CHOICES).body(FORM, body).send()
}

fn recorded(server: &Server<'_>) -> Vec<Value> {
    server.records(&["consents", "show"])
}

#[test]
fn a_strangers_page_is_refused_whatever_it_sends() {
    let folder = Folder::sample();
    let server = Server::start(&folder);
    let mark = mark(&server);
    for (origin, site) in [
        ("https://evil.example", "cross-site"),
        ("https://evil.turnapost.example.uz", "same-site"),
        ("http://www.turnapost.example.uz", "cross-site"),
        ("null", "cross-site"),
    ] {
        let ask = |method| server.client.ask(method, CHOICES).header("origin", origin).header("sec-fetch-site", site);
        let refused = ask("POST").body(FORM, kept(&mark, "0.5")).send().expect(403);
        assert_eq!((refused.header("access-control-allow-origin"), refused.cookies().as_str()), ("", ""), "{origin}");
        let forged = ask("POST").form(&[("choice", "accept-all")]).send().expect(403);
        assert_eq!(forged.cookies(), "");
        assert_eq!(ask("OPTIONS").send().header("access-control-allow-origin"), "", "{origin}");
    }
    assert_eq!(recorded(&server), Vec::<Value>::new());
}

#[test]
fn whoever_misses_the_answer_and_sends_a_choice_again_adds_nothing_and_is_the_same_visitor() {
    let folder = Folder::sample();
    let server = Server::start(&folder);
    let mark = mark(&server);
    let body = kept(&mark, "0.25");
    let first = send(&server, body.clone()).expect(204);
    for _ in 0..3 {
        let again = send(&server, body.clone()).expect(204);
        assert_eq!((again.cookies(), again.body.as_str()), (first.cookies(), ""));
    }
    let records = recorded(&server);
    let visitor = first.cookie("candor_visitor").0;
    assert_eq!((records.len(), &records[0]["visitor"]), (1, &Value::from(visitor)));
    // Another key, or the same at another moment, is another visitor's.
    for other in [kept(&mark, "0.75"), body.replace("_since=1", "_since=0")] {
        assert_ne!(send(&server, other).expect(204).cookie("candor_visitor").0, visitor);
    }
    assert_eq!(recorded(&server).len(), 3);
}

#[test]
fn nobody_agrees_to_what_the_portal_does_not_show() {
    let folder = Folder::sample();
    let server = Server::start(&folder);
    let mark = mark(&server);
    let whole = kept(&mark, "0.5");
    let wrong = [
        (whole.replace(&mark, "0123456789abcdef"), 409),
        (whole.replace(&mark, "../../etc/passwd"), 409),
        (whole.replace("analytics=1", "tracking=1"), 422),
        (whole.replace("&_key=0.5", ""), 400),
        // Only the browser's signal decides without anything seen.
        (whole.replace(&mark, ""), 400),
    ];
    for (body, status) in wrong {
        let answer = send(&server, body.clone());
        assert_eq!((answer.status, answer.cookies().as_str()), (status, ""), "{body}");
    }
    assert_eq!(recorded(&server), Vec::<Value>::new());
    // Who refuses what cannot be refused has it all the same; and a signal gives nothing.
    send(&server, format!("necessary=0&{whole}")).expect(204);
    send(&server, whole.replace(&mark, "").replace("_signal=0", "_signal=1").replace("0.5", "0.6")).expect(204);
    let records = recorded(&server);
    assert_eq!(
        (&records[0]["choices"]["necessary"], records[1]["choices"].get("analytics")),
        (&Value::from("given"), None)
    );
    assert_eq!(records[1].get("visitor"), None);
}

#[test]
fn a_body_that_is_huge_or_broken_is_refused_and_leaves_nothing() {
    let folder = Folder::sample();
    let server = Server::start(&folder);
    let whole = kept(&mark(&server), "0.5");
    assert_eq!(send(&server, format!("{whole}&x={}", "a".repeat(200_000))).status, 413);
    let choices = whole.find("_since").expect("what the script keeps");
    for at in 0..=whole.len() - "0.5".len() {
        let answer = send(&server, &whole.as_bytes()[..at]);
        // Cut off before that it is a form without a script; later nothing that it says is taken for a choice.
        let expected = if at <= choices { 303 } else { 400 };
        assert_eq!(answer.status, expected, "{at}: {answer:?}");
    }
    for bytes in [&b"\xff\xfe=1&_since"[..], b"%ff=1", b"\0"] {
        assert!(matches!(send(&server, bytes).status, 303 | 400), "{bytes:?}");
    }
    for record in recorded(&server) {
        assert!(record["method"] == "page" || record["choices"]["analytics"] != "given", "{record}");
    }
}

#[test]
fn a_receipt_is_shown_to_its_visitor_only() {
    let folder = Folder::sample();
    let server = Server::start(&folder);
    let accepted = server.client.post_form(CHOICES, &[("choice", "accept-all"), ("locale", "en")]).expect(303);
    let address = accepted.header("location").to_owned();
    let other = server.client.post_form(CHOICES, &[("choice", "accept-all")]).expect(303);
    for cookies in [String::new(), other.cookies(), "candor_visitor=x".to_owned()] {
        let page = server.client.ask("GET", &address).header("cookie", &cookies).send().expect(404).body;
        assert!(!page.contains("Allowed"), "{page}");
    }
    let own = server.client.ask("GET", &address).header("cookie", &accepted.cookies());
    assert!(own.send().expect(200).body.contains("Allowed"));
    let json = server.client.ask("GET", &format!("{address}&format=json")).header("cookie", &accepted.cookies());
    let json = json.send().expect(200);
    let visitor = accepted.cookie("candor_visitor").0;
    assert!(!json.body.contains(visitor), "no script may read who the visitor is: {}", json.body);
    for id in ["", "x", "../current", "01a207d9-2101-7000-8000-000000000000", "%00", &"0".repeat(26), &"9".repeat(5000)]
    {
        let status = server.client.get(&format!("/api/consents/{id}")).status;
        assert!(matches!(status, 404 | 405 | 400), "{id}: {status}");
    }
}
