//! Words: running text taken apart, and what of it was kept, removed and added.
//!
//! Two words are the same where a reader sees no difference: white space, and the several ways in which the apostrophes
//! of Uzbek are typed, make none. A link that leads elsewhere does.

use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};
use unicode_segmentation::UnicodeSegmentation;

use super::likeness::count;
use crate::edition::{Block, Heading, Inline, is_apostrophe};
use crate::portal::{CheckedEdition, Target};

/// What became of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It stands in both texts.
    Kept,
    /// It was taken out.
    Removed,
    /// It was put in.
    Added,
}

/// How words are set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// Stressed.
    pub emphasis: bool,
    /// Strongly stressed.
    pub strong: bool,
    /// A name for programs.
    pub code: bool,
    /// The number with which a clause begins.
    pub number: bool,
    /// The label of a footnote that is referred to.
    pub note: bool,
    /// Where they lead.
    pub link: Option<String>,
}

/// Words that stand together, look alike and had the same fate. A line end in the text is one that counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// What became of them.
    pub fate: Fate,
    /// The words as they are written; of words that were kept, as the new text has them.
    pub text: String,
    /// How they are set.
    pub look: Look,
}

/// A word, a mark or a space as it is compared, with the address that it links to.
pub(super) type Word = (String, Option<String>);

/// A word, a mark or a space as it is written.
#[derive(Clone, Debug)]
pub(super) struct Token {
    text: String,
    look: Look,
}

impl Token {
    fn compared(&self) -> Word {
        let text = match self.text.trim() {
            "" if self.text.contains('\n') => "\n".to_owned(),
            "" => " ".to_owned(),
            word => word.replace(is_apostrophe, "ʼ"),
        };
        (text, self.look.link.clone())
    }

    fn is_word(&self) -> bool {
        self.text.contains(char::is_alphanumeric)
    }
}

/// The tokens of running text with the links of its edition.
pub(super) fn tokens(inlines: &[Inline], edition: &CheckedEdition) -> Vec<Token> {
    let mut tokens = Vec::new();
    add_tokens(inlines, &Look::default(), edition, &mut tokens);
    tokens
}

/// Text without links or looks as tokens.
pub(super) fn plain_tokens(text: &str, look: &Look) -> Vec<Token> {
    text.split_word_bounds().map(|word| Token { text: word.to_owned(), look: look.clone() }).collect()
}

fn add_tokens(inlines: &[Inline], look: &Look, edition: &CheckedEdition, into: &mut Vec<Token>) {
    for inline in inlines {
        let look = look.clone();
        let (look, words) = match inline {
            Inline::Text { text, .. } => (look, text.as_str()),
            Inline::Number { text, .. } => (Look { number: true, ..look }, text.as_str()),
            Inline::Code(text) => (Look { code: true, ..look }, text.as_str()),
            Inline::SoftBreak => (look, " "),
            Inline::LineBreak => (look, "\n"),
            Inline::Emphasis(_) => (Look { emphasis: true, ..look }, ""),
            Inline::Strong(_) => (Look { strong: true, ..look }, ""),
            Inline::Image(_) => (look, ""),
            Inline::Link(link) => (Look { link: address(&link.target, edition), ..look }, ""),
            Inline::FootnoteReference { footnote, .. } => {
                let label = edition.edition.footnotes.get(*footnote).map_or("", |note| note.label.as_str());
                (Look { note: true, ..look }, label)
            }
        };
        into.extend(plain_tokens(words, &look));
        add_tokens(inline.children(), &look, edition, into);
    }
}

/// The address that a reader who follows the link comes to. Nothing for a claim, and for a link to a clause of the same
/// page: its words name the clause, and its address says the same.
fn address(target: &str, edition: &CheckedEdition) -> Option<String> {
    match edition.links.get(target) {
        Some(Target::Page(address)) if address.starts_with('#') => None,
        Some(Target::Page(address) | Target::Outside(address)) => Some(address.clone()),
        Some(Target::Claim) | None => None,
    }
}

/// The words of a passage as they are compared: without its number, without spaces, and without the mark at its end,
/// since the last item of a list changes its dot for a semicolon when another follows.
pub(super) fn of_passage(heading: Option<&Heading>, blocks: &[Block], edition: &CheckedEdition) -> Vec<Word> {
    let mut all = heading.map(|heading| tokens(&heading.inlines, edition)).unwrap_or_default();
    add_tokens_of_blocks(blocks, edition, &mut all);
    compared(&all)
}

fn compared(tokens: &[Token]) -> Vec<Word> {
    let words = tokens.iter().filter(|token| !token.look.number && !token.text.trim().is_empty());
    let mut words: Vec<Word> = words.map(Token::compared).collect();
    words.pop_if(|(last, _)| matches!(last.as_str(), "." | ";" | ","));
    words
}

/// The words of a row. Those of the first cell, which says what the row is about, count threefold.
pub(super) fn of_row(row: &[Vec<Inline>], edition: &CheckedEdition) -> Vec<Word> {
    let mut all = Vec::new();
    let first = row.first().into_iter().flat_map(|first| [first, first]);
    first.chain(row).for_each(|cell| add_tokens(cell, &Look::default(), edition, &mut all));
    compared(&all)
}

/// The words of a block, to tell how alike two blocks are.
pub(super) fn of_block(block: &Block, edition: &CheckedEdition) -> Vec<Word> {
    of_passage(None, std::slice::from_ref(block), edition)
}

fn add_tokens_of_blocks(blocks: &[Block], edition: &CheckedEdition, into: &mut Vec<Token>) {
    let plain = Look::default();
    for block in blocks {
        match block {
            Block::Paragraph(inlines) => add_tokens(inlines, &plain, edition, into),
            Block::Heading(heading) => add_tokens(&heading.inlines, &plain, edition, into),
            Block::List(list) => {
                for item in &list.items {
                    into.extend(item.marker.iter().flat_map(|marker| plain_tokens(marker, &plain)));
                    add_tokens_of_blocks(&item.blocks, edition, into);
                }
            }
            Block::Table(table) => table.cells().for_each(|cell| add_tokens(cell, &plain, edition, into)),
            Block::Quote(blocks) | Block::Lang { blocks, .. } => add_tokens_of_blocks(blocks, edition, into),
            Block::Code(code) => into.extend(plain_tokens(code, &plain)),
            Block::Rule => {}
        }
    }
}

/// Of a text with fewer words in common than this, a reader understands the old and the new one sooner than their
/// mixture.
const READABLE: f64 = 0.35;
/// The most pairs of tokens that are compared; beyond that, what differs is shown as a whole. No clause is so long.
const MOST_PAIRS: usize = 36_000_000;

/// What was kept, removed and added on the way from one text to the other.
pub(super) fn diff(old: &[Token], new: &[Token]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for part in readable(joined(parts(old, new), new), old, new) {
        if part.same {
            push(&mut pieces, Fate::Kept, &new[part.new]);
        } else {
            push(&mut pieces, Fate::Removed, &old[part.old]);
            push(&mut pieces, Fate::Added, &new[part.new]);
        }
    }
    pieces
}

/// Tokens of the old and of the new text that are the same, or stand in the same place.
struct Part {
    old: Range<usize>,
    new: Range<usize>,
    same: bool,
}

fn parts(old: &[Token], new: &[Token]) -> Vec<Part> {
    let [was, is] = [old, new].map(|tokens| tokens.iter().map(Token::compared).collect::<Vec<Word>>());
    let ahead = was.iter().zip(&is).take_while(|(one, two)| one == two).count();
    let [old_rest, new_rest] = [&was[ahead..], &is[ahead..]];
    let behind = old_rest.iter().rev().zip(new_rest.iter().rev()).take_while(|(one, two)| one == two).count();
    let (old_end, new_end) = (was.len() - behind, is.len() - behind);
    let mut parts = vec![Part { old: 0..ahead, new: 0..ahead, same: true }];
    if (old_end - ahead).saturating_mul(new_end - ahead) > MOST_PAIRS {
        parts.push(Part { old: ahead..old_end, new: ahead..new_end, same: false });
    } else {
        let differing = capture_diff_slices(Algorithm::Myers, &was[ahead..old_end], &is[ahead..new_end]);
        parts.extend(differing.iter().map(|step| part(step, ahead)));
    }
    parts.push(Part { old: old_end..was.len(), new: new_end..is.len(), same: true });
    parts
}

fn part(step: &DiffOp, ahead: usize) -> Part {
    let shifted = |range: Range<usize>| range.start + ahead..range.end + ahead;
    Part { old: shifted(step.old_range()), new: shifted(step.new_range()), same: matches!(step, DiffOp::Equal { .. }) }
}

/// Joins what differs on both sides of something that is no word: who replaces three words did not keep the spaces
/// between them.
fn joined(parts: Vec<Part>, new: &[Token]) -> Vec<Part> {
    let mut joined: Vec<Part> = Vec::new();
    let parts: Vec<Part> = parts.into_iter().filter(|part| !part.old.is_empty() || !part.new.is_empty()).collect();
    for (index, part) in parts.iter().enumerate() {
        let differs = |neighbour: Option<&Part>| neighbour.is_some_and(|neighbour| !neighbour.same);
        let is_between = differs(joined.last()) && differs(parts.get(index + 1));
        let same = part.same && !(is_between && new[part.new.clone()].iter().all(|token| !token.is_word()));
        match joined.last_mut().filter(|last| last.same == same) {
            Some(last) => {
                last.old.end = part.old.end;
                last.new.end = part.new.end;
            }
            None => joined.push(Part { old: part.old.clone(), new: part.new.clone(), same }),
        }
    }
    joined
}

/// The parts, or all as one where too little is the same.
fn readable(parts: Vec<Part>, old: &[Token], new: &[Token]) -> Vec<Part> {
    let words = |tokens: &[Token]| count(tokens.iter().filter(|token| token.is_word()).count());
    let kept: f64 = parts.iter().filter(|part| part.same).map(|part| words(&new[part.new.clone()])).sum();
    let (was, is) = (words(old), words(new));
    if was == 0.0 || is == 0.0 || 2.0 * kept >= READABLE * (was + is) {
        return parts;
    }
    vec![Part { old: 0..old.len(), new: 0..new.len(), same: false }]
}

/// Adds tokens, to the last piece where they look alike and had the same fate.
fn push(pieces: &mut Vec<Piece>, fate: Fate, tokens: &[Token]) {
    for Token { text, look } in tokens {
        match pieces.last_mut().filter(|last| last.fate == fate && last.look == *look) {
            Some(last) => last.text.push_str(text),
            None => pieces.push(Piece { fate, text: text.clone(), look: look.clone() }),
        }
    }
}
