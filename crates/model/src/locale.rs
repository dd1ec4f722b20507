//! Locales as BCP 47 tags, and texts that are written once per locale.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

/// A BCP 47 tag of language, optional script and optional region: `uz`, `uz-Cyrl`, `en-GB`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Locale(String);

/// A text is not a locale.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocaleError(pub String);

impl fmt::Display for LocaleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is not a locale such as `uz`, `uz-Cyrl` or `en-GB`", self.0)
    }
}

impl std::error::Error for LocaleError {}

/// Which way a locale is written; the value of HTML's `dir`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// Left to right.
    Ltr,
    /// Right to left.
    Rtl,
}

/// Languages that are written from right to left unless the tag names another script.
const RIGHT_TO_LEFT_LANGUAGES: [&str; 6] = ["ar", "dv", "fa", "he", "ps", "ur"];
const RIGHT_TO_LEFT_SCRIPTS: [&str; 4] = ["Arab", "Hebr", "Syrc", "Thaa"];

impl Locale {
    /// Checks a tag. Only the canonical spelling is taken (`uz-Cyrl`, not `UZ_cyrl`), since it becomes a path.
    ///
    /// # Errors
    /// The text is not language, script and region in that order and spelling.
    pub fn new(tag: impl Into<String>) -> Result<Self, LocaleError> {
        let tag = tag.into();
        if is_locale(&tag) { Ok(Self(tag)) } else { Err(LocaleError(tag)) }
    }

    /// The tag.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The language alone: `uz` of `uz-Cyrl`.
    #[must_use]
    pub fn language(&self) -> &str {
        self.0.split('-').next().unwrap_or(&self.0)
    }

    /// The script, where the tag names one: `Cyrl` of `uz-Cyrl`.
    #[must_use]
    pub fn script(&self) -> Option<&str> {
        self.0.split('-').nth(1).filter(|part| part.len() == 4)
    }

    /// Which way the locale is written.
    #[must_use]
    pub fn direction(&self) -> Direction {
        let rtl = match self.script() {
            Some(script) => RIGHT_TO_LEFT_SCRIPTS.contains(&script),
            None => RIGHT_TO_LEFT_LANGUAGES.contains(&self.language()),
        };
        if rtl { Direction::Rtl } else { Direction::Ltr }
    }
}

fn is_locale(tag: &str) -> bool {
    let mut parts = tag.split('-').peekable();
    let language =
        parts.next().is_some_and(|p| (2..=3).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_lowercase()));
    let is_script = |p: &str| {
        p.len() == 4 && p.as_bytes()[0].is_ascii_uppercase() && p.bytes().skip(1).all(|b| b.is_ascii_lowercase())
    };
    let is_region = |p: &str| {
        p.len() == 2 && p.bytes().all(|b| b.is_ascii_uppercase())
            || p.len() == 3 && p.bytes().all(|b| b.is_ascii_digit())
    };
    parts.next_if(|p| is_script(p));
    parts.next_if(|p| is_region(p));
    language && parts.next().is_none()
}

impl TryFrom<String> for Locale {
    type Error = LocaleError;

    fn try_from(tag: String) -> Result<Self, LocaleError> {
        Self::new(tag)
    }
}

impl From<Locale> for String {
    fn from(locale: Locale) -> Self {
        locale.0
    }
}

impl fmt::Display for Locale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A text as an author writes it: one for every locale, or one per locale.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged, expecting = "expected a text, or a table of texts by locale such as { uz = \"…\", en = \"…\" }")]
pub enum LocalizedText {
    /// The same everywhere: a name, a number.
    Everywhere(String),
    /// One text per locale.
    ByLocale(BTreeMap<Locale, String>),
}

impl LocalizedText {
    /// The text in exactly this locale, if it was written.
    #[must_use]
    pub fn exactly(&self, locale: &Locale) -> Option<&str> {
        match self {
            Self::Everywhere(text) => Some(text),
            Self::ByLocale(texts) => texts.get(locale).map(String::as_str),
        }
    }

    /// The text for a reader of `locale`: exactly that, else the same language's, else the first that there is, else
    /// nothing at all. The build warns where a locale is missing, so that falling back is an author's choice.
    #[must_use]
    pub fn get(&self, locale: &Locale) -> &str {
        if let Some(text) = self.exactly(locale) {
            return text;
        }
        let Self::ByLocale(texts) = self else { return "" };
        let sister = texts.iter().find(|(other, _)| other.language() == locale.language());
        sister.or_else(|| texts.iter().next()).map_or("", |(_, text)| text)
    }
}

impl Default for LocalizedText {
    fn default() -> Self {
        Self::Everywhere(String::new())
    }
}

impl From<&str> for LocalizedText {
    fn from(text: &str) -> Self {
        Self::Everywhere(text.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_locale_is_taken_in_its_canonical_spelling_only() {
        for good in ["uz", "uz-Cyrl", "en-GB", "es-419", "zh-Hant-TW", "kaa"] {
            assert!(Locale::new(good).is_ok(), "{good}");
        }
        for bad in ["", "u", "UZ", "uz_Cyrl", "uz-cyrl", "uz-Cyrl-", "en-GB-GB", "../x"] {
            assert!(Locale::new(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_missing_locale_reads_the_sister_of_its_language_first() {
        let texts: BTreeMap<_, _> = [("en", "Privacy"), ("uz-Cyrl", "Махфийлик")]
            .map(|(tag, text)| (Locale::new(tag).expect("a good tag"), text.to_owned()))
            .into();
        let text = LocalizedText::ByLocale(texts);
        assert_eq!(text.get(&Locale::new("uz").expect("a good tag")), "Махфийлик");
        assert_eq!(text.get(&Locale::new("ru").expect("a good tag")), "Privacy");
    }
}
