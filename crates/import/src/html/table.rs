//! Tables: those of facts become rows and cells, those for the looks become text, two languages side by side one after the
//! other.

use std::collections::{BTreeMap, BTreeSet};

use super::style::Style;
use super::tree::{Node, Tree};
use super::walk::Walker;
use super::words::{letters, seen};
use crate::Note;
use crate::block::{Block, Kind, Place, Words, in_lines};
use crate::language::{Language, columns};

/// Browsers join no more cells than these, and no table of facts has so many columns: one that has is read as text.
const MAX_SPAN: usize = 1000;

/// A cell that holds such a part of a page's letters is a column of the page.
const MAX_CELL_SHARE: usize = 3;

/// A shorter page says little about what its tables are for.
const MIN_PAGE: usize = 600;

/// The cells of a table by row and column; nothing where a cell reaches over from its neighbour.
struct Grid<'a> {
    rows: Vec<Vec<Option<&'a Node>>>,
    /// Some cell does so.
    has_spans: bool,
}

/// The cells of a row by the columns that they begin in, and how many columns they take.
struct Placed<'a> {
    cells: BTreeMap<usize, &'a Node>,
    width: usize,
}

impl<'a> Walker<'a> {
    /// A table with a single column or row is there for the looks, and so is one that holds the page: its cells are text.
    pub(super) fn table(&mut self, node: &'a Node, style: Style) {
        self.end_paragraph();
        let grid = Grid::of(rows(self.tree, node, &|part| self.site.aside(part, style.is_in_article).is_some()));
        if let Some(languages) = self.languages(&grid) {
            return self.side_by_side(node, &grid, (style, languages));
        }
        let is_for_looks = grid.columns() < 2 || grid.rows.len() < 2 || node.attribute("role") == Some("presentation");
        if is_for_looks || self.holds_page(&grid) {
            self.children(node, style);
            return self.end_paragraph();
        }
        self.outside(node, &style);
        let (first, remarks) = (self.draft.blocks.len(), &mut Vec::new());
        let mut rows = Vec::new();
        for row in &grid.rows {
            rows.push(
                row.iter()
                    .map(|cell| cell.map(|cell| self.cell(cell, style.clone(), remarks)).unwrap_or_default())
                    .collect(),
            );
        }
        if grid.has_spans {
            remarks.push(Note::doubt(
                "Cells of this table were joined: what they say stands in the first of them, the others are empty.",
            ));
        }
        let block = Block::new(Kind::Table(rows), Place::Line(node.line));
        self.draft.blocks.truncate(first);
        self.draft.blocks.push(Block { language: style.language, remarks: std::mem::take(remarks), ..block });
    }

    /// The captions, and what stands between the cells: browsers show it before the table.
    fn outside(&mut self, node: &'a Node, style: &Style) {
        let is_aside = |part: &Node| self.site.aside(part, style.is_in_article).is_some();
        let (parts, strays) = (parts(self.tree, node, &is_aside), strays(self.tree, node, &is_aside));
        for part in parts {
            match self.site.aside(part, style.is_in_article) {
                Some(what) => self.set_aside(what, part),
                None => {
                    self.attributes(part);
                    self.remarks(part);
                }
            }
        }
        for stray in strays {
            self.node(stray, style.clone());
        }
        self.end_paragraph();
    }

    /// The words of a cell: the blocks in it become its lines.
    fn cell(&mut self, node: &'a Node, style: Style, remarks: &mut Vec<Note>) -> Words {
        let first = self.draft.blocks.len();
        self.node(node, style);
        self.end_paragraph();
        self.forget_ways(first);
        let (words, own) = in_lines(self.draft.blocks.drain(first..));
        remarks.extend(own);
        words
    }

    fn holds_page(&self, grid: &Grid<'_>) -> bool {
        let is_page = |cell: &&Node| letters(&seen(self.tree, cell)) * MAX_CELL_SHARE > self.site.total;
        self.site.total > MIN_PAGE && grid.rows.iter().flatten().flatten().any(is_page)
    }

    /// The language of each column, where each is a text in another.
    fn languages(&self, grid: &Grid<'_>) -> Option<Vec<Language>> {
        if !columns::may_be(&grid.rows) {
            return None;
        }
        let text = |cell: &Option<&Node>| cell.map(|cell| seen(self.tree, cell)).unwrap_or_default();
        let rows: Vec<Vec<String>> = grid.rows.iter().map(|row| row.iter().map(text).collect()).collect();
        columns::languages(&rows)
    }

    /// Reads one column after the other, each in its language.
    fn side_by_side(&mut self, node: &'a Node, grid: &Grid<'a>, (style, languages): (Style, Vec<Language>)) {
        self.draft.notes.push(columns::note(&languages));
        self.outside(node, &style);
        for (at, language) in languages.into_iter().enumerate() {
            for cell in grid.rows.iter().filter_map(|row| *row.get(at)?) {
                let first = self.draft.blocks.len();
                self.node(cell, style.in_language(language));
                self.end_paragraph();
                self.draft.blocks[first..].iter_mut().for_each(|block| block.language = Some(language));
            }
        }
    }
}

impl<'a> Grid<'a> {
    /// The rows of a table with the columns that a cell begins in: the others are there only for a cell to reach over.
    fn of(rows: Vec<Vec<&'a Node>>) -> Self {
        let mut reach = Vec::new();
        let placed: Vec<Placed<'_>> = rows.into_iter().map(|row| Placed::of(row, &mut reach)).collect();
        let columns: BTreeSet<usize> = placed.iter().flat_map(|row| row.cells.keys().copied()).collect();
        if columns.len() > MAX_SPAN {
            return Self { rows: Vec::new(), has_spans: false };
        }
        let cells = |row: &Placed<'a>| columns.range(..row.width).map(|at| row.cells.get(at).copied()).collect();
        let rows: Vec<Vec<Option<&Node>>> = placed.iter().map(cells).collect();
        let has_spans = rows.iter().flatten().any(Option::is_none);
        Self { rows, has_spans }
    }

    fn columns(&self) -> usize {
        self.rows.iter().map(Vec::len).max().unwrap_or_default()
    }
}

impl<'a> Placed<'a> {
    /// Places the cells of a row behind those that reach into it from above: of each column, `reach` says for how many more
    /// rows its cell does.
    fn of(row: Vec<&'a Node>, reach: &mut Vec<usize>) -> Self {
        let mut placed = Self { cells: BTreeMap::new(), width: 0 };
        for cell in row {
            placed.pass(reach);
            let (columns, rows) = (span(cell, "colspan"), span(cell, "rowspan"));
            let end = placed.width + columns.min(MAX_SPAN.saturating_sub(placed.width)).max(1);
            reach.resize(reach.len().max(end), 0);
            reach[placed.width..end].fill(rows - 1);
            placed.cells.insert(placed.width, cell);
            placed.width = end;
        }
        placed.pass(reach);
        placed
    }

    /// Passes the cells that reach into the row here.
    fn pass(&mut self, reach: &mut [usize]) {
        while let Some(rows) = reach.get_mut(self.width).filter(|rows| **rows > 0) {
            *rows -= 1;
            self.width += 1;
        }
    }
}

fn span(cell: &Node, name: &str) -> usize {
    cell.attribute(name).and_then(|span| span.trim().parse().ok()).unwrap_or(1).clamp(1, MAX_SPAN)
}

/// Parts of a table that hold its cells.
fn holds_cells(part: &Node) -> bool {
    matches!(part.name.as_str(), "thead" | "tbody" | "tfoot" | "tr")
}

/// The parts of a table that hold its cells, without those in a part that is set aside.
fn parts<'a>(tree: &'a Tree, table: &'a Node, is_aside: &dyn Fn(&Node) -> bool) -> Vec<&'a Node> {
    let mut parts = Vec::new();
    for part in tree.children(table).filter(|part| holds_cells(part)) {
        parts.push(part);
        if !is_aside(part) {
            parts.extend(self::parts(tree, part, is_aside));
        }
    }
    parts
}

/// The cells of a table's rows, without those of the tables in it, and of what is set aside.
fn rows<'a>(tree: &'a Tree, table: &'a Node, is_aside: &dyn Fn(&Node) -> bool) -> Vec<Vec<&'a Node>> {
    let mut rows = Vec::new();
    for part in tree.children(table).filter(|part| holds_cells(part) && !is_aside(part)) {
        if part.name == "tr" {
            rows.push(tree.children(part).filter(|cell| matches!(cell.name.as_str(), "td" | "th")).collect());
        } else {
            rows.extend(self::rows(tree, part, is_aside));
        }
    }
    rows.retain(|row: &Vec<_>| !row.is_empty());
    rows
}

/// What stands in a table outside of its cells, and of what is set aside.
fn strays<'a>(tree: &'a Tree, table: &'a Node, is_aside: &dyn Fn(&Node) -> bool) -> Vec<&'a Node> {
    let mut strays = Vec::new();
    for child in tree.children(table) {
        match (child.name.as_str(), table.name.as_str()) {
            ("td" | "th", "tr") => {}
            _ if holds_cells(child) && is_aside(child) => {}
            _ if holds_cells(child) => strays.extend(self::strays(tree, child, is_aside)),
            _ => strays.push(child),
        }
    }
    strays
}
