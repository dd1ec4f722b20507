//! Exceptions: takes out of a report what an author has looked at and let stand, each at one place and with a reason.
//!
//! They stand in a file of their own, `content/exceptions.toml`, since a published text must not be touched for the sake
//! of a warning, and since whoever is responsible can read them all in one place.

use std::collections::BTreeSet;

use crate::parse::{ExceptionDraft, exceptions};
use crate::{Code, Diagnostic, Report, Sources, Span};

/// Takes the excepted diagnostics out of the report, and warns of exceptions that except nothing, or more than one place.
pub(crate) fn apply(sources: &Sources, report: &mut Report) {
    for exception in exceptions(sources, report) {
        let Some(place) = Place::of(&exception) else { continue };
        let meant: Vec<&Diagnostic> = report.iter().filter(|diagnostic| place.holds(diagnostic, sources)).collect();
        // What hides other diagnostics may hide this one, too.
        let is_unused = meant.is_empty() && !report.has_errors();
        let fault = if is_unused { Some(place.unused()) } else { place.broad(&meant, sources) };
        report.retain(|diagnostic| !place.holds(diagnostic, sources));
        fault.into_iter().for_each(|fault| report.add(fault));
    }
}

/// An exception with all that it needs.
struct Place<'a> {
    code: Code,
    file: &'a str,
    line: Option<&'a str>,
    message: Option<&'a str>,
    span: &'a Span,
}

impl<'a> Place<'a> {
    fn of(draft: &'a ExceptionDraft) -> Option<Self> {
        let (code, file) = (draft.code.as_ref()?, draft.file.as_ref()?);
        draft.reason.as_ref()?;
        if code.value.is_excepted_by_message() {
            draft.message.as_ref()?;
        }
        Some(Self {
            code: code.value,
            file: &file.value,
            line: draft.line.as_ref().map(|line| line.value.as_str()),
            message: draft.message.as_ref().map(|words| words.value.as_str()),
            span: &code.span,
        })
    }

    /// Whether the diagnostic is of that code, in that file, at that line and with that message; one about a file as a
    /// whole has no line.
    fn holds(&self, diagnostic: &Diagnostic, sources: &Sources) -> bool {
        let span = &diagnostic.span;
        let has_words = self.message.is_none_or(|words| diagnostic.message.contains(words));
        if diagnostic.code != self.code || span.file != self.file || !has_words {
            return false;
        }
        match self.line {
            None => span.range == (0..0),
            Some(words) => span.range != (0..0) && line_at(span, sources).is_some_and(|(_, line)| line.contains(words)),
        }
    }

    /// The warning that several places are excepted at once.
    fn broad(&self, meant: &[&Diagnostic], sources: &Sources) -> Option<Diagnostic> {
        let (code, file) = (self.code, self.file);
        let (message, key) = if code.is_excepted_by_message() {
            let messages: BTreeSet<&str> = meant.iter().map(|diagnostic| diagnostic.message.as_str()).collect();
            let count = Some(messages.len()).filter(|count| *count > 1)?;
            (format!("This lets {count} messages of `{code}` about `{file}` stand."), "message")
        } else {
            let lines = numbers_of(meant, sources);
            let count = Some(lines.len()).filter(|count| *count > 1)?;
            (format!("This lets `{code}` stand on {count} lines of `{file}`: {}.", lines.join(", ")), "line")
        };
        let hint = format!(
            "Write more words of the {key} into `{key}`, and an exception with its own reason for each other one."
        );
        Some(Diagnostic::new(Code::BroadException, self.span.clone(), message, hint))
    }

    fn unused(&self) -> Diagnostic {
        let message = match (self.line, self.message) {
            (_, Some(words)) => format!("No `{}` in `{}` has `{words}` in its message.", self.code, self.file),
            (Some(words), _) => format!("No line with `{words}` in `{}` gets `{}`.", self.file, self.code),
            (None, _) => format!("The file `{}` as a whole does not get `{}`.", self.file, self.code),
        };
        let hint = match (self.line, self.message) {
            (_, Some(_)) => "Remove the exception, or correct its `file`, `line` and `message`.",
            (Some(_), _) => "Remove the exception, or correct its `file` and `line`.",
            (None, _) => "Remove the exception, or add `line` with words of the line that the diagnostic is about.",
        };
        Diagnostic::new(Code::UnusedException, self.span.clone(), message, hint)
    }
}

/// The numbers of the lines that diagnostics are about. Lines with the same words count as one, since no exception could
/// tell them apart.
fn numbers_of(diagnostics: &[&Diagnostic], sources: &Sources) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let lines = diagnostics.iter().filter_map(|diagnostic| line_at(&diagnostic.span, sources));
    lines.filter(|(_, line)| seen.insert(*line)).map(|(number, _)| number.to_string()).collect()
}

/// The line on which a span begins, with its number.
fn line_at<'s>(span: &Span, sources: &'s Sources) -> Option<(usize, &'s str)> {
    let text = str::from_utf8(sources.get(&span.file)?).ok()?;
    let at = text.floor_char_boundary(span.range.start.min(text.len()));
    let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    Some((text[..start].matches('\n').count() + 1, text[start..].lines().next()?))
}
