//! What the form of a subject request asks back, over HTTP: about numbers that a visitor had better leave out,
//! about whom it is for, and what it tells those for whose data another decides.

use serde_json::{Value, json};

use crate::client::Client;
use crate::program::Folder;
use crate::server::{DATA, Server, records};
use crate::submissions::{as_json, between, input, reference, submission, unescaped};

const CARD: &str = "Kartam 4111 1111 1111 1111, pasportim AA1234567.";

/// A good submission with another free text.
fn with_details<'a>(locale: &'a str, details: &'a str) -> Vec<(&'a str, &'a str)> {
    let mut fields = submission("erasure", locale);
    fields[5].1 = details;
    fields
}

fn stored(folder: &Folder) -> usize {
    records(folder, &["requests", "list"]).len()
}

#[test]
fn a_form_with_private_numbers_comes_back_with_a_question_and_nothing_is_stored() {
    let folder = Folder::sample();
    let server = Server::start(&folder);
    let fresh = server.client.get("/uz/requests/erasure/").expect(200).body;
    assert!(!fresh.contains("keep_numbers"), "nobody is asked before there is a reason: {fresh}");
    for (locale, label, kinds) in [
        ("en", "Send it as it is", "a payment card number, the number of a passport or identity card"),
        ("ru", "Отправить как есть", "номер банковской карты, номер паспорта или удостоверения личности"),
        ("uz", "Oʻz holicha yuborilsin", "bank kartasi raqami, pasport yoki ID-karta raqami"),
    ] {
        let page = server.client.post_form("/api/requests", &with_details(locale, CARD)).expect(422).body;
        let sentence = between(&page, "id=\"details-error\"", "</p>");
        assert!(sentence.contains(kinds) && sentence.contains(label), "{sentence}");
        assert!(!sentence.contains("4111") && !sentence.contains("AA1234567"), "{sentence}");
        assert!(page.contains(&format!("<label for=\"keep_numbers\">{label}</label>")), "{page}");
        assert!(!page.contains("name=\"keep_numbers\" value=\"yes\" checked"), "{page}");
        assert_eq!(input(&page, "email"), crate::submissions::EMAIL);
        let typed = between(&page, "<textarea id=\"details\"", "</textarea>");
        assert!(unescaped(typed).ends_with(CARD), "{typed}");
    }
    assert_eq!(stored(&folder), 0);
}

#[test]
fn with_the_box_ticked_or_without_the_number_it_is_taken() {
    let folder = Folder::sample();
    let server = Server::start(&folder);
    let mut fields = with_details("ru", CARD);
    fields.push(("keep_numbers", "yes"));
    let answer = server.client.post_form("/api/requests", &fields).expect(303);
    let kept = &records(&folder, &["requests", "show", &reference(&answer).to_string()])[0];
    assert_eq!(kept["details"], CARD);
    assert_eq!(kept.get("keep_numbers"), None);

    server.client.post_form("/api/requests", &with_details("ru", "Заказ 48213, +998 71 200 45 18")).expect(303);
    assert_eq!(stored(&folder), 2);
}

#[test]
fn the_box_stays_ticked_while_the_form_comes_back_for_another_reason() {
    let folder = Folder::sample();
    let server = Server::start(&folder);
    let mut fields = with_details("en", CARD);
    (fields[3].1, fields[4].1) = ("", "nowhere");
    fields.push(("keep_numbers", "yes"));
    let page = server.client.post_form("/api/requests", &fields).expect(422).body;
    assert!(page.contains("name=\"keep_numbers\" value=\"yes\" checked"), "{page}");
    assert!(page.contains("id=\"email-error\"") && !page.contains("id=\"details-error\""), "{page}");
}

#[test]
fn a_program_is_asked_the_same_and_answers_in_the_same_field() {
    let folder = Folder::sample();
    let server = Server::start(&folder);
    let mut fields = with_details("en", CARD);
    let problem = server.client.post_json("/api/requests", &as_json(&fields)).expect(422).json();
    let error = &problem["errors"][0];
    assert_eq!((&error["field"], &error["fault"]), (&json!("details"), &json!("private-numbers")));
    assert_eq!(error["numbers"], json!(["payment-card", "identity-document"]));
    assert!(!problem.to_string().contains("4111"), "{problem}");
    // Anything but `yes` is no answer.
    fields.push(("keep_numbers", "no"));
    server.client.post_json("/api/requests", &as_json(&fields)).expect(422);
    fields[6].1 = "yes";
    server.client.post_json("/api/requests", &as_json(&fields)).expect(201);
}

#[test]
fn the_answer_is_no_part_of_what_is_sent() {
    let folder = Folder::sample();
    let server = Server::start(&folder);
    let mut fields = with_details("en", "Order 48213");
    fields.push(("submission_key", "0123456789abcdef-token"));
    let first = taken(&server.client, &fields);
    fields.push(("keep_numbers", "yes"));
    assert_eq!(taken(&server.client, &fields)["reference"], first["reference"], "the same content is the same request");
    assert_eq!(stored(&folder), 1);
}

#[test]
fn whoever_acts_for_another_is_asked_for_whom() {
    let folder = Folder::sample();
    let server = Server::start(&folder);
    let fresh = server.client.get("/en/requests/erasure/").expect(200).body;
    assert!(fresh.contains("name=\"behalf\" value=\"self\" checked"), "{fresh}");
    assert!(fresh.contains("Only if you act for someone else."), "{fresh}");

    let mut fields = submission("erasure", "en");
    fields.push(("behalf", "child"));
    let page = server.client.post_form("/api/requests", &fields).expect(422).body;
    assert!(page.contains("Please fill in “Name of the person concerned”."), "{page}");
    assert!(page.contains("name=\"behalf\" value=\"child\" checked"), "{page}");
    assert!(!page.contains("value=\"self\" checked"), "{page}");
    fields.push(("person", "  Ali Ўринбоев "));
    let reference = reference(&server.client.post_form("/api/requests", &fields).expect(303)).to_string();
    let kept = &records(&folder, &["requests", "show", &reference])[0];
    assert_eq!((&kept["behalf"], &kept["person"]), (&json!("child"), &json!("Ali Ўринбоев")));
    let shown = folder.candor(&["requests", "show", &reference, "--data", DATA]).stdout;
    assert!(shown.contains("behalf        child\n") && shown.contains("person        Ali Ўринбоев\n"), "{shown}");
    let verified = folder.candor(&["requests", "verify", &reference, "--data", DATA]);
    assert_eq!(verified.code, 0, "{}", verified.stdout);
}

#[test]
fn an_older_program_asks_for_its_own_person_and_an_unknown_answer_is_refused() {
    let folder = Folder::sample();
    let server = Server::start(&folder);
    let mut fields = submission("access", "en");
    let receipt = taken(&server.client, &fields);
    let kept = &records(&folder, &["requests", "show", receipt["reference"].as_str().expect("a reference")])[0];
    assert_eq!((&kept["behalf"], kept.get("person")), (&json!("self"), None));
    fields.push(("behalf", "nobody"));
    let problem = server.client.post_json("/api/requests", &as_json(&fields)).expect(422).json();
    let errors = problem["errors"].as_array().expect("a list");
    assert_eq!(errors.len(), 1, "{problem}");
    assert_eq!((&errors[0]["field"], &errors[0]["fault"]), (&json!("behalf"), &json!("not-offered")));
}

#[test]
fn the_same_words_for_another_person_are_another_request() {
    let folder = Folder::sample();
    let server = Server::start(&folder);
    let mut fields = submission("access", "en");
    fields.extend([("behalf", "child"), ("person", "Ali"), ("submission_key", "0123456789abcdef-token")]);
    let first = taken(&server.client, &fields);
    assert_eq!(taken(&server.client, &fields)["reference"], first["reference"]);
    fields[7].1 = "Vali";
    assert_ne!(taken(&server.client, &fields)["reference"], first["reference"]);
    fields[6].1 = "authority";
    taken(&server.client, &fields);
    assert_eq!(stored(&folder), 3);
}

#[test]
fn where_another_decides_about_the_data_the_visitor_is_told_before_and_after() {
    const BEFORE: &str = "Another company decides about this data; we hand the request over to it.";
    const AFTER: &str = "Another company decides about this data, and we act for it.";
    let folder = Folder::sample();
    let server = Server::start(&folder);
    let form = server.client.get("/en/requests/erasure/").expect(200).body;
    let label = between(&form, "<label for=\"relationship-addressee\">", "</label>");
    assert!(label.contains(BEFORE) && form.matches(BEFORE).count() == 1, "{form}");
    for (relationship, role, is_told) in [("addressee", "processor", true), ("customer", "controller", false)] {
        let mut fields = submission("erasure", "en");
        fields[2].1 = relationship;
        let answer = server.client.post_form("/api/requests", &fields).expect(303);
        let question = server.client.ask("GET", answer.header("location")).header("cookie", &answer.cookies());
        assert_eq!(question.send().expect(200).body.contains(AFTER), is_told, "{relationship}");
        let receipt = taken(&server.client, &fields);
        assert_eq!(receipt["role"], role);
        let pair = ["reference", "key"].map(|name| (name, receipt[name].as_str().expect("a text")));
        let status =
            server.client.post_form("/api/status", &[&pair[..], &[("locale", "en")]].concat()).expect(200).body;
        assert_eq!(status.contains(AFTER), is_told, "{relationship}: {status}");
        let shown = folder.candor(&["requests", "show", pair[0].1, "--data", DATA]).stdout;
        assert_eq!(shown.contains("candor requests forward"), is_told, "{relationship}: {shown}");
    }
}

/// The receipt of a submission.
fn taken(client: &Client, fields: &[(&str, &str)]) -> Value {
    client.post_json("/api/requests", &as_json(fields)).expect(201).json()
}
