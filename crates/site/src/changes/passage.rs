//! Passages: the parts of a version that are compared with each other, which are its clauses and its footnotes.

use candor_model::ClauseNumber;

use super::likeness::Bag;
use super::words::{self, Word};
use crate::edition::{Block, Clause, Footnote, Heading};
use crate::portal::{CheckedEdition, Version};

/// A clause or a footnote as a reader finds it.
#[derive(Clone, Debug)]
pub struct Passage<'a> {
    /// The same for the same clause in every language; see [`Clause::key`].
    pub key: String,
    /// The HTML id on the version's page.
    pub anchor: String,
    /// The clause's number, where it has one.
    pub number: Option<&'a ClauseNumber>,
    /// How deep the clause lies; see [`Clause::depth`].
    pub depth: usize,
    /// The heading, where it has one.
    pub heading: Option<&'a Heading>,
    /// The text.
    pub blocks: &'a [Block],
    /// The edition that it comes from, whose links are its own.
    pub edition: &'a CheckedEdition,
    /// The label of the footnote, where it is one.
    pub note: Option<&'a str>,
    /// Its words in their order, without its number, and without what makes no difference to a reader.
    pub(super) words: Vec<Word>,
    pub(super) bag: Bag,
}

impl<'a> Passage<'a> {
    fn of_clause(clause: &'a Clause, anchor: String, edition: &'a CheckedEdition) -> Self {
        let words = words::of_passage(clause.heading.as_ref(), &clause.blocks, edition);
        Self {
            key: clause.key.clone(),
            anchor,
            number: clause.number.as_ref(),
            depth: clause.depth,
            heading: clause.heading.as_ref(),
            blocks: &clause.blocks,
            edition,
            note: None,
            bag: Bag::new(&words),
            words,
        }
    }

    /// The same footnote is the one with the same place: labels are the author's own business.
    fn of_note(place: usize, note: &'a Footnote, edition: &'a CheckedEdition) -> Self {
        let words = words::of_passage(None, &note.blocks, edition);
        Self {
            key: format!("^{place}"),
            anchor: format!("fn:{place}"),
            number: None,
            depth: 1,
            heading: None,
            blocks: &note.blocks,
            edition,
            note: Some(&note.label),
            bag: Bag::new(&words),
            words,
        }
    }
}

/// The passages of a version as a reader of `locale` finds them.
pub(super) fn of_version<'a>(version: &'a Version, locale: &candor_model::Locale) -> Vec<Passage<'a>> {
    let reading = version.reading(locale);
    let clauses = reading.clauses.into_iter();
    let clauses = clauses.map(|shown| Passage::of_clause(shown.clause, shown.anchor, shown.edition));
    clauses.chain(notes(reading.edition)).collect()
}

/// The passages of an edition alone.
pub(super) fn of_edition(edition: &CheckedEdition) -> Vec<Passage<'_>> {
    let clauses = edition.edition.clauses.iter();
    let clauses = clauses.map(|clause| Passage::of_clause(clause, clause.anchor.clone(), edition));
    clauses.chain(notes(edition)).collect()
}

/// The clause with that key in the edition that prevails.
pub(super) fn authoritative<'a>(version: &'a Version, key: &str) -> Option<Passage<'a>> {
    let edition = version.authoritative_edition();
    let clause = edition.edition.clauses.iter().find(|clause| clause.key == key)?;
    Some(Passage::of_clause(clause, clause.anchor.clone(), edition))
}

fn notes(edition: &CheckedEdition) -> impl Iterator<Item = Passage<'_>> {
    let notes = edition.edition.footnotes.iter().enumerate();
    notes.map(|(index, note)| Passage::of_note(index + 1, note, edition))
}
