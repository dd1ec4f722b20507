//! What stands on the pages, in the order in which it is read, to blocks.

use super::grid::{self, Grid};
use super::order;
use super::row::Row;
use super::sheet::{Letter, Rule, Sheet};
use super::table::Table;
use crate::Note;
use crate::block::{Block, Kind, Place};
use crate::lines::{self, Gap, Line};

/// A page in pieces.
#[derive(Debug)]
pub(super) struct Page {
    pub(super) number: usize,
    pub(super) height: f32,
    /// Its pieces, in the order in which they are drawn.
    pub(super) pieces: Vec<Piece>,
    pub(super) addresses: Vec<String>,
    rules: Vec<Rule>,
}

/// A piece of a page.
#[derive(Debug)]
pub(super) enum Piece {
    Row(Row),
    Table(Table),
}

/// Lines that lie further apart than so many times what is usual have some space between.
const SPACED: f32 = 1.3;

/// Letters that are larger than the text's by so much are a heading's.
const LARGER: f32 = 1.1;

/// Columns whose left edges lie no further apart than so many letters are the same column.
const INDENT: f32 = 4.0;

/// Longer text is no heading, however large.
const MAX_HEADING: usize = 200;

/// So many sizes may be headings.
const MAX_LEVELS: usize = 6;

impl Piece {
    /// How far down it stands.
    pub(super) fn top(&self) -> f32 {
        match self {
            Self::Row(row) => row.base,
            Self::Table(table) => table.top,
        }
    }

    /// Where it begins and ends.
    pub(super) fn extent(&self) -> (f32, f32) {
        match self {
            Self::Row(row) => (row.left, row.right),
            Self::Table(table) => table.extent,
        }
    }
}

impl Page {
    /// Divides a page into its rows and tables.
    pub(super) fn new(sheet: Sheet) -> Self {
        let Sheet { number, height, letters, rules, addresses, .. } = sheet;
        let mut grids = grid::find(&rules);
        let mut rows: Vec<Row> = Vec::new();
        for letter in letters {
            match grids.iter_mut().find(|grid| grid.holds(&letter)) {
                Some(grid) => grid.push(letter),
                None => push(&mut rows, letter),
            }
        }
        // A frame around text is not a table.
        let (frames, tables): (Vec<Grid>, Vec<Grid>) = grids.into_iter().partition(Grid::is_frame);
        rows.extend(frames.into_iter().flat_map(Grid::into_rows));
        let tables = tables.into_iter().map(|grid| Piece::Table(grid.into_table()));
        let pieces = rows.into_iter().map(Piece::Row).chain(tables).collect();
        Self { number, height, pieces, addresses, rules }
    }

    /// Puts its pieces into the order in which they are read, and joins what stands on one line.
    pub(super) fn order(&mut self) {
        let pieces = std::mem::take(&mut self.pieces);
        self.pieces = order::in_order(pieces, &self.rules);
    }

    /// Its rows that do not stand in a table.
    pub(super) fn rows(&self) -> impl Iterator<Item = &Row> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Row(row) => Some(row),
            Piece::Table(_) => None,
        })
    }
}

fn push(rows: &mut Vec<Row>, letter: Letter) {
    let back = match rows.last_mut() {
        Some(row) => row.push(letter).err(),
        None => Some(letter),
    };
    rows.extend(back.map(Row::new));
}

/// The blocks of all pages.
pub(super) fn blocks(pages: Vec<Page>) -> Vec<Block> {
    let measure = Measure::of(&pages);
    let mut flow = Flow { measure, blocks: Vec::new(), lines: Vec::new(), last: None };
    for page in pages {
        flow.page(page);
    }
    flow.end_lines();
    flow.blocks
}

/// What is usual in a document.
struct Measure {
    /// The size of the text.
    size: f32,
    /// The sizes of headings, the largest first.
    larger: Vec<f32>,
    /// How far lines lie apart, as a part of their size.
    pitch: f32,
    /// For each left edge of a column how far to the right its rows go.
    reaches: Vec<(f32, f32)>,
}

impl Measure {
    fn of(pages: &[Page]) -> Self {
        let rows = || pages.iter().flat_map(Page::rows);
        let size = usual(rows().map(|row| (row.size, row.count()))).unwrap_or(1.0);
        let mut larger: Vec<f32> =
            rows().map(|row| row.size).filter(|other| *other > size * LARGER).map(rounded).collect();
        larger.sort_by(|one, other| other.total_cmp(one));
        larger.dedup();
        let pitches = pages.iter().flat_map(|page| {
            let rows: Vec<&Row> = page.rows().collect();
            rows.windows(2).map(|pair| ((pair[1].base - pair[0].base) / pair[0].size, 1)).collect::<Vec<_>>()
        });
        let pitch = usual(pitches.filter(|(pitch, _)| (0.8..3.0).contains(pitch))).unwrap_or(1.2);
        let mut reaches: Vec<(f32, f32)> = Vec::new();
        for (left, right) in pages.iter().flat_map(|page| columns(&page.pieces)).filter_map(extent) {
            match reaches.iter_mut().find(|(other, _)| (left - other).abs() <= size * INDENT) {
                Some((_, reach)) => *reach = reach.max(right),
                None => reaches.push((left, right)),
            }
        }
        Self { size, larger, pitch, reaches }
    }

    /// How far to the right the rows of a column may go.
    fn reach(&self, column: &[Piece]) -> f32 {
        let Some((left, right)) = extent(column) else { return 0.0 };
        let near = self.reaches.iter().find(|(other, _)| (left - other).abs() <= self.size * INDENT);
        near.map_or(right, |(_, reach)| *reach)
    }

    /// How wide the widest column is.
    fn width(&self) -> f32 {
        self.reaches.iter().map(|(left, right)| right - left).fold(0.0, f32::max)
    }

    /// The level of the heading that a row is, by its size.
    fn level(&self, row: &Row) -> Option<u8> {
        let size = rounded(row.size);
        let at = self.larger.iter().position(|larger| *larger == size)?;
        u8::try_from(at + 1).ok().filter(|_| at < MAX_LEVELS && row.size > self.size * LARGER)
    }
}

/// A size as it counts: programs are not exact.
fn rounded(size: f32) -> f32 {
    (size * 2.0).round() / 2.0
}

/// The value that most have.
fn usual(values: impl Iterator<Item = (f32, usize)>) -> Option<f32> {
    let mut counts: std::collections::BTreeMap<i32, usize> = std::collections::BTreeMap::new();
    for (value, count) in values {
        // In twentieths, which no two sizes or distances that differ share.
        *counts.entry((value * 20.0).round() as i32).or_default() += count;
    }
    let (value, _) = counts.into_iter().max_by_key(|(value, count)| (*count, -value))?;
    Some(value as f32 / 20.0)
}

struct Flow {
    measure: Measure,
    blocks: Vec<Block>,
    /// Lines that are not joined yet.
    lines: Vec<Line>,
    /// Where the last row stood, and how far its column goes.
    last: Option<(f32, f32)>,
}

impl Flow {
    fn page(&mut self, page: Page) {
        let Page { number, pieces, addresses, .. } = page;
        for column in columns(&pieces) {
            let right = self.measure.reach(column);
            self.last = None;
            for piece in column {
                match piece {
                    Piece::Row(row) => self.row(row, right, Place::Page(number), &addresses),
                    Piece::Table(table) => self.table(table, Place::Page(number), &addresses),
                }
            }
        }
    }

    fn row(&mut self, row: &Row, right: f32, place: Place, addresses: &[String]) {
        let apart = self.last.map(|(base, size)| (row.base - base) / size.max(row.size));
        let gap = match apart {
            None => Gap::Page,
            Some(apart) if apart > self.measure.pitch * SPACED => Gap::Space,
            Some(_) => Gap::None,
        };
        let words = row.words(addresses);
        let heading = self.measure.level(row).filter(|_| row.count() <= MAX_HEADING);
        // Columns are laid over each other by their right edges: all lines then may go as far.
        let aside = self.measure.width() - right;
        let (left, right) = (row.left + aside, row.right + aside);
        self.last = Some((row.base, row.size));
        self.lines.push(Line { words, left, right, size: row.size, gap, heading, place });
    }

    fn table(&mut self, table: &Table, place: Place, addresses: &[String]) {
        let is_next = self.lines.is_empty();
        self.end_lines();
        let mut rows = table.words(addresses);
        let last = self.blocks.last_mut().filter(|_| is_next);
        if let Some(Block { kind: Kind::Table(before), remarks, place: start, .. }) = last
            && before.first().map(Vec::len) == rows.first().map(Vec::len)
            && *start != place
        {
            if before.first() == rows.first() {
                rows.remove(0);
            }
            before.extend(rows);
            let remark = Note::doubt("The table goes on over the end of a page: look at the row there.");
            if !remarks.contains(&remark) {
                remarks.push(remark);
            }
            return;
        }
        let mut block = Block::new(Kind::Table(rows), place);
        block.remarks.extend(table.remark.map(Note::doubt));
        self.blocks.push(block);
    }

    fn end_lines(&mut self) {
        let lines = std::mem::take(&mut self.lines);
        self.blocks.extend(lines::heal(lines, self.measure.width()));
    }
}

/// The pieces of a page's columns: where one begins, the next piece stands higher than the last.
fn columns(pieces: &[Piece]) -> impl Iterator<Item = &[Piece]> {
    pieces.chunk_by(|last, next| next.top() >= last.top() - 1.0)
}

/// How far to the left and right the rows of a column go.
fn extent(column: &[Piece]) -> Option<(f32, f32)> {
    let rows = column.iter().filter_map(|piece| match piece {
        Piece::Row(row) => Some((row.left, row.right)),
        Piece::Table(_) => None,
    });
    rows.reduce(|(left, right), row| (left.min(row.0), right.max(row.1)))
}
