//! What is usual in a document: its text is measured by it.

use std::collections::BTreeMap;

use super::flow::{Page, Piece};
use super::row::Row;

/// Columns whose left edges lie no further apart than so many letters are the same column.
const INDENT: f32 = 4.0;

/// Letters that are larger than the text's by so much are a heading's.
const LARGER: f32 = 1.1;

/// So many sizes may be headings.
const MAX_LEVELS: usize = 6;

/// What is usual in a document.
pub(super) struct Measure {
    /// The size of the text.
    size: f32,
    /// The sizes of headings, the largest first.
    larger: Vec<f32>,
    /// How far lines lie apart, as a part of their size.
    pub(super) pitch: f32,
    /// For each left edge of a column how far to the right its rows go.
    reaches: Vec<(f32, f32)>,
}

impl Measure {
    /// Measures a document.
    pub(super) fn of(pages: &[Page]) -> Self {
        let rows = || pages.iter().flat_map(Page::rows);
        let size = usual(rows().map(|row| (row.usual_size(), row.count()))).unwrap_or(1.0);
        let mut larger: Vec<f32> =
            rows().map(Row::usual_size).filter(|other| *other > size * LARGER).map(rounded).collect();
        larger.sort_by(|one, other| other.total_cmp(one));
        larger.dedup();
        let pitches = pages.iter().flat_map(|page| {
            let rows: Vec<&Row> = page.rows().collect();
            rows.windows(2).map(|pair| ((pair[1].base - pair[0].base) / pair[0].size, 1)).collect::<Vec<_>>()
        });
        let pitch = usual(pitches.filter(|(pitch, _)| (0.8..3.0).contains(pitch))).unwrap_or(1.2);
        let mut reaches: Vec<(f32, f32)> = Vec::new();
        for (left, right) in pages.iter().flat_map(Page::columns).filter_map(extent) {
            match reaches.iter_mut().find(|(other, _)| (left - other).abs() <= size * INDENT) {
                Some((_, reach)) => *reach = reach.max(right),
                None => reaches.push((left, right)),
            }
        }
        Self { size, larger, pitch, reaches }
    }

    /// How far to the right the rows of a column may go.
    pub(super) fn reach(&self, column: &[Piece]) -> f32 {
        let Some((left, right)) = extent(column) else { return 0.0 };
        let near = self.reaches.iter().find(|(other, _)| (left - other).abs() <= self.size * INDENT);
        near.map_or(right, |(_, reach)| *reach)
    }

    /// How wide the widest column is.
    pub(super) fn width(&self) -> f32 {
        self.reaches.iter().map(|(left, right)| right - left).fold(0.0, f32::max)
    }

    /// The level of the heading that a row is, by its size.
    pub(super) fn level(&self, row: &Row) -> Option<u8> {
        let size = rounded(row.usual_size());
        let at = self.larger.iter().position(|larger| *larger == size)?;
        u8::try_from(at + 1).ok().filter(|_| at < MAX_LEVELS && row.usual_size() > self.size * LARGER)
    }
}

/// A size as it counts: programs are not exact.
fn rounded(size: f32) -> f32 {
    (size * 2.0).round() / 2.0
}

/// The value that most have.
pub(super) fn usual(values: impl Iterator<Item = (f32, usize)>) -> Option<f32> {
    let mut counts: BTreeMap<i32, usize> = BTreeMap::new();
    for (value, count) in values {
        // In twentieths, which no two sizes or distances that differ share.
        *counts.entry((value * 20.0).round() as i32).or_default() += count;
    }
    let (value, _) = counts.into_iter().max_by_key(|(value, count)| (*count, -value))?;
    Some(value as f32 / 20.0)
}

/// How far to the left and right the rows of a column go.
fn extent(column: &[Piece]) -> Option<(f32, f32)> {
    let rows = column.iter().filter_map(|piece| match piece {
        Piece::Row(row) => Some((row.left, row.right)),
        Piece::Table(_) => None,
    });
    rows.reduce(|(left, right), row| (left.min(row.0), right.max(row.1)))
}
