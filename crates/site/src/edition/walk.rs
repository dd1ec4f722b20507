//! Ways through an edition: its links, its anchors, its plain words.

use std::collections::BTreeSet;

use super::model::{Block, Clause, Edition, Footnote, Inline, Link};

impl Edition {
    /// Every link and claim in the order of the text, footnotes last.
    #[must_use]
    pub fn links(&self) -> Vec<&Link> {
        let mut links = Vec::new();
        self.each_inline(&mut |inline| {
            if let Inline::Link(link) = inline {
                links.push(link);
            }
        });
        links
    }

    /// The ids of all clauses, in their order.
    pub fn anchors(&self) -> impl Iterator<Item = &str> {
        self.clauses.iter().map(|clause| clause.anchor.as_str())
    }

    /// Hands out every piece of running text, outer before inner, in the order of the text, footnotes last.
    pub fn each_inline<'a>(&'a self, visit: &mut dyn FnMut(&'a Inline)) {
        for clause in &self.clauses {
            clause.each_inline(visit);
        }
        for footnote in &self.footnotes {
            in_blocks(&footnote.blocks, visit);
        }
    }
}

impl Clause {
    /// Hands out every piece of the clause's running text, heading first, outer before inner.
    pub fn each_inline<'a>(&'a self, visit: &mut dyn FnMut(&'a Inline)) {
        if let Some(heading) = &self.heading {
            in_inlines(&heading.inlines, visit);
        }
        in_blocks(&self.blocks, visit);
    }

    /// The words without any markup, list numbers included; blocks, items and cells are separated by line ends.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = String::new();
        if let Some(heading) = &self.heading {
            write_inlines(&mut text, &heading.inlines);
            text.push('\n');
        }
        write_blocks(&mut text, &self.blocks);
        text.truncate(text.trim_end().len());
        text
    }
}

/// The words of running text, without markup and footnote references.
#[must_use]
pub fn plain_text(inlines: &[Inline]) -> String {
    let mut text = String::new();
    write_inlines(&mut text, inlines);
    text
}

/// The words of some blocks, as [`Clause::text`] has them.
pub(crate) fn text_of_blocks(blocks: &[Block]) -> String {
    let mut text = String::new();
    write_blocks(&mut text, blocks);
    text
}

/// The references to footnotes in some clauses, and in the footnotes that these lead to, by footnote and occurrence.
pub(super) fn references<'a>(
    clauses: impl Iterator<Item = &'a Clause>,
    footnotes: &[Footnote],
) -> BTreeSet<(usize, usize)> {
    let mut found = BTreeSet::new();
    clauses.for_each(|clause| clause.each_inline(&mut |inline| found.extend(reference(inline))));
    let mut followed = BTreeSet::new();
    while let Some(next) = found.iter().map(|(footnote, _)| *footnote).find(|footnote| !followed.contains(footnote)) {
        followed.insert(next);
        let blocks = footnotes.get(next).map_or(&[][..], |footnote| &footnote.blocks);
        in_blocks(blocks, &mut |inline| found.extend(reference(inline)));
    }
    found
}

fn reference(inline: &Inline) -> Option<(usize, usize)> {
    match inline {
        Inline::FootnoteReference { footnote, occurrence } => Some((*footnote, *occurrence)),
        _ => None,
    }
}

fn in_blocks<'a>(blocks: &'a [Block], visit: &mut dyn FnMut(&'a Inline)) {
    for block in blocks {
        match block {
            Block::Paragraph(inlines) => in_inlines(inlines, visit),
            Block::Heading(heading) => in_inlines(&heading.inlines, visit),
            Block::List(list) => list.items.iter().for_each(|item| in_blocks(&item.blocks, visit)),
            Block::Table(table) => table.cells().for_each(|cell| in_inlines(cell, visit)),
            Block::Quote(blocks) | Block::Lang { blocks, .. } => in_blocks(blocks, visit),
            Block::Code(_) | Block::Rule => {}
        }
    }
}

fn in_inlines<'a>(inlines: &'a [Inline], visit: &mut dyn FnMut(&'a Inline)) {
    for inline in inlines {
        visit(inline);
        in_inlines(inline.children(), visit);
    }
}

fn write_blocks(text: &mut String, blocks: &[Block]) {
    for block in blocks {
        match block {
            Block::Paragraph(inlines) => write_line(text, inlines),
            Block::Heading(heading) => write_line(text, &heading.inlines),
            Block::List(list) => {
                for item in &list.items {
                    item.marker.iter().for_each(|marker| text.extend([marker.as_str(), " "]));
                    write_blocks(text, &item.blocks);
                }
            }
            Block::Table(table) => table.cells().for_each(|cell| write_line(text, cell)),
            Block::Quote(blocks) | Block::Lang { blocks, .. } => write_blocks(text, blocks),
            Block::Code(code) => text.extend([code, "\n"]),
            Block::Rule => {}
        }
    }
}

fn write_line(text: &mut String, inlines: &[Inline]) {
    write_inlines(text, inlines);
    text.push('\n');
}

fn write_inlines(text: &mut String, inlines: &[Inline]) {
    for inline in inlines {
        match inline {
            Inline::Text { text: words, .. } | Inline::Number { text: words, .. } | Inline::Code(words) => {
                text.push_str(words);
            }
            Inline::SoftBreak | Inline::LineBreak => text.push('\n'),
            _ => write_inlines(text, inline.children()),
        }
    }
}

impl Inline {
    /// The running text within this piece; empty where it holds none.
    #[must_use]
    pub fn children(&self) -> &[Self] {
        match self {
            Self::Emphasis(children) | Self::Strong(children) | Self::Image(children) => children,
            Self::Link(link) => &link.inlines,
            _ => &[],
        }
    }
}

impl super::model::Table {
    /// All cells, row by row, the head first.
    pub fn cells(&self) -> impl Iterator<Item = &Vec<Inline>> {
        self.head.iter().chain(self.rows.iter().flatten())
    }
}
