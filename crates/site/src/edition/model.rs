//! What an edition is made of: clauses in document order, each with its blocks, each block with its words.

use std::ops::Range;

use candor_model::{ClauseNumber, Locale};

use crate::at::At;
use crate::parse::DigestStart;

/// One version of a policy in one locale, as a visitor reads it: a flat row of clauses in the order of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edition {
    /// The title of the front matter; empty where it was missing, which has been reported.
    pub title: String,
    /// The locale in which it is written.
    pub locale: Locale,
    /// The clauses in document order. What stands before the first of them is a clause without number or heading,
    /// with the anchor `preamble`.
    pub clauses: Vec<Clause>,
    /// The footnotes in the order in which they are defined, those that nothing refers to among them.
    pub footnotes: Vec<Footnote>,
    /// The text of the authoritative edition that it was translated from, where the front matter names it.
    pub(crate) translation_of: Option<At<DigestStart>>,
}

/// A part of an edition that can be linked to, and everything up to the next one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause {
    /// The HTML id, unique in the edition: `5.5`, `1.4.a`, `contacts`; `1.1-2` where a number repeats.
    pub anchor: String,
    /// The same for the same clause in every language: letters are replaced by their place among their siblings
    /// (`1.4.(2)` for `1.4.b` and `1.4.б`), headings without number by theirs among such headings (`§2`).
    pub key: String,
    /// The number, where one is written.
    pub number: Option<ClauseNumber>,
    /// Where the number is written, or the heading's first words; the bytes of the file.
    pub label_span: Range<usize>,
    /// The whole clause without its sub-clauses; the bytes of the file.
    pub span: Range<usize>,
    /// How deep it lies: 1 for `5`, 3 for `1.4.a`; 0 for the preamble.
    pub depth: usize,
    /// The heading, where the clause has one. Its words include the number.
    pub heading: Option<Heading>,
    /// The text. Where there is no heading, the number stands in the first paragraph.
    pub blocks: Vec<Block>,
    /// The language of the whole clause, where that is not the edition's.
    pub locale: Option<Locale>,
}

/// A clause's heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// As written: 1 for `#` to 6 for `######`.
    pub level: u8,
    /// Its words, the number included.
    pub inlines: Vec<Inline>,
}

/// A footnote, by whatever order its definition and its references have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Footnote {
    /// The label as written: `1` for `[^1]`.
    pub label: String,
    /// Its text.
    pub blocks: Vec<Block>,
    /// How many places refer to it.
    pub references: usize,
}

/// A part of a text that stands on lines of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// Running text.
    Paragraph(Vec<Inline>),
    /// A heading within a list or a quote, which is no clause.
    Heading(Heading),
    /// A list.
    List(List),
    /// A table.
    Table(Table),
    /// A quotation.
    Quote(Vec<Self>),
    /// Text whose spaces and line ends count.
    Code(String),
    /// A line across.
    Rule,
    /// Text in another language than the edition's.
    Lang {
        /// That language.
        locale: Locale,
        /// The text.
        blocks: Vec<Self>,
    },
}

/// A list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct List {
    /// Its items are numbered; each carries its own number.
    pub ordered: bool,
    /// No blank lines between its items.
    pub tight: bool,
    /// The items.
    pub items: Vec<Item>,
}

/// An item of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// The number exactly as written (`7)`, `01.`); nothing in a list without numbers.
    pub marker: Option<String>,
    /// The text.
    pub blocks: Vec<Block>,
}

/// A table. Rows may have more cells than the head when the author wrote so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// How each column is aligned.
    pub alignments: Vec<Alignment>,
    /// The cells of the first row.
    pub head: Vec<Vec<Inline>>,
    /// The cells of the others.
    pub rows: Vec<Vec<Vec<Inline>>>,
}

/// How a column is aligned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alignment {
    /// As the page does.
    Unset,
    /// To the left.
    Left,
    /// In the middle.
    Center,
    /// To the right.
    Right,
}

/// A part of running text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Inline {
    /// Words.
    Text {
        /// The words.
        text: String,
        /// Where they begin in the file. A character that was written with a backslash or as an entity makes what
        /// follows it in the same text stand a little further right than this says.
        at: usize,
    },
    /// The number with which a clause begins, exactly as written: `1.1.`, `b)`.
    Number {
        /// The number.
        text: String,
        /// Where it begins in the file.
        at: usize,
    },
    /// The end of a line that was written for the author's convenience.
    SoftBreak,
    /// The end of a line that counts.
    LineBreak,
    /// Stressed.
    Emphasis(Vec<Self>),
    /// Strongly stressed.
    Strong(Vec<Self>),
    /// A name for programs.
    Code(String),
    /// A link, or a claim (`fact:…`).
    Link(Link),
    /// A picture, of which the alternative text is shown.
    Image(Vec<Self>),
    /// A reference to a footnote.
    FootnoteReference {
        /// Which one, by its place in [`Edition::footnotes`].
        footnote: usize,
        /// The how-manieth reference to it, from 1.
        occurrence: usize,
    },
}

/// A link with its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The address as written, never one that runs a script.
    pub target: String,
    /// What is shown when one points at it; often empty.
    pub title: String,
    /// The words.
    pub inlines: Vec<Inline>,
    /// The whole link in the file.
    pub span: Range<usize>,
}
