//! Lengths of time as people write them in English, Russian and Uzbek: `10 (ten) working days`, `пяти лет`, `3 yil`.

use std::ops::Range;

use super::cardinals::cardinal;
use super::words::{Word, words};

/// A length of time, so that equal ones are the same: `36 months` is `3 years`, `2 weeks` are `14 days`. A month is not
/// 30 days, nor a working day any day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Length {
    Minutes(u32),
    WorkingDays(u32),
    Months(u32),
}

/// A length of time, and the bytes of the text that say it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) length: Length,
    /// Its number, of whatever unit.
    pub(super) amount: u32,
    pub(super) range: Range<usize>,
}

const HOUR: u32 = 60;
/// In minutes.
pub(super) const DAY: u32 = 24 * HOUR;
const WEEK: u32 = 7 * DAY;
/// A larger number before a unit is a year of the calendar (`2027 йил`), or nothing that anybody promises.
const MAX_AMOUNT: u32 = 999;
const MAX_YEARS: u32 = 150;

/// How many words may stand in brackets between a number and its unit.
const MAX_BRACKETS: usize = 6;

/// Every length of time in a text, in its order.
pub(super) fn lengths(text: &str) -> Vec<Found> {
    let words = words(text);
    let mut lengths: Vec<Found> = Vec::new();
    for found in (0..words.len()).filter_map(|at| length_at(text, &words, at)) {
        // In `10 (ten) days` and `twenty-four hours`, each number would be one.
        if lengths.last().is_none_or(|last| last.range.end <= found.range.start) {
            lengths.push(found);
        }
    }
    lengths
}

/// Whether a text names one of a unit without its number: `a year after closing`, `год после закрытия`.
pub(super) fn names_one(text: &str, one: Length) -> bool {
    let words = words(text);
    let is_one = |(at, word): (usize, &Word)| {
        let before = at.checked_sub(1).map(|before| words[before].lower.as_str());
        let says_one = before.is_some_and(|before| BEFORE_ONE.contains(&before)) || ONE.contains(&word.lower.as_str());
        says_one && length(1, false, &word.lower) == Some(one)
    };
    words.iter().enumerate().any(is_one)
}

/// Words before a unit without a number that make it one.
const BEFORE_ONE: [&str; 3] = ["a", "an", "течение"];
/// Forms of Russian units that mean one without a number.
const ONE: [&str; 4] = ["год", "месяц", "неделю", "сутки"];

fn length_at(text: &str, words: &[Word], at: usize) -> Option<Found> {
    let (amount, last) = number_at(words, at)?;
    let last = last + usize::from(words.get(last + 1).is_some_and(is_ending));
    let mut next = after_brackets(text, words, last);
    let working = words.get(next).is_some_and(is_working);
    if working || words.get(next).is_some_and(is_calendar) {
        next += 1;
    }
    let unit = words.get(next).filter(|unit| follows(text, &words[next - 1], unit))?;
    let length = length(amount, working, &unit.lower)?;
    Some(Found { length, amount, range: words[at].range.start..unit.range.end })
}

/// A number in digits or in words, and the place of its last word.
pub(super) fn number_at(words: &[Word], at: usize) -> Option<(u32, usize)> {
    let in_words = || cardinal(words, at).map(|(amount, places)| (amount, places.end - 1));
    let found = words[at].lower.parse().map(|amount| (amount, at)).ok().or_else(in_words)?;
    Some(found).filter(|(amount, _)| (1..=MAX_AMOUNT).contains(amount))
}

/// The place of the word behind a number, and behind the same number in words in brackets.
fn after_brackets(text: &str, words: &[Word], at: usize) -> usize {
    let opens = |next: &Word| text[words[at].range.end..next.range.start].trim_start().starts_with('(');
    if !words.get(at + 1).is_some_and(opens) {
        return at + 1;
    }
    let closes = |place: &usize| {
        let end = words.get(place + 1).map_or(text.len(), |next| next.range.start);
        text[words[*place].range.end..end].contains(')')
    };
    (at + 1..words.len()).take(MAX_BRACKETS).find(closes).map_or(at + 1, |last| last + 1)
}

/// Whether nothing but spaces, a hyphen or a bracket stands between two words.
fn follows(text: &str, word: &Word, next: &Word) -> bool {
    text[word.range.end..next.range.start].chars().all(|c| c.is_whitespace() || "-‑–)".contains(c))
}

/// Whether a text names working days at all.
pub(super) fn names_working_days(text: &str) -> bool {
    words(text).iter().any(is_working)
}

/// Whether a word is the ending of a number in digits, or counts what follows: `3-х лет`, `10 ta ish kuni`.
fn is_ending(word: &Word) -> bool {
    matches!(word.lower.as_str(), "х" | "ти" | "ми" | "ta" | "та")
}

fn is_working(word: &Word) -> bool {
    matches!(word.lower.as_str(), "working" | "business" | "ish" | "иш") || word.lower.starts_with("рабоч")
}

fn is_calendar(word: &Word) -> bool {
    ["calendar", "consecutive", "full", "календар", "kalendar", "taqvim", "тақвим", "полн"]
        .iter()
        .any(|stem| word.lower.starts_with(stem))
}

fn length(amount: u32, working: bool, unit: &str) -> Option<Length> {
    Some(match unit_of(unit)? {
        Unit::Minute => Length::Minutes(amount),
        Unit::Hour => Length::Minutes(amount * HOUR),
        Unit::Day if working => Length::WorkingDays(amount),
        Unit::Day => Length::Minutes(amount * DAY),
        Unit::Week => Length::Minutes(amount * WEEK),
        Unit::Month => Length::Months(amount),
        Unit::Year if amount <= MAX_YEARS => Length::Months(amount * 12),
        Unit::Year => return None,
    })
}

#[derive(Clone, Copy)]
enum Unit {
    Minute,
    Hour,
    Day,
    Week,
    Month,
    Year,
}

/// Beginnings of words that mean a unit, and words that do in whole.
const UNITS: [(Unit, &[&str], &[&str]); 6] = [
    (Unit::Minute, &["minute", "минут", "daqiqa", "дақиқа"], &["min", "мин"]),
    (Unit::Hour, &["hour", "soat", "соат"], &["час", "часа", "часов", "часам", "часах"]),
    (Unit::Day, &["kun", "кун", "дневн", "сут"], &["day", "days", "день", "дня", "дней", "дню", "дням", "днях", "дни"]),
    (Unit::Week, &["week", "недел", "hafta", "ҳафта"], &[]),
    (
        Unit::Month,
        &["month", "месяц"],
        &[
            "мес",
            "oy",
            "oyi",
            "oyga",
            "oydan",
            "oyni",
            "oyda",
            "oylik",
            "oygacha",
            "ой",
            "ойга",
            "ойдан",
            "ойни",
            "ойда",
            "ойлик",
            "ойгача",
        ],
    ),
    (Unit::Year, &["year", "yil", "йил", "летн"], &["год", "года", "году", "годов", "лет", "годам"]),
];

fn unit_of(word: &str) -> Option<Unit> {
    let means = |(_, stems, whole): &&(Unit, &[&str], &[&str])| {
        whole.contains(&word) || stems.iter().any(|stem| word.starts_with(stem))
    };
    UNITS.iter().find(means).map(|(unit, _, _)| *unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_length_is_read_in_every_language_of_the_region() {
        for (text, expected) in [
            ("within 10 (ten) working days", vec![Length::WorkingDays(10)]),
            ("10 рабочих дней", vec![Length::WorkingDays(10)]),
            ("10 иш куни ичида", vec![Length::WorkingDays(10)]),
            ("10 ish kunidan kechiktirmay", vec![Length::WorkingDays(10)]),
            ("5 (пяти) лет", vec![Length::Months(60)]),
            ("36 months or 3 years", vec![Length::Months(36), Length::Months(36)]),
            ("oxirgi xabardan keyin 3 yil", vec![Length::Months(36)]),
            ("180 кун", vec![Length::Minutes(180 * DAY)]),
            ("30-дневный срок", vec![Length::Minutes(30 * DAY)]),
            ("24 oy", vec![Length::Months(24)]),
            ("30 calendar days", vec![Length::Minutes(30 * DAY)]),
            ("within ten (10) business days", vec![Length::WorkingDays(10)]),
            ("twenty-four hours", vec![Length::Minutes(DAY)]),
            ("one hundred and eighty days", vec![Length::Minutes(180 * DAY)]),
            ("в течение десяти рабочих дней", vec![Length::WorkingDays(10)]),
            ("не позднее ста восьмидесяти дней", vec![Length::Minutes(180 * DAY)]),
            ("o‘n ish kuni ichida", vec![Length::WorkingDays(10)]),
            ("oʻn beshta ish kunida", vec![Length::WorkingDays(15)]),
            ("on days of rest, once a year", vec![]),
            ("30 daqiqa", vec![Length::Minutes(30)]),
            ("с 15 января 2027 года", vec![]),
            ("2027-yil 15-yanvardan", vec![]),
            ("2 части, 3 oyna", vec![]),
            ("не дольше 5-ти лет, 3х месяцев", vec![Length::Months(60), Length::Months(3)]),
            ("10 ta ish kuni", vec![Length::WorkingDays(10)]),
            ("clause 5. Years pass", vec![]),
        ] {
            let found: Vec<Length> = lengths(text).into_iter().map(|found| found.length).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
