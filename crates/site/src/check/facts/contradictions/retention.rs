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
const AROUND: [&str; 4] = [
    "we our your the all such these is are be will for up to at most no not more longer than about only during within after",
    "мы наши ваши все эти в течение до не более дольше чем на протяжении срок сроком только около от после через",
    "biz bizning sizning barcha bu ushbu ko'pi bilan faqat eng uzog'i",
    "биз бизнинг сизнинг барча бу ушбу кўпи билан фақат энг узоғи",
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

/// `Security logs are kept for 180 days.`, `We keep security logs for 180 days.` Of several periods the first is theirs.
fn in_sentence(terms: &[Kept], line: &Line) -> Option<Found> {
    line.sentences().into_iter().find_map(|sentence| {
        let first = lengths(&line.text[sentence.clone()]).into_iter().next()?.range;
        let said = words(&line.text[sentence.clone()]);
        let before = said.iter().position(|word| word.range.start >= first.start)?;
        let is_kept = said.iter().any(|word| word.is_of(&KEPT));
        let is_theirs = |entry: &&Kept| is_kept && names_only(&said[..before], &words(&entry.records));
        let alike: Vec<_> = terms.iter().filter(is_theirs).collect();
        contradiction(&alike, line, sentence.start..sentence.start + first.end)
    })
}

/// Whether words name these records, and nothing else.
fn names_only(said: &[Word], records: &[Word]) -> bool {
    let is_around = |word: &Word| AROUND.iter().any(|words| words.split(' ').any(|around| word.lower == around));
    let is_other = |word: &&Word| !is_around(word) && !word.is_of(&KEPT);
    let is_record = |(said, record): (&Word, &Word)| is_same_word(said, record);
    let [said, records] = [said, records].map(|words| words.iter().filter(is_other).collect::<Vec<_>>());
    !records.is_empty() && said.len() == records.len() && said.into_iter().zip(records).all(is_record)
}

/// Whether two words are the same but for their endings.
fn is_same_word(one: &Word, other: &Word) -> bool {
    let common = one.lower.chars().zip(other.lower.chars()).take_while(|(one, other)| one == other).count();
    let (short, long) = (one.lower.chars().count(), other.lower.chars().count());
    let (short, long) = (short.min(long), short.max(long));
    common == long || common >= 4 && common + 3 >= short && common + 5 >= long
}

/// The first length of time in a part of a line that none of the entries has, which are for these records.
fn contradiction(alike: &[&Kept], line: &Line, part: Range<usize>) -> Option<Found> {
    let text = &line.text[part.clone()];
    if text.contains(MARK) {
        return None;
    }
    let known: Vec<_> = alike.iter().flat_map(|entry| lengths(&entry.term)).map(|found| found.length).collect();
    let entry = alike.first()?;
    let wrong = lengths(text).into_iter().find(|found| !known.contains(&found.length)).filter(|_| !known.is_empty())?;
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
