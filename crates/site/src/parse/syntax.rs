//! What TOML itself refuses, said so that an author who is no programmer can mend it.

use std::ops::Range;

use toml::de::Error;

use crate::{Code, Diagnostic, Report, Span};

/// The places of values that have the right form and yet mean nothing: the 30th of February.
pub(crate) fn refused_values(errors: &[Error]) -> Vec<Range<usize>> {
    errors.iter().filter(|error| is_bad_date(error)).filter_map(Error::span).collect()
}

/// Whether the errors leave in doubt which key belongs where. A date that does not exist leaves no doubt.
pub(crate) fn is_torn(errors: &[Error]) -> bool {
    errors.iter().any(|error| !is_bad_date(error))
}

/// Reports the first error of each line. A tear makes TOML stumble over everything behind it, so that of a file that
/// is torn the first line is said only.
pub(crate) fn report(file: &str, text: &str, errors: &[Error], report: &mut Report) {
    for error in errors.iter().filter(|error| is_bad_date(error)) {
        report.add(bad_date(file, text, error));
    }
    if let Some(error) = errors.iter().find(|error| !is_bad_date(error)) {
        report.add(tear(file, text, error));
    }
}

fn is_bad_date(error: &Error) -> bool {
    ["invalid date", "invalid time", "invalid offset"].iter().any(|start| error.message().starts_with(start))
}

fn bad_date(file: &str, text: &str, error: &Error) -> Diagnostic {
    let range = place(text, error);
    let message = format!("`{}` is not a day of the calendar.", excerpt(&text[range.clone()]));
    let hint = "Write the year, month and day without quotes, such as 2026-04-15.";
    Diagnostic::new(Code::BadValue, Span::new(file, range), message, hint)
}

fn tear(file: &str, text: &str, error: &Error) -> Diagnostic {
    let (message, hint) = explain(error.message());
    Diagnostic::new(Code::TomlSyntax, Span::new(file, place(text, error)), message, hint)
}

/// The sentence and the hint for TOML's own words.
fn explain(words: &str) -> (String, &'static str) {
    let known = [
        ("duplicate key", "This is written twice.", "Remove one of the two, or join them."),
        ("unclosed table", "The table's name is not closed.", "Write `]` after the name (`]]` after `[[`)."),
        ("unclosed array of tables", "The table's name is not closed.", "Write `]]` after the name."),
        ("unclosed array", "The list is not closed.", "Write `]` after its last entry."),
        ("unclosed inline table", "The table is not closed.", "Write `}` after its last entry."),
        (
            "missing comma",
            "A comma or a closing bracket is missing here.",
            "Separate the entries by commas, and close the list.",
        ),
        (
            "invalid basic string",
            "The text is not closed, or holds a backslash that means nothing.",
            "Put a quote before and after the text, and write `\\\\` for a backslash.",
        ),
        ("invalid multi-line", "The text is not closed.", "End it with three quotes, as it begins."),
        ("string values must be quoted", "The text stands without quotes.", "Put a quote before and after the text."),
        ("key with no value", "The key has no value.", "Write `=` and a value after it."),
    ];
    let found = known.iter().find(|(start, ..)| words.starts_with(start));
    match found {
        Some((_, message, hint)) => ((*message).to_owned(), hint),
        None => (
            format!("This cannot be read as TOML: {words}."),
            "Look for a missing quote, bracket or equals sign here or just before.",
        ),
    }
}

/// The bytes that an error means: never outside the text, never within a character.
fn place(text: &str, error: &Error) -> Range<usize> {
    let range = error.span().unwrap_or(0..0);
    let start = text.floor_char_boundary(range.start);
    start..text.ceil_char_boundary(range.end.min(text.len())).max(start)
}

/// The beginning of what was written, short enough for a sentence.
pub(crate) fn excerpt(written: &str) -> String {
    let line = written.lines().next().unwrap_or_default();
    let short: String = line.chars().take(60).collect();
    if short.len() < written.len() { format!("{short}…") } else { short }
}
