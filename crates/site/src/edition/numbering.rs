//! Numbering: which clause comes after which, and what the letters below a number are called.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use candor_model::ClauseNumber;

use super::label::{is_apostrophe, roman};

/// What a clause is called, before it is known whether the name is free.
#[derive(Clone, Debug)]
pub(super) struct Name {
    /// See [`Clause::anchor`](super::Clause::anchor).
    pub(super) anchor: String,
    /// See [`Clause::key`](super::Clause::key).
    pub(super) key: String,
    /// See [`Clause::number`](super::Clause::number).
    pub(super) number: Option<ClauseNumber>,
    /// See [`Clause::depth`](super::Clause::depth).
    pub(super) depth: usize,
}

/// Where in the numbering the text has come to.
pub(super) struct Numbering {
    /// The last number.
    last: Vec<u16>,
    /// The clause to which letters belong.
    base: Name,
    /// The lists of letters that are open below it, outermost first.
    levels: Vec<Level>,
    slugs: usize,
}

/// A list of letters or roman numerals.
struct Level {
    style: Style,
    /// The last letter, in lower case.
    letter: String,
    /// How many there were.
    count: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Style {
    Letters,
    Roman,
}

impl Numbering {
    /// Numbering of a text that begins with its preamble.
    pub(super) fn new() -> Self {
        Self { last: Vec::new(), base: Name::preamble(), levels: Vec::new(), slugs: 0 }
    }

    /// The first part of the last number.
    pub(super) fn section(&self) -> Option<u16> {
        self.last.first().copied()
    }

    /// Whether a number is the next sibling or the first child of the last one, or the next one of an ancestor.
    pub(super) fn continues(&self, parts: &[u16]) -> bool {
        let Some((number, before)) = parts.split_last() else { return false };
        let same = parts.iter().zip(&self.last).take_while(|(a, b)| a == b).count();
        let is_first_child = same == self.last.len() && parts.len() == same + 1 && *number == 1;
        let is_next =
            same == before.len() && self.last.get(same).is_some_and(|last| last.checked_add(1) == Some(*number));
        let is_first = self.last.is_empty() && parts.iter().all(|part| *part == 1);
        is_first_child || is_next || is_first
    }

    /// Whether a number belongs to the section that the text is in, or to the one after.
    pub(super) fn is_near(&self, parts: &[u16]) -> bool {
        let section = self.section();
        section.is_none_or(|section| parts.first().is_some_and(|first| *first == section || *first == section + 1))
    }

    /// The name of a clause with a number.
    pub(super) fn number(&mut self, parts: Vec<u16>) -> Name {
        let written: Vec<String> = parts.iter().map(u16::to_string).collect();
        let number = ClauseNumber::from_parts(written.iter().map(String::as_str));
        self.last = parts;
        let anchor = number.to_string();
        self.begin(Name { key: anchor.clone(), anchor, depth: number.depth(), number: Some(number) })
    }

    /// The name of a heading without number.
    pub(super) fn title(&mut self, title: &str, level: u8) -> Name {
        self.slugs += 1;
        let depth = usize::from(level.saturating_sub(1).max(1));
        self.begin(Name { anchor: slug(title), key: format!("§{}", self.slugs), number: None, depth })
    }

    fn begin(&mut self, name: Name) -> Name {
        self.levels.clear();
        self.base = name.clone();
        name
    }

    /// The name of a clause with a letter.
    pub(super) fn letter(&mut self, letter: &str) -> Name {
        let (index, style) = self.level_of(letter);
        self.levels.truncate(index + 1);
        match self.levels.get_mut(index) {
            Some(level) => {
                letter.clone_into(&mut level.letter);
                level.count += 1;
            }
            None => self.levels.push(Level { style, letter: letter.to_owned(), count: 1 }),
        }
        self.levels.iter().fold(self.base.clone(), |name, level| name.child(level))
    }

    /// The list that a letter belongs to. `i)` after `h)` is a letter, else it opens a list of numerals, which goes on
    /// as long as its numerals follow on each other.
    fn level_of(&self, letter: &str) -> (usize, Style) {
        let last = |style| self.levels.iter().rposition(|level| level.style == style);
        if let Some(index) = self.levels.iter().rposition(|level| level.is_followed_by(letter)) {
            return (index, self.levels[index].style);
        }
        let is_numeral = letter == "i" || letter.chars().count() > 1 && roman(letter).is_some();
        let style = if is_numeral { Style::Roman } else { Style::Letters };
        (last(style).unwrap_or(self.levels.len()), style)
    }
}

impl Level {
    fn is_followed_by(&self, letter: &str) -> bool {
        match self.style {
            Style::Roman => roman(&self.letter).zip(roman(letter)).is_some_and(|(last, next)| next == last + 1),
            Style::Letters => {
                matches!((self.letter.as_str(), letter), ("h", "i") | ("u" | "t", "v") | ("v" | "w" | "u", "x"))
            }
        }
    }
}

impl Name {
    /// What stands before the first clause.
    pub(super) fn preamble() -> Self {
        Self { anchor: "preamble".to_owned(), key: "§0".to_owned(), number: None, depth: 0 }
    }

    fn child(self, level: &Level) -> Self {
        Self {
            anchor: format!("{}.{}", self.anchor, level.letter),
            key: format!("{}.({})", self.key, level.count),
            number: self.number.map(|number| number.child(&level.letter)),
            depth: self.depth + 1,
        }
    }
}

/// A title as an anchor: its letters and digits in lower case, with hyphens between the words.
fn slug(title: &str) -> String {
    let letters = title.chars().filter(|c| !is_apostrophe(*c) || c.is_alphabetic());
    let letters: String =
        letters.flat_map(char::to_lowercase).map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    let slug = letters.split_whitespace().collect::<Vec<_>>().join("-");
    if slug.is_empty() { "clause".to_owned() } else { slug }
}

/// The names that are taken in an edition.
#[derive(Default)]
pub(super) struct Names {
    /// Where the first clause with each anchor is, and the last suffix that was given out.
    anchors: HashMap<String, (Range<usize>, usize)>,
    keys: HashMap<String, usize>,
    taken: HashSet<String>,
}

impl Names {
    /// Makes a name unique, by `-2` in the anchor and `~2` in the key. Returns where the clause is that had it first.
    pub(super) fn claim(&mut self, name: &mut Name, span: &Range<usize>) -> Option<Range<usize>> {
        let first = self.anchors.get(&name.anchor).map(|(first, _)| first.clone());
        let (_, uses) = self.anchors.entry(name.anchor.clone()).or_insert((span.clone(), 0));
        *uses += 1;
        let mut anchor = suffixed(&name.anchor, '-', *uses);
        while !self.taken.insert(anchor.clone()) {
            *uses += 1;
            anchor = suffixed(&name.anchor, '-', *uses);
        }
        name.anchor = anchor;
        let uses = self.keys.entry(name.key.clone()).or_default();
        *uses += 1;
        name.key = suffixed(&name.key, '~', *uses);
        first
    }
}

fn suffixed(name: &str, mark: char, uses: usize) -> String {
    if uses > 1 { format!("{name}{mark}{uses}") } else { name.to_owned() }
}
