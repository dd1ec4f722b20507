//! The pieces of running text that an author wrote without marks: paragraphs, items and rows of tables.

use std::ops::Range;

use crate::edition::{Block, Clause, FACT, Inline, Places};

/// Stands for a marked claim, which is judged by itself.
pub(super) const MARK: char = '\u{fffc}';
/// Stands between the cells of a row.
pub(super) const CELL: char = '\u{1f}';

/// A paragraph, an item of a list, or a row of a table.
#[derive(Debug, Default)]
pub(super) struct Line {
    /// Its words, with [`MARK`] for each claim.
    pub(super) text: String,
    places: Places,
    /// The names for programs in it.
    pub(super) codes: Vec<String>,
}

impl Line {
    /// All lines of a clause, its heading first.
    pub(super) fn all_of(clause: &Clause) -> Vec<Self> {
        let heading = clause.heading.iter().map(|heading| Self::of(&heading.inlines));
        let mut lines: Vec<Self> = heading.collect();
        collect(&clause.blocks, &mut lines);
        lines
    }

    fn of(inlines: &[Inline]) -> Self {
        let mut line = Self::default();
        line.write(inlines);
        line
    }

    fn of_row(cells: &[Vec<Inline>]) -> Self {
        let mut line = Self::default();
        for (number, cell) in cells.iter().enumerate() {
            line.text.extend((number > 0).then_some(CELL));
            line.write(cell);
        }
        line
    }

    fn write(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            match inline {
                Inline::Text { text, at } | Inline::Number { text, at } => {
                    self.places.note(self.text.len(), *at);
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
        self.places.of(range)
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

fn collect(blocks: &[Block], into: &mut Vec<Line>) {
    for block in blocks {
        match block {
            Block::Paragraph(inlines) => into.push(Line::of(inlines)),
            Block::Heading(heading) => into.push(Line::of(&heading.inlines)),
            Block::List(list) => list.items.iter().for_each(|item| collect(&item.blocks, into)),
            Block::Table(table) => into.extend(table.rows.iter().map(|row| Line::of_row(row))),
            Block::Quote(blocks) | Block::Lang { blocks, .. } => collect(blocks, into),
            Block::Code(_) | Block::Rule => {}
        }
    }
}
