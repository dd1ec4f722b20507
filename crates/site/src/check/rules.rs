//! The rules for subject requests and for choices: what the portal promises, and what the law lets it promise.

use std::collections::BTreeMap;

use candor_model::{
    Calendar, ConsentRules, LINK_HOURS, Locale, Purpose, PurposeId, Relationship, RequestRules, Right, TimeLimit, Unit,
};
use jiff::civil::date;

use super::promises::Promises;
use super::settings::{Settings, report_unused};
use super::texts::{Texts, report_duplicates};
use crate::at::At;
use crate::parse::{
    CalendarDraft, ConsentDraft, CookiesDraft, Filled, OneOf, PurposeDraft, RelationshipDraft, RequestsDraft,
};
use crate::presets;
use crate::{Code, Diagnostic, Preset, Report, Span};

/// For how long a choice stands where the portal does not say: the longest that regulators call good practice.
const VALID_FOR: &str = "12 months";
/// How long nobody asks again after a refusal (CNIL and Garante: at least six months).
const ASK_AGAIN: &str = "6 months";
/// How long a request is kept open that nobody confirms, where the portal does not say.
const EXPIRE_UNCONFIRMED: &str = "14 days";
/// The purposes for which the theme has words; they need not be declared.
pub(super) const KNOWN_PURPOSES: [&str; 4] = ["necessary", "functional", "analytics", "marketing"];
const NECESSARY: &str = "necessary";

/// `[requests]`, with the preset where nothing is said.
pub(super) fn requests(
    draft: RequestsDraft,
    settings: &Settings,
    calendar: Calendar,
    report: &mut Report,
) -> RequestRules {
    let preset = settings.preset;
    let promises = Promises { preset, calendar: &calendar };
    let respond_within = promises.respond_within(draft.respond_within, report);
    let extend_by = promises.extend_by(draft.extend_by, report);
    let expire_unconfirmed_after = expire_unconfirmed_after(draft.expire_unconfirmed_after, report);
    let authority = Texts { locales: &settings.locales, report }.check(draft.authority);
    let authority = authority.or_else(|| preset.authority.clone());
    let rights = rights(draft.rights, preset, report);
    let relationships = relationships(draft.relationships, &settings.locales, report);
    let rights = rights.into_iter().map(|right| promises.rules_of(right, respond_within, extend_by)).collect();
    let grounds = preset.grounds().to_vec();
    RequestRules { respond_within, rights, expire_unconfirmed_after, authority, relationships, grounds, calendar }
}

/// How long an unconfirmed request is kept open. The link that confirms works for some days, and must not outlive the
/// request.
fn expire_unconfirmed_after(draft: Option<At<TimeLimit>>, report: &mut Report) -> TimeLimit {
    let limit = |text: &str| text.parse::<TimeLimit>().expect("a time limit, which a test builds");
    let (Some(draft), day) = (draft, date(2026, 1, 1)) else { return limit(EXPIRE_UNCONFIRMED) };
    let link_works = format!("{} days", LINK_HOURS / 24);
    if draft.value.end(day) < limit(&link_works).end(day) {
        let message =
            format!("The link that confirms a request works for {link_works}, but the request expires earlier.");
        let hint = format!("Write `{link_works}` or more; without the line it is `{EXPIRE_UNCONFIRMED}`.");
        report.add(Diagnostic::new(Code::BadValue, draft.span, message, hint));
    }
    draft.value
}

fn rights(draft: Option<At<Filled<OneOf<Right>>>>, preset: &Preset, report: &mut Report) -> Vec<Right> {
    let Some(list) = draft else { return preset.rights.clone() };
    let rights: Vec<At<Right>> = list.value.0.into_iter().map(|right| At::new(right.value.0, right.span)).collect();
    report_duplicates("rights", &rights, report);
    rights.into_iter().map(|right| right.value).collect()
}

fn relationships(drafts: Vec<RelationshipDraft>, locales: &[Locale], report: &mut Report) -> Vec<Relationship> {
    report_duplicates("relationships", drafts.iter().filter_map(|draft| draft.id.as_ref()), report);
    let mut texts = Texts { locales, report };
    let check = |draft: RelationshipDraft| {
        let label = texts.check(draft.label);
        Some(Relationship { id: draft.id?.value, role: draft.role?.value.0.0, label })
    };
    drafts.into_iter().filter_map(check).collect()
}

/// `[consent]`, with defaults where nothing is said.
pub(super) fn consent(draft: ConsentDraft, settings: &Settings, report: &mut Report) -> ConsentRules {
    let limit = |written: Option<At<TimeLimit>>, default: &str| {
        let default = || default.parse().expect("the default is a time limit, which a test builds");
        written.map_or_else(default, |limit| limit.value)
    };
    let cookie_domain = draft.cookie_domain.map(|domain| {
        let host = settings.base_url.as_ref().map(|url| url.host());
        if host.is_some_and(|host| !is_within(host, &domain.value.0)) {
            report.add(foreign_domain(domain.span, &domain.value.0));
        }
        domain.value.0
    });
    for limit in [&draft.valid_for, &draft.ask_again_after_refusal].into_iter().flatten() {
        refuse_working_days(limit, report);
    }
    ConsentRules {
        valid_for: limit(draft.valid_for, VALID_FOR),
        ask_again_after_refusal: limit(draft.ask_again_after_refusal, ASK_AGAIN),
        version: ConsentRules::first_version(),
        opposed: Vec::new(),
        google_consent_mode: draft.google_consent_mode.is_some_and(|mode| mode.value),
        trusted_types: draft.trusted_types.is_some_and(|demand| demand.value),
        cookie_domain,
        origins: draft.origins.into_iter().flat_map(|list| list.value).map(|origin| origin.value.to_string()).collect(),
    }
}

/// A visitor's browser has no calendar of working days.
fn refuse_working_days(limit: &At<TimeLimit>, report: &mut Report) {
    if limit.value.unit() == Unit::WorkingDays {
        let message = "A choice cannot stand for a number of working days.";
        report.add(Diagnostic::new(Code::BadValue, limit.span.clone(), message, "Write days, months or years."));
    }
}

fn is_within(host: &str, domain: &str) -> bool {
    host.strip_suffix(domain).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

fn foreign_domain(span: Span, domain: &str) -> Diagnostic {
    let message = format!("The portal is not at `{domain}` or below it, so browsers would refuse its cookie.");
    Diagnostic::new(Code::BadValue, span, message, "Write the domain that the portal and your sites share.")
}

/// `[[purpose]]`; where there is none, `necessary` and those that the cookie register names.
pub(super) fn purposes(
    drafts: Vec<PurposeDraft>,
    cookies: Option<&CookiesDraft>,
    texts: &mut Texts<'_>,
) -> Vec<Purpose> {
    if drafts.is_empty() {
        return purposes_of(cookies);
    }
    report_duplicates("purposes", drafts.iter().filter_map(|draft| draft.id.as_ref()), texts.report);
    let check = |draft: PurposeDraft| {
        let title = texts.check(draft.title);
        let description = texts.check(draft.description);
        Some(Purpose {
            id: draft.id?.value,
            required: draft.required.is_some_and(|required| required.value),
            title,
            description,
        })
    };
    let mut purposes: Vec<Purpose> = drafts.into_iter().filter_map(check).collect();
    purposes.sort_by_key(|purpose| !purpose.required);
    purposes
}

fn purposes_of(cookies: Option<&CookiesDraft>) -> Vec<Purpose> {
    let named = |id: &str| {
        let mut cookies = cookies.into_iter().flat_map(|cookies| &cookies.0);
        cookies.any(|cookie| cookie.purpose.as_ref().is_some_and(|purpose| purpose.value.as_str() == id))
    };
    let used = KNOWN_PURPOSES.into_iter().filter(|id| *id == NECESSARY || named(id));
    let purpose = |id: &str| {
        let required = id == NECESSARY;
        Some(Purpose { id: PurposeId::new(id).ok()?, required, title: None, description: None })
    };
    used.filter_map(purpose).collect()
}

/// The calendar of the portal's jurisdiction, with the portal's own corrections.
pub(super) fn calendar(preset: &Preset, drafts: &BTreeMap<String, CalendarDraft>, report: &mut Report) -> Calendar {
    for id in drafts.keys().filter(|id| **id != preset.calendar) {
        let message = format!("The portal does not reckon by the calendar `{id}`.");
        let hint =
            format!("Its jurisdiction reckons by `{}`: name the file `{0}.toml`, or remove it.", preset.calendar);
        report_unused(&format!("content/calendars/{id}.toml"), message, &hint, report);
    }
    corrected(presets::calendar(&preset.calendar), drafts.get(&preset.calendar), report)
}

/// A calendar with what the portal's own file says otherwise.
pub(crate) fn corrected(mut calendar: Calendar, draft: Option<&CalendarDraft>, report: &mut Report) -> Calendar {
    draft.into_iter().for_each(|draft| correct(&mut calendar, draft, report));
    calendar
}

fn correct(calendar: &mut Calendar, draft: &CalendarDraft, report: &mut Report) {
    if let Some(weekend) = &draft.weekend {
        calendar.weekend = weekend.value.iter().map(|day| day.value.0).collect();
    }
    if let Some(holidays) = &draft.holidays {
        calendar.holidays = holidays.value.iter().map(|day| day.value).collect();
    }
    if let Some(fate) = &draft.weekend_holidays {
        calendar.weekend_holidays = fate.value.0;
    }
    if let Some(source) = &draft.source {
        calendar.source.clone_from(&source.value);
    }
    for year in &draft.years {
        for stray in year.strays() {
            let message = format!("{stray} lies in another year.");
            report.add(Diagnostic::new(
                Code::BadValue,
                stray.span.clone(),
                message,
                "Move it below the `[[year]]` to which it belongs.",
            ));
        }
        if let Some(year) = year.year() {
            calendar.years.retain(|known| known.year != year.year);
            calendar.years.push(year);
        }
    }
    calendar.years.sort_by_key(|year| year.year);
}
