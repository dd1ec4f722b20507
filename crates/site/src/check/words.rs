//! The words of a text in small letters, and where each stands.

use std::ops::Range;

use crate::edition::is_apostrophe;

/// A word or a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// In small letters, every apostrophe as `'`: authors write `oʻ` in many ways.
    pub(super) lower: String,
    /// The bytes of the text.
    pub(super) range: Range<usize>,
}

impl Word {
    /// Whether it begins like one of these stems.
    pub(super) fn is_of(&self, stems: &[&str]) -> bool {
        stems.iter().any(|stem| self.lower.starts_with(stem))
    }
}

/// The words of a text: letters, digits and the apostrophes within.
pub(super) fn words(text: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    for (at, c) in text.char_indices().filter(|(_, c)| is_of_word(*c)) {
        let end = at + c.len_utf8();
        match words.last_mut().filter(|last| last.range.end == at) {
            Some(last) if same_kind(text, last, c) => {
                last.range.end = end;
                last.lower.extend(small(c));
            }
            _ if is_apostrophe(c) => {}
            _ => words.push(Word { lower: small(c).collect(), range: at..end }),
        }
    }
    words
}

/// Digits and letters are words apart: `10days`, `5лет`.
fn same_kind(text: &str, word: &Word, c: char) -> bool {
    let last = text[word.range.clone()].chars().next_back();
    last.is_some_and(|last| last.is_ascii_digit() == c.is_ascii_digit())
}

fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || is_apostrophe(c)
}

fn small(c: char) -> impl Iterator<Item = char> {
    let c = if is_apostrophe(c) { '\'' } else { c };
    c.to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn apostrophes_are_one_and_digits_stand_apart() {
        let lower: Vec<String> = words("Soʻrov, so‘rov; 10kun ‘a’ We’ll").into_iter().map(|word| word.lower).collect();
        assert_eq!(lower, ["so'rov", "so'rov", "10", "kun", "a'", "we'll"]);
    }
}
