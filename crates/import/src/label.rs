//! The numbers, letters and bullets with which people begin a clause or an item.

mod series;
#[cfg(test)]
mod tests;

use crate::block::is_invisible;

pub(crate) use series::{Proven, Standing, end, proven, sections};

/// What is said once of a file with labels in other forms.
pub(crate) const REWRITTEN: &str =
    "Labels such as `(a)`, `a.` or `1` are written `a)` and `1.`, as an edition has them.";

/// What stands at the beginning of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Label {
    /// `1.`, `1.1`, `1.3.1.`, `1)`.
    Number(Vec<u16>),
    /// `a)`, `б)`, `iv)`.
    Letter(String),
    /// `•`, `-`.
    Bullet,
}

/// Characters that stand for a bullet wherever a line begins with them.
pub(crate) const BULLETS: &str = "•·▪▫■□◦●○∙‣⁃➢➤►▶✓✔❖\u{f0b7}\u{f0a7}\u{f0d8}\u{f0fc}\u{f076}";

/// Characters that stand for one where a list is expected. The last is what Google Docs give Word for a dash.
const DASHES: &str = "-–—*−‒―一";

impl Label {
    /// The label at the beginning of a line, and how many bytes it takes, with what nobody sees before it.
    pub(crate) fn of(line: &str) -> Option<(Self, usize)> {
        let start = line.len() - line.trim_start_matches(|c: char| c.is_whitespace() || is_invisible(c)).len();
        let text = &line[start..];
        let first = text.chars().next()?;
        let (label, len) = match first {
            '0'..='9' => number(text)?,
            c if BULLETS.contains(c) || DASHES.contains(c) => bullet(text, c)?,
            _ => letter(text)?,
        };
        Some((label, start + len))
    }
}

/// The number that a line begins with.
pub(crate) fn number_of(line: &str) -> Option<Vec<u16>> {
    match Label::of(line) {
        Some((Label::Number(parts), _)) => Some(parts),
        _ => None,
    }
}

/// Whether a number may follow another: the next one at its depth or above, or the first below it.
pub(crate) fn follows(next: &[u16], last: &[u16]) -> bool {
    let Some((number, above)) = next.split_last() else { return false };
    if last.is_empty() {
        return next.iter().all(|part| *part <= 1);
    }
    let is_child = next.len() == last.len() + 1 && above == last && *number == 1;
    let is_next =
        above.len() < last.len() && last.starts_with(above) && last[above.len()].checked_add(1) == Some(*number);
    is_child || is_next
}

fn number(text: &str) -> Option<(Label, usize)> {
    let mut parts = Vec::new();
    let mut end = 0;
    let is_closed = loop {
        let digits = text[end..].len() - text[end..].trim_start_matches(|c: char| c.is_ascii_digit()).len();
        if !(1..=3).contains(&digits) || text[end..].starts_with('0') {
            return None;
        }
        parts.push(text[end..end + digits].parse().ok()?);
        end += digits;
        match text.as_bytes()[end..] {
            [b'.', next, ..] if next.is_ascii_digit() => end += 1,
            [b'.' | b')', ..] => break true,
            _ => break false,
        }
    };
    end += usize::from(is_closed);
    // `1.` may close a sentence, and `5.1` be a fraction: what has one part needs its dot, and `1 )` has none.
    let is_firm = is_closed || parts.len() > 1;
    let after = text[end..].chars().find(|c| !is_invisible(*c));
    let ends = after.is_none_or(|c| c.is_whitespace() || is_closed && (c.is_uppercase() || "«“„\"(".contains(c)));
    (is_firm && ends).then_some((Label::Number(parts), end))
}

fn letter(text: &str) -> Option<(Label, usize)> {
    let end = text.char_indices().take(6).find(|(_, c)| *c == ')').map(|(at, _)| at)?;
    let letter: String = text[..end].chars().filter(|c| !is_invisible(*c)).collect::<String>().to_lowercase();
    let after = text[end + 1..].chars().find(|c| !is_invisible(*c));
    let ends = after.is_none_or(|c| c.is_whitespace() || c.is_alphabetic() || "«“„\"(".contains(c));
    (ends && is_letter(&letter)).then(|| (Label::Letter(letter), end + 1))
}

/// A letter of some alphabet as an edition has it, in lower case: with an accent, an apostrophe, as two characters,
/// doubled; or a roman numeral.
fn is_letter(letters: &str) -> bool {
    let mut chars = letters.chars();
    let Some(first) = chars.next().filter(|c| c.is_alphabetic()) else { return false };
    let rest = chars.as_str();
    let is_apostrophe = |c: char| "'`´‘’ʻʼ′".contains(c);
    let is_pair = |c: char| c == first || "og".contains(first) && is_apostrophe(c);
    rest.chars().all(|c| matches!(c, '\u{300}'..='\u{36f}'))
        || rest.chars().next().is_some_and(|c| rest.len() == c.len_utf8() && is_pair(c))
        || ["sh", "ch", "ng"].contains(&letters)
        || roman(letters).is_some()
}

/// The value of a roman numeral from i to xxxix in lower case, as it is written correctly.
fn roman(letters: &str) -> Option<usize> {
    const ONES: [&str; 10] = ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"];
    let ones = letters.trim_start_matches('x');
    let value = (letters.len() - ones.len()) * 10 + ONES.iter().position(|one| *one == ones)?;
    (1..40).contains(&value).then_some(value)
}

fn bullet(text: &str, first: char) -> Option<(Label, usize)> {
    let len = first.len_utf8();
    let after = text[len..].chars().next()?;
    let ends = after.is_whitespace() || !DASHES.contains(first) && after.is_alphanumeric();
    ends.then_some((Label::Bullet, len))
}

/// Whether a bullet is a dash, with which a line in the midst of a sentence may begin, too.
pub(crate) fn is_dash(line: &str) -> bool {
    line.trim_start().starts_with(|c| DASHES.contains(c))
}
