//! What a reader of one locale sees of a version: its edition, and from the authoritative one the clauses it lacks.

use std::collections::BTreeSet;

use crate::edition::{Clause, Edition};

/// Where a clause of a merged text comes from, by its place in that edition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Origin {
    /// The reader's own edition.
    Own(usize),
    /// The authoritative edition: the own one lacks it.
    Authoritative(usize),
}

/// All clauses of `own` in their order, and those that only `authoritative` has, each behind the one it follows there.
pub(crate) fn merge(own: &Edition, authoritative: &Edition) -> Vec<Origin> {
    let own_keys = keys(own);
    let known = keys(authoritative);
    let mut merged: Vec<Origin> = (0..own.clauses.len()).map(Origin::Own).collect();
    let key_of = |origin: Origin| clause(origin, own, authoritative).key.as_str();
    let mut previous: Option<&str> = None;
    for (place, clause) in authoritative.clauses.iter().enumerate() {
        if !own_keys.contains(clause.key.as_str()) {
            let after = previous.and_then(|key| merged.iter().position(|origin| key_of(*origin) == key));
            let mut at = after.map_or(0, |after| after + 1);
            // Clauses that only this edition has belong to the clause before them.
            while let Some(Origin::Own(next)) = merged.get(at)
                && !known.contains(own.clauses[*next].key.as_str())
                && own.clauses[*next].depth > clause.depth
            {
                at += 1;
            }
            merged.insert(at, Origin::Authoritative(place));
        }
        previous = Some(&clause.key);
    }
    merged
}

/// The clause that an origin means.
pub(crate) fn clause<'a>(origin: Origin, own: &'a Edition, authoritative: &'a Edition) -> &'a Clause {
    match origin {
        Origin::Own(place) => &own.clauses[place],
        Origin::Authoritative(place) => &authoritative.clauses[place],
    }
}

/// The clauses of `from` that `other` lacks; of a clause and its sub-clauses the topmost only.
pub(crate) fn lacking<'a>(from: &'a Edition, other: &Edition) -> Vec<(usize, &'a Clause)> {
    let known = keys(other);
    let mut lacking: Vec<(usize, &Clause)> = Vec::new();
    let mut top: Option<usize> = None;
    for (place, clause) in from.clauses.iter().enumerate() {
        // The text before the first clause has depth 0, and nothing is a part of it.
        let is_part = top.is_some_and(|depth| depth > 0 && clause.depth > depth);
        if known.contains(clause.key.as_str()) {
            top = top.filter(|_| is_part);
        } else if !is_part {
            top = Some(clause.depth);
            lacking.push((place, clause));
        }
    }
    lacking
}

fn keys(edition: &Edition) -> BTreeSet<&str> {
    edition.clauses.iter().map(|clause| clause.key.as_str()).collect()
}
