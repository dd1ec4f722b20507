//! What stands on the pages, in the order in which it is read, to blocks.

use super::footnotes;
use super::gaps;
use super::grid::{self, Grid};
use super::measure::Measure;
use super::order;
use super::row::Row;
use super::sheet::{Letter, Rule, Sheet};
use super::table::Table;
use crate::Note;
use crate::block::{Block, Kind, Place, Words, append};
use crate::lines::{self, Gap, Line, Setting};

/// A page in pieces.
#[derive(Debug)]
pub(super) struct Page {
    pub(super) number: usize,
    pub(super) height: f32,
    /// Its pieces: as they are drawn at first, and as they are read once [`Page::order`] has put them so.
    pub(super) pieces: Vec<Piece>,
    pub(super) addresses: Vec<String>,
    /// The marks of its footnotes, with the numbers of those.
    pub(super) footnotes: Vec<(String, String)>,
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

/// What a person should know of a table that a page breaks.
const GOES_ON: &str =
    "The table goes on over the end of a page, where its head may stand again: look at the row there.";

/// Longer text is no heading, however large.
const MAX_HEADING: usize = 200;

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
        let count = rows.iter().map(Row::count).sum::<usize>() + grids.iter().map(Grid::count).sum::<usize>();
        let (frames, tables): (Vec<Grid>, Vec<Grid>) = grids.into_iter().partition(|grid| grid.is_frame(count));
        rows.extend(frames.into_iter().flat_map(Grid::into_rows));
        let tables = tables.into_iter().map(|grid| Piece::Table(grid.into_table()));
        let pieces = gaps::fill(rows).into_iter().map(Piece::Row).chain(tables).collect();
        Self { number, height, pieces, addresses, rules, footnotes: Vec::new() }
    }

    /// Puts its pieces into the order in which they are read, and joins what stands on one line.
    pub(super) fn order(&mut self) {
        let pieces = std::mem::take(&mut self.pieces);
        self.pieces = order::in_order(pieces, &self.rules);
    }

    /// Takes out the pieces for which that is said, each in its place.
    pub(super) fn remove(&mut self, is_removed: Vec<bool>) {
        let mut is_removed = is_removed.into_iter();
        self.pieces.retain(|_| !is_removed.next().unwrap_or_default());
    }

    /// Its columns: where one begins, the next piece stands higher than the last.
    pub(super) fn columns(&self) -> impl Iterator<Item = &[Piece]> {
        self.pieces.chunk_by(|last, next| next.top() >= last.top() - 1.0)
    }

    /// The text of each of its rows, those in tables among them.
    pub(super) fn texts(&self) -> impl Iterator<Item = String> {
        self.pieces.iter().flat_map(|piece| match piece {
            Piece::Row(row) => vec![row.text()],
            Piece::Table(table) => table.rows.iter().flatten().flatten().map(Row::text).collect(),
        })
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
pub(super) fn blocks(pages: &[Page]) -> Vec<Block> {
    let measure = Measure::of(pages);
    let setting = Setting::new(measure.width(), pages.iter().flat_map(Page::texts));
    let mut flow = Flow { measure, setting, blocks: Vec::new(), lines: Vec::new(), last: None };
    for page in pages {
        flow.page(page);
    }
    flow.end_lines();
    flow.blocks
}

struct Flow {
    measure: Measure,
    setting: Setting,
    blocks: Vec<Block>,
    /// Lines that are not joined yet.
    lines: Vec<Line>,
    /// Where the last row of the column stood, and its size.
    last: Option<(f32, f32)>,
}

impl Flow {
    fn page(&mut self, page: &Page) {
        for column in page.columns() {
            let right = self.measure.reach(column);
            self.last = None;
            for piece in column {
                match piece {
                    Piece::Row(row) => self.row(row, right, page),
                    Piece::Table(table) => self.table(table, page),
                }
            }
        }
    }

    fn row(&mut self, row: &Row, right: f32, page: &Page) {
        let apart = self.last.map(|(base, size)| (row.base - base) / size.max(row.size));
        let gap = match apart {
            None => Gap::Page,
            Some(apart) if apart > self.measure.pitch * SPACED => Gap::Space,
            Some(_) => Gap::None,
        };
        let words = footnotes::refer(row.words(&page.addresses), &page.footnotes);
        let heading = self.measure.level(row).filter(|_| row.count() <= MAX_HEADING);
        // Columns are laid over each other by their right edges: all lines then may go as far.
        let aside = self.measure.width() - right;
        let (left, right) = (row.left + aside, row.right + aside);
        self.last = Some((row.base, row.size));
        self.lines.push(Line {
            words,
            left,
            right,
            size: row.usual_size(),
            gap,
            heading,
            place: Place::Page(page.number),
        });
    }

    fn table(&mut self, table: &Table, page: &Page) {
        let is_next = self.lines.is_empty();
        self.end_lines();
        let place = Place::Page(page.number);
        let (mut rows, guesses) = table.words(&page.addresses, &self.setting);
        if rows.is_empty() {
            return;
        }
        rows.iter_mut().flatten().for_each(|cell| *cell = footnotes::refer(std::mem::take(cell), &page.footnotes));
        let last = self.blocks.last_mut().filter(|_| is_next);
        if let Some(Block { kind: Kind::Table(before), remarks, place: start, .. }) = last
            && before.first().map(Vec::len) == rows.first().map(Vec::len)
            && *start != place
        {
            if before.first() == rows.first() {
                rows.remove(0);
            }
            // A row that is broken goes on without its first cell.
            if rows.first().is_some_and(|row| row[0].is_empty()) {
                go_on(before, rows.remove(0));
            }
            before.extend(rows);
            let doubts = table.remark.into_iter().chain([GOES_ON]).map(Note::doubt);
            for doubt in doubts.chain(guesses) {
                if !remarks.contains(&doubt) {
                    remarks.push(doubt);
                }
            }
            return;
        }
        let mut block = Block::new(Kind::Table(rows), place);
        block.remarks.extend(table.remark.map(Note::doubt).into_iter().chain(guesses));
        self.blocks.push(block);
    }

    fn end_lines(&mut self) {
        let lines = std::mem::take(&mut self.lines);
        self.blocks.extend(lines::heal(lines, &self.setting));
    }
}

/// Adds to the cells of a table's last row what stands on the next page.
fn go_on(rows: &mut [Vec<Words>], rest: Vec<Words>) {
    for (cell, rest) in rows.iter_mut().rev().take(1).flatten().zip(rest) {
        append(cell, rest);
    }
}
