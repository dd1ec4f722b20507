//! Rows that stand below each other in columns are a table, though no line is drawn around its cells.

use super::flow::Piece;
use super::row::Row;
use super::sheet::Rule;
use super::table::Table;
use crate::label;

/// Columns lie at least so many letters apart.
const RIVER: f32 = 0.25;

/// A line that lies further below the last than so many letters begins something else.
const SPACED: f32 = 2.1;

/// Cells of a column lie so many times further apart than the lines of a cell.
const LOOSER: f32 = 1.1;

/// What a person should know of such a table.
const REMARK: &str = "This was taken for a table by where its words stand: look at its rows.";

/// Joins the rows that stand on one line, and finds the tables among them. The pieces go down the page.
pub(super) fn find(pieces: Vec<Piece>, rules: &[Rule]) -> Vec<Piece> {
    let mut found = Vec::new();
    let mut lines: Vec<Vec<Row>> = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Row(row) if row.count() == 0 => {}
            Piece::Row(row) => match lines.last_mut() {
                Some(line) if line.iter().all(|other| other.is_beside(&row)) => line.push(row),
                _ => lines.push(vec![row]),
            },
            Piece::Table(table) => {
                found.extend(tables(std::mem::take(&mut lines), rules));
                found.push(Piece::Table(table));
            }
        }
    }
    found.extend(tables(lines, rules));
    found
}

fn tables(mut lines: Vec<Vec<Row>>, rules: &[Rule]) -> Vec<Piece> {
    lines.iter_mut().for_each(labelled);
    let mut pieces = Vec::new();
    let mut rest = lines.as_slice();
    while let Some(line) = rest.first() {
        let count = extent(rest, rules);
        match count {
            0 => {
                pieces.extend(joined(line).map(Piece::Row));
                rest = &rest[1..];
            }
            _ => {
                pieces.push(Piece::Table(table(&rest[..count], rules)));
                rest = &rest[count..];
            }
        }
    }
    pieces
}

/// Orders a line's rows, and joins a label and what it stands before.
fn labelled(line: &mut Vec<Row>) {
    line.sort_by(|one, other| one.left.total_cmp(&other.left));
    if line.len() > 1 && line[0].is_label() {
        let text = line.remove(1);
        line[0].extend(text);
    }
}

/// A line's rows as one.
fn joined(line: &[Row]) -> Option<Row> {
    line.iter().cloned().reduce(|mut row, next| {
        row.extend(next);
        row
    })
}

/// How many of the lines are a table that begins with the first; none where it is not one.
fn extent(lines: &[Vec<Row>], rules: &[Rule]) -> usize {
    let mut columns: Vec<(f32, f32)> = Vec::new();
    let (mut count, mut rows) = (0, 0);
    for (at, line) in lines.iter().enumerate() {
        let last = lines[..at].last().and_then(|line| line.first());
        let is_apart =
            last.is_some_and(|last| line[0].base - last.base > SPACED * last.size && !is_ruled(last, &line[0], rules));
        if line.len() < 2 && (at == 0 || is_apart || line.iter().any(begins_clause)) {
            break;
        }
        columns = merged(columns, line);
        if columns.len() < 2 {
            break;
        }
        rows += usize::from(line.len() > 1);
        count = at + 1;
    }
    if rows > 1 { count } else { 0 }
}

/// Whether a row begins with the number of a clause.
fn begins_clause(row: &Row) -> bool {
    label::number_of(row.text().trim()).is_some_and(|number| number.len() > 1)
}

/// Where the columns are that hold what stood in them and a line's rows, too.
fn merged(columns: Vec<(f32, f32)>, line: &[Row]) -> Vec<(f32, f32)> {
    let mut all = columns;
    all.extend(line.iter().map(|row| (row.left, row.right)));
    all.sort_by(|one, other| one.0.total_cmp(&other.0));
    let river = RIVER * line.first().map_or(0.0, |row| row.size);
    let mut merged: Vec<(f32, f32)> = Vec::new();
    for (left, right) in all {
        match merged.last_mut() {
            Some((_, end)) if left - *end < river => *end = end.max(right),
            _ => merged.push((left, right)),
        }
    }
    merged
}

/// Whether a line is drawn between two rows.
fn is_ruled(above: &Row, below: &Row, rules: &[Rule]) -> bool {
    let is_between = |rule: &&Rule| rule.top > above.base - above.size / 2.0 && rule.bottom < below.base;
    rules
        .iter()
        .filter(|rule| rule.is_horizontal())
        .filter(is_between)
        .any(|rule| rule.left < above.right && above.left < rule.right)
}

fn table(lines: &[Vec<Row>], rules: &[Rule]) -> Table {
    let columns = lines.iter().fold(Vec::new(), |columns, line| merged(columns, line));
    let has_rules = lines.windows(2).filter(|pair| is_ruled(&pair[0][0], &pair[1][0], rules)).count() > 1;
    let rows = if has_rules { ruled(lines, &columns, rules) } else { spaced(lines, &columns) };
    let top = lines.first().map_or(0.0, |line| line[0].base);
    let extent = (columns[0].0, columns[columns.len() - 1].1);
    Table { top, extent, rows, remark: (!has_rules).then_some(REMARK) }
}

/// The rows of a table that have lines between them.
fn ruled(lines: &[Vec<Row>], columns: &[(f32, f32)], rules: &[Rule]) -> Vec<Vec<Vec<Row>>> {
    let lines = lines.chunk_by(|above, below| !is_ruled(&above[0], &below[0], rules));
    let mut rows = Vec::new();
    for line in lines {
        let mut cells = vec![Vec::new(); columns.len()];
        line.iter().flatten().for_each(|row| cells[column(columns, row)].push(row.clone()));
        rows.push(cells);
    }
    rows
}

/// The rows of a table that has more space between two cells of a column than between two lines of a cell. Cells that
/// stand beside each other, whether their tops meet or their middles, are a row.
fn spaced(lines: &[Vec<Row>], columns: &[(f32, f32)]) -> Vec<Vec<Vec<Row>>> {
    let mut by_column: Vec<Vec<Row>> = vec![Vec::new(); columns.len()];
    lines.iter().flatten().for_each(|row| by_column[column(columns, row)].push(row.clone()));
    let pitches = by_column.iter().flat_map(|rows| rows.windows(2).map(|pair| pair[1].base - pair[0].base));
    let (least, most) = pitches.fold((f32::MAX, 0.0_f32), |(least, most), pitch| (least.min(pitch), most.max(pitch)));
    // Where all lines lie equally far apart, each may be a row.
    let is_even =
        most <= least * LOOSER || lines.windows(2).all(|pair| is_pitch(pair[1][0].base - pair[0][0].base, least));
    let within = if is_even { 0.0 } else { least * LOOSER };
    let mut cells: Vec<(usize, Vec<Row>)> = Vec::new();
    for (column, rows) in by_column.iter().enumerate() {
        let chunks = rows.chunk_by(|above, below| below.base - above.base <= within);
        cells.extend(chunks.map(|rows| (column, rows.to_vec())));
    }
    cells.sort_by(|one, other| one.1[0].base.total_cmp(&other.1[0].base));
    let mut rows: Vec<Vec<Vec<Row>>> = Vec::new();
    let mut end = f32::MIN;
    for (column, cell) in cells {
        let top = cell[0].base - cell[0].size / 2.0;
        if top >= end {
            rows.push(vec![Vec::new(); columns.len()]);
        }
        end = cell.iter().map(|row| row.base).fold(end, f32::max);
        if let Some(row) = rows.last_mut() {
            row[column].extend(cell);
        }
    }
    if within > 0.0 { rows } else { joined_rows(rows) }
}

/// The rows of a table whose lines lie equally far apart, those as one that are lines of one row.
fn joined_rows(lines: Vec<Vec<Vec<Row>>>) -> Vec<Vec<Vec<Row>>> {
    let mut rows: Vec<Vec<Vec<Row>>> = Vec::new();
    for line in lines {
        match rows.last_mut().filter(|row| goes_on(row, &line)) {
            Some(row) => row.iter_mut().zip(line).for_each(|(cell, rest)| cell.extend(rest)),
            None => rows.push(line),
        }
    }
    rows
}

/// Whether a line is one more of a row: all that stands in it goes on in small letters what began above, in large ones if
/// its first cell goes on, too.
fn goes_on(row: &[Vec<Row>], line: &[Vec<Row>]) -> bool {
    let begins =
        |cell: &Vec<Row>, is: fn(char) -> bool| cell.first().is_some_and(|row| row.text().trim().starts_with(is));
    let is_bold = |cells: &[Vec<Row>]| cells.iter().flatten().flat_map(|row| &row.letters).all(|letter| letter.is_bold);
    let mut pairs = row.iter().zip(line).filter(|(_, rest)| !rest.is_empty());
    let is_below_first = line.first().is_some_and(|cell| !cell.is_empty());
    is_bold(row) == is_bold(line)
        && pairs.all(|(cell, rest)| {
            begins(rest, char::is_lowercase)
                && !cell.is_empty()
                && (!is_below_first || !begins(cell, char::is_lowercase))
        })
}

fn is_pitch(distance: f32, pitch: f32) -> bool {
    distance <= pitch * LOOSER && distance * LOOSER >= pitch
}

fn column(columns: &[(f32, f32)], row: &Row) -> usize {
    columns.iter().rposition(|(left, _)| *left <= row.left + 0.1).unwrap_or_default()
}
