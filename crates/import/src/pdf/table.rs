//! A table: the rows of letters in each of its cells.

use super::row::Row;
use crate::Note;
use crate::block::{Words, tidy};
use crate::lines::Setting;

/// A table as it stands on a page.
#[derive(Debug)]
pub(super) struct Table {
    /// How far down it begins.
    pub(super) top: f32,
    /// Where it begins and ends.
    pub(super) extent: (f32, f32),
    /// Its rows, with the rows of letters in each of their cells.
    pub(super) rows: Vec<Vec<Vec<Row>>>,
    /// What a person should know of it.
    pub(super) remark: Option<&'static str>,
}

impl Table {
    /// The words of its cells, row by row, without the rows and columns in which nothing stands; and what was guessed where
    /// a word is broken.
    pub(super) fn words(&self, addresses: &[String], setting: &Setting) -> (Vec<Vec<Words>>, Vec<Note>) {
        let mut guesses = Vec::new();
        let mut cell = |rows: &Vec<Row>| {
            let mut words = Words::new();
            rows.iter().for_each(|row| guesses.extend(setting.append(&mut words, row.words(addresses))));
            tidy(words)
        };
        let mut rows: Vec<Vec<Words>> = self.rows.iter().map(|row| row.iter().map(&mut cell).collect()).collect();
        rows.retain(|row| row.iter().any(|cell| !cell.is_empty()));
        let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
        let is_used = |column: &usize| rows.iter().any(|row| row.get(*column).is_some_and(|cell| !cell.is_empty()));
        let used: Vec<usize> = (0..columns).filter(is_used).collect();
        let cell = |row: &Vec<Words>, column: &usize| row.get(*column).cloned().unwrap_or_default();
        let rows = rows.iter().map(|row| used.iter().map(|column| cell(row, column)).collect()).collect();
        (rows, guesses)
    }
}
