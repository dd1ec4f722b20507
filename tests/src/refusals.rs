//! What the intake refuses, what it takes only once, and what it never tells.

use serde_json::json;

use crate::client::{Answer, Question};
use crate::program::Folder;
use crate::server::Server;
use crate::submissions::{DETAILS, EMAIL, NAME, as_json, reference, submission};

const FORM: &str = "application/x-www-form-urlencoded";
const JSON: &str = "application/json";

fn post(server: &Server<'_>) -> Question {
    server.client.ask("POST", "/api/requests")
}

/// Checks the same refusal as a page and as a problem for programs.
fn refused(question: impl Fn() -> Question, status: u16) {
    let page = question().send().expect(status);
    assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
    assert!(page.body.contains("<h1") && page.body.contains(&status.to_string()), "{page:?}");
    let problem = question().header("accept", "application/json").send().expect(status);
    assert_eq!(problem.header("content-type"), "application/problem+json");
    assert_eq!(problem.json()["status"], status);
}

fn count(server: &Server<'_>) -> usize {
    server.records(&["requests", "list"]).len()
}

#[test]
fn what_cannot_be_read_is_malformed() {
    let folder = Folder::sample();
    let server = Server::start(&folder);
    refused(|| post(&server).body(FORM, "right=erasure&name=%FF%FE"), 400);
    refused(|| post(&server).body(FORM, b"right=erasure&name=\xff".to_vec()), 400);
    for text in ["{", "[]", "\"erasure\"", "{\"right\": 1}", "{\"name\": {\"a\": \"b\"}}", "null"] {
        let answer = post(&server).header("accept", JSON).body(JSON, text).send().expect(400);
        assert_eq!(answer.header("content-type"), "application/problem+json", "{text}");
    }
    let short = [("submission_key", "short")].into_iter().chain(submission("erasure", "en")).collect::<Vec<_>>();
    refused(|| post(&server).form(&short), 400);
    assert_eq!(count(&server), 0);
}

#[test]
fn only_forms_and_json_in_utf_8_are_taken() {
    let folder = Folder::sample();
    let server = Server::start(&folder);
    let types =
        ["text/plain", "multipart/form-data; boundary=x", "application/xml", "application/json; charset=utf-16"];
    for media_type in types.into_iter().chain(["application/x-www-form-urlencoded; charset=windows-1251"]) {
        refused(|| post(&server).body(media_type, "right=erasure"), 415);
    }
    post(&server).header("accept", JSON).send().expect(415);
    let fields = as_json(&submission("erasure", "en")).to_string();
    post(&server).header("accept", JSON).body("application/json; charset=\"UTF-8\"", fields).send().expect(201);
}

#[test]
fn a_body_that_no_honest_form_sends_is_too_large() {
    let folder = Folder::sample();
    let server = Server::start(&folder);
    let body = |length: usize| format!("right=erasure&details={}", "x".repeat(length));
    refused(|| post(&server).body(FORM, body(64 * 1024)), 413);
    // The longest text that fits, in the letters that need the most bytes, is well within.
    let details = "ж".repeat(4000);
    let mut fields = submission("erasure", "ru");
    fields[5].1 = &details;
    post(&server).form(&fields).send().expect(303);
}

#[test]
fn an_address_that_does_not_exist_or_works_otherwise_says_so() {
    let folder = Folder::sample();
    let server = Server::start(&folder);
    for path in ["/api/", "/api/nope", "/api/requests/1", "/api/receipts/", "/api/receipts/nonsense"] {
        refused(|| server.client.ask("GET", path), 404);
    }
    for (method, path, allow) in [
        ("GET", "/api/requests", "POST"),
        ("GET", "/api/status", "POST"),
        ("PUT", "/api/requests", "POST"),
        ("DELETE", "/api/receipts/7KQ2M-X9D41", "GET,HEAD"),
        ("POST", "/api/health", "GET,HEAD"),
    ] {
        refused(|| server.client.ask(method, path), 405);
        assert_eq!(server.client.ask(method, path).send().header("allow"), allow, "{method} {path}");
    }
}

#[test]
fn a_right_that_is_not_offered_is_refused() {
    let folder = Folder::sample();
    let server = Server::start(&folder);
    for right in ["", "portability", "nonsense", "<script>"] {
        let page = post(&server).form(&submission(right, "ru")).send().expect(422).body;
        assert!(page.contains("<html lang=\"ru\"") && !page.contains("<script>a"), "{page}");
        let problem = server.client.post_json("/api/requests", &as_json(&submission(right, "ru"))).expect(422).json();
        assert_eq!(problem["errors"][0]["field"], "right");
    }
    assert_eq!(count(&server), 0);
}

#[test]
fn a_form_of_another_site_is_refused_and_stores_nothing() {
    let folder = Folder::sample();
    let server = Server::start(&folder);
    let form = || post(&server).form(&submission("erasure", "en"));
    for (header, value) in [
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
        ("origin", "https://evil.example"),
        ("origin", "null"),
        // A friend may send choices, not requests.
        ("origin", "https://www.turnapost.example.uz"),
    ] {
        refused(|| form().header(header, value), 403);
        refused(|| server.client.ask("POST", "/api/status").form(&[]).header(header, value), 403);
    }
    assert_eq!(count(&server), 0);
    for (header, value) in [("sec-fetch-site", "same-origin"), ("sec-fetch-site", "none"), ("origin", &server.site)] {
        form().header(header, value).send().expect(303);
    }
}

#[test]
fn what_a_browser_with_its_receipt_repeats_gets_the_same_receipt() {
    let folder = Folder::sample();
    let server = Server::start(&folder);
    let fields = submission("erasure", "en");
    let first = post(&server).form(&fields).send().expect(303);
    let (receipt, _) = first.cookie("candor_receipt");
    let again = || post(&server).header("cookie", &format!("candor_receipt={receipt}"));
    let same = |answer: Answer| {
        assert_eq!(reference(&answer), reference(&first));
        assert_eq!(answer.cookie("candor_receipt").0, receipt);
    };
    same(again().form(&fields).send());
    same(again().json(&as_json(&fields)).send());
    // A browser sends line ends as two characters, and the same page in another language is the same request.
    let mut other_tab = submission("erasure", "ru");
    let details = DETAILS.replace('\n', "\r\n");
    other_tab[5].1 = &details;
    same(again().form(&other_tab).send());
    assert_eq!(count(&server), 1);
}

#[test]
fn whoever_sends_what_another_wrote_is_not_given_the_receipt_of_the_other() {
    let folder = Folder::sample();
    let server = Server::start(&folder);
    let fields = submission("erasure", "en");
    let first = post(&server).form(&fields).send().expect(303);
    let other = post(&server).form(&fields).send().expect(303);
    assert_ne!(reference(&other), reference(&first));
    assert_eq!(count(&server), 2);
}

#[test]
fn a_submission_that_is_sent_again_is_one_request_and_one_that_was_corrected_is_another() {
    let folder = Folder::sample();
    let server = Server::start(&folder);
    let key = ("submission_key", "5e6c1f0e-5f6b-4a39-9b7e-0d7a2d4c9b11");
    let with_key = |right| [key].into_iter().chain(submission(right, "uz")).collect::<Vec<_>>();
    let send = |right| reference(&post(&server).form(&with_key(right)).send().expect(303));
    let first = send("erasure");
    assert_eq!(send("erasure"), first);
    assert_ne!(send("access"), first);
    assert_eq!(count(&server), 2);
}

#[test]
fn a_button_pressed_many_times_at_once_makes_one_request() {
    let folder = Folder::sample();
    let server = Server::start(&folder);
    let fields = [("submission_key", "0123456789abcdef")].into_iter().chain(submission("access", "uz"));
    let fields: Vec<_> = fields.collect();
    let press = || reference(&post(&server).form(&fields).send().expect(303));
    let references: Vec<_> = std::thread::scope(|scope| {
        let presses: Vec<_> = (0..8).map(|_| scope.spawn(press)).collect();
        presses.into_iter().map(|press| press.join().expect("an answer")).collect()
    });
    assert!(references.iter().all(|reference| *reference == references[0]), "{references:?}");
    assert_eq!(count(&server), 1);
}

#[test]
fn different_submissions_get_different_references() {
    let folder = Folder::sample();
    let server = Server::start(&folder);
    let base = submission("erasure", "en");
    let changes = [(0, "access"), (2, "visitor"), (3, "Another Name"), (4, "another@example.uz"), (5, "Other words")];
    let mut references = vec![reference(&post(&server).form(&base).send().expect(303))];
    for (field, other) in changes {
        let mut fields = base.clone();
        fields[field].1 = other;
        references.push(reference(&post(&server).form(&fields).send().expect(303)));
    }
    references.sort();
    references.dedup();
    assert_eq!(references.len(), changes.len() + 1);
    assert_eq!(count(&server), references.len());
}

#[test]
fn nothing_personal_is_told_in_addresses_or_in_the_terminal_and_no_key_is_kept() {
    let folder = Folder::sample();
    let server = Server::start(&folder);
    let sent = post(&server).form(&submission("erasure", "en")).send().expect(303);
    let (_, key) = sent.cookie("candor_receipt").0.split_once('.').expect("reference and key");
    let key = key.to_owned();
    server.client.ask("GET", sent.header("location")).header("cookie", &sent.cookies()).send().expect(200);
    post(&server).form(&[("right", "erasure"), ("name", NAME), ("email", "no-address")]).send().expect(422);
    let pair = json!({ "reference": reference(&sent).to_string(), "key": key, "locale": "ru" });
    server.client.post_json("/api/status", &pair).expect(200);
    let choice = server.client.post_form("/api/consents", &[("choice", "accept-all"), ("locale", "ru")]).expect(303);
    let visitor = choice.cookie("candor_visitor").0.to_owned();
    server.client.get("/api/receipts/Personal%20Name").expect(404);
    for address in [sent.header("location"), choice.header("location")] {
        assert!(![&key, &visitor].iter().any(|secret| address.contains(secret.as_str())), "{address}");
    }
    let reference = reference(&sent).to_string();
    let told = server.stop();
    assert!(told.contains("GET /api/receipts/{reference} 200"), "the operator sees routes: {told}");
    let personal = ["Goʻzal", "script", EMAIL, "Birinchi", "no-address", "Personal", &key, &visitor, &reference];
    for secret in personal {
        assert!(!told.contains(secret), "{secret} in {told}");
    }
    let kept = std::fs::read(folder.path(crate::server::DATA)).expect("the records");
    let grouped = format!("{}-{}", &key[..5], &key[5..10]);
    for secret in [key, grouped] {
        assert!(!kept.windows(secret.len()).any(|bytes| bytes == secret.as_bytes()), "the key is in the file");
    }
}
