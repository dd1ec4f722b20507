//! Localized texts against the portal's locales, and lists whose entries must differ.

use std::collections::BTreeMap;
use std::fmt::Display;

use candor_model::{Locale, LocalizedText};

use crate::at::At;
use crate::nearest::{did_you_mean, list};
use crate::parse::Localized;
use crate::{Code, Diagnostic, Report, Span};

/// The portal's locales, and the report to which texts that do not fit them go.
pub(super) struct Texts<'a> {
    /// The portal's locales. Empty where `portal.toml` cannot be read; then nothing is compared.
    pub(super) locales: &'a [Locale],
    pub(super) report: &'a mut Report,
}

impl Texts<'_> {
    /// The text of a draft; warns of locales that it lacks, and of locales that the portal lacks.
    pub(super) fn check(&mut self, draft: Option<At<Localized>>) -> Option<LocalizedText> {
        let draft = draft?;
        if let LocalizedText::ByLocale(_) = &draft.value.text {
            self.warn_of_missing(&draft.span, &draft.value.locales);
            self.warn_of_unused(&draft.value.locales);
        }
        Some(draft.value.text)
    }

    fn warn_of_missing(&mut self, span: &Span, written: &[(Locale, Span)]) {
        let is_missing = |locale: &&Locale| written.iter().all(|(written, _)| written != *locale);
        let missing: Vec<&str> = self.locales.iter().filter(is_missing).map(Locale::as_str).collect();
        if !missing.is_empty() {
            let message = format!("This text is missing in {}.", list(missing));
            let hint = "Add it; until then its readers see the text of another locale.";
            self.report.add(Diagnostic::new(Code::MissingLocale, span.clone(), message, hint));
        }
    }

    fn warn_of_unused(&mut self, written: &[(Locale, Span)]) {
        for (locale, span) in written {
            if !self.locales.is_empty() && !self.locales.contains(locale) {
                let message = format!("The portal has no locale `{locale}`, so this text is never shown.");
                let hint = "Remove it, or add the locale to `locales` in `portal.toml`.";
                self.report.add(Diagnostic::new(Code::UnusedLocale, span.clone(), message, hint));
            }
        }
    }
}

/// Reports each identifier that was there before.
pub(super) fn report_duplicates<'a, T: Ord + Display + 'a>(
    what: &str,
    ids: impl IntoIterator<Item = &'a At<T>>,
    report: &mut Report,
) {
    let mut first: BTreeMap<&T, &Span> = BTreeMap::new();
    for id in ids {
        if let Some(span) = first.get(&id.value) {
            let message = format!("There are two {what} `{id}`.");
            let duplicate = Diagnostic::new(
                Code::DuplicateId,
                id.span.clone(),
                message,
                "Remove one of the two, or give it another name.",
            );
            report.add(duplicate.with_related((*span).clone(), "the first is here"));
        } else {
            first.insert(&id.value, &id.span);
        }
    }
}

/// Reports a name that nothing has.
pub(super) fn report_unknown<'a>(
    what: &str,
    name: &At<impl Display>,
    known: impl IntoIterator<Item = &'a str>,
    report: &mut Report,
) {
    let known: Vec<&str> = known.into_iter().collect();
    let message = format!("There is no {what} `{name}`.");
    let hint = if known.is_empty() {
        format!("Remove it, or make the {what} first.")
    } else {
        did_you_mean(&name.to_string(), known)
    };
    report.add(Diagnostic::new(Code::UnknownName, name.span.clone(), message, hint));
}
