//! `candor explain`: every rule says what it guards against and how to mend what it found.

use candor_site::Code;

use crate::program::Folder;

#[test]
fn every_rule_is_explained_in_the_same_form() {
    let folder = Folder::empty();
    for code in Code::ALL {
        let run = folder.candor(&["explain", code.as_str()]);
        assert_eq!(run.code, 0, "{}", run.stderr);
        let places = [format!("# {code}\n\n"), "\n## Why\n\n".to_owned(), "\n## Mend\n\n".to_owned()];
        let places = places.map(|part| run.stdout.find(&part).unwrap_or_else(|| panic!("{code} has no {part:?}")));
        assert!(places[0] == 0 && places.is_sorted(), "{code}: {}", run.stdout);
        let says_exception = run.stdout.contains("content/exceptions.toml");
        assert_eq!(says_exception, code.can_be_excepted() || *code == Code::UnusedException, "{code}");
    }
}

#[test]
fn all_rules_are_listed_a_line_each() {
    let run = Folder::empty().candor(&["explain"]);
    assert_eq!(run.stdout.lines().count(), Code::ALL.len());
    assert!(run.stdout.lines().all(|line| line.split_whitespace().count() > 4), "{}", run.stdout);
}

#[test]
fn an_exception_is_shown_with_the_key_that_says_which_diagnostic_it_means() {
    let folder = Folder::empty();
    for code in Code::ALL.iter().filter(|code| code.can_be_excepted()) {
        let page = folder.candor(&["explain", code.as_str()]).stdout;
        assert_eq!(page.contains("    message = \""), code.is_excepted_by_message(), "{page}");
    }
}

#[test]
fn a_rule_that_does_not_exist_is_wrong_usage_with_the_nearest_one() {
    let run = Folder::empty().candor(&["explain", "dead-lnk"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("did you mean `dead-link`?"), "{}", run.stderr);
}
