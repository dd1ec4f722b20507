//! The order in which the pieces of a page are read: down the page, and column by column where it has columns.

use super::aligned;
use super::contents;
use super::flow::Piece;
use super::sheet::Rule;

/// A column has at least so many rows.
const MIN_ROWS: usize = 5;

/// A column takes at least this part of the page's width. What is narrower is the numbers beside a text.
const MIN_WIDTH: f32 = 0.25;

/// At most this part of the rows may go across columns, as headings do.
const MAX_ACROSS: f32 = 0.2;

/// More columns are no columns.
const MAX_COLUMNS: usize = 4;

/// The pieces in order. Programs draw a page in any order: numbers before the text beside them, feet before heads.
pub(super) fn in_order(pieces: Vec<Piece>, rules: &[Rule]) -> Vec<Piece> {
    let draws_blanks = draws_blanks(&pieces);
    let mut parts: Vec<Piece> = pieces.into_iter().flat_map(|piece| parts(piece, draws_blanks)).collect();
    parts.sort_by(|one, other| one.top().total_cmp(&other.top()));
    by_columns(parts, rules, MAX_COLUMNS)
}

/// Whether the spaces between words are drawn: then a gap without one is none.
fn draws_blanks(pieces: &[Piece]) -> bool {
    let (mut blanks, mut jumps) = (0, 0);
    for piece in pieces {
        let Piece::Row(row) = piece else { continue };
        blanks += row.letters.len() - row.count();
        jumps += row.jumps();
    }
    blanks > jumps
}

/// A row that gaps divide in its parts: which of them belong together is seen from the rows above and below.
fn parts(piece: Piece, draws_blanks: bool) -> Vec<Piece> {
    match piece {
        Piece::Row(row) if contents::leads(row.text().trim()) => vec![Piece::Row(row)],
        Piece::Row(row) => row.columns(draws_blanks).into_iter().map(Piece::Row).collect(),
        piece => vec![piece],
    }
}

fn by_columns(pieces: Vec<Piece>, rules: &[Rule], depth: usize) -> Vec<Piece> {
    let Some(gutter) = gutter(&pieces, rules).filter(|_| depth > 1) else { return aligned::find(pieces, rules) };
    let mut ordered = Vec::new();
    let (mut left, mut right) = (Vec::new(), Vec::new());
    for piece in pieces {
        let (start, end) = piece.extent();
        if end <= gutter {
            left.push(piece);
        } else if start >= gutter {
            right.push(piece);
        } else {
            ordered.append(&mut aligned::find(std::mem::take(&mut left), rules));
            ordered.append(&mut by_columns(std::mem::take(&mut right), rules, depth - 1));
            ordered.push(piece);
        }
    }
    ordered.append(&mut aligned::find(left, rules));
    ordered.append(&mut by_columns(right, rules, depth - 1));
    ordered
}

/// Where the first column of several ends. Lines that are drawn across it are a table's.
fn gutter(pieces: &[Piece], rules: &[Rule]) -> Option<f32> {
    let extents: Vec<(f32, f32)> = pieces.iter().map(Piece::extent).collect();
    let width = extents.iter().map(|(_, end)| *end).fold(0.0, f32::max)
        - extents.iter().map(|(start, _)| *start).fold(f32::MAX, f32::min);
    let mut starts: Vec<f32> = extents.iter().map(|(start, _)| *start).collect();
    starts.sort_by(f32::total_cmp);
    starts.dedup_by(|next, last| *next - *last < 1.0);
    starts.into_iter().find(|gutter| {
        let left: Vec<_> = extents.iter().filter(|(_, end)| end <= gutter).collect();
        let right: Vec<_> = extents.iter().filter(|(start, _)| start >= gutter).collect();
        let across = extents.len() - left.len() - right.len();
        let is_column = |rows: &[&(f32, f32)]| {
            let widths: f32 = rows.iter().map(|(start, end)| end - start).sum();
            rows.len() >= MIN_ROWS && widths / rows.len() as f32 >= MIN_WIDTH * width
        };
        let drawn = rules.iter().filter(|rule| rule.left < gutter - 1.0 && rule.right > gutter + 1.0).count();
        across as f32 <= MAX_ACROSS * extents.len() as f32 && drawn < MIN_ROWS && is_column(&left) && is_column(&right)
    })
}
