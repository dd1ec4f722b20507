//! Counters: the numbers that Word counts while it shows a document, and nowhere writes down.

use std::collections::{BTreeMap, BTreeSet};

use super::label::Label;
use super::numbering::{Found, LEVELS, Numbering};
use super::numerals::Numerals;

/// How far each kind of list has counted.
#[derive(Default)]
pub(super) struct Counters {
    /// The last numbers of each kind's levels; nothing where a level has none yet, or begins anew.
    last: BTreeMap<String, [Option<u32>; LEVELS]>,
    /// The lists that have begun.
    begun: BTreeSet<String>,
}

impl Counters {
    /// Counts a paragraph, and returns its label; nothing where the level has none.
    pub(super) fn next(&mut self, numbering: &Numbering, found: &Found<'_>) -> Option<Label> {
        let level = |level| numbering.level(found.list, found.kind, level);
        let last = self.last.entry(found.kind.to_owned()).or_default();
        if self.begun.insert(found.list.to_owned()) {
            for (level, number) in last.iter_mut().enumerate() {
                *number = number.filter(|_| numbering.start(found.list, level).is_none());
            }
        }
        let start =
            |at: usize| numbering.start(found.list, at).or_else(|| level(at).map(|level| level.start)).unwrap_or(1);
        // A level that was passed over counts as begun: after `1.1` without `1` above it comes `2` (Microsoft's Q110380).
        for (at, number) in last.iter_mut().enumerate() {
            let restarts = level(at).and_then(|level| level.restarts_below).unwrap_or(at);
            *number = match *number {
                Some(number) if at == found.level => Some(number.saturating_add(1)),
                None if at <= found.level => Some(start(at)),
                _ if at > found.level && found.level < restarts => None,
                number => number,
            };
        }
        let numbers: Vec<u32> = (0..LEVELS).map(|at| last[at].unwrap_or_else(|| start(at))).collect();
        let numerals = |at| level(at).map_or(Numerals::Decimal, |level| level.numerals);
        Label::of(level(found.level)?, &numbers, numerals)
    }
}
