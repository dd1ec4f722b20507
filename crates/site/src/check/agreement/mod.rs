//! Agreement: editions that number their clauses in order, and say the same as the authoritative edition.
//!
//! Nothing is said of superseded versions, since nobody can act on that any more.

mod addresses;
mod alphabet;
mod amounts;
mod dates;
mod differences;
mod lengths;
mod number_words;
mod numerals;
mod order;
mod reader;
mod tokens;
mod values;

use candor_model::{Locale, VersionState};

use self::reader::Reader;
use super::editions::Text;
use super::rows::VersionRow;
use crate::Report;

/// Checks the editions of a version that the portal has locales for.
pub(super) fn check(version: &VersionRow, locales: &[Locale], report: &mut Report) {
    if version.state == Some(VersionState::Superseded) {
        return;
    }
    let authoritative = version.authoritative_edition().and_then(Text::of);
    let used = version.editions.iter().filter(|(locale, _)| locales.contains(locale));
    for own in used.filter_map(|(_, draft)| Text::of(draft)) {
        let other = authoritative.filter(|text| text.edition.locale != own.edition.locale);
        order::check(own, other, report);
        if let Some(other) = other {
            compare(own, other, report);
        }
    }
}

/// Compares an edition with the authoritative one, clause by clause.
fn compare(own: Text<'_>, other: Text<'_>, report: &mut Report) {
    let (own, other) = (Reader::new(own), Reader::new(other));
    for pair in own.pairs(&other) {
        lengths::check(&pair, report);
        differences::check(&pair, report);
    }
}
