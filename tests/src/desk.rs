//! The officer's desk: requests that come by post or telephone, and what is told of all of them together.

use candor::figures::{Case, Figures, by_right};
use candor_model::{Channel, RefusalGround, Right};
use proptest::prelude::*;
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
    "Dilshod",
    "--text",
    "Please delete\r\nmy orders.",
];

/// Enters a request for that right.
fn enter(folder: &Folder, right: &str, more: &[&str]) -> Run {
    folder.candor(&[&["requests", "enter", "--right", right, "--data", DATA], more].concat())
}

/// A request that was entered, as programs get it, whatever is like it.
fn entered(folder: &Folder, right: &str, more: &[&str]) -> Value {
    let Run { code, stdout, stderr } = enter(folder, right, &[more, &["--format", "json"]].concat());
    assert_eq!(code, 0, "{stderr}");
    serde_json::from_str(&stdout).expect("a record")
}

/// The letter with another value for one of its arguments, or with one more argument.
fn letter_with<'a>(argument: &'a str, value: &'a str) -> Vec<&'a str> {
    let pairs = LETTER.chunks(2).filter(|pair| pair[0] != argument).flatten().copied();
    pairs.chain([argument, value]).collect()
}

/// An officer's step of a request without an e-mail address, of which no letter can tell.
fn step(folder: &Folder, command: &str, reference: &str, more: &[&str]) {
    let said = ["requests", command, reference, "--data", DATA, "--as", "Nargiza", "--text", "Well, then."];
    let run = folder.candor(&[&said, more].concat());
    let untold = "No letter goes out about it: tell the subject yourself.\n";
    let expected = if command == "confirm" { "" } else { untold };
    assert_eq!((run.code, run.stderr.as_str()), (0, expected), "{}", run.stdout);
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
    assert_eq!((&first["by"], &first["at"]), (&json!({ "officer": "Dilshod" }), &record["received"]));
    assert!(text(first, "entered") > text(first, "at"));
    assert_eq!(text(&shown, "details"), "Please delete\nmy orders.");
    let page = folder.candor(&["requests", "show", reference, "--data", DATA]).stdout;
    assert!(page.contains("received by letter, entered 20"), "{page}");
    assert!(page.contains(", Dilshod"), "{page}");

    let fields = [("locale", "en"), ("reference", reference), ("key", key)];
    let page = server.client.post_form("/api/status", &fields).expect(200);
    assert!(page.body.contains("2026-12-04") && page.body.contains("20 November 2026"), "{}", page.body);
    for hidden in ["Dilshod", "my orders", "Goʻzal"] {
        assert!(!page.body.contains(hidden), "{hidden} in {}", page.body);
    }
    let answer = json!({ "reference": reference, "key": "00000-00000-00000-00000-000000" });
    server.client.post_json("/api/status", &answer).expect(404);
    let verified = folder.candor(&["requests", "verify", "--data", DATA]);
    assert_eq!((verified.code, verified.stderr.as_str()), (0, ""), "{}", verified.stdout);
    step(&folder, "confirm", reference, &[]);
    step(&folder, "fulfil", reference, &[]);
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
    assert_eq!(status["confirm_by"], Value::Null, "what came on paper does not expire");
    let shown = records(&folder, &["requests", "show", lines[0]]).remove(0);
    assert_eq!((text(&shown, "details"), text(&shown, "email")), ("Everything, please.", EMAIL));

    // The same words may come a second time, in another letter, or one letter be entered twice.
    let again = enter(&folder, "access", &said);
    assert_ne!(again.stdout.lines().next(), run.stdout.lines().next());
    assert_eq!(
        again.stderr,
        format!("{} is open with the same right and name: see whether it is the same request.\n", lines[0])
    );
    assert_eq!(enter(&folder, "erasure", &said).stderr, "");
    assert_eq!(records(&folder, &["requests", "list"]).len(), 3);
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
        ("portability", LETTER.to_vec(), "--right is not known: the portal has access, rectification"),
        ("erasure", letter_with("--received", "2199-01-01"), "2199-01-01 00:00 has not come yet"),
        ("erasure", letter_with("--received", "20.11.2026"), "write the day as 2026-11-20"),
        ("erasure", letter_with("--received", "2026-11-20T10:00Z"), "write the day as 2026-11-20"),
        ("erasure", letter_with("--channel", "form"), "the channels are letter, phone, email, in-person"),
        ("erasure", letter_with("--relationship", "friend"), "--relationship is not known: the portal has"),
        ("erasure", letter_with("--locale", "de"), "--locale is not known: the portal has uz, ru, en"),
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
    let many = [&LETTER[..4], &["--as", "Dilshod", "--name", "A\u{1b}", "--text", " "]].concat();
    let many = enter(&folder, "rectification", &many).stderr;
    for sentence in ["--relationship is missing: the portal has ", "--name holds a character", "--text is missing"] {
        assert!(many.contains(sentence), "{sentence}: {many}");
    }
    assert_eq!(records(&folder, &["requests", "list"]), [] as [Value; 0]);
}

#[test]
fn what_a_letter_says_is_entered_as_it_stands_or_left_away() {
    let folder = Folder::sample();
    let _server = Server::start(&folder);
    let number = letter_with("--text", "Order 4242 4242 4242 4242, please.");
    let refused = enter(&folder, "erasure", &number);
    assert!(refused.code == 2 && refused.stderr.contains("`--keep-numbers`"), "{}", refused.stderr);
    let kept = entered(&folder, "erasure", &[&number, &["--keep-numbers"] as &[&str]].concat());
    assert_eq!(text(&kept, "details"), "Order 4242 4242 4242 4242, please.");
    let silent: Vec<_> = LETTER[..LETTER.len() - 2].to_vec();
    assert_eq!(text(&entered(&folder, "access", &silent), "details"), "");
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

/// A portal whose records hold a letter that was refused late, one that was fulfilled, one that was taken back, and one
/// that nobody has answered. Gives the references in that order.
pub(crate) fn year_of_letters(folder: &Folder) -> [String; 4] {
    let server = Server::start(folder);
    let came = |right, day| entered(folder, right, &letter_with("--received", day));
    let records =
        [("erasure", "2025-03-03"), ("access", "2026-11-24"), ("access", "2026-11-25"), ("erasure", "2026-11-26")];
    let [late, done, back, open] = records.map(|(right, day)| came(right, day));
    let references = [&late, &done, &back, &open].map(|record| text(record, "reference").to_owned());
    step(folder, "refuse", &references[0], &["--ground", "legal-obligation"]);
    step(folder, "confirm", &references[1], &[]);
    step(folder, "fulfil", &references[1], &[]);
    let own = json!({ "reference": references[2], "key": back["key"] });
    server.client.post_json("/api/withdraw", &own).expect(200);
    references
}

/// The cells of a table, as the csv crate does not read them: no cell of these holds a comma or a quote.
fn rows(run: &Run) -> Vec<Vec<&str>> {
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    assert_eq!(run.stdout.matches("\r\n").count(), run.stdout.matches('\n').count(), "{}", run.stdout);
    run.stdout.split_terminator("\r\n").map(|line| line.split(',').collect()).collect()
}

#[test]
fn all_requests_of_some_time_become_a_table_without_anything_personal() {
    let folder = Folder::sample();
    let [late, done, back, open] = year_of_letters(&folder);
    let export = |more: &[&str]| folder.candor(&[&["requests", "export", "--data", DATA], more].concat());
    let run = export(&[]);
    let table = rows(&run);
    let header =
        "reference,right,channel,received_on,respond_by,state,closed_on,days,in_time,ground,extended,confirmed";
    assert_eq!(table[0].join(","), header);
    let named: Vec<_> = table[1..].iter().map(|row| row[0]).collect();
    assert_eq!(named, [&late, &done, &back, &open]);
    let closed_on = table[2][6].parse::<jiff::civil::Date>().expect("a date");
    let days = |from: &str| {
        let from = from.parse::<jiff::civil::Date>().expect("a date");
        from.until(closed_on).expect("dates of our time").get_days().to_string()
    };
    let expected = ["erasure", "letter", "2025-03-03", "2025-03-18", "refused"];
    assert_eq!(table[1][1..6], expected);
    assert_eq!(table[1][7..], [&days("2025-03-03"), "no", "legal-obligation", "no", "no"]);
    assert_eq!(table[2][7..], [&days("2026-11-24"), "yes", "", "no", "yes"]);
    assert_eq!((table[3][5], table[3][8]), ("withdrawn", "yes"));
    assert_eq!(table[4][5..], ["received", "", "", "", "", "no", "no"]);
    for personal in ["Goʻzal", "my orders", "Well, then"] {
        assert!(!run.stdout.contains(personal), "{}", run.stdout);
    }

    let some = export(&["--from", "2026-11-24", "--to", "2026-11-25"]);
    assert_eq!(rows(&some)[1..].iter().map(|row| row[0]).collect::<Vec<_>>(), [&done, &back]);
    assert_eq!(rows(&export(&["--from", "2026-11-27"])).len(), 1, "a table without rows has its header");
    assert_eq!(export(&["--from", "yesterday"]).code, 2);
}

#[test]
fn an_export_for_programs_has_what_show_says_of_each_request() {
    let folder = Folder::sample();
    let references = year_of_letters(&folder);
    let exported = records(&folder, &["requests", "export", "--to", "2026-11-25"]);
    let shown = references[..3].iter().map(|reference| records(&folder, &["requests", "show", reference]).remove(0));
    assert_eq!(exported, shown.collect::<Vec<_>>());
    assert_eq!((exported[0].get("key_hash"), exported[0].get("salt")), (None, None));
    assert_eq!(exported[0]["history"][1]["text"], "Well, then.");
}

#[test]
fn what_a_subject_typed_is_no_formula_and_stays_in_its_cell() {
    let folder = Folder::sample();
    let _server = Server::start(&folder);
    for name in ["=HYPERLINK(\"http://evil.example\")", "+1", "-1+1", "@SUM(A1)", "＝1", "Ann, \"A\""] {
        let name = format!("--name={name}");
        let said =
            [&LETTER[..6], &LETTER[8..10], &[name.as_str(), "--text", "first\n=second\u{1b}[2J\u{202e}"]].concat();
        // An escape sequence is refused where it can be seen by nobody; the mark that turns the order is not.
        assert_eq!(enter(&folder, "access", &said).code, 2);
        let said = [&said[..said.len() - 1], &["first\n=second\u{202e}"]].concat();
        assert_eq!(enter(&folder, "access", &said).code, 0);
    }
    let run = folder.candor(&["requests", "export", "--personal", "--data", DATA]);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    assert!(run.stdout.lines().next().is_some_and(|header| header.ends_with(",confirmed,name,email,details")));
    for cell in [
        ",\"'=HYPERLINK(\"\"http://evil.example\"\")\",",
        ",'+1,",
        ",'-1+1,",
        ",'@SUM(A1),",
        ",'＝1,",
        ",\"Ann, \"\"A\"\"\",",
        ",\"first\n=second\\u{202e}\"\r\n",
    ] {
        assert!(run.stdout.contains(cell), "no {cell} in {}", run.stdout);
    }
}

#[test]
fn the_figures_of_a_year_say_what_became_of_each_right() {
    let folder = Folder::sample();
    year_of_letters(&folder);
    let figures = |year: &str| records(&folder, &["requests", "figures", "--year", year]);
    let (last, this) = (figures("2025"), figures("2026"));
    let rights: Vec<_> = this.iter().map(|line| text(line, "right")).collect();
    assert_eq!(rights, ["access", "erasure", "all"]);
    let counts = |line: &Value| {
        ["received", "fulfilled", "refused", "forwarded", "withdrawn", "open", "extended", "late"]
            .map(|name| line[name].as_u64())
    };
    assert_eq!(counts(&this[0]), [2, 1, 0, 0, 1, 0, 0, 0].map(Some));
    assert_eq!(counts(&this[2]), [3, 1, 0, 0, 1, 1, 0, 0].map(Some));
    assert_eq!((this[1]["median_days"].as_u64(), &this[0]["refused_by"]), (None, &json!({})));
    assert_eq!(counts(&last[1]), [1, 0, 1, 0, 0, 0, 0, 1].map(Some));
    assert_eq!(last[1]["refused_by"], json!({ "legal-obligation": 1 }));
    let days = records(&folder, &["requests", "export"])[0]["closed_on"].as_str().map(str::to_owned);
    let days = days.and_then(|day| day.parse::<jiff::civil::Date>().ok()).expect("it is closed");
    let days = jiff::civil::date(2025, 3, 3).until(days).expect("dates of our time").get_days();
    assert_eq!(last[1]["median_days"], days);

    let page = folder.candor(&["requests", "figures", "--data", DATA]);
    assert_eq!((page.code, page.stderr.as_str()), (0, ""));
    assert!(page.stdout.lines().all(|line| line.chars().count() <= 80), "{}", page.stdout);
    assert!(page.stdout.contains("erasure                         1  legal-obligation"), "{}", page.stdout);
    let none = folder.candor(&["requests", "figures", "--year", "2024", "--data", DATA]);
    assert_eq!((none.code, none.stdout.as_str()), (0, "No request was received in that time.\n"));
    assert_eq!(folder.candor(&["requests", "figures", "--year", "26000", "--data", DATA]).code, 2);
}

/// A case of any right, that came on any day and stands anywhere.
fn any_case() -> impl Strategy<Value = Case> {
    let states = prop_oneof![
        Just("received"),
        Just("extended"),
        Just("fulfilled"),
        Just("refused"),
        Just("forwarded"),
        Just("withdrawn"),
        Just("expired")
    ];
    let any_right = proptest::sample::select(Right::ALL.as_slice());
    (any_right, states, 0_i64..400, 0..RefusalGround::ALL.len(), any::<bool>()).prop_map(
        |(right, state, days, ground, extended)| {
            let received_on = jiff::civil::date(2026, 1, 1);
            let is_open = ["received", "extended"].contains(&state);
            let closed_on = (!is_open).then(|| received_on + jiff::Span::new().days(days));
            let request = serde_json::from_value(json!({
                "reference": "00000-00000", "right": right, "name": "", "email": "", "details": "", "locale": "uz",
                "received": "2026-01-01T10:00:00Z", "received_on": received_on, "respond_by": "2026-01-31",
                "clock": { "respond_within": "30 days", "calendar": "UZ" }, "provisional": false, "state": state,
                "closed_on": closed_on, "events": 1, "head": "", "key_hash": "", "salt": "",
            }));
            let ground = (state == "refused").then(|| RefusalGround::ALL[ground]);
            let extended = extended || state == "extended";
            Case { request: request.expect("a request"), channel: Channel::Form, ground, extended }
        },
    )
}

proptest! {
    #[test]
    fn every_request_is_counted_once_and_the_rights_add_up_to_all(cases in proptest::collection::vec(any_case(), 0..60)) {
        let all = Figures::of(&cases.iter().collect::<Vec<_>>());
        let rights = by_right(&cases);
        for figures in rights.iter().map(|(_, figures)| figures).chain([&all]) {
            let Figures { received, fulfilled, refused, forwarded, withdrawn, expired, open, .. } = *figures;
            prop_assert_eq!(received, fulfilled + refused + forwarded + withdrawn + expired + open);
            prop_assert_eq!(refused, figures.refused_by.values().sum::<usize>());
            prop_assert!(figures.late <= fulfilled + refused && figures.extended <= received);
            prop_assert_eq!(figures.median_days.is_some(), fulfilled + refused > 0);
        }
        let sum = |count: fn(&Figures) -> usize| rights.iter().map(|(_, figures)| count(figures)).sum::<usize>();
        prop_assert_eq!(
            (sum(|of| of.received), sum(|of| of.late), sum(|of| of.extended), sum(|of| of.open)),
            (all.received, all.late, all.extended, all.open)
        );
        // Half of the answers took so long or longer, and half so long or less.
        let answered = cases.iter().filter(|case| ["fulfilled", "refused"].contains(&case.request.state.as_str()));
        let days: Vec<_> = answered.filter_map(Case::days).collect();
        if let Some(median) = all.median_days {
            prop_assert!(days.contains(&median));
            prop_assert!(2 * days.iter().filter(|&&day| day <= median).count() >= days.len());
            prop_assert!(2 * days.iter().filter(|&&day| day >= median).count() > days.len());
        }
    }
}
