//! The officer's desk: requests that come by post or telephone, and what is told of all of them together.

use serde_json::{Value, json};

use crate::program::{Folder, Run};
use crate::server::{DATA, Server, records};
use crate::submissions::{EMAIL, NAME};

const LETTER: [&str; 12] = [
    "--received",
    "2026-11-20T10:00",
    "--channel",
    "letter",
    "--relationship",
    "customer",
    "--name",
    NAME,
    "--as",
    "Nargiza",
    "--text",
    "Please delete\r\nmy orders.",
];

/// Enters a request for that right.
fn enter(folder: &Folder, right: &str, more: &[&str]) -> Run {
    folder.candor(&[&["requests", "enter", "--right", right, "--data", DATA], more].concat())
}

/// A request that was entered, as programs get it.
fn entered(folder: &Folder, right: &str, more: &[&str]) -> Value {
    let Run { code, stdout, stderr } = enter(folder, right, &[more, &["--format", "json"]].concat());
    assert_eq!((code, stderr.as_str()), (0, ""));
    serde_json::from_str(&stdout).expect("a record")
}

/// The letter with another value for one of its arguments, or with one more argument.
fn letter_with<'a>(argument: &'a str, value: &'a str) -> Vec<&'a str> {
    let pairs = LETTER.chunks(2).filter(|pair| pair[0] != argument).flatten().copied();
    pairs.chain([argument, value]).collect()
}

fn text<'a>(record: &'a Value, name: &str) -> &'a str {
    record[name].as_str().unwrap_or_else(|| panic!("no text {name} in {record}"))
}

#[test]
fn a_letter_is_entered_with_its_day_and_its_subject_sees_it_with_the_key() {
    let folder = Folder::sample();
    let server = Server::start(&folder);
    let record = entered(&folder, "erasure", &LETTER);
    let (reference, key) = (text(&record, "reference"), text(&record, "key"));
    // Ten working days of Uzbekistan from Friday: 8 December is free.
    assert_eq!((text(&record, "received_on"), text(&record, "respond_by")), ("2026-11-20", "2026-12-04"));
    assert_eq!((text(&record, "received"), text(&record, "locale")), ("2026-11-20T05:00:00Z", "uz"));
    assert_eq!((text(&record, "name"), text(&record, "email")), (NAME, ""));
    assert_eq!(record["policy"]["policy"], "privacy");

    let shown = records(&folder, &["requests", "show", reference]).remove(0);
    assert_eq!((shown.get("key"), shown.get("key_hash"), shown.get("salt")), (None, None, None));
    let first = &shown["history"][0];
    assert_eq!((&first["kind"], &first["channel"]), (&json!("received"), &json!("letter")));
    assert_eq!((&first["by"], &first["at"]), (&json!({ "officer": "Nargiza" }), &record["received"]));
    assert!(text(first, "entered") > text(first, "at"));
    assert_eq!(text(&shown, "details"), "Please delete\nmy orders.");
    let page = folder.candor(&["requests", "show", reference, "--data", DATA]).stdout;
    assert!(page.contains("received by letter, entered 20"), "{page}");
    assert!(page.contains(", Nargiza"), "{page}");

    let fields = [("locale", "en"), ("reference", reference), ("key", key)];
    let page = server.client.post_form("/api/status", &fields).expect(200);
    assert!(page.body.contains("2026-12-04") && page.body.contains("20 November 2026"), "{}", page.body);
    for hidden in ["Nargiza", "letter", "Goʻzal"] {
        assert!(!page.body.contains(hidden), "{hidden} in {}", page.body);
    }
    let answer = json!({ "reference": reference, "key": "00000-00000-00000-00000-000000" });
    server.client.post_json("/api/status", &answer).expect(404);
    let verified = folder.candor(&["requests", "verify", "--data", DATA]);
    assert_eq!((verified.code, verified.stderr.as_str()), (0, ""), "{}", verified.stdout);
    let fulfilled =
        ["requests", "fulfil", reference, "--data", DATA, "--as", "Nargiza", "--text", "Your orders are deleted."];
    assert_eq!(folder.candor(&fulfilled).code, 0);
}

#[test]
fn what_is_printed_of_an_entered_request_is_enough_for_the_subject() {
    let folder = Folder::sample();
    let server = Server::start(&folder);
    folder.write("letter.txt", "\nEverything, please.\n");
    let said: Vec<_> = LETTER[..10].iter().copied().chain(["--text-file", "letter.txt", "--email", EMAIL]).collect();
    let run = enter(&folder, "access", &said);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    let lines: Vec<_> = run.stdout.lines().map(|line| line.rsplit(' ').next().unwrap_or_default()).collect();
    assert_eq!((lines[0].len(), lines[1].len(), lines[2]), (11, 30, "2026-12-04"), "{}", run.stdout);
    let answer = json!({ "reference": lines[0], "key": lines[1] });
    let status = server.client.post_json("/api/status", &answer).expect(200).json();
    assert_eq!((&status["right"], &status["state"]), (&json!("access"), &json!("received")));
    let shown = records(&folder, &["requests", "show", lines[0]]).remove(0);
    assert_eq!((text(&shown, "details"), text(&shown, "email")), ("Everything, please.", EMAIL));

    // The same words may come a second time, in another letter.
    let again = entered(&folder, "access", &said);
    assert_ne!((text(&again, "reference"), text(&again, "key")), (lines[0], lines[1]));
    assert_eq!(records(&folder, &["requests", "list"]).len(), 2);
}

#[test]
fn a_day_without_a_time_begins_where_the_portal_is() {
    let folder = Folder::sample();
    let _server = Server::start(&folder);
    for (received, moment) in [
        ("2026-11-20", "2026-11-19T19:00:00Z"),
        ("2026-11-20T00:00", "2026-11-19T19:00:00Z"),
        ("2020-02-29", "2020-02-28T19:00:00Z"),
    ] {
        let record = entered(&folder, "access", &letter_with("--received", received));
        assert_eq!((text(&record, "received"), text(&record, "received_on")), (moment, &received[..10]));
    }
    let overdue = records(&folder, &["requests", "list", "--overdue"]);
    assert_eq!((overdue.len(), text(&overdue[0], "received_on")), (1, "2020-02-29"));
    assert_eq!(overdue[0].get("policy"), None, "no policy was in force then");
}

#[test]
fn what_the_portal_does_not_take_is_refused_with_everything_that_is_wrong() {
    let folder = Folder::sample();
    let _server = Server::start(&folder);
    let long = "ж".repeat(4001);
    let cases = [
        ("objection-to-all", letter_with("--name", NAME), "the rights are access"),
        ("portability", LETTER.to_vec(), "--right is none that the portal has: it has access, rectification"),
        ("erasure", letter_with("--received", "2199-01-01"), "2199-01-01 00:00 has not come yet"),
        ("erasure", letter_with("--received", "20.11.2026"), "write the day as 2026-11-20"),
        ("erasure", letter_with("--received", "2026-11-20T10:00Z"), "write the day as 2026-11-20"),
        ("erasure", letter_with("--channel", "form"), "the channels are letter, phone, email, in-person"),
        ("erasure", letter_with("--relationship", "friend"), "--relationship is none that the portal has: it has"),
        ("erasure", letter_with("--locale", "de"), "--locale is none that the portal has: it has uz, ru, en"),
        ("erasure", letter_with("--email", "Gozal <a@b.uz>"), "--email is not an e-mail address"),
        ("erasure", letter_with("--name", " "), "--name is missing"),
        ("erasure", letter_with("--text", &long), "--text has 4001 characters, and at most 4000 fit"),
        ("rectification", letter_with("--text", " "), "--text is missing"),
        ("erasure", letter_with("--as", " "), "say who you are"),
    ];
    for (right, arguments, sentence) in cases {
        let run = enter(&folder, right, &arguments);
        assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{sentence}: {}", run.stderr);
        assert!(run.stderr.contains(sentence), "{sentence}: {}", run.stderr);
    }
    let without: Vec<_> = LETTER.chunks(2).filter(|pair| pair[0] != "--relationship").flatten().copied().collect();
    let many = enter(
        &folder,
        "rectification",
        &[&without[..6], &["--name", "A\u{1b}", "--as", "N", "--text", ""]].concat()[2..],
    );
    assert_eq!(many.code, 2, "{}", many.stderr);
    assert_eq!(records(&folder, &["requests", "list"]), [] as [Value; 0]);
}

#[test]
fn a_portal_that_does_not_build_enters_nothing() {
    let folder = Folder::sample();
    let _server = Server::start(&folder);
    folder.edit("content/portal.toml", "[portal]\n", "[portal]\nnonsense = 1\n");
    let run = enter(&folder, "erasure", &LETTER);
    assert_eq!((run.code, run.stdout.as_str()), (1, ""));
    assert!(run.stderr.contains("nonsense") && run.stderr.contains("Nothing was entered"), "{}", run.stderr);
    assert_eq!(records(&folder, &["requests", "list"]), [] as [Value; 0]);
}
