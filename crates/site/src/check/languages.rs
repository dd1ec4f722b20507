//! How words name the languages of the region.

/// How the names of languages begin, in each of the languages, in small letters and without apostrophes.
const NAMES: [(&str, &str); 12] = [
    ("uzbek", "uz"),
    ("ozbekcha", "uz"),
    ("узбекск", "uz"),
    ("ўзбекча", "uz"),
    ("russian", "ru"),
    ("русск", "ru"),
    ("ruscha", "ru"),
    ("русча", "ru"),
    ("english", "en"),
    ("английск", "en"),
    ("ingliz", "en"),
    ("инглиз", "en"),
];
/// Names that are also the beginnings of other words.
const WHOLE: [(&str, &str); 4] = [("ozbek", "uz"), ("ўзбек", "uz"), ("rus", "ru"), ("рус", "ru")];

/// The language that a word names.
pub(super) fn language(word: &str) -> Option<&'static str> {
    let whole = WHOLE.iter().find(|(name, _)| word == *name);
    whole.or_else(|| NAMES.iter().find(|(begin, _)| word.starts_with(begin))).map(|(_, language)| *language)
}
