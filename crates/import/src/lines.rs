//! Lines to paragraphs: heals what was broken to fit a width, a word at a hyphen, or a page.

use std::collections::HashSet;

use crate::Note;
use crate::block::{self, Block, Inline, Kind, Place, Words, is_bold, plain, tidy};
use crate::label::{self, Label, Standing};

/// A line as it was set. Lengths are in any unit, the same for all lines.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    /// Its words.
    pub(crate) words: Words,
    /// Where it begins.
    pub(crate) left: f32,
    /// Where it ends.
    pub(crate) right: f32,
    /// The size of its letters.
    pub(crate) size: f32,
    /// What stands between it and the line before.
    pub(crate) gap: Gap,
    /// The level of the heading that it is, if it looks like one.
    pub(crate) heading: Option<u8>,
    /// Where it stood.
    pub(crate) place: Place,
}

/// What stands between two lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Gap {
    /// No more than between any two lines.
    None,
    /// Some space.
    Space,
    /// The end of a page.
    Page,
}

/// A word at most so much larger than the others is of the same size.
const SAME_SIZE: f32 = 1.08;

/// How the lines of a document are set.
#[derive(Debug)]
pub(crate) struct Setting {
    /// How far to the right a line may go; endless where no line was broken to fit.
    width: f32,
    /// The words that stand whole in some line, in lower case.
    vocabulary: HashSet<String>,
    /// Whether words are broken with a sign of its own: then `-` stands only where it belongs.
    has_sign: bool,
}

/// The signs with which programs break words, where no word is written with them.
const SIGNS: [char; 2] = ['\u{ad}', '\u{2010}'];

impl Setting {
    /// The setting of a document: how far its lines may go, and all of them.
    pub(crate) fn new(width: f32, lines: impl Iterator<Item = impl AsRef<str>>) -> Self {
        let mut vocabulary = HashSet::new();
        let (mut is_broken, mut is_written) = (false, false);
        for line in lines {
            let line = line.as_ref().to_lowercase();
            is_broken |= line.trim_end().ends_with(SIGNS);
            is_written |= line.split('\u{2010}').skip(1).any(|rest| rest.starts_with(char::is_alphanumeric));
            let words =
                line.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric() && c != '-'));
            vocabulary.extend(words.filter(|word| !word.ends_with('-') && !word.is_empty()).map(str::to_owned));
        }
        Self { width, vocabulary, has_sign: is_broken && !is_written }
    }

    /// Adds the words of the next line, to which the last word may go on, and says what was guessed then.
    pub(crate) fn append(&self, words: &mut Words, next: Words) -> Option<Note> {
        let Some((head, tail)) = broken_word(words, &next) else {
            block::append(words, next);
            return None;
        };
        let guess = self.mend(words, &head, &tail);
        words.extend(next);
        guess
    }

    /// Takes the hyphen out, or leaves it where the word is written with one, and says so where that is a guess.
    fn mend(&self, words: &mut Words, head: &str, tail: &str) -> Option<Note> {
        let with = format!("{head}-{tail}").to_lowercase();
        let without = format!("{head}{tail}").to_lowercase();
        let last = words.last().map(|last| plain(std::slice::from_ref(last))).unwrap_or_default();
        let is_soft = last.ends_with('\u{ad}') || self.has_sign && last.ends_with(SIGNS);
        let keeps = !is_soft
            && (self.has_sign || self.vocabulary.contains(&with) || is_compound(head, tail))
            && !self.vocabulary.contains(&without);
        if !keeps {
            drop_last_character(words);
        }
        let is_sure = is_soft || self.has_sign || self.vocabulary.contains(&with) || self.vocabulary.contains(&without);
        let (shown, done) = if keeps { (with, "kept") } else { (without, "taken out") };
        (!is_sure).then(|| Note::doubt(format!("“{shown}” had a hyphen at the end of a line, which was {done}.")))
    }

    /// How far to the right a line may go.
    pub(crate) fn width(&self) -> f32 {
        self.width
    }
}

/// Joins lines into blocks.
pub(crate) fn heal(lines: Vec<Line>, setting: &Setting) -> Vec<Block> {
    let mut healer = Healer { setting, number: Vec::new(), blocks: Vec::new(), open: None, is_labelled: false };
    let labelled = labelled(&lines);
    for (line, is_labelled) in lines.into_iter().zip(labelled) {
        healer.is_labelled = is_labelled;
        healer.line(line);
    }
    healer.close();
    healer.blocks
}

/// Which lines begin with a label that their neighbours prove.
fn labelled(lines: &[Line]) -> Vec<bool> {
    let standing =
        |line: &Line| Standing { text: plain(&line.words), is_apart: line.gap == Gap::Space, is_item: false };
    let lines: Vec<Standing> = lines.iter().map(standing).collect();
    let sections = label::sections(lines.iter().map(|line| line.text.as_str()));
    label::proven(&lines).iter().zip(sections).map(|(proven, is_section)| proven.is_some() || is_section).collect()
}

struct Healer<'a> {
    setting: &'a Setting,
    /// The last number that began a block.
    number: Vec<u16>,
    blocks: Vec<Block>,
    open: Option<Open>,
    /// Whether the line that comes begins with a label that its neighbours prove.
    is_labelled: bool,
}

/// A paragraph that may go on.
struct Open {
    words: Words,
    first: Line,
    last: Line,
    lines: usize,
    /// Whether all its words are bold.
    is_bold: bool,
    remarks: Vec<Note>,
}

impl Healer<'_> {
    fn line(&mut self, line: Line) {
        match self.open.take() {
            Some(open) if self.goes_on(&open, &line) => self.open = Some(self.joined(open, line)),
            open => {
                self.open = open;
                self.close();
                if let Some(number) = label::number_of(&plain(&line.words)) {
                    self.number = number;
                }
                self.open = Some(Open {
                    words: line.words.clone(),
                    first: line.clone(),
                    lines: 1,
                    is_bold: is_bold(&line.words),
                    last: line,
                    remarks: Vec::new(),
                });
            }
        }
    }

    fn close(&mut self) {
        let Some(open) = self.open.take() else { return };
        let words = tidy(open.words);
        let kind = match open.first.heading {
            Some(level) => Kind::Heading(level, words),
            None => Kind::Paragraph(words),
        };
        let mut block = Block::new(kind, open.first.place);
        block.remarks = open.remarks;
        self.blocks.push(block);
    }

    /// Whether a line belongs to the paragraph before it.
    fn goes_on(&self, open: &Open, line: &Line) -> bool {
        let (text, before) = (plain(&line.words), plain(&open.last.words));
        let ended = ends_sentence(&before);
        let is_other = !is_same_size(open.last.size, line.size)
            || open.is_bold && !is_bold(&line.words) && self.leaves_room(open, line)
            || is_bold(&line.words) && begins_upper(&text) && matches!(open.last.words.last(), Some(Inline::Text(_)));
        if line.gap == Gap::Space || is_other || self.is_labelled || self.begins_block(open, line) {
            return false;
        }
        // A number that does not begin a block is one that a sentence names.
        let after_number =
            Label::of(&text).filter(|(label, _)| matches!(label, Label::Number(_))).map_or(0, |(_, end)| end);
        let goes_on_small = text[after_number..].trim_start().starts_with(|c: char| c.is_lowercase());
        if line.gap == Gap::Page {
            return !ended && (goes_on_small || !self.leaves_room(open, line))
                || goes_on_small && !before.ends_with([':', ';']);
        }
        if ended && is_indented(open, line) {
            return false;
        }
        !self.leaves_room(open, line) || goes_on_small && !ended && self.room(open) < self.setting.width / 2.0
    }

    /// Whether the line's first word would have fitted into the line before: so somebody meant to end that one.
    fn leaves_room(&self, open: &Open, line: &Line) -> bool {
        let text = plain(&line.words);
        let letters = text.chars().count().max(1) as f32;
        let mut words = text.trim_start().split(|c: char| c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{202f}'));
        let word = words.next().map_or(0, |word| word.chars().count() + 1) as f32;
        self.room(open) > word * (line.right - line.left) / letters
    }

    fn room(&self, open: &Open) -> f32 {
        self.setting.width - open.last.right
    }

    fn begins_block(&self, open: &Open, line: &Line) -> bool {
        let (text, before) = (&plain(&line.words), &plain(&open.last.words));
        let ended = ends_sentence(before);
        match Label::of(text) {
            None if before.ends_with(';') && begins_upper(text) => true,
            None => begins_with_section(text) && (ended || self.leaves_room(open, line)),
            Some((Label::Number(number), end)) => {
                let is_next = label::follows(&number, &self.number);
                ended || is_next && (number.len() > 1 || begins_upper(&text[end..])) || is_heading_like(before)
            }
            Some((Label::Letter(_), _)) => ended || before.ends_with(',') || is_heading_like(before),
            Some((Label::Bullet, _)) => !label::is_dash(text) || ended || before.ends_with(','),
        }
    }

    fn joined(&self, mut open: Open, line: Line) -> Open {
        if is_broken_address(&plain(&open.last.words)) {
            open.remarks.push(Note::doubt("An address was broken at the end of a line: look whether it is whole."));
            open.words.extend(line.words.clone());
        } else {
            open.remarks.extend(self.setting.append(&mut open.words, line.words.clone()));
        }
        open.is_bold &= is_bold(&line.words);
        open.last = line;
        open.lines += 1;
        open
    }
}

/// Whether a line ends in an address that goes on.
fn is_broken_address(line: &str) -> bool {
    let last = line.rsplit(char::is_whitespace).next().unwrap_or_default();
    (last.contains("://") || last.starts_with("www.")) && last.ends_with(['/', '-', '_', '=', '&', '?', '%'])
}

fn begins_upper(text: &str) -> bool {
    text.trim_start().starts_with(|c: char| c.is_uppercase())
}

/// The two parts of a word that is broken at a hyphen between two lines.
fn broken_word(before: &[Inline], after: &[Inline]) -> Option<(String, String)> {
    let (before, after) = (plain(before), plain(after));
    let head = before.strip_suffix(['-', '\u{2010}', '\u{ad}'])?;
    let head = head.rsplit(|c: char| c.is_whitespace() || "(«“\"/".contains(c)).next()?;
    let tail = after.split(|c: char| !c.is_alphanumeric() && !"'’‘ʻʼ-".contains(c)).next()?;
    let is_word = head.ends_with(char::is_alphanumeric) && tail.starts_with(char::is_alphanumeric);
    is_word.then(|| (head.to_owned(), tail.to_owned()))
}

/// Words that keep their hyphen wherever the line ends.
fn is_compound(head: &str, tail: &str) -> bool {
    const HEADS: [&str; 22] = [
        "e",
        "по",
        "во",
        "из",
        "кое",
        "кой",
        "web",
        "веб",
        "интернет",
        "internet",
        "онлайн",
        "online",
        "non",
        "self",
        "third",
        "cross",
        "opt",
        "pre",
        "co",
        "бизнес",
        "смс",
        "sms",
    ];
    const TAILS: [&str; 13] =
        ["либо", "то", "нибудь", "таки", "за", "под", "yil", "son", "modda", "й", "го", "му", "х"];
    let (head, tail) = (head.to_lowercase(), tail.to_lowercase());
    let is_number = head.ends_with(|c: char| c.is_ascii_digit()) || tail.starts_with(|c: char| c.is_ascii_digit());
    let is_upper = |text: &str| text.chars().next().is_some_and(char::is_uppercase);
    is_number
        || head.contains('-')
        || is_upper(&tail)
        || HEADS.contains(&head.as_str())
        || TAILS.contains(&tail.as_str())
}

fn drop_last_character(words: &mut Words) {
    if let Some(Inline::Text(text) | Inline::Strong(text) | Inline::Link(text, _)) = words.last_mut() {
        text.pop();
    }
}

/// A line whose first word is set in, after a line that ended a sentence. Behind a label the lines that follow hang.
fn is_indented(open: &Open, line: &Line) -> bool {
    let first = plain(&open.first.words);
    let has_label = Label::of(&first).is_some() || label::end(&first).is_some();
    let step = line.size.max(1.0);
    match open.lines {
        1 => !has_label && line.left > open.first.left + step,
        _ => line.left > open.last.left + step,
    }
}

fn is_same_size(one: f32, other: f32) -> bool {
    one.max(other) <= one.min(other) * SAME_SIZE
}

/// Whether a text ends as a sentence or an item of a list does.
pub(crate) fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(|c: char| c.is_whitespace() || "»”\")".contains(c)).ends_with(['.', ';', ':', '!', '?'])
}

fn is_heading_like(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic());
    letters.clone().count() > 3 && letters.clone().all(|c| !c.is_lowercase())
}

/// Whether a line begins with the word and number of a section: `Article 5`, `Глава 2`, `Приложение № 1`, `3-bob`.
pub(crate) fn begins_with_section(text: &str) -> bool {
    const NAMES: [&str; 14] = [
        "article",
        "section",
        "chapter",
        "annex",
        "appendix",
        "schedule",
        "раздел",
        "глава",
        "статья",
        "приложение",
        "ilova",
        "боб",
        "bob",
        "modda",
    ];
    const ENDINGS: [&str; 8] = ["-bob", "-modda", "-ilova", "-bo‘lim", "-boʻlim", "-боб", "-модда", "-илова"];
    let text = text.trim().to_lowercase();
    let mut words = text.split_whitespace();
    let Some(first) = words.next() else { return false };
    let second = words.find(|word| !matches!(*word, "№" | "no.")).unwrap_or_default();
    let number = |word: &str| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        !word.is_empty() && word.chars().all(|c| c.is_ascii_digit() || c == '.' || "ivxlc".contains(c))
    };
    let first = first.trim_end_matches(['.', ':', ',']);
    NAMES.contains(&first) && number(second)
        || ENDINGS.iter().any(|ending| first.strip_suffix(ending).is_some_and(number))
}
