//! Parse: the files of `content/` become drafts, in which every value knows where it was written.
//!
//! Nothing here compares one file with another; that is what check does.

mod brand;
mod calendar;
mod choices;
mod exceptions;
mod figures;
mod place;
mod policies;
mod portal;
mod published;
mod registers;
mod syntax;
mod table;
mod values;
mod versions;

use std::collections::BTreeMap;

use candor_model::Locale;

pub(crate) use brand::{BrandDraft, BrandLinkDraft, ColoursDraft, ImageName};
pub(crate) use calendar::CalendarDraft;
pub(crate) use choices::{CHOICES, ChoicesDraft};
pub(crate) use exceptions::{ExceptionDraft, exceptions};
pub(crate) use figures::{FiguresDraft, RightFiguresDraft};
use place::Place;
pub(crate) use policies::{EditionDraft, PolicyDraft};
pub(crate) use portal::{
    ConsentDraft, ControllerDraft, GpcDraft, OfficerDraft, PortalDraft, PurposeDraft, RelationshipDraft, RequestsDraft,
    SecurityDraft, SettingsDraft,
};
pub(crate) use published::PublishedText;
pub(crate) use registers::{
    ActivityDraft, CookieDraft, CookiesDraft, PeriodDraft, ProcessingDraft, RecipientDraft, RecipientsDraft,
    RetentionDraft, RetentionEntryDraft,
};
pub(crate) use syntax::is_toml;
pub(crate) use table::{FromItem, FromTable, Item, Table, read};
pub(crate) use values::{DigestStart, Filled, Localized, Named, OneOf, Origin, SecureAddress};
pub(crate) use versions::{CorrectionDraft, RelatedDraft, VersionDraft};

use crate::directions::warn_of_marks;
use crate::nearest::did_you_mean;
use crate::{Code, Diagnostic, Report, Sources, Span};

/// Where the portal's own settings stand.
pub(crate) const PORTAL: &str = "content/portal.toml";
/// The folder with a folder for each policy.
pub(crate) const POLICIES: &str = "content/policies/";
const CONTENT: &str = "content/";
const THEMES: &str = "themes/";
const REGISTERS: [&str; 4] = ["cookies", "recipients", "retention", "processing"];

/// The drafts of a whole portal.
#[derive(Debug, Default)]
pub(crate) struct Parsed {
    /// `portal.toml`, unless it is missing or torn.
    pub(crate) portal: Option<PortalDraft>,
    /// Each policy, by the name of its folder.
    pub(crate) policies: BTreeMap<String, PolicyDraft>,
    /// What visitors were last asked to agree to, as far as that is written down.
    pub(crate) choices: Option<ChoicesDraft>,
    /// The registers that have a file.
    pub(crate) registers: RegistersDraft,
    /// The portal's own calendars, by the name of their file.
    pub(crate) calendars: BTreeMap<String, CalendarDraft>,
    /// The figures of each year, by the name of their file.
    pub(crate) figures: BTreeMap<i16, FiguresDraft>,
    /// The portal's own words, which are read with the theme's.
    pub(crate) strings: BTreeMap<Locale, String>,
    /// The images of the brand, by the name of their file, each with its size in bytes.
    pub(crate) images: BTreeMap<String, usize>,
    /// The folders in `themes/`.
    pub(crate) themes: Vec<String>,
}

/// The drafts of the registers. A register without a file is nothing, and has no page.
#[derive(Debug, Default)]
pub(crate) struct RegistersDraft {
    pub(crate) cookies: Option<CookiesDraft>,
    pub(crate) recipients: Option<RecipientsDraft>,
    pub(crate) retention: Option<RetentionDraft>,
    pub(crate) processing: Option<ProcessingDraft>,
}

/// Reads every file of `content/`. Versions that are drafts are left out, with their editions, unless `drafts` is set.
pub(crate) fn parse(sources: &Sources, drafts: bool, report: &mut Report) -> Parsed {
    let mut parsed = Parsed { themes: themes(sources), ..Parsed::default() };
    if sources.get(PORTAL).is_none() {
        let hint = "Make it with `[portal]` (base_url, locales, name) and `[controller]` (name, email).";
        report.add(Diagnostic::new(Code::MissingFile, Span::whole(PORTAL), "The portal has no `portal.toml`.", hint));
    }
    for (path, bytes) in sources.under(CONTENT) {
        match Place::of(path) {
            Place::Hidden
            | Place::Exceptions
            | Place::Versions { .. }
            | Place::Edition { .. }
            | Place::Published { .. } => {}
            Place::Stray => report.add(stray(path)),
            Place::Brand { file } => drop(parsed.images.insert(file.to_owned(), bytes.len())),
            place => {
                if let Some(text) = decode(path, bytes, report) {
                    warn_of_marks(path, text, report);
                    parsed.add(place, path, text, report);
                }
            }
        }
    }
    parsed.policies = policies::parse(sources, drafts, report);
    parsed
}

impl Parsed {
    fn add(&mut self, place: Place<'_>, path: &str, text: &str, report: &mut Report) {
        match place {
            Place::Portal => {
                let read = read(path, text, report);
                self.portal = (!read.torn).then_some(read.draft);
            }
            Place::Choices => self.choices = Some(read(path, text, report).draft),
            Place::Register { name } => self.registers.add(name, path, text, report),
            Place::Calendar { id } => {
                self.calendars.insert(id.to_owned(), read(path, text, report).draft);
            }
            Place::Figures { year } => match year.parse() {
                Ok(year) => drop(self.figures.insert(year, read(path, text, report).draft)),
                Err(_) => report.add(not_a_year(path)),
            },
            Place::Strings { locale } => match Locale::new(locale) {
                Ok(locale) => {
                    if is_toml(path, text, report) {
                        self.strings.insert(locale, text.to_owned());
                    }
                }
                Err(_) => report.add(not_a_locale(path)),
            },
            Place::Versions { .. }
            | Place::Edition { .. }
            | Place::Published { .. }
            | Place::Exceptions
            | Place::Brand { .. }
            | Place::Hidden
            | Place::Stray => {}
        }
    }
}

impl RegistersDraft {
    fn add(&mut self, name: &str, path: &str, text: &str, report: &mut Report) {
        match name {
            "cookies" => self.cookies = Some(read(path, text, report).draft),
            "recipients" => self.recipients = Some(read(path, text, report).draft),
            "retention" => self.retention = Some(read(path, text, report).draft),
            "processing" => self.processing = Some(read(path, text, report).draft),
            other => {
                let message = format!("There is no register `{other}`, so this file is not used.");
                let hint = did_you_mean(other, REGISTERS);
                report.add(Diagnostic::new(Code::UnusedFile, Span::whole(path), message, hint));
            }
        }
    }
}

fn themes(sources: &Sources) -> Vec<String> {
    let folder = |(path, _): (&str, _)| path.split('/').nth(1).map(str::to_owned);
    let mut themes: Vec<String> = sources.under(THEMES).filter_map(folder).collect();
    themes.dedup();
    themes
}

/// The text of a file, if it is UTF-8. A byte of zero is how UTF-16 writes half of a letter, and stands in no text.
pub(crate) fn decode<'a>(path: &str, bytes: &'a [u8], report: &mut Report) -> Option<&'a str> {
    let text = str::from_utf8(bytes).ok().filter(|text| !text.contains('\0'));
    if text.is_none() {
        report.add(not_utf8(path));
    }
    text
}

fn not_utf8(path: &str) -> Diagnostic {
    let hint = "Save it as UTF-8 in the editor; other encodings lose letters such as `ў` or `ʻ`.";
    Diagnostic::new(Code::NotUtf8, Span::whole(path), "The file is not UTF-8 text.", hint)
}

fn stray(path: &str) -> Diagnostic {
    let hint = "`content/` holds `portal.toml`, `exceptions.toml`, `policies/<policy>/versions.toml`, \
                `policies/<policy>/<version>/<locale>.md`, `registers/`, `calendars/`, `figures/`, `brand/` and `strings/`; \
                move other files elsewhere.";
    Diagnostic::new(Code::UnusedFile, Span::whole(path), "This file belongs to nothing, and is not used.", hint)
}

fn not_a_year(path: &str) -> Diagnostic {
    let hint = "Name the file after the year of its figures, such as `2025.toml`.";
    Diagnostic::new(Code::UnusedFile, Span::whole(path), "The file's name is not a year, so it is not used.", hint)
}

fn not_a_locale(path: &str) -> Diagnostic {
    let hint = "Name the file after a locale, such as `uz`, `uz-Cyrl` or `en-GB`.";
    Diagnostic::new(Code::UnusedFile, Span::whole(path), "The file's name is not a locale, so it is not used.", hint)
}
