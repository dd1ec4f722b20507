//! A table: the rows of letters in each of its cells.

use super::row::Row;
use crate::block::{Words, append, tidy};

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
    /// The words of its cells, row by row, without the rows and columns in which nothing stands.
    pub(super) fn words(&self, addresses: &[String]) -> Vec<Vec<Words>> {
        let cells = |row: &Vec<Vec<Row>>| row.iter().map(|rows| words(rows, addresses)).collect::<Vec<_>>();
        let mut rows: Vec<Vec<Words>> = self.rows.iter().map(cells).collect();
        rows.retain(|row| row.iter().any(|cell| !cell.is_empty()));
        let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
        let is_used = |column: &usize| rows.iter().any(|row| row.get(*column).is_some_and(|cell| !cell.is_empty()));
        let used: Vec<usize> = (0..columns).filter(is_used).collect();
        let cell = |row: &Vec<Words>, column: &usize| row.get(*column).cloned().unwrap_or_default();
        rows.iter().map(|row| used.iter().map(|column| cell(row, column)).collect()).collect()
    }
}

/// The words of a cell: its rows follow each other.
fn words(rows: &[Row], addresses: &[String]) -> Words {
    let mut words = Words::new();
    rows.iter().for_each(|row| append(&mut words, row.words(addresses)));
    tidy(words)
}
