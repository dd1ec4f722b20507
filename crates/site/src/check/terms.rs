//! The words of a term beside the length of time that they stand for: whether they say it, and no other.

use super::lengths::{Found, Length, lengths, names_one, number_at};
use super::words::{Word, words};

/// What words say of a length of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Said {
    /// That length, once or more often, and no other.
    Same,
    /// Another, alone or beside it.
    Other,
    /// No length that is recognised.
    Nothing,
}

/// What stands between two numbers of one unit: `3 or 5 years`, `от 3 до 5 лет`, `3 dan 5 yilgacha`.
const BETWEEN: [&str; 12] = ["or", "to", "and", "или", "до", "и", "yoki", "ёки", "dan", "дан", "va", "ва"];
/// What stands between the parts of one length: `1 year and 6 months`.
const AND: [&str; 5] = ["", "and", "и", "va", "ва"];

/// What a text, in a language whose words are known, says of a length of time.
pub(super) fn said(text: &str, length: Length) -> Said {
    let found = whole(text, lengths(text));
    let is_same = |found: &Found| found.length == length && !has_alternative(text, found);
    match found.as_slice() {
        [] if names_one(text, length) => Said::Same,
        [] => Said::Nothing,
        found if found.iter().all(is_same) => Said::Same,
        _ => Said::Other,
    }
}

/// The lengths with the months that belong to the years before them.
fn whole(text: &str, found: Vec<Found>) -> Vec<Found> {
    let mut whole: Vec<Found> = Vec::new();
    for part in found {
        match whole.last_mut().and_then(|last| Some((together(text, last, &part)?, last))) {
            Some((length, last)) => {
                last.length = length;
                last.range.end = part.range.end;
            }
            None => whole.push(part),
        }
    }
    whole
}

fn together(text: &str, last: &Found, part: &Found) -> Option<Length> {
    let (Length::Months(years), Length::Months(months)) = (last.length, part.length) else { return None };
    let is_joined = AND.contains(&text[last.range.end..part.range.start].trim());
    (is_joined && years % 12 == 0 && months < 12).then_some(Length::Months(years + months))
}

/// Whether a number before a length shares its unit: `3 or 5 years`, `3–5 лет`, `1.5 years`.
fn has_alternative(text: &str, found: &Found) -> bool {
    let mut before = words(&text[..found.range.start]);
    let joins = |word: &Word| BETWEEN.contains(&word.lower.as_str());
    let is_joined = before.pop_if(|word| joins(word)).is_some();
    let Some(number) = before.last().filter(|_| number_at(&before, before.len() - 1).is_some()) else { return false };
    let between = text[number.range.end..found.range.start].trim_start_matches(')');
    is_joined || matches!(between.trim(), "-" | "‑" | "–" | "—" | "/") || matches!(between, "." | ",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_say_one_length_however_they_are_put() {
        for (months, text) in [
            (36, "3 years after the request is closed"),
            (36, "3 (three) years, that is 36 months"),
            (36, "три года после закрытия"),
            (36, "не дольше 3-х лет"),
            (36, "Murojaat yopilgandan keyin uch yil"),
            (36, "Мурожаат ёпилгандан кейин 3 (уч) йил"),
            (36, "24 часть не значит; 3 года"),
            (18, "1 year and 6 months"),
            (18, "1 год и 6 месяцев"),
            (12, "A year after the request is closed"),
            (12, "Год после закрытия"),
            (12, "в течение года"),
            (1, "месяц после закрытия"),
            (36, "since 1 May 2026, 3 years"),
        ] {
            assert_eq!(said(text, Length::Months(months)), Said::Same, "{text}");
        }
    }

    #[test]
    fn words_that_say_more_or_nothing_are_told_apart() {
        for text in [
            "3 years or 5 years after closing",
            "5 or 3 years",
            "5–3 years",
            "от 2 до 3 лет",
            "2 dan 3 yilgacha",
            "ikki yoki uch yil",
            "1.3 years",
            "3 years, then 10 days",
            "5 лет",
        ] {
            assert_eq!(said(text, Length::Months(36)), Said::Other, "{text}");
        }
        for text in
            ["As long as we need them", "Пока они нужны", "Kerak boʻlguncha", "several years", "до конца 2027 года"]
        {
            assert_eq!(said(text, Length::Months(36)), Said::Nothing, "{text}");
            assert_eq!(said(text, Length::Months(12)), Said::Nothing, "{text}");
        }
    }
}
