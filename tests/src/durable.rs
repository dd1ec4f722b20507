//! What was answered is kept: over a stop, and over a crash in the middle of everything.

use std::collections::BTreeSet;
use std::sync::Mutex;

use candor_model::Reference;

use crate::client::Client;
use crate::program::Folder;
use crate::server::{Server, records, until};
use crate::submissions::{as_json, reference, submission};

/// How many visitors send at once, and how often everything crashes.
const SENDERS: usize = 4;
const CRASHES: usize = 4;
/// How many submissions are answered before each crash.
const ANSWERS: usize = 40;

#[test]
fn a_restart_keeps_the_requests_the_choices_and_the_receipts() {
    let folder = Folder::sample();
    let server = Server::start(&folder);
    let sent = server.client.post_form("/api/requests", &submission("erasure", "en")).expect(303);
    let choice = server.client.post_form("/api/consents", &[("choice", "accept-all")]).expect(303);
    server.stop();

    let server = Server::start(&folder);
    let receipt = server.client.ask("GET", sent.header("location")).header("cookie", &sent.cookies());
    assert!(receipt.send().expect(200).body.contains(&reference(&sent).to_string()));
    let current = server.client.ask("GET", choice.header("location")).header("cookie", &choice.cookies());
    let current = current.send().expect(200).body;
    assert!(current.contains("Ruxsat berilgan") && !current.contains("Rad etilgan"), "{current}");
    let again = server.client.ask("POST", "/api/requests").form(&submission("erasure", "en"));
    let repeated = again.header("cookie", &sent.cookies()).send().expect(303);
    assert_eq!(repeated.cookies(), sent.cookies(), "a reload after the restart is still the same submission");
    assert_eq!(server.records(&["requests", "list"]).len(), 1);
}

#[test]
fn a_crash_while_submissions_arrive_loses_none_that_got_an_answer() {
    let folder = Folder::sample();
    let answered = Mutex::new(BTreeSet::new());
    for crash in 1..=CRASHES {
        let server = Server::start(&folder);
        let client = server.client.clone();
        std::thread::scope(|scope| {
            for sender in 0..SENDERS {
                let (client, answered) = (&client, &answered);
                scope.spawn(move || send_until_the_crash(client, &format!("{crash} {sender}"), answered));
            }
            let count = || answered.lock().expect("no sender panics with it").len();
            until("enough is answered", || (count() >= crash * ANSWERS).then_some(()));
            server.kill();
        });
        check(&folder, &answered.lock().expect("no sender panics with it"));
    }
}

/// Sends one submission after the other, by turns as a form and as JSON, and notes each that is answered.
fn send_until_the_crash(client: &Client, sender: &str, answered: &Mutex<BTreeSet<Reference>>) {
    for number in 0_u32.. {
        let details = format!("{sender} {number}");
        let mut fields = submission("erasure", "uz");
        fields[5].1 = &details;
        let question = client.ask("POST", "/api/requests");
        let question = if number % 2 == 0 { question.form(&fields) } else { question.json(&as_json(&fields)) };
        let Ok(answer) = question.try_send() else { return };
        assert!(matches!(answer.status, 201 | 303), "{answer:?}");
        answered.lock().expect("no sender panics with it").insert(reference(&answer));
    }
}

/// Everything that was answered is there, and whatever is there is there in full.
fn check(folder: &Folder, answered: &BTreeSet<Reference>) {
    let listed = records(folder, &["requests", "list"]);
    let references = listed.iter().map(|record| record["reference"].as_str().and_then(|text| text.parse().ok()));
    let references: BTreeSet<Reference> = references.map(|found| found.expect("a record has a reference")).collect();
    let lost: Vec<_> = answered.difference(&references).collect();
    assert!(lost.is_empty(), "{} of {} are lost: {lost:?}", lost.len(), answered.len());
    for reference in references.difference(answered).chain(answered.iter().take(1)) {
        let record = &records(folder, &["requests", "show", &reference.to_string()])[0];
        assert_eq!(record["history"].as_array().map(Vec::len), Some(1), "{record}");
    }
}
