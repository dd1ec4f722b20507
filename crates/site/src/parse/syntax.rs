//! What TOML itself refuses, said so that an author who is no programmer can mend it.

use std::ops::Range;

use toml::de::{DeTable, Error};

use crate::{Code, Diagnostic, Report, Span};

/// Whether a text can be read as TOML; reports why not.
pub(crate) fn is_toml(file: &str, text: &str, report: &mut Report) -> bool {
    let (_, errors) = DeTable::parse_recoverable(text);
    self::report(file, text, &errors, report);
    errors.is_empty()
}

/// The places of values that have the right form and yet mean nothing: the 30th of February.
pub(crate) fn refused_values(errors: &[Error]) -> Vec<Range<usize>> {
    errors.iter().filter(|error| is_bad_date(error)).filter_map(Error::span).collect()
}

/// Whether the errors leave in doubt which key belongs where. A date that does not exist leaves no doubt.
pub(crate) fn is_torn(errors: &[Error]) -> bool {
    errors.iter().any(|error| !is_bad_date(error))
}

/// Where something is written twice, if nothing else is torn.
pub(crate) fn twice(errors: &[Error]) -> Option<usize> {
    let mut tears = errors.iter().filter(|error| !is_bad_date(error)).peekable();
    let first = tears.peek()?.span()?.start;
    tears.all(is_twice).then_some(first)
}

/// Reports every date that does not exist, and the first tear: TOML stumbles over everything behind it.
pub(crate) fn report(file: &str, text: &str, errors: &[Error], report: &mut Report) {
    for error in errors.iter().filter(|error| is_bad_date(error)) {
        report.add(bad_date(file, text, error));
    }
    if let Some(error) = errors.iter().find(|error| !is_bad_date(error)) {
        report.add(tear(file, text, error));
    }
}

fn is_twice(error: &Error) -> bool {
    error.message().starts_with("duplicate key")
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
    let range = place(text, error);
    let (message, hint) = explain(error.message(), &text[range.clone()]);
    Diagnostic::new(Code::TomlSyntax, Span::new(file, range), message, hint)
}

/// The sentence and the hint for TOML's own words about what is written at the place.
fn explain(words: &str, written: &str) -> (String, &'static str) {
    const QUOTES: &str = "Put a straight quote `\"` before and after the text.";
    if words.starts_with("duplicate key") {
        return (format!("`{}` is written twice.", excerpt(written)), "Remove one of the two, or join them.");
    }
    if words.starts_with("string values must be quoted") {
        return match written.chars().next() {
            None | Some('\n' | '\r') => ("There is no value.".to_owned(), "Write a value after `=`."),
            Some('“' | '”' | '„' | '«' | '»' | '‘' | '’') => {
                ("These quotes mean nothing to TOML.".to_owned(), QUOTES)
            }
            Some('0'..='9') => ("This is neither a number nor a date.".to_owned(), DATE),
            Some(_) => ("The text stands without quotes.".to_owned(), QUOTES),
        };
    }
    match EXPLAINED.iter().find(|(start, ..)| words.starts_with(start)) {
        Some((_, message, hint)) => ((*message).to_owned(), hint),
        None => (
            format!("This cannot be read as TOML: {words}."),
            "Look for a missing quote, bracket or equals sign here or just before.",
        ),
    }
}

const DATE: &str = "Write a date such as 2026-04-15, and put anything else in quotes.";

/// How TOML's own words begin, and what an author is told.
const EXPLAINED: [(&str, &str, &str); 18] = [
    ("unclosed table", "The table's name is not closed.", "Write `]` after the name."),
    ("unclosed array table", "The table's name is not closed.", "Write `]]` after the name."),
    ("unclosed array", "The list is not closed.", "Write `]` after its last entry."),
    ("unclosed inline table", "The table is not closed.", "Write `}` after its last entry."),
    ("missing key for inline table", "The table is not closed on its line.", "Write `}` after its last entry."),
    (
        "missing comma",
        "A comma or a closing bracket is missing here or just before.",
        "Separate the entries by commas, and close the list.",
    ),
    ("extra comma", "There is a comma too many.", "Write one comma between two entries."),
    ("missing escaped value", "The backslash means nothing here.", "Write `\\\\` for a backslash."),
    ("invalid basic string", "The text is not closed.", "Put a quote after it, on the same line."),
    ("invalid literal string", "The text is not closed.", "Put a quote after it, on the same line."),
    ("invalid multi-line", "The text is not closed.", "End it with three quotes, as it begins."),
    ("missing opening quote", "The text has no quote before it.", "Put a quote before and after the text."),
    (
        "unexpected key or value",
        "Something stands behind the value.",
        "Write one value to a line, and `\\\"` for a quote within a text.",
    ),
    (
        "key with no value",
        "There is no equals sign after the key.",
        "Write the key, `=` and the value on one line, or `#` before a remark.",
    ),
    ("invalid unquoted key", "There is no such key.", "Keys have the letters a-z, digits, `_` and `-` only."),
    ("unquoted keys cannot be empty", "There is no key.", "Write the key before `=`."),
    ("unexpected leading zero", "A number cannot begin with a zero.", DATE),
    ("missing value", "There is no value.", "Write a value after `=`."),
];

/// The bytes that an error means: never outside the text, never within a character. TOML notices only at the end of the
/// file that a text of several lines is not closed; what is meant is where that text begins.
fn place(text: &str, error: &Error) -> Range<usize> {
    let range = error.span().unwrap_or(0..0);
    let start = text.floor_char_boundary(range.start);
    if error.message().starts_with("invalid multi-line") {
        let quotes = if error.message().contains("literal") { "'''" } else { "\"\"\"" };
        let opening = text[..start].rfind(quotes).unwrap_or(start);
        return opening..(opening + quotes.len()).min(text.len());
    }
    start..text.ceil_char_boundary(range.end.min(text.len())).max(start)
}

/// The beginning of what was written, short enough for a sentence.
pub(crate) fn excerpt(written: &str) -> String {
    let line = written.lines().next().unwrap_or_default();
    let short: String = line.chars().take(60).collect();
    if short.len() < written.len() { format!("{short}…") } else { short }
}
