//! What stands small at the foot of a page belongs to a word above it, not between this page's text and the next's.

use super::flow::{Page, Piece};
use super::measure;
use super::row::Row;
use crate::block::{Block, Inline, Kind, Place, Words, plain};
use crate::raised::{RAISED, raised};
use crate::shape::without;

/// Letters of at most this part of the size of the page's text are a footnote's.
const SMALLER: f32 = 0.93;

/// Takes the footnotes out of the pages: they follow the text. The pages keep which mark stands for which.
pub(super) fn take(pages: &mut [Page]) -> Vec<Block> {
    let mut footnotes: Vec<Block> = Vec::new();
    for page in pages {
        let marks = marks(page);
        let start = start(page, &marks);
        for piece in page.pieces.drain(start..) {
            let Piece::Row(row) = piece else { continue };
            let words = row.words(&page.addresses);
            let mark = mark(&row, &marks);
            match footnotes.last_mut().filter(|_| mark.is_empty()) {
                Some(Block { kind: Kind::Footnote(_, before), .. }) => {
                    before.push(Inline::Text(" ".to_owned()));
                    before.extend(words);
                }
                _ => {
                    let number = (footnotes.len() + 1).to_string();
                    let kind = Kind::Footnote(number.clone(), without_mark(&words, &mark));
                    footnotes.push(Block::new(kind, Place::Page(page.number)));
                    page.footnotes.push((mark, number));
                }
            }
        }
    }
    footnotes
}

/// The words of a footnote without its mark, raised or not.
fn without_mark(words: &[Inline], mark: &str) -> Words {
    let begins = |mark: &str| plain(words).starts_with(mark);
    let len = if begins(mark) { mark.len() } else { mark.chars().count() };
    without(words, len)
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
        let end = rest.find(|c| is_mark(c) != is_mark(first)).unwrap_or(rest.len());
        let (chunk, after) = rest.split_at(end);
        rest = after;
        Some(chunk)
    })
}

/// Where the footnotes begin: the rows from there on are small, and the first begins with its mark.
fn start(page: &Page, marks: &[String]) -> usize {
    let usual = measure::usual(page.rows().map(|row| (row.size, row.count()))).unwrap_or_default();
    let is_small = |piece: &Piece| matches!(piece, Piece::Row(row) if row.size <= usual * SMALLER);
    let small = page.pieces.iter().rposition(|piece| !is_small(piece)).map_or(0, |at| at + 1);
    let is_marked = |piece: &Piece| matches!(piece, Piece::Row(row) if !mark(row, marks).is_empty());
    match page.pieces[small..].iter().position(is_marked) {
        Some(at) if small > 0 => small + at,
        _ => page.pieces.len(),
    }
}

/// The marks that stand above the line on a page.
fn marks(page: &Page) -> Vec<String> {
    let found = page.texts().flat_map(|text| {
        chunks(&text).filter(|chunk| chunk.starts_with(is_mark)).map(str::to_owned).collect::<Vec<_>>()
    });
    found.collect()
}

/// The mark of a footnote that a row begins with, or nothing. Some programs write it on the line where the footnote is.
fn mark(row: &Row, marks: &[String]) -> String {
    let text = row.text();
    let own: String = text.chars().take_while(|c| is_mark(*c)).collect();
    let level = text.chars().map_while(raised).collect();
    if own.is_empty() && marks.contains(&level) { level } else { own }
}

fn is_mark(c: char) -> bool {
    RAISED.contains(&c)
}
