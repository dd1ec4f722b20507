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
    let mut faults = errors.into_iter().map(fault).collect();
    let mut strings = Strings::new();
    collect("", table.get_ref(), &mut strings, &mut faults);
    (strings, faults)
}

fn collect(prefix: &str, table: &DeTable<'_>, strings: &mut Strings, faults: &mut Vec<StringsFault>) {
    for (key, value) in table {
        let key = format!("{prefix}{}", key.get_ref());
        match value.get_ref() {
            DeValue::Table(inner) if !is_plural(inner) => collect(&format!("{key}."), inner, strings, faults),
            _ => match entry(value) {
                Some(entry) => {
                    strings.insert(key, entry);
                }
                None => faults.push(StringsFault {
                    message: format!("`{key}` is neither a text nor a list of texts nor a table of plural forms"),
                    range: value.span(),
                }),
            },
        }
    }
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
