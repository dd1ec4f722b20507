//! Diagnostics as authors meet them: content with the expected diagnostic written below the line that it is about.
//!
//! A file in `tests/cases/` holds cases that belong together:
//!
//! ```text
//! #### A link to a page that does not exist names the nearest page.
//! === content/policies/privacy/1/en.md
//! See the [rights](/reqests/).
//! !! 9-28 error dead-link: There is no page `/reqests/`.
//! !! Did you mean `/en/requests/`?
//! --- content/registers/cookies.toml
//! ```
//!
//! `===` begins a file of the portal, `---` removes one, `$ candor …` runs a command between; what a case does not name is as in the smallest portal. Blank
//! lines at the end of a file are dropped, and `(windows-1251)` behind its path saves it in that encoding. A line with
//! `!!`, columns, severity, code and message expects a diagnostic on the line before; the next one is its hint.
//! Diagnostics about files that the case does not show stand at the end, with their file. `CANDOR_BLESS=1 cargo test -p
//! candor-tests cases` writes what is said now into the cases, for a person to read.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::fs;
use std::path::PathBuf;

use candor_site::Code;
use serde::Deserialize;

use crate::program::Folder;
use crate::tree;

/// What an author meets in every small portal, each with the one file of cases that shows it.
const EVERYWHERE: [(Code, &str); 2] = [(Code::NotLocked, "advice"), (Code::IncompletePolicy, "complete")];

/// How a line begins that runs a command.
const COMMAND: &str = "$ candor ";

/// A case without its expectations.
struct Case {
    title: String,
    files: Vec<CaseFile>,
}

struct CaseFile {
    /// The path, and the encoding behind it; or the command that is run.
    header: String,
    /// Nothing where the case removes the file, or runs a command.
    text: Option<String>,
}

/// A diagnostic of `candor check --format json`.
#[derive(Deserialize)]
struct Said {
    severity: String,
    code: String,
    message: String,
    hint: String,
    file: String,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
}

#[test]
fn every_case_gets_exactly_the_diagnostics_that_are_written_in_it() {
    let bless = std::env::var_os("CANDOR_BLESS").is_some();
    let mut differing = Vec::new();
    for (path, written) in files() {
        let name = path.file_stem().and_then(OsStr::to_str).expect("the name of a file of cases is ASCII");
        let retold: Vec<String> = cases(&written).iter().map(|case| case.retold(name)).collect();
        let said = retold.join("\n");
        if said != written && bless {
            fs::write(&path, said).expect("the case can be written");
        } else if said != written {
            differing.push(format!("{}\n{}", path.display(), difference(&written, &said)));
        }
    }
    assert!(differing.is_empty(), "{}", differing.join("\n"));
}

#[test]
fn every_code_has_a_case() {
    let texts = files();
    let lines = texts.values().flat_map(|text| text.lines()).filter_map(|line| line.strip_prefix("!! "));
    let shown: BTreeSet<&str> = lines.filter_map(|line| Some(diagnostic(line)?.0)).collect();
    let without = Code::ALL.iter().filter(|code| !shown.contains(code.as_str()));
    assert_eq!(without.collect::<Vec<_>>(), Vec::<&Code>::new());
}

#[test]
fn messages_and_hints_are_sentences() {
    for (path, text) in files() {
        for line in text.lines().filter_map(|line| line.strip_prefix("!! ")) {
            let sentence = diagnostic(line).map_or(line, |(_, message)| message);
            let begins = sentence.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || c == '`');
            assert!(begins && sentence.ends_with(['.', '?']), "{}: {line}", path.display());
        }
    }
}

/// Code and message of a line that expects a diagnostic; nothing where it is a hint.
fn diagnostic(line: &str) -> Option<(&str, &str)> {
    let mut words = line.splitn(4, ' ').skip(1);
    words.next().filter(|severity| ["error", "warning", "advice"].contains(severity))?;
    Some((words.next()?.strip_suffix(':')?, words.next()?))
}

/// The files of cases with their texts, in the order of their names.
fn files() -> BTreeMap<PathBuf, String> {
    let folder = fs::read_dir(tree::root().join("tests/cases")).expect("the cases are there");
    let paths = folder.map(|entry| entry.expect("the folder can be read").path());
    paths.map(|path| (path.clone(), fs::read_to_string(path).expect("a case is text"))).collect()
}

fn cases(text: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    for line in text.lines().filter(|line| !line.starts_with("!! ")) {
        if let Some(title) = line.strip_prefix("#### ") {
            cases.push(Case { title: title.to_owned(), files: Vec::new() });
            continue;
        }
        let files = &mut cases.last_mut().expect("a file of cases begins with a title").files;
        if let Some(header) = line.strip_prefix("=== ") {
            files.push(CaseFile { header: header.to_owned(), text: Some(String::new()) });
        } else if let Some(header) = line.strip_prefix("--- ") {
            files.push(CaseFile { header: header.to_owned(), text: None });
        } else if line.starts_with(COMMAND) {
            files.push(CaseFile { header: line.to_owned(), text: None });
        } else if let Some(text) = files.last_mut().and_then(|file| file.text.as_mut()) {
            text.push_str(line);
            text.push('\n');
        }
    }
    let texts = cases.iter_mut().flat_map(|case| &mut case.files).filter_map(|file| file.text.as_mut());
    texts.for_each(|text| text.truncate(text.trim_end_matches('\n').len() + 1));
    cases
}

impl Case {
    /// The case, in the file of that name, with what `candor check` says of it now.
    fn retold(&self, name: &str) -> String {
        let said = self.said();
        let mut by_line: BTreeMap<(&str, usize), Vec<&Said>> = BTreeMap::new();
        let is_hidden =
            |said: &&Said| EVERYWHERE.iter().any(|(code, file)| code.as_str() == said.code && *file != name);
        for diagnostic in said.iter().filter(|said| !is_hidden(said)) {
            by_line.entry((&diagnostic.file, diagnostic.line)).or_default().push(diagnostic);
        }
        let mut text = format!("#### {}\n", self.title);
        for file in &self.files {
            text.push_str(&file.retold(&mut by_line));
        }
        for ((file, line), diagnostics) in by_line {
            text.extend(diagnostics.iter().map(|said| said.expectation(&format!("{file}:{line}:"))));
        }
        text
    }

    fn said(&self) -> Vec<Said> {
        let folder = Folder::smallest();
        self.files.iter().for_each(|file| file.lay(&folder));
        let run = folder.candor(&["check", "--format", "json"]);
        assert!(run.code <= 1, "{}: exit code {}\n{}", self.title, run.code, run.stderr);
        let said: Vec<Said> =
            run.stdout.lines().map(|line| serde_json::from_str(line).expect("each line is a diagnostic")).collect();
        let has_errors = said.iter().any(|said| said.severity == "error");
        assert_eq!(run.code == 1, has_errors, "{}", self.title);
        said
    }
}

impl CaseFile {
    fn path(&self) -> &str {
        self.header.split_once(" (").map_or(&self.header, |(path, _)| path)
    }

    fn lay(&self, folder: &Folder) {
        match &self.text {
            Some(text) if self.header.ends_with("(windows-1251)") => folder.write(self.path(), windows_1251(text)),
            Some(text) => folder.write(self.path(), text),
            None if self.header.starts_with(COMMAND) => {
                let words: Vec<&str> = self.header[COMMAND.len()..].split(' ').collect();
                let run = folder.candor(&words);
                assert_eq!(run.code, 0, "{}\n{}", self.header, run.stderr);
            }
            None => fs::remove_file(folder.path(self.path())).expect("the smallest portal has the file"),
        }
    }

    /// The file, with each diagnostic below its line. What was said is taken out of `by_line`.
    fn retold<'a>(&'a self, by_line: &mut BTreeMap<(&'a str, usize), Vec<&Said>>) -> String {
        let Some(text) = &self.text else {
            let is_command = self.header.starts_with(COMMAND);
            return if is_command { format!("{}\n", self.header) } else { format!("--- {}\n", self.header) };
        };
        let mut retold = format!("=== {}\n", self.header);
        for (number, line) in text.lines().enumerate() {
            retold.extend([line, "\n"]);
            let said = by_line.remove(&(self.path(), number + 1)).unwrap_or_default();
            retold.extend(said.iter().map(|said| said.expectation("")));
        }
        retold
    }
}

impl Said {
    /// The two lines that expect it. `place` is the file and line where these do not stand right above.
    fn expectation(&self, place: &str) -> String {
        let Self { severity, code, message, hint, column, end_column, .. } = self;
        let end = if self.line == self.end_line { String::new() } else { format!("{}:", self.end_line) };
        format!("!! {place}{column}-{end}{end_column} {severity} {code}: {message}\n!! {hint}\n")
    }
}

/// A text as old programs save it: letters of Russian, and nothing else beside ASCII.
fn windows_1251(text: &str) -> Vec<u8> {
    let byte = |c: char| match c {
        'А'..='я' => u32::from(c) - u32::from('А') + 0xC0,
        c => u32::from(c),
    };
    text.chars().map(|c| u8::try_from(byte(c)).expect("the case has Russian letters only")).collect()
}

/// The lines that differ, for a person.
fn difference(expected: &str, said: &str) -> String {
    let expected: Vec<_> = expected.lines().collect();
    let said: Vec<_> = said.lines().collect();
    let missing = expected.iter().filter(|line| !said.contains(line)).map(|line| format!("- {line}"));
    let new = said.iter().filter(|line| !expected.contains(line)).map(|line| format!("+ {line}"));
    missing.chain(new).collect::<Vec<_>>().join("\n")
}
