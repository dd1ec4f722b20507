//! Words written from right to left, which stand on a page in the order in which one sees them, back to that of reading.

/// Whether a letter is of a script that is written from right to left: Hebrew, Arabic and their kin, and the forms in which
/// these are drawn.
pub(super) fn is_leftward(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}')
        && !matches!(c, '\u{660}'..='\u{669}' | '\u{6f0}'..='\u{6f9}')
}

/// Puts what stands on a row from left to right into the order of reading: what is written from right to left turns, with
/// what stands in its midst, but numbers do not. Where nothing else is written, the whole row turns.
pub(super) fn in_order<T>(mut shown: Vec<(String, T)>) -> Vec<(String, T)> {
    let is_leftward = |(text, _): &(String, T)| text.contains(is_leftward);
    if !shown.iter().any(is_leftward) {
        return shown;
    }
    let is_rightward =
        |(text, _): &(String, T)| text.contains(char::is_alphabetic) && !text.contains(self::is_leftward);
    if !shown.iter().any(is_rightward) {
        turn(&mut shown);
        return shown;
    }
    for part in shown.split_mut(is_rightward) {
        let ends = (part.iter().position(is_leftward), part.iter().rposition(is_leftward));
        if let (Some(first), Some(last)) = ends {
            turn(&mut part[first..=last]);
        }
    }
    shown
}

/// Turns a part of a row, and its numbers back.
fn turn<T>(part: &mut [(String, T)]) {
    part.reverse();
    let is_digit = |text: &str| text.contains(char::is_numeric);
    let is_within = |text: &str| is_digit(text) || matches!(text, "." | "," | ":" | "/" | "-");
    for chunk in part.chunk_by_mut(|(one, _), (other, _)| is_within(one) && is_within(other)) {
        let ends =
            (chunk.iter().position(|(text, _)| is_digit(text)), chunk.iter().rposition(|(text, _)| is_digit(text)));
        if let (Some(first), Some(last)) = ends {
            chunk[first..=last].reverse();
        }
    }
}
