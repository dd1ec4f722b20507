//! Starting: what `candor init` makes builds, and what it cannot make it says.

use std::fs;

use jiff::Timestamp;

use crate::program::{Folder, Run};

/// The languages in which there are texts.
const WRITTEN: [&str; 4] = ["uz", "uz-Cyrl", "ru", "en"];

fn init(folder: &Folder, arguments: &[&str]) -> Run {
    folder.candor(&[&["init", "new"], arguments].concat())
}

/// What `candor check` says of the new portal: the codes, without those of advice that a portal has until it is published.
fn said(folder: &Folder) -> Vec<String> {
    let run = folder.candor(&["check", "--root", "new", "--format", "json"]);
    let codes = run.stdout.lines().map(|line| {
        let said: serde_json::Value = serde_json::from_str(line).expect("each line is a diagnostic");
        said["code"].as_str().expect("it has a code").to_owned()
    });
    codes.filter(|code| code != "not-locked").collect()
}

#[test]
fn a_new_portal_builds_in_each_choice_of_languages_and_has_nothing_to_mend() {
    let choices = ["en", "ru", "uz", "uz,ru", "ru,en", "en,uz", "uz,ru,en", "en,ru,uz"];
    for locales in choices {
        let folder = Folder::empty();
        let run = init(&folder, &["--locales", locales, "--jurisdiction", "UZ"]);
        assert_eq!(run.code, 0, "{locales}: {}", run.stderr);
        assert_eq!(said(&folder), Vec::<String>::new(), "{locales}");
        let build = folder.candor(&["build", "--root", "new", "--out", "dist"]);
        assert_eq!(build.code, 0, "{locales}: {}", build.stderr);
        assert!(!build.stderr.contains("warning"), "{locales}: {}", build.stderr);
        for locale in locales.split(',') {
            assert!(folder.path(&format!("dist/site/{locale}/privacy/index.html")).is_file(), "{locales}");
        }
    }
}

#[test]
fn a_new_portal_has_nothing_to_mend_wherever_the_company_is() {
    for id in ["UZ", "KZ", "KG", "TJ", "RU", "EU", "DE", "FR", "GB", "US-CA", "TR", "BR", "CA", "CH"] {
        for locale in ["en", "ru", "uz"] {
            let folder = Folder::empty();
            assert_eq!(init(&folder, &["--locales", locale, "--jurisdiction", id]).code, 0, "{id}");
            assert_eq!(said(&folder), Vec::<String>::new(), "{id} {locale}");
        }
    }
}

#[test]
fn a_language_for_which_the_theme_has_no_words_is_named_and_told() {
    // The text that is there to begin with is not Spanish.
    let untranslated: &[&str] = &["other-script", "no-interface-words"];
    for (locales, expected) in [("es", untranslated), ("es,en", untranslated)] {
        let folder = Folder::empty();
        let run = init(&folder, &["--locales", locales]);
        assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{locales}");
        assert_eq!(said(&folder), expected, "{locales}");
        assert!(run.stdout.contains("The theme has no words for"), "{}", run.stdout);
        assert_eq!(folder.candor(&["build", "--root", "new"]).code, 0, "{locales}");
    }
}

#[test]
fn a_new_portal_binds_from_the_day_that_it_is_where_the_company_is() {
    for (id, zone) in [("KZ", "Asia/Almaty"), ("US-CA", "America/Los_Angeles")] {
        let folder = Folder::empty();
        assert_eq!(init(&folder, &["--locales", "en", "--jurisdiction", id]).code, 0, "{id}");
        let today = Timestamp::now().in_tz(zone).expect("a zone").date();
        let table = folder.read("new/content/policies/privacy/versions.toml");
        assert!(table.contains(&format!("effective = {today}")), "{id}, {today}: {table}");
        assert_eq!(said(&folder), Vec::<String>::new(), "{id}");
    }
}

#[test]
fn a_text_that_is_to_be_translated_says_so_to_its_author_only() {
    let folder = Folder::empty();
    let run = init(&folder, &["--locales", "de,ru"]);
    assert!(run.stdout.contains("privacy/1/de.md, which is English still"), "{}", run.stdout);
    assert!(!run.stdout.contains("ru.md, which"), "{}", run.stdout);
    assert!(folder.read("new/content/policies/privacy/1/de.md").contains("translate it"));
    folder.candor(&["build", "--root", "new", "--out", "dist"]);
    assert!(!folder.read("dist/site/de/privacy/index.html").contains("translate it"));
}

#[test]
fn the_company_and_its_address_are_filled_in_as_they_were_typed() {
    let folder = Folder::empty();
    let arguments = ["--name", "“Anor & <Bogʻ>” *MChJ*", "--email", "info@anor.example.uz", "--locales", "uz,ru"];
    assert_eq!(init(&folder, &arguments).code, 0);
    assert_eq!(said(&folder), Vec::<String>::new());
    folder.candor(&["build", "--root", "new", "--out", "dist"]);
    for locale in ["uz", "ru"] {
        let page = folder.read(&format!("dist/site/{locale}/privacy/index.html"));
        assert!(page.contains("“Anor &amp; &lt;Bogʻ&gt;” *MChJ*"), "{locale}");
        assert!(page.contains("info@anor.example.uz"), "{locale}");
    }
}

#[test]
fn the_next_steps_name_files_that_exist_and_commands_that_work() {
    let folder = Folder::empty();
    let run = init(&folder, &["--locales", "ru,en"]);
    for path in ["new/content/portal.toml", "new/content/policies/privacy/1/ru.md"] {
        assert!(run.stdout.contains(path) && folder.path(path).is_file(), "{}", run.stdout);
    }
    let commands: Vec<&str> =
        run.stdout.lines().filter_map(|line| line.split_once("candor ")).map(|(_, c)| c).collect();
    assert_eq!(commands.len(), 3, "{}", run.stdout);
    for command in commands.iter().filter(|command| !command.starts_with("serve")) {
        let run = folder.candor(&command.split(' ').collect::<Vec<_>>());
        assert_eq!(run.code, 0, "{command}: {}", run.stderr);
    }
    assert_eq!(folder.candor(&["check", "--root", "new", "--strict"]).stdout, "Nothing to say: the content is fine.\n");
}

#[test]
fn what_makes_no_portal_is_wrong_usage_and_leaves_nothing_behind() {
    for (arguments, words) in [
        (&["--locales", "UZ"][..], "`UZ` is not a locale such as `uz`"),
        (&["--locales", "uz_Cyrl"], "`uz_Cyrl` is not a locale"),
        (&["--locales", ""], "`` is not a locale"),
        (&["--locales", "uz,ru,uz"], "--locales names `uz` twice"),
        (&["--jurisdiction", "XX"], "there is no jurisdiction `XX`"),
        (&["--email", "nobody"], "this makes no portal"),
        (&["--name", " "], "--name is empty"),
        (&["--name", "A\nB"], "--name is empty, or has a line end"),
    ] {
        let folder = Folder::empty();
        let run = init(&folder, arguments);
        assert_eq!(run.code, 2, "{arguments:?}: {}", run.stderr);
        assert!(run.stderr.contains(words), "{arguments:?}: {}", run.stderr);
        assert!(!folder.path("new").exists(), "{arguments:?}");
    }
}

#[test]
fn a_portal_or_a_file_that_is_there_stays_as_it_is() {
    let folder = Folder::empty();
    folder.write("new/content/portal.toml", "mine");
    let run = init(&folder, &[]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("has a content folder already"), "{}", run.stderr);
    assert_eq!(folder.read("new/content/portal.toml"), "mine");

    let folder = Folder::empty();
    folder.write("new", "a file");
    let run = init(&folder, &[]);
    assert_eq!(run.code, 3);
    assert!(run.stderr.contains("cannot write"), "{}", run.stderr);
    assert_eq!(folder.read("new"), "a file");
}

#[test]
fn a_folder_with_other_things_in_it_keeps_them() {
    let folder = Folder::empty();
    folder.write("new/notes.txt", "mine");
    assert_eq!(init(&folder, &[]).code, 0);
    assert_eq!(folder.read("new/notes.txt"), "mine");
}

#[test]
fn a_new_portal_can_be_read_in_five_minutes() {
    let folder = Folder::empty();
    init(&folder, &["--locales", &WRITTEN.join(",")]);
    let read = |path: &str| folder.read(&format!("new/content/{path}")).split_whitespace().count();
    let policies: Vec<usize> = WRITTEN.iter().map(|tag| read(&format!("policies/privacy/1/{tag}.md"))).collect();
    let tables = read("portal.toml") + read("policies/privacy/versions.toml") + read("registers/cookies.toml");
    // People read some 200 words a minute, and read one language.
    let longest = policies.into_iter().max().expect("there are four");
    assert!(longest + tables < 1000, "{longest} + {tables}");
    assert_eq!(fs::read_dir(folder.path("new/content")).expect("it is there").count(), 3);
}
