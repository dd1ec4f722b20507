//! The files of a theme: the default one, embedded in the binary, with a portal's own laid over it file by file.

use std::collections::BTreeMap;
use std::ops::Range;

use candor_model::Locale;
use rust_embed::RustEmbed;

use crate::ThemeError;
use crate::strings::{self, StringsFault};

#[derive(RustEmbed)]
#[folder = "../../themes/default/"]
struct Embedded;

/// A theme's files, by their path in the theme's folder: `pages/policy.html`, `strings/uz.toml`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThemeFiles {
    files: BTreeMap<String, Vec<u8>>,
    overrides: Vec<StringsFile>,
}

/// Words of a portal or of its theme: they go before the default theme's, key by key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StringsFile {
    /// The locale that they are in.
    pub locale: Locale,
    /// Where they were read, for errors.
    pub file: String,
    /// The file's text, TOML.
    pub text: String,
}

/// The locale whose words stand in for those that another lacks.
pub(crate) const FALLBACK: &str = "en";

/// Groups of words whose keys the portal chooses: its own purposes, and countries that the theme does not name.
const OPEN_GROUPS: [&str; 2] = ["purposes.", "countries."];

impl ThemeFiles {
    /// The default theme.
    #[must_use]
    pub fn embedded() -> Self {
        let file = |path: std::borrow::Cow<'static, str>| {
            Embedded::get(&path).map(|file| (path.to_string(), file.data.into_owned()))
        };
        Self { files: Embedded::iter().filter_map(file).collect(), overrides: Vec::new() }
    }

    /// Puts words before those that are there, key by key.
    pub fn override_words(&mut self, words: StringsFile) {
        self.overrides.push(words);
    }

    /// Whether there are words of that locale or its language.
    #[must_use]
    pub fn speaks(&self, locale: &Locale) -> bool {
        // In another script the words of a language are another text: Latin ones would claim to be Cyrillic.
        let is_its =
            |known: &Locale| known == locale || locale.script().is_none() && known.as_str() == locale.language();
        self.strings_files().any(|words| is_its(&words.locale))
    }

    /// The overrides that nobody reads, since the theme has no such key and no template names it: the file, the key and
    /// where it stands.
    #[must_use]
    pub fn unread_words(&self) -> Vec<(String, String, Range<usize>)> {
        let known = self.reference();
        let templates: Vec<_> = self.ending(".html").map(|(_, bytes)| String::from_utf8_lossy(bytes)).collect();
        let is_known = |key: &String| {
            known.contains_key(key)
                || OPEN_GROUPS.iter().any(|group| key.starts_with(group))
                || templates.iter().any(|template| template.contains(key.as_str()))
        };
        let unread = |words: &StringsFile| {
            let keys = strings::keys(&words.text).into_iter().filter(|(key, _)| !is_known(key));
            keys.map(|(key, place)| (words.file.clone(), key, place)).collect::<Vec<_>>()
        };
        self.overrides.iter().flat_map(unread).collect()
    }

    /// The overrides that cannot stand in for the theme's words: of another shape, or with something filled in that is
    /// not there.
    #[must_use]
    pub fn misfit_words(&self) -> Vec<ThemeError> {
        let known = self.reference();
        let misfits = |words: &StringsFile| {
            let own = strings::parse(&words.text).0;
            let misfit = |(key, range): (String, Range<usize>)| {
                let message = own.get(&key)?.misfit(&key, known.get(&key)?)?;
                Some(ThemeError { file: words.file.clone(), range, message })
            };
            strings::keys(&words.text).into_iter().filter_map(misfit).collect::<Vec<_>>()
        };
        self.overrides.iter().flat_map(misfits).collect()
    }

    /// The theme's English words, without what is laid over them: no other locale has a key that they lack.
    fn reference(&self) -> strings::Strings {
        let english = self.text(&format!("strings/{FALLBACK}.toml")).filter(|_| !self.overrides.is_empty());
        strings::parse(&english.unwrap_or_default()).0
    }

    /// The words that were written for each locale of which these read some, the later files over the earlier: their own,
    /// those of their languages, and English ones.
    pub(crate) fn own_strings(
        &self,
        readers: &[Locale],
        errors: &mut Vec<ThemeError>,
    ) -> BTreeMap<Locale, strings::Strings> {
        let is_read = |words: &StringsFile| {
            let tag = words.locale.as_str();
            tag == FALLBACK || readers.iter().any(|reader| tag == reader.as_str() || tag == reader.language())
        };
        let mut own: BTreeMap<Locale, strings::Strings> = BTreeMap::new();
        for StringsFile { locale, file, text } in self.strings_files().filter(is_read) {
            let (strings, faults) = strings::parse(&text);
            let error = |StringsFault { message, range }| ThemeError { file: file.clone(), range, message };
            errors.extend(faults.into_iter().map(error));
            own.entry(locale).or_default().extend(strings);
        }
        own
    }

    /// The words of the theme, then those that are laid over them.
    fn strings_files(&self) -> impl Iterator<Item = StringsFile> {
        let of_theme = self.ending(".toml").filter_map(|(path, bytes)| {
            let tag = path.strip_prefix("strings/")?.strip_suffix(".toml")?;
            let text = String::from_utf8_lossy(bytes).into_owned();
            Some(StringsFile { locale: Locale::new(tag).ok()?, file: path.to_owned(), text })
        });
        of_theme.chain(self.overrides.iter().cloned())
    }

    /// Replaces one file, or adds it. Not for words: they would take all others of their file away.
    pub fn lay_over(&mut self, path: impl Into<String>, bytes: impl Into<Vec<u8>>) {
        self.files.insert(path.into(), bytes.into());
    }

    /// The files with an ending, in the order of their paths.
    pub(crate) fn ending(&self, ending: &'static str) -> impl Iterator<Item = (&str, &[u8])> {
        let files = self.files.iter().filter(move |(path, _)| path.ends_with(ending));
        files.map(|(path, bytes)| (path.as_str(), bytes.as_slice()))
    }

    /// A file as text, if there is one.
    pub(crate) fn text(&self, path: &str) -> Option<String> {
        self.files.get(path).map(|bytes| String::from_utf8_lossy(bytes).into_owned())
    }

    /// The names of the components: the folders in `components/`.
    pub(crate) fn components(&self) -> impl Iterator<Item = &str> {
        let mut last = "";
        let names = self.files.keys().filter_map(|path| Some(path.strip_prefix("components/")?.split_once('/')?.0));
        names.filter(move |name| std::mem::replace(&mut last, name) != *name)
    }

    /// The files that a browser fetches by themselves.
    pub(crate) fn assets(&self) -> impl Iterator<Item = (&str, &[u8])> {
        let files = self.files.iter().filter(|(path, _)| path.starts_with("images/"));
        files.map(|(path, bytes)| (path.as_str(), bytes.as_slice()))
    }
}
