//! Markdown made ready to be parsed: faults of pasted text are mended, and every place leads back to the file.

use std::ops::Range;

use super::definitions;
use super::guards::Guards;

/// Text for the Markdown parser, whose lines and columns can be turned back into bytes of the file.
pub(super) struct Source {
    /// What to parse. Line ends are `\n`; characters that shall not be markup are under guard.
    pub(super) text: String,
    /// Turns words of the text back into what was written.
    pub(super) guards: Guards,
    lines: Vec<Line>,
}

struct Line {
    /// Where the line begins in the file.
    start: usize,
    /// Where the line lies in the text.
    range: Range<usize>,
    /// After which byte of the line, and by how many bytes, it is shorter than in the file.
    shortened: Option<(usize, usize)>,
}

impl Source {
    /// Makes the text of a file ready from a given byte on.
    pub(super) fn of_file(text: &str, from: usize) -> Self {
        let lines: Vec<_> = split_lines(&text[from..]).map(|(start, line)| (from + start, line)).collect();
        Self::of_lines(&lines, |_| false)
    }

    /// Makes text ready that the parser handed back as it stands, beginning on the given line. Spaces before its lines
    /// are dropped: they made it what it is not. `literal` says which characters are no markup in it.
    pub(super) fn excerpt(&self, first_line: usize, text: &str, literal: fn(char) -> bool) -> Self {
        let text = self.guards.restore(text);
        let trimmed = text.split('\n').enumerate().map(|(index, line)| {
            let line = line.trim_start_matches([' ', '\t']);
            (self.place_from_end(first_line + index, line.len()), line)
        });
        Self::of_lines(&trimmed.collect::<Vec<_>>(), literal)
    }

    fn of_lines(lines: &[(usize, &str)], literal: fn(char) -> bool) -> Self {
        let mut source =
            Self { text: String::new(), guards: Guards::default(), lines: Vec::with_capacity(lines.len()) };
        for (start, line) in lines {
            source.add(*start, line);
        }
        let mut guarded = definitions::unused(&source.text);
        guarded.extend(source.lines.iter().filter_map(|line| excess_nesting(&source.text, line.range.clone())));
        guarded.extend(excess_blocks(&source.text));
        guarded.extend(source.text.char_indices().filter(|(_, c)| literal(*c)).map(|(at, _)| at));
        source.guards = Guards::put(&mut source.text, &guarded);
        source
    }

    fn add(&mut self, start: usize, line: &str) {
        let begin = self.text.len();
        let space = odd_space_after_hashes(line).or_else(|| excess_indentation(line));
        match &space {
            Some(space) => self.text.extend([&line[..space.start], " ", &line[space.end..]]),
            None => self.text.push_str(line),
        }
        let shortened = space.map(|space| (space.start, space.len() - 1));
        self.lines.push(Line { start, range: begin..self.text.len(), shortened });
        self.text.push('\n');
    }

    /// The byte of the file at a line and a byte column, both counted from 1 as the parser does.
    pub(super) fn place(&self, line: usize, column: usize) -> usize {
        let Some(line) = self.lines.get(line.saturating_sub(1)) else { return self.end() };
        let column = column.saturating_sub(1).min(line.range.len());
        line.start + column + line.shortened.filter(|(after, _)| column > *after).map_or(0, |(_, by)| by)
    }

    fn end(&self) -> usize {
        self.lines.last().map_or(0, |line| line.start + line.range.len())
    }

    /// A line of the text from a byte column on, both counted from 1.
    pub(super) fn rest_of_line(&self, line: usize, column: usize) -> &str {
        let line = self.lines.get(line.saturating_sub(1)).map_or("", |line| &self.text[line.range.clone()]);
        line.get(column.saturating_sub(1)..).unwrap_or("")
    }

    fn place_from_end(&self, line: usize, len: usize) -> usize {
        let whole = self.rest_of_line(line, 1).len();
        self.place(line, whole.saturating_sub(len) + 1)
    }
}

/// The lines of a text without their ends (`\n`, `\r\n` or `\r`), each with the place where it begins.
pub(super) fn split_lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut start = 0;
    std::iter::from_fn(move || {
        let rest = text.get(start..).filter(|rest| !rest.is_empty())?;
        let len = rest.find(['\n', '\r']).unwrap_or(rest.len());
        let line = (start, &rest[..len]);
        start += len + if rest[len..].starts_with("\r\n") { 2 } else { 1 };
        Some(line)
    })
}

/// The space after a heading's `#` when it is none that Markdown knows, such as a no-break space.
fn odd_space_after_hashes(line: &str) -> Option<Range<usize>> {
    let hashes = line.len() - line.trim_start_matches('#').len();
    let space = line[hashes..].chars().next().filter(|c| c.is_whitespace() && !c.is_ascii())?;
    (1..=6).contains(&hashes).then(|| hashes..hashes + space.len_utf8())
}

/// How far a line may be indented, and how many quotes, lists and blocks may be open. No text nests so deep, and ten
/// thousand open lists would cost the parser ten thousand steps for each line that follows.
const MAX_INDENTATION: usize = 100;
const MAX_OPENED: usize = 50;

/// The spaces before a line that are too many.
fn excess_indentation(line: &str) -> Option<Range<usize>> {
    let indentation = line.len() - line.trim_start_matches([' ', '\t']).len();
    (indentation > MAX_INDENTATION).then_some(MAX_INDENTATION..indentation)
}

/// Where the quote or list begins that is one too many for a line.
fn excess_nesting(text: &str, line: Range<usize>) -> Option<usize> {
    let is_marker = |byte: u8| matches!(byte, b'>' | b'-' | b'+' | b'*' | b'.' | b')');
    let prefix = text[line.clone()].bytes().enumerate();
    let prefix = prefix.take_while(|(_, byte)| is_marker(*byte) || matches!(byte, b' ' | b'\t' | b'0'..=b'9'));
    prefix.filter(|(_, byte)| is_marker(*byte)).nth(MAX_OPENED).map(|(at, _)| line.start + at)
}

/// Where the blocks (`:::name`) begin that are too many.
fn excess_blocks(text: &str) -> Vec<usize> {
    let is_before = |c: char| matches!(c, ' ' | '\t' | '>' | '-' | '+' | '*' | '.' | ')' | '0'..='9');
    let mut open = 0_usize;
    let mut excess = Vec::new();
    for (start, line) in split_lines(text).filter(|(_, line)| line.contains(":::")) {
        let fence = line.trim_start_matches(is_before);
        let name = fence.trim_start_matches(':');
        match (fence.len() - name.len() >= 3, name.trim().is_empty()) {
            (false, _) => {}
            (true, true) => open = open.saturating_sub(1),
            (true, false) if open < MAX_OPENED => open += 1,
            (true, false) => excess.push(start + line.len() - fence.len()),
        }
    }
    excess
}
