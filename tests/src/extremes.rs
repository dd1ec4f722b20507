//! Editions and values of a size that nobody writes: the program reads them to their end, in a time that grows with the
//! size and not faster. What took its square would not end here while anyone waits.

use crate::program::Folder;

/// The bytes of a long line: an edition of a hundred pages, all on one line.
const LONG: usize = 250_000;

const EDITION: &str = "content/policies/privacy/1/en.md";
const PAGE: &str = "dist/site/en/privacy/index.html";

/// The smallest portal, whose edition has a line that is made of a piece as often as it takes.
fn with_line(piece: &str) -> Folder {
    let folder = Folder::smallest();
    let line = piece.repeat(LONG / piece.len());
    folder
        .write(EDITION, format!("+++\ntitle = \"P\"\n+++\n\n## 1. Terms\n\n1.1. {line}\n\n1.2. The end is reached.\n"));
    folder
}

/// Asserts that portals with such lines are built, and that their pages go to the end.
fn assert_built(pieces: &[&str]) {
    for piece in pieces {
        let folder = with_line(piece);
        let run = folder.candor(&["build"]);
        assert_eq!(run.code, 0, "{piece}: {}", run.stderr);
        assert!(folder.read(PAGE).contains("The end is reached."), "{piece}");
    }
}

#[test]
fn a_line_of_one_word_and_a_line_of_many_are_built() {
    assert_built(&["x", "words "]);
}

#[test]
fn a_line_of_marks_of_stress_is_built() {
    assert_built(&["*", "*a "]);
}

#[test]
fn a_line_of_brackets_is_built() {
    assert_built(&["[", "]"]);
}

#[test]
fn a_line_of_bars_and_of_beginnings_of_html_is_built() {
    assert_built(&["|", "<a "]);
}

#[test]
fn a_line_of_addresses_and_of_numbers_is_built() {
    assert_built(&["me@example.org ", "1."]);
}

#[test]
fn a_long_value_of_the_version_table_is_built() {
    let folder = Folder::smallest();
    let table = "content/policies/privacy/versions.toml";
    let summary = "words ".repeat(LONG / 6);
    folder.write(table, format!("{}summary = \"{summary}\"\n", folder.read(table)));
    let run = folder.candor(&["build"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
}

#[test]
fn thousands_of_faults_are_drawn_one_by_one() {
    let folder = Folder::smallest();
    let faults = 3000;
    let clauses = "1.1. Again.\n\n".repeat(faults);
    folder.write(EDITION, format!("+++\ntitle = \"P\"\n+++\n\n## 1. Terms\n\n1.1. First.\n\n{clauses}"));
    let run = folder.candor(&["check"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert_eq!(run.stdout.matches("warning[duplicate-clause]").count(), faults);
    let last = format!("{EDITION}:{}:1", 7 + 2 * faults);
    assert!(run.stdout.contains(&last), "{last} is not among what is drawn");
}
