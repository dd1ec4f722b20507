//! What holds for the words of the default theme in every locale: nothing is missing, and nothing is of another script by mistake.

use std::collections::{BTreeMap, BTreeSet};

use candor_model::Locale;
use jiff::civil::date;

use crate::strings::{Entry, Strings};
use crate::{Theme, ThemeFiles};

/// The locales of the interface.
const LOCALES: [&str; 11] = ["ar", "de", "en", "fr", "kk", "ky", "ru", "tg", "tr", "uz-Cyrl", "uz"];

fn locale(tag: &str) -> Locale {
    Locale::new(tag).expect("the tag of a locale")
}

fn locales() -> Vec<Locale> {
    LOCALES.map(locale).to_vec()
}

fn strings() -> BTreeMap<Locale, Strings> {
    let mut errors = Vec::new();
    let strings = ThemeFiles::embedded().own_strings(&locales(), &mut errors);
    assert!(errors.is_empty(), "{errors:?}");
    strings
}

fn texts(entry: &Entry) -> Vec<&str> {
    match entry {
        Entry::Text(text) => vec![text],
        Entry::List(texts) => texts.iter().map(String::as_str).collect(),
        Entry::Plural(forms) => forms.values().map(String::as_str).collect(),
    }
}

/// What is filled into a text: the names in braces.
fn filled(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0)).collect()
}

#[test]
fn every_strings_file_is_a_locale_that_is_tested() {
    let found: Vec<_> = ThemeFiles::embedded()
        .ending(".toml")
        .filter_map(|(path, _)| path.strip_prefix("strings/")?.strip_suffix(".toml").map(str::to_owned))
        .collect();
    assert_eq!(found, LOCALES);
}

#[test]
fn no_locale_misses_or_adds_a_key_and_each_fills_in_the_same() {
    let strings = strings();
    let english = &strings[&locale("en")];
    for (locale, own) in &strings {
        let keys = |strings: &Strings| strings.keys().cloned().collect::<BTreeSet<_>>();
        let (own_keys, keys) = (keys(own), keys(english));
        let differing: Vec<_> = own_keys.symmetric_difference(&keys).collect();
        assert!(differing.is_empty(), "{locale}: {differing:?}");
        for (key, entry) in own {
            assert_eq!(entry.misfit(key, &english[key]), None, "{locale}");
            let expected: BTreeSet<_> = texts(&english[key]).into_iter().flat_map(filled).collect();
            for text in texts(entry) {
                assert_eq!(filled(text), expected, "{locale}, {key}: {text}");
                assert_eq!(text.matches('{').count(), text.matches('}').count(), "{locale}, {key}: {text}");
            }
        }
    }
}

#[test]
fn a_plural_has_the_forms_that_numbers_need_and_no_other() {
    let theme = Theme::new(&ThemeFiles::embedded(), &locales()).expect("the theme is sound");
    for (locale, strings) in strings() {
        let words = theme.words(&locale);
        let needed: BTreeSet<_> = (0..=200).chain([1_000, 1_000_000, 2_000_000]).map(|n| words.category(n)).collect();
        for (key, entry) in strings {
            let Entry::Plural(forms) = entry else { continue };
            let mut forms: BTreeSet<_> = forms.keys().map(String::as_str).collect();
            // It stands in where there is a fraction, even in languages whose whole numbers do not need it.
            assert!(forms.contains("other"), "{locale}, {key}");
            if !needed.contains("other") {
                forms.remove("other");
            }
            assert_eq!(forms, needed, "{locale}, {key}");
        }
    }
}

#[test]
fn dates_and_numbers_are_written_as_the_locale_writes_them() {
    let theme = Theme::new(&ThemeFiles::embedded(), &locales()).expect("the theme is sound");
    let written = |tag: &str| {
        let locale = locale(tag);
        let words = theme.words(&locale);
        (words.date(date(2026, 11, 2)).text, words.number(1_234_567))
    };
    let expected = [
        ("ar", "2 نوفمبر 2026", "1,234,567"),
        ("de", "2. November 2026", "1.234.567"),
        ("en", "2 November 2026", "1,234,567"),
        ("fr", "2 novembre 2026", "1\u{202f}234\u{202f}567"),
        ("kk", "2026 жылғы 2 қараша", "1\u{a0}234\u{a0}567"),
        ("ky", "2026-жылдын 2-ноябры", "1\u{a0}234\u{a0}567"),
        ("ru", "2 ноября 2026 года", "1\u{a0}234\u{a0}567"),
        ("tg", "2 ноябри соли 2026", "1\u{a0}234\u{a0}567"),
        ("tr", "2 Kasım 2026", "1.234.567"),
        ("uz", "2026-yil 2-noyabr", "1\u{a0}234\u{a0}567"),
        ("uz-Cyrl", "2026 йил 2 ноябрь", "1\u{a0}234\u{a0}567"),
    ];
    for (tag, date, number) in expected {
        assert_eq!(written(tag), (date.to_owned(), number.to_owned()), "{tag}");
    }
}

/// The script of a letter, for those that the locales are written in.
fn script(letter: char) -> Option<&'static str> {
    match letter {
        'a'..='z' | 'A'..='Z' | '\u{c0}'..='\u{24f}' => Some("Latn"),
        '\u{400}'..='\u{52f}' => Some("Cyrl"),
        '\u{620}'..='\u{64a}' => Some("Arab"),
        _ => None,
    }
}

#[test]
fn no_word_is_made_of_the_letters_of_two_scripts() {
    for (locale, strings) in strings() {
        for (key, text) in strings.iter().flat_map(|(key, entry)| texts(entry).into_iter().map(move |text| (key, text)))
        {
            for word in text.split(|letter: char| !letter.is_alphanumeric()) {
                let scripts: BTreeSet<_> = word.chars().filter_map(script).collect();
                assert!(scripts.len() < 2, "{locale}, {key}: {word:?} in {text:?}");
            }
        }
    }
}

#[test]
fn what_is_written_in_another_script_than_english_has_words_in_it() {
    for (tag, own) in
        [("ar", "Arab"), ("kk", "Cyrl"), ("ky", "Cyrl"), ("ru", "Cyrl"), ("tg", "Cyrl"), ("uz-Cyrl", "Cyrl")]
    {
        for (key, entry) in &strings()[&locale(tag)] {
            for text in texts(entry) {
                // Placeholders are names in English.
                let words: String = text
                    .split('{')
                    .enumerate()
                    .map(|(at, piece)| match at {
                        0 => piece,
                        _ => piece.split_once('}').map_or("", |(_, rest)| rest),
                    })
                    .collect();
                let scripts: BTreeSet<_> = words.chars().filter_map(script).collect();
                assert!(scripts.is_empty() || scripts.contains(own), "{tag}, {key}: {text}");
            }
        }
    }
}
