//! What stands small at the foot of a page belongs to a word above it, not between this page's text and the next's.

use super::flow::{Page, Piece};
use super::row::Row;
use crate::Note;
use crate::block::{Block, Kind, Place, tidy};

/// Letters of at most this part of the page's largest text are a footnote's.
const SMALLER: f32 = 0.93;

/// Takes the footnotes out of the pages: they follow the text.
pub(super) fn take(pages: &mut [Page]) -> Vec<Block> {
    let mut footnotes = Vec::new();
    for page in pages {
        let start = start(&page.pieces);
        let mut words = Vec::new();
        for piece in page.pieces.drain(start..) {
            let Piece::Row(row) = piece else { continue };
            if is_marked(&row) && !words.is_empty() {
                footnotes.push(footnote(std::mem::take(&mut words), page.number));
            }
            words.extend(row.words(&page.addresses));
            words.push(crate::block::Inline::Text(" ".to_owned()));
        }
        if !words.is_empty() {
            footnotes.push(footnote(words, page.number));
        }
    }
    footnotes
}

fn footnote(words: crate::block::Words, number: usize) -> Block {
    let remark = Note::doubt("This was a footnote: lay it into the clause that it belongs to.");
    Block::new(Kind::Paragraph(tidy(words)), Place::Page(number)).remarked(remark)
}

/// Where the footnotes begin: the rows from there on are small, and the first begins with its mark.
fn start(pieces: &[Piece]) -> usize {
    let size = |piece: &Piece| match piece {
        Piece::Row(row) => row.size,
        Piece::Table(_) => f32::MAX,
    };
    let text = pieces.iter().filter_map(|piece| match piece {
        Piece::Row(row) => Some(row.size),
        Piece::Table(_) => None,
    });
    let largest = text.fold(0.0, f32::max);
    let small = pieces.iter().rposition(|piece| size(piece) > largest * SMALLER).map_or(0, |at| at + 1);
    let marked = pieces[small..].iter().position(|piece| matches!(piece, Piece::Row(row) if is_marked(row)));
    match marked {
        Some(at) if small > 0 => small + at,
        _ => pieces.len(),
    }
}

/// Whether a row begins with the mark of a footnote.
fn is_marked(row: &Row) -> bool {
    row.text().trim_start().starts_with(|c: char| "⁰¹²³⁴⁵⁶⁷⁸⁹*†".contains(c))
}
