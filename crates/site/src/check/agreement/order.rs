//! Numbers and letters of clauses that do not follow on each other: left out, or out of order.

use std::collections::{BTreeMap, BTreeSet};

use candor_model::Locale;

use super::alphabet;
use crate::check::editions::Text;
use crate::edition::Clause;
use crate::{Code, Diagnostic, Report};

/// Warns of each clause of an edition that does not follow on. What the authoritative edition has in the same way is
/// said of that alone; what an edition lacks from it has been said already.
pub(super) fn check(text: Text<'_>, authoritative: Option<Text<'_>>, report: &mut Report) {
    let known = authoritative.map(|text| breaks(text.edition.clauses.as_slice(), &text.edition.locale));
    let is_known = |found: &Break<'_>| {
        let same = |other: &Break<'_>| (&other.number, &other.expected) == (&found.number, &found.expected);
        let lacks = authoritative.is_some_and(|text| has_number(&text, &found.expected));
        lacks || known.as_ref().is_some_and(|known| known.iter().any(same))
    };
    for found in breaks(&text.edition.clauses, &text.edition.locale).iter().filter(|found| !is_known(found)) {
        report.add(found.diagnostic(text));
    }
}

fn has_number(text: &Text<'_>, number: &str) -> bool {
    text.edition.clauses.iter().any(|clause| clause.number.as_ref().is_some_and(|own| own.to_string() == number))
}

/// A clause that does not follow on.
struct Break<'a> {
    clause: &'a Clause,
    number: String,
    /// The last one at its level.
    before: Option<(&'a Clause, String)>,
    expected: String,
    /// It should stand before that, or the place where it should stand is further below.
    goes_back: bool,
}

impl Break<'_> {
    fn diagnostic(&self, text: Text<'_>) -> Diagnostic {
        let Self { clause, number, before, expected, goes_back } = self;
        let message = match before {
            Some((_, before)) if *goes_back => format!("Clause {number} comes after {before}, out of order."),
            Some((_, before)) => format!("Clause {number} comes right after {before}, where {expected} is expected."),
            None => format!("Clause {number} comes first in its section, where {expected} is expected."),
        };
        let hint = "Correct the number, or add what is missing; say “Removed” in the place of what was taken out.";
        let diagnostic = Diagnostic::new(Code::ClauseOrder, text.label(clause), message, hint);
        match before {
            Some((before, number)) => diagnostic.with_related(text.label(before), format!("{number} stands here")),
            None => diagnostic,
        }
    }
}

fn breaks<'a>(clauses: &'a [Clause], locale: &Locale) -> Vec<Break<'a>> {
    let numbers = clauses.iter().filter_map(|clause| Some(clause.number.as_ref()?.to_string())).collect();
    let mut walk = Walk { last: BTreeMap::new(), seen: BTreeSet::new(), numbers, locale };
    clauses.iter().filter_map(|clause| walk.step(clause)).collect()
}

/// A way through the clauses of an edition.
struct Walk<'a, 'l> {
    /// The last number or letter below each number, the empty one for sections, with the clause that had it.
    last: BTreeMap<String, (String, &'a Clause)>,
    /// The numbers that there were.
    seen: BTreeSet<String>,
    /// All numbers that there are.
    numbers: BTreeSet<String>,
    locale: &'l Locale,
}

impl<'a> Walk<'a, '_> {
    fn step(&mut self, clause: &'a Clause) -> Option<Break<'a>> {
        let number = clause.number.as_ref()?.to_string();
        let is_first = self.seen.is_empty();
        // A number that repeats is a mistake of another kind, and says nothing about what comes next.
        if !self.seen.insert(number.clone()) {
            return None;
        }
        let mut found = None;
        for (above, part) in levels(&number) {
            let last = self.last.insert(above.to_owned(), (part.to_owned(), clause));
            let is_same = last.as_ref().is_some_and(|(last, _)| last == part);
            if !is_same && found.is_none() && !is_first {
                found = self.unexpected(clause, above, part, last);
            }
        }
        found
    }

    /// The break that a part of a number makes below `above`, if it does not follow on the last one there. Of two that
    /// changed places it is the second.
    fn unexpected(
        &self,
        clause: &'a Clause,
        above: &str,
        part: &str,
        last: Option<(String, &'a Clause)>,
    ) -> Option<Break<'a>> {
        let below = |part: &str| if above.is_empty() { part.to_owned() } else { format!("{above}.{part}") };
        let expected = match &last {
            Some((last, _)) => self.next(last, part, &below)?,
            None if part.starts_with(|c: char| c.is_ascii_digit()) => "1".to_owned(),
            // A list of letters may go on from one within a sentence.
            None => return None,
        };
        let stands_below = self.numbers.contains(&below(&expected)) && !self.seen.contains(&below(&expected));
        if expected == part || stands_below {
            return None;
        }
        let goes_back = last.as_ref().is_some_and(|(last, _)| is_before(part, last));
        let number = clause.number.as_ref()?.to_string();
        let before = last.map(|(last, clause)| (clause, below(&last)));
        Some(Break { clause, number, before, expected: below(&expected), goes_back })
    }

    /// What comes after `last` and was not there yet; nothing where that is not known.
    fn next(&self, last: &str, part: &str, below: &dyn Fn(&str) -> String) -> Option<String> {
        let mut next = last.to_owned();
        loop {
            next = match (next.parse::<u16>(), part.parse::<u16>()) {
                (Ok(last), Ok(_)) => last.checked_add(1)?.to_string(),
                (Err(_), Err(_)) => alphabet::expected(&next, part, self.locale)?,
                _ => return None,
            };
            if next == part || !self.seen.contains(&below(&next)) {
                return Some(next);
            }
        }
    }
}

/// Whether one number or letter comes before another.
fn is_before(part: &str, last: &str) -> bool {
    match (part.parse::<u16>(), last.parse::<u16>()) {
        (Ok(part), Ok(last)) => part < last,
        _ => part < last,
    }
}

/// The parts of a number, each with the number above it: `5.5.a` has `5`, `5` below `5`, and `a` below `5.5`.
fn levels(number: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut start = 0;
    number.split('.').map(move |part| {
        let above = number[..start].trim_end_matches('.');
        start += part.len() + 1;
        (above, part)
    })
}
