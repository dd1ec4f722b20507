//! Reads TOML key by key and reports every fault of a file in one go, where a derived reader stops at the first.
//!
//! A draft says which keys it has by asking for them; whatever was not asked for is an unknown key. Nothing is said
//! twice: a value that TOML itself refused is skipped, and of a file that is torn (a bracket or quote is missing, so
//! that nobody knows which key belongs where) only the tear is reported.

use std::cell::RefCell;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::syntax;
use crate::at::At;
use crate::nearest::{did_you_mean, nearest};
use crate::{Code, Diagnostic, Report, Span};

/// A part of a draft that is written as a TOML table.
pub(crate) trait FromTable: Sized {
    /// What the author calls it where it is a whole file.
    const WHOLE: &'static str = "the file";

    /// Asks for the table's keys. What is missing or wrong has been reported when it returns.
    fn from_table(table: &mut Table<'_>) -> Self;
}

/// A part of a draft that is written as a TOML value.
pub(crate) trait FromItem: Sized {
    /// What is written here, as the end of the sentence "Write …".
    fn expected() -> String;

    /// The value, or nothing where it is not what is expected.
    fn from_item(item: &Item<'_>) -> Option<Self>;

    /// The hint for an item that is something else.
    fn hint(_item: &Item<'_>) -> String {
        format!("Write {}.", Self::expected())
    }
}

/// What was read of a TOML file.
pub(crate) struct Read<T> {
    /// The draft, as far as it could be read.
    pub(crate) draft: T,
    /// A bracket or quote is missing, so that the draft lacks things which the author did write.
    pub(crate) torn: bool,
}

/// Reads a whole TOML file.
pub(crate) fn read<T: FromTable>(file: &str, text: &str, report: &mut Report) -> Read<T> {
    let (root, errors) = DeTable::parse_recoverable(text);
    let page = Page { file, text, refused: syntax::refused_values(&errors), faults: RefCell::default() };
    let draft = Table::new(&page, root.get_ref(), 0..0, T::WHOLE.to_owned()).read();
    let torn = syntax::is_torn(&errors);
    let faults = page.faults.take();
    match syntax::twice(&errors).and_then(|twice| fault_before(twice, &faults)) {
        Some(fault) => report.add(fault.clone()),
        None => {
            faults.into_iter().filter(|_| !torn).for_each(|fault| report.add(fault));
            syntax::report(file, text, &errors, report);
        }
    }
    Read { draft, torn }
}

/// The first fault of a file in which something is written twice. Where the line `[[…]]` before an entry is missing, the
/// entry's keys belong to the one before, and the first that this one has not is nearer to the mistake than the first
/// that it has too.
fn fault_before(twice: usize, faults: &[Diagnostic]) -> Option<&Diagnostic> {
    let written = faults.iter().filter(|fault| fault.code != Code::MissingKey && fault.span.range.start < twice);
    written.min_by_key(|fault| fault.span.range.start)
}

/// The file in hand, and what was found wrong with it.
struct Page<'a> {
    file: &'a str,
    text: &'a str,
    /// Where TOML itself refused a value.
    refused: Vec<Range<usize>>,
    faults: RefCell<Vec<Diagnostic>>,
}

impl Page<'_> {
    fn fault(&self, code: Code, range: Range<usize>, message: String, hint: String) {
        self.faults.borrow_mut().push(Diagnostic::new(code, Span::new(self.file, range), message, hint));
    }
}

/// A TOML table whose keys are asked for one by one.
pub(crate) struct Table<'a> {
    page: &'a Page<'a>,
    entries: &'a DeTable<'a>,
    /// The bytes of its header; empty for the file as a whole.
    header: Range<usize>,
    /// What the author calls it: `[portal]`.
    name: String,
    known: Vec<&'static str>,
    /// The keys that are missing, each with its hint.
    missing: Vec<(&'static str, String)>,
}

impl<'a> Table<'a> {
    fn new(page: &'a Page<'a>, entries: &'a DeTable<'a>, header: Range<usize>, name: String) -> Self {
        Self { page, entries, header, name, known: Vec::new(), missing: Vec::new() }
    }

    /// The value of a key that may be left out.
    pub(crate) fn optional<T: FromItem>(&mut self, key: &'static str) -> Option<At<T>> {
        self.item(key)?.read(&format!("`{key}`"))
    }

    /// The value of a key that must be there.
    pub(crate) fn required<T: FromItem>(&mut self, key: &'static str) -> Option<At<T>> {
        match self.item(key) {
            Some(item) => item.read(&format!("`{key}`")),
            None => {
                self.missing(key, format!("Add a line `{key} = …` to {} with {}.", self.name, T::expected()));
                None
            }
        }
    }

    /// A table that may be left out.
    pub(crate) fn table<T: FromTable>(&mut self, key: &'static str) -> Option<T> {
        let item = self.item(key)?;
        let table = item.table(self.path(key));
        if table.is_none() {
            item.refuse(
                &format!("`{key}`"),
                format!("Write `[{}]` on a line of its own, and its keys below it.", self.path(key)),
            );
        }
        Some(table?.read())
    }

    /// A table that must be there.
    pub(crate) fn required_table<T: FromTable>(&mut self, key: &'static str) -> Option<T> {
        if !self.has(key) {
            self.missing(key, format!("Add a line `[{}]` with its keys below it.", self.path(key)));
        }
        self.table(key)
    }

    /// The tables written as `[[key]]`, or as an array of `{ … }`. None at all is an empty list.
    pub(crate) fn tables<T: FromTable>(&mut self, key: &'static str) -> Vec<T> {
        let Some(item) = self.item(key) else { return Vec::new() };
        let path = self.path(key);
        let Some(items) = item.items() else {
            item.refuse(&format!("`{key}`"), format!("Write `[[{path}]]` on a line of its own before each entry."));
            return Vec::new();
        };
        let read = |item: Item<'a>| match item.table(format!("[{path}]")) {
            Some(table) => Some(table.read()),
            None => {
                item.refuse(&format!("`{key}`"), "Write each entry as `{ … }`.".to_owned());
                None
            }
        };
        items.into_iter().filter_map(read).collect()
    }

    /// Whether a key is written, whatever its value.
    pub(crate) fn has(&self, key: &str) -> bool {
        self.entries.contains_key(key)
    }

    /// Notes that a key is missing.
    pub(crate) fn missing(&mut self, key: &'static str, hint: String) {
        self.missing.push((key, hint));
    }

    /// The path of a key from the root: `controller.officer`.
    fn path(&self, key: &str) -> String {
        match self.name.trim_matches(['`', '[', ']']) {
            _ if self.header.is_empty() => key.to_owned(),
            path => format!("{path}.{key}"),
        }
    }

    fn item(&mut self, key: &'static str) -> Option<Item<'a>> {
        self.known.push(key);
        self.entries.get(key).map(|value| Item { page: self.page, value })
    }

    fn read<T: FromTable>(mut self) -> T {
        let draft = T::from_table(&mut self);
        self.report_unknown_keys();
        self.report_missing_keys();
        draft
    }

    /// A key that is nearly the name of a missing one is that, misspelt: this is said once.
    fn report_unknown_keys(&mut self) {
        for key in self.entries.keys().filter(|key| !self.known.contains(&key.get_ref().as_ref())) {
            let meant = nearest(key.get_ref(), self.missing.iter().map(|(missing, _)| *missing));
            let hint = match meant {
                Some(meant) => format!("Did you mean `{meant}`?"),
                None => did_you_mean(key.get_ref(), self.known.iter().copied()),
            };
            let meant = meant.map(str::to_owned);
            self.missing.retain(|(missing, _)| meant.as_deref() != Some(missing));
            let message = format!("There is no key `{}` in {}.", key.get_ref(), self.name);
            self.page.fault(Code::UnknownKey, key.span(), message, hint);
        }
    }

    fn report_missing_keys(&mut self) {
        let (first, rest) = self.name.split_at(1);
        let subject = first.to_uppercase() + rest;
        for (key, hint) in std::mem::take(&mut self.missing) {
            self.page.fault(Code::MissingKey, self.header.clone(), format!("{subject} has no `{key}`."), hint);
        }
    }
}

/// A TOML value that has not been understood yet.
pub(crate) struct Item<'a> {
    page: &'a Page<'a>,
    value: &'a Spanned<DeValue<'a>>,
}

impl<'a> Item<'a> {
    /// Where it stands.
    pub(crate) fn span(&self) -> Span {
        Span::new(self.page.file, self.value.span())
    }

    /// The text, if it is one.
    pub(crate) fn text(&self) -> Option<&'a str> {
        self.value.get_ref().as_str()
    }

    /// The truth value, if it is one.
    pub(crate) fn flag(&self) -> Option<bool> {
        self.value.get_ref().as_bool()
    }

    /// The whole number, if it is one that fits.
    pub(crate) fn number(&self) -> Option<i64> {
        let number = self.value.get_ref().as_integer()?;
        i64::from_str_radix(number.as_str(), number.radix()).ok()
    }

    /// The date without a time, if it is one.
    pub(crate) fn date(&self) -> Option<jiff::civil::Date> {
        let written = self.value.get_ref().as_datetime()?;
        if written.time.is_some() || written.offset.is_some() {
            return None;
        }
        let date = written.date?;
        let [year, month, day] = [i32::from(date.year), date.month.into(), date.day.into()];
        jiff::civil::Date::new(year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?).ok()
    }

    /// The entries, if it is an array.
    pub(crate) fn items(&self) -> Option<Vec<Self>> {
        let array = self.value.get_ref().as_array()?;
        Some(array.iter().map(|value| Item { page: self.page, value }).collect())
    }

    /// The keys and their values in the order of writing, if it is a table.
    pub(crate) fn entries(&self) -> Option<Vec<(At<&'a str>, Self)>> {
        let table = self.value.get_ref().as_table()?;
        let mut entries: Vec<_> = table.iter().collect();
        entries.sort_by_key(|(key, _)| key.span().start);
        let place = |key: &Spanned<_>| Span::new(self.page.file, key.span());
        let entry = |(key, value): (&'a Spanned<std::borrow::Cow<'a, str>>, _)| {
            (At::new(key.get_ref().as_ref(), place(key)), Item { page: self.page, value })
        };
        Some(entries.into_iter().map(entry).collect())
    }

    /// Reads the value, and reports it where it is not what is expected. `subject` begins the sentence.
    pub(crate) fn read<T: FromItem>(&self, subject: &str) -> Option<At<T>> {
        let value = T::from_item(self);
        if value.is_none() {
            self.refuse(subject, T::hint(self));
        }
        Some(At::new(value?, self.span()))
    }

    /// Reports that something about the value is wrong.
    pub(crate) fn fault(&self, code: Code, span: Span, message: String, hint: String) {
        self.page.fault(code, span.range, message, hint);
    }

    fn refuse(&self, subject: &str, hint: String) {
        let range = self.value.span();
        if self.page.refused.contains(&range) {
            return;
        }
        let written = syntax::excerpt(&self.page.text[range.clone()]);
        let message = format!("{subject} cannot be `{written}`.");
        self.page.fault(Code::BadValue, range, message, hint);
    }

    fn table(&self, path: String) -> Option<Table<'a>> {
        let entries = self.value.get_ref().as_table()?;
        Some(Table::new(self.page, entries, self.value.span(), format!("`[{path}]`")))
    }
}
