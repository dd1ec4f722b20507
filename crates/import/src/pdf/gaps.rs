//! Letters that were drawn after those around them: signs that the font of a line lacks come from another, once the rest of
//! the line stands.

use super::row::Row;

/// On a page of more rows, what belongs together is not looked for.
const MAX_ROWS: usize = 2000;

/// Joins the rows that stand in the gaps of others.
pub(super) fn fill(rows: Vec<Row>) -> Vec<Row> {
    if rows.len() > MAX_ROWS {
        return rows;
    }
    let mut filled: Vec<Row> = Vec::new();
    for row in rows {
        match filled.iter_mut().find(|other| row.count() > 0 && other.has_gaps_for(&row)) {
            Some(other) => other.extend(row),
            None => filled.push(row),
        }
    }
    filled
}
