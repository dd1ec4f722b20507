//! Which language some words are in when it is plainly not the edition's: first by their script, then by what
//! [`super::latin`] and [`super::cyrillic`] know of the languages that share one.

use candor_model::Locale;

use super::label::is_apostrophe;
use super::{cyrillic, latin};

/// Fewer letters or words may be a name.
const MIN_LETTERS: usize = 16;
const MIN_WORDS: usize = 4;
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
    let letters = letters(text);
    let main = (0..SCRIPTS.len()).rev().max_by_key(|script| letters[*script])?;
    let sentence = Sentence::of(text, main)?;
    let tag = if main != own && letters[main] < MOSTLY * letters[own] {
        None
    } else if main == LATIN {
        latin::language(&sentence, edition.language(), own == LATIN)
    } else if main == CYRILLIC {
        cyrillic::language(&sentence, edition.language(), own == CYRILLIC)
    } else {
        Some(SCRIPTS[main].common).filter(|_| main != own)
    };
    Locale::new(tag?).ok()
}

/// The words of a text that are no names, in lower case as they were written.
///
/// A company, a street and a person begin with a capital letter, and a cookie or a field has a name that no word has;
/// what is made of these alone is in no language.
pub(super) struct Sentence<'a> {
    /// The words in their order.
    pub(super) words: Vec<&'a str>,
}

impl<'a> Sentence<'a> {
    /// The words in a script, or nothing where these are few, or no more than the names between them.
    fn of(text: &'a str, script: usize) -> Option<Self> {
        let is_word = |word: &&str| word.chars().any(|c| script_of(c) == Some(script));
        let all = text.split_whitespace().filter(|word| !is_name_for_programs(word)).map(bare).filter(is_word);
        let (names, words): (Vec<_>, Vec<_>) = all.partition(|word| word.starts_with(char::is_uppercase));
        let letters: usize = words.iter().map(|word| word.chars().filter(|c| c.is_alphabetic()).count()).sum();
        let is_sentence = words.len() >= MIN_WORDS && words.len() > names.len() && letters >= MIN_LETTERS;
        is_sentence.then_some(Self { words })
    }

    /// How many of the words are in a list.
    pub(super) fn count(&self, common: &[&str]) -> usize {
        self.words.iter().filter(|word| common.contains(word)).count()
    }

    /// How many letters of the words are of a kind.
    pub(super) fn letters(&self, is: impl Fn(char) -> bool) -> usize {
        self.words.iter().flat_map(|word| word.chars()).filter(|c| is(*c)).count()
    }
}

/// A word without the punctuation around it.
fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric() && !is_apostrophe(c))
}

/// An address, a host, a cookie or a field, rather than a word.
fn is_name_for_programs(word: &str) -> bool {
    let inner = bare(word);
    word.contains(['@', '/', '_', '=', '*'])
        || inner.contains(['.', ':'])
        || inner.contains(|c: char| c.is_ascii_digit())
}

/// How many letters of each script there are, apart from addresses.
fn letters(text: &str) -> [usize; SCRIPTS.len()] {
    let mut letters = [0; SCRIPTS.len()];
    let words = text.split_whitespace().filter(|word| !is_address(word));
    words.flat_map(str::chars).filter_map(script_of).for_each(|script| letters[script] += 1);
    letters
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
            ("ru", "Google Ireland Limited, Gordon House, Barrow Street, Dublin 4, Ireland", None),
            ("ru", "Meta Platforms, Inc., 1601 Willow Road, Menlo Park, CA 94025, USA and its affiliates", None),
            ("uz", "Amazon Web Services EMEA SARL, Google LLC, Stripe Payments Europe, Mixpanel, Amplitude", None),
            ("ru", "_ga, _gid, _fbp, session_id, csrftoken, sessionid, lang, theme, cart, hotjar.com", None),
            ("en", "ООО «Турнапост», г. Ташкент, Юнусабадский район, ул. Амира Темура, д. 107", None),
            ("ru", "Toshkent shahri, Yunusobod tumani, Amir Temur shoh koʻchasi, 107-uy", None),
            ("ru", "При обращении в маҳалла фуқаролар йиғини заявление хранится на местах в архиве", None),
            ("uz", "Siz Privacy Sandbox, Topics API va Attribution Reporting haqida oʻqishingiz mumkin", None),
            ("en", "Bing's and Google's terms, and the king's, apply to whoever visits", None),
        ] {
            let edition = Locale::new(edition).expect("a good tag");
            let found = other_language(text, &edition);
            assert_eq!(found.as_ref().map(Locale::as_str), expected, "{edition}: {text}");
        }
    }
}
