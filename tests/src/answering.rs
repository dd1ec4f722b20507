//! A request from its receipt to its end: what the officer does, what the subject sees of it, and what both can prove.

use serde_json::{Value, json};

use crate::client::Answer;
use crate::program::{Folder, Run};
use crate::server::{DATA, Server, records};
use crate::submissions::{EMAIL, as_json, submission};

/// Reference and key of a request that was just sent.
pub(crate) struct Ticket {
    pub(crate) reference: String,
    pub(crate) key: String,
    pub(crate) receipt: Value,
}

impl Ticket {
    pub(crate) fn send(server: &Server<'_>, right: &str, locale: &str) -> Self {
        let receipt = server.client.post_json("/api/requests", &as_json(&submission(right, locale))).expect(201).json();
        let text = |name: &str| receipt[name].as_str().expect("a text").to_owned();
        Self { reference: text("reference"), key: text("key"), receipt }
    }

    /// The status page that the subject sees.
    pub(crate) fn status(&self, server: &Server<'_>, locale: &str) -> Answer {
        let fields = [("locale", locale), ("reference", &self.reference), ("key", &self.key)];
        server.client.post_form("/api/status", &fields).expect(200)
    }

    /// An officer's step.
    pub(crate) fn step(&self, folder: &Folder, command: &str, more: &[&str]) -> Run {
        let arguments = ["requests", command, &self.reference, "--data", DATA, "--as", "Nargiza"];
        folder.candor(&[&arguments, more].concat())
    }

    pub(crate) fn shown(&self, folder: &Folder) -> Value {
        records(folder, &["requests", "show", &self.reference]).remove(0)
    }
}

pub(crate) fn done(run: &Run) -> &str {
    assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{}", run.stdout);
    &run.stdout
}

pub(crate) fn impossible(run: &Run, sentence: &str) {
    assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{}", run.stderr);
    assert!(run.stderr.contains(sentence), "{}", run.stderr);
}

/// A portal of a company in Germany, where an answer may come two months later.
fn german() -> Folder {
    let folder = Folder::smallest();
    folder.edit("content/portal.toml", "[portal]\n", "[portal]\njurisdiction = \"DE\"\n");
    folder
}

#[test]
fn a_request_is_confirmed_noted_and_fulfilled_and_the_subject_sees_the_answer() {
    let folder = Folder::sample();
    let server = Server::start(&folder);
    let ticket = Ticket::send(&server, "access", "ru");
    folder.write("answer.txt", "Копия ваших данных приложена.\nС уважением, Наргиза Турсунова\n");
    folder.write("copy.zip", "data");

    let early = ticket.step(&folder, "fulfil", &["--text-file", "answer.txt"]);
    impossible(&early, "it is not sure who sent the request");
    assert!(done(&ticket.step(&folder, "confirm", &["--text", "Known from the shop account"])).contains("event 2"));
    done(&ticket.step(&folder, "note", &["--text", "Asked the warehouse <today>"]));
    let listed = folder.candor(&["requests", "list", "--data", DATA]);
    assert!(listed.stdout.contains("access, confirmed"), "{}", listed.stdout);
    let closed = ticket.step(&folder, "fulfil", &["--text-file", "answer.txt", "--file", "copy.zip"]);
    assert_eq!(done(&closed), format!("{}: fulfilled as event 4. It is fulfilled.\n", ticket.reference));

    let page = ticket.status(&server, "ru").body;
    for part in ["Дан ответ: то, о чём вы просили, сделано", "Копия ваших данных приложена.", "Мы убедились"]
    {
        assert!(page.contains(part), "no {part} in {page}");
    }
    for hidden in ["warehouse", "Known from", "/api/withdraw", EMAIL, "Nargiza"] {
        assert!(!page.contains(hidden), "{hidden} in {page}");
    }
    let record = ticket.shown(&folder);
    let kinds: Vec<_> = record["history"].as_array().expect("a list").iter().map(|event| &event["kind"]).collect();
    assert_eq!(kinds, ["received", "confirmed", "noted", "fulfilled"]);
    assert_eq!(record["history"][1]["by"], json!({ "officer": "Nargiza" }));
    // SHA-256 of `data`.
    let digest = "3a6eb0790f39ac87c94f3856b2dd2c5d110e6811602261a9a923d3bb23adc8b7";
    assert_eq!(record["history"][3]["files"], json!([digest]));
    assert_eq!(folder.candor(&["requests", "list", "--data", DATA]).stdout, "No request awaits an answer.\n");
    let listed = records(&folder, &["requests", "list", "--closed"]);
    assert_eq!((listed.len(), &listed[0]["state"], &listed[0]["overdue"]), (1, &json!("fulfilled"), &json!(false)));

    impossible(&ticket.step(&folder, "refuse", &["--ground", "no-data", "--text", "x"]), "the request is closed");
    impossible(&ticket.step(&folder, "confirm", &["--text", "x"]), "the request is closed: it is fulfilled");
    done(&ticket.step(&folder, "note", &["--text", "The subject thanked us"]));
    verified(&folder, 1);
}

#[test]
fn more_time_is_taken_once_within_the_law_and_with_a_reason() {
    let folder = german();
    let server = Server::start(&folder);
    let ticket = Ticket::send(&server, "access", "en");
    let reason = ["--text", "Your data lies in three archives."];
    impossible(&ticket.step(&folder, "extend", &[&reason, &["--by", "3 months"] as &[&str]].concat()), "2 months");
    impossible(&ticket.step(&folder, "extend", &["--text", " \n "]), "nothing is said");
    let before = ticket.receipt["respond_by"].as_str().expect("a date").to_owned();
    done(&ticket.step(&folder, "extend", &reason));
    let record = ticket.shown(&folder);
    let received: jiff::civil::Date = record["received_on"].as_str().expect("a date").parse().expect("a date");
    let whole = folder.candor(&[
        "requests",
        "explain-date",
        "--calendar",
        "DE",
        "--limit",
        "3 months",
        "--received",
        &received.to_string(),
    ]);
    assert_eq!(whole.stdout.lines().next(), record["respond_by"].as_str());
    assert!(record["respond_by"].as_str() > Some(&before));
    assert_eq!(record["state"], "extended");
    let page = ticket.status(&server, "en").body;
    assert!(page.contains("We need more time. We answer by ") && page.contains("three archives"), "{page}");
    assert!(page.contains("action=\"/api/withdraw\""), "{page}");
    impossible(&ticket.step(&folder, "extend", &reason), "can be once only");
    verified(&folder, 1);

    // In Uzbekistan the sample company promises no more than the law asks for, and nothing lets it be late.
    let folder = Folder::sample();
    let server = Server::start(&folder);
    impossible(&Ticket::send(&server, "access", "en").step(&folder, "extend", &reason), "nothing allows an extension");
}

#[test]
fn a_refusal_tells_ground_and_reason_in_the_language_of_the_reader() {
    let folder = Folder::sample();
    let server = Server::start(&folder);
    let ticket = Ticket::send(&server, "erasure", "uz");
    let unknown = ticket.step(&folder, "refuse", &["--ground", "busy", "--text", "x"]);
    assert_eq!(unknown.code, 2);
    assert!(unknown.stderr.contains("the grounds are not-confirmed, no-data"), "{}", unknown.stderr);
    done(&ticket.step(&folder, "refuse", &["--ground", "legal-obligation", "--text", "<b>Soliq kodeksi</b>"]));
    for (locale, ground) in [
        ("uz", "Qonun bizni bu maʼlumotlarni saqlashga"),
        ("ru", "Закон обязывает нас хранить эти данные"),
        ("en", "The law obliges us to keep this data"),
    ] {
        let page = ticket.status(&server, locale).body;
        assert!(
            page.contains(ground)
                && page.contains("&lt;b&gt;Soliq kodeksi&lt;/b&gt;")
                    | page.contains("&lt;b&gt;Soliq kodeksi&lt;&#x2f;b&gt;"),
            "{page}"
        );
    }
    let other = Ticket::send(&server, "access", "uz");
    done(&other.step(&folder, "forward", &["--text", "Hamkor doʻkon, privacy@example.uz"]));
    assert_eq!(other.shown(&folder)["state"], "forwarded");
    verified(&folder, 2);
}

#[test]
fn a_subject_takes_a_request_back_from_its_status_page() {
    let folder = Folder::sample();
    let server = Server::start(&folder);
    let ticket = Ticket::send(&server, "erasure", "en");
    let page = ticket.status(&server, "en");
    assert!(!page.body.contains(&ticket.key), "the key is not shown again");
    let withdraw = |cookies: &str, fields: &[(&str, &str)]| {
        server.client.ask("POST", "/api/withdraw").header("cookie", cookies).form(fields).send()
    };
    let reference = [("reference", ticket.reference.as_str()), ("locale", "en")];
    // Without the cookie that came with the page, the key must be given.
    let refused = withdraw("", &reference).expect(422).body;
    assert!(refused.contains("id=\"key-error\""), "{refused}");
    assert_eq!(ticket.shown(&folder)["state"], "received");

    let answer = withdraw(&page.cookies(), &reference).expect(200).body;
    assert!(answer.contains("You took the request back") && !answer.contains("/api/withdraw"), "{answer}");
    let again = withdraw(&page.cookies(), &reference).expect(200).body;
    assert_eq!(again.matches("You took the request back").count(), 1, "{again}");
    assert_eq!(ticket.shown(&folder)["closed_on"].as_str().map(str::len), Some(10));
    impossible(&ticket.step(&folder, "fulfil", &["--text", "x"]), "the request is closed: it is withdrawn");
    verified(&folder, 1);
}

#[test]
fn nobody_takes_back_a_request_without_its_own_key() {
    let folder = Folder::sample();
    let server = Server::start(&folder);
    let (own, other) = (Ticket::send(&server, "erasure", "en"), Ticket::send(&server, "access", "en"));
    for key in [other.key.as_str(), "00000-00000-00000-00000-000000", "short"] {
        let fields = json!({ "reference": own.reference, "key": key });
        let answer = server.client.post_json("/api/withdraw", &fields).expect(404);
        assert_eq!(answer.header("content-type"), "application/problem+json");
    }
    // The cookie of another request opens that one alone.
    let page = other.status(&server, "en");
    let question = server.client.ask("POST", "/api/withdraw").header("cookie", &page.cookies());
    question.form(&[("reference", &own.reference)]).send().expect(422);
    // Nor may another site's page do it.
    let question = server.client.ask("POST", "/api/withdraw").header("cookie", &page.cookies());
    question.header("origin", "https://evil.example").form(&[("reference", &other.reference)]).send().expect(403);
    assert_eq!(
        (&own.shown(&folder)["state"], &other.shown(&folder)["state"]),
        (&json!("received"), &json!("received"))
    );

    let fields = json!({ "reference": own.reference, "key": own.key });
    let status = server.client.post_json("/api/withdraw", &fields).expect(200).json();
    assert_eq!((&status["state"], &status["events"][1]["kind"]), (&json!("withdrawn"), &json!("withdrawn")));
}

#[test]
fn the_receipt_holds_the_head_of_the_chain() {
    let folder = Folder::sample();
    let server = Server::start(&folder);
    let ticket = Ticket::send(&server, "erasure", "en");
    let record = ticket.shown(&folder);
    assert_eq!((&record["events"], &record["head"]), (&json!(1), &ticket.receipt["head"]));
    assert_eq!(record["history"][0]["hash"], ticket.receipt["head"]);
    done(&ticket.step(&folder, "note", &["--text", "x"]));
    let record = ticket.shown(&folder);
    assert_eq!(record["history"][1]["previous"], ticket.receipt["head"]);
    assert_ne!(record["head"], ticket.receipt["head"]);
    assert_eq!(record.get("salt"), None);
}

#[test]
fn what_is_sent_is_done_for_nobody_who_is_not_known_to_have_asked() {
    let folder = Folder::sample();
    let server = Server::start(&folder);
    // A stranger could have another's data erased, as well as shown.
    for right in ["access", "rectification", "erasure", "restriction"] {
        let ticket = Ticket::send(&server, right, "en");
        impossible(&ticket.step(&folder, "fulfil", &["--text", "Done."]), "for this right it must be");
        done(&ticket.step(&folder, "confirm", &["--text", "She called."]));
        done(&ticket.step(&folder, "fulfil", &["--text", "Done."]));
    }
    let ticket = Ticket::send(&server, "withdraw-consent", "en");
    done(&ticket.step(&folder, "fulfil", &["--text", "Done."]));
}

#[test]
fn a_receipt_proves_that_nobody_wrote_the_chain_anew() {
    let folder = Folder::sample();
    let server = Server::start(&folder);
    let (ticket, other) = (Ticket::send(&server, "erasure", "en"), Ticket::send(&server, "access", "en"));
    done(&ticket.step(&folder, "note", &["--text", "x"]));
    let against = |receipt: &Ticket| {
        let head = receipt.receipt["head"].as_str().expect("a text").to_uppercase();
        folder.candor(&["requests", "verify", &ticket.reference, "--head", &head, "--data", DATA])
    };
    assert!(done(&against(&ticket)).starts_with("1 request: "));
    let broken = against(&other);
    let fault = format!("{}: no event has the head of the chain that the receipt carries\n", ticket.reference);
    assert!(broken.code == 1 && broken.stdout.starts_with(&fault), "{}", broken.stdout);
    let alone = folder.candor(&["requests", "verify", "--head", "00", "--data", DATA]);
    assert!(alone.code == 2 && alone.stderr.contains("<REFERENCE>"), "{}", alone.stderr);
}

#[test]
fn a_step_says_who_made_it_and_what_it_is_about() {
    let folder = Folder::sample();
    let server = Server::start(&folder);
    let ticket = Ticket::send(&server, "erasure", "en");
    let silent = ticket.step(&folder, "note", &[]);
    assert_eq!(silent.code, 2);
    assert!(silent.stderr.contains("--text-file"), "{}", silent.stderr);
    let nobody = folder.candor(&["requests", "note", &ticket.reference, "--data", DATA, "--text", "x", "--as", " "]);
    assert_eq!(nobody.code, 2);
    assert!(nobody.stderr.contains("say who you are"), "{}", nobody.stderr);
    let unread = ticket.step(&folder, "note", &["--text-file", "nowhere.txt"]);
    assert!(unread.code == 3 && unread.stderr.contains("cannot read nowhere.txt"), "{}", unread.stderr);
    assert_eq!(ticket.shown(&folder)["events"], 1);
}

/// Every request verifies, and there are so many.
pub(crate) fn verified(folder: &Folder, count: usize) {
    let run = folder.candor(&["requests", "verify", "--data", DATA]);
    let requests = if count == 1 { "1 request".to_owned() } else { format!("{count} requests") };
    assert_eq!(done(&run), format!("{requests}: every event is there, in its place and as it was written.\n"));
}
