//! What stands beside the text: footnotes, comments, the heads and feet of pages, charts.

use super::document::Document;
use super::seen::{has_words, text_of};
use super::walk::Walker;
use super::xml::Node;
use crate::Note;
use crate::block::{Block, Kind, Place, in_lines};

/// The kinds of parts that are set aside, and what they are.
const PARTS: [(&str, &str); 5] = [
    ("header", "the head of the pages"),
    ("footer", "the foot of the pages"),
    ("chart", "words in a chart"),
    ("chartEx", "words in a chart"),
    ("diagramData", "words in a diagram"),
];

/// The footnotes to which the text refers, behind it.
pub(super) fn footnotes(document: &Document, walker: &mut Walker<'_>) {
    let mut blocks = Vec::new();
    for kind in ["footnotes", "endnotes"] {
        let Some(part) = document.others(kind).first() else { continue };
        let mut own = Walker::new(document, part);
        for node in &part.root.children {
            let id = node.attribute("w:id").unwrap_or_default();
            match walker.reader.footnotes.get(&(kind, id)) {
                Some(mark) => blocks.push((*mark, footnote(&mut own, node, *mark))),
                None => {
                    let what = "a footnote to which nothing in the text refers";
                    walker.notes.extend(aside(what.to_owned(), text_of(node), Place::Nowhere));
                }
            }
        }
        walker.notes.append(&mut own.notes);
        walker.is_changed |= own.is_changed;
        walker.is_rewritten |= own.is_rewritten;
        walker.reader.pictures += own.reader.pictures;
    }
    blocks.sort_by_key(|(mark, _)| *mark);
    walker.blocks.extend(blocks.into_iter().map(|(_, block)| block));
}

fn footnote<'a>(walker: &mut Walker<'a>, node: &'a Node, mark: usize) -> Block {
    walker.walk(node);
    walker.end();
    let (words, remarks) = in_lines(std::mem::take(&mut walker.blocks));
    Block { remarks, ..Block::new(Kind::Footnote(mark.to_string(), words), Place::Nowhere) }
}

/// What is set aside of the parts beside the text, each once: pages have the same head.
pub(super) fn others(document: &Document, walker: &mut Walker<'_>) {
    for comment in document.others("comments").iter().flat_map(|part| &part.root.children) {
        let id = comment.attribute("w:id").unwrap_or_default();
        let place = walker.comments.get(id).copied().unwrap_or_default();
        let what = match comment.attribute("w:author") {
            Some(author) if !author.trim().is_empty() => format!("a comment by {}", author.trim()),
            _ => "a comment".to_owned(),
        };
        walker.notes.extend(aside(what, text_of(comment), place));
    }
    let mut known: Vec<(&str, String)> = Vec::new();
    for (kind, what) in PARTS {
        for text in document.others(kind).iter().map(|part| text_of(&part.root)) {
            if !known.contains(&(what, text.clone())) {
                walker.notes.extend(aside(what.to_owned(), text.clone(), Place::Nowhere));
                known.push((what, text));
            }
        }
    }
}

fn aside(what: String, words: String, place: Place) -> Option<Note> {
    has_words(&words).then(|| Note::set_aside(what, words, place))
}
