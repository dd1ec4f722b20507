//! Digits above the line: the marks of notes, squares and cubes.

/// The digits from 0 to 9.
pub(crate) const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];

/// A digit as it is written above the line.
pub(crate) fn raised(c: char) -> Option<char> {
    c.to_digit(10).and_then(|digit| RAISED.get(digit as usize)).copied()
}

/// A text with its digits above the line, if it has no other letters.
pub(crate) fn digits(text: &str) -> String {
    let digits: Option<String> = text.chars().map(|c| if c.is_whitespace() { Some(c) } else { raised(c) }).collect();
    digits.unwrap_or_else(|| text.to_owned())
}
