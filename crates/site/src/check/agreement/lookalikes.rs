//! Words that mix Latin and Cyrillic letters which look alike: no search finds them, and no voice reads them aloud.

use std::collections::BTreeSet;

use candor_model::Locale;

use super::tokens::words;
use crate::check::editions::Text;
use crate::edition::RunningText;
use crate::{Code, Diagnostic, Report, Span};

/// Warns of each such word of an edition, once.
pub(super) fn check(text: Text<'_>, report: &mut Report) {
    let mut seen = BTreeSet::new();
    let cyrillic = is_cyrillic_edition(&text.edition.locale);
    for clause in &text.edition.clauses {
        let passage = RunningText::of(clause, text.edition);
        // The parts of `SMS-сообщение` are words of their own.
        for range in words(&passage.text, char::is_alphanumeric, char::is_alphanumeric) {
            let word = &passage.text[range.clone()];
            if let Some(fixed) = fixed(word, cyrillic).filter(|_| !seen.contains(word)) {
                report.add(lookalike(word, &fixed, Span::new(text.file, passage.place(&range))));
                seen.insert(word.to_owned());
            }
        }
    }
}

fn lookalike(word: &str, fixed: &str, span: Span) -> Diagnostic {
    let foreign = word.chars().zip(fixed.chars()).filter(|(written, fixed)| written != fixed);
    let (letters, scripts): (Vec<String>, Vec<&str>) = foreign
        .map(|(written, _)| (format!("`{written}`"), if is_latin(written) { "Latin" } else { "Cyrillic" }))
        .unzip();
    let script = scripts.first().copied().unwrap_or_default();
    let letters = letters.iter().collect::<BTreeSet<_>>().into_iter().cloned().collect::<Vec<_>>().join(", ");
    let message = format!("The word `{word}` has {script} letters that look like others: {letters}.");
    let hint = format!("Type it as `{fixed}`, all in one script.");
    Diagnostic::new(Code::LookalikeLetters, span, message, hint)
}

fn is_cyrillic_edition(locale: &Locale) -> bool {
    match locale.script() {
        Some(script) => script == "Cyrl",
        None => ["ru", "uk", "be", "bg", "mk", "sr", "kk", "ky", "tg", "mn", "tt"].contains(&locale.language()),
    }
}

fn is_latin(c: char) -> bool {
    c.is_ascii_alphabetic()
}

fn is_cyrillic(c: char) -> bool {
    ('\u{400}'..='\u{52f}').contains(&c)
}

/// Letters that nobody can tell apart, Latin and Cyrillic.
const ALIKE: [(char, char); 24] = [
    ('A', 'А'),
    ('B', 'В'),
    ('C', 'С'),
    ('E', 'Е'),
    ('H', 'Н'),
    ('I', 'І'),
    ('K', 'К'),
    ('M', 'М'),
    ('O', 'О'),
    ('P', 'Р'),
    ('S', 'Ѕ'),
    ('T', 'Т'),
    ('X', 'Х'),
    ('Y', 'У'),
    ('a', 'а'),
    ('c', 'с'),
    ('e', 'е'),
    ('i', 'і'),
    ('j', 'ј'),
    ('o', 'о'),
    ('p', 'р'),
    ('s', 'ѕ'),
    ('x', 'х'),
    ('y', 'у'),
];

/// A word with all its letters in one script, if they are not and can be. The fewer letters are wrong, or else those
/// of the script that is not the edition's.
fn fixed(word: &str, cyrillic: bool) -> Option<String> {
    let (latin, foreign) = (count(word, is_latin), count(word, is_cyrillic));
    if latin == 0 {
        // A house number: one letter with digits. In Russian both letters are used.
        let is_number = foreign == 1 && !cyrillic && word.chars().any(|c| c.is_ascii_digit());
        return if is_number { in_latin(word) } else { None };
    }
    if foreign == 0 || is_abbreviation_with_ending(word) {
        return None;
    }
    let to_cyrillic = foreign > latin || foreign == latin && cyrillic;
    if to_cyrillic {
        in_cyrillic(word).or_else(|| in_latin(word))
    } else {
        in_latin(word).or_else(|| in_cyrillic(word))
    }
}

fn count(word: &str, of: fn(char) -> bool) -> usize {
    word.chars().filter(|c| of(*c)).count()
}

/// `SMSом`: two Latin capitals or more, and then a Cyrillic ending.
fn is_abbreviation_with_ending(word: &str) -> bool {
    let ending = word.trim_start_matches(|c: char| c.is_ascii_uppercase() || c.is_ascii_digit());
    word.len() - ending.len() >= 2 && !ending.is_empty() && ending.chars().all(|c| is_cyrillic(c) && c.is_lowercase())
}

fn in_latin(word: &str) -> Option<String> {
    let letter =
        |c: char| if is_cyrillic(c) { ALIKE.iter().find(|(_, alike)| *alike == c).map(|(to, _)| *to) } else { Some(c) };
    word.chars().map(letter).collect()
}

fn in_cyrillic(word: &str) -> Option<String> {
    let letter =
        |c: char| if is_latin(c) { ALIKE.iter().find(|(alike, _)| *alike == c).map(|(_, to)| *to) } else { Some(c) };
    word.chars().map(letter).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mixed_words_are_mended_and_proper_ones_let_be() {
        for (word, cyrillic, expected) in [
            ("cогласие", true, Some("согласие")),
            ("Aдрес", true, Some("Адрес")),
            ("сoоkie", false, Some("cookie")),
            ("TОKEN", false, Some("TOKEN")),
            ("64А", false, Some("64A")),
            ("64А", true, None),
            ("64A", true, None),
            ("SMSом", true, None),
            ("PDFлар", true, None),
            ("ЯндексGo", true, None),
            ("token", true, None),
            ("токен", false, None),
        ] {
            assert_eq!(fixed(word, cyrillic).as_deref(), expected, "{word}");
        }
    }
}
