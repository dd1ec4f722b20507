//! Edits a `versions.toml` without touching what its author wrote; toml_edit is named here only.

use std::collections::BTreeMap;

use candor_model::{Locale, LocalizedText};
use jiff::civil::Date;
use toml_edit::{Array, ArrayOfTables, Datetime, DocumentMut, InlineTable, Item, Table, TableLike, Value, value};

/// What the entry of a version says.
pub(super) struct Entry {
    pub(super) effective: Option<Date>,
    pub(super) published: Option<Date>,
    pub(super) digests: BTreeMap<Locale, String>,
}

/// What publishing writes into the entry of a version.
pub(super) struct Lock<'a> {
    pub(super) digests: BTreeMap<&'a Locale, &'a String>,
    pub(super) published: Option<Date>,
    pub(super) correction: Option<Correction<'a>>,
}

/// Why published editions changed.
pub(super) struct Correction<'a> {
    pub(super) date: Date,
    pub(super) reason: &'a LocalizedText,
    /// The digests that the editions had before.
    pub(super) replaced: BTreeMap<&'a Locale, &'a str>,
}

impl Entry {
    /// The entry of a version; nothing where there is none.
    pub(super) fn of(text: &str, id: &str) -> Option<Self> {
        let mut document = read(text)?;
        let entry = entries(&mut document).into_iter().find(|entry| id_of(*entry).as_deref() == Some(id))?;
        let day = |key: &str| entry.get(key)?.as_datetime()?.to_string().parse().ok();
        let digests = entry.get("digest").and_then(Item::as_table_like);
        let digest = |(locale, digest): (&str, &Item)| Some((Locale::new(locale).ok()?, digest.as_str()?.to_owned()));
        Some(Self {
            effective: day("effective"),
            published: day("published"),
            digests: digests.map(|digests| digests.iter().filter_map(digest).collect()).unwrap_or_default(),
        })
    }
}

/// The names of all versions in the order of writing.
pub(super) fn ids(text: &str) -> Vec<String> {
    let mut document = read(text).unwrap_or_default();
    entries(&mut document).into_iter().filter_map(|entry| id_of(entry)).collect()
}

/// The version that binds latest.
pub(super) fn newest(text: &str) -> Option<String> {
    let day = |id: String| Some((Entry::of(text, &id)?.effective, id));
    ids(text).into_iter().filter_map(day).max_by_key(|(day, _)| *day).map(|(_, id)| id)
}

/// How many days before it binds a material change is published.
pub(super) fn notice_days(text: &str) -> Option<u16> {
    read(text)?.get("notice_days")?.as_integer()?.try_into().ok()
}

/// The text with a version locked.
pub(super) fn lock(text: &str, id: &str, lock: &Lock<'_>) -> String {
    let mut document = read(text).unwrap_or_default();
    let entry = entries(&mut document).into_iter().find(|entry| id_of(*entry).as_deref() == Some(id));
    if let Some(entry) = entry {
        entry.remove("draft");
        if let Some(day) = lock.published {
            entry.insert("published", date(day));
        }
        for (locale, digest) in &lock.digests {
            let digests = entry.entry("digest").or_insert_with(dotted);
            digests.as_table_like_mut().into_iter().for_each(|digests| {
                digests.insert(locale.as_str(), value(digest.as_str()));
            });
        }
        lock.correction.iter().for_each(|correction| correct(entry, correction));
    }
    with_line_ends_of(text, document.to_string())
}

/// The text with a new entry for a draft at its end.
pub(super) fn begin(text: &str, id: &str, effective: Date) -> String {
    let mut document = read(text).unwrap_or_default();
    let mut entry = Table::new();
    entry.insert("id", value(id));
    entry.insert("effective", date(effective));
    entry.insert("draft", value(true));
    push(&mut *document, "version", entry);
    with_line_ends_of(text, document.to_string())
}

fn read(text: &str) -> Option<DocumentMut> {
    text.strip_prefix('\u{feff}').unwrap_or(text).parse().ok()
}

/// The entries of the versions, as `[[version]]` or in a list of `{ … }`.
fn entries(document: &mut DocumentMut) -> Vec<&mut dyn TableLike> {
    match document.get_mut("version") {
        Some(Item::ArrayOfTables(tables)) => tables.iter_mut().map(|table| table as &mut dyn TableLike).collect(),
        Some(Item::Value(Value::Array(array))) => {
            let inline = array.iter_mut().filter_map(Value::as_inline_table_mut);
            inline.map(|table| table as &mut dyn TableLike).collect()
        }
        _ => Vec::new(),
    }
}

fn id_of(entry: &dyn TableLike) -> Option<String> {
    entry.get("id")?.as_str().map(str::to_owned)
}

fn date(day: Date) -> Item {
    let day: Option<Datetime> = day.to_string().parse().ok();
    day.map_or(Item::None, value)
}

/// A table of which each key is written on a line of its own: `digest.uz = "…"`.
fn dotted() -> Item {
    let mut table = Table::new();
    table.set_dotted(true);
    Item::Table(table)
}

fn correct(entry: &mut dyn TableLike, correction: &Correction<'_>) {
    let mut written = Table::new();
    written.insert("date", date(correction.date));
    written.insert("reason", reason(correction.reason));
    let replaced = correction.replaced.iter().map(|(locale, digest)| (locale.as_str(), *digest));
    written.insert("replaced", value(replaced.collect::<InlineTable>()));
    push(entry, "correction", written);
}

fn reason(reason: &LocalizedText) -> Item {
    match reason {
        LocalizedText::Everywhere(text) => value(text.as_str()),
        LocalizedText::ByLocale(texts) => {
            value(texts.iter().map(|(locale, text)| (locale.as_str(), text.as_str())).collect::<InlineTable>())
        }
    }
}

/// Adds an entry to a list of tables, in the way in which its author writes them.
fn push(parent: &mut dyn TableLike, key: &str, table: Table) {
    let list = parent.entry(key).or_insert_with(|| Item::ArrayOfTables(ArrayOfTables::new()));
    match list {
        Item::ArrayOfTables(tables) => tables.push(table),
        Item::Value(Value::Array(array)) => push_inline(array, table),
        _ => {}
    }
}

fn push_inline(array: &mut Array, table: Table) {
    array.push(table.into_inline_table());
}

/// The text with `\r\n` where its author's has these; toml_edit writes `\n`.
fn with_line_ends_of(text: &str, edited: String) -> String {
    if text.contains("\r\n") { edited.replace("\r\n", "\n").replace('\n', "\r\n") } else { edited }
}
