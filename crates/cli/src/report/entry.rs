//! One diagnostic as programs get it: an editor, a continuous integration, the preview's page.

use candor_site::{Diagnostic, Severity, Sources};
use serde::Serialize;

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

impl Entry {
    /// Finds the diagnostic's place in its file.
    #[must_use]
    pub(crate) fn new(diagnostic: &Diagnostic, sources: &Sources) -> Self {
        let span = &diagnostic.span;
        let bytes = sources.get(&span.file).unwrap_or_default();
        let (line, column) = place(bytes, span.range.start);
        let (end_line, end_column) = place(bytes, span.range.end);
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

/// Line and column of a byte; of the end, where the file is shorter.
fn place(bytes: &[u8], offset: usize) -> (usize, usize) {
    let before = &bytes[..offset.min(bytes.len())];
    let line_start = before.iter().rposition(|&byte| byte == b'\n').map_or(0, |newline| newline + 1);
    let line = before.iter().filter(|&&byte| byte == b'\n').count() + 1;
    // A byte that continues a character of UTF-8 is `10xxxxxx`.
    let column = before[line_start..].iter().filter(|&&byte| byte & 0b1100_0000 != 0b1000_0000).count() + 1;
    (line, column)
}
