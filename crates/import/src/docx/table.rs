//! Tables: rows of cells, and what only uses them to lay out text.

use super::seen::{chosen, is_property, text_of};
use super::walk::Walker;
use super::xml::Node;
use crate::Note;
use crate::block::{Block, Kind, in_lines};
use crate::language::{Language, columns};

/// Word has no more columns.
const MAX_COLUMNS: usize = 63;

/// The blocks of the cells of the rows.
type Rows = Vec<Vec<Vec<Block>>>;

impl<'a> Walker<'a> {
    /// Reads a table.
    pub(super) fn table(&mut self, node: &'a Node) {
        if let Some(properties) = node.child("w:tblPr") {
            for name in ["w:tblCaption", "w:tblDescription"] {
                let words = properties.value(name).unwrap_or_default().to_owned();
                self.set_aside("the description of a table", words);
            }
        }
        let before = std::mem::take(&mut self.blocks);
        let mut is_merged = false;
        let mut rows: Rows = Vec::new();
        for row in within(node, "w:tr") {
            rows.push(self.row(row, &mut is_merged));
        }
        self.blocks = before;
        let rows = without_blank(rows);
        let columns = rows.first().map_or(0, Vec::len);
        if columns < 2 || rows.len() < 2 {
            self.blocks.extend(rows.into_iter().flatten().flatten());
        } else if let Some(languages) = languages(&rows) {
            self.side_by_side(rows, &languages);
        } else {
            self.blocks.push(block(rows, is_merged));
        }
    }

    fn row(&mut self, row: &'a Node, is_merged: &mut bool) -> Vec<Vec<Block>> {
        let properties = row.child("w:trPr");
        if properties.is_some_and(|all| all.child("w:del").is_some()) {
            self.is_changed = true;
            self.set_aside("a row that a tracked change deleted", text_of(row));
            return Vec::new();
        }
        let skipped = |name| spanned(properties.and_then(|all| all.value(name)), 0);
        let mut cells: Vec<Vec<Block>> = vec![Vec::new(); skipped("w:gridBefore")];
        let widen = |cells: &mut Vec<_>, columns| {
            let free = MAX_COLUMNS.saturating_sub(cells.len());
            cells.extend((0..free.min(columns)).map(|_| Vec::new()));
        };
        for cell in within(row, "w:tc") {
            let properties = cell.child("w:tcPr");
            let span = spanned(properties.and_then(|all| all.value("w:gridSpan")), 1).max(1);
            *is_merged |= span > 1 || properties.is_some_and(|all| all.child("w:vMerge").is_some());
            self.walk(cell);
            cells.push(std::mem::take(&mut self.blocks));
            widen(&mut cells, span - 1);
        }
        widen(&mut cells, skipped("w:gridAfter"));
        cells
    }

    /// The columns one after the other, each a text of its own.
    fn side_by_side(&mut self, rows: Rows, languages: &[Language]) {
        self.notes.push(columns::note(languages));
        let mut texts: Vec<Vec<Block>> = vec![Vec::new(); languages.len()];
        for row in rows {
            texts.iter_mut().zip(row).for_each(|(text, cell)| text.extend(cell));
        }
        for (text, language) in texts.into_iter().zip(languages) {
            self.blocks.extend(text.into_iter().map(|block| Block { language: Some(*language), ..block }));
        }
    }
}

/// The elements of a name in another, whatever stands around them.
fn within<'a>(node: &'a Node, name: &str) -> Vec<&'a Node> {
    let mut found = Vec::new();
    for child in chosen(node).iter().filter(|child| !is_property(&child.name)) {
        match child.name.as_str() {
            own if own == name => found.push(child),
            _ => found.extend(within(child, name)),
        }
    }
    found
}

fn spanned(value: Option<&str>, usual: usize) -> usize {
    value.and_then(|value| value.parse().ok()).unwrap_or(usual).min(MAX_COLUMNS)
}

/// The rows and columns in which there are words, all rows of the same length.
fn without_blank(rows: Rows) -> Rows {
    let width = rows.iter().map(Vec::len).max().unwrap_or_default();
    let is_used: Vec<bool> =
        (0..width).map(|at| rows.iter().any(|row| row.get(at).is_some_and(|cell| !cell.is_empty()))).collect();
    let rows = rows.into_iter().filter(|row| row.iter().any(|cell| !cell.is_empty()));
    rows.map(|mut row| {
        row.resize(width, Vec::new());
        row.into_iter().zip(&is_used).filter(|(_, is_used)| **is_used).map(|(cell, _)| cell).collect()
    })
    .collect()
}

/// The language of each column, where each is a text in another.
fn languages(rows: &Rows) -> Option<Vec<Language>> {
    let text = |cell: &Vec<Block>| cell.iter().map(Block::words).collect::<Vec<_>>().join(" ");
    columns::languages(&rows.iter().map(|row| row.iter().map(text).collect()).collect::<Vec<_>>())
}

fn block(rows: Rows, is_merged: bool) -> Block {
    let place = rows.iter().flatten().flatten().next().map(|block| block.place).unwrap_or_default();
    let language = rows.iter().flatten().flatten().next().and_then(|block| block.language);
    let mut remarks = Vec::new();
    let mut words = |cell: Vec<Block>| {
        let (words, own) = in_lines(cell);
        remarks.extend(own);
        words
    };
    let cells = rows.into_iter().map(|row| row.into_iter().map(&mut words).collect()).collect();
    let merged = is_merged
        .then(|| Note::doubt("Cells of this table were merged, which an edition's cannot be: some are empty now."));
    remarks.extend(merged);
    Block { language, remarks, ..Block::new(Kind::Table(cells), place) }
}
