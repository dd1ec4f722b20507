//! Writes an edition: the only file that knows how Markdown is written, and what in a text it would take for its own.

mod escape;

use std::collections::HashSet;

use self::escape::{escape, quoted};
use crate::block::{Block, Draft, Inline, Kind, Words, plain};
use crate::shape::begins_with_letter;
use crate::{Imported, Note, Topic};

/// So far the lines of a footnote after its first are set in.
const FOOTNOTE_INDENT: usize = 4;

/// Writes a shaped draft, and gives its notes their lines.
pub(crate) fn write(draft: Draft) -> Imported {
    let Draft { title, blocks, notes } = draft;
    let mut writer = Writer { text: front_matter(&title), marks: marks(&blocks), ..Writer::default() };
    blocks.into_iter().for_each(|block| writer.block(block));
    writer.notes.sort_by_key(|note| note.line);
    let mut all = writer.notes;
    all.extend(notes);
    all.sort_by_key(|note| note.topic == Topic::SetAside);
    Imported { title, markdown: writer.text, notes: all }
}

/// The marks of footnotes in all words.
fn marks(blocks: &[Block]) -> HashSet<String> {
    let words = blocks.iter().flat_map(|block| match &block.kind {
        Kind::Heading(_, words) | Kind::Paragraph(words) | Kind::Item(_, _, words) | Kind::Footnote(_, words) => {
            vec![words]
        }
        Kind::Table(rows) => rows.iter().flatten().collect(),
    });
    let marks =
        words.flatten().filter_map(|inline| if let Inline::Footnote(mark) = inline { Some(mark) } else { None });
    marks.cloned().collect()
}

/// The title as TOML writes it: a quote, a backslash and a control character are what its strings escape.
fn front_matter(title: &str) -> String {
    let escaped: String = title
        .chars()
        .map(|c| match c {
            '"' | '\\' => format!("\\{c}"),
            c if c.is_control() => format!("\\u{:04x}", u32::from(c)),
            c => c.to_string(),
        })
        .collect();
    format!("+++\ntitle = \"{escaped}\"\n+++\n")
}

#[derive(Default)]
struct Writer {
    text: String,
    /// How many lines end in the text, as far as it was counted.
    lines: usize,
    counted: usize,
    notes: Vec<Note>,
    /// How deep each open item lies, and how far its text is set in, outermost first. Empty outside of a list.
    items: Vec<(usize, usize)>,
    /// The marks of the footnotes that the text refers to.
    marks: HashSet<String>,
}

impl Writer {
    fn block(&mut self, block: Block) {
        // Nobody would see a footnote without its mark.
        if matches!(&block.kind, Kind::Footnote(mark, _) if !self.marks.contains(mark)) {
            let what = "a footnote to which nothing in the edition refers";
            return self.notes.push(Note::set_aside(what, block.words(), block.place));
        }
        let is_in_list = !self.items.is_empty() && matches!(block.kind, Kind::Item(..));
        if !is_in_list {
            self.text.push('\n');
        }
        self.lines += self.text[self.counted..].matches('\n').count();
        self.counted = self.text.len();
        let line = self.lines + 1;
        self.notes.extend(block.remarks.into_iter().map(|note| Note { line: Some(line), place: block.place, ..note }));
        match block.kind {
            Kind::Heading(level, words) => {
                let marks = "#".repeat(usize::from(level));
                self.own(&format!("{marks} {}", heading(&words)));
            }
            Kind::Paragraph(words) => self.own(&paragraph(&words, 0)),
            Kind::Item(depth, number, words) => self.item(usize::from(depth), number, &words),
            Kind::Table(rows) => self.own(&table(&rows)),
            Kind::Footnote(mark, words) => self.own(&format!("[^{mark}]: {}", paragraph(&words, FOOTNOTE_INDENT))),
        }
    }

    /// A block outside of lists.
    fn own(&mut self, text: &str) {
        self.items.clear();
        self.text.push_str(text);
        self.text.push('\n');
    }

    fn item(&mut self, depth: usize, number: Option<String>, words: &Words) {
        self.items.retain(|(open, _)| *open < depth);
        let indent = self.items.last().map_or(0, |(_, inner)| *inner);
        let marker = number.unwrap_or_else(|| "-".to_owned());
        let inner = indent + marker.chars().count() + 1;
        let text = paragraph(words, inner);
        self.text.push_str(&format!("{}{marker} {text}\n", " ".repeat(indent)));
        self.items.push((depth, inner));
    }
}

/// The words of a heading, which has one line.
fn heading(words: &[Inline]) -> String {
    let words: Vec<Inline> = words
        .iter()
        .map(|inline| match inline {
            Inline::Break => Inline::Text(" ".to_owned()),
            // A heading is bold as it is.
            Inline::Strong(text) => Inline::Text(text.clone()),
            other => other.clone(),
        })
        .collect();
    let text = inlines(&words, "");
    // Marks at its end would close it.
    if text.ends_with('#') { format!("{}\\#", &text[..text.len() - 1]) } else { text }
}

/// The words of a paragraph with its lines; each after the first is set in by `indent`.
fn paragraph(words: &[Inline], indent: usize) -> String {
    let mut text = String::new();
    for line in words.split(|inline| *inline == Inline::Break) {
        let plain = plain(line);
        if !text.is_empty() {
            text.push_str(line_end(&text, &plain));
            text.push_str(&" ".repeat(indent));
        }
        text.push_str(&escape_start(inlines(line, "")));
    }
    text
}

/// What ends a line before another. A letter begins a line of its own in any case, and a backslash would become a part of
/// an address that links by itself.
fn line_end(before: &str, line: &str) -> &'static str {
    match () {
        () if begins_with_letter(line) => "\n",
        () if ends_with_address(before) => "  \n",
        () => "\\\n",
    }
}

fn ends_with_address(text: &str) -> bool {
    let last = text.rsplit(char::is_whitespace).next().unwrap_or_default();
    last.contains("://") || last.contains("www.")
}

fn table(rows: &[Vec<Words>]) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
    let mut lines: Vec<String> = rows.iter().map(|row| table_row(row, columns)).collect();
    lines.insert(1.min(lines.len()), format!("|{}", "---|".repeat(columns)));
    lines.join("\n")
}

fn table_row(row: &[Words], columns: usize) -> String {
    let cells = (0..columns).map(|at| row.get(at).map(|cell| table_cell(cell)).unwrap_or_default());
    cells.fold("|".to_owned(), |line, cell| if cell.is_empty() { line + " |" } else { format!("{line} {cell} |") })
}

/// A cell has one line, so its lines are divided by a slash where no sign divides them already.
fn table_cell(words: &[Inline]) -> String {
    let lines = words.split(|inline| *inline == Inline::Break).map(|line| inlines(line, "|"));
    let lines: Vec<String> = lines.filter(|line| !line.is_empty()).collect();
    lines.iter().skip(1).fold(lines.first().cloned().unwrap_or_default(), |text, line| {
        let divider = if text.ends_with([';', '.', ',', ':', '!', '?']) { " " } else { " / " };
        format!("{text}{divider}{line}")
    })
}

/// A line in the making.
#[derive(Default)]
struct Line {
    text: String,
    /// Its last word has an address in it.
    ends_with_address: bool,
}

impl Line {
    /// Adds to the line. An address may begin in what stood there, so that this is looked at once more, as far as it
    /// takes to see that.
    fn push(&mut self, text: &str) {
        let from = self.text.char_indices().rev().take(3).last().map_or(0, |(at, _)| at);
        self.text.push_str(text);
        let fresh = &self.text[from..];
        self.ends_with_address =
            ends_with_address(fresh) || self.ends_with_address && !fresh.contains(char::is_whitespace);
    }
}

/// Words on one line, with `also` escaped beside what always is.
fn inlines(words: &[Inline], also: &str) -> String {
    let mut line = Line::default();
    for (at, inline) in words.iter().enumerate() {
        match inline {
            Inline::Text(words) => line.push(&escape(words, also)),
            Inline::Strong(words_in) => strong(&mut line, words_in, words.get(at + 1), also),
            Inline::Link(label, address) => line.push(&link(label, address, also)),
            Inline::Footnote(mark) => line.push(&format!("[^{mark}]")),
            Inline::Break => line.push(" "),
        }
    }
    line.text
}

/// Bold words, where CommonMark would read the marks around them as such; else the words alone.
fn strong(line: &mut Line, words: &str, next: Option<&Inline>, also: &str) {
    let inner = words.trim();
    let (before, after) = words.split_once(inner).unwrap_or_default();
    line.push(before);
    let next = next.map(|next| plain(std::slice::from_ref(next)));
    let following = after.chars().next().or_else(|| next.as_deref().unwrap_or_default().chars().next());
    let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let opens = is_word(inner.chars().next()) || !is_word(line.text.chars().last());
    let closes = is_word(inner.chars().last()) || !is_word(following);
    // An address that links by itself would take in what stands close to it.
    let is_close = |c: Option<char>| c.is_some_and(|c| !c.is_whitespace());
    let is_address = line.ends_with_address || ends_with_address(inner) && is_close(following);
    let is_free = !line.text.ends_with('*') && !inner.is_empty() && !is_address;
    let marks = if opens && closes && is_free { "**" } else { "" };
    line.push(&format!("{marks}{}{marks}{after}", escape(inner, also)));
}

/// A link; words that are the address already link by themselves.
fn link(label: &str, address: &str, also: &str) -> String {
    let words = label.trim();
    let (before, after) = label.split_once(words).unwrap_or_default();
    let is_itself = address.trim_start_matches("mailto:").trim_end_matches('/') == words.trim_end_matches('/');
    if is_itself || address.is_empty() || words.is_empty() {
        return format!("{before}{}{after}", escape(words, also));
    }
    format!("{before}[{}]({}){after}", escape(words, &format!("{also}[]")), quoted(address))
}

/// Escapes what Markdown would take for its own at the beginning of a line: a heading, a quote, a list, a rule.
fn escape_start(line: String) -> String {
    let first = line.chars().next().unwrap_or_default();
    let rest = &line[first.len_utf8().min(line.len())..];
    let is_rule = line.chars().all(|c| c.is_whitespace() || c == first);
    let is_taken = match first {
        '#' => rest.trim_start_matches('#').starts_with(' ') || rest.trim_matches('#').is_empty(),
        '>' => true,
        '-' | '+' | '*' => rest.is_empty() || rest.starts_with(char::is_whitespace) || is_rule,
        '=' => is_rule,
        '_' => is_rule && line.len() > 2,
        ':' => line.starts_with(":::") || rest.chars().all(|c| "-|: ".contains(c)),
        '|' => true,
        '~' => line.starts_with("~~~"),
        _ => false,
    };
    if is_taken { format!("\\{line}") } else { line }
}
