//! Edits a `versions.toml` without touching what its author wrote; toml_edit is named here only.

use std::collections::BTreeMap;
use std::ops::Range;

use candor_model::{Locale, LocalizedText, VersionId};
use jiff::civil::Date;
use toml_edit::{
    Array, ArrayOfTables, Datetime, Document, DocumentMut, InlineTable, Item, Table, TableLike, Value, value,
};

use super::line_ends::with_line_ends_of;

/// What some editors begin a file with.
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// What the entry of a version says.
pub(super) struct VersionEntry {
    pub(super) effective: Option<Date>,
    pub(super) published: Option<Date>,
    pub(super) is_draft: bool,
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

impl VersionEntry {
    /// The entry of a version; nothing where there is none.
    pub(super) fn of(text: &str, id: &VersionId) -> Option<Self> {
        let mut document = read(text)?;
        let entry = entries(&mut document).into_iter().find(|entry| is_of(*entry, id))?;
        let day = |key: &str| entry.get(key)?.as_datetime()?.to_string().parse().ok();
        let digests = entry.get("digest").and_then(Item::as_table_like);
        let digest = |(locale, digest): (&str, &Item)| Some((Locale::new(locale).ok()?, digest.as_str()?.to_owned()));
        Some(Self {
            effective: day("effective"),
            published: day("published"),
            is_draft: entry.get(DRAFT).and_then(Item::as_bool).unwrap_or_default(),
            digests: digests.map(|digests| digests.iter().filter_map(digest).collect()).unwrap_or_default(),
        })
    }
}

/// The names of all versions of a `versions.toml`, in the order of writing.
#[must_use]
pub fn version_ids(text: &str) -> Vec<VersionId> {
    let mut document = read(text).unwrap_or_default();
    let id = |entry: &mut dyn TableLike| VersionId::new(id_of(entry)?).ok();
    entries(&mut document).into_iter().filter_map(id).collect()
}

/// The version that binds latest.
pub(super) fn newest(text: &str) -> Option<VersionId> {
    let day = |id: VersionId| Some((VersionEntry::of(text, &id)?.effective, id));
    version_ids(text).into_iter().filter_map(day).max_by_key(|(day, _)| *day).map(|(_, id)| id)
}

/// The text with a version locked.
pub(super) fn lock(text: &str, id: &VersionId, lock: &Lock<'_>) -> String {
    edit(&without_draft(text, id), |document| {
        let entry = entries(document).into_iter().find(|entry| is_of(*entry, id));
        entry.into_iter().for_each(|entry| lock_entry(entry, lock));
    })
}

fn lock_entry(entry: &mut dyn TableLike, lock: &Lock<'_>) {
    entry.remove(DRAFT);
    if let Some(day) = lock.published {
        entry.insert("published", date(day));
    }
    for (locale, digest) in &lock.digests {
        let digests = at(entry, "digest", dotted()).and_then(Item::as_table_like_mut);
        digests.into_iter().for_each(|digests| {
            digests.insert(locale.as_str(), value(digest.as_str()));
        });
    }
    lock.correction.iter().for_each(|correction| correct(entry, correction));
}

/// The key that makes a version a draft.
const DRAFT: &str = "draft";

/// The text without the line that makes a version a draft, but for a comment in it. The line is cut out of the text, since
/// a key that is removed takes the comments above it along; an entry in braces has no such line.
fn without_draft(text: &str, id: &VersionId) -> String {
    let mut text = text.to_owned();
    let Some(key) = place(&text, id, DRAFT) else { return text };
    let line = text[..key.start].rfind('\n').map_or_else(|| parts(&text).0.len(), |end| end + 1);
    let end = text[key.end..].find('\n').map_or(text.len(), |end| key.end + end + 1);
    match text[key.end..end].find('#') {
        Some(comment) => text.replace_range(key.start..key.end + comment, ""),
        None => text.replace_range(line..end, ""),
    }
    text
}

/// Where a key of a version stands with its value, in an entry on lines of its own.
pub(super) fn place(text: &str, id: &VersionId, key: &str) -> Option<Range<usize>> {
    let (mark, toml) = parts(text);
    let document = Document::parse(toml).ok()?;
    let entry = document.get("version")?.as_array_of_tables()?.iter().find(|entry| is_of(*entry, id))?;
    let (key, value) = entry.get_key_value(key)?;
    Some(mark.len() + key.span()?.start..mark.len() + value.span()?.end)
}

/// The text with a new entry for a draft at its end.
pub(super) fn begin(text: &str, id: &VersionId, effective: Date) -> String {
    edit(text, |document| {
        let mut entry = Table::new();
        entry.insert("id", value(id.as_str()));
        entry.insert("effective", date(effective));
        entry.insert(DRAFT, value(true));
        push(&mut **document, "version", entry);
    })
}

/// The text after an edit, with its byte order mark and its line ends.
fn edit(text: &str, edit: impl FnOnce(&mut DocumentMut)) -> String {
    let (mark, toml) = parts(text);
    let mut document = read(text).unwrap_or_default();
    edit(&mut document);
    mark.to_owned() + &with_line_ends_of(toml, &document.to_string())
}

fn read(text: &str) -> Option<DocumentMut> {
    parts(text).1.parse().ok()
}

/// The byte order mark, if there is one, and what follows it.
fn parts(text: &str) -> (&str, &str) {
    let mark = if text.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len() } else { 0 };
    text.split_at(mark)
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

fn id_of(entry: &dyn TableLike) -> Option<&str> {
    entry.get("id")?.as_str()
}

fn is_of(entry: &dyn TableLike, id: &VersionId) -> bool {
    id_of(entry) == Some(id.as_str())
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
    match at(parent, key, Item::ArrayOfTables(ArrayOfTables::new())) {
        Some(Item::ArrayOfTables(tables)) => tables.push(table),
        Some(Item::Value(Value::Array(array))) => push_inline(array, table),
        _ => {}
    }
}

fn push_inline(array: &mut Array, table: Table) {
    array.push(table.into_inline_table());
}

/// What stands at a key. Where nothing does, `new` is put there first, in braces where the parent is in braces: of a table
/// on lines of its own nothing would be written there.
fn at<'t>(parent: &'t mut dyn TableLike, key: &str, new: Item) -> Option<&'t mut Item> {
    if !parent.contains_key(key) {
        parent.insert(key, new);
    }
    parent.get_mut(key)
}

/// A text as a TOML value.
pub(super) fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}
