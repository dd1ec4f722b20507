//! How well languages are told apart, on sentences of policies in many of them and on the sample's own clauses.

use std::collections::BTreeMap;
use std::path::Path;

use super::locale;
use crate::Report;
use crate::edition::Edition;
use crate::edition::script::other_language;

/// A tag and a sentence in that language on each line.
const SENTENCES: &str = include_str!("sentences.txt");

/// How often a text in another language than its edition's was given its own, how often a third one, and how often
/// nothing was noticed.
#[derive(Debug, Default, PartialEq)]
struct Tally {
    right: usize,
    wrong: usize,
    missed: usize,
}

impl Tally {
    fn add(&mut self, edition: &str, tag: &str, text: &str) {
        match other_language(text, &locale(edition)) {
            Some(found) if found.as_str() == tag => self.right += 1,
            Some(_) => self.wrong += 1,
            None => self.missed += 1,
        }
    }
}

/// The sentences with the tags of their languages.
fn sentences() -> impl Iterator<Item = (&'static str, &'static str)> {
    SENTENCES.lines().filter_map(|line| line.split_once('\t'))
}

#[test]
fn no_sentence_is_taken_for_one_in_another_language_than_its_own() {
    for (tag, text) in sentences() {
        assert_eq!(other_language(text, &locale(tag)), None, "{tag}: {text}");
    }
}

#[test]
fn sentences_in_other_languages_are_noticed() {
    for (edition, right, wrong, missed) in [
        ("en", 83, 0, 1),
        ("uz", 83, 0, 1),
        ("ru", 80, 0, 4),
        ("uz-Cyrl", 69, 1, 14),
        ("kk", 60, 0, 24),
        ("uk", 78, 2, 4),
        ("tr", 83, 0, 1),
        ("ar", 91, 0, 1),
    ] {
        let mut tally = Tally::default();
        sentences().filter(|(tag, _)| *tag != edition).for_each(|(tag, text)| tally.add(edition, tag, text));
        assert_eq!(tally, Tally { right, wrong, missed }, "{edition}");
    }
}

#[test]
fn clauses_of_the_sample_are_in_the_language_of_their_edition_and_of_no_other() {
    for (tag, texts) in sample() {
        let mut tally = Tally::default();
        for (index, text) in texts.iter().enumerate() {
            assert_eq!(other_language(text, &locale(tag)), None, "{tag}: {text}");
            let other = ["en", "ru", "uz"][index % 3];
            if index % 4 == 0 && other != tag {
                tally.add(other, tag, text);
            }
        }
        assert!(tally.wrong == 0 && tally.right > 9 * tally.missed && tally.right > 50, "{tag}: {tally:?}");
    }
}

/// The clauses of the sample portal that have more than six words, by their language.
fn sample() -> BTreeMap<&'static str, Vec<String>> {
    let policies = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../content/policies");
    let mut clauses: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for version in ["cookies/1", "privacy/1", "privacy/2", "privacy/3", "terms/1"] {
        for tag in ["en", "ru", "uz"] {
            let file = policies.join(version).join(format!("{tag}.md"));
            let text = std::fs::read_to_string(file).expect("the sample has three editions");
            let edition = Edition::parse("edition.md", &text, &locale(tag), &mut Report::default()).expect("it reads");
            let texts = edition.clauses.iter().map(|clause| clause.text());
            clauses.entry(tag).or_default().extend(texts.filter(|text| text.split_whitespace().count() > 6));
        }
    }
    clauses
}
