//! The policy's title: the first heading, or the words that stand like one above the text.

use crate::Note;
use crate::block::{Block, Inline, Kind, Place, Words, is_bold, plain};
use crate::label::Label;
use crate::lines::begins_with_section;

/// Longer words are no title.
const MAX_TITLE: usize = 200;

/// How far down a heading may stand that is the title.
const NEAR_TOP: usize = 6;

/// How far down a line may stand that says what it is the title of.
const FAR_FROM_TOP: usize = 12;

/// Longer words that say so are a sentence.
const MAX_NAME: usize = 12;

/// Takes the title out of the blocks. `named` is what the file calls itself outside its text; where the text has another
/// title, the file's own is set aside.
pub(super) fn take(named: String, mut blocks: Vec<Block>, notes: &mut Vec<Note>) -> (String, Vec<Block>) {
    let named = named.split_whitespace().collect::<Vec<_>>().join(" ");
    let Some(at) = position(&blocks, &named) else {
        if named.is_empty() {
            notes.push(Note::file("There is no title in the file: write one into the front matter."));
        }
        return (named, blocks);
    };
    let is_broken = blocks.get(at + 1).is_some_and(|next| goes_on(&blocks[at], next));
    let taken: Vec<Block> = blocks.drain(at..=at + usize::from(is_broken)).collect();
    let title = taken.iter().map(Block::words).collect::<Vec<_>>().join(" ");
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    taken.into_iter().for_each(|block| name_what_is_lost(block, notes));
    if !named.is_empty() && named.to_lowercase() != title.to_lowercase() {
        notes.push(Note::set_aside("what the file calls itself", named, Place::Nowhere));
    }
    (title, blocks)
}

/// A title is plain words: names the addresses in it, and what else was to be known of it.
fn name_what_is_lost(block: Block, notes: &mut Vec<Note>) {
    let place = block.place;
    let addresses = match &block.kind {
        Kind::Heading(_, words) | Kind::Paragraph(words) => words.as_slice(),
        _ => &[],
    };
    notes.extend(addresses.iter().filter_map(|inline| match inline {
        Inline::Link(_, address) => Some(Note::set_aside("where the title led", address.clone(), place)),
        _ => None,
    }));
    notes.extend(block.remarks.into_iter().map(|remark| Note { place, ..remark }));
}

fn position(blocks: &[Block], named: &str) -> Option<usize> {
    // A heading below a clause is no title.
    let is_clause = |block: &&Block| matches!(Label::of(&block.words()), Some((Label::Number(_), _)));
    let top = blocks.iter().take(NEAR_TOP).take_while(|block| !is_clause(block));
    let level = top.clone().filter_map(level).min();
    let heading = top.clone().position(|block| level.is_some() && self::level(block) == level);
    let is_only = |at: &usize| {
        blocks.iter().filter(|block| self::level(block) == level).count() == 1
            || blocks[*at].words().to_lowercase() == named.to_lowercase()
            || *at == 0
    };
    let named = || blocks.iter().take(FAR_FROM_TOP).take_while(|block| !is_clause(block)).position(says_what_it_is);
    let first = || blocks.first().filter(|first| is_title_like(first)).map(|_| 0);
    heading.filter(is_only).or_else(named).or_else(first)
}

/// Whether a line that stands like a title says what kind of text this is. Above it may stand who approved it, and when.
fn says_what_it_is(block: &Block) -> bool {
    const KINDS: [&str; 16] = [
        "политика",
        "соглашение",
        "положение",
        "оферта",
        "согласие",
        "правила",
        "policy",
        "notice",
        "statement",
        "agreement",
        "terms",
        "siyosati",
        "shartlari",
        "сиёсати",
        "шартлари",
        "oferta",
    ];
    let text = block.words().to_lowercase();
    let is_said = text.split(|c: char| !c.is_alphanumeric()).any(|word| KINDS.contains(&word));
    is_said && is_title_like(block) && text.split_whitespace().count() <= MAX_NAME
}

/// The level of a heading without a number.
fn level(block: &Block) -> Option<u8> {
    match &block.kind {
        Kind::Heading(level, words) if !is_part(&plain(words)) => Some(*level),
        _ => None,
    }
}

/// Whether a heading is that of a part: `1. Terms`, `Chapter 1`.
fn is_part(text: &str) -> bool {
    Label::of(text).is_some() || begins_with_section(text)
}

/// A short paragraph that does not end like a sentence.
fn is_title_like(block: &Block) -> bool {
    let Kind::Paragraph(words) = &block.kind else { return false };
    let text = plain(words);
    text.chars().count() <= MAX_TITLE && !is_part(&text) && (is_bold(words) || !text.ends_with(['.', ';', ':', ',']))
}

/// A title may be broken into two: `POLICY` / `on the processing of personal data`.
fn goes_on(title: &Block, next: &Block) -> bool {
    let words: &Words = match (&title.kind, &next.kind) {
        (Kind::Paragraph(_), Kind::Paragraph(words)) => words,
        (Kind::Heading(level, _), Kind::Heading(next, words)) if level == next => words,
        _ => return false,
    };
    let text = plain(words);
    // `г. Ташкент` below a title is where it was made.
    let is_small = text.starts_with(|c: char| c.is_lowercase()) && !text.starts_with("г.");
    let is_upper = |text: &str| text.chars().any(char::is_alphabetic) && !text.chars().any(char::is_lowercase);
    is_title_like_words(&text) && (is_small || is_upper(&text) && is_upper(&title.words()))
}

fn is_title_like_words(text: &str) -> bool {
    text.chars().count() <= MAX_TITLE && Label::of(text).is_none() && !text.ends_with(['.', ';', ':', ','])
}
