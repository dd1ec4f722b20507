//! A request of which more is needed: the officer asks, the subject answers.

use std::thread;

use serde_json::json;

use crate::answering::{Ticket, done, impossible, verified};
use crate::client::Answer;
use crate::program::Folder;
use crate::server::{DATA, Server, until};

pub(crate) const QUESTION: &str = "Which of your <two> accounts?\nPlease name its e-mail address.";
const NOT_ASKED: &str = "We have asked for nothing, or we have your answer already. Nothing was stored.";
const ANSWER: &str = "  The one of </textarea> 2024,\nplease.  ";

impl Ticket {
    pub(crate) fn ask(&self, folder: &Folder) -> String {
        done(&self.step(folder, "ask", &["--text", QUESTION])).to_owned()
    }

    /// What the subject answers, from the status page that was just shown.
    pub(crate) fn answer(&self, server: &Server<'_>, text: &str) -> Answer {
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

    pub(crate) fn letter(&self, folder: &Folder, event: u32, audience: &str) -> String {
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
fn an_officer_who_is_sure_who_asks_has_the_answer_to_that_question() {
    let folder = Folder::sample();
    let server = Server::start(&folder);
    let (ticket, other) = (Ticket::send(&server, "access", "en"), Ticket::send(&server, "erasure", "en"));
    done(&ticket.step(&folder, "ask", &["--about", "identity", "--text", "Please call us."]));
    let said = done(&ticket.step(&folder, "confirm", &["--text", "She called."])).to_owned();
    assert!(said.contains("confirmed as event 3.") && said.contains("answered-more as event 4."), "{said}");
    let page = ticket.status(&server, "en").body;
    assert!(!page.contains("action=\"/api/answer\"") && !page.contains("She called"), "{page}");
    // Another question stays open.
    other.ask(&folder);
    done(&other.step(&folder, "confirm", &["--text", "She called."]));
    assert_eq!(other.kinds(&folder), ["received", "needs-more", "confirmed"]);
    verified(&folder, 2);
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
    let page = ticket.answer(&server, "Here you are.").expect(409).body;
    assert!(page.contains(NOT_ASKED) && page.contains("href=\"#found\""), "{page}");
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

    verified(&folder, 2);
}

#[test]
fn what_is_answered_or_closed_is_not_answered_again() {
    let folder = Folder::sample();
    let server = Server::start(&folder);
    let ticket = Ticket::send(&server, "access", "en");
    ticket.ask(&folder);
    // The same answer once more is the same answer; another one comes too late.
    ticket.answer(&server, "The newer one.").expect(200);
    assert!(!ticket.answer(&server, "The newer one.").expect(200).body.contains(NOT_ASKED));
    assert!(ticket.answer(&server, "No, the older one.").expect(409).body.contains(NOT_ASKED));
    // Nor can a request be answered that is closed, although it was asked.
    done(&ticket.step(&folder, "ask", &["--text", "And the year?"]));
    done(&ticket.step(&folder, "refuse", &["--ground", "not-confirmed", "--text", "No answer came."]));
    let page = ticket.answer(&server, "2024").expect(409).body;
    assert!(page.contains(NOT_ASKED) && !page.contains("action=\"/api/answer\""), "{page}");
    impossible(&ticket.step(&folder, "resume", &[]), "the request is closed");
    impossible(&ticket.step(&folder, "ask", &["--text", "x"]), "the request is closed");
    assert_eq!(ticket.kinds(&folder), ["received", "needs-more", "answered-more", "needs-more", "refused"]);
    verified(&folder, 1);
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
        done(&ticket.step(&folder, "confirm", &["--text", "She called."]));
        done(&ticket.step(&folder, "fulfil", &["--text", "Your data is gone."]));
        verified(&folder, 1);
    }
}
