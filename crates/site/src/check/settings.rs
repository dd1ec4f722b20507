//! `[portal]` and `[controller]`: the portal's own facts, with a preset where nothing is said.

use candor_model::{Controller, Locale, LocalizedText, Officer};
use jiff::tz::TimeZoneDatabase;

use super::texts::{Texts, report_duplicates, report_unknown};
use crate::at::At;
use crate::nearest::nearest;
use crate::parse::{ControllerDraft, Filled, OfficerDraft, Origin, SettingsDraft};
use crate::{Code, Diagnostic, Preset, Report, Span};

/// The theme that is built in.
const DEFAULT_THEME: &str = "default";

/// `[portal]`, checked as far as it goes. What is nothing here is missing or wrong, and reported.
#[derive(Debug)]
pub(super) struct Settings {
    pub(super) base_url: Option<Origin>,
    /// Empty where they are missing or wrong.
    pub(super) locales: Vec<Locale>,
    pub(super) name: Option<LocalizedText>,
    /// Nothing where there are no locales.
    pub(super) authoritative: Option<Locale>,
    pub(super) time_zone: String,
    /// How many days before it binds a material change of a policy is published that says no number of its own.
    notice_days: Option<u16>,
    pub(super) theme: Option<String>,
    pub(super) preset: &'static Preset,
}

impl Settings {
    /// How many days before it binds a material change is published: a policy's own number, or else the portal's.
    pub(super) fn notice_days(&self, own: Option<&At<u16>>) -> Option<u16> {
        own.map(|days| days.value).or(self.notice_days)
    }
}

/// Checks `[portal]`. `themes` are the folders in `themes/`.
pub(super) fn check(draft: SettingsDraft, themes: &[String], report: &mut Report) -> Settings {
    let locales = locales(draft.locales, report);
    let preset = preset(draft.jurisdiction, report);
    Settings {
        base_url: draft.base_url.map(|url| url.value),
        name: Texts { locales: &locales, report }.check(draft.name),
        authoritative: authoritative(draft.authoritative, &locales, report).or_else(|| locales.first().cloned()),
        time_zone: time_zone(draft.time_zone, preset, report),
        notice_days: draft.notice_days.map(|days| days.value),
        theme: draft.theme.and_then(|theme| {
            let theme = At::new(theme.value.to_string(), theme.span);
            check_theme(&theme, themes, report);
            (theme.value != DEFAULT_THEME).then_some(theme.value)
        }),
        locales,
        preset,
    }
}

fn locales(draft: Option<At<Filled<Locale>>>, report: &mut Report) -> Vec<Locale> {
    let written = draft.map(|list| list.value.0).unwrap_or_default();
    report_duplicates("locales", &written, report);
    let mut locales = Vec::new();
    for locale in written {
        if !locales.contains(&locale.value) {
            locales.push(locale.value);
        }
    }
    locales
}

/// A locale that prevails, if the portal has it.
pub(super) fn authoritative(draft: Option<At<Locale>>, locales: &[Locale], report: &mut Report) -> Option<Locale> {
    let locale = draft?;
    if locales.is_empty() || locales.contains(&locale.value) {
        return Some(locale.value);
    }
    report_unknown("locale", &locale, locales.iter().map(Locale::as_str), report);
    None
}

fn preset(draft: Option<At<String>>, report: &mut Report) -> &'static Preset {
    let Some(id) = draft else { return Preset::neutral() };
    Preset::of(&id.value).unwrap_or_else(|| {
        report_unknown("jurisdiction", &id, Preset::ids(), report);
        Preset::neutral()
    })
}

fn time_zone(draft: Option<At<String>>, preset: &Preset, report: &mut Report) -> String {
    let Some(zone) = draft else { return preset.time_zone.clone() };
    // The bundled database, so that no file of this machine decides which zones exist.
    let zones = TimeZoneDatabase::bundled();
    if zones.get(&zone.value).is_err() {
        let names: Vec<String> = zones.available().map(|name| name.to_string()).collect();
        let hint = match nearest(&zone.value, names.iter().map(String::as_str)) {
            Some(name) => format!("Did you mean `{name}`?"),
            None => "Write a name of the IANA database, such as `Asia/Tashkent` or `Europe/Berlin`.".to_owned(),
        };
        let message = format!("There is no time zone `{zone}`.");
        report.add(Diagnostic::new(Code::BadValue, zone.span, message, hint));
    }
    zone.value
}

fn check_theme(theme: &At<String>, themes: &[String], report: &mut Report) {
    if theme.value != DEFAULT_THEME && !themes.contains(&theme.value) {
        let known = themes.iter().map(String::as_str).chain([DEFAULT_THEME]);
        report_unknown("theme", theme, known, report);
    }
}

/// `[controller]`, where nothing that it needs is missing.
pub(super) fn controller(draft: ControllerDraft, texts: &mut Texts<'_>) -> Option<Controller> {
    let name = texts.check(draft.name);
    let address = texts.check(draft.address);
    let has_officer = draft.officer.is_some();
    let officer = draft.officer.and_then(|officer| check_officer(officer, texts));
    if has_officer && officer.is_none() {
        return None;
    }
    Some(Controller {
        name: name?,
        email: draft.email?.value.to_string(),
        tax_id: draft.tax_id.map(|id| id.value),
        address,
        phone: draft.phone.map(|phone| phone.value),
        site: draft.site.map(|site| site.value.to_string()),
        officer,
    })
}

fn check_officer(draft: OfficerDraft, texts: &mut Texts<'_>) -> Option<Officer> {
    let name = texts.check(draft.name);
    Some(Officer { name: name?, email: draft.email?.value.to_string(), phone: draft.phone.map(|phone| phone.value) })
}

/// Warns at a whole file that belongs to nothing.
pub(super) fn report_unused(file: &str, message: String, hint: &str, report: &mut Report) {
    report.add(Diagnostic::new(Code::UnusedFile, Span::whole(file), message, hint));
}
