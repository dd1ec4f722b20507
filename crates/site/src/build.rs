//! From sources to site: the one way through all stages.

use candor_model::{Calendar, Catalogue, GroundRules, RelationshipId, RequestRules, Right};
use candor_theme::{LowContrast, Scheme, StringsFile, Theme, ThemeError, ThemeFiles, Voice};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::parse::PORTAL;
use crate::render::{Site, render};
use crate::{Code, Diagnostic, Portal, Report, Sources, Span, check, exceptions, parse, presets};

/// Builds the site of a portal as of `today`. `drafts` takes versions in that are not for publication yet.
///
/// The site is there only where the report has no error; the report says all that was found in either case.
#[must_use]
pub fn build(sources: &Sources, today: Date, drafts: bool) -> (Option<Site>, Report) {
    build_spoken(sources, today, drafts, Voice::Plain)
}

/// What [`build`] makes, with the theme's words in a voice: to look at. Only a plain one is for publication.
#[must_use]
pub fn build_spoken(sources: &Sources, today: Date, drafts: bool, voice: Voice) -> (Option<Site>, Report) {
    let (portal, mut report) = Portal::load(sources, today, drafts);
    let theme = portal.as_ref().and_then(|portal| theme(portal, sources, &mut report));
    exceptions::apply(sources, &mut report);
    let ready = portal.as_ref().zip(theme).filter(|_| !report.has_errors());
    let site = ready.and_then(|(portal, theme)| {
        let theme = if voice == Voice::Plain { theme } else { theme.spoken(voice) };
        render(portal, theme).map_err(|error| report.add(theme_diagnostic(portal, error))).ok()
    });
    (site, report)
}

/// What an intake needs of a portal as of `today`: what [`build`] gives it, without a page being made.
///
/// It is there only where the report has no error.
#[must_use]
pub fn build_for_intake(sources: &Sources, today: Date) -> (Option<(Catalogue, Theme)>, Report) {
    let (portal, mut report) = Portal::load(sources, today, false);
    let theme = portal.as_ref().and_then(|portal| theme(portal, sources, &mut report));
    let ready = portal.zip(theme).filter(|_| !report.has_errors());
    (ready.map(|(portal, theme)| (portal.catalogue(), theme)), report)
}

/// The day that a moment falls on in the portal's time zone; in UTC, where `portal.toml` cannot be read.
#[must_use]
pub fn today_in(sources: &Sources, now: Timestamp) -> Date {
    let text = sources.get(PORTAL).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or_default();
    let zone = check::time_zone(parse::read(PORTAL, text, &mut Report::default()).draft);
    now.to_zoned(TimeZone::get(&zone).unwrap_or(TimeZone::UTC)).date()
}

/// The grounds on which the portal in `sources` may refuse a request that exercises that right, each with what it rests on. An
/// officer answers whether or not the author's texts have errors, so that only a portal whose facts are missing has the
/// general grounds.
#[must_use]
pub fn refusal_grounds(sources: &Sources, today: Date, right: Right) -> Vec<GroundRules> {
    match request_rules(sources, today) {
        Some(rules) => rules.grounds_for(right).cloned().collect(),
        None => presets::Preset::neutral().grounds().to_vec(),
    }
}

/// Whether the portal in `sources` only acts for another company where somebody of that relationship asks: then the other
/// decides, and gets the request.
#[must_use]
pub fn acts_for_another(sources: &Sources, today: Date, relationship: Option<&RelationshipId>) -> bool {
    request_rules(sources, today).is_some_and(|rules| rules.acts_for_another(relationship))
}

fn request_rules(sources: &Sources, today: Date) -> Option<RequestRules> {
    let mut report = Report::default();
    let portal = check::check(parse::parse(sources, false, &mut report), today, &mut report);
    portal.map(|portal| portal.requests)
}

/// The calendar of that name with the portal's own corrections, as the portal in `sources` would reckon by it. A Member
/// State of the European Union may be named with it: `EU-DE` is `DE`. One that a jurisdiction reckons by although it is not
/// built in has its Saturdays and Sundays free, as in the portal.
#[must_use]
pub fn calendar(id: &str, sources: &Sources) -> (Option<Calendar>, Report) {
    let mut report = Report::default();
    let id = id.strip_prefix("EU-").unwrap_or(id);
    let path = format!("content/calendars/{id}.toml");
    let own = sources.get(&path).and_then(|bytes| parse::decode(&path, bytes, &mut report));
    let own = own.map(|text| parse::read(&path, text, &mut report).draft);
    let is_known = own.is_some() || presets::calendars().any(|known| known == id) || presets::is_reckoned_by(id);
    let calendar = is_known.then(|| check::corrected(presets::calendar(id), own.as_ref(), &mut report));
    (calendar, report)
}

/// The names of the calendars that are built in.
pub fn calendars() -> impl Iterator<Item = &'static str> {
    presets::calendars()
}

/// The default theme, with the portal's own files and words over it.
fn theme(portal: &Portal, sources: &Sources, report: &mut Report) -> Option<Theme> {
    let mut files = theme_files(portal, sources, report);
    for locale in portal.locales.iter().filter(|locale| !files.speaks(locale)) {
        let message = format!("The theme has no words for `{locale}`, so its pages show English ones.");
        let hint = format!("Write them into `content/strings/{locale}.toml`; the theme's README lists the keys.");
        report.add(Diagnostic::new(Code::NoInterfaceWords, Span::whole(PORTAL), message, hint));
    }
    for (file, key, place) in files.unread_words() {
        let message = format!("The theme has no words `{key}`, so these are never shown.");
        let hint = "Look the key up in the theme's README, or remove it.";
        report.add(Diagnostic::new(Code::UnknownWords, Span::new(file, place), message, hint));
    }
    files.misfit_words().into_iter().for_each(|error| report.add(theme_diagnostic(portal, error)));
    lay_look(portal, &mut files, report);
    let theme = Theme::new(&files, &portal.locales);
    theme.map_err(|errors| errors.into_iter().for_each(|e| report.add(theme_diagnostic(portal, e)))).ok()
}

fn theme_files(portal: &Portal, sources: &Sources, report: &mut Report) -> ThemeFiles {
    let mut files = ThemeFiles::embedded();
    let folder = theme_folder(portal);
    for (path, bytes) in sources.under(&folder) {
        let inside = &path[folder.len()..];
        let words = inside.strip_prefix("strings/").and_then(|name| name.strip_suffix(".toml"));
        let locale = words.and_then(|tag| candor_model::Locale::new(tag).ok());
        if locale.is_none() && !inside.ends_with(".html") {
            files.lay_over(inside, bytes);
            continue;
        }
        let Some(text) = parse::decode(path, bytes, report) else { continue };
        match locale {
            None => files.lay_over(inside, text),
            Some(locale) if parse::is_toml(path, text, report) => {
                files.override_words(StringsFile { locale, file: path.to_owned(), text: text.to_owned() });
            }
            Some(_) => {}
        }
    }
    for (path, source) in &portal.branding.files {
        files.lay_over(path, sources.get(source).unwrap_or_default());
    }
    for (locale, text) in &portal.strings {
        let file = format!("content/strings/{locale}.toml");
        files.override_words(StringsFile { locale: locale.clone(), file, text: text.clone() });
    }
    files
}

/// Lays the company's colours, type and corners over the theme's.
fn lay_look(portal: &Portal, files: &mut ThemeFiles, report: &mut Report) {
    for scheme in portal.branding.look.unheeded(files) {
        let (key, pages) = pages_of(scheme);
        let message = format!("The theme takes no colours for {pages}, so this one is not used.");
        let hint = "Let its `styles/base.css` say `--ground` and `--ink` for them as `#rrggbb`, or remove the colour.";
        let places = portal.branding.places.iter().filter(|((scheme, _), _)| *scheme == key);
        places.for_each(|(_, span)| report.add(Diagnostic::new(Code::UnusedColour, span.clone(), &*message, hint)));
    }
    match portal.branding.look.stylesheet(files) {
        Ok(sheet) => files.lay_over("styles/brand.css", sheet),
        Err(faults) => faults.into_iter().for_each(|low| report.add(contrast_diagnostic(portal, &low))),
    }
}

fn contrast_diagnostic(portal: &Portal, low: &LowContrast) -> Diagnostic {
    let (scheme, pages) = pages_of(low.scheme);
    let span = portal.branding.places.get(&(scheme, low.key)).cloned();
    let LowContrast { key, colour, other, contrast, nearest, .. } = low;
    // Rounded down, so that what is too little never reads as enough.
    let contrast = (contrast * 100.0).floor() / 100.0;
    let message =
        format!("The {key} {colour} cannot be read beside {other} on {pages}: they stand {contrast:.2} to 1 apart.");
    let hint = format!("Text needs 4.5 to 1: the nearest colour that passes is `{nearest}`.");
    Diagnostic::new(Code::LowContrast, span.unwrap_or_else(|| Span::whole(PORTAL)), message, hint)
}

/// The key of a scheme, and what its pages are called.
fn pages_of(scheme: Scheme) -> (&'static str, &'static str) {
    match scheme {
        Scheme::Light => ("light", "light pages"),
        Scheme::Dark => ("dark", "dark pages"),
    }
}

fn theme_folder(portal: &Portal) -> String {
    format!("themes/{}/", portal.theme.as_deref().unwrap_or("default"))
}

fn theme_diagnostic(portal: &Portal, error: ThemeError) -> Diagnostic {
    if error.file.ends_with(".toml") {
        let hint = "Write it as the default theme's strings do.";
        return Diagnostic::new(Code::BadValue, Span::new(error.file, error.range), error.message + ".", hint);
    }
    let is_source = error.file.starts_with("content/") || error.file.starts_with("themes/");
    let file = if is_source { error.file } else { theme_folder(portal) + &error.file };
    let hint = "Compare it with the file of the same name in the default theme.";
    Diagnostic::new(Code::Template, Span::new(file, error.range), sentence(&error.message), hint)
}

/// The template engine's words as a sentence.
fn sentence(words: &str) -> String {
    format!("The theme cannot be used: {}.", words.trim_end_matches('.'))
}
