//! The theme's words by locale, so that a test names the word that a visitor must see and does not copy it.

use std::collections::BTreeMap;
use std::fs;

use toml::{Table, Value};

use crate::html::elements;
use crate::tree;

/// Shorter pieces of a sentence may well stand in a page of another language: names, units.
const TELLING: usize = 12;

/// The words of one locale.
pub(super) struct Wording {
    locale: String,
    words: BTreeMap<String, String>,
}

impl Wording {
    /// The theme's words in that locale.
    pub(super) fn of(locale: &str) -> Self {
        let file = tree::root().join(format!("themes/default/strings/{locale}.toml"));
        let text = fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        let mut words = BTreeMap::new();
        let table: Table = text.parse().expect("the theme's words are TOML");
        // Every page names all languages, and the sample has names of its own for its purposes.
        let spoken = table.iter().filter(|(name, _)| !["locale", "purposes"].contains(&name.as_str()));
        spoken.for_each(|(name, value)| collect(name, value, &mut words));
        Self { locale: locale.to_owned(), words }
    }

    /// The words under a key such as `receipt.title`.
    pub(super) fn say(&self, key: &str) -> &str {
        self.words.get(key).unwrap_or_else(|| panic!("there is no {key} in {}", self.locale))
    }

    /// The same with something put in for each name that stands between braces.
    pub(super) fn say_with(&self, key: &str, inserted: &[(&str, &str)]) -> String {
        let put_in = |text: String, (name, value): &(&str, &str)| text.replace(&format!("{{{name}}}"), value);
        inserted.iter().fold(self.say(key).to_owned(), put_in)
    }

    /// The keys whose words stand in a page although the page is in another language, which says them differently.
    pub(super) fn left_in(&self, page: &str, other: &Self) -> Vec<&str> {
        let texts = texts(page);
        let says = |piece: &str| texts.iter().any(|text| text.contains(piece));
        let is_left = |(key, words): &(&String, &String)| {
            let theirs = other.words.get(*key);
            theirs.is_some_and(|theirs| telling(words).any(|piece| says(piece) && !theirs.contains(piece)))
                || theirs.is_some_and(|theirs| theirs != *words) && texts.contains(words)
        };
        self.words.iter().filter(is_left).map(|(key, _)| key.as_str()).collect()
    }
}

/// The texts below a value, each under its path.
fn collect(path: &str, value: &Value, words: &mut BTreeMap<String, String>) {
    match value {
        Value::String(text) => drop(words.insert(path.to_owned(), text.clone())),
        Value::Table(table) => table.iter().for_each(|(name, value)| collect(&format!("{path}.{name}"), value, words)),
        _ => {}
    }
}

/// The pieces of a sentence between what is put in, if they are long enough to tell the language.
fn telling(words: &str) -> impl Iterator<Item = &str> {
    let pieces = words.split('{').enumerate().filter_map(|(at, piece)| match at {
        0 => Some(piece),
        _ => piece.split_once('}').map(|(_, rest)| rest),
    });
    pieces.map(str::trim).filter(|piece| piece.chars().count() >= TELLING && piece.contains(' '))
}

/// What a visitor reads or is told of each element of a page, that for programs left out.
fn texts(page: &str) -> Vec<String> {
    let read =
        elements(page).into_iter().filter(|element| !["html", "head", "script"].contains(&element.name.as_str()));
    let said = |element: crate::html::Element| {
        let attributes =
            ["aria-label", "title", "placeholder", "content"].map(|name| element.attribute(name).to_owned());
        attributes.into_iter().chain([element.text])
    };
    read.flat_map(said).filter(|text| !text.is_empty()).collect()
}
