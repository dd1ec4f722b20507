//! Which paragraphs are headings, which headings are paragraphs, and how deep each lies.

use crate::Note;
use crate::block::{Block, Kind, is_bold, plain};
use crate::label::{Label, number_of, sections};
use crate::lines::{begins_with_section, ends_sentence};

/// Longer words are no heading, whatever the file says.
const MAX_MARKED: usize = 250;

/// Longer words are not taken for a heading.
const MAX_GUESSED: usize = 120;

/// Longer lines between paragraphs are not taken for a heading if nothing else tells them from these.
const MAX_PLAIN: usize = 80;

/// Makes headings of the paragraphs that are meant as such, and gives all of them their levels, from 2 on.
pub(super) fn find(mut blocks: Vec<Block>) -> Vec<Block> {
    blocks.iter_mut().for_each(demote);
    let levels = marked_levels(&blocks);
    for block in &mut blocks {
        if let Kind::Heading(level, _) = &mut block.kind {
            let index = levels.iter().position(|known| known == level).unwrap_or_default();
            *level = u8::try_from(index + 2).unwrap_or(6).min(6);
        }
    }
    let page = Page::of(&blocks);
    let found: Vec<Option<Guess>> = (0..blocks.len()).map(|at| page.guess(&blocks, at)).collect();
    blocks.into_iter().zip(found).map(|(block, guess)| promote(block, guess)).collect()
}

/// A heading that the text speaks for, or one that only looks like it.
#[derive(Clone, Copy)]
struct Guess {
    level: u8,
    is_sure: bool,
}

/// What is usual in the file.
struct Page {
    /// So many paragraphs are bold that it says nothing.
    is_all_bold: bool,
    /// Some headings have numbers, or are marked: so a short line without is none.
    has_headings: bool,
    /// Which of the blocks are numbered with roman numbers in capitals, one after the other.
    sections: Vec<bool>,
}

fn demote(block: &mut Block) {
    let Kind::Heading(_, words) = &block.kind else { return };
    let text = plain(words);
    let length = text.chars().count();
    let is_clause = number_of(&text).is_some_and(|parts| parts.len() > 1) && text.ends_with(['.', ';', ':']);
    if length > MAX_MARKED || is_clause || text.trim_start().starts_with(|c| "•".contains(c)) {
        block.kind = Kind::Paragraph(words.clone());
    }
}

fn marked_levels(blocks: &[Block]) -> Vec<u8> {
    let levels =
        blocks.iter().filter_map(|block| if let Kind::Heading(level, _) = block.kind { Some(level) } else { None });
    let mut levels: Vec<u8> = levels.collect();
    levels.sort_unstable();
    levels.dedup();
    levels
}

fn promote(block: Block, guess: Option<Guess>) -> Block {
    let (Some(guess), Kind::Paragraph(words)) = (guess, &block.kind) else { return block };
    let kind = Kind::Heading(guess.level, words.clone());
    let block = Block { kind, ..block };
    if guess.is_sure { block } else { block.remarked(Note::doubt("This was taken for a heading.")) }
}

impl Page {
    fn of(blocks: &[Block]) -> Self {
        let paragraphs = || {
            blocks.iter().filter_map(|block| if let Kind::Paragraph(words) = &block.kind { Some(words) } else { None })
        };
        let bold = paragraphs().filter(|words| is_bold(words)).count();
        let has_headings = blocks.iter().any(|block| matches!(block.kind, Kind::Heading(..)))
            || blocks.windows(2).any(|pair| opens_section(&pair[0].words(), &pair[1].words()));
        let texts: Vec<String> = blocks.iter().map(Block::words).collect();
        let sections = sections(texts.iter().map(String::as_str));
        Self { is_all_bold: bold * 5 > paragraphs().count() * 2, has_headings, sections }
    }

    fn guess(&self, blocks: &[Block], at: usize) -> Option<Guess> {
        let Kind::Paragraph(words) = &blocks[at].kind else { return None };
        let text = plain(words);
        let next = blocks.get(at + 1).map(Block::words).unwrap_or_default();
        if text.contains('\n') || text.chars().count() > MAX_GUESSED || text.ends_with([';', ':', ',']) {
            return None;
        }
        let depth = number_of(&text).map_or(0, |parts| parts.len());
        let is_set_off = is_upper(&text) || is_bold(words) && !self.is_all_bold;
        let sure = |is_sure| Some(Guess { level: if depth > 1 { 3 } else { 2 }, is_sure });
        let is_open = !ends_sentence(&text) || text.ends_with(['?', '!']);
        match Label::of(&text) {
            Some((Label::Number(_), _)) if depth == 1 => match () {
                () if opens_section(&text, &next) && (is_open || is_set_off) => sure(true),
                () if is_set_off => sure(false),
                () if is_open
                    && text.chars().count() <= MAX_PLAIN
                    && number_of(&next).is_none_or(|parts| parts.len() > 1) =>
                {
                    sure(false)
                }
                () => None,
            },
            Some((Label::Number(_), _)) => (is_set_off && is_open).then_some(()).and_then(|()| sure(false)),
            Some(_) => None,
            None if begins_with_section(&text) => sure(is_set_off),
            None if begins_with_roman(&text) && is_set_off => sure(false),
            None if self.sections[at] && is_open => sure(false),
            None if is_set_off && is_open && has_words(&text) && !ends_with_year(&text) => sure(false),
            None if !self.has_headings && is_open && stands_alone(blocks, at, &text, &next) => sure(false),
            None => None,
        }
    }
}

/// `5. Title` before `5.1.`.
fn opens_section(text: &str, next: &str) -> bool {
    match (number_of(text), number_of(next)) {
        (Some(number), Some(below)) => number.len() == 1 && below.len() == 2 && below[0] == number[0] && below[1] == 1,
        _ => false,
    }
}

fn is_upper(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic());
    letters.clone().count() >= 4 && letters.clone().all(|c| !c.is_lowercase())
}

/// At least one real word: `LLC` in capitals is none.
fn has_words(text: &str) -> bool {
    text.chars().filter(|c| c.is_alphabetic()).count() >= 6
}

/// `Last updated 1 March 2026`: a date, not a heading.
fn ends_with_year(text: &str) -> bool {
    const UNITS: [&str; 5] = ["г", "года", "год", "yil", "йил"];
    let mut words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).rev();
    let last = words.find(|word| !UNITS.contains(word)).unwrap_or_default();
    last.len() == 4 && last.chars().all(|c| c.is_ascii_digit())
}

fn begins_with_roman(text: &str) -> bool {
    text.split_once(['.', ' '])
        .is_some_and(|(number, _)| !number.is_empty() && number.chars().all(|c| "IVXІХ".contains(c)))
}

/// A short line after a sentence and before a longer paragraph.
fn stands_alone(blocks: &[Block], at: usize, text: &str, next: &str) -> bool {
    let before = at.checked_sub(1).map(|before| &blocks[before]);
    let after_text =
        before.is_none_or(|before| ends_sentence(&before.words()) || matches!(before.kind, Kind::Table(_)));
    let begins = text.starts_with(|c: char| c.is_uppercase());
    let before_text = next.chars().count() > text.chars().count() && ends_sentence(next);
    after_text
        && begins
        && before_text
        && text.chars().count() <= MAX_PLAIN
        && !text.contains(['@', '+', '='])
        && has_words(text)
}
