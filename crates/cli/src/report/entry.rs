//! One diagnostic as programs get it: an editor, a continuous integration, the preview's page.

use std::collections::BTreeMap;

use candor_site::{Diagnostic, Severity, Sources};
use serde::Serialize;

use super::lines::Lines;

/// A diagnostic with its place in lines and columns. Both count from 1, and columns count characters, as editors do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Entry {
    /// How much it weighs.
    pub severity: Severity,
    /// Which rule spoke.
    pub code: &'static str,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub hint: String,
    /// The file's path from the root folder.
    pub file: String,
    /// The first line that is meant; 1 for the file as a whole.
    pub line: usize,
    /// The first column that is meant.
    pub column: usize,
    /// The last line that is meant.
    pub end_line: usize,
    /// The column after the last that is meant.
    pub end_column: usize,
}

/// Finds the places of diagnostics in their files.
#[must_use]
pub(crate) fn entries<'a>(diagnostics: impl Iterator<Item = &'a Diagnostic>, sources: &Sources) -> Vec<Entry> {
    let mut files: BTreeMap<&str, Lines<'_>> = BTreeMap::new();
    diagnostics
        .map(|diagnostic| {
            let file = diagnostic.span.file.as_str();
            let lines = files.entry(file).or_insert_with(|| Lines::of(sources.get(file).unwrap_or_default()));
            Entry::new(diagnostic, lines)
        })
        .collect()
}

impl Entry {
    fn new(diagnostic: &Diagnostic, lines: &Lines<'_>) -> Self {
        let span = &diagnostic.span;
        let (line, column) = lines.place(span.range.start);
        let (end_line, end_column) = lines.place(span.range.end);
        Self {
            severity: diagnostic.severity(),
            code: diagnostic.code.as_str(),
            message: diagnostic.message.clone(),
            hint: diagnostic.hint.clone(),
            file: span.file.clone(),
            line,
            column,
            end_line,
            end_column,
        }
    }
}
