//! The clock, as the officer asks it: by when, and why.

use jiff::ToSpan;
use jiff::civil::{Date, date};
use proptest::prelude::*;

use crate::program::Folder;
use candor_model::{Calendar, Pause, TimeLimit, Unit};

fn explained(folder: &Folder, [calendar, received, limit]: [&str; 3], more: &[&str]) -> (i32, String, String) {
    let arguments = ["requests", "explain-date", "--calendar", calendar, "--received", received, "--limit", limit];
    let run = folder.candor(&[&arguments, more].concat());
    (run.code, run.stdout, run.stderr)
}

#[test]
fn the_date_comes_first_for_every_place() {
    let folder = Folder::smallest();
    let cases = [
        // Those of the reference data.
        ("UZ", "2026-05-08", "10 working days", "2026-05-25"),
        ("UZ", "2026-03-18", "10 working days", "2026-04-03"),
        ("UZ", "2026-06-11", "10 working days", "2026-06-25"),
        ("KZ", "2026-03-19", "3 working days", "2026-03-27"),
        ("EU-DE", "2026-01-31", "1 month", "2026-03-02"),
        ("EU-DE", "2026-03-05", "1 month", "2026-04-07"),
        ("US-CA", "2026-11-20", "10 working days", "2026-12-08"),
        ("US-CA", "2026-11-20", "45 days", "2027-01-04"),
        // The working Saturday of 12 December, and the day off that it was exchanged for.
        ("UZ", "2026-12-10", "2 working days", "2026-12-12"),
        ("UZ", "2026-12-30", "1 working day", "2027-01-04"),
        // New Year and Christmas in one row, and a Saturday that is worked.
        ("RU", "2025-12-30", "1 working day", "2026-01-12"),
        ("RU", "2025-10-31", "1 working day", "2025-11-01"),
        ("KZ", "2025-01-03", "1 working day", "2025-01-05"),
        ("KG", "2026-05-01", "1 working day", "2026-05-11"),
        ("TJ", "2026-03-20", "1 working day", "2026-03-25"),
        ("GB", "2026-12-24", "1 working day", "2026-12-29"),
        ("FR", "2026-04-14", "1 month", "2026-05-15"),
        ("TR", "2026-05-26", "1 working day", "2026-06-01"),
        // The end of a month, of February in a leap year, and of a year.
        ("DE", "2028-01-31", "1 month", "2028-02-29"),
        ("DE", "2026-08-31", "1 month", "2026-09-30"),
        ("DE", "2024-02-29", "1 year", "2025-02-28"),
        ("GB", "2026-09-03", "1 month", "2026-10-05"),
        // A year that nobody knows yet: its holidays of every year, the one on a Saturday moved.
        ("UZ", "2027-12-31", "1 working day", "2028-01-04"),
        ("DE", "2030-12-24", "2 working days", "2030-12-30"),
        ("GB", "2032-12-24", "1 working day", "2032-12-29"),
    ];
    for (calendar, received, limit, expected) in cases {
        let (code, stdout, stderr) = explained(&folder, [calendar, received, limit], &[]);
        assert_eq!((code, stderr.as_str()), (0, ""), "{calendar}");
        assert_eq!(stdout.lines().next(), Some(expected), "{calendar}, {received}, {limit}: {stdout}");
    }
}

#[test]
fn every_day_says_why_it_counts_or_not() {
    let folder = Folder::smallest();
    let (_, stdout, _) = explained(&folder, ["UZ", "2026-12-07", "4 working days"], &[]);
    let expected = "\
2026-12-12

4 working days from 2026-12-07. The day of receipt does not count:
  Tue 2026-12-08    -  day off
  Wed 2026-12-09    1
  Thu 2026-12-10    2
  Fri 2026-12-11    3
  Sat 2026-12-12    4  a weekend day that is worked
";
    assert!(stdout.starts_with(expected), "{stdout}");
    let (_, stdout, _) = explained(&folder, ["DE", "2026-01-31", "1 month"], &[]);
    let expected = "\
2026-03-02

1 month from 2026-01-31. That month has no day 31, so its last day counts:
  Sat 2026-02-28  weekend: it runs on to the next working day
  Sun 2026-03-01  weekend: it runs on to the next working day
  Mon 2026-03-02
";
    assert!(stdout.starts_with(expected), "{stdout}");
    let (_, stdout, _) = explained(&folder, ["UZ", "2026-12-28", "10 working days"], &[]);
    assert!(stdout.contains("Provisional: the days off of 2027 are not final."), "{stdout}");
}

#[test]
fn a_program_gets_the_reckoning_as_json() {
    let (code, stdout, _) =
        explained(&Folder::smallest(), ["UZ", "2026-12-11", "1 working day"], &["--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&stdout).expect("one object");
    assert_eq!(code, 0);
    assert_eq!((&json["respond_by"], &json["provisional"]), (&"2026-12-12".into(), &false.into()));
    assert_eq!(json["days"], serde_json::json!([{ "date": "2026-12-12", "kind": "extra-working", "count": 1 }]));
}

#[test]
fn a_portals_own_calendar_is_reckoned_by() {
    let folder = Folder::smallest();
    let own = "[[year]]\nyear = 2026\nstatus = \"final\"\ndays_off = [2026-06-12]\n";
    folder.write("content/calendars/UZ.toml", own);
    let (_, stdout, _) = explained(&folder, ["UZ", "2026-06-11", "1 working day"], &[]);
    assert_eq!(stdout.lines().next(), Some("2026-06-15"), "{stdout}");
    folder.write(
        "content/calendars/XX.toml",
        "weekend = [\"fri\"]\nholidays = [\"06-11\"]\nweekend_holidays = \"moved\"\n",
    );
    let (_, stdout, _) = explained(&folder, ["XX", "2026-06-10", "1 working day"], &[]);
    assert_eq!(stdout.lines().next(), Some("2026-06-13"), "{stdout}");
}

#[test]
fn what_is_wrong_with_a_question_is_said() {
    let folder = Folder::smallest();
    let (code, _, stderr) = explained(&folder, ["Mars", "2026-06-11", "1 working day"], &[]);
    assert_eq!(code, 2);
    assert!(stderr.contains("there is no calendar `Mars`: UZ, KZ, KG, TJ, RU"), "{stderr}");
    for (received, limit) in [("2026-02-30", "1 month"), ("2026-02-20", "0 days"), ("2026-02-20", "ten days")] {
        let (code, stdout, _) = explained(&folder, ["UZ", received, limit], &[]);
        assert_eq!((code, stdout.as_str()), (2, ""), "{received}, {limit}");
    }
    for received in ["20.02.2026", "2026-2-20", "20260220", "2026-02-20T23:30+05:00", "+002026-02-20"] {
        let (code, _, stderr) = explained(&folder, ["UZ", received, "1 month"], &[]);
        assert!(code == 2 && stderr.contains("write the day as 2026-11-20"), "{received}: {stderr}");
    }
}

#[test]
fn half_of_a_calendar_reckons_nothing() {
    let folder = Folder::smallest();
    for (file, mistake) in
        [("weekend = [[[ broken\n", "UZ.toml:1:"), ("weekend = [\"sat\", \"someday\"]\n", "UZ.toml:1:")]
    {
        folder.write("content/calendars/UZ.toml", file);
        let (code, stdout, stderr) = explained(&folder, ["UZ", "2026-05-08", "10 working days"], &[]);
        assert_eq!((code, stdout.as_str()), (1, ""), "{stderr}");
        assert!(stderr.contains(mistake), "{stderr}");
        assert!(stderr.contains("nothing can be reckoned by the calendar `UZ`"), "{stderr}");
    }
}

#[test]
fn only_the_days_that_decide_make_a_date_provisional() {
    let folder = Folder::smallest();
    for (question, sentence) in [
        (["UZ", "2024-12-31", "1 working day"], None),
        (["DE", "2023-08-30", "25 months"], None),
        (["DE", "2028-12-29", "30 days"], None),
        (["DE", "2028-12-28", "2 working days"], Some("Provisional: the days off of 2028, 2029 are not final.")),
        (["DE", "2028-12-29", "1 month"], Some("Provisional: the days off of 2029 are not final.")),
    ] {
        let (_, stdout, _) = explained(&folder, question, &[]);
        assert_eq!(stdout.lines().find(|line| line.starts_with("Provisional")), sentence, "{question:?}: {stdout}");
    }
}

fn calendars() -> Vec<Calendar> {
    let sources = candor_site::Sources::default();
    candor_site::calendars().filter_map(|id| candor_site::calendar(id, &sources).0).collect()
}

fn limits() -> impl Strategy<Value = TimeLimit> {
    let unit = prop::sample::select(vec!["working days", "days", "months", "years"]);
    (1_u16..60, unit).prop_map(|(amount, unit)| format!("{amount} {unit}").parse().expect("a time limit"))
}

proptest! {
    #[test]
    fn an_answer_is_due_later_for_what_came_later(limit in limits(), calendar in prop::sample::select(calendars()), day in 0_i64..1500) {
        let received = date(2025, 1, 1).saturating_add(day.days());
        let due = |received| limit.reckon(received, &calendar).respond_by;
        prop_assert!(due(received) > received);
        prop_assert!(due(received.saturating_add(1.day())) >= due(received));
    }

    #[test]
    fn the_days_that_are_shown_are_the_days_that_count(limit in limits(), calendar in prop::sample::select(calendars()), day in 0_i64..1500) {
        let received = date(2025, 1, 1).saturating_add(day.days());
        let days = limit.explain(received, &calendar);
        let respond_by = limit.reckon(received, &calendar).respond_by;
        prop_assert_eq!(days.last().map(|day| day.date), Some(respond_by));
        prop_assert!(days.windows(2).all(|pair| pair[0].date.saturating_add(1.day()) == pair[1].date));
        if limit.unit() == Unit::WorkingDays {
            let worked = worked_days(received, respond_by, &calendar);
            prop_assert_eq!(worked, usize::from(limit.amount()));
            prop_assert_eq!(days.iter().filter(|day| day.count.is_some()).count(), worked);
        }
        prop_assert!(limit.unit() == Unit::Days || calendar.is_working_day(respond_by));
    }
}

/// How many days after `received` and up to `last` are worked.
fn worked_days(received: Date, last: Date, calendar: &Calendar) -> usize {
    let after = received.series(1.day()).skip(1);
    after.take_while(|day| *day <= last).filter(|day| calendar.is_working_day(*day)).count()
}

/// Pauses in their order, each from some days after the end of the one before, by their first and last days.
fn pauses() -> impl Strategy<Value = Vec<(i64, i64)>> {
    prop::collection::vec((0_i64..40, 0_i64..40), 0..4)
}

/// The pauses of a clock that runs from that day.
fn pauses_from(received: Date, spans: &[(i64, i64)]) -> Vec<Pause> {
    let mut end = received;
    let span = |&(wait, length): &(i64, i64)| {
        let after = end.saturating_add(wait.days());
        end = after.saturating_add(length.days());
        Pause { after, until: end }
    };
    spans.iter().map(span).collect()
}

proptest! {
    #[test]
    fn a_pause_never_makes_an_answer_due_earlier(limit in limits(), calendar in prop::sample::select(calendars()), day in 0_i64..1500, spans in pauses()) {
        let received = date(2025, 1, 1).saturating_add(day.days());
        let pauses = pauses_from(received, &spans);
        let dues: Vec<_> = (0..=pauses.len())
            .map(|count| limit.reckon_around(&pauses[..count], received, &calendar).respond_by)
            .collect();
        prop_assert_eq!(dues[0], limit.reckon(received, &calendar).respond_by);
        prop_assert!(dues.is_sorted(), "{:?}", dues);
        let days = limit.explain_around(&pauses, received, &calendar);
        prop_assert_eq!(days.last().map(|day| day.date), dues.last().copied());
        prop_assert!(days.iter().all(|day| !day.stood || day.count.is_none()));
    }

    #[test]
    fn so_many_working_days_of_a_pause_move_a_limit_by_so_many(amount in 2_u16..60, calendar in prop::sample::select(calendars()), day in 0_i64..1500, length in 0_i64..60, percent in 0_i64..100) {
        let received = date(2025, 1, 1).saturating_add(day.days());
        let limit = |amount: u16| format!("{amount} working days").parse::<TimeLimit>().expect("a time limit");
        let before = limit(amount).reckon(received, &calendar).respond_by;
        // Asked on any day before the last one.
        let wait = i64::from(received.until(before).expect("near days").get_days()) * percent / 100;
        let after = received.saturating_add(wait.days());
        let until = after.saturating_add(length.days());
        let stood = u16::try_from(worked_days(after, until, &calendar)).expect("few days");
        let paused = limit(amount).reckon_around(&[Pause { after, until }], received, &calendar);
        prop_assert_eq!(paused, limit(amount + stood).reckon(received, &calendar));
    }

    #[test]
    fn so_many_days_of_a_pause_move_a_limit_of_days_by_so_many(amount in 2_u16..60, day in 0_i64..1500, wait in 0_i64..60, length in 0_i64..60) {
        let calendar = candor_site::calendar("GB", &candor_site::Sources::default()).0.expect("it is built in");
        let received = date(2025, 1, 1).saturating_add(day.days());
        let limit: TimeLimit = format!("{amount} days").parse().expect("a time limit");
        let before = limit.reckon(received, &calendar).respond_by;
        let after = received.saturating_add(wait.days());
        let pause = Pause { after, until: after.saturating_add(length.days()) };
        // What is asked on the last day or later stops nothing: the limit is used up.
        let stood = if after < before { length } else { 0 };
        let paused = limit.reckon_around(&[pause], received, &calendar).respond_by;
        prop_assert_eq!(paused, before.saturating_add(stood.days()));
    }
}

#[test]
fn a_month_that_stood_still_ends_so_many_days_later_and_on_a_working_day() {
    let calendar = candor_site::calendar("GB", &candor_site::Sources::default()).0.expect("it is built in");
    let month: TimeLimit = "1 month".parse().expect("a time limit");
    // From 3 September to Saturday, 3 October, which runs on to Monday.
    let received = date(2026, 9, 3);
    let due = |after, until| month.reckon_around(&[Pause { after, until }], received, &calendar).respond_by;
    for (after, until, expected) in [
        // Answered on the same day; on the next one; after a week; asked on the day of receipt.
        (date(2026, 9, 10), date(2026, 9, 10), date(2026, 10, 5)),
        (date(2026, 9, 10), date(2026, 9, 11), date(2026, 10, 5)),
        (date(2026, 9, 10), date(2026, 9, 17), date(2026, 10, 12)),
        (date(2026, 9, 3), date(2026, 9, 8), date(2026, 10, 8)),
        // Asked on the day before the month ends, on the day itself, and while it runs on.
        (date(2026, 10, 2), date(2026, 10, 20), date(2026, 10, 21)),
        (date(2026, 10, 3), date(2026, 10, 20), date(2026, 10, 5)),
        (date(2026, 10, 4), date(2026, 10, 20), date(2026, 10, 5)),
    ] {
        assert_eq!(due(after, until), expected, "{after} to {until}");
    }
}
