//! Dates as the languages of the region, German and French write them, in words and in digits.

use super::tokens::{Cursor, Kind};

/// A day, with its year where that is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Day {
    pub(super) year: Option<u16>,
    pub(super) month: u8,
    pub(super) day: u8,
}

/// Reads a date and moves on behind it.
pub(super) fn date(cursor: &mut Cursor<'_>, english: bool) -> Option<Day> {
    let readers: [fn(&mut Cursor<'_>, bool) -> Option<Day>; 5] =
        [numeric, year_first, day_first, with_dot, month_first];
    readers.iter().find_map(|read| {
        let mut ahead = *cursor;
        let day = read(&mut ahead, english)?;
        *cursor = ahead;
        Some(day)
    })
}

/// `02.07.2019`, `2/7/2019`, `2019-07-02`.
fn numeric(cursor: &mut Cursor<'_>, _: bool) -> Option<Day> {
    let first = cursor.digits()?;
    let separator = cursor.joined_sign(&['.', '/', '-'])?;
    let second = cursor.joined_digits()?.parse().ok()?;
    cursor.joined_sign(&[separator])?;
    let third = cursor.joined_digits()?;
    let (year, month, day) = match (first.len(), third.len()) {
        (4, 1 | 2) => (first, second, third.parse().ok()?),
        (1 | 2, 4) => (third, second, first.parse().ok()?),
        _ => return None,
    };
    let is_american = separator == '/' && month > 12;
    let (month, day) = if is_american { (day, month) } else { (month, day) };
    whole(Some(year.parse().ok()?), month, day)
}

/// `2019-yil 2-iyul`, `2019 йил 2 июлдаги`.
fn year_first(cursor: &mut Cursor<'_>, english: bool) -> Option<Day> {
    let year = year(cursor)?;
    cursor.sign(&['-', '–']);
    cursor.word().filter(|(word, _)| ["yil", "йил", "жыл"].iter().any(|year| word.starts_with(year)))?;
    let (day, month) = day_and_month(cursor, english)?;
    whole(Some(year), month, day)
}

/// `2 July 2019`, `2nd of July, 2019`, `«2» июля 2019 года`, `2-iyul`.
fn day_first(cursor: &mut Cursor<'_>, english: bool) -> Option<Day> {
    let (day, month) = day_and_month(cursor, english)?;
    let mut ahead = *cursor;
    ahead.sign(&[',', '.']);
    let year = year(&mut ahead);
    if year.is_some() {
        *cursor = ahead;
    }
    whole(year, month, day)
}

/// `2. Juli 2019`. Without the year it may be a number at the end of a sentence.
fn with_dot(cursor: &mut Cursor<'_>, english: bool) -> Option<Day> {
    let day = day(cursor)?;
    cursor.joined_sign(&['.'])?;
    let month = month(cursor, english)?;
    whole(Some(year(cursor)?), month, day)
}

/// `July 2, 2019`.
fn month_first(cursor: &mut Cursor<'_>, english: bool) -> Option<Day> {
    // Nearly every word is none, so that the names are looked through only where a number follows.
    matches!(cursor.tokens.get(cursor.at + 1)?.is, Kind::Digits(_)).then_some(())?;
    let month = month(cursor, english)?;
    let day = day(cursor)?;
    cursor.sign(&[',']);
    let year = year(cursor)?;
    whole(Some(year), month, day)
}

fn whole(year: Option<u16>, month: u8, day: u8) -> Option<Day> {
    ((1..=12).contains(&month) && (1..=31).contains(&day)).then_some(Day { year, month, day })
}

fn day_and_month(cursor: &mut Cursor<'_>, english: bool) -> Option<(u8, u8)> {
    cursor.sign(&['«', '"', '“', '„']);
    let day = day(cursor)?;
    cursor.sign(&['»', '"', '”', '“']);
    cursor.sign(&['-', '–']);
    Some((day, month(cursor, english)?))
}

/// One or two digits, with the ending of an ordinal.
fn day(cursor: &mut Cursor<'_>) -> Option<u8> {
    let digits = cursor.digits().filter(|digits| digits.len() <= 2)?;
    let mut ahead = *cursor;
    ahead.joined_sign(&['-']);
    while ahead.word().is_some_and(|(word, _)| ["st", "nd", "rd", "th", "of", "er", "го", "е", "ое"].contains(&word))
    {
        *cursor = ahead;
    }
    digits.parse().ok()
}

fn year(cursor: &mut Cursor<'_>) -> Option<u16> {
    let digits = cursor.digits().filter(|digits| digits.len() == 4)?;
    digits.parse().ok().filter(|year| (1900..2200).contains(year))
}

/// How the names of the months begin, from the first on, in English, German, French, Uzbek, Turkish, Russian, Uzbek in
/// Cyrillic letters, and Kazakh.
const MONTHS: [&str; 12] = [
    "january januar janvier yanvar ocak январ қаңтар",
    "february februar février fevral şubat феврал ақпан",
    "march märz mart март наурыз",
    "april avril aprel nisan апрел сәуір",
    "mayda mayga mayning mayni mayıs мая майда майга майнинг мамыр",
    "june juin iyun haziran июн маусым",
    "july juillet iyul temmuz июл шілде",
    "august août avgust ağustos август тамыз",
    "september septembre sentabr sentyabr eylül сентябр қыркүйек",
    "october oktober octobre oktabr oktyabr октябр қазан",
    "november novembre noyabr kasım ноябр қараша",
    "december dezember décembre dekabr aralık декабр желтоқсан",
];

/// Their names that other words begin with, and their short forms, which are whole words.
const WHOLE: [&str; 12] = [
    "jan",
    "feb",
    "mar mars",
    "apr",
    "май мае mai",
    "jun juni",
    "jul juli",
    "aug",
    "sep sept",
    "oct ekim",
    "nov",
    "dec",
];

/// A month. In English `may` is one with a capital only.
fn month(cursor: &mut Cursor<'_>, english: bool) -> Option<u8> {
    let (word, capital) = cursor.word()?;
    if word == "may" {
        return (capital || !english).then_some(5);
    }
    let begins = |names: &&str| names.split(' ').any(|name| word.starts_with(name));
    let is_whole = |names: &&str| names.split(' ').any(|name| word == name);
    let place = MONTHS.iter().position(begins).or_else(|| WHOLE.iter().position(is_whole));
    u8::try_from(place? + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::super::tokens::tokens;
    use super::*;

    #[test]
    fn a_date_is_the_same_day_in_every_language() {
        for written in [
            "2 July 2019",
            "2nd of July, 2019",
            "July 2, 2019",
            "2 Jul. 2019",
            "02.07.2019",
            "02/07/2019",
            "2019-07-02",
            "2 июля 2019 года",
            "«2» июля 2019 г.",
            "2-го июля 2019",
            "2019-yil 2-iyuldagi",
            "2019 yilning 2 iyulidan",
            "2-iyul 2019-yil",
            "2019 йил 2 июль",
            "2019-йил 2-июлдаги",
            "2. Juli 2019",
            "2 juillet 2019",
            "2 Temmuz 2019",
            "2019 жылғы 2 шілдеде",
        ] {
            let tokens = tokens(written);
            let day = date(&mut Cursor { tokens: &tokens, at: 0 }, true);
            assert_eq!(day, Some(Day { year: Some(2019), month: 7, day: 2 }), "{written}");
        }
    }

    #[test]
    fn what_is_no_date_is_none() {
        for written in
            ["5 may apply", "13.3.1", "2019", "5 days", "35 July 2019", "03/2019", "31.12", "5. Mai", "5 junior"]
        {
            let tokens = tokens(written);
            assert_eq!(date(&mut Cursor { tokens: &tokens, at: 0 }, true), None, "{written}");
        }
    }
}
