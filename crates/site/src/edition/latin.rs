//! Languages in Latin letters, told apart by whatlang: it is small, and knows Uzbek and its neighbours.
//!
//! Words and letters of our own knew English and Uzbek alone: of the 84 sentences in `tests/sentences.txt` that an Uzbek edition
//! should not have, they named 26 rightly and 25 wrongly; with whatlang here and the letters in [`super::cyrillic`] it is 83 and none.
//! (lingua, more exact on short texts, has no Uzbek.) What whatlang is not sure of, our words decide.

use whatlang::Lang;

use super::label::is_apostrophe;
use super::script::Sentence;

/// The languages that are told apart here, by their tags.
const LANGUAGES: [(Lang, &str); 11] = [
    (Lang::Eng, "en"),
    (Lang::Uzb, "uz"),
    (Lang::Tur, "tr"),
    (Lang::Aze, "az"),
    (Lang::Tuk, "tk"),
    (Lang::Deu, "de"),
    (Lang::Fra, "fr"),
    (Lang::Spa, "es"),
    (Lang::Ita, "it"),
    (Lang::Pol, "pl"),
    (Lang::Por, "pt"),
];

/// Fewer words than these are too few to be sure that they are not in the edition's own language.
const MIN_WORDS: usize = 6;

const UZBEK: [&str; 5] = ["va", "yoki", "bilan", "uchun", "ushbu"];
/// Without `in`, which is a German and an Italian word too.
const ENGLISH: [&str; 12] = ["the", "of", "and", "to", "or", "by", "your", "our", "you", "we", "is", "any"];
/// Words that hardly a sentence does without, and the neighbours of its language do: lists of articles of law and of addresses are
/// short, and whatlang takes them for anything.
const OTHERS: [(&str, &[&str]); 9] = [
    ("de", &["der", "die", "das", "und", "oder", "von", "für", "mit", "ist", "nicht", "wir", "sie", "werden"]),
    ("fr", &["les", "et", "ou", "vous", "nous", "pour", "une", "du", "dans", "sur", "aux", "nos", "vos"]),
    ("es", &["y", "los", "el", "del", "por", "sus", "las", "usted", "nuestro", "nuestra"]),
    ("pt", &["os", "dos", "da", "não", "com", "seus", "você", "ao", "pelo", "nós"]),
    ("it", &["il", "di", "che", "della", "con", "sono", "gli", "nel", "dei", "è"]),
    ("pl", &["w", "z", "na", "się", "oraz", "lub", "jest", "nie", "przez", "dla"]),
    ("tr", &["ve", "için", "ile", "veya", "olarak"]),
    ("az", &["və", "üçün", "ilə", "olaraq"]),
    ("tk", &["üçin", "bilen", "ýa", "hem"]),
];

/// Letters of Karakalpak that Turkish does not have.
const KARAKALPAK: &str = "áǵńóú";

/// The language of a sentence that is not the edition's.
pub(super) fn language(sentence: &Sentence<'_>, edition: &str, is_edition_latin: bool) -> Option<&'static str> {
    let own = match edition {
        "en" => sentence.count(&ENGLISH),
        "uz" => sentence.count(&UZBEK),
        _ => OTHERS.iter().find(|(tag, _)| *tag == edition).map_or(0, |(_, words)| sentence.count(words)),
    };
    let is_known = LANGUAGES.iter().any(|(_, tag)| *tag == edition);
    let is_clear = own == 0 && is_known && sentence.words.len() >= MIN_WORDS;
    if is_edition_latin && !is_clear {
        return None;
    }
    by_library(sentence).or_else(|| by_words(sentence)).filter(|tag| *tag != edition)
}

fn by_library(sentence: &Sentence<'_>) -> Option<&'static str> {
    let found = whatlang::detect(&sentence.words.join(" ")).filter(whatlang::Info::is_reliable)?.lang();
    if found == Lang::Tur && sentence.letters(|c| KARAKALPAK.contains(c)) > 0 {
        return Some("kaa");
    }
    LANGUAGES.iter().find(|(lang, _)| *lang == found).map(|(_, tag)| *tag)
}

fn by_words(sentence: &Sentence<'_>) -> Option<&'static str> {
    let (english, uzbek) = (sentence.count(&ENGLISH), sentence.count(&UZBEK) + uzbek_letters(sentence));
    match english.cmp(&uzbek) {
        std::cmp::Ordering::Less => Some("uz"),
        std::cmp::Ordering::Equal => None,
        std::cmp::Ordering::Greater => Some("en"),
    }
}

/// How often letters occur that English does not have: oʻ and gʻ with whatever apostrophe, and q without u. An English
/// genitive (`bing's`) is none.
fn uzbek_letters(sentence: &Sentence<'_>) -> usize {
    sentence.words.iter().map(|word| uzbek_letters_of(word)).sum()
}

fn uzbek_letters_of(word: &str) -> usize {
    let is_uzbek = |(at, c): (usize, char)| {
        let rest = &word[at + c.len_utf8()..];
        let after = rest.trim_start_matches(is_apostrophe);
        match c {
            'o' | 'g' => after.len() < rest.len() && !matches!(after, "" | "s"),
            'q' => !rest.starts_with('u'),
            _ => false,
        }
    };
    word.char_indices().filter(|letter| is_uzbek(*letter)).count()
}
