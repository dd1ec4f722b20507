//! The editions of a policy's versions: which are missing, which lack clauses.

use std::collections::HashMap;

use candor_model::{ClauseNumber, Locale};

use super::rows::VersionRow;
use super::{agreement, reading};
use crate::edition::{Clause, Edition};
use crate::parse::{EditionDraft, POLICIES};
use crate::{Code, Diagnostic, Report, Span};

/// Checks the editions of all versions of the policy with that name.
pub(super) fn check(policy: &str, versions: &[VersionRow], locales: &[Locale], report: &mut Report) {
    for version in versions {
        let mut check = Check { policy, version, locales, report };
        check.warn_of_foreign();
        check.report_missing();
        check.compare();
        agreement::check(version, locales, check.report);
    }
}

/// One version and its editions.
struct Check<'a> {
    policy: &'a str,
    version: &'a VersionRow,
    /// Empty where the portal's locales are not known; then nothing is said of them.
    locales: &'a [Locale],
    report: &'a mut Report,
}

impl Check<'_> {
    fn warn_of_foreign(&mut self) {
        for (locale, draft) in &self.version.editions {
            if !self.locales.is_empty() && !self.locales.contains(locale) {
                let message = format!("The portal has no locale `{locale}`, so this edition is not used.");
                let hint = "Remove the file, or add the locale to `locales` in `portal.toml`.";
                self.add(Code::UnusedFile, Span::whole(&draft.file), message, hint);
            }
        }
    }

    fn report_missing(&mut self) {
        let Some(authoritative) = self.version.authoritative.as_ref() else { return };
        if !self.version.editions.contains_key(authoritative) {
            self.add_missing(
                Code::MissingAuthoritative,
                authoritative,
                "It is the one that prevails, so it must exist: write it there.".to_owned(),
            );
            return;
        }
        for locale in self.locales.iter().filter(|locale| !self.version.editions.contains_key(locale)) {
            if self.version.digests.contains_key(locale) {
                let hint = "It was published: put it back, since visitors rely on the text that they agreed to.";
                self.add_missing(Code::ChangedEdition, locale, hint.to_owned());
            } else {
                let hint = "Write it there; until then its readers see the";
                self.add_missing(
                    Code::MissingEdition,
                    locale,
                    format!("{hint} `{authoritative}` edition with a note."),
                );
            }
        }
    }

    fn add_missing(&mut self, code: Code, locale: &Locale, hint: String) {
        let message = format!("Version {} of `{}` has no `{locale}` edition.", self.version.id, self.policy);
        let file = format!("{POLICIES}{}/{}/{locale}.md", self.policy, self.version.id);
        let missing = Diagnostic::new(code, Span::whole(file), message, hint);
        self.report.add(match &self.version.place {
            Some(place) => missing.with_related(place.clone(), "the version stands here"),
            None => missing,
        });
    }

    /// Compares each edition with the authoritative one, clause by clause.
    fn compare(&mut self) {
        let Some(authoritative) = self.version.authoritative_edition().and_then(Text::of) else { return };
        let used = self.version.editions.iter().filter(|(locale, _)| self.locales.contains(locale));
        for own in used.filter_map(|(_, draft)| Text::of(draft)) {
            self.warn_of_untranslated(&authoritative, &own);
            for (_, clause) in reading::lacking(own.edition, authoritative.edition) {
                self.report.add(extra(clause, &own, &authoritative.edition.locale));
            }
        }
    }

    /// Warns of what `own` lacks, each with the last clause before it that `own` has.
    fn warn_of_untranslated(&mut self, authoritative: &Text<'_>, own: &Text<'_>) {
        let known: HashMap<&str, &Clause> =
            own.edition.clauses.iter().map(|clause| (clause.key.as_str(), clause)).collect();
        let clauses = &authoritative.edition.clauses;
        let (mut before, mut seen) = (None, 0);
        for (place, clause) in reading::lacking(authoritative.edition, own.edition) {
            before = clauses[seen..place].iter().rev().find_map(|clause| known.get(clause.key.as_str())).or(before);
            seen = place;
            self.report.add(untranslated(authoritative, clause, own, before.copied()));
        }
    }

    fn add(&mut self, code: Code, span: Span, message: String, hint: &str) {
        self.report.add(Diagnostic::new(code, span, message, hint));
    }
}

/// An edition with its file.
#[derive(Clone, Copy)]
pub(super) struct Text<'a> {
    pub(super) file: &'a str,
    pub(super) edition: &'a Edition,
}

impl<'a> Text<'a> {
    pub(super) fn of(draft: &'a EditionDraft) -> Option<Self> {
        Some(Self { file: &draft.file, edition: draft.edition.as_ref()? })
    }

    pub(super) fn label(&self, clause: &Clause) -> Span {
        Span::new(self.file, clause.label_span.clone())
    }
}

/// Points at the clause of `own` that stands before the gap.
fn untranslated(authoritative: &Text<'_>, clause: &Clause, own: &Text<'_>, before: Option<&Clause>) -> Diagnostic {
    let locale = &authoritative.edition.locale;
    let span = before.map_or_else(|| Span::whole(own.file), |before| own.label(before));
    let whereabouts = if before.is_some() { "after this one" } else { "at the beginning" };
    let message = format!("{} of the `{locale}` edition is missing {whereabouts}.", name(clause));
    let hint = format!("Translate it; until then readers see it in `{locale}` with a note.");
    let missing = Diagnostic::new(Code::UntranslatedClause, span, message, hint);
    missing.with_related(authoritative.label(clause), "it stands here")
}

fn extra(clause: &Clause, own: &Text<'_>, authoritative: &Locale) -> Diagnostic {
    let message = format!("{} does not exist in the `{authoritative}` edition, which prevails.", name(clause));
    let hint = "Add it there, remove it here, or correct its number.";
    Diagnostic::new(Code::ExtraClause, own.label(clause), message, hint)
}

/// What an author calls a clause.
pub(super) fn name(clause: &Clause) -> String {
    called(clause.number.as_ref(), clause.depth, &clause.anchor)
}

/// What an author calls the clause with that number, depth and anchor.
pub(super) fn called(number: Option<&ClauseNumber>, depth: usize, anchor: &str) -> String {
    match number {
        Some(number) => format!("Clause {number}"),
        None if depth == 0 => "The text before the first clause".to_owned(),
        None => format!("The clause `{anchor}`"),
    }
}
