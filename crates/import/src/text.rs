//! `.txt`: lines, broken to a width or not, with the marks that people draw in plain text.

mod marks;

use crate::block::{Block, Draft, Inline, Kind, Place, Words, tidy};
use crate::label::{self, Label};
use crate::lines::{self, Gap, Line, Setting};
use crate::{Unreadable, charset};

/// Longer lines than these were not broken to fit a width.
const MAX_WIDTH: usize = 130;

/// The soft hyphen, at which a word may be broken.
const SOFT: char = '\u{ad}';

/// So many sentences that go on below say that lines were broken.
const MIN_BROKEN: usize = 2;

/// Reads a text.
///
/// # Errors
/// The bytes are no text.
pub(crate) fn read(bytes: &[u8]) -> Result<Draft, Unreadable> {
    let (text, notes) = charset::decode(bytes, None)?;
    Ok(Draft { title: String::new(), blocks: blocks(&text, 1), notes })
}

/// The blocks of a text that begins on a line.
pub(crate) fn blocks(text: &str, first: usize) -> Vec<Block> {
    let setting = Setting::new(width(text), text.lines());
    // Who marks headings as Markdown does, marks words so, too; elsewhere a sign is a sign.
    let is_marked = text.lines().any(|line| marked_heading(line.trim()).is_some() || marks::is_heading(line));
    let words = if is_marked { marks::words } else { plain_words };
    let mut reader = Reader { setting, words, blocks: Vec::new(), lines: Vec::new(), rows: Vec::new() };
    let mut is_apart = true;
    for (number, line) in text.split(['\n', '\u{c}', '\u{b}', '\u{85}', '\u{2028}', '\u{2029}']).enumerate() {
        is_apart = reader.line(line, Place::Line(number + first), is_apart);
    }
    reader.end_rows();
    reader.end_lines();
    reader.blocks
}

/// How wide the lines are where they were broken to fit, else without end.
fn width(text: &str) -> f32 {
    let lengths: Vec<usize> =
        text.lines().map(|line| line.trim_end().chars().count()).filter(|length| *length > 0).collect();
    let longest = lengths.iter().copied().max().unwrap_or_default();
    let near = lengths.iter().filter(|length| **length * 5 >= longest * 4).count();
    let width = if near * 4 >= lengths.len() { Some(longest) } else { broken_width(text) };
    width.filter(|width| *width <= MAX_WIDTH).map_or(f32::INFINITY, |width| width as f32)
}

/// How wide the lines are that end in the midst of a sentence which the next one goes on with, if there are several.
fn broken_width(text: &str) -> Option<usize> {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let is_open = |line: &str| line.ends_with(char::is_alphanumeric);
    let goes_on = |line: &str| line.starts_with(char::is_lowercase) && Label::of(line).is_none();
    let broken = lines.windows(2).filter(|pair| is_open(pair[0]) && goes_on(pair[1]));
    let lengths: Vec<usize> =
        broken.map(|pair| pair[0].chars().count()).filter(|length| *length <= MAX_WIDTH).collect();
    let longest = lengths.iter().copied().max()?;
    let long = lengths.iter().filter(|length| **length * 4 >= longest * 3).count();
    // A line that ends with a sentence may be a little longer than those that were looked at.
    let fits = |length: &usize| *length * 10 <= longest * 11;
    let width = lines.iter().map(|line| line.chars().count()).filter(fits).max();
    width.filter(|_| long >= MIN_BROKEN)
}

struct Reader {
    setting: Setting,
    /// How the words of a line are read.
    words: fn(&str) -> Words,
    blocks: Vec<Block>,
    /// Lines that are not joined yet.
    lines: Vec<Line>,
    /// Rows of a table that is not ended yet, and where it began.
    rows: Vec<(Vec<String>, Place)>,
}

impl Reader {
    /// Reads a line, and returns whether the next one stands apart from it.
    fn line(&mut self, line: &str, place: Place, is_apart: bool) -> bool {
        let text = line.trim();
        if let Some(cells) = cells(text) {
            self.end_lines();
            self.rows.push((cells, place));
            return true;
        }
        self.end_rows();
        if is_rule(text) {
            return self.rule(text, is_apart);
        }
        if let Some((level, title)) = marked_heading(text) {
            self.end_lines();
            self.blocks.push(Block::new(Kind::Heading(level, (self.words)(title)), place));
            return true;
        }
        let left = (line.chars().count() - line.trim_start().chars().count()) as f32;
        let gap = if is_apart { Gap::Space } else { Gap::None };
        let length = text.chars().count() as f32;
        // A line that is longer than the others was not broken: what follows it does not belong to it.
        let right = if length > self.setting.width() { left } else { left + length };
        self.lines.push(Line {
            words: breaking((self.words)(text), text),
            left,
            right,
            size: 1.0,
            gap,
            heading: None,
            place,
        });
        false
    }

    /// A blank line, or one that is drawn: right below a single line it makes that a heading.
    fn rule(&mut self, text: &str, is_apart: bool) -> bool {
        let is_underline = !is_apart && text.len() > 2 && text.starts_with(['=', '-', '~']);
        if is_underline && self.lines.last().is_some_and(|line| line.gap == Gap::Space) {
            let title = self.lines.pop();
            self.end_lines();
            let level = if text.starts_with('=') { 1 } else { 2 };
            self.blocks.extend(title.map(|line| Block::new(Kind::Heading(level, line.words), line.place)));
        }
        true
    }

    fn end_lines(&mut self) {
        let lines = std::mem::take(&mut self.lines);
        self.blocks.extend(lines::heal(lines, &self.setting));
    }

    /// A single row is a line like any other.
    fn end_rows(&mut self) {
        let rows = std::mem::take(&mut self.rows);
        let Some((first, place)) = rows.first().map(|(cells, place)| (cells.join(" "), *place)) else { return };
        let kind = match rows.len() {
            1 => Kind::Paragraph((self.words)(&first)),
            _ => {
                let is_drawn = |row: &Vec<String>| row.iter().all(|cell| is_rule(cell.trim_matches(':')));
                let rows = rows.into_iter().map(|(cells, _)| cells).filter(|row| !is_drawn(row));
                Kind::Table(rows.map(|row| row.iter().map(|cell| (self.words)(cell)).collect()).collect())
            }
        };
        self.blocks.push(Block::new(kind, place));
    }
}

/// The words of a line, and the sign nobody sees elsewhere that its last word goes on.
fn breaking(words: Words, line: &str) -> Words {
    let sign = line.ends_with(SOFT).then(|| Inline::Text(SOFT.to_string()));
    words.into_iter().chain(sign).collect()
}

fn plain_words(text: &str) -> Words {
    tidy(vec![Inline::Text(text.to_owned())])
}

/// Whether a line has nothing to read: it is blank, or drawn with dashes and the like.
fn is_rule(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || c.is_control() || "-=_*~–—+─═.\u{feff}".contains(c))
}

/// The cells of a line that is a table's row: between bars, or with tabs between that follow no label.
fn cells(line: &str) -> Option<Vec<String>> {
    if line.len() > 2 && line.starts_with('|') && line.ends_with('|') {
        return Some(line.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect());
    }
    let end = Label::of(line).map(|(_, end)| end).or_else(|| label::end(line)).unwrap_or_default();
    let after_label = line[end..].trim_start();
    if !after_label.contains('\t') {
        return None;
    }
    let cells: Vec<String> =
        line.split('\t').map(|cell| cell.trim().to_owned()).filter(|cell| !cell.is_empty()).collect();
    (cells.len() > 1).then_some(cells)
}

/// The level and text of a heading as Markdown marks it.
fn marked_heading(line: &str) -> Option<(u8, &str)> {
    let title = line.trim_start_matches('#');
    let level = u8::try_from(line.len() - title.len()).ok().filter(|level| (1..=6).contains(level))?;
    title.starts_with(' ').then(|| (level, title.trim()))
}
