//! An edition as its author wrote it: a file with a front matter and a text.

use std::ops::Range;

use candor_model::Locale;

use super::source::split_lines;
use crate::at::At;
use crate::parse::{self, DigestStart, FromTable, Table};
use crate::{Code, Diagnostic, Report, Span};

/// A file that holds an edition.
#[derive(Clone, Copy)]
pub(super) struct Manuscript<'a> {
    /// Its path.
    pub(super) file: &'a str,
    /// All of its text.
    pub(super) text: &'a str,
    /// Where the text begins that comes after the front matter.
    pub(super) body: usize,
    /// The locale in which it is meant to be written.
    pub(super) locale: &'a Locale,
}

impl Manuscript<'_> {
    /// Where the line begins on which a byte stands.
    pub(super) fn line_start(&self, at: usize) -> usize {
        let at = self.text.floor_char_boundary(at);
        self.text[..at].rfind(['\n', '\r']).map_or(0, |end| end + 1)
    }

    /// The same place of the text, widened to whole characters of it.
    pub(super) fn whole_characters(&self, range: Range<usize>) -> Range<usize> {
        let start = self.text.floor_char_boundary(range.start);
        start..self.text.ceil_char_boundary(range.end.min(self.text.len())).max(start)
    }

    /// How many bytes stand on a byte's line before it.
    pub(super) fn column(&self, at: usize) -> usize {
        at - self.line_start(at)
    }
}

/// What the front matter says.
pub(super) struct FrontMatter {
    /// The edition's title; nothing where it is missing, which has been reported.
    pub(super) title: Option<At<String>>,
    /// The digest of the authoritative edition that this one was translated from.
    pub(super) of: Option<At<DigestStart>>,
}

impl FromTable for FrontMatter {
    const WHOLE: &'static str = "the front matter";

    fn from_table(table: &mut Table<'_>) -> Self {
        Self { title: table.required("title"), of: table.optional("of") }
    }
}

/// The line before and after the front matter.
const FENCE: &str = "+++";
const HINT: &str = "Begin the file with a line `+++`, a line `title = \"…\"` and another line `+++`.";

/// Reads the front matter, and says where the text after it begins. Nothing where its end cannot be found: then nobody
/// knows what is text.
pub(super) fn front_matter(file: &str, text: &str, report: &mut Report) -> Option<(FrontMatter, usize)> {
    let bom = text.len() - text.trim_start_matches('\u{feff}').len();
    let mut fences = split_lines(&text[bom..]).filter(|(_, line)| line.trim_end() == FENCE).map(|(at, _)| bom + at);
    let (open, close) = (fences.next().filter(|at| *at == bom), fences.next());
    let (Some(open), Some(close)) = (open, close) else {
        let message =
            if open.is_none() { "The edition has no front matter." } else { "The front matter is not closed." };
        let line = split_lines(text).next().map_or(0, |(_, line)| line.len());
        report.add(Diagnostic::new(Code::FrontMatter, Span::new(file, 0..line), message, HINT));
        return None;
    };
    // Spaces and line ends of the same length keep every place in the TOML a place in the file.
    let toml = text[open + FENCE.len()..close].replace("\r\n", " \n").replace('\r', "\n");
    let toml = " ".repeat(open + FENCE.len()) + &toml;
    let front_matter = parse::read(file, &toml, report).draft;
    Some((front_matter, close + FENCE.len()))
}
