//! A theme that is ready to render: its templates compiled, its words merged, its assets named.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use candor_model::Locale;
use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Kwargs, Serde};
use minijinja::{
    AutoEscape, Environment, Error, ErrorKind, Output, State, UndefinedBehavior, Value, context, escape_formatter,
};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::files::FALLBACK;
use crate::gallery::Gallery;
use crate::strings::Strings;
use crate::words::LocaleWords;
use crate::{BannerView, Chrome, Component, LetterView, Page, ThemeFiles, Voice, Words, assembly, escape};

/// Templates, words and assets, ready for use. Cloning is cheap.
#[derive(Clone)]
pub struct Theme {
    environment: Arc<Environment<'static>>,
    words: Arc<BTreeMap<Locale, LocaleWords>>,
    packed: Arc<Packed>,
    /// Each asset's path on the site with its bytes; empty in a theme that was unpacked.
    assets: Arc<BTreeMap<String, Vec<u8>>>,
    gallery: Arc<Gallery>,
}

/// The part of a theme that the function needs, as it is written to `theme.json`.
#[derive(Clone, Serialize, Deserialize)]
struct Packed {
    templates: BTreeMap<String, String>,
    strings: BTreeMap<Locale, Strings>,
    assets: BTreeMap<String, String>,
}

/// What is wrong with a theme, for its developer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThemeError {
    /// The file in the theme's folder, or the file of an override as it was given.
    pub file: String,
    /// The bytes of the file that are meant, where that is known.
    pub range: Range<usize>,
    /// What is wrong.
    pub message: String,
}

impl fmt::Display for ThemeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.file, self.message)
    }
}

impl std::error::Error for ThemeError {}

impl Theme {
    /// Compiles the templates and merges the words for the given locales, of which there is one at least.
    ///
    /// # Errors
    /// All that is wrong with templates and strings files.
    pub fn new(files: &ThemeFiles, locales: &[Locale]) -> Result<Self, Vec<ThemeError>> {
        let mut errors = assembly::unknown_components(files);
        let own = files.own_strings(locales, &mut errors);
        let strings = locales.iter().map(|locale| (locale.clone(), merged(locale, &own))).collect();
        let templates = [".html", ".txt"].into_iter().flat_map(|ending| files.ending(ending));
        let templates = templates.map(|(path, bytes)| (path.to_owned(), text(bytes))).collect();
        let assembled = assembly::assemble(files);
        let assembled = assembled.iter().map(|(path, text)| (path.as_str(), text.as_bytes()));
        let named = files.assets().chain(assembled).map(|(path, bytes)| (path, asset_path(path, bytes), bytes));
        let named: Vec<_> = named.collect();
        let packed = Packed {
            templates,
            strings,
            assets: named.iter().map(|(path, public, _)| ((*path).to_owned(), public.clone())).collect(),
        };
        let assets = named.into_iter().map(|(_, public, bytes)| (public, bytes.to_vec())).collect();
        let theme = Self::assemble(packed, assets, &mut errors);
        let theme = Self { gallery: Arc::new(Gallery::new(files)), ..theme };
        if errors.is_empty() { Ok(theme) } else { Err(errors) }
    }

    /// Reads what [`pack`](Self::pack) wrote.
    ///
    /// # Errors
    /// The bytes are not a packed theme of this version, or a template in it does not compile.
    pub fn unpack(json: &[u8]) -> Result<Self, Vec<ThemeError>> {
        let unreadable = |error: serde_json::Error| {
            vec![ThemeError { file: "theme.json".to_owned(), range: 0..0, message: error.to_string() }]
        };
        let packed = serde_json::from_slice(json).map_err(unreadable)?;
        let mut errors = Vec::new();
        let theme = Self::assemble(packed, BTreeMap::new(), &mut errors);
        if errors.is_empty() { Ok(theme) } else { Err(errors) }
    }

    /// The same theme with its words in another voice: to look at, never to publish. Of a theme that speaks plainly.
    #[must_use]
    pub fn spoken(&self, voice: Voice) -> Self {
        let strings = self.packed.strings.iter();
        let strings = strings.map(|(locale, strings)| (locale.clone(), voice.speak(strings.clone()))).collect();
        let packed = Packed { strings, ..(*self.packed).clone() };
        // What can be wrong with the templates was said when the theme was made.
        let theme = Self::assemble(packed, BTreeMap::new(), &mut Vec::new());
        Self { assets: Arc::clone(&self.assets), gallery: Arc::clone(&self.gallery), ..theme }
    }

    /// What the function needs to render its pages, as JSON.
    #[must_use]
    pub fn pack(&self) -> Vec<u8> {
        serde_json::to_vec(&*self.packed).expect("maps with text keys always serialize")
    }

    /// The assets by their path on the site, with a leading slash.
    pub fn assets(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.assets.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice()))
    }

    /// The words for a reader of `locale`; a locale that the theme was not made for reads the first one's.
    #[must_use]
    pub fn words<'a>(&'a self, locale: &'a Locale) -> Words<'a> {
        let first = || self.words.values().next().expect("a theme is made for one locale at least");
        Words::new(locale, self.words.get(locale).unwrap_or_else(first), &self.words)
    }

    /// Renders a page.
    ///
    /// # Errors
    /// The template asks for something that the view does not have.
    pub fn render(&self, page: &Page) -> Result<String, ThemeError> {
        let name = page.template();
        let asset = |ending: &str| self.packed.assets.get(&name.replace(".html", ending));
        let context = context! {
            page => Value::from(Serde(page)),
            stylesheet => asset(".css"),
            script => asset(".js"),
        };
        let template = self.environment.get_template(name).map_err(|error| theme_error(&error))?;
        template.render(context).map_err(|error| theme_error(&error))
    }

    /// Renders a letter: as text, and as HTML.
    ///
    /// # Errors
    /// A template asks for something that the view does not have.
    pub fn letter(&self, letter: &LetterView) -> Result<(String, String), ThemeError> {
        let render = |name| {
            let template = self.environment.get_template(name)?;
            template.render(context! { page => Value::from(Serde(letter)) })
        };
        let text = render("mail/letter.txt").map_err(|error| theme_error(&error))?;
        let html = render("mail/letter.html").map_err(|error| theme_error(&error))?;
        Ok((text, html))
    }

    /// Renders the banner for the company's own sites.
    ///
    /// # Errors
    /// The template asks for something that the view does not have.
    pub fn banner(&self, banner: &BannerView) -> Result<String, ThemeError> {
        let template = self.environment.get_template("consent/banner.html").map_err(|error| theme_error(&error))?;
        template.render(context! { page => Value::from(Serde(banner)) }).map_err(|error| theme_error(&error))
    }

    /// The components by themselves, each drawn from its examples, on pages with that frame. None in a theme that was unpacked.
    #[must_use]
    pub fn components(&self, chrome: &Chrome) -> Vec<Component> {
        let draw = |name: &str, values: &serde_json::Value| {
            let template = self.environment.get_template(name);
            template
                .and_then(|template| template.render(Value::from(Serde(values))))
                .map_err(|error| theme_error(&error))
        };
        let source = |name: &str| self.packed.templates.get(name).cloned().unwrap_or_default();
        self.gallery.draw(chrome, draw, source)
    }

    /// The stylesheet and the script of all components together.
    #[must_use]
    pub fn component_assets(&self) -> (&str, &str) {
        (self.gallery.style(), self.gallery.script())
    }

    fn assemble(packed: Packed, assets: BTreeMap<String, Vec<u8>>, errors: &mut Vec<ThemeError>) -> Self {
        let words = packed.strings.iter();
        let words = words.map(|(locale, strings)| (locale.clone(), LocaleWords::new(locale, strings.clone())));
        let words = Arc::new(words.collect());
        let environment = Arc::new(environment(&packed, &words, errors));
        Self { environment, words, packed: Arc::new(packed), assets: Arc::new(assets), gallery: Arc::default() }
    }
}

/// The words of one locale: its own over its language's over English. How English calls itself, its months and its way of
/// writing dates are no other language's; how it joins is that of most.
fn merged(locale: &Locale, own: &BTreeMap<Locale, Strings>) -> Strings {
    let by_tag = |tag: &str| own.iter().find(|(known, _)| known.as_str() == tag).map(|(_, strings)| strings.clone());
    let mut strings = by_tag(FALLBACK).unwrap_or_default();
    if locale.language() != FALLBACK {
        let joins = ["locale.date_time_pattern", "locale.list_separator"];
        strings.retain(|key, _| !key.starts_with("locale.") || joins.contains(&key.as_str()));
    }
    // A language's words in another script are another text: Latin ones would claim to be Cyrillic.
    let language = locale.script().is_none().then_some(locale.language());
    strings.extend(language.into_iter().chain([locale.as_str()]).filter_map(by_tag).flatten());
    strings
}

fn environment(
    packed: &Packed,
    words: &Arc<BTreeMap<Locale, LocaleWords>>,
    errors: &mut Vec<ThemeError>,
) -> Environment<'static> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_formatter(write_value);
    let syntax = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).keep_trailing_newline(true).build();
    environment.set_syntax(syntax.expect("the delimiters are the usual ones"));
    for (path, source) in &packed.templates {
        if let Err(error) = environment.add_template_owned(path.clone(), source.clone()) {
            errors.push(theme_error(&error));
        }
    }
    let known = Arc::clone(words);
    environment.add_function("t", move |state: &State<'_, '_>, key: String, values: Kwargs| {
        text_function(state, &known, &key, &values)
    });
    let known = Arc::clone(words);
    environment.add_function("t_count", move |state: &State<'_, '_>, key: String, n: u64| {
        let words = words_of_page(state, &known)?;
        if words.has_plural(&key) { Ok(words.count(&key, n)) } else { Err(no_words(&key)) }
    });
    let assets = packed.assets.clone();
    environment.add_function("asset", move |path: String| {
        assets.get(&path).cloned().ok_or_else(|| Error::new(ErrorKind::InvalidOperation, format!("no asset `{path}`")))
    });
    environment
}

/// Text goes through our own escaping: the engine's would write every slash of every address as six characters.
fn write_value(out: &mut Output<'_>, state: &mut State<'_, '_>, value: &Value) -> Result<(), Error> {
    match value.as_str() {
        Some(text) if !value.is_safe() && matches!(state.auto_escape(), AutoEscape::Html) => {
            Ok(out.write_str(&escape(text))?)
        }
        _ => escape_formatter(out, state, value),
    }
}

/// `t("key", name=value)`: the words of the page's locale.
fn text_function(
    state: &State<'_, '_>,
    known: &BTreeMap<Locale, LocaleWords>,
    key: &str,
    values: &Kwargs,
) -> Result<String, Error> {
    let names: Vec<String> = values.args().map(str::to_owned).collect();
    let mut filled = Vec::new();
    for name in &names {
        filled.push((name.as_str(), values.get::<Value>(name)?.to_string()));
    }
    let words = words_of_page(state, known)?;
    let pairs: Vec<(&str, &str)> = filled.iter().map(|(name, value)| (*name, value.as_str())).collect();
    words.get(key).ok_or_else(|| no_words(key))?;
    Ok(words.text_with(key, &pairs))
}

fn words_of_page<'a>(state: &State<'_, '_>, known: &'a BTreeMap<Locale, LocaleWords>) -> Result<Words<'a>, Error> {
    let page = state.lookup("page").ok_or_else(|| Error::new(ErrorKind::UndefinedError, "there is no `page` here"))?;
    let tag = page.get_attr("chrome")?.get_attr("locale")?.to_string();
    let words = known.iter().find(|(locale, _)| locale.as_str() == tag);
    let (locale, own) = words.ok_or_else(|| no_words(&tag))?;
    Ok(Words::new(locale, own, known))
}

fn no_words(key: &str) -> Error {
    Error::new(ErrorKind::InvalidOperation, format!("the strings have no words for `{key}`"))
}

/// The innermost error of a chain of includes: that is the one with the place.
fn theme_error(error: &Error) -> ThemeError {
    let mut innermost = error;
    while let Some(source) = std::error::Error::source(innermost).and_then(|source| source.downcast_ref::<Error>()) {
        innermost = source;
    }
    let detail = innermost.detail().map_or_else(|| innermost.kind().to_string(), str::to_owned);
    ThemeError {
        file: innermost.name().unwrap_or_default().to_owned(),
        range: innermost.range().unwrap_or_default(),
        message: detail,
    }
}

/// `pages/policy.css` is served as `/assets/policy.<hash>.css`, so that it may be kept for ever.
fn asset_path(path: &str, bytes: &[u8]) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, "bin"));
    let hash: String = Sha256::digest(bytes).iter().take(4).map(|byte| format!("{byte:02x}")).collect();
    format!("/assets/{stem}.{hash}.{ending}")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
