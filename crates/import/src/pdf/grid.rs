//! Rules that cross become a grid, and what stands in it a table.

use super::row::Row;
use super::sheet::{Letter, Rule};
use super::table::Table;

/// Lines, and ends of lines, that lie no further apart meet.
const NEAR: f32 = 3.0;

/// What has more cells is a drawing.
const MAX_CELLS: usize = 10_000;

/// A cell of more rows that holds most of a page is no cell.
const MAX_ROWS: usize = 5;

/// A table that is drawn: where its lines are, and the letters in each of its cells.
#[derive(Debug)]
pub(super) struct Grid {
    /// Where its columns begin, and the last ends.
    xs: Vec<f32>,
    /// Where its rows begin, and the last ends.
    ys: Vec<f32>,
    /// For each cell, row by row, the first of the cells it is one with: itself, most of the time.
    first: Vec<usize>,
    /// For each cell the rows of letters in it.
    cells: Vec<Vec<Row>>,
}

/// The grids on a page.
pub(super) fn find(rules: &[Rule]) -> Vec<Grid> {
    clusters(rules).iter().filter_map(|rules| Grid::new(rules)).collect()
}

/// Rules that meet, directly or by others between them.
fn clusters(rules: &[Rule]) -> Vec<Vec<Rule>> {
    let mut clusters: Vec<Vec<Rule>> = Vec::new();
    for rule in rules {
        let (met, apart): (Vec<_>, Vec<_>) =
            clusters.into_iter().partition(|cluster: &Vec<Rule>| cluster.iter().any(|other| meets(rule, other)));
        clusters = apart;
        let mut cluster: Vec<Rule> = met.into_iter().flatten().collect();
        cluster.push(*rule);
        clusters.push(cluster);
    }
    clusters
}

fn meets(one: &Rule, other: &Rule) -> bool {
    one.left <= other.right + NEAR
        && other.left <= one.right + NEAR
        && one.top <= other.bottom + NEAR
        && other.top <= one.bottom + NEAR
}

impl Grid {
    /// The grid that rules draw, if they draw one of at least two cells beside and below each other.
    fn new(rules: &[Rule]) -> Option<Self> {
        let (lying, standing): (Vec<Rule>, Vec<Rule>) = rules.iter().partition(|rule| rule.is_horizontal());
        let ys = places(lying.iter().map(|rule| (rule.top + rule.bottom) / 2.0));
        let ends = lying.iter().flat_map(|rule| [rule.left, rule.right]);
        let xs = places(standing.iter().map(|rule| (rule.left + rule.right) / 2.0).chain(outer(ends)));
        if standing.is_empty() || xs.len() < 3 || ys.len() < 3 || xs.len() * ys.len() > MAX_CELLS {
            return None;
        }
        let mut grid = Self { first: Vec::new(), cells: Vec::new(), xs, ys };
        grid.first = grid.joined(&lying, &standing);
        grid.cells = vec![Vec::new(); grid.first.len()];
        Some(grid)
    }

    fn columns(&self) -> usize {
        self.xs.len() - 1
    }

    fn rows(&self) -> usize {
        self.ys.len() - 1
    }

    /// For each cell the first of those that no line divides from it.
    fn joined(&self, lying: &[Rule], standing: &[Rule]) -> Vec<usize> {
        let columns = self.columns();
        let mut first: Vec<usize> = (0..columns * self.rows()).collect();
        for at in 0..first.len() {
            let (row, column) = (at / columns, at % columns);
            let middle = ((self.xs[column] + self.xs[column + 1]) / 2.0, (self.ys[row] + self.ys[row + 1]) / 2.0);
            let is_left_open = column > 0
                && !standing
                    .iter()
                    .any(|rule| crosses(rule.left, self.xs[column]) && spans(rule.top, rule.bottom, middle.1));
            let is_top_open = row > 0
                && !lying.iter().any(|rule| crosses(rule.top, self.ys[row]) && spans(rule.left, rule.right, middle.0));
            if is_left_open {
                first[at] = first[at - 1];
            } else if is_top_open {
                first[at] = first[at - columns];
            }
        }
        first
    }

    /// Whether a letter stands in it.
    pub(super) fn holds(&self, letter: &Letter) -> bool {
        self.place(letter).is_some()
    }

    /// Adds a letter that stands in it.
    pub(super) fn push(&mut self, letter: Letter) {
        let Some(at) = self.place(&letter) else { return };
        let cell = &mut self.cells[self.first[at]];
        let back = match cell.last_mut() {
            Some(row) => row.push(letter).err(),
            None => Some(letter),
        };
        cell.extend(back.map(Row::new));
    }

    fn place(&self, letter: &Letter) -> Option<usize> {
        let (x, y) = ((letter.left + letter.right) / 2.0, letter.base - letter.size / 4.0);
        let column = between(&self.xs, x)?;
        let row = between(&self.ys, y)?;
        Some(row * self.columns() + column)
    }

    /// How many letters stand in it.
    pub(super) fn count(&self) -> usize {
        self.cells.iter().flatten().map(Row::count).sum()
    }

    /// Whether it is drawn around text: all stands in one cell, or most of what its page holds, of which it is told how many
    /// letters that is.
    pub(super) fn is_frame(&self, letters: usize) -> bool {
        let is_page =
            |rows: &Vec<Row>| rows.len() > MAX_ROWS && rows.iter().map(Row::count).sum::<usize>() * 2 > letters;
        self.cells.iter().filter(|rows| !rows.is_empty()).count() < 2 || self.cells.iter().any(is_page)
    }

    /// The letters of all its cells, one after another.
    pub(super) fn into_rows(self) -> Vec<Row> {
        self.cells.into_iter().flatten().collect()
    }

    /// The table that it is.
    pub(super) fn into_table(self) -> Table {
        let columns = self.columns();
        let is_merged = self.first.iter().enumerate().any(|(at, first)| at != *first);
        Table {
            top: self.ys[0],
            extent: (self.xs[0], self.xs[columns]),
            rows: self.cells.chunks(columns).map(<[_]>::to_vec).collect(),
            remark: is_merged.then_some("Some of the table's cells were one: their words stand in the first."),
        }
    }
}

/// Places in order, those that lie near each other as one.
fn places(places: impl Iterator<Item = f32>) -> Vec<f32> {
    let mut sorted: Vec<f32> = places.collect();
    sorted.sort_by(f32::total_cmp);
    sorted.dedup_by(|next, last| *next - *last <= NEAR);
    sorted
}

fn outer(ends: impl Iterator<Item = f32> + Clone) -> impl Iterator<Item = f32> {
    let first = ends.clone().reduce(f32::min);
    let last = ends.reduce(f32::max);
    first.into_iter().chain(last)
}

fn crosses(line: f32, place: f32) -> bool {
    (line - place).abs() <= NEAR
}

fn spans(start: f32, end: f32, place: f32) -> bool {
    start <= place && place <= end
}

fn between(places: &[f32], place: f32) -> Option<usize> {
    let at = places.partition_point(|start| *start <= place);
    (at > 0 && at < places.len()).then(|| at - 1)
}
