//! A request of which more is needed: the officer asks, the subject answers, and the clock stands meanwhile where the law
//! lets it.

use std::thread;

use candor::engine;
use candor_intake::{Action, Key, Moment, NewRequest, Step, Store, Stored};
use candor_model::{Actor, ClockRules, Need, Right, SubjectRequest};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use serde_json::{Value, json};

use crate::answering::{Ticket, done, impossible, verified};
use crate::client::Answer;
use crate::officer::request;
use crate::program::Folder;
use crate::server::{DATA, Server, records, until};

const QUESTION: &str = "Which of your <two> accounts?\nPlease name its e-mail address.";
const ANSWER: &str = "  The one of </textarea> 2024,\nplease.  ";

impl Ticket {
    fn ask(&self, folder: &Folder) -> String {
        done(&self.step(folder, "ask", &["--text", QUESTION])).to_owned()
    }

    /// What the subject answers, from the status page that was just shown.
    fn answer(&self, server: &Server<'_>, text: &str) -> Answer {
        let cookies = self.status(server, "en").cookies();
        self.answer_with(server, &cookies, &[("answer", text)])
    }

    fn answer_with(&self, server: &Server<'_>, cookies: &str, more: &[(&str, &str)]) -> Answer {
        let fields = [&[("locale", "en"), ("reference", &self.reference)], more].concat();
        server.client.ask("POST", "/api/answer").header("cookie", cookies).form(&fields).send()
    }

    fn kinds(&self, folder: &Folder) -> Vec<String> {
        let events = self.shown(folder)["history"].as_array().expect("a list").clone();
        events.iter().map(|event| event["kind"].as_str().expect("a kind").to_owned()).collect()
    }

    fn letter(&self, folder: &Folder, event: u32, audience: &str) -> String {
        let path = format!(".candor/mail/{}.{event}.{audience}", self.reference);
        until("the letter is written", || folder.path(&format!("{path}.eml")).exists().then_some(()));
        folder.read(&format!("{path}.html"))
    }
}

#[test]
fn a_subject_is_asked_answers_on_the_status_page_and_the_officer_is_told() {
    let folder = Folder::sample();
    let server = Server::start(&folder);
    let ticket = Ticket::send(&server, "access", "ru");
    let said = ticket.ask(&folder);
    let respond_by = ticket.receipt["respond_by"].as_str().expect("a date");
    let sentence = "The clock runs on: the rules under which the request came let it stand for no such question.";
    assert!(said.contains(&format!("It is received, respond by {respond_by}. {sentence}")), "{said}");
    let letter = ticket.letter(&folder, 2, "subject");
    for part in ["нам нужно кое-что от вас", "Нам нужно точнее знать", "&lt;two&gt;", "/ru/requests/status/", "ключ"]
    {
        assert!(letter.contains(part), "no {part} in {letter}");
    }
    assert!(!letter.contains("приостановлен"), "the clock does not stand: {letter}");
    let listed = folder.candor(&["requests", "list", "--data", DATA]).stdout;
    assert!(listed.contains("days left") && listed.contains("access, asked for more"), "{listed}");

    let page = ticket.status(&server, "ru").body;
    for part in ["Чтобы ответить, нам нужно", "&lt;two&gt;", "action=\"/api/answer\"", "id=\"answer\"", "Мы задали"]
    {
        assert!(page.contains(part), "no {part} in {page}");
    }
    assert!(!page.contains(&ticket.key) && !page.contains("приостановлен"), "{page}");
    let fields = json!({ "reference": ticket.reference, "key": ticket.key });
    let status = server.client.post_json("/api/status", &fields).expect(200).json();
    assert_eq!((&status["question"]["need"], &status["question"]["stops"]), (&json!("clarification"), &json!(false)));
    assert_eq!(status["state"], "received");

    let page = ticket.answer(&server, ANSWER).expect(200).body;
    assert!(page.contains("We have your answer") && page.contains("&lt;"), "{page}");
    assert!(!page.contains("action=\"/api/answer\"") && !page.contains("name=\"answer\""), "{page}");
    let officer = ticket.letter(&folder, 3, "officer");
    assert!(officer.contains("javob keldi") && officer.contains("candor requests show"), "{officer}");
    assert!(!officer.contains("2024"), "mail is no place for what a subject wrote: {officer}");
    let record = ticket.shown(&folder);
    assert_eq!(record["history"][2]["text"], ANSWER.trim());
    assert_eq!((&record["history"][2]["by"], &record["respond_by"]), (&json!("subject"), &json!(respond_by)));
    assert_eq!((&record["stopped"], &record["questions"][0]["need"]), (&json!(false), &json!("clarification")));
    let shown = folder.candor(&["requests", "show", &ticket.reference, "--data", DATA]).stdout;
    assert!(shown.contains("needs-more (clarification)") && shown.contains("answered-more on "), "{shown}");
    verified(&folder, 1);
}

#[test]
fn one_question_is_asked_at_a_time_and_its_answer_may_come_another_way() {
    let folder = Folder::sample();
    let server = Server::start(&folder);
    let ticket = Ticket::send(&server, "erasure", "uz");
    impossible(&ticket.step(&folder, "resume", &[]), "the subject is asked for nothing");
    ticket.ask(&folder);
    impossible(&ticket.step(&folder, "ask", &["--text", "And?"]), "the subject was asked on 20");
    impossible(&ticket.step(&folder, "resume", &["--on", "2020-01-01"]), "the answer cannot have come on 2020-01-01");
    impossible(&ticket.step(&folder, "resume", &["--on", "2199-01-01"]), "and the day must have come");
    let wrong = ticket.step(&folder, "ask", &["--text", "And?", "--about", "money"]);
    assert_eq!(wrong.code, 2);
    assert!(wrong.stderr.contains("the needs are identity, clarification"), "{}", wrong.stderr);

    done(&ticket.step(&folder, "resume", &["--text", "She called: the newer one."]));
    let page = ticket.status(&server, "en").body;
    assert!(page.contains("We have your answer") && !page.contains("She called"), "{page}");
    done(&ticket.step(&folder, "ask", &["--about", "identity", "--text", "Please call us once more."]));
    let page = ticket.status(&server, "en").body;
    assert!(page.contains("We need to be sure that it is you who asks.") && page.contains("once more"), "{page}");
    done(&ticket.step(&folder, "resume", &[]));
    assert_eq!(ticket.kinds(&folder), ["received", "needs-more", "answered-more", "needs-more", "answered-more"]);
    assert!(!folder.path(&format!(".candor/mail/{}.3.officer.eml", ticket.reference)).exists());
    verified(&folder, 1);
}

#[test]
fn an_answer_is_checked_like_the_text_of_a_form_and_nothing_typed_is_lost() {
    let folder = Folder::sample();
    let server = Server::start(&folder);
    let ticket = Ticket::send(&server, "access", "en");
    ticket.ask(&folder);
    let long = "ж".repeat(4001);
    for (text, error) in [
        (" \n ", "Please fill in “Your answer”."),
        (&long, "“Your answer” is too long: 4,001 characters, and at most 4,000 fit."),
        ("a\u{0}b", "contains a character that we cannot store"),
        ("My card is 4111 1111 1111 1111.", "seems to hold a payment card number."),
    ] {
        let page = ticket.answer(&server, text).expect(422).body;
        assert!(page.contains(error) && page.contains("id=\"answer-error\""), "{error}: {page}");
        assert!(page.contains(text.trim().trim_matches('\u{0}')) || text.contains('\u{0}'), "{text} in {page}");
    }
    let fields = json!({ "reference": ticket.reference, "key": ticket.key, "answer": long });
    let problem = server.client.post_json("/api/answer", &fields).expect(422).json();
    assert_eq!(
        (&problem["errors"][0]["field"], &problem["errors"][0]["fault"]),
        (&json!("answer"), &json!("too-long"))
    );

    // A key that is not at hand any more is asked for, and the answer waits in the form meanwhile.
    let page = ticket.answer_with(&server, "", &[("answer", "the \"newer\" one")]).expect(422).body;
    assert!(page.contains("id=\"key-error\"") && page.contains("name=\"answer\" value=\"the &quot;newer"), "{page}");
    let again = [("reference", ticket.reference.as_str()), ("key", &ticket.key), ("answer", "the \"newer\" one")];
    let page = server.client.post_form("/api/status", &again).expect(200).body;
    assert!(page.contains("the &quot;newer&quot; one</textarea>"), "{page}");
    assert_eq!(ticket.kinds(&folder), ["received", "needs-more"]);

    let cookies = ticket.status(&server, "en").cookies();
    let kept = [("answer", "My card is 4111 1111 1111 1111."), ("keep_numbers", "yes")];
    ticket.answer_with(&server, &cookies, &kept).expect(200);
    assert_eq!(ticket.shown(&folder)["history"][2]["text"], kept[0].1);
}

#[test]
fn what_is_not_asked_is_not_answered() {
    let folder = Folder::sample();
    let server = Server::start(&folder);
    let (ticket, other) = (Ticket::send(&server, "access", "en"), Ticket::send(&server, "erasure", "en"));
    let not_asked = "We have asked for nothing, or we have your answer already. Nothing was stored.";
    let page = ticket.answer(&server, "Here you are.").expect(409).body;
    assert!(page.contains(not_asked) && page.contains("href=\"#found\""), "{page}");
    let fields = json!({ "reference": ticket.reference, "key": ticket.key, "answer": "Here you are." });
    let problem = server.client.post_json("/api/answer", &fields).expect(409);
    assert_eq!(problem.header("content-type"), "application/problem+json");
    assert_eq!(ticket.kinds(&folder), ["received"]);

    // Another's cookie, another's key, no key, and another site.
    ticket.ask(&folder);
    let cookies = other.status(&server, "en").cookies();
    ticket.answer_with(&server, &cookies, &[("answer", "Forged.")]).expect(422);
    ticket.answer_with(&server, &cookies, &[("answer", "Forged."), ("key", &other.key)]).expect(404);
    ticket.answer_with(&server, "", &[("answer", "Forged.")]).expect(422);
    let own = ticket.status(&server, "en").cookies();
    let question = server.client.ask("POST", "/api/answer").header("cookie", &own);
    let question = question.header("origin", "https://evil.example");
    question.form(&[("reference", &ticket.reference), ("answer", "Forged.")]).send().expect(403);
    server.client.get("/api/answer").expect(405);
    assert_eq!(ticket.kinds(&folder), ["received", "needs-more"]);

    // The same answer once more is the same answer; another one comes too late.
    ticket.answer(&server, "The newer one.").expect(200);
    assert!(!ticket.answer(&server, "The newer one.").expect(200).body.contains(not_asked));
    assert!(ticket.answer(&server, "No, the older one.").expect(409).body.contains(not_asked));
    // Nor can a request be answered that is closed, although it was asked.
    done(&ticket.step(&folder, "ask", &["--text", "And the year?"]));
    done(&ticket.step(&folder, "refuse", &["--ground", "not-confirmed", "--text", "No answer came."]));
    let page = ticket.answer(&server, "2024").expect(409).body;
    assert!(page.contains(not_asked) && !page.contains("action=\"/api/answer\""), "{page}");
    impossible(&ticket.step(&folder, "resume", &[]), "the request is closed");
    impossible(&ticket.step(&folder, "ask", &["--text", "x"]), "the request is closed");
    assert_eq!(ticket.kinds(&folder), ["received", "needs-more", "answered-more", "needs-more", "refused"]);
    verified(&folder, 2);
}

#[test]
fn of_two_answers_at_the_same_moment_one_is_taken() {
    let folder = Folder::sample();
    let server = Server::start(&folder);
    let ticket = Ticket::send(&server, "access", "en");
    for round in 0..3 {
        done(&ticket.step(&folder, "ask", &["--text", "Which one?"]));
        let cookies = ticket.status(&server, "en").cookies();
        let send = |text: String| ticket.answer_with(&server, &cookies, &[("answer", &text)]);
        let mut statuses = thread::scope(|scope| {
            let both = ["one", "the other"].map(|text| scope.spawn(move || send(format!("{text} {round}"))));
            both.map(|one| one.join().expect("it is sent").status)
        });
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 409]);
    }
    let kinds = ticket.kinds(&folder);
    assert_eq!(kinds.iter().filter(|kind| *kind == "answered-more").count(), 3, "{kinds:?}");
    verified(&folder, 1);
}

#[test]
fn a_portal_whose_calendar_is_not_built_in_can_ask_and_answer_all_the_same() {
    for jurisdiction in ["none", "EU", "CH"] {
        let folder = Folder::smallest();
        folder.edit("content/portal.toml", "[portal]\n", &format!("[portal]\njurisdiction = \"{jurisdiction}\"\n"));
        let server = Server::start(&folder);
        let ticket = Ticket::send(&server, "erasure", "en");
        let said = done(&ticket.step(&folder, "ask", &["--about", "identity", "--text", "Who are you?"])).to_owned();
        assert_eq!(said.contains("The clock stands until"), jurisdiction == "EU", "{jurisdiction}: {said}");
        ticket.answer(&server, "Ann, your customer.").expect(200);
        done(&ticket.step(&folder, "fulfil", &["--text", "Your data is gone."]));
        verified(&folder, 1);
    }
}

/// A British company, whose clock may stop.
fn british() -> Folder {
    let folder = Folder::smallest();
    folder.edit("content/portal.toml", "[portal]\n", "[portal]\njurisdiction = \"GB\"\n");
    folder
}

fn today() -> Date {
    Timestamp::now().to_zoned(TimeZone::get("Europe/London").expect("jiff brings its zones")).date()
}

/// A request that came so many days ago, as the preview would have taken it then; asked for a clarification of so many days
/// ago.
fn asked_long_ago(folder: &Folder, number: u8, received: i64, asked: i64) -> Ticket {
    let calendar = candor_site::calendar("GB", &candor_site::Sources::default()).expect("it is built in");
    let key = Key::from_random([number; 16]);
    let clock = ClockRules {
        respond_within: "1 month".parse().expect("a time limit"),
        extend_by: Some("2 months".parse().expect("a time limit")),
        acknowledge_within: None,
        pauses: Need::ALL.to_vec(),
        expire_unconfirmed_after: None,
        calendar: "GB".to_owned(),
    };
    let received_on = today().saturating_sub(received.days());
    let at = |day: Date| day.to_zoned(TimeZone::UTC).expect("a day of our time").timestamp();
    let came = SubjectRequest {
        received: at(received_on),
        received_on,
        respond_by: clock.respond_within.reckon(received_on, &calendar).respond_by,
        clock,
        locale: "en".to_owned().try_into().expect("a locale"),
        key_hash: key.hash(),
        ..request([number; 8], Right::Access)
    };
    let new = NewRequest::new(came, "subject".to_owned(), Vec::new());
    let on = today().saturating_sub(asked.days());
    let moment = Moment { at: at(on), on, by: Actor::Officer("Ann".to_owned()), random: [number; 32] };
    let action = Action::Ask { need: Need::Clarification, text: QUESTION.to_owned() };
    let step = Step::take(new.request(), action, moment, &calendar).expect("an open request can be asked");
    store(folder, &new, &step);
    Ticket { reference: step.request.reference.to_string(), key: key.to_string(), receipt: json!({}) }
}

fn store(folder: &Folder, new: &NewRequest, step: &Step) {
    std::fs::create_dir_all(folder.path(".candor")).expect("the folder can be made");
    let is_new = !folder.path(DATA).exists();
    let store = Store::new(engine::client(engine::open(Some(&folder.path(DATA))).expect("a file")), "candor");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        if is_new {
            store.create_table().await.expect("an empty engine takes a table");
        }
        assert_eq!(store.put_request(new).await.expect("stored"), Stored::New);
        store.take_step(step).await.expect("stored");
    });
}

fn date_of(record: &Value, name: &str) -> Date {
    record[name].as_str().expect("a date").parse().expect("a date")
}

#[test]
fn the_clock_stands_until_the_answer_and_the_date_moves_by_the_days_between() {
    let folder = british();
    // Due some days ago, had nobody asked.
    let ticket = asked_long_ago(&folder, 1, 50, 45);
    let server = Server::start(&folder);
    let before = ticket.shown(&folder);
    assert!(date_of(&before, "respond_by") < today());
    assert_eq!((&before["overdue"], &before["stopped"]), (&json!(false), &json!(true)));
    let list = |more: &[&str]| folder.candor(&[&["requests", "list", "--data", DATA], more].concat()).stdout;
    assert!(list(&[]).contains("  stopped       access, asked for more"), "{}", list(&[]));
    assert_eq!(list(&["--overdue"]), "No request is overdue.\n");
    let page = ticket.status(&server, "en").body;
    assert!(page.contains("Until you answer, the time in which we must answer stands still."), "{page}");
    let shown = || folder.candor(&["requests", "show", &ticket.reference, "--data", DATA]).stdout;
    assert!(shown().contains("(stopped)") && shown().contains("and the clock stands until"), "{}", shown());

    ticket.answer(&server, "The newer one.").expect(200);
    let after = ticket.shown(&folder);
    let received_on = date_of(&after, "received_on");
    let end = received_on.saturating_add(1.month()).saturating_add(45.days());
    let week = candor_site::calendar("GB", &candor_site::Sources::default()).expect("it is built in");
    let expected = (0_i64..).map(|days| end.saturating_add(days.days())).find(|day| week.is_working_day(*day));
    assert_eq!(Some(date_of(&after, "respond_by")), expected);
    assert_eq!((&after["stopped"], &after["history"][2]["respond_by"]), (&json!(false), &after["respond_by"]));
    let asked_on = today().saturating_sub(45.days());
    let stood =
        format!("The clock stood after the question of {asked_on} and until the answer of {}: 45 days.", today());
    assert!(shown().contains(&stood), "{}", shown());
    let page = ticket.status(&server, "en").body;
    assert!(page.contains("Why this date") && page.contains("We asked you on "), "{page}");
    verified(&folder, 1);
}

#[test]
fn an_answer_that_came_by_telephone_counts_from_its_day() {
    let folder = british();
    let ticket = asked_long_ago(&folder, 1, 20, 18);
    let before = date_of(&ticket.shown(&folder), "respond_by");
    let on = today().saturating_sub(11.days());
    done(&ticket.step(&folder, "resume", &["--on", &on.to_string()]));
    let record = ticket.shown(&folder);
    assert_eq!(record["questions"][0]["answered_on"], on.to_string());
    let moved = before.until(date_of(&record, "respond_by")).expect("near days").get_days();
    // A week, and the days by which both dates run on to a working day.
    assert!((3..=11).contains(&moved), "{moved}");
    verified(&folder, 1);
}

#[test]
fn a_request_that_is_closed_while_its_clock_stands_was_closed_in_time() {
    let folder = british();
    let ticket = asked_long_ago(&folder, 1, 50, 45);
    let too_late = asked_long_ago(&folder, 2, 50, 10);
    done(&ticket.step(&folder, "refuse", &["--ground", "not-confirmed", "--text", "No answer came."]));
    // What is asked once the month is over stops nothing.
    assert_eq!(
        (&too_late.shown(&folder)["overdue"], &too_late.shown(&folder)["stopped"]),
        (&json!(true), &json!(false))
    );
    done(&too_late.step(&folder, "refuse", &["--ground", "not-confirmed", "--text", "No answer came."]));
    let table = folder.candor(&["requests", "export", "--data", DATA]).stdout;
    let in_time = |ticket: &Ticket| {
        let row = table.lines().find(|line| line.starts_with(&ticket.reference)).expect("a row");
        row.split(',').nth(8).map(str::to_owned)
    };
    assert_eq!((in_time(&ticket).as_deref(), in_time(&too_late).as_deref()), (Some("yes"), Some("no")));
    let figures = records(&folder, &["requests", "figures"]);
    assert_eq!((&figures[0]["refused"], &figures[0]["late"]), (&json!(2), &json!(1)));
    verified(&folder, 2);
}

#[test]
fn a_british_officer_is_told_that_the_clock_stands_and_may_still_take_more_time() {
    let folder = british();
    let server = Server::start(&folder);
    let (access, erasure) = (Ticket::send(&server, "access", "en"), Ticket::send(&server, "erasure", "en"));
    assert!(access.ask(&folder).ends_with("The clock stands until the answer comes.\n"));
    let letter = access.letter(&folder, 2, "subject");
    assert!(letter.contains("Until you answer, the time in which we must answer stands still."), "{letter}");
    // A clarification stops the clock of access alone.
    assert!(erasure.ask(&folder).contains("The clock runs on"));
    done(&access.step(&folder, "extend", &["--text", "Three archives."]));
    let record = access.shown(&folder);
    assert_eq!((&record["state"], &record["stopped"]), (&json!("extended"), &json!(true)));
    let extended = date_of(&record, "respond_by");
    access.answer(&server, "The newer one.").expect(200);
    assert_eq!(date_of(&access.shown(&folder), "respond_by"), extended, "asked and answered on one day");
    verified(&folder, 2);

    // The time to tell of it stands, too (UK GDPR, Art. 12A(5)(b)(ii)).
    let folder = british();
    let overdue = asked_long_ago(&folder, 1, 50, 45);
    done(&overdue.step(&folder, "extend", &["--by", "1 month", "--text", "Three archives."]));
    assert_eq!(overdue.shown(&folder)["extended_by"], "1 month");
}
