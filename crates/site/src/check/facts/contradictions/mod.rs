//! Contradictions that nobody marked: text that says something else than the facts, outside of any claim.
//!
//! A false alarm is worse than a miss here, so each kind looks only where the words leave little doubt of whom and what
//! they speak. Versions that do not bind any more describe the past, and are not looked at.

mod contacts;
mod cookies;
mod line;
mod nothing;
mod retention;
mod time_limit;

use std::ops::Range;

use candor_model::{Locale, PolicyKind};
use jiff::civil::Date;

use self::line::Line;
use super::super::rows::PolicyRow;
use super::known::Facts;
use crate::check::fault::Fault;
use crate::check::words::words;
use crate::edition::{Clause, Edition};
use crate::parse::EditionDraft;
use crate::{Report, Span};

/// Warns of everything that the texts say against the facts.
pub(in super::super) fn warn_of_contradictions(facts: &Facts, policies: &[PolicyRow], report: &mut Report) {
    for policy in policies {
        for version in &policy.versions {
            let Some(day) = version.judged_on(facts.today()) else { continue };
            for (locale, draft) in &version.editions {
                let Some(edition) = &draft.edition else { continue };
                let text = Text { facts, kind: policy.kind, day, locale, draft };
                text.look(edition, report);
            }
        }
    }
}

/// An edition, and what it is held against.
struct Text<'a> {
    facts: &'a Facts,
    kind: Option<PolicyKind>,
    day: Date,
    locale: &'a Locale,
    draft: &'a EditionDraft,
}

/// A line with what stands around it.
struct Context<'a> {
    line: &'a Line,
    clause: &'a Clause,
    /// The headings above it, and the first line of its clause.
    around: &'a str,
}

/// What contradicts a fact, and where in the line.
struct Found {
    range: Range<usize>,
    fault: Fault,
}

impl Text<'_> {
    fn look(&self, edition: &Edition, report: &mut Report) {
        let mut heading = String::new();
        for clause in &edition.clauses {
            let lines = Line::all_of(clause);
            let first = lines.first().map_or("", |line| line.text.as_str());
            if clause.heading.is_some() {
                first.clone_into(&mut heading);
            }
            let around = format!("{heading} {first}");
            for line in &lines {
                self.look_at(&Context { line, clause, around: &around }, report);
            }
        }
    }

    fn look_at(&self, context: &Context<'_>, report: &mut Report) {
        let mut found = contacts::look(self.facts, context);
        found.extend(time_limit::look(self.facts, context.line));
        found.extend(retention::look(self, context.line));
        found.extend(nothing::look(context.line));
        for found in found {
            let span = self.span(context.line.place(&found.range));
            report.add(found.fault.at(span));
        }
        if self.kind == Some(PolicyKind::Cookies) {
            cookies::look(self, context, report);
        }
    }

    /// The bytes of the file, widened to whole characters: what was escaped stands further right than is known.
    fn span(&self, range: Range<usize>) -> Span {
        let text = self.draft.text.as_str();
        let start = text.floor_char_boundary(range.start.min(text.len()));
        Span::new(&self.draft.file, start..text.ceil_char_boundary(range.end.min(text.len())).max(start))
    }
}

/// The beginnings of words for those who are not us: partners, processors, authorities.
const OTHERS: [&str; 30] = [
    "processor",
    "provider",
    "partner",
    "authorit",
    "agency",
    "regulator",
    "supervis",
    "commission",
    "ombudsman",
    "supplier",
    "representative",
    "обработчик",
    "поставщик",
    "партн",
    "орган",
    "агентств",
    "регулятор",
    "надзор",
    "уполномочен",
    "представител",
    "hamkor",
    "organ",
    "agentlig",
    "vakolatli",
    "qayta",
    "provayder",
    "ҳамкор",
    "агентлиг",
    "ваколатли",
    "провайдер",
];

/// Whether words speak of others than us.
fn speaks_of_others(text: &str, facts: &Facts) -> bool {
    let names = facts.texts("registers.recipients.", ".name");
    words(text).iter().any(|word| word.is_of(&OTHERS)) || names.iter().any(|name| text.contains(name.as_str()))
}

/// Whether words have one that begins so.
fn has(text: &str, stems: &[&str]) -> bool {
    words(text).iter().any(|word| word.is_of(stems))
}
