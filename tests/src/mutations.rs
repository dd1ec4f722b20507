//! The sample portal with one thing in it broken at a time: every quote and bracket, every line of TOML, every date,
//! every file. Whatever is broken, nothing panics, and an error points at what was broken.
//!
//! There are thousands of such portals, so they are checked in this process, and everything that a broken file has
//! nothing to do with is cut short: the other registers are left out, and the editions end after a few lines.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use candor_site::{Code, Diagnostic, Portal, Report, Severity, Sources, Span};
use jiff::civil::{Date, date};

use crate::program::unpublished;
use crate::tree;

/// A day on which the sample has a version in force and an upcoming one.
const TODAY: Date = date(2026, 11, 23);
/// How many lines that say something an error may be away from what was broken: a bracket that is missing shows on the
/// next line.
const NEAR: usize = 2;
/// How many lines of an edition are enough where it is not what is broken: its front matter and its first clause.
const SHORT: usize = 8;

/// The files of the sample, by their path from its root.
type Files = BTreeMap<String, String>;

/// A file of the sample with something in it broken.
struct Mutation<'a> {
    files: &'a Files,
    path: &'a str,
    /// What was broken, in the file as it was.
    place: Range<usize>,
    /// What stands there now.
    instead: &'a str,
    /// What is wrong with the portal all the same, since it was cut short.
    known: &'a BTreeSet<String>,
}

#[test]
fn a_missing_quote_or_bracket_in_toml_is_told_where_it_is_missing() {
    let sample = sample();
    for (path, files, known) in broken_one_by_one(&sample, ".toml") {
        for (at, c) in files[path].char_indices().filter(|(_, c)| "[]{}\"=".contains(*c)) {
            Mutation { files: &files, path, place: at..at + c.len_utf8(), instead: "", known: &known }.check();
        }
    }
}

#[test]
fn a_missing_line_of_toml_is_told_where_it_is_missing() {
    let sample = sample();
    for (path, files, known) in broken_one_by_one(&sample, ".toml") {
        for place in lines(&files[path]) {
            Mutation { files: &files, path, place, instead: "", known: &known }.check();
        }
    }
}

#[test]
fn a_bad_date_is_told_at_the_date() {
    let sample = sample();
    for (path, files, known) in broken_one_by_one(&sample, ".toml") {
        for line in lines(&files[path]) {
            let Some(at) = files[path][line.clone()].find(" = 20") else { continue };
            for instead in ["2026-02-30", "2026-13-01", "\"2026-04-15\"", "15.04.2026", "2026-4-5", "soon", ""] {
                let place = line.start + at + 3..line.end - 1;
                let report = Mutation { files: &files, path, place, instead, known: &known }.check();
                assert!(report.has_errors(), "{path}: {instead}");
            }
        }
    }
}

#[test]
fn an_edition_with_a_missing_mark_is_told_where_it_is_missing() {
    let sample = sample();
    for (path, files, known) in broken_one_by_one(&sample, ".md") {
        let text = &files[path];
        let front_matter = text.match_indices("+++").map(|(at, fence)| at..at + fence.len());
        let marks = text.char_indices().filter(|(_, c)| "[]()#\"*.|".contains(*c)).map(|(at, _)| at..at + 1);
        let is_short = text.len() < 20_000;
        for place in front_matter.chain(marks.filter(|mark| is_short || mark.start < 60).step_by(7)) {
            Mutation { files: &files, path, place, instead: "", known: &known }.check();
        }
    }
}

#[test]
fn a_portal_that_leaves_out_what_it_may_is_rendered() {
    let sample = sample();
    let mut rendered = 0;
    for (path, files, _) in broken_one_by_one(&sample, ".toml") {
        for place in lines(&files[path]).into_iter().step_by(3) {
            let mut files = files.clone();
            let text = files.get_mut(path).expect("it is the file to break");
            text.replace_range(place, "");
            let (site, report) = candor_site::build(&sources(&files), TODAY, false);
            assert_eq!(site.is_none(), report.has_errors(), "{path}: {report:?}");
            rendered += usize::from(site.is_some());
        }
    }
    assert!(rendered > 50, "{rendered} portals");
}

#[test]
fn a_missing_file_is_told_by_its_name_and_a_missing_translation_is_no_error() {
    let sample = sample();
    for path in sample.keys() {
        let mut files = sample.clone();
        files.remove(path);
        let report = check(&files);
        let first = errors(&report).next();
        let is_needed = path.ends_with("ru.md") || path.ends_with("versions.toml") || path.ends_with("portal.toml");
        match first {
            Some(error) if is_needed => assert_eq!(error.span, Span::whole(path)),
            Some(error) => assert!(error.hint.contains(path), "{path}: {error:?}"),
            None => assert!(!is_needed, "{path} is not missed"),
        }
    }
}

impl Mutation<'_> {
    /// Checks the broken portal, and that one of the errors that it has now points at what was broken.
    fn check(&self) -> Report {
        let mut files = self.files.clone();
        let mut text = self.files[self.path].clone();
        text.replace_range(self.place.clone(), self.instead);
        files.insert(self.path.to_owned(), text);
        let report = check(&files);
        let new: Vec<_> = errors(&report).filter(|error| !self.known.contains(&error.message)).collect();
        let broken = &self.files[self.path][self.place.clone()];
        let line = line(&self.files[self.path], self.place.start);
        let is_told = new.is_empty() || new.iter().any(|error| self.explains(error, &files[self.path]));
        assert!(is_told, "{}:{line} without {broken:?}: {new:#?}", self.path);
        report
    }

    /// Whether an error is about what was broken.
    fn explains(&self, error: &Diagnostic, text: &str) -> bool {
        let Span { file, range } = &error.span;
        if file != self.path {
            // A fact that is gone is missed where the text states it.
            return error.code == Code::UnknownFact;
        }
        match error.code {
            // A key is missed in its table, whose header may be far above, or beside the key that goes with it.
            Code::MissingKey if range.start <= self.place.start => true,
            // A count is missed where they do not add up: at the whole, which comes first.
            Code::WrongSum => range.start <= self.place.start,
            // A clause that is none any more is missed where the text links to it.
            Code::DeadAnchor => true,
            _ => lines_between(text, self.place.start, range.start) <= NEAR,
        }
    }
}

fn errors(report: &Report) -> impl Iterator<Item = &Diagnostic> {
    report.iter().filter(|diagnostic| diagnostic.severity() == Severity::Error)
}

/// For each file with that ending the portal in which it is to be broken, and what is wrong with that already.
fn broken_one_by_one<'a>(
    sample: &'a Files,
    ending: &'a str,
) -> impl Iterator<Item = (&'a str, Files, BTreeSet<String>)> {
    let paths = sample.keys().map(String::as_str).filter(move |path| path.ends_with(ending));
    paths.map(move |path| {
        let files = cut_short(sample, path);
        let known = errors(&check(&files)).map(|error| error.message.clone()).collect();
        (path, files, known)
    })
}

/// The sample with one file as it is, and of the others what a portal needs.
fn cut_short(sample: &Files, whole: &str) -> Files {
    let kept = sample.iter().filter(|(path, _)| *path == whole || !path.starts_with("content/registers/"));
    let cut = |(path, text): (&String, &String)| {
        let is_cut = path != whole && path.ends_with(".md");
        let text =
            if is_cut { text.lines().take(SHORT).map(|line| line.to_owned() + "\n").collect() } else { text.clone() };
        (path.clone(), text)
    };
    kept.map(cut).collect()
}

fn check(files: &Files) -> Report {
    Portal::load(&sources(files), TODAY, true).1
}

fn sources(files: &Files) -> Sources {
    let mut sources = Sources::default();
    files.iter().for_each(|(path, text)| sources.insert(path, text.as_bytes()));
    sources
}

/// The sample as it was before anything of it was published: a digest would notice every mistake before the rule does that
/// is tried here.
fn sample() -> Files {
    let root = tree::root();
    let path =
        |path: &std::path::Path| path.strip_prefix(root).expect("below the root").to_string_lossy().replace('\\', "/");
    let read = |file: std::path::PathBuf| (path(&file), std::fs::read_to_string(&file).expect("content is text"));
    let files = tree::files(&root.join("content")).into_iter().map(read);
    let files = files.filter(|(path, _)| !path.contains("/published/"));
    files
        .map(|(path, text)| if path.ends_with("versions.toml") { (path, unpublished(&text)) } else { (path, text) })
        .collect()
}

/// The lines that say something, each with its end.
fn lines(text: &str) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if !line.trim().is_empty() && !line.starts_with('#') {
            lines.push(start..start + line.len());
        }
        start += line.len();
    }
    lines
}

/// How many lines that say something lie between the lines of two bytes, the second of them counted too.
fn lines_between(text: &str, a: usize, b: usize) -> usize {
    let between = text[a.min(b)..a.max(b).min(text.len())].split('\n').skip(1);
    between.filter(|line| !line.trim().is_empty()).count()
}

/// The number of the line on which a byte stands.
fn line(text: &str, at: usize) -> usize {
    text[..at.min(text.len())].matches('\n').count() + 1
}
