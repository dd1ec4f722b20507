//! Numbers, dates, amounts and addresses in which a clause differs from the same clause of the authoritative edition.

use std::collections::{BTreeMap, BTreeSet};

use super::addresses::may_be_sisters;
use super::reader::Pair;
use super::values::{Is, Value, Values};
use crate::nearest::list;
use crate::{Code, Diagnostic, Report, Span};

/// Compares what a clause says in both editions.
pub(super) fn check(pair: &Pair<'_>, report: &mut Report) {
    let (own, other) = (Values::of(pair.own, pair.texts.0), Values::of(pair.other, pair.texts.1));
    let mut left = Left { own: beyond(&own.all, &other.all), other: beyond(&other.all, &own.all) };
    if left.own.is_empty() && left.other.is_empty() {
        return;
    }
    left.excuse(&own, &other);
    for kind in &KINDS {
        let of_kind = |values: &[&'_ Value]| -> Vec<Value> {
            values.iter().filter(|value| (kind.has)(&value.is)).map(|value| (*value).clone()).collect()
        };
        let left = (of_kind(&left.own), of_kind(&left.other));
        // A number may be said more often in one language than in another.
        let is_new = |values: &[Value], others: &[Value]| {
            values.iter().any(|value| others.iter().all(|other| other.is != value.is))
        };
        if is_new(&left.0, &other.all) || is_new(&left.1, &own.all) {
            report.add(kind.diagnostic(pair, &left.0, &left.1));
        }
    }
}

/// The values that are more often among `own` than among `others`. How often an address is there means nothing: it may
/// stand in the words of a link and behind it.
fn beyond<'v>(own: &'v [Value], others: &[Value]) -> Vec<&'v Value> {
    let mut counts: BTreeMap<&Is, usize> = BTreeMap::new();
    others.iter().for_each(|value| *counts.entry(&value.is).or_default() += 1);
    let is_beyond = |value: &&Value| match counts.get_mut(&value.is) {
        Some(_) if matches!(value.is, Is::Address(_)) => false,
        Some(count) if *count > 0 => {
            *count -= 1;
            false
        }
        _ => true,
    };
    own.iter().filter(is_beyond).collect()
}

/// The values for which the other edition has none.
struct Left<'v> {
    own: Vec<&'v Value>,
    other: Vec<&'v Value>,
}

impl Left<'_> {
    /// Takes away what the other edition may say in another way.
    fn excuse(&mut self, own: &Values<'_>, other: &Values<'_>) {
        excuse_parts(&mut self.own, &mut self.other);
        excuse_parts(&mut self.other, &mut self.own);
        excuse_sisters(&mut self.own, &mut self.other);
        let words = (own.words(), other.words());
        let are_known = words.0.is_some() && words.1.is_some();
        excuse_words(&mut self.own, &words.1.unwrap_or_default());
        excuse_words(&mut self.other, &words.0.unwrap_or_default());
        if self.own.iter().all(|value| !is_number(value)) {
            self.other.retain(|value| are_known && !is_one(value) || !is_number(value));
        }
        if self.other.iter().all(|value| !is_number(value)) {
            self.own.retain(|value| are_known && !is_one(value) || !is_number(value));
        }
    }
}

fn is_number(value: &Value) -> bool {
    matches!(value.is, Is::Number(_) | Is::Amount(..))
}

/// `1 year` is `a year`, and a language without articles says nothing.
fn is_one(value: &Value) -> bool {
    value.is.number() == Some(1)
}

/// A date or an amount that is not understood as one in the other edition is there by its numbers.
fn excuse_parts(values: &mut Vec<&Value>, others: &mut Vec<&Value>) {
    values.retain(|value| {
        let parts = value.is.parts();
        let places: Option<BTreeSet<usize>> =
            parts.iter().map(|part| others.iter().position(|other| other.is == *part)).collect();
        let Some(places) = places.filter(|places| !places.is_empty()) else { return true };
        let mut place = 0..;
        others.retain(|_| place.next().is_none_or(|place| !places.contains(&place)));
        false
    });
}

fn excuse_words(values: &mut Vec<&Value>, words: &BTreeSet<u32>) {
    values.retain(|value| value.is.number().is_none_or(|number| !words.contains(&number)));
}

/// Pages outside of the portal have an address in each language.
fn excuse_sisters(values: &mut Vec<&Value>, others: &mut Vec<&Value>) {
    values.retain(|value| {
        let sister = others.iter().position(|other| match (&value.is, &other.is) {
            (Is::Address(own), Is::Address(other)) => may_be_sisters(own, other),
            _ => false,
        });
        sister.map(|sister| others.remove(sister)).is_none()
    });
}

/// A kind of values, and how its differences are told.
struct Kind {
    code: Code,
    has: fn(&Is) -> bool,
    /// What a clause does with such a value, as `it does` and as `it does not`.
    verbs: (&'static str, &'static str),
}

const KINDS: [Kind; 4] = [
    Kind { code: Code::NumbersDiffer, has: |is| matches!(is, Is::Number(_)), verbs: ("says", "say") },
    Kind { code: Code::DatesDiffer, has: |is| matches!(is, Is::Day(_)), verbs: ("says", "say") },
    Kind { code: Code::AmountsDiffer, has: |is| matches!(is, Is::Amount(..)), verbs: ("says", "say") },
    Kind { code: Code::AddressesDiffer, has: |is| matches!(is, Is::Address(_)), verbs: ("names", "name") },
];

/// Tells that a clause says a number, and the authoritative edition another.
pub(super) fn numbers_differ(pair: &Pair<'_>, own: Value, other: Value) -> Diagnostic {
    KINDS[0].diagnostic(pair, &[own], &[other])
}

impl Kind {
    fn diagnostic(&self, pair: &Pair<'_>, own: &[Value], other: &[Value]) -> Diagnostic {
        let (name, locale, (does, do_)) = (pair.name(), pair.other_locale(), self.verbs);
        let message = match (shown(own), shown(other)) {
            (own, None) => format!("{name} {does} {}, which the `{locale}` edition does not.", own.unwrap_or_default()),
            (None, Some(other)) => format!("{name} does not {do_} {other}, but the `{locale}` edition does."),
            (Some(own), Some(other)) => format!("{name} {does} {own}, but the `{locale}` edition {does} {other}."),
        };
        let hint = format!("Find out which is right, and correct the other one; the `{locale}` edition prevails.");
        let span = |values: &[Value], file: &str, label: &std::ops::Range<usize>| {
            Span::new(file, values.first().map_or(label, |value| &value.place).clone())
        };
        let (here, there) = (pair.texts.0.text, pair.texts.1.text);
        let differs = Diagnostic::new(self.code, span(own, here.file, &pair.own.label_span), message, hint);
        differs.with_related(span(other, there.file, &pair.other.label_span), "it stands here")
    }
}

/// The values as they are written, each once: an address may stand in the words of a link and behind it.
fn shown(values: &[Value]) -> Option<String> {
    let mut seen = BTreeSet::new();
    let shown: Vec<&str> =
        values.iter().filter(|value| seen.insert(&value.is)).map(|value| value.shown.as_str()).collect();
    (!shown.is_empty()).then(|| list(shown))
}
