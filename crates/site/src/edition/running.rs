//! The running text of a clause in one piece, from which every word leads back to its place in the file.

use std::ops::Range;

use super::model::{Block, Clause, Edition, Inline};
use super::places::Places;

/// The words of a clause as they are compared with those of another edition: its footnotes stand at its end. Left out are its own
/// number, the markers of lists, names for programs, and what is marked as being in another language.
pub(crate) struct RunningText {
    /// The words; blocks, items and cells end with a line end.
    pub(crate) text: String,
    places: Places,
}

impl RunningText {
    /// The words of a clause of an edition.
    pub(crate) fn of(clause: &Clause, edition: &Edition) -> Self {
        let mut writer = Writer { running: Self { text: String::new(), places: Places::default() }, notes: Vec::new() };
        if let Some(heading) = &clause.heading {
            writer.line(&heading.inlines);
        }
        writer.blocks(&clause.blocks);
        let notes = std::mem::take(&mut writer.notes);
        let notes = notes.into_iter().filter_map(|note| edition.footnotes.get(note));
        notes.for_each(|note| writer.blocks(&note.blocks));
        writer.running
    }

    /// Where a part of the text stands in the file.
    pub(crate) fn place(&self, range: &Range<usize>) -> Range<usize> {
        self.places.of(range)
    }
}

struct Writer {
    running: RunningText,
    /// The footnotes that the text refers to, each where it does so first.
    notes: Vec<usize>,
}

impl Writer {
    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            match block {
                Block::Paragraph(inlines) => self.line(inlines),
                Block::Heading(heading) => self.line(&heading.inlines),
                Block::List(list) => list.items.iter().for_each(|item| self.blocks(&item.blocks)),
                Block::Table(table) => table.cells().for_each(|cell| self.line(cell)),
                Block::Quote(blocks) => self.blocks(blocks),
                Block::Lang { .. } | Block::Code(_) | Block::Rule => {}
            }
        }
    }

    fn line(&mut self, inlines: &[Inline]) {
        self.inlines(inlines);
        self.running.text.push('\n');
    }

    fn inlines(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            match inline {
                Inline::Text { text, at } => {
                    self.running.places.note(self.running.text.len(), *at);
                    self.running.text.push_str(text);
                }
                Inline::SoftBreak | Inline::LineBreak | Inline::Number { .. } | Inline::Code(_) => {
                    self.running.text.push(' ');
                }
                Inline::FootnoteReference { footnote, occurrence: 1 } => self.notes.push(*footnote),
                Inline::FootnoteReference { .. } => {}
                Inline::Emphasis(_) | Inline::Strong(_) | Inline::Link(_) | Inline::Image(_) => {
                    self.inlines(inline.children());
                }
            }
        }
    }
}
