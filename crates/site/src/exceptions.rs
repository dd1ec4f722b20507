//! Exceptions: takes out of a report what an author has looked at and let stand, each at one place and with a reason.
//!
//! They stand in a file of their own, `content/exceptions.toml`, since a published text must not be touched for the sake
//! of a warning, and since whoever is responsible can read them all in one place.

use crate::parse::{ExceptionDraft, exceptions};
use crate::{Code, Diagnostic, Report, Severity, Sources, Span};

/// Takes the excepted diagnostics out of the report, and warns of exceptions that except nothing.
pub(crate) fn apply(sources: &Sources, report: &mut Report) {
    for exception in exceptions(sources, report) {
        let Some(place) = Place::of(&exception) else { continue };
        let before = report.count(Severity::Warning) + report.count(Severity::Advice);
        report.retain(|diagnostic| !place.holds(diagnostic, sources));
        let after = report.count(Severity::Warning) + report.count(Severity::Advice);
        // What hides other diagnostics may hide this one, too.
        if before == after && !report.has_errors() {
            report.add(place.unused());
        }
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
            Some(words) => span.range != (0..0) && line_at(span, sources).is_some_and(|line| line.contains(words)),
        }
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

/// The line on which a span begins.
fn line_at<'s>(span: &Span, sources: &'s Sources) -> Option<&'s str> {
    let text = str::from_utf8(sources.get(&span.file)?).ok()?;
    let at = text.floor_char_boundary(span.range.start.min(text.len()));
    let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    text[start..].lines().next()
}
