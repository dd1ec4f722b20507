//! Tables with a text in another language in each column, as bilingual policies are laid out: which they are, and how they
//! are read one column after the other.

use std::collections::{BTreeMap, BTreeSet};

use super::Language;
use crate::Note;
use crate::block::{Block, Draft, Kind, Words, plain};

/// So many columns may be texts in so many languages.
const MAX_COLUMNS: usize = 4;

/// A column of fewer words may be in another language than its neighbour in a table of facts: names, translations of a term.
const MIN_COLUMN: usize = 12;

/// A text is not so many times as long as the same in another language.
const MAX_TIMES: usize = 3;

/// Where each language but one has less than this share of a table's words, they are quotations.
const MIXED_SHARE: usize = 4;

/// The language of each column, where each is a text in another. The rows are given with the text of each cell.
pub(crate) fn languages(rows: &[Vec<String>]) -> Option<Vec<Language>> {
    if !may_be(rows) {
        return None;
    }
    let texts = texts(rows);
    let counts = || texts.iter().map(|text| text.split_whitespace().count());
    let (least, most) = (counts().min()?, counts().max()?);
    if least < MIN_COLUMN || least * MAX_TIMES < most {
        return None;
    }
    let languages: Option<Vec<Language>> = texts.iter().map(|text| Language::guess(text)).collect();
    languages.filter(|languages| languages.iter().collect::<BTreeSet<_>>().len() == languages.len())
}

/// Whether a table has as many columns as there may be languages.
pub(crate) fn may_be<T>(rows: &[Vec<T>]) -> bool {
    rows.iter().map(Vec::len).max().is_some_and(|columns| (2..=MAX_COLUMNS).contains(&columns))
}

/// The text of each column. A cell over the whole row is in none.
fn texts(rows: &[Vec<String>]) -> Vec<String> {
    let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
    let is_shared = |row: &&Vec<String>| row.iter().filter(|cell| !cell.trim().is_empty()).count() > 1;
    let column = |at: usize| rows.iter().filter(is_shared).filter_map(move |row| row.get(at).map(String::as_str));
    (0..columns).map(|at| column(at).collect::<Vec<_>>().join(" ")).collect()
}

/// What is said of a file with such a table.
pub(crate) fn note(languages: &[Language]) -> Note {
    let names = languages.iter().map(ToString::to_string).collect::<Vec<_>>().join(" | ");
    Note::file(format!("A table has a column for each language ({names}): they were read one after the other."))
}

/// Reads the columns of such tables one after the other, where a format's own reader has not done so.
pub(super) fn apart(draft: &mut Draft) {
    let mut last: Option<Vec<Language>> = None;
    for block in std::mem::take(&mut draft.blocks) {
        let rows = cells(&block.kind);
        let found = rows.as_ref().and_then(|rows| languages(rows).or_else(|| going_on(rows, last.as_deref()?)));
        match &found {
            Some(languages) => {
                // The next page of a table is read as its first was.
                let note = note(languages);
                if !draft.notes.contains(&note) {
                    draft.notes.push(note);
                }
                draft.blocks.extend(columns(block, languages));
            }
            None => draft.blocks.push(block),
        }
        last = found;
    }
}

/// The text of each cell of a table that may have a language in each column.
fn cells(kind: &Kind) -> Option<Vec<Vec<String>>> {
    let Kind::Table(rows) = kind else { return None };
    if !may_be(rows) {
        return None;
    }
    Some(rows.iter().map(|row| row.iter().map(|cell| plain(cell)).collect()).collect())
}

/// The languages of the table before, where this one goes on with it.
fn going_on(rows: &[Vec<String>], last: &[Language]) -> Option<Vec<Language>> {
    let guesses: Vec<Option<Language>> = texts(rows).iter().map(|text| Language::guess(text)).collect();
    let fits = |(guess, language): (&Option<Language>, &Language)| guess.is_none_or(|guess| guess == *language);
    let says_so = guesses.iter().any(Option::is_some);
    (says_so && guesses.len() == last.len() && guesses.iter().zip(last).all(fits)).then(|| last.to_vec())
}

/// A table's cells as paragraphs, column by column, each in its language.
fn columns(block: Block, languages: &[Language]) -> Vec<Block> {
    let Block { kind: Kind::Table(rows), place, mut remarks, .. } = block else { return Vec::new() };
    let mut columns: Vec<Vec<Words>> = vec![Vec::new(); languages.len()];
    for (column, cell) in rows.into_iter().flat_map(|row| row.into_iter().enumerate()) {
        columns[column].push(cell);
    }
    let mut blocks = Vec::new();
    for (cells, language) in columns.into_iter().zip(languages) {
        for words in cells.into_iter().filter(|words| !words.is_empty()) {
            let block = Block::new(Kind::Paragraph(words), place);
            blocks.push(Block { language: Some(*language), remarks: std::mem::take(&mut remarks), ..block });
        }
    }
    blocks
}

/// Whether a block is a table in several languages, which says nothing about the language of what stands around it.
pub(super) fn is_mixed(block: &Block) -> bool {
    let Kind::Table(rows) = &block.kind else { return false };
    let mut words: BTreeMap<Language, usize> = BTreeMap::new();
    for cell in rows.iter().flatten().filter(|cell| !cell.is_empty()).map(|cell| plain(cell)) {
        let count = cell.split_whitespace().count();
        Language::guess(&cell).into_iter().for_each(|language| *words.entry(language).or_default() += count);
    }
    let most = words.values().max().copied().unwrap_or_default();
    let all: usize = words.values().sum();
    (all - most) * MIXED_SHARE >= all && all > 0
}
