//! Another retention period than the register's, for records that it names.

use std::ops::Range;

use super::super::known::Kept;
use super::line::{CELL, Line, MARK};
use super::{Found, Text};
use crate::Code;
use crate::check::fault::Fault;
use crate::check::lengths::lengths;
use crate::check::words::{Word, words};

/// How alike a row's first cell and a register's records must be, from 0 to 1.
const ALIKE: f64 = 0.85;
/// Longer cells name no records.
const MAX_RECORDS: usize = 200;

/// Words around the records in a sentence that says nothing but how long they are kept.
const AROUND: [&str; 69] = [
    "we",
    "our",
    "your",
    "the",
    "all",
    "such",
    "these",
    "is",
    "are",
    "be",
    "will",
    "for",
    "up",
    "to",
    "at",
    "most",
    "no",
    "not",
    "more",
    "longer",
    "than",
    "about",
    "only",
    "during",
    "within",
    "мы",
    "наши",
    "ваши",
    "все",
    "эти",
    "в",
    "течение",
    "до",
    "не",
    "более",
    "дольше",
    "чем",
    "на",
    "протяжении",
    "срок",
    "сроком",
    "только",
    "около",
    "от",
    "после",
    "через",
    "biz",
    "bizning",
    "sizning",
    "barcha",
    "bu",
    "ushbu",
    "ko'pi",
    "bilan",
    "faqat",
    "eng",
    "uzog'i",
    "биз",
    "бизнинг",
    "сизнинг",
    "барча",
    "бу",
    "ушбу",
    "кўпи",
    "билан",
    "фақат",
    "энг",
    "узоғи",
    "кўп",
];
/// How the words begin that say so.
const KEPT: [&str; 12] =
    ["keep", "kept", "stor", "retain", "held", "hold", "хран", "saqla", "сақла", "удаля", "delet", "o'chir"];

/// Where a row of a table, a line `Records: 3 years` or a sentence says another period than the register.
pub(super) fn look(text: &Text<'_>, line: &Line) -> Option<Found> {
    let terms = text.facts.retention(text.locale, text.day);
    in_row(&terms, line).or_else(|| in_sentence(&terms, line))
}

fn in_row(terms: &[Kept], line: &Line) -> Option<Found> {
    let (records, rest) = parts(&line.text)?;
    if records.len() > MAX_RECORDS {
        return None;
    }
    let alike: Vec<_> = terms.iter().filter(|entry| is_alike(records, &entry.records)).collect();
    contradiction(&alike, line, line.text.len() - rest.len()..line.text.len())
}

/// `Security logs are kept for 180 days.`, `We keep security logs for 180 days.`
fn in_sentence(terms: &[Kept], line: &Line) -> Option<Found> {
    sentences(&line.text).find_map(|range| {
        let said = words(&line.text[range.clone()]);
        let alike: Vec<_> = terms.iter().filter(|entry| says_only(&said, &words(&entry.records))).collect();
        contradiction(&alike, line, range)
    })
}

/// Whether a sentence has one length of time, says that something is kept, and names nothing but these records.
fn says_only(sentence: &[Word], records: &[Word]) -> bool {
    let begins = |at: &usize| sentence[*at..].iter().zip(records).all(|(said, record)| is_same_word(said, record));
    let first = (0..sentence.len()).find(|at| sentence.len() - at >= records.len() && begins(at));
    let Some(first) = first.filter(|_| !records.is_empty()) else { return false };
    let number = sentence.iter().position(|word| word.lower.starts_with(|c: char| c.is_ascii_digit()));
    let (before, after) = (&sentence[..first], &sentence[first + records.len()..]);
    let until = number.map_or(0, |number| number.saturating_sub(first + records.len()));
    let is_around = |word: &Word| AROUND.contains(&word.lower.as_str()) || word.is_of(&KEPT);
    number.is_some_and(|number| number > first)
        && sentence.iter().any(|word| word.is_of(&KEPT))
        && before.iter().all(is_around)
        && after[..until.min(after.len())].iter().all(is_around)
}

/// Whether two words are the same but for their endings.
fn is_same_word(one: &Word, other: &Word) -> bool {
    let common = one.lower.chars().zip(other.lower.chars()).take_while(|(one, other)| one == other).count();
    let (short, long) = (one.lower.chars().count(), other.lower.chars().count());
    let (short, long) = (short.min(long), short.max(long));
    common == long || common >= 4 && common + 3 >= short && common + 5 >= long
}

/// The sentences of a text.
fn sentences(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut start = 0;
    text.split_inclusive(". ").map(move |sentence| {
        let range = start..start + sentence.len();
        start = range.end;
        range
    })
}

/// The first length of time in a part of a line that none of the entries has, which are for these records.
fn contradiction(alike: &[&Kept], line: &Line, part: Range<usize>) -> Option<Found> {
    let said = lengths(&line.text[part.clone()]);
    if line.text[part.clone()].contains(MARK) {
        return None;
    }
    let known: Vec<_> = alike.iter().flat_map(|entry| lengths(&entry.term)).map(|found| found.length).collect();
    let entry = alike.first()?;
    let wrong = said.into_iter().find(|found| !known.contains(&found.length)).filter(|_| !known.is_empty())?;
    let range = part.start + wrong.range.start..part.start + wrong.range.end;
    let said = &line.text[range.clone()];
    let message = format!("The text says `{said}`, but `{}` is `{}`.", entry.name, entry.term);
    let hint = format!("Correct it, and write `[{}](fact:{})` so that it stays so.", entry.term, entry.name);
    Some(Found { range, fault: Fault(Code::OtherRetention, message, hint) })
}

/// What stands before and behind the first bar, dash or colon.
fn parts(text: &str) -> Option<(&str, &str)> {
    let (records, rest) = text.split_once([CELL, '—', '–', ':'])?;
    Some((records.trim(), rest))
}

fn is_alike(one: &str, other: &str) -> bool {
    strsim::normalized_levenshtein(&one.to_lowercase(), &other.to_lowercase()) >= ALIKE
}
