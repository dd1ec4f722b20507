//! The register of retention: what its words say of the intake's own records, the courier does.

use candor_model::{Kept, LocalizedText, TimeLimit, Unit};
use jiff::civil::date;

use super::lengths::{DAY, Length, lengths};
use super::registers::period;
use super::texts::Texts;
use crate::at::At;
use crate::parse::{OneOf, RetentionEntryDraft};
use crate::portal::{Erasure, RetentionTerm};
use crate::{Code, Diagnostic, Preset, Report};

/// Checks one entry. One that lacks something has been reported.
pub(super) fn check(draft: RetentionEntryDraft, preset: &Preset, texts: &mut Texts<'_>) -> Option<RetentionTerm> {
    let erasure = erasure(&draft, preset, texts.report);
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

fn erasure(draft: &RetentionEntryDraft, preset: &Preset, report: &mut Report) -> Option<Erasure> {
    let (of, keep) = match (&draft.of, &draft.keep) {
        (Some(of), Some(keep)) => (of, keep),
        (None, None) => return None,
        (Some(of), None) => {
            let message = "The entry does not say in `keep` for how long the records are kept after their end.";
            report.add(missing(of, message, "Add `keep = \"3 years\"`, the time that its `term` says in words."));
            return None;
        }
        (None, Some(keep)) => {
            let message = "The entry does not say in `of` which records are erased.";
            let names = Kept::ALL.map(|kept| format!("`of = \"{}\"`", kept.as_str())).join(" or ");
            let hint = format!("Add {names}; of other records Candor has none.");
            report.add(missing(keep, message, &hint));
            return None;
        }
    };
    report_other_time(draft, keep, report);
    report_too_short(of, keep, preset, report);
    Some(Erasure { of: of.value.0, keep: keep.value })
}

fn missing<T>(beside: &At<T>, message: &str, hint: &str) -> Diagnostic {
    Diagnostic::new(Code::MissingKey, beside.span.clone(), message, hint)
}

/// Compares the words with what is done. A text in which no length of time is recognised says nothing else.
fn report_other_time(draft: &RetentionEntryDraft, keep: &At<TimeLimit>, report: &mut Report) {
    let Some(term) = &draft.term else { return };
    let (kept, texts) = (length(keep.value), texts(&term.value.text));
    let says_other = |text: &&&str| {
        let said = lengths(text);
        !said.is_empty() && said.iter().all(|found| found.length != kept)
    };
    if let Some(text) = texts.iter().find(says_other) {
        let message = format!("Readers are told `{text}`, but `keep` is `{keep}`, and by that is erased.");
        let hint = "Correct one of the two; each locale's `term` says the time of `keep` in words.";
        let other = Diagnostic::new(Code::FalseRetention, keep.span.clone(), message, hint);
        report.add(other.with_related(term.span.clone(), "readers are told here"));
    }
}

fn texts(text: &LocalizedText) -> Vec<&str> {
    match text {
        LocalizedText::Everywhere(text) => vec![text],
        LocalizedText::ByLocale(texts) => texts.values().map(String::as_str).collect(),
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
