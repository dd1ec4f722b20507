//! Languages in Cyrillic letters, told apart by the letters that Russian does not have.
//!
//! No library does this: of the languages below, lingua 1.8 knows Russian, Ukrainian, Belarusian and Kazakh, and whatlang
//! 0.18 all but the four of Central Asia, which it takes for others: of eight Uzbek sentences in `tests/sentences.txt` it calls
//! five plainly Bulgarian, of eight Kazakh ones five plainly Belarusian, of eight Kyrgyz ones four plainly Russian.

use super::script::Sentence;

/// A language, and the letters that it has beside those of Russian. What only some of these occur in is in the first
/// language that has them all.
const LANGUAGES: [(&str, &str); 6] =
    [("uz-Cyrl", "ўқғҳ"), ("uk", "іїєґ"), ("be", "іў"), ("ky", "ңөү"), ("tg", "ғӣқӯҳҷ"), ("kk", "әғқңөұүһі")];

/// Words of Russian that none of them has.
const RUSSIAN: [&str; 9] = ["и", "с", "к", "от", "из", "или", "как", "что", "мы"];
/// Words of Russian that only its sisters have too.
const SLAVIC: [&str; 5] = ["в", "на", "не", "для", "по"];
/// Words of Tajik, whose own letters are seldom; the others are Uzbek's too.
const TAJIK: [&str; 6] = ["дар", "ба", "аз", "ки", "бо", "мо"];

/// The language of a sentence that is not the edition's. Where the edition is in these letters too, there must be
/// several signs of the one, and none of the other.
pub(super) fn language(sentence: &Sentence<'_>, edition: &str, is_edition_cyrillic: bool) -> Option<&'static str> {
    let by_letters = by_letters(sentence);
    if !is_edition_cyrillic {
        return Some(by_letters.unwrap_or("ru"));
    }
    let own = own_letters(edition)?;
    let all = sentence.letters(char::is_alphabetic);
    let is_much = |count: usize| count > 1 && count * 60 > all;
    if is_much(sentence.letters(|c| is_foreign_to_russian(c) && !own.contains(c))) {
        return by_letters.filter(|found| edition != "ru" || !is_russian(sentence, found));
    }
    let has_own = own.is_empty() || sentence.letters(|c| own.contains(c)) > 0;
    (!has_own && is_much(signs_of_russian(sentence, edition))).then_some("ru")
}

/// Whether there are words of Russian that the language does not have.
fn is_russian(sentence: &Sentence<'_>, language: &str) -> bool {
    sentence.count(&RUSSIAN) + if is_slavic(language) { 0 } else { sentence.count(&SLAVIC) } > 0
}

/// Words and letters that Russian has and the edition's language does not.
fn signs_of_russian(sentence: &Sentence<'_>, edition: &str) -> usize {
    let (words, letters) = match edition {
        "uk" => (0, "ыъэё"),
        "be" => (0, "иъщ"),
        "uz" | "tg" => (sentence.count(&SLAVIC), "ыщ"),
        _ => (sentence.count(&SLAVIC), "щ"),
    };
    words + sentence.count(&RUSSIAN) + sentence.letters(|c| letters.contains(c))
}

fn is_slavic(language: &str) -> bool {
    ["uk", "be"].contains(&language)
}

/// The first language that has every letter which Russian does not.
fn by_letters(sentence: &Sentence<'_>) -> Option<&'static str> {
    let letters = sentence.words.iter().flat_map(|word| word.chars());
    let foreign: Vec<char> = letters.filter(|c| is_foreign_to_russian(*c)).collect();
    if foreign.is_empty() || foreign.len() == 1 && sentence.count(&RUSSIAN) > 0 {
        return None;
    }
    let has_all = |(_, letters): &&(&str, &str)| foreign.iter().all(|c| letters.contains(*c));
    let found = LANGUAGES.iter().find(has_all).map(|(tag, _)| *tag)?;
    Some(if found == "uz-Cyrl" && sentence.count(&TAJIK) > 0 { "tg" } else { found })
}

/// The letters of an edition's language that Russian does not have, or nothing where we do not know that language.
fn own_letters(edition: &str) -> Option<&'static str> {
    let known = LANGUAGES.iter().find(|(tag, _)| tag.split('-').next() == Some(edition));
    known.map(|(_, letters)| *letters).or_else(|| (edition == "ru").then_some(""))
}

fn is_foreign_to_russian(c: char) -> bool {
    ('\u{400}'..='\u{52f}').contains(&c) && !('а'..='я').contains(&c) && c != 'ё' && !c.is_uppercase()
}
