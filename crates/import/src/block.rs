//! What every format is read into: blocks of words, each with its place in the file.

use std::fmt;

use crate::Note;
use crate::language::Language;

/// A file as it was read.
#[derive(Debug, Default)]
pub(crate) struct Draft {
    /// The title that the file names outside its text, or that stood above it.
    pub(crate) title: String,
    /// The text.
    pub(crate) blocks: Vec<Block>,
    /// What was noticed, and what was set aside.
    pub(crate) notes: Vec<Note>,
}

/// A piece of text that stands for itself.
#[derive(Clone, Debug)]
pub(crate) struct Block {
    /// What it is.
    pub(crate) kind: Kind,
    /// Where it stood.
    pub(crate) place: Place,
    /// The language that the file says it is in.
    pub(crate) language: Option<Language>,
    /// What a person should know of it, once its line is known.
    pub(crate) remarks: Vec<Note>,
}

/// The kinds of blocks.
#[derive(Clone, Debug)]
pub(crate) enum Kind {
    /// A heading, of level 1 to 6.
    Heading(u8, Words),
    /// A paragraph. Its lines are divided by [`Inline::Break`].
    Paragraph(Words),
    /// An item of a list, how deep it lies, and its number as it is written: nothing for a bullet.
    Item(u8, Option<String>, Words),
    /// The rows of a table, its head first.
    Table(Vec<Vec<Words>>),
    /// A footnote, by its mark.
    Footnote(String, Words),
}

/// Words with what lies in them.
pub(crate) type Words = Vec<Inline>;

/// A run of words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Inline {
    /// Words.
    Text(String),
    /// Words in bold.
    Strong(String),
    /// Words that lead to an address.
    Link(String, String),
    /// The mark of a footnote.
    Footnote(String),
    /// The end of a line that somebody meant.
    Break,
}

/// Where something stood in the file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Place {
    /// Nowhere in particular.
    #[default]
    Nowhere,
    /// On a line.
    Line(usize),
    /// In a paragraph.
    Paragraph(usize),
    /// On a page.
    Page(usize),
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nowhere => f.write_str("the file"),
            Self::Line(number) => write!(f, "line {number}"),
            Self::Paragraph(number) => write!(f, "paragraph {number}"),
            Self::Page(number) => write!(f, "page {number}"),
        }
    }
}

impl Block {
    /// A block at a place.
    pub(crate) fn new(kind: Kind, place: Place) -> Self {
        Self { kind, place, language: None, remarks: Vec::new() }
    }

    /// The block with a remark about it.
    pub(crate) fn remarked(mut self, remark: Note) -> Self {
        self.remarks.push(remark);
        self
    }

    /// All its words as plain text; the cells of a table and the lines of a paragraph stand apart.
    pub(crate) fn words(&self) -> String {
        match &self.kind {
            Kind::Heading(_, words) | Kind::Paragraph(words) | Kind::Footnote(_, words) => plain(words),
            Kind::Item(_, number, words) => match number {
                Some(number) => format!("{number} {}", plain(words)),
                None => plain(words),
            },
            Kind::Table(rows) => {
                let cells = rows.iter().flatten().map(|cell| plain(cell));
                cells.filter(|cell| !cell.is_empty()).collect::<Vec<_>>().join(" ")
            }
        }
    }
}

/// The words of the blocks in a cell or a footnote, each block on a line of its own, and what is to be known of them.
pub(crate) fn in_lines(blocks: impl IntoIterator<Item = Block>) -> (Words, Vec<Note>) {
    let (mut words, mut remarks) = (Words::new(), Vec::new());
    for block in blocks {
        if !words.is_empty() {
            words.push(Inline::Break);
        }
        remarks.extend(block.remarks.iter().cloned());
        match block.kind {
            Kind::Paragraph(own) | Kind::Heading(_, own) | Kind::Item(_, None, own) | Kind::Footnote(_, own) => {
                words.extend(own);
            }
            Kind::Item(_, Some(number), own) => {
                words.push(Inline::Text(format!("{number} ")));
                words.extend(own);
            }
            Kind::Table(_) => {
                words.push(Inline::Text(block.words()));
                remarks.push(Note::doubt("A table in a cell or a footnote became plain text."));
            }
        }
    }
    (words, remarks)
}

/// The plain text of words.
pub(crate) fn plain(words: &[Inline]) -> String {
    let mut text = String::new();
    for inline in words {
        match inline {
            Inline::Text(words) | Inline::Strong(words) | Inline::Link(words, _) => text.push_str(words),
            Inline::Footnote(_) => {}
            Inline::Break => text.push('\n'),
        }
    }
    text
}

/// Whether all of the words are bold.
pub(crate) fn is_bold(words: &[Inline]) -> bool {
    let mut bold = false;
    for inline in words {
        match inline {
            Inline::Strong(words) => bold |= words.chars().any(char::is_alphabetic),
            Inline::Text(words) if words.chars().any(char::is_alphanumeric) => return false,
            Inline::Link(..) => return false,
            _ => {}
        }
    }
    bold
}

/// Folds white space: runs of it become one space, none stands at the ends or beside a break, and what nobody sees goes.
/// Neighbours of the same kind become one.
pub(crate) fn tidy(words: Words) -> Words {
    let mut tidied: Words = Vec::new();
    for inline in words {
        let at_start = match tidied.last() {
            None | Some(Inline::Break) => true,
            Some(Inline::Text(text) | Inline::Strong(text) | Inline::Link(text, _)) => {
                text.ends_with(char::is_whitespace)
            }
            Some(Inline::Footnote(_)) => false,
        };
        match (inline, tidied.last_mut()) {
            (Inline::Break, _) => {
                trim_end(&mut tidied);
                if !tidied.is_empty() {
                    tidied.push(Inline::Break);
                }
            }
            (mark @ Inline::Footnote(_), _) => tidied.push(mark),
            (Inline::Text(text), Some(Inline::Text(last))) | (Inline::Strong(text), Some(Inline::Strong(last))) => {
                last.push_str(&folded(&text, at_start));
            }
            (Inline::Link(text, to), Some(Inline::Link(last, address))) if *address == to => {
                last.push_str(&folded(&text, at_start));
            }
            (Inline::Text(text), _) => push_unless_empty(&mut tidied, Inline::Text(folded(&text, at_start))),
            // Blank runs in bold are how Word leaves its spaces.
            (Inline::Strong(text), _) if text.trim().is_empty() => {
                push_unless_empty(&mut tidied, Inline::Text(folded(&text, at_start)));
            }
            (Inline::Strong(text), _) => push_unless_empty(&mut tidied, Inline::Strong(folded(&text, at_start))),
            (Inline::Link(text, address), _) => {
                push_unless_empty(&mut tidied, Inline::Link(folded(&text, at_start), address));
            }
        }
    }
    trim_end(&mut tidied);
    while tidied.last() == Some(&Inline::Break) {
        tidied.pop();
        trim_end(&mut tidied);
    }
    tidied
}

/// Adds words behind a space, which belongs to a link that goes on.
pub(crate) fn append(words: &mut Words, rest: Words) {
    match (words.last_mut(), rest.first()) {
        (None, _) | (_, None) => {}
        (Some(Inline::Link(last, address)), Some(Inline::Link(_, to))) if address == to => last.push(' '),
        _ => words.push(Inline::Text(" ".to_owned())),
    }
    words.extend(rest);
}

fn push_unless_empty(words: &mut Words, inline: Inline) {
    let is_empty = plain(std::slice::from_ref(&inline)).is_empty();
    if !is_empty {
        words.push(inline);
    }
}

fn trim_end(words: &mut Words) {
    while let Some(Inline::Text(text) | Inline::Strong(text) | Inline::Link(text, _)) = words.last_mut() {
        text.truncate(text.trim_end().len());
        if !text.is_empty() {
            break;
        }
        words.pop();
    }
}

fn folded(text: &str, at_start: bool) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut after_space = at_start;
    for c in text.chars().filter(|c| !is_invisible(*c)) {
        let is_space = c.is_whitespace() || c.is_control();
        // A single no-break space is how `№ 5` is kept together.
        match (is_space, after_space) {
            (true, true) => {}
            (true, false) => folded.push(if c == '\u{a0}' { c } else { ' ' }),
            (false, _) => folded.push(c),
        }
        after_space = is_space;
    }
    folded
}

/// Soft hyphens, zero-width spaces and joiners, marks of direction, pasted along and seen by nobody.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// Whether an address leads somewhere from another site, too.
pub(crate) fn is_link(address: &str) -> bool {
    ["https://", "http://", "mailto:", "tel:"].iter().any(|start| address.starts_with(start))
}
