//! What the build says to the author: diagnostics, each at its place, collected in one report.

use std::ops::Range;

use serde::Serialize;

use crate::Code;

/// How much a diagnostic weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Publishing would break something or say something false: nothing is built.
    Error,
    /// An author should look at it.
    Warning,
    /// Something is worth adding; `check` says it, `build` does not.
    Advice,
}

/// A place in a source file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// The file's path in the [`Sources`](crate::Sources).
    pub file: String,
    /// The bytes that are meant. Empty at 0 for the file as a whole, also where it does not exist.
    pub range: Range<usize>,
}

impl Span {
    /// The given bytes of a file.
    #[must_use]
    pub fn new(file: impl Into<String>, range: Range<usize>) -> Self {
        Self { file: file.into(), range }
    }

    /// The file as a whole.
    #[must_use]
    pub fn whole(file: impl Into<String>) -> Self {
        Self::new(file, 0..0)
    }
}

/// One thing that an author should know: what, where, and the next step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Which rule spoke; it decides the severity.
    pub code: Code,
    /// One sentence that names the mistake.
    pub message: String,
    /// One sentence that says what to do.
    pub hint: String,
    /// Where it is.
    pub span: Span,
    /// Another place that belongs to it, with a few words: the first of two duplicates.
    pub related: Option<(Span, String)>,
}

impl Diagnostic {
    /// A diagnostic without a related place.
    #[must_use]
    pub fn new(code: Code, span: Span, message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { code, message: message.into(), hint: hint.into(), span, related: None }
    }

    /// The same, pointing at a related place too.
    #[must_use]
    pub fn with_related(mut self, span: Span, words: impl Into<String>) -> Self {
        self.related = Some((span, words.into()));
        self
    }

    /// How much it weighs.
    #[must_use]
    pub fn severity(&self) -> Severity {
        self.code.severity()
    }
}

/// All diagnostics of one run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    diagnostics: Vec<Diagnostic>,
}

impl Report {
    /// Adds a diagnostic.
    pub fn add(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// Keeps the diagnostics for which `keep` is true.
    pub(crate) fn retain(&mut self, keep: impl FnMut(&Diagnostic) -> bool) {
        self.diagnostics.retain(keep);
    }

    /// Whether anything in it forbids to build.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }

    /// How many diagnostics have that severity.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.diagnostics.iter().filter(|diagnostic| diagnostic.severity() == severity).count()
    }

    /// The diagnostics by file and place, whatever the order in which they were found.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        let mut sorted: Vec<_> = self.diagnostics.iter().collect();
        sorted.sort_by_key(|d| (&d.span.file, d.span.range.start, d.span.range.end, d.severity(), d.code));
        sorted.into_iter()
    }
}
