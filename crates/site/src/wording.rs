//! The words of a text, and the phrases that are looked for in them, whatever their endings, script or apostrophes.

use std::collections::BTreeMap;
use std::ops::Range;

use candor_model::Locale;

use crate::edition::is_apostrophe;

/// The languages whose words are known.
pub(crate) const LANGUAGES: [&str; 3] = ["en", "ru", "uz"];
/// How many words may stand where a phrase has `…`.
const GAP: usize = 12;

/// A row of beginnings of words, such as `answer … within`.
#[derive(Debug)]
pub(crate) struct Phrase {
    stems: Vec<Stem>,
}

#[derive(Debug)]
struct Stem {
    beginning: String,
    /// Other words may stand before it.
    after_gap: bool,
}

impl Phrase {
    /// The phrase as it is written in the built-in files.
    pub(crate) fn new(text: &str) -> Self {
        let mut after_gap = false;
        let mut stems = Vec::new();
        for part in text.split_whitespace() {
            if part == "…" {
                after_gap = true;
            } else {
                stems.extend(words(part, plain).into_iter().map(|beginning| Stem { beginning, after_gap }));
                after_gap = false;
            }
        }
        Self { stems }
    }
}

/// A text as a row of words, section by section.
#[derive(Debug)]
pub(crate) struct Wording {
    /// How a word is spelled in it.
    spell: fn(&str) -> String,
    words: Vec<String>,
    /// Where each word stands, in alphabetical order.
    places: BTreeMap<String, Vec<usize>>,
    sections: Vec<Range<usize>>,
}

impl Wording {
    /// A text in that locale, without a word yet. Uzbek in Cyrillic is read in Latin script.
    pub(crate) fn in_locale(locale: &Locale) -> Self {
        let is_cyrillic = locale.language() == "uz" && locale.script() == Some("Cyrl");
        let spell = if is_cyrillic { latin } else { plain };
        Self { spell, words: Vec::new(), places: BTreeMap::new(), sections: Vec::new() }
    }

    /// Adds a part of the text. It begins a section of its own, or belongs to the section before.
    pub(crate) fn add(&mut self, text: &str, begins_section: bool) {
        let start = self.words.len();
        for word in words(text, self.spell) {
            self.places.entry(word.clone()).or_default().push(self.words.len());
            self.words.push(word);
        }
        let end = self.words.len();
        match self.sections.last_mut().filter(|_| !begins_section) {
            Some(section) => section.end = end,
            None => self.sections.push(start..end),
        }
    }

    /// Whether one of the phrases stands in the text.
    pub(crate) fn has_any(&self, phrases: &[Phrase]) -> bool {
        phrases.iter().any(|phrase| self.find(phrase).next().is_some())
    }

    /// Whether one of the phrases stands in a section in which one of `marks` stands, too.
    pub(crate) fn has_any_beside(&self, phrases: &[Phrase], marks: &[Phrase]) -> bool {
        let holds = |section: &Range<usize>, phrases: &[Phrase]| {
            phrases.iter().any(|phrase| self.find(phrase).any(|place| section.contains(&place)))
        };
        self.sections.iter().any(|section| holds(section, marks) && holds(section, phrases))
    }

    /// The places at which the phrase begins.
    fn find<'a>(&'a self, phrase: &'a Phrase) -> impl Iterator<Item = usize> + 'a {
        let (first, rest) = phrase.stems.split_first().map_or((None, &[][..]), |(first, rest)| (Some(first), rest));
        let starts = first.into_iter().flat_map(|stem| {
            let words = self.places.range(stem.beginning.clone()..);
            words
                .take_while(|(word, _)| word.starts_with(&stem.beginning))
                .flat_map(|(_, places)| places.iter().copied())
        });
        starts.filter(move |start| self.continues(*start, rest))
    }

    /// Whether the stems follow the word at `place`.
    fn continues(&self, place: usize, stems: &[Stem]) -> bool {
        let Some((stem, rest)) = stems.split_first() else { return true };
        let last = place + 1 + if stem.after_gap { GAP } else { 0 };
        let is_next = |next: &usize| self.words.get(*next).is_some_and(|word| word.starts_with(&stem.beginning));
        (place + 1..=last).filter(is_next).any(|next| self.continues(next, rest))
    }
}

/// The words of a text in small letters, as `spell` writes them. Addresses of mail and pages are none: a company is not named
/// by its domain.
fn words(text: &str, spell: fn(&str) -> String) -> Vec<String> {
    let is_address = |chunk: &str| chunk.contains('@') || chunk.contains("://") || chunk.contains("www.");
    let is_part = |c: char| c.is_alphanumeric() || is_apostrophe(c);
    let text = text.to_lowercase();
    let chunks = text.split_whitespace().filter(|chunk| !is_address(chunk));
    let words = chunks.flat_map(|chunk| chunk.split(|c| !is_part(c))).map(|word| word.trim_matches(is_apostrophe));
    words.filter(|word| !word.is_empty()).map(spell).collect()
}

/// A word with `е` for `ё`, and one and the same apostrophe.
fn plain(word: &str) -> String {
    word.chars().map(plain_letter).collect()
}

fn plain_letter(c: char) -> char {
    match c {
        'ё' => 'е',
        c if is_apostrophe(c) => '\'',
        c => c,
    }
}

/// An Uzbek word in Latin script.
fn latin(word: &str) -> String {
    let mut latin = String::new();
    for c in word.chars() {
        let is_after_vowel = latin.is_empty() || latin.ends_with(['a', 'e', 'i', 'o', 'u', '\'']);
        match c {
            'е' if is_after_vowel => latin.push_str("ye"),
            c => match LETTERS.iter().find(|(cyrillic, _)| *cyrillic == c) {
                Some((_, letters)) => latin.push_str(letters),
                None => latin.push(plain_letter(c)),
            },
        }
    }
    latin
}

/// The letters of Uzbek in both scripts.
#[rustfmt::skip]
const LETTERS: [(char, &str); 37] = [
    ('а', "a"), ('б', "b"), ('в', "v"), ('г', "g"), ('д', "d"), ('е', "e"), ('ё', "yo"), ('ж', "j"), ('з', "z"),
    ('и', "i"), ('й', "y"), ('к', "k"), ('л', "l"), ('м', "m"), ('н', "n"), ('о', "o"), ('п', "p"), ('р', "r"),
    ('с', "s"), ('т', "t"), ('у', "u"), ('ф', "f"), ('х', "x"), ('ц', "s"), ('ч', "ch"), ('ш', "sh"), ('щ', "sh"),
    ('ъ', "'"), ('ы', "i"), ('ь', ""), ('э', "e"), ('ю', "yu"), ('я', "ya"), ('ў', "o'"), ('қ', "q"), ('ғ', "g'"),
    ('ҳ', "h"),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn in_locale(tag: &str) -> Wording {
        Wording::in_locale(&Locale::new(tag).expect("a good tag"))
    }

    fn says(text: &str, phrase: &str) -> bool {
        let is_cyrillic = text.contains(['ў', 'Ў', 'ҳ']);
        let mut wording = in_locale(if is_cyrillic { "uz-Cyrl" } else { "en" });
        wording.add(text, true);
        wording.has_any(&[Phrase::new(phrase)])
    }

    #[test]
    fn a_phrase_is_found_whatever_the_endings() {
        for (text, phrase) in [
            ("We **retain** it.", "retain"),
            ("Сроки хранения данных", "сроки хранени"),
            ("Срок их хранения — год.", "срок … хранени"),
            ("Saqlash muddatlari", "saqlash muddat"),
            ("Oʻchirish, maʼlumot", "oʻchir"),
            ("O'chirish", "oʻchir"),
            ("O‘chirish", "oʻchir"),
            ("Ўчириш ҳуқуқи", "oʻchir"),
            ("Ушбу ҳолда маълумотлар ҳажми", "maʼlumot"),
            ("ҳар ким ерга", "yerga"),
            ("Учёт", "учет"),
            ("cross‑border", "cross border"),
        ] {
            assert!(says(text, phrase), "{text}: {phrase}");
        }
    }

    #[test]
    fn what_only_looks_like_a_phrase_is_none() {
        for (text, phrase) in [
            ("We entertain you.", "retain"),
            ("muddat saqlash", "saqlash muddat"),
            ("bola", "boʻla"),
            ("answer a b c d e f g h i j k l m within", "answer … within"),
        ] {
            assert!(!says(text, phrase), "{text}: {phrase}");
        }
    }

    #[test]
    fn a_phrase_beside_a_mark_stands_in_its_section() {
        let mut wording = in_locale("en");
        wording.add("Security. Access is limited.", true);
        wording.add("Your rights.", true);
        wording.add("You may have data erased.", false);
        let marks = [Phrase::new("your right")];
        assert!(wording.has_any_beside(&[Phrase::new("eras")], &marks));
        assert!(!wording.has_any_beside(&[Phrase::new("access")], &marks));
    }
}
