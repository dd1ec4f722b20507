//! The register of retention: what its words say of the intake's own records, the courier does.

use candor_model::{Kept, Locale, LocalizedText, TimeLimit, Unit};
use jiff::civil::date;

use super::lengths::{DAY, Length};
use super::registers::period;
use super::terms::{Said, said};
use super::texts::Texts;
use crate::at::At;
use crate::parse::{Localized, OneOf, RetentionEntryDraft};
use crate::portal::{Erasure, RetentionTerm};
use crate::wording::LANGUAGES;
use crate::{Code, Diagnostic, Preset, Report, Span};

/// Checks one entry. One that lacks something has been reported.
pub(super) fn check(draft: RetentionEntryDraft, preset: &Preset, texts: &mut Texts<'_>) -> Option<RetentionTerm> {
    let erasure = erasure(&draft, preset, texts);
    let [records, term, basis] = [draft.records, draft.term, draft.basis].map(|text| texts.check(text));
    let period = period(draft.period, texts.report);
    Some(RetentionTerm {
        id: draft.id?.value.to_string(),
        records: records?,
        term: term?,
        basis: basis?,
        erasure,
        period,
    })
}

/// Reports each entry of which an earlier one is about the same records on the same day.
pub(super) fn report_overlaps(drafts: &[RetentionEntryDraft], report: &mut Report) {
    for (place, draft) in drafts.iter().enumerate() {
        let Some(of) = &draft.of else { continue };
        let earlier = drafts[..place].iter().filter(|other| other.period.days().overlaps(draft.period.days()));
        let Some(first) = earlier.filter_map(|other| other.of.as_ref()).find(|other| other.value.0 == of.value.0)
        else {
            continue;
        };
        let message = format!("Two entries say how long `{}` are kept.", of.value.0.as_str());
        let hint = "Remove one of the two; or let the first end with `until`, and the second begin later with `since`.";
        let duplicate = Diagnostic::new(Code::DuplicateId, of.span.clone(), message, hint);
        report.add(duplicate.with_related(first.span.clone(), "the first is here"));
    }
}

fn erasure(draft: &RetentionEntryDraft, preset: &Preset, texts: &mut Texts<'_>) -> Option<Erasure> {
    let (of, keep) = match (&draft.of, &draft.keep) {
        (Some(of), Some(keep)) => (of, keep),
        (None, None) => return None,
        (Some(of), None) => {
            let message = "The entry does not say in `keep` for how long the records are kept after their end.";
            texts.report.add(missing(of, message, "Add `keep = \"3 years\"`, the time that its `term` says in words."));
            return None;
        }
        (None, Some(keep)) => {
            let message = "The entry does not say in `of` which records are erased.";
            let names = Kept::ALL.map(|kept| format!("`of = \"{}\"`", kept.as_str())).join(" or ");
            let hint = format!("Add {names}; of other records Candor has none.");
            texts.report.add(missing(keep, message, &hint));
            return None;
        }
    };
    report_other_time(draft, keep, texts);
    report_too_short(of, keep, preset, texts.report);
    Some(Erasure { of: of.value.0, keep: keep.value })
}

fn missing<T>(beside: &At<T>, message: &str, hint: &str) -> Diagnostic {
    Diagnostic::new(Code::MissingKey, beside.span.clone(), message, hint)
}

/// Compares the words with what is done, in each locale whose words are known.
fn report_other_time(draft: &RetentionEntryDraft, keep: &At<TimeLimit>, texts: &mut Texts<'_>) {
    let Some(term) = &draft.term else { return };
    let kept = length(keep.value);
    for told in told(term, texts.locales) {
        let (message, hint) = match said(told.text, kept) {
            Said::Other => (
                format!("Readers are told `{}`, but `keep` is `{keep}`, and by that is erased.", told.text),
                "Correct one of the two; each locale's `term` says the time of `keep` in words, and no other."
                    .to_owned(),
            ),
            Said::Nothing if told.must_say => (
                format!("Readers are told `{}`, but not that `keep` has the records erased after `{keep}`.", told.text),
                "Say it in this `term` with its number, in its language, such as `3 years after closing`.".to_owned(),
            ),
            Said::Same | Said::Nothing => continue,
        };
        let other = Diagnostic::new(Code::FalseRetention, told.span.clone(), message, hint);
        texts.report.add(other.with_related(keep.span.clone(), "the records are erased by this"));
    }
}

/// Words of a term that can be held against the time of `keep`.
struct Told<'a> {
    text: &'a str,
    span: &'a Span,
    /// Whether the time would be recognised in whatever language the words are.
    must_say: bool,
}

/// The words in the languages that are known. Of others nothing is claimed; in a text for all locales, that it says nothing.
fn told<'a>(term: &'a At<Localized>, locales: &[Locale]) -> Vec<Told<'a>> {
    let is_known = |locale: &Locale| LANGUAGES.contains(&locale.language());
    match &term.value.text {
        LocalizedText::Everywhere(text) if locales.iter().any(is_known) => {
            vec![Told { text, span: &term.span, must_say: locales.iter().all(is_known) }]
        }
        LocalizedText::Everywhere(_) => Vec::new(),
        LocalizedText::ByLocale(texts) => {
            let places = term.value.locales.iter().filter(|(locale, _)| is_known(locale));
            places.filter_map(|(locale, span)| Some(Told { text: texts.get(locale)?, span, must_say: true })).collect()
        }
    }
}

fn length(limit: TimeLimit) -> Length {
    let amount = u32::from(limit.amount());
    match limit.unit() {
        Unit::WorkingDays => Length::WorkingDays(amount),
        Unit::Days => Length::Minutes(amount * DAY),
        Unit::Months => Length::Months(amount),
        Unit::Years => Length::Months(amount * 12),
    }
}

/// A law may have subject requests kept for some time, so that it can be shown how they were answered.
fn report_too_short(of: &At<OneOf<Kept>>, keep: &At<TimeLimit>, preset: &Preset, report: &mut Report) {
    let Some(least) = preset.keep_requests.filter(|_| of.value.0 == Kept::SubjectRequests) else { return };
    // Before a leap day, months and years have the most days.
    let day = date(2024, 1, 1);
    if keep.value.end(day) < least.end(day) {
        let message = format!("`{keep}` is shorter than the law has subject requests kept ({}).", preset.name);
        let hint = format!("Write `{least}` or more, and say so in `term`.");
        report.add(Diagnostic::new(Code::BadValue, keep.span.clone(), message, hint));
    }
}
