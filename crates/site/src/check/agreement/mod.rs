//! Agreement: editions that number their clauses in order, and say the same as the authoritative edition.
//!
//! Nothing is said of superseded versions, since nobody can act on that any more.

mod addresses;
mod alphabet;
mod amounts;
mod apostrophes;
mod dates;
mod differences;
mod lengths;
mod lookalikes;
mod number_words;
mod numerals;
mod older;
mod order;
mod periods;
mod prevailing;
mod reader;
mod tokens;
mod values;

use candor_model::{Locale, VersionState};

use self::reader::Reader;
use super::editions::Text;
use super::rows::VersionRow;
use crate::Report;
use crate::directions::warn_of_marks;
use crate::parse::EditionDraft;

/// Checks the editions of a version that the portal has locales for.
pub(super) fn check(version: &VersionRow, locales: &[Locale], report: &mut Report) {
    if version.state == Some(VersionState::Superseded) {
        return;
    }
    let authoritative = version.authoritative_edition();
    let used = version.editions.iter().filter(|(locale, _)| locales.contains(locale)).map(|(_, draft)| draft);
    for draft in used.clone() {
        check_edition(draft, authoritative, report);
    }
    if let Some(authoritative) = authoritative.and_then(Text::of) {
        let texts: Vec<Text<'_>> = used.filter_map(Text::of).collect();
        prevailing::check(&texts, authoritative, report);
    }
}

fn check_edition(draft: &EditionDraft, authoritative: Option<&EditionDraft>, report: &mut Report) {
    let Some(own) = Text::of(draft) else { return };
    let authoritative = authoritative.filter(|other| other.file != draft.file);
    let other = authoritative.and_then(Text::of);
    warn_of_marks(&draft.file, &draft.text, report);
    lookalikes::check(own, report);
    apostrophes::check(own, report);
    order::check(own, other, report);
    if let Some(authoritative) = authoritative {
        older::check(draft, authoritative, report);
    }
    if let Some(other) = other {
        compare(own, other, report);
    }
}

/// Compares an edition with the authoritative one, clause by clause.
fn compare(own: Text<'_>, other: Text<'_>, report: &mut Report) {
    let (own, other) = (Reader::new(own), Reader::new(other));
    for pair in own.pairs(&other) {
        if lengths::check(&pair, report) {
            differences::check(&pair, report);
            periods::check(&pair, report);
        }
    }
}
