//! Lengths of time with the same number and another unit than in the authoritative edition: `4 months` and `4 yil`.

use super::differences::numbers_differ;
use super::reader::{Pair, Reader};
use super::values::{Is, Value};
use crate::Report;
use crate::check::lengths::{DAY, Found, Length, lengths, names_working_days};
use crate::edition::{Clause, RunningText};
use crate::wording::LANGUAGES;

/// Compares the lengths of time of a clause in two languages whose words for them are known. Another number has been
/// told as such.
pub(super) fn check(pair: &Pair<'_>, report: &mut Report) {
    let is_known = |reader: &Reader<'_>| LANGUAGES.contains(&reader.text.edition.locale.language());
    if !is_known(pair.texts.0) || !is_known(pair.texts.1) {
        return;
    }
    let (own, other) = (Said::of(pair.own, pair.texts.0), Said::of(pair.other, pair.texts.1));
    let mut lacking = own.lengths.iter().filter(|found| !other.has(found));
    let differing = lacking.find_map(|found| Some((found, instead(&own, &other, found)?)));
    if let Some((found, instead)) = differing {
        report.add(numbers_differ(pair, own.value(found), other.value(instead)));
    }
}

/// What the other edition says of the same number, and its own one does not.
fn instead<'o>(own: &Said, other: &'o Said, found: &Found) -> Option<&'o Found> {
    let is_of_same = |instead: &&Found| instead.amount == found.amount && !own.has(instead);
    let may_be_same = |instead: &Found| may_be_working_days((own, found), (other, instead));
    other.lengths.iter().filter(is_of_same).find(|instead| !may_be_same(instead))
}

/// Whether one edition says `10 working days` and the other `10 days`, and elsewhere that these are working days.
fn may_be_working_days((own, found): (&Said, &Found), (other, instead): (&Said, &Found)) -> bool {
    match (found.length, instead.length) {
        (Length::WorkingDays(days), Length::Minutes(minutes)) if minutes == days * DAY => {
            names_working_days(&other.passage.text)
        }
        (Length::Minutes(minutes), Length::WorkingDays(days)) if minutes == days * DAY => {
            names_working_days(&own.passage.text)
        }
        _ => false,
    }
}

/// The lengths of time that a clause says in one edition.
struct Said {
    passage: RunningText,
    lengths: Vec<Found>,
}

impl Said {
    fn of(clause: &Clause, reader: &Reader<'_>) -> Self {
        let passage = RunningText::of(clause, reader.text.edition);
        let lengths = lengths(&passage.text);
        Self { passage, lengths }
    }

    fn has(&self, found: &Found) -> bool {
        self.lengths.iter().any(|own| own.length == found.length)
    }

    fn value(&self, found: &Found) -> Value {
        let shown = self.passage.text[found.range.clone()].replace('\n', " ");
        Value { is: Is::Number(found.amount.to_string()), shown, place: self.passage.place(&found.range) }
    }
}
