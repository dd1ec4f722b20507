//! The registers as time goes by: the same content built on several days, as its page, `portal.json` and its feed tell it.

use feed_rs::model::Feed;
use serde_json::{Value, json};

use crate::html::{Element, elements};
use crate::program::Folder;

/// A period that becomes shorter on a day, and one that holds for three months only.
const RETENTION: &str = r#"
[[retention]]
id = "mail"
records = "Correspondence"
term = "3 years"
basis = "Contract"
since = 2024-09-01
until = 2026-12-31

[[retention]]
id = "mail-2027"
records = "Correspondence"
term = "1 year"
basis = "Contract"
since = 2027-01-01

[[retention]]
id = "survey"
records = "Answers to the survey"
term = "3 months"
basis = "Consent"
since = 2026-03-01
until = 2026-05-31
"#;
/// A cookie that gets another duration under the same name.
const COOKIES: &str = r#"
[[cookie]]
name = "_ga"
purpose = "analytics"
provider = "Example"
duration = "2 years"
description = "Counts visits."
until = 2026-06-30

[[cookie]]
name = "_ga"
purpose = "analytics"
provider = "Example"
duration = "1 year"
description = "Counts visits."
since = 2026-07-01
"#;
const EDITION: &str = "+++\ntitle = \"Privacy policy\"\n+++\n\n1.1. We [count visits](register:cookies._ga).\n";
const TABLE: &str =
    "kind = \"privacy\"\ntitle = \"Privacy policy\"\n\n[[version]]\nid = \"1\"\neffective = 2024-09-01\n";

fn portal() -> Folder {
    let folder = Folder::smallest();
    folder.write("content/policies/privacy/versions.toml", TABLE);
    folder.write("content/policies/privacy/1/en.md", EDITION);
    folder.write("content/registers/retention.toml", RETENTION);
    folder.write("content/registers/cookies.toml", COOKIES);
    folder
}

/// A register on the day of a build.
struct Register {
    page: Vec<Element>,
    json: Value,
    feed: Feed,
    name: &'static str,
}

/// Builds a portal as of a day.
fn build(folder: &Folder, day: &str) {
    let build = folder.candor(&["build", "--date", day]);
    assert_eq!(build.code, 0, "{day}: {}", build.stderr);
}

impl Register {
    fn read(folder: &Folder, name: &'static str) -> Self {
        let page = elements(&folder.read(&format!("dist/site/en/registers/{name}/index.html")));
        let portal: Value = serde_json::from_str(&folder.read("dist/site/portal.json")).expect("it is JSON");
        let feed = folder.read(&format!("dist/site/en/registers/{name}/feed.xml"));
        let feed = feed_rs::parser::parse(feed.as_bytes()).expect("a reader of feeds reads it");
        Self { page, json: portal["registers"].clone(), feed, name }
    }

    fn on(day: &str, name: &'static str) -> Self {
        let folder = portal();
        build(&folder, day);
        Self::read(&folder, name)
    }

    /// The entries that stand below the heading of a state, by their anchors.
    fn entries(&self, state: &str) -> Vec<&str> {
        let is_part = |element: &&Element| element.name == "section" && element.has_class("part");
        let part = self.page.iter().skip_while(|element| !(is_part(element) && element.has_class(state))).skip(1);
        let rows = part.take_while(|element| !is_part(element)).filter(|element| element.name == "tr");
        rows.map(|row| row.attribute("id")).filter(|id| !id.is_empty()).collect()
    }

    /// The days of its history on the page, from the newest.
    fn days(&self) -> Vec<&Element> {
        self.page.iter().filter(|element| element.attribute("id").starts_with("changes-")).collect()
    }

    /// The state of an entry in `portal.json`.
    fn state(&self, id: &str) -> &str {
        let entries = self.json[self.name].as_array().expect("a register is a list");
        let entry = entries.iter().find(|entry| entry["id"] == id).expect("the entry is there");
        entry["state"].as_str().expect("a state is a word")
    }

    /// The days of its history in `portal.json`.
    fn days_in_json(&self) -> Vec<&str> {
        let changes = self.json["history"].as_array().expect("the history is a list").iter();
        let mut days: Vec<_> = changes.filter(|change| change["register"] == self.name).collect();
        days.dedup_by_key(|change| &change["day"]);
        days.into_iter().filter_map(|change| change["day"].as_str()).collect()
    }
}

#[test]
fn an_entry_is_announced_holds_and_has_ended() {
    for (day, state) in [
        ("2026-02-28", "upcoming"),
        ("2026-03-01", "current"),
        ("2026-05-31", "current"),
        ("2026-06-01", "ended"),
        ("2028-01-01", "ended"),
    ] {
        let register = Register::on(day, "retention");
        assert_eq!(register.state("survey"), state, "{day}");
        for part in ["upcoming", "current", "ended"] {
            assert_eq!(register.entries(part).contains(&"survey"), part == state, "{part} on {day}");
        }
    }
}

#[test]
fn a_shorter_period_takes_the_place_of_the_longer_one_on_its_day() {
    for (day, before, after) in
        [("2026-12-31", "current", "upcoming"), ("2027-01-01", "ended", "current"), ("2027-01-02", "ended", "current")]
    {
        let register = Register::on(day, "retention");
        assert_eq!((register.state("mail"), register.state("mail-2027")), (before, after), "{day}");
        assert!(register.entries(before).contains(&"mail") && register.entries(after).contains(&"mail-2027"), "{day}");
        let newest = register.days()[0];
        assert_eq!(newest.attribute("id"), "changes-2027-01-01");
        assert!(newest.text.contains("Kept for: Removed: 3 years → Added: 1 year"), "{}", newest.text);
        assert_eq!(newest.text.contains("still to come"), after == "upcoming", "{}", newest.text);
        let told = json!({
            "day": "2027-01-01", "register": "retention", "change": "replaced", "entry": "mail-2027", "replaces": "mail"
        });
        let history = register.json["history"].as_array().expect("the history is a list");
        assert_eq!(history.iter().filter(|change| change["day"] == "2027-01-01").collect::<Vec<_>>(), [&told]);
        let entry = &register.feed.entries[0];
        assert!(entry.id.ends_with("/en/registers/retention/#changes-2027-01-01"), "{}", entry.id);
        let summary = entry.summary.as_ref().expect("a day has a summary");
        assert!(summary.content.contains("Kept for: 3 years → 1 year"), "{}", summary.content);
    }
}

#[test]
fn what_changed_when_does_not_depend_on_the_day_of_the_build() {
    let days = ["2027-01-01", "2026-06-01", "2026-03-01", "2024-09-01"];
    for day in ["2024-08-31", "2026-03-15", "2026-06-01", "2027-01-01", "2030-01-01"] {
        let register = Register::on(day, "retention");
        let on_page: Vec<_> = register.days().iter().map(|day| day.attribute("id")).collect();
        assert_eq!(on_page, days.map(|day| format!("changes-{day}")), "{day}");
        assert_eq!(register.days_in_json(), days, "{day}");
    }
}

#[test]
fn page_feed_and_json_tell_the_same_of_the_registers_of_the_sample() {
    let folder = Folder::sample();
    for day in ["2026-04-14", "2026-11-23", "2027-01-15", "2028-06-01"] {
        build(&folder, day);
        for name in ["cookies", "recipients", "retention", "processing"] {
            let register = Register::read(&folder, name);
            let on_page: Vec<_> = register.days().iter().map(|day| day.attribute("id").to_owned()).collect();
            let in_feed: Vec<_> =
                register.feed.entries.iter().filter_map(|e| Some(e.id.split_once('#')?.1.to_owned())).collect();
            let in_json: Vec<_> = register.days_in_json().iter().map(|day| format!("changes-{day}")).collect();
            assert_eq!((&in_feed, &in_json), (&on_page, &on_page), "{name} on {day}");
            let entries = register.json[name].as_array().expect("a register is a list");
            for state in ["current", "upcoming", "ended"] {
                let stated = entries.iter().filter(|entry| entry["state"] == state).count();
                assert_eq!(register.entries(state).len(), stated, "{state} {name} on {day}");
            }
        }
    }
}

#[test]
fn a_link_to_a_cookie_leads_to_the_one_that_is_set_today() {
    for (day, today, other) in [("2026-06-30", "2 years", "1 year"), ("2026-07-01", "1 year", "2 years")] {
        let folder = portal();
        build(&folder, day);
        let register = Register::read(&folder, "cookies");
        let anchors = [register.entries("current"), register.entries("upcoming"), register.entries("ended")].concat();
        assert_eq!(anchors.len(), 2, "{day}: {anchors:?}");
        assert_ne!(anchors[0], anchors[1], "{day}");
        let edition = elements(&folder.read("dist/site/en/privacy/index.html"));
        let link = edition.iter().find(|element| element.name == "a" && element.text == "count visits");
        let address = link.expect("the edition links to it").attribute("href");
        let (path, anchor) = address.split_once('#').expect("it leads to an entry");
        let page = elements(&folder.read(&format!("dist/site{path}index.html")));
        let shown = page.iter().find(|element| element.attribute("id") == anchor).expect("the anchor is on the page");
        assert!(shown.text.contains(today) && !shown.text.contains(other), "{day}: {}", shown.text);
    }
}
