//! The clock of a request whose subject was asked for more: it stands where the law lets it, until the answer.

use candor::engine;
use candor_intake::{Action, Key, Moment, NewRequest, Step, Store, Stored};
use candor_model::{Actor, ClockRules, Need, Right, SubjectRequest};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use serde_json::{Value, json};

use crate::answering::{Ticket, done, verified};
use crate::officer::request;
use crate::program::Folder;
use crate::questions::QUESTION;
use crate::server::{DATA, Server, records};

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
    let calendar = candor_site::calendar("GB", &candor_site::Sources::default()).0.expect("it is built in");
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
    assert!(!page.contains("class=\"left"), "no day is left or over while the clock stands: {page}");
    let shown = || folder.candor(&["requests", "show", &ticket.reference, "--data", DATA]).stdout;
    assert!(shown().contains("(stopped)") && shown().contains("and the clock stands until"), "{}", shown());

    ticket.answer(&server, "The newer one.").expect(200);
    let after = ticket.shown(&folder);
    let received_on = date_of(&after, "received_on");
    let end = received_on.saturating_add(1.month()).saturating_add(45.days());
    let week = candor_site::calendar("GB", &candor_site::Sources::default()).0.expect("it is built in");
    let expected = (0_i64..).map(|days| end.saturating_add(days.days())).find(|day| week.is_working_day(*day));
    assert_eq!(Some(date_of(&after, "respond_by")), expected);
    assert_eq!((&after["stopped"], &after["history"][2]["respond_by"]), (&json!(false), &after["respond_by"]));
    let asked_on = today().saturating_sub(45.days());
    let stood =
        format!("The clock stood after the question of {asked_on} and until the answer of {}: 45 days.", today());
    assert!(shown().contains(&stood), "{}", shown());
    let page = ticket.status(&server, "en").body;
    assert!(page.contains("Why this date") && page.contains("We asked you on "), "{page}");
    let left = today().until(date_of(&after, "respond_by")).expect("near days").get_days();
    assert!(page.contains(&format!("<span class=\"left\">{left} days left</span>")), "{left}: {page}");
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
