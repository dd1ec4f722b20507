//! Words that deny something, in English, Russian and Uzbek.

/// Whole words, without apostrophes.
const WORDS: [&str; 20] = [
    "not",
    "no",
    "nor",
    "never",
    "without",
    "cannot",
    "dont",
    "doesnt",
    "isnt",
    "arent",
    "wont",
    "не",
    "нет",
    "ни",
    "без",
    "никогда",
    "emas",
    "yoq",
    "эмас",
    "йўқ",
];
/// Uzbek negates a verb by its ending.
const ENDINGS: [&str; 4] = ["maymiz", "maydi", "маймиз", "майди"];

/// Whether a word in small letters denies something. Its apostrophes may have been left out.
pub(super) fn is_negation(word: &str) -> bool {
    let word = word.replace('\'', "");
    WORDS.contains(&word.as_str()) || ENDINGS.iter().any(|ending| word.ends_with(ending))
}
