//! The words of one locale: a strings file read into a flat table from dotted keys to entries.

use std::collections::BTreeMap;
use std::ops::Range;

use serde::{Deserialize, Serialize};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// What stands under one key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub(crate) enum Entry {
    /// A text, with `{name}` where something is filled in.
    Text(String),
    /// Texts in order, such as the months.
    List(Vec<String>),
    /// A text per plural category of CLDR, `other` among them.
    Plural(BTreeMap<String, String>),
}

impl Entry {
    /// Why it cannot stand in for the theme's entry under that key.
    pub(crate) fn misfit(&self, key: &str, theirs: &Self) -> Option<String> {
        let fits = match (self, theirs) {
            (Self::List(own), Self::List(theirs)) => own.len() == theirs.len(),
            _ => std::mem::discriminant(self) == std::mem::discriminant(theirs),
        };
        if !fits {
            return Some(format!("The theme needs {} under `{key}`", theirs.shape()));
        }
        let known = theirs.names();
        let unknown = self.names().into_iter().find(|name| !known.contains(name))?;
        Some(format!("The theme fills in no `{{{unknown}}}` under `{key}`"))
    }

    fn shape(&self) -> String {
        match self {
            Self::Text(_) => "a text".to_owned(),
            Self::List(texts) => format!("a list of {} texts", texts.len()),
            Self::Plural(_) => "plural forms, such as { one = \"…\", other = \"…\" },".to_owned(),
        }
    }

    /// The names in braces of all its texts.
    fn names(&self) -> Vec<&str> {
        let texts: Vec<&String> = match self {
            Self::Text(text) => vec![text],
            Self::List(texts) => texts.iter().collect(),
            Self::Plural(forms) => forms.values().collect(),
        };
        texts
            .into_iter()
            .flat_map(|text| text.split('{').skip(1))
            .filter_map(|rest| Some(rest.split_once('}')?.0))
            .collect()
    }
}

/// The entries of one locale by their dotted keys: `rights.access.title`.
pub(crate) type Strings = BTreeMap<String, Entry>;

/// What is wrong with a strings file, and where.
pub(crate) struct StringsFault {
    pub(crate) message: String,
    pub(crate) range: Range<usize>,
}

const CATEGORIES: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

/// Reads a strings file, going on after each fault.
pub(crate) fn parse(text: &str) -> (Strings, Vec<StringsFault>) {
    let (table, errors) = DeTable::parse_recoverable(text);
    let fault = |error: toml::de::Error| StringsFault {
        message: error.message().to_owned(),
        range: error.span().unwrap_or_default(),
    };
    let mut faults: Vec<StringsFault> = errors.into_iter().map(fault).collect();
    let mut strings = Strings::new();
    for Leaf { key, value, .. } in leaves("", table.get_ref()) {
        match entry(value) {
            Some(entry) => {
                strings.insert(key, entry);
            }
            None => faults.push(StringsFault {
                message: format!("`{key}` is neither a text nor a list of texts nor a table of plural forms"),
                range: value.span(),
            }),
        }
    }
    (strings, faults)
}

/// The dotted keys of a strings file, each with the place where its last part is written.
pub(crate) fn keys(text: &str) -> Vec<(String, Range<usize>)> {
    let (table, _) = DeTable::parse_recoverable(text);
    leaves("", table.get_ref()).into_iter().map(|leaf| (leaf.key, leaf.place)).collect()
}

/// A value that is no table of further keys.
struct Leaf<'a> {
    key: String,
    place: Range<usize>,
    value: &'a Spanned<DeValue<'a>>,
}

fn leaves<'a>(prefix: &str, table: &'a DeTable<'a>) -> Vec<Leaf<'a>> {
    let leaves = table.iter().flat_map(|(name, value)| {
        let key = format!("{prefix}{}", name.get_ref());
        match value.get_ref() {
            DeValue::Table(inner) if !is_plural(inner) => leaves(&format!("{key}."), inner),
            _ => vec![Leaf { key, place: name.span(), value }],
        }
    });
    leaves.collect()
}

fn is_plural(table: &DeTable<'_>) -> bool {
    table.keys().all(|key| CATEGORIES.contains(&key.get_ref().as_ref())) && table.contains_key("other")
}

fn entry(value: &Spanned<DeValue<'_>>) -> Option<Entry> {
    let text = |value: &Spanned<DeValue<'_>>| value.get_ref().as_str().map(str::to_owned);
    match value.get_ref() {
        DeValue::String(_) => text(value).map(Entry::Text),
        DeValue::Array(items) => items.iter().map(text).collect::<Option<_>>().map(Entry::List),
        DeValue::Table(forms) => {
            let form = |(key, value): (&Spanned<_>, &Spanned<_>)| {
                Some((String::from(AsRef::<str>::as_ref(key.get_ref())), text(value)?))
            };
            forms.iter().map(|(key, value)| form((key, value))).collect::<Option<_>>().map(Entry::Plural)
        }
        _ => None,
    }
}
