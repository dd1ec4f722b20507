//! Which language some words are in when it is plainly not the edition's: by their script, or by letters that only one
//! of the region's languages has.

use candor_model::Locale;

use super::label::is_apostrophe;

/// Fewer letters or words may be a name.
const MIN_LETTERS: usize = 20;
const MIN_WORDS: usize = 3;
/// How many times as many letters another script has as the edition's own where words are mostly in it. Sentences that
/// name companies and products have many letters of both.
const MOSTLY: usize = 3;

/// A script by its letters.
struct Script {
    /// Its ISO 15924 code.
    code: &'static str,
    letters: std::ops::RangeInclusive<char>,
    /// The language that it stands for without other evidence.
    common: &'static str,
    /// The languages that are written in it unless their tag says otherwise. Latin is all others'.
    languages: &'static [&'static str],
}

const fn script(
    code: &'static str,
    letters: std::ops::RangeInclusive<char>,
    common: &'static str,
    languages: &'static [&'static str],
) -> Script {
    Script { code, letters, common, languages }
}

const LATIN: usize = 0;
const CYRILLIC: usize = 1;
const SCRIPTS: [Script; 8] = [
    script("Latn", 'A'..='\u{24f}', "en", &[]),
    script("Cyrl", '\u{400}'..='\u{52f}', "ru", &["ru", "uk", "be", "bg", "mk", "sr", "kk", "ky", "tg", "mn", "tt"]),
    script("Arab", '\u{620}'..='\u{6ff}', "ar", &["ar", "fa", "ur", "ps"]),
    script("Hebr", '\u{5d0}'..='\u{5ea}', "he", &["he", "yi"]),
    script("Grek", '\u{370}'..='\u{3ff}', "el", &["el"]),
    script("Armn", '\u{531}'..='\u{587}', "hy", &["hy"]),
    script("Geor", '\u{10a0}'..='\u{10ff}', "ka", &["ka"]),
    script("Hans", '\u{4e00}'..='\u{9fff}', "zh", &["zh", "ja", "ko"]),
];

/// The language of words that are mostly not in the edition's, or nothing where they are, or may be.
pub(super) fn other_language(text: &str, edition: &Locale) -> Option<Locale> {
    let own = own_script(edition);
    let (letters, words) = tally(text);
    let main = (0..SCRIPTS.len()).rev().max_by_key(|script| letters[*script])?;
    if letters[main] < MIN_LETTERS || words[main] < MIN_WORDS {
        return None;
    }
    let tag = if main == own {
        distinct_language(text, letters[own], edition)?
    } else if letters[main] >= MOSTLY * letters[own] {
        language_in(text, main)
    } else {
        return None;
    };
    Locale::new(tag).ok()
}

/// How many letters and words of each script there are, apart from addresses.
fn tally(text: &str) -> ([usize; SCRIPTS.len()], [usize; SCRIPTS.len()]) {
    let mut letters = [0; SCRIPTS.len()];
    let mut words = [0; SCRIPTS.len()];
    for word in text.split_whitespace().filter(|word| !is_address(word)) {
        let mut last = None;
        for script in word.chars().filter_map(script_of) {
            letters[script] += 1;
            last = Some(script);
        }
        if let Some(script) = last {
            words[script] += 1;
        }
    }
    (letters, words)
}

fn is_address(word: &str) -> bool {
    word.contains('@') || word.contains('/') || word.starts_with("www.")
}

fn script_of(c: char) -> Option<usize> {
    let is_of = |script: &Script| script.letters.contains(&c);
    if c.is_alphabetic() { SCRIPTS.iter().position(is_of) } else { None }
}

fn own_script(edition: &Locale) -> usize {
    let is_own = |script: &Script| match edition.script() {
        Some(code) => script.code == code,
        None => script.languages.contains(&edition.language()),
    };
    SCRIPTS.iter().position(is_own).unwrap_or(LATIN)
}

/// The language of words in another script than the edition's.
fn language_in(text: &str, script: usize) -> &'static str {
    match script {
        LATIN if uzbek_letters(text) + words(text, &UZBEK) > words(text, &ENGLISH) => "uz",
        CYRILLIC if count(text, "әңұөіӘҢҰӨІ") > 1 => "kk",
        CYRILLIC if count(text, UZBEK_CYRILLIC) > 1 => "uz-Cyrl",
        _ => SCRIPTS[script].common,
    }
}

const UZBEK_CYRILLIC: &str = "ўқғҳЎҚҒҲ";

/// The language of words in the edition's own script, where they can only be in another: Russian, Uzbek and English
/// are told apart, since these stand beside each other in the policies of Uzbekistan.
fn distinct_language(text: &str, letters: usize, edition: &Locale) -> Option<&'static str> {
    let is_much = |count: usize| count > 2 && count * 60 > letters;
    let uzbek = count(text, UZBEK_CYRILLIC);
    let russian = count(text, "ыщЫЩ") + words(text, &RUSSIAN);
    match (edition.language(), own_script(edition)) {
        ("ru", CYRILLIC) => (russian == 0 && is_much(uzbek)).then_some("uz-Cyrl"),
        ("uz", CYRILLIC) => (uzbek == 0 && is_much(russian)).then_some("ru"),
        ("en", LATIN) => is_much(uzbek_letters(text)).then_some("uz"),
        ("uz", LATIN) => (uzbek_letters(text) == 0 && is_much(words(text, &ENGLISH))).then_some("en"),
        _ => None,
    }
}

fn count(text: &str, letters: &str) -> usize {
    text.chars().filter(|c| letters.contains(*c)).count()
}

/// How often letters occur that English does not have: oʻ and gʻ with whatever apostrophe, and q without u. An English
/// genitive (`Bing's`) is none.
fn uzbek_letters(text: &str) -> usize {
    let is_uzbek = |(at, c): (usize, char)| {
        let rest = &text[at + c.len_utf8()..];
        let after = rest.trim_start_matches(is_apostrophe);
        let genitive = after.strip_prefix('s').is_some_and(|rest| !rest.starts_with(char::is_alphabetic));
        match c {
            'o' | 'O' | 'g' | 'G' => after.len() < rest.len() && !genitive,
            'q' | 'Q' => rest.starts_with(|next: char| next.is_alphabetic() && !matches!(next, 'u' | 'U')),
            _ => false,
        }
    };
    text.char_indices().filter(|letter| is_uzbek(*letter)).count()
}

const UZBEK: [&str; 7] = ["va", "yoki", "bilan", "uchun", "ushbu", "siz", "bu"];
const RUSSIAN: [&str; 9] = ["и", "в", "на", "не", "для", "по", "с", "к", "от"];
const ENGLISH: [&str; 7] = ["the", "of", "and", "to", "or", "in", "by"];

fn words(text: &str, common: &[&str]) -> usize {
    text.split_whitespace().filter(|word| common.contains(word)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_script_or_a_plainly_other_language_is_noticed() {
        for (edition, text, expected) in [
            ("en", "Настоящая Политика публикуется на русском языке, AIBACK", Some("ru")),
            ("en", "Фойдаланувчи ўз маълумотларини ўчиришни сўраши мумкин", Some("uz-Cyrl")),
            ("uz", "Настоящая Политика публикуется на русском языке", Some("ru")),
            ("ru", "Umumiy qoidalar va foydalanuvchi huquqlari", Some("uz")),
            ("ru", "You may withdraw your consent at any time", Some("en")),
            ("ru", "Siz roziligingizni istalgan vaqtda qaytarib olishga haqlisiz, oʻchirish va toʻxtatish", Some("uz")),
            ("ru", "Фойдаланувчи ўз маълумотларини ўчиришни сўраши мумкин", Some("uz-Cyrl")),
            ("uz-Cyrl", "Вы вправе отозвать ваши согласия в любой момент, обращаясь к нам", Some("ru")),
            ("uz", "You may withdraw the consent at any time, in the manner of the law", Some("en")),
            ("ru", "Оператор: ООО Turna Post Central Asia Logistics, см. https://lex.uz/docs/4396419", None),
            ("en", "1.1. Terms", None),
            ("en", "Ташкент", None),
            ("ru", "Город Тошкент шаҳри, улица Ўқчи, дом 3, индекс и почтовое отделение связи города", None),
            ("en", "Bing's and Google's terms, and the king's, apply to whoever visits", None),
        ] {
            let edition = Locale::new(edition).expect("a good tag");
            let found = other_language(text, &edition);
            assert_eq!(found.as_ref().map(Locale::as_str), expected, "{edition}: {text}");
        }
    }
}
