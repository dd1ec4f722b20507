//! The languages of the region, by how words name them.

use super::words::words;

/// A language, and the beginnings of the words that name it in English, Russian and Uzbek.
const NAMES: [(&str, &[&str]); 3] = [
    ("uz", &["uzbek", "o'zbek", "узбек", "ўзбек"]),
    ("ru", &["russian", "rus", "русск", "рус"]),
    ("en", &["english", "ingliz", "английск", "инглиз"]),
];

/// The languages that a text names.
pub(super) fn languages(text: &str) -> impl Iterator<Item = &'static str> {
    let words = words(text);
    NAMES.into_iter().filter(move |(_, stems)| words.iter().any(|word| word.is_of(stems))).map(|(tag, _)| tag)
}
