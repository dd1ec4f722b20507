//! What stands small at the foot of a page belongs to a word above it, not between this page's text and the next's.

use super::flow::{Page, Piece};
use super::row::Row;
use crate::block::{Block, Inline, Kind, Place, Words};
use crate::shape::without;

/// What marks a footnote: digits above the line.
const MARKS: &str = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/// Letters of at most this part of the page's largest text are a footnote's.
const SMALLER: f32 = 0.93;

/// Takes the footnotes out of the pages: they follow the text. The pages keep which mark stands for which.
pub(super) fn take(pages: &mut [Page]) -> Vec<Block> {
    let mut footnotes: Vec<Block> = Vec::new();
    for page in pages {
        let start = start(&page.pieces);
        for piece in page.pieces.drain(start..) {
            let Piece::Row(row) = piece else { continue };
            let words = row.words(&page.addresses);
            let mark = mark(&row);
            match footnotes.last_mut().filter(|_| mark.is_empty()) {
                Some(Block { kind: Kind::Footnote(_, before), .. }) => {
                    before.push(Inline::Text(" ".to_owned()));
                    before.extend(words);
                }
                _ => {
                    let number = (footnotes.len() + 1).to_string();
                    let kind = Kind::Footnote(number.clone(), without(&words, mark.len()));
                    footnotes.push(Block::new(kind, Place::Page(page.number)));
                    page.footnotes.push((mark, number));
                }
            }
        }
    }
    footnotes
}

/// Words with their marks as those of footnotes. `known` are the marks of a page, with the footnotes that they stand for.
pub(super) fn refer(words: Words, known: &[(String, String)]) -> Words {
    let mut referring = Words::new();
    for inline in words {
        let (Inline::Text(text) | Inline::Strong(text)) = &inline else {
            referring.push(inline);
            continue;
        };
        let again = |text: &str| match &inline {
            Inline::Strong(_) => Inline::Strong(text.to_owned()),
            _ => Inline::Text(text.to_owned()),
        };
        let parts: Vec<&str> = chunks(text).collect();
        for part in parts {
            match known.iter().find(|(mark, _)| mark == part) {
                Some((_, number)) => referring.push(Inline::Footnote(number.clone())),
                None => referring.push(again(part)),
            }
        }
    }
    referring
}

/// Text, divided where marks begin and end.
fn chunks(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        let end = rest.find(|c| MARKS.contains(c) != MARKS.contains(first)).unwrap_or(rest.len());
        let (chunk, after) = rest.split_at(end);
        rest = after;
        Some(chunk)
    })
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
    let marked = pieces[small..].iter().position(|piece| matches!(piece, Piece::Row(row) if !mark(row).is_empty()));
    match marked {
        Some(at) if small > 0 => small + at,
        _ => pieces.len(),
    }
}

/// The mark of a footnote that a row begins with, or nothing.
fn mark(row: &Row) -> String {
    row.text().chars().take_while(|c| MARKS.contains(*c)).collect()
}
