//! Telephone numbers with their country, as people write them: `+998 (71) 200-45-17`.

use std::ops::{Range, RangeInclusive};

/// A number has so many digits with those of its country: at most 15 by E.164, and fewer than 9 are none here.
const DIGITS: RangeInclusive<usize> = 9..=15;
/// How many digits the numbers of the region have, by those of their country.
const LENGTHS: [(&str, usize); 8] =
    [("998", 12), ("996", 12), ("992", 12), ("993", 11), ("994", 12), ("90", 12), ("7", 11), ("1", 11)];

/// Where the telephone numbers of a text stand.
pub(super) fn telephones(text: &str) -> impl Iterator<Item = Range<usize>> {
    text.match_indices('+').filter_map(|(at, _)| telephone(text, at))
}

fn telephone(text: &str, start: usize) -> Option<Range<usize>> {
    let rest = &text[start + 1..];
    let mut digits = String::new();
    let mut end = start + 1;
    for (at, c) in rest.char_indices() {
        if c.is_ascii_digit() {
            digits.push(c);
            end = start + 1 + at + 1;
        } else if !may_stand_within(c) || is_whole(&digits, c) {
            break;
        }
    }
    DIGITS.contains(&digits.len()).then_some(start..end)
}

/// All digits of a text in a row, by which numbers are the same however they are written.
pub(super) fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

fn may_stand_within(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '(' | ')' | '-' | '–')
}

/// Whether a number ends before the sign that stands behind its digits: what follows are hours, or an extension.
fn is_whole(digits: &str, sign: char) -> bool {
    let known = LENGTHS.iter().find(|(country, _)| digits.starts_with(country));
    known.is_some_and(|(_, length)| digits.len() >= *length) || sign == '(' && digits.len() >= *DIGITS.start()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_ends_before_what_follows_it() {
        for (text, expected) in [
            ("Call +998 (71) 200-45-17.", "+998 (71) 200-45-17"),
            ("+998 71 200-45-17 (9:00–18:00)", "+998 71 200-45-17"),
            ("+998712004517 24/7", "+998712004517"),
            ("+7 (495) 123-45-67 (доб. 5)", "+7 (495) 123-45-67"),
            ("+44 (0)20 7946 0958 (9 a.m.)", "+44 (0)20 7946 0958"),
            ("+49\u{a0}30\u{a0}123456, 9:00", "+49\u{a0}30\u{a0}123456"),
            ("+9987120045179", "+9987120045179"),
        ] {
            let found: Vec<&str> = telephones(text).map(|range| &text[range]).collect();
            assert_eq!(found, [expected], "{text}");
        }
        assert_eq!(telephones("1.5 + 2 = 3.5, 16+, +1234567890123456").count(), 0);
    }
}
