//! Digits above the line: the marks of notes, squares and cubes.

/// The digits from 0 to 9.
pub(crate) const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];

/// A digit as it is written above the line.
pub(crate) fn raised(c: char) -> Option<char> {
    c.to_digit(10).and_then(|digit| RAISED.get(digit as usize)).copied()
}
