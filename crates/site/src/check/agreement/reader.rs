//! An edition with its clauses at hand, by their keys and anchors.

use std::collections::HashMap;

use crate::check::editions::{Text, name};
use crate::edition::Clause;

/// An edition whose clauses are looked up again and again.
pub(super) struct Reader<'a> {
    pub(super) text: Text<'a>,
    keys: HashMap<&'a str, &'a Clause>,
    anchors: HashMap<&'a str, &'a Clause>,
    /// How many siblings there are whose keys tell only their places: letters below a number, headings without number.
    siblings: HashMap<&'a str, usize>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(text: Text<'a>) -> Self {
        let mut siblings = HashMap::new();
        for family in text.edition.clauses.iter().filter_map(|clause| family(&clause.key)) {
            *siblings.entry(family).or_default() += 1;
        }
        let clauses = || text.edition.clauses.iter();
        let keys = clauses().map(|clause| (clause.key.as_str(), clause)).collect();
        let anchors = clauses().map(|clause| (clause.anchor.as_str(), clause)).collect();
        Self { text, keys, anchors, siblings }
    }

    pub(super) fn with_anchor(&self, anchor: &str) -> Option<&'a Clause> {
        self.anchors.get(anchor).copied()
    }

    /// The clauses of this edition with those of the other one that say the same. Where letters or headings are more or
    /// fewer, nobody knows which belongs to which.
    pub(super) fn pairs<'p>(&'p self, other: &'p Self) -> impl Iterator<Item = Pair<'p>> {
        let is_own = |clause: &&Clause| clause.locale.is_none() && !clause.key.contains('~');
        self.text.edition.clauses.iter().filter(is_own).filter_map(move |own| {
            let found = other.keys.get(own.key.as_str()).copied().filter(is_own)?;
            let is_sure = families(&own.key).all(|family| self.siblings.get(family) == other.siblings.get(family));
            is_sure.then_some(Pair { texts: (self, other), own, other: found })
        })
    }
}

/// A clause in two editions.
pub(super) struct Pair<'a> {
    pub(super) texts: (&'a Reader<'a>, &'a Reader<'a>),
    pub(super) own: &'a Clause,
    /// The authoritative one.
    pub(super) other: &'a Clause,
}

impl Pair<'_> {
    /// What an author calls it.
    pub(super) fn name(&self) -> String {
        name(self.own)
    }

    /// The locale of the authoritative edition.
    pub(super) fn other_locale(&self) -> &str {
        self.texts.1.text.edition.locale.as_str()
    }
}

/// What the siblings of a clause have in common whose key tells its place among them.
fn family(key: &str) -> Option<&str> {
    if key.ends_with(')') {
        key.rfind('(').map(|at| &key[..at])
    } else {
        key.strip_prefix('§').filter(|place| !place.is_empty() && *place != "0").map(|_| "§")
    }
}

/// The same for the clause and all above it.
fn families(key: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(family(key), |above| family(above.trim_end_matches('.')))
}
