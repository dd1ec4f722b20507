//! The registers: entries with all that they need, names that are their own, purposes that the portal has.

use candor_model::Cookie;

use super::retention;
use super::texts::{Texts, report_duplicates, report_unknown};
use crate::at::At;
use crate::parse::{ActivityDraft, CookieDraft, PeriodDraft, RecipientDraft, RegistersDraft};
use crate::portal::{Activity, Period, Recipient, Registers};
use crate::{Code, Diagnostic, Preset, Report};

/// Checks the registers. Entries that lack something have been reported, and are left out.
pub(super) fn check(
    draft: RegistersDraft,
    purposes: Option<Vec<&str>>,
    preset: &Preset,
    texts: &mut Texts<'_>,
) -> Registers {
    Registers {
        cookies: draft.cookies.map(|cookies| check_cookies(cookies.0, purposes, texts)),
        recipients: draft.recipients.map(|recipients| {
            report_duplicates("recipients", ids(&recipients.0, |entry| &entry.id), texts.report);
            recipients.0.into_iter().filter_map(|entry| recipient(entry, texts)).collect()
        }),
        retention: draft.retention.map(|retention| {
            report_duplicates("entries", ids(&retention.0, |entry| &entry.id), texts.report);
            retention::report_overlaps(&retention.0, texts.report);
            retention.0.into_iter().filter_map(|entry| retention::check(entry, preset, texts)).collect()
        }),
        processing: draft.processing.map(|processing| {
            report_duplicates("entries", ids(&processing.0, |entry| &entry.id), texts.report);
            processing.0.into_iter().filter_map(|entry| activity(entry, texts)).collect()
        }),
    }
}

fn ids<'a, E, T: 'a>(entries: &'a [E], id: impl Fn(&'a E) -> &'a Option<At<T>>) -> impl Iterator<Item = &'a At<T>> {
    entries.iter().filter_map(move |entry| id(entry).as_ref())
}

fn check_cookies(drafts: Vec<CookieDraft>, purposes: Option<Vec<&str>>, texts: &mut Texts<'_>) -> Vec<Cookie> {
    report_overlaps(&drafts, texts.report);
    for purpose in ids(&drafts, |draft| &draft.purpose) {
        if let Some(known) = purposes.as_ref().filter(|known| !known.contains(&purpose.value.as_str())) {
            report_unknown("purpose", purpose, known.iter().copied(), texts.report);
        }
    }
    drafts.into_iter().filter_map(|draft| cookie(draft, texts)).collect()
}

/// Reports each cookie of which an earlier entry holds on the same day. Of those that follow each other, each tells what
/// was stored at its time.
fn report_overlaps(drafts: &[CookieDraft], report: &mut Report) {
    for (place, draft) in drafts.iter().enumerate() {
        let Some(name) = &draft.name else { continue };
        let earlier = drafts[..place].iter().filter(|other| other.period.days().overlaps(draft.period.days()));
        let Some(first) = earlier.filter_map(|other| other.name.as_ref()).find(|other| other.value == name.value)
        else {
            continue;
        };
        let message = format!("There are two cookies `{name}`.");
        let hint = "Remove one of the two; or let the first end with `until`, and the second begin later with `since`.";
        let duplicate = Diagnostic::new(Code::DuplicateId, name.span.clone(), message, hint);
        report.add(duplicate.with_related(first.span.clone(), "the first is here"));
    }
}

fn cookie(draft: CookieDraft, texts: &mut Texts<'_>) -> Option<Cookie> {
    let [provider, duration, description] = [draft.provider, draft.duration, draft.description].map(|t| texts.check(t));
    let period = period(draft.period, texts.report);
    Some(Cookie {
        name: draft.name?.value,
        purpose: draft.purpose?.value,
        provider: provider?,
        kind: draft.kind.map(|kind| kind.value.0).unwrap_or_default(),
        party: draft.party.map(|party| party.value.0).unwrap_or_default(),
        duration: duration?,
        domain: draft.domain.map(|domain| domain.value.0),
        description: description?,
        since: period.since,
        until: period.until,
    })
}

fn recipient(draft: RecipientDraft, texts: &mut Texts<'_>) -> Option<Recipient> {
    let [name, purpose, ground] = [draft.name, draft.purpose, draft.ground].map(|text| texts.check(text));
    let period = period(draft.period, texts.report);
    Some(Recipient {
        id: draft.id?.value.to_string(),
        name: name?,
        role: draft.role?.value.0,
        country: draft.country?.value.to_string(),
        purpose: purpose?,
        ground,
        period,
    })
}

fn activity(draft: ActivityDraft, texts: &mut Texts<'_>) -> Option<Activity> {
    let [activity, purpose, basis] = [draft.activity, draft.purpose, draft.basis].map(|text| texts.check(text));
    let [data_categories, subjects] = [draft.data_categories, draft.subjects].map(|text| texts.check(text));
    let period = period(draft.period, texts.report);
    Some(Activity {
        id: draft.id?.value.to_string(),
        activity: activity?,
        purpose: purpose?,
        basis: basis?,
        data_categories: data_categories?,
        subjects: subjects?,
        period,
    })
}

pub(super) fn period(draft: PeriodDraft, report: &mut Report) -> Period {
    if let (Some(since), Some(until)) = (&draft.since, &draft.until)
        && until.value < since.value
    {
        let message = format!("The entry ends on {until}, before it begins.");
        let fault = Diagnostic::new(Code::BadValue, until.span.clone(), message, "Correct one of the two dates.");
        report.add(fault.with_related(since.span.clone(), "it begins here"));
    }
    draft.days()
}
