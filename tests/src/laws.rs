//! What the law of a portal asks for beyond time limits: a confirmation of receipt, to be sure who asks, and grounds to refuse.

use serde_json::json;

use crate::answering::{Ticket, done};
use crate::program::Folder;
use crate::server::{DATA, Server, records, until};

/// The smallest portal of a company in that jurisdiction.
fn portal_in(jurisdiction: &str) -> Folder {
    let folder = Folder::smallest();
    folder.edit("content/portal.toml", "[portal]\n", &format!("[portal]\njurisdiction = \"{jurisdiction}\"\n"));
    folder
}

#[test]
fn receipt_is_confirmed_at_once_where_the_law_gives_some_days_for_it() {
    let folder = portal_in("US-CA");
    let server = Server::start(&folder);
    let (said, link) = ("The law gives us 10 working days", "We send you a message with a link.");
    for (right, is_asked) in [("access", true), ("erasure", true), ("opt-out-of-sale", false)] {
        let page = server.client.get(&format!("/en/requests/{right}/")).expect(200).body;
        assert_eq!((page.contains(said), page.contains(link)), (is_asked, is_asked), "{right}: {page}");
    }
    let ticket = Ticket::send(&server, "access", "en");
    assert_eq!(ticket.receipt["clock"]["acknowledge_within"], "10 working days");
    let shown = folder.candor(&["requests", "show", &ticket.reference, "--data", DATA]).stdout;
    let line = shown.lines().find(|line| line.starts_with("acknowledge ")).expect("it says by when");
    let received = ticket.shown(&folder)["received_on"].as_str().expect("a date").to_owned();
    assert!(line.ends_with(&format!("; the receipt was made on {received}")), "{line}");
    let question = server.client.ask("GET", &format!("/api/receipts/{}", ticket.reference));
    let cookie = ticket.status(&server, "en").cookies();
    let page = question.header("cookie", &cookie).send().expect(200).body;
    assert!(page.contains("This page is the confirmation."), "{page}");

    let letter = ["--received", "2026-03-02", "--channel", "letter", "--name", "Ann", "--text", "All.", "--as", "Bo"];
    let enter = [&["requests", "enter", "--right", "access", "--data", DATA], &letter as &[&str]].concat();
    let entered = folder.candor(&enter).stdout;
    let reference = entered.lines().next().and_then(|line| line.rsplit(' ').next()).expect("a reference");
    let shown = folder.candor(&["requests", "show", reference, "--data", DATA]).stdout;
    assert!(shown.contains("acknowledge   by 2026-03-16: hand reference and key over by then; the receipt"), "{shown}");
    assert!(shown.contains(", LATE"), "{shown}");

    let folder = portal_in("UZ");
    let server = Server::start(&folder);
    let page = server.client.get("/en/requests/access/").expect(200).body;
    assert!(!page.contains("The law gives us") && page.contains(link), "{page}");
    let ticket = Ticket::send(&server, "access", "en");
    assert_eq!(ticket.receipt["clock"].get("acknowledge_within"), None);
    let shown = folder.candor(&["requests", "show", &ticket.reference, "--data", DATA]).stdout;
    assert!(!shown.contains("acknowledge"), "{shown}");
}

#[test]
fn an_overview_promises_one_time_only_where_it_holds_for_every_right() {
    for (jurisdiction, limits) in
        [("DE", vec![("1 month", 1)]), ("US-CA", vec![("45 days", 5), ("15 working days", 2)])]
    {
        let folder = portal_in(jurisdiction);
        let server = Server::start(&folder);
        for path in ["/en/", "/en/requests/"] {
            let page = server.client.get(path).expect(200).body;
            let times = |limit: &str| page.matches(&format!("We answer within {limit}.")).count();
            for (limit, expected) in &limits {
                assert_eq!(times(limit), *expected, "{jurisdiction}, {path}, {limit}: {page}");
            }
        }
    }
}

#[test]
fn a_refusal_names_the_article_on_which_it_rests_in_letter_and_record() {
    let folder = portal_in("DE");
    let server = Server::start(&folder);
    let ticket = Ticket::send(&server, "erasure", "en");
    done(&ticket.step(&folder, "refuse", &["--ground", "legal-obligation", "--text", "Tax law."]));
    let named = "The law obliges us to keep this data or to go on using it. Legal basis: GDPR, Art. 17(3)(b).";
    let page = ticket.status(&server, "en").body;
    assert!(page.contains(named), "{page}");
    let letter = format!(".candor/mail/{}.2.subject", ticket.reference);
    until("the letter is written", || folder.path(&format!("{letter}.eml")).exists().then_some(()));
    let letter = folder.read(&format!("{letter}.html"));
    assert!(letter.contains(named), "{letter}");
    assert_eq!(ticket.shown(&folder)["history"][1]["article"], "GDPR, Art. 17(3)(b)");

    // What was told stays as it was, whatever law the portal names later.
    folder.edit("content/portal.toml", "\"DE\"", "\"GB\"");
    let shown = folder.candor(&["requests", "show", &ticket.reference, "--data", DATA]).stdout;
    assert!(shown.contains("refused (legal-obligation, GDPR, Art. 17(3)(b))"), "{shown}");
    let british = Ticket::send(&server, "access", "en");
    done(&british.step(&folder, "refuse", &["--ground", "rights-of-others", "--text", "Letters of others."]));
    assert_eq!(british.shown(&folder)["history"][1]["article"], "UK GDPR, Art. 15(4)");
    let run = folder.candor(&["requests", "verify", "--data", DATA]);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{}", run.stdout);
}

#[test]
fn a_ground_that_the_law_does_not_know_is_refused_with_those_that_it_knows() {
    let folder = portal_in("US-CA");
    let server = Server::start(&folder);
    let ticket = Ticket::send(&server, "opt-out-of-sale", "en");
    let unknown = ticket.step(&folder, "refuse", &["--ground", "not-confirmed", "--text", "Who are you?"]);
    assert_eq!((unknown.code, unknown.stdout.as_str()), (2, ""));
    let sentence = "the law of the portal does not know the ground not-confirmed for opt-out-of-sale; it knows no-data, \
                    unfounded, excessive,";
    assert!(unknown.stderr.contains(sentence), "{}", unknown.stderr);
    assert_eq!(ticket.shown(&folder)["state"], "received");

    let access = Ticket::send(&server, "access", "en");
    // An officer can answer while the author's text has an error.
    folder.edit("content/policies/privacy/1/en.md", "1.1. Nothing.", "1.1. [Nothing](#9.9).");
    assert_eq!(folder.candor(&["check"]).code, 1);
    done(&access.step(&folder, "refuse", &["--ground", "not-confirmed", "--text", "We could not find out."]));
    assert_eq!(access.shown(&folder)["history"][1]["article"], "11 CCR 7024");
}

#[test]
fn a_law_that_lists_no_grounds_has_the_usual_ones_without_an_article() {
    let folder = portal_in("UZ");
    let server = Server::start(&folder);
    let ticket = Ticket::send(&server, "erasure", "en");
    done(&ticket.step(&folder, "refuse", &["--ground", "excessive", "--text", "The fifth time."]));
    let event = records(&folder, &["requests", "show", &ticket.reference])[0]["history"][1].clone();
    assert_eq!((&event["ground"], event.get("article")), (&json!("excessive"), None));
    assert!(!ticket.status(&server, "en").body.contains("Legal basis"));
}
