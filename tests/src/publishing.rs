//! Publishing as an author goes through it: a new version, what stops them on the way, what readers see of it, and what
//! happens to a text that was published.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use sha2::{Digest, Sha256};

use crate::html::elements;
use crate::program::Folder;
use crate::tree;

const TABLE: &str = "content/policies/privacy/versions.toml";

/// What the author of the sample changes for the fourth version: security logs are kept for 90 days.
const SHORTER: [(&str, &str, &str); 3] =
    [("uz", "180 kun", "90 kun"), ("ru", "180 дней", "90 дней"), ("en", "180 days", "90 days")];
const FACT: &str = "(fact:registers.retention.security-logs.term)";

fn write_the_text(folder: &Folder) {
    for (locale, from, to) in SHORTER {
        let edition = format!("content/policies/privacy/4/{locale}.md");
        let entry = "(fact:registers.retention.security-logs-90.term)";
        folder.edit(&edition, &format!("[{from}]{FACT}"), &format!("[{to}]{entry}"));
    }
}

/// The old entry ends the day before the version binds, and a new one begins.
fn write_the_register(folder: &Folder, effective: Date) {
    let register = folder.read("content/registers/retention.toml");
    let entries: Vec<&str> = register.split("[[retention]]").collect();
    let old = entries.iter().find(|entry| entry.contains("id = \"security-logs\"")).expect("the sample has it");
    let id = "id = \"security-logs\"\n";
    let ended = old.replace(id, &format!("{id}until = {}\n", effective.yesterday().expect("a day")));
    let new = old.lines().filter(|line| !line.starts_with("since")).collect::<Vec<_>>().join("\n");
    let new = new.replace("\"security-logs\"", &format!("\"security-logs-90\"\nsince = {effective}"));
    let new = SHORTER.iter().fold(new, |text, (_, from, to)| text.replace(from, to));
    folder.write("content/registers/retention.toml", register.replace(old, &format!("{ended}[[retention]]{new}\n")));
}

#[test]
fn four_commands_lead_from_a_shorter_period_to_a_published_version_with_its_changes() {
    let folder = Folder::sample();
    let draft = folder.candor(&["draft", "privacy"]);
    assert!(draft.code == 0 && draft.stdout.contains("Version 4 of `privacy` is a draft now"), "{}", draft.stderr);
    let table = folder.read(TABLE);
    let effective = table.lines().filter_map(|line| line.strip_prefix("effective = ")).next_back().expect("a date");
    write_the_text(&folder);
    write_the_register(&folder, effective.parse().expect("a date"));
    folder.write(TABLE, table.clone() + "\n[version.summary]\nuz = \"A.\"\nru = \"B.\"\nen = \"Logs go sooner.\"\n");
    let check = folder.candor(&["check", "--strict", "--format", "json"]);
    assert_eq!(check.stdout.matches("\"warning\"").count(), 1, "only clause 9.4: {}", check.stdout);
    let publish = folder.candor(&["publish", "privacy", "4"]);
    assert_eq!(publish.code, 0, "{}", publish.stderr);
    assert_eq!(folder.candor(&["build"]).code, 0);
    for (locale, from, to) in SHORTER {
        let page = elements(&folder.read(&format!("dist/site/{locale}/privacy/4/changes/index.html")));
        let words = |name: &str, part: &str| page.iter().any(|e| e.name == name && e.text.contains(part));
        let number = |text: &str| text.split(' ').next().expect("a number").to_owned();
        assert!(words("del", &number(from)) && words("ins", &number(to)), "{locale}");
    }
    assert!(folder.read("dist/site/en/privacy/4/changes/index.html").contains("1 clause changed."));
}

#[test]
fn each_mistake_on_the_way_is_caught() {
    let folder = Folder::sample();
    assert_eq!(folder.candor(&["draft", "privacy"]).code, 0);
    let said = |code: &str| {
        let check = folder.candor(&["check", "--format", "json"]);
        assert!(check.stdout.contains(&format!("\"{code}\"")), "{code} is not in {}", check.stdout);
    };
    said("no-summary");
    // The text alone: the fact says otherwise.
    folder.edit("content/policies/privacy/4/en.md", &format!("[180 days]{FACT}"), &format!("[90 days]{FACT}"));
    said("false-claim");
    let table = folder.read(TABLE);
    let refused = folder.candor(&["publish", "privacy", "4"]);
    assert!(refused.code == 1 && refused.stderr.contains("false-claim"), "{}", refused.stderr);
    assert_eq!(folder.read(TABLE), table, "a refused publication writes nothing");
    // One language alone, without the mark: the others say otherwise.
    folder.edit("content/policies/privacy/4/en.md", &format!("[90 days]{FACT}"), "90 days");
    said("numbers-differ");
    // The published version in place of the new one.
    folder.edit("content/policies/privacy/3/en.md", &format!("[180 days]{FACT}"), "90 days");
    said("changed-edition");
}

#[test]
fn what_was_published_is_what_the_digest_says() {
    let folder = Folder::sample();
    assert_eq!(folder.candor(&["build", "--date", "2026-11-24"]).code, 0);
    let portal: serde_json::Value = serde_json::from_str(&folder.read("dist/site/portal.json")).expect("it is JSON");
    let mut editions = 0;
    for policy in portal["policies"].as_array().expect("policies") {
        for version in policy["versions"].as_array().expect("versions") {
            for (_, edition) in version["editions"].as_object().expect("editions") {
                let address = edition["source"].as_str().expect("an address");
                let path = address.strip_prefix(portal["base_url"].as_str().expect("an origin")).expect("on this site");
                let bytes =
                    std::fs::read(folder.path(&format!("dist/site{path}"))).expect("the edition is on the site");
                let digest: String = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
                assert_eq!(edition["digest"], digest, "{path}");
                editions += 1;
            }
        }
    }
    assert_eq!(editions, 15);
}

#[test]
fn publishing_touches_nothing_of_what_the_author_wrote() {
    let folder = Folder::smallest();
    let table = "# Our policy.\nkind   = \"privacy\"  # the kind\ntitle = 'Privacy policy'\n\n  [[version]]\n  id = \"1\"\n  \
                 effective = 2999-01-01 # far away\n\n# The end.\n";
    folder.write(TABLE, table);
    assert_eq!(folder.candor(&["publish", "privacy", "1", "--date", "2026-11-24"]).code, 0);
    let written = folder.read(TABLE);
    let added: Vec<&str> = written.lines().filter(|line| !table.lines().any(|known| known == *line)).collect();
    assert_eq!(added.len(), 2, "{written}");
    assert!(added[0].ends_with("published = 2026-11-24") && added[1].trim_start().starts_with("digest.en = \""));
    assert!(table.lines().all(|line| written.contains(line)), "{written}");
}

#[test]
fn comments_a_byte_order_mark_and_line_ends_outlive_a_publication() {
    let folder = Folder::smallest();
    let before = "\u{feff}kind = \"privacy\"\r\ntitle = \"Privacy policy\"\n\n[[version]]\r\nid = \"1\"\n\
                  effective = 2999-01-01\r\n# Counsel has the draft.\n";
    let after = "# Ours.\r\nsummary = \"First.\"\n";
    folder.write(TABLE, format!("{before}draft = true # until March\r\n{after}"));
    let publish = folder.candor(&["publish", "privacy", "1", "--date", "2026-11-24"]);
    assert_eq!(publish.code, 0, "{}", publish.stderr);
    let written = folder.read(TABLE);
    let added = written.strip_prefix(&format!("{before}# until March\r\n{after}")).expect("all else is as it was");
    assert!(added.starts_with("published = 2026-11-24\ndigest.en = \""), "{written:?}");
    assert_eq!(folder.candor(&["draft", "privacy"]).code, 0);
    assert!(folder.read(TABLE).starts_with(&written), "{:?}", folder.read(TABLE));
}

#[test]
fn versions_in_braces_are_locked_and_corrected_too() {
    let folder = Folder::smallest();
    let edition = "content/policies/privacy/1/en.md";
    folder.write(
        TABLE,
        "kind = \"privacy\"\ntitle = \"Privacy policy\"\nversion = [{ id = \"1\", effective = 2026-01-01 }]\n",
    );
    assert_eq!(folder.candor(&["publish", "privacy", "1"]).code, 0);
    folder.edit(edition, "Nothing.", "Nothing at all.");
    assert_eq!(folder.candor(&["check"]).code, 1, "the edition is locked: {}", folder.read(TABLE));
    let correct = ["publish", "privacy", "1", "--correct", "A word was missing.", "--date", "2026-11-24"];
    assert_eq!(folder.candor(&correct).code, 0);
    let table = folder.read(TABLE);
    assert!(table.contains("correction = [{ date = 2026-11-24, reason = \"A word was missing.\""), "{table}");
    assert_eq!(folder.candor(&["build"]).code, 0);
    assert!(folder.read("dist/site/en/privacy/1/index.html").contains("A word was missing."));
}

#[test]
fn a_new_version_gives_the_notice_that_the_portal_or_the_policy_promises() {
    for (portal, policy, days) in
        [("", "", 30), ("notice_days = 60\n", "", 60), ("notice_days = 60\n", "notice_days = 90\n", 90)]
    {
        let folder = Folder::smallest();
        folder.edit("content/portal.toml", "[portal]\n", &format!("[portal]\ntime_zone = \"UTC\"\n{portal}"));
        folder.edit(TABLE, "\n[[version]]", &format!("{policy}\n[[version]]"));
        assert_eq!(folder.candor(&["draft", "privacy"]).code, 0);
        let table = folder.read(TABLE);
        let effective = table.lines().filter_map(|line| line.strip_prefix("effective = ")).next_back().expect("a day");
        let today = Timestamp::now().to_zoned(TimeZone::UTC).date();
        let notice = today.until(effective.parse::<Date>().expect("a day")).expect("it is near");
        assert_eq!(notice.get_days(), days, "{table}");
    }
}

#[test]
fn a_correction_is_kept_and_shown_to_readers() {
    let folder = Folder::smallest();
    let edition = "content/policies/privacy/1/en.md";
    folder.edit(edition, "Nothing.", "We keep letters for 30 yaers.");
    assert_eq!(folder.candor(&["publish", "privacy", "1"]).code, 0);
    folder.edit(edition, "yaers", "years");
    assert_eq!(folder.candor(&["build"]).code, 1);
    let correct =
        folder.candor(&["publish", "privacy", "1", "--correct", "A slip of the pen.", "--date", "2026-11-24"]);
    assert!(correct.code == 0 && correct.stdout.starts_with("Corrected privacy 1 en"), "{}", correct.stderr);
    assert_eq!(folder.candor(&["build"]).code, 0);
    let page = elements(&folder.read("dist/site/en/privacy/1/index.html"));
    let corrections = page.iter().find(|element| element.attribute("id") == "corrections").expect("they are shown");
    for words in ["24 November 2026", "A slip of the pen.", "Removed: yaers", "Added: years"] {
        assert!(corrections.text.contains(words), "{words} is not in: {}", corrections.text);
    }
    let again = folder.candor(&["publish", "privacy", "1", "--correct", "Once more."]);
    assert!(again.code == 0 && again.stdout.contains("nothing to do"), "{}", again.stdout);
    assert_eq!(tree::files(&folder.path("content/policies/privacy/1/published")).len(), 2, "both texts are kept");
}

#[test]
fn a_block_of_code_that_changed_keeps_its_lines() {
    let folder = Folder::smallest();
    let edition = "content/policies/privacy/1/en.md";
    folder.edit(edition, "1.1. Nothing.", "1.1. Our header:\n\n```\nSec-GPC: 1\nDNT: 1\nAccept: all\n```");
    assert_eq!(folder.candor(&["publish", "privacy", "1"]).code, 0);
    folder.edit(edition, "DNT: 1", "DNT: 0");
    assert_eq!(folder.candor(&["publish", "privacy", "1", "--correct", "A digit."]).code, 0);
    assert_eq!(folder.candor(&["build"]).code, 0);
    let page = folder.read("dist/site/en/privacy/1/index.html");
    let (_, corrections) = page.split_once("id=\"corrections\"").expect("they are shown");
    let (_, code) = corrections.split_once("<pre>").expect("the code is shown");
    let (code, _) = code.split_once("</pre>").expect("it ends");
    assert!(!code.contains("<br>"), "{code}");
    assert_eq!(code.trim_end().matches('\n').count(), 2, "{code}");
}

#[test]
fn an_edition_that_comes_later_is_published_into_the_old_version() {
    let folder = Folder::smallest();
    assert_eq!(folder.candor(&["publish", "privacy", "1"]).code, 0);
    folder.edit("content/portal.toml", "[\"en\"]", "[\"en\", \"ru\"]");
    folder.write(
        "content/policies/privacy/1/ru.md",
        "+++\ntitle = \"Политика\"\n+++\n\n## 1. Что мы делаем\n\n1.1. Ничего.\n",
    );
    let publish = folder.candor(&["publish", "privacy", "1"]);
    assert!(publish.code == 0 && publish.stdout.starts_with("Published privacy 1 ru"), "{}", publish.stderr);
    assert!(!publish.stdout.contains("privacy 1 en"), "{}", publish.stdout);
}

#[test]
fn every_character_of_a_published_edition_counts() {
    let folder = Folder::smallest();
    let edition = "content/policies/privacy/1/en.md";
    assert_eq!(folder.candor(&["publish", "privacy", "1"]).code, 0);
    let published = folder.read(edition);
    let body = published.find("1.1.").expect("the clause");
    for (at, c) in published.char_indices().filter(|(at, c)| *at >= body && *c != '\n') {
        let mut changed = published.clone();
        changed.replace_range(at..at + c.len_utf8(), if c == 'x' { "y" } else { "x" });
        folder.write(edition, &changed);
        let check = folder.candor(&["check", "--format", "json"]);
        assert!(check.stdout.contains("\"changed-edition\""), "{changed:?} went unnoticed");
    }
}

#[test]
fn a_digest_that_was_taken_away_or_rewritten_unlocks_nothing() {
    let folder = Folder::smallest();
    let edition = "content/policies/privacy/1/en.md";
    assert_eq!(folder.candor(&["publish", "privacy", "1"]).code, 0);
    let (locked, published) = (folder.read(TABLE), folder.read(edition));
    let digest = locked.lines().find_map(|line| line.strip_prefix("digest.en = \"")).expect("it is locked");
    let digest = digest.trim_end_matches('"');

    folder.write(TABLE, locked.lines().filter(|line| !line.starts_with("digest")).collect::<Vec<_>>().join("\n"));
    folder.write(edition, published.replace("Nothing", "Everything"));
    for arguments in [vec!["publish", "privacy", "1"], vec!["publish", "privacy", "1", "--correct", "A slip."]] {
        let publish = folder.candor(&arguments);
        let told = format!("Put back `digest.en = \"{digest}\"`");
        assert!(publish.code == 1 && publish.stderr.contains(&told), "{arguments:?}: {}", publish.stderr);
    }

    let other = digest.chars().rev().collect::<String>();
    folder.write(TABLE, locked.replace(digest, &other));
    folder.write(edition, &published);
    let correct = folder.candor(&["publish", "privacy", "1", "--correct", "A slip."]);
    assert!(correct.code == 1 && correct.stderr.contains(&format!("Write \"{digest}\"")), "{}", correct.stderr);
}

#[test]
fn nothing_is_published_to_have_bound_already() {
    let folder = Folder::smallest();
    assert_eq!(folder.candor(&["draft", "privacy"]).code, 0);
    let table = folder.read(TABLE);
    let (before, _) = table.rsplit_once("effective = ").expect("the draft has a day");
    folder.write(TABLE, format!("{before}effective = 2026-03-01\ndraft = true\n"));
    let publish = folder.candor(&["publish", "privacy", "2", "--date", "2026-11-24"]);
    let told = "Version 2 would bind from 2026-03-01, before it is published.";
    assert!(publish.code == 1 && publish.stderr.contains(told), "{}", publish.stderr);
    folder.write(TABLE, format!("{before}effective = 2026-03-01\npublished = 2026-02-01\ndraft = true\n"));
    let publish = folder.candor(&["publish", "privacy", "2", "--date", "2026-11-24"]);
    assert_eq!(publish.code, 0, "it was published elsewhere: {}", publish.stderr);
}

#[test]
fn names_that_do_not_exist_are_answered_with_the_nearest() {
    let folder = Folder::smallest();
    for (arguments, answer) in [
        (vec!["publish", "privcy", "1"], "Did you mean `privacy`?"),
        (vec!["publish", "privacy", "2"], "`privacy` has no version 2."),
        (vec!["draft", "privcy"], "Did you mean `privacy`?"),
        (vec!["draft", "privacy", "1"], "exists already"),
        (vec!["draft", "privacy", "versions"], "`versions` is not a version"),
        (vec!["publish", "Privacy", "1"], "`Privacy` is not an identifier"),
        (vec!["publish", "privacy", "1", "--correct", " "], "give --correct one reason"),
    ] {
        let run = folder.candor(&arguments);
        assert!(run.code == 2 && run.stderr.contains(answer), "{arguments:?}: {}", run.stderr);
    }
}

#[test]
fn what_visitors_are_asked_has_versions_that_its_author_decides_on() {
    let folder = Folder::sample();
    let publish = |arguments: &[&str]| folder.candor(&[&["publish", "choices"], arguments].concat());
    let version = || {
        let text = folder.read("content/choices.toml");
        text.lines().find_map(|line| line.strip_prefix("version = ")).map(str::to_owned)
    };
    let again = publish(&[]);
    assert!(again.code == 0 && again.stdout.contains("nothing to do"), "{again:?}");
    folder.edit("content/registers/cookies.toml", "name = \"adl_uid\"", "name = \"adl_user\"");
    let check = folder.candor(&["check"]);
    assert!(check.stdout.contains("choices-changed"), "{}", check.stdout);
    let corrected = publish(&["--correct", "It is called so now."]);
    assert!(corrected.stdout.contains("Corrected version 1") && version().as_deref() == Some("1"), "{corrected:?}");
    assert!(!folder.candor(&["check"]).stdout.contains("choices-changed"));
    let text = folder.read("content/choices.toml");
    assert!(text.contains("[[correction]]") && text.contains("reason = \"It is called so now.\""), "{text}");
    for wrong in [&["3"] as &[_], &["1"], &["two"], &["2", "--correct", "No."], &["--correct", " "]] {
        assert_eq!(publish(wrong).code, 2, "{wrong:?}");
    }
    // Only its author knows that other words mean something else.
    let worded = publish(&["2"]);
    assert!(worded.stdout.contains("Published version 2") && version().as_deref() == Some("2"), "{worded:?}");
    folder.edit("content/registers/cookies.toml", "name = \"adl_user\"", "name = \"adl_all\"");
    let published = publish(&[]);
    assert!(published.stdout.contains("adl_all") && version().as_deref() == Some("3"), "{published:?}");
    assert!(
        !folder.read("content/choices.toml").contains("[[correction]]"),
        "what was corrected belongs to its version"
    );
}
