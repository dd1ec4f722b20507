//! The pieces of running text that an author wrote without marks: paragraphs, items and rows of tables.

use std::ops::Range;

use crate::edition::{Block, Clause, FACT, Inline};

/// Stands for a marked claim, which is judged by itself.
pub(super) const MARK: char = '\u{fffc}';
/// Stands between the cells of a row.
pub(super) const CELL: char = '\u{1f}';

/// A paragraph, an item of a list, or a row of a table.
#[derive(Debug, Default)]
pub(super) struct Passage {
    /// Its words, with [`MARK`] for each claim.
    pub(super) text: String,
    /// Where pieces of the text begin in the file.
    places: Vec<(usize, usize)>,
    /// The names for programs in it.
    pub(super) codes: Vec<String>,
}

impl Passage {
    /// All passages of a clause, its heading first.
    pub(super) fn all_of(clause: &Clause) -> Vec<Self> {
        let heading = clause.heading.iter().map(|heading| Self::of(&heading.inlines));
        let mut passages: Vec<Self> = heading.collect();
        collect(&clause.blocks, &mut passages);
        passages
    }

    fn of(inlines: &[Inline]) -> Self {
        let mut passage = Self::default();
        passage.write(inlines);
        passage
    }

    fn of_row(cells: &[Vec<Inline>]) -> Self {
        let mut passage = Self::default();
        for (number, cell) in cells.iter().enumerate() {
            passage.text.extend((number > 0).then_some(CELL));
            passage.write(cell);
        }
        passage
    }

    fn write(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            match inline {
                Inline::Text { text, at } | Inline::Number { text, at } => {
                    self.places.push((self.text.len(), *at));
                    self.text.push_str(text);
                }
                Inline::SoftBreak | Inline::LineBreak => self.text.push(' '),
                Inline::Code(code) => {
                    self.codes.push(code.clone());
                    self.text.push(MARK);
                }
                Inline::Link(link) if link.target.split(':').next() == Some(FACT) => self.text.push(MARK),
                other => self.write(other.children()),
            }
        }
    }

    /// The bytes of the file that say a part of the text.
    pub(super) fn place(&self, range: &Range<usize>) -> Range<usize> {
        let (offset, at) =
            self.places.iter().rev().find(|(offset, _)| *offset <= range.start).copied().unwrap_or_default();
        let start = at + range.start - offset;
        start..start + range.len()
    }

    /// The sentences, each by its bytes of the text.
    pub(super) fn sentences(&self) -> Vec<Range<usize>> {
        let mut sentences = Vec::new();
        let mut start = 0;
        for (at, c) in self.text.char_indices().filter(|(_, c)| matches!(c, '.' | ';' | '!' | '?')) {
            let end = at + c.len_utf8();
            let mut rest = self.text[end..].chars();
            let ends = rest.next().is_none_or(char::is_whitespace) && rest.next().is_none_or(|c| !c.is_lowercase());
            if ends || c == ';' {
                sentences.push(start..end);
                start = end;
            }
        }
        sentences.push(start..self.text.len());
        sentences
    }
}

fn collect(blocks: &[Block], into: &mut Vec<Passage>) {
    for block in blocks {
        match block {
            Block::Paragraph(inlines) => into.push(Passage::of(inlines)),
            Block::Heading(heading) => into.push(Passage::of(&heading.inlines)),
            Block::List(list) => list.items.iter().for_each(|item| collect(&item.blocks, into)),
            Block::Table(table) => into.extend(table.rows.iter().map(|row| Passage::of_row(row))),
            Block::Quote(blocks) | Block::Lang { blocks, .. } => collect(blocks, into),
            Block::Code(_) | Block::Rule => {}
        }
    }
}
