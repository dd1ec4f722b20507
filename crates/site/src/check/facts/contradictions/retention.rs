//! Another retention period than the register's, for records that it names.

use super::line::{CELL, Line, MARK};
use super::{Found, Text};
use crate::Code;
use crate::check::fault::Fault;
use crate::check::lengths::lengths;

/// How alike a row's first cell and a register's records must be, from 0 to 1.
const ALIKE: f64 = 0.85;
/// Longer cells name no records.
const MAX_RECORDS: usize = 200;

/// Where a row of a table, or a line `Records: 3 years`, says another period than the register.
pub(super) fn look(text: &Text<'_>, line: &Line) -> Option<Found> {
    let (records, rest) = parts(&line.text)?;
    let said = lengths(rest);
    if said.is_empty() || records.len() > MAX_RECORDS || rest.contains(MARK) {
        return None;
    }
    let terms = text.facts.retention(text.locale, text.day);
    let alike: Vec<_> = terms.into_iter().filter(|entry| is_alike(records, &entry.records)).collect();
    let known: Vec<_> = alike.iter().flat_map(|entry| lengths(&entry.term)).map(|found| found.length).collect();
    let entry = alike.into_iter().next()?;
    let wrong = said.into_iter().find(|found| !known.contains(&found.length)).filter(|_| !known.is_empty())?;
    let at = line.text.len() - rest.len();
    let range = at + wrong.range.start..at + wrong.range.end;
    let said = &line.text[range.clone()];
    let message = format!("The text says `{said}`, but `{}` is `{}`.", entry.name, entry.term);
    let hint = format!("Correct it, and write `[{}](fact:{})` so that it stays so.", entry.term, entry.name);
    Some(Found { range, fault: Fault(Code::OtherRetention, message, hint) })
}

/// What stands before and behind the first bar, dash or colon.
fn parts(text: &str) -> Option<(&str, &str)> {
    let (records, rest) = text.split_once([CELL, '—', '–', ':'])?;
    Some((records.trim(), rest))
}

fn is_alike(one: &str, other: &str) -> bool {
    strsim::normalized_levenshtein(&one.to_lowercase(), &other.to_lowercase()) >= ALIKE
}
