//! Letters that stand on one line become a row, and a row's letters words.

use super::direction;
use super::measure;
use super::sheet::Letter;
use crate::block::{Inline, Words};
use crate::label::{self, Label};
use crate::raised::raised;

/// Letters that stand side by side.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub(super) letters: Vec<Letter>,
    pub(super) left: f32,
    pub(super) right: f32,
    /// How far down the line is on which it stands.
    pub(super) base: f32,
    /// The size of its largest letters.
    pub(super) size: f32,
}

/// A gap of this part of a letter's size is a space.
const SPACE: f32 = 0.17;

/// Letters that are set apart lie no further from each other than this part of their size; and fewer gaps tell nothing.
const MAX_SPACING: f32 = 0.6;
const MIN_GAPS: usize = 4;

/// So much of its size a letter may stand off the line.
const OFF_LINE: f32 = 0.25;

/// So much of the row's size a letter may stand above the line that is much smaller, and so much below it.
const RAISED: f32 = 0.75;
const LOWERED: f32 = 0.35;

/// A letter of at most this part of the row's size may be raised.
const SMALL: f32 = 0.85;

/// A larger one is raised where it stands no further from the last letter and off the line than these parts of its size.
const CLOSE: f32 = 0.1;
const HALF: f32 = 0.6;

/// A letter that begins so much of its size behind where a blank began lies over it: nobody sees the blank.
const COVERED: f32 = 0.05;

/// So much of its size a letter may lie over the one before.
const OVERLAP: f32 = 0.6;

/// A gap of so much of a letter's size may stand between two columns, and one of so much in which no blank is drawn.
const COLUMN: f32 = 2.0;
const JUMP: f32 = 0.3;

impl Row {
    /// A row of one letter.
    pub(super) fn new(letter: Letter) -> Self {
        let Letter { left, right, base, size, .. } = letter;
        Self { letters: vec![letter], left, right, base, size }
    }

    /// Adds a letter, if it goes on where the row ends.
    ///
    /// # Errors
    /// It does not: here it is back.
    pub(super) fn push(&mut self, letter: Letter) -> Result<(), Letter> {
        let goes_on = letter.left >= self.right - OVERLAP * letter.size.max(self.size / 2.0);
        if !goes_on || !self.is_on_line(&letter) {
            return Err(letter);
        }
        if letter.size > self.size && !letter.text.trim().is_empty() {
            self.base = letter.base;
            self.size = letter.size;
        }
        self.right = self.right.max(letter.right);
        self.letters.push(letter);
        Ok(())
    }

    /// Adds a row that stands beside it.
    pub(super) fn extend(&mut self, row: Self) {
        self.left = self.left.min(row.left);
        self.right = self.right.max(row.right);
        self.letters.extend(row.letters);
        self.letters.sort_by(|one, other| one.left.total_cmp(&other.left));
    }

    /// Whether a row stands beside it on the same line.
    pub(super) fn is_beside(&self, row: &Self) -> bool {
        let is_apart = row.left >= self.right - OVERLAP * self.size || row.right <= self.left + OVERLAP * self.size;
        is_apart && (self.base - row.base).abs() <= OFF_LINE * self.size.max(row.size)
    }

    /// Whether a row stands on the same line, where it has gaps.
    pub(super) fn has_gaps_for(&self, row: &Self) -> bool {
        let is_within = row.left < self.right && self.left < row.right;
        let covers = |one: &Letter, other: &Letter| {
            one.right.min(other.right) - one.left.max(other.left) > COVERED * one.size
                && !is_blank(one)
                && !is_blank(other)
        };
        is_within
            && (self.base - row.base).abs() <= OFF_LINE * self.size.min(row.size)
            && !row.letters.iter().any(|letter| self.letters.iter().any(|other| covers(letter, other)))
    }

    fn is_on_line(&self, letter: &Letter) -> bool {
        let above = self.base - letter.base;
        let (large, small) = (self.size.max(letter.size), self.size.min(letter.size));
        if above.abs() <= OFF_LINE * large {
            return true;
        }
        // A mark that is raised: before the letters of the row, or after them.
        let is_small = small <= SMALL * large;
        if !is_small {
            return (letter.left - self.right).abs() <= CLOSE * large && above.abs() <= HALF * small;
        }
        let raised = if letter.size < self.size { above } else { -above };
        raised <= RAISED * large && raised >= -LOWERED * large
    }

    /// Its text.
    pub(super) fn text(&self) -> String {
        crate::block::plain(&self.words(&[]))
    }

    /// The size of most of its letters: a bullet or an initial may be larger.
    pub(super) fn usual_size(&self) -> f32 {
        let letters = self.letters.iter().filter(|letter| !is_blank(letter));
        measure::usual(letters.map(|letter| (letter.size, 1))).unwrap_or(self.size)
    }

    /// How many letters it has.
    pub(super) fn count(&self) -> usize {
        self.letters.iter().filter(|letter| !letter.text.trim().is_empty()).count()
    }

    /// Its words, with the links among a page's addresses.
    pub(super) fn words(&self, addresses: &[String]) -> Words {
        let mut shown: Vec<(String, &Letter)> = Vec::new();
        let mut before: Option<&Letter> = None;
        let spaced = self.spacing();
        for letter in self.seen() {
            let is_apart =
                before.is_some_and(|before| letter.left - before.right > spaced + SPACE * letter.size.max(before.size));
            shown.extend(is_apart.then(|| (" ".to_owned(), letter)));
            shown.push((self.shown(letter), letter));
            before = Some(letter);
        }
        let mut words = Words::new();
        let shown = direction::in_order(shown);
        shown.iter().for_each(|(text, letter)| push(&mut words, text, letter, addresses));
        words
    }

    /// Its letters without the blanks over which the next letter lies: so some programs draw where a word may be broken.
    fn seen(&self) -> impl Iterator<Item = &Letter> {
        let is_covered = |(blank, next): (&Letter, Option<&Letter>)| {
            blank.text.trim().is_empty() && next.is_some_and(|next| next.left - blank.left < COVERED * next.size)
        };
        let next = self.letters.iter().skip(1).map(Some).chain([None]);
        self.letters.iter().zip(next).filter(move |pair| !is_covered(*pair)).map(|(letter, _)| letter)
    }

    /// How far apart the letters of most words are set, where they are set apart.
    fn spacing(&self) -> f32 {
        let is_blank = |letter: &Letter| letter.text.trim().is_empty();
        let within = self.letters.windows(2).filter(|pair| !is_blank(&pair[0]) && !is_blank(&pair[1]));
        let mut gaps: Vec<f32> = within.map(|pair| pair[1].left - pair[0].right).collect();
        gaps.sort_by(f32::total_cmp);
        let middle = gaps.get(gaps.len() / 2).filter(|_| gaps.len() >= MIN_GAPS).copied().unwrap_or_default();
        middle.clamp(0.0, MAX_SPACING * self.size)
    }

    /// A letter as it is shown: digits that are raised keep saying so.
    fn shown(&self, letter: &Letter) -> String {
        let is_raised = self.base - letter.base > OFF_LINE * letter.size;
        if is_raised { letter.text.chars().map(|c| raised(c).unwrap_or(c)).collect() } else { letter.text.clone() }
    }

    /// How many gaps in it could stand between two columns, for no blank is drawn in them.
    pub(super) fn jumps(&self) -> usize {
        self.letters.windows(2).filter(|pair| !is_blank(&pair[0]) && is_jump(&pair[0], &pair[1])).count()
    }

    /// Whether most blanks reach to the next word, as they do where a row is not stretched to the width of its column: then
    /// a gap behind one says as much as a gap without.
    fn is_tight(&self) -> bool {
        let behind = || self.letters.windows(2).filter(|pair| is_blank(&pair[0]));
        behind().filter(|pair| is_jump(&pair[0], &pair[1])).count() * 2 < behind().count()
    }

    /// The rows that stand in its columns, where wide gaps divide it; and narrow ones, where blanks are drawn in the others.
    /// What stands behind a label is no column.
    pub(super) fn columns(&self, draws_blanks: bool) -> Vec<Self> {
        let mut columns: Vec<Self> = Vec::new();
        let is_tight = self.is_tight();
        let is_jump =
            |last: &Letter, next: &Letter| draws_blanks && (is_tight || !is_blank(last)) && is_jump(last, next);
        for letter in &self.letters {
            match columns.last_mut() {
                Some(column) if !column.ends_before(letter, is_jump) || column.is_label() => {
                    column.right = column.right.max(letter.right);
                    column.letters.push(letter.clone());
                }
                _ if letter.text.trim().is_empty() => {}
                _ => columns.push(Self::new(letter.clone())),
            }
        }
        columns
    }

    fn ends_before(&self, letter: &Letter, is_jump: impl Fn(&Letter, &Letter) -> bool) -> bool {
        // The mark of a footnote stands close to what it says.
        let is_mark = || self.text().chars().all(|c| c.is_numeric() || c == '*');
        let jumps = self.letters.last().is_some_and(|last| is_jump(last, letter));
        self.is_far(letter) || jumps && !is_mark()
    }

    fn is_far(&self, letter: &Letter) -> bool {
        let end =
            self.letters.iter().rfind(|letter| !letter.text.trim().is_empty()).map_or(self.right, |last| last.right);
        letter.left - end > COLUMN * letter.size && !letter.text.trim().is_empty()
    }

    /// Whether it is a number, a letter or a bullet, and no more.
    pub(super) fn is_label(&self) -> bool {
        let text = self.text();
        let text = format!("{} x", text.trim());
        let end = Label::of(&text).map(|(_, end)| end).or_else(|| label::end(&text));
        end.is_some_and(|end| end + 2 >= text.len())
    }
}

fn is_blank(letter: &Letter) -> bool {
    letter.text.trim().is_empty()
}

/// Whether a letter stands apart from the glyph before it, blank or not.
fn is_jump(last: &Letter, next: &Letter) -> bool {
    !is_blank(next) && next.left - last.right > JUMP * next.size.max(last.size)
}

fn push(words: &mut Words, text: &str, letter: &Letter, addresses: &[String]) {
    let address = letter.link.and_then(|place| addresses.get(place));
    match (words.last_mut(), address) {
        (Some(Inline::Link(last, to)), Some(address)) if to == address => last.push_str(text),
        (_, Some(address)) => words.push(Inline::Link(text.to_owned(), address.clone())),
        (Some(Inline::Strong(last)), None) if letter.is_bold => last.push_str(text),
        (_, None) if letter.is_bold => words.push(Inline::Strong(text.to_owned())),
        (Some(Inline::Text(last)), None) => last.push_str(text),
        (_, None) => words.push(Inline::Text(text.to_owned())),
    }
}
