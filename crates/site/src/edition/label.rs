//! Labels: the numbers and letters with which people begin a clause, read from the first characters of a line.

/// The longest beginning of a line that can hold a label.
pub(super) const MAX_HEAD: usize = 48;

/// A label at the beginning of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Label {
    /// How many bytes of white space and invisible characters stand before it.
    pub(super) start: usize,
    /// The byte after it, its last dot or bracket included.
    pub(super) end: usize,
    /// What it says.
    pub(super) kind: LabelKind,
}

/// What a label says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum LabelKind {
    /// `1`, `1.1`, `1.3.1`.
    Number {
        /// The numbers between the dots.
        parts: Vec<u16>,
        /// A dot or bracket closes it, or a sentence begins after it. Without, `1.5 million` looks the same.
        firm: bool,
    },
    /// `a)`, `б)`, `oʻ)`, `ii)`, in lower case.
    Letter(String),
}

/// The label at the beginning of a line's plain text.
pub(super) fn label(line: &str) -> Option<Label> {
    let start = line.len() - line.trim_start_matches(|c: char| c.is_whitespace() || is_invisible(c)).len();
    let first = line[start..].chars().next()?;
    let (len, kind) = if first.is_ascii_digit() { number(&line[start..])? } else { letter(&line[start..])? };
    Some(Label { start, end: start + len, kind })
}

/// Soft hyphens, zero-width spaces and joiners, marks of direction: pasted along, seen by nobody.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

fn number(text: &str) -> Option<(usize, LabelKind)> {
    let mut parts = Vec::new();
    let mut end = 0;
    let closed = loop {
        let (digits, part) = part(&text[end..])?;
        parts.push(part);
        end += digits;
        match text[end..].chars().next() {
            Some('.') if text[end + 1..].starts_with(|c: char| c.is_ascii_digit()) => end += 1,
            Some('.' | ')') => break true,
            _ => break false,
        }
    };
    end += usize::from(closed);
    let after = &text[end..];
    let begins_sentence = begins_sentence(after.trim_start_matches(|c: char| c.is_whitespace() || is_invisible(c)));
    let ends = ends_before(after) || closed && begins_sentence;
    ends.then_some((end, LabelKind::Number { parts, firm: closed || begins_sentence }))
}

/// One number between dots: at most three digits, no zero before. Years, codes and fractions are no numbers of clauses.
fn part(text: &str) -> Option<(usize, u16)> {
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let is_number = (1..=3).contains(&digits) && !text.starts_with('0');
    is_number.then(|| text[..digits].parse().ok()).flatten().map(|number| (digits, number))
}

fn letter(text: &str) -> Option<(usize, LabelKind)> {
    let end = text.char_indices().take(6).find(|(_, c)| *c == ')').map(|(at, _)| at)?;
    let letters: String = text[..end].chars().filter(|c| !is_invisible(*c)).collect::<String>().to_lowercase();
    let after = &text[end + 1..];
    let ends = ends_before(after) || after.starts_with(char::is_alphabetic) || begins_sentence(after);
    (is_letter(&letters) && ends).then_some((end + 1, LabelKind::Letter(letters)))
}

/// A letter of some alphabet, in lower case: with an accent, an apostrophe (`oʻ`), as two characters (`sh`), doubled
/// after the alphabet is through (`aa`); or a roman numeral.
fn is_letter(letters: &str) -> bool {
    let mut chars = letters.chars();
    let Some(first) = chars.next().filter(|c| c.is_alphabetic()) else { return false };
    let rest = chars.as_str();
    match rest.chars().next() {
        None => true,
        Some(_) if rest.chars().all(|c| matches!(c, '\u{300}'..='\u{36f}')) => true,
        Some(c) if rest.chars().count() == 1 => {
            c == first
                || matches!(first, 'o' | 'g') && is_apostrophe(c)
                || matches!(letters, "sh" | "ch" | "ng")
                || roman(letters).is_some()
        }
        Some(_) => roman(letters).is_some(),
    }
}

/// The characters with which people write the Uzbek letters oʻ and gʻ, and the sign ʼ, rightly or wrongly.
pub(crate) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '`' | '´' | '‘' | '’' | 'ʻ' | 'ʼ' | '′')
}

/// The value of a roman numeral from i to xxxix in lower case, as it is written correctly.
pub(super) fn roman(letters: &str) -> Option<u16> {
    const ONES: [&str; 10] = ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"];
    let ones = letters.trim_start_matches('x');
    let tens = letters.len() - ones.len();
    let value = tens * 10 + ONES.iter().position(|one| *one == ones)?;
    (1..40).contains(&value).then(|| u16::try_from(value).ok()).flatten()
}

fn ends_before(text: &str) -> bool {
    text.chars().find(|c| !is_invisible(*c)).is_none_or(char::is_whitespace)
}

/// A capital letter or an opening quote: the space after the label was forgotten.
fn begins_sentence(text: &str) -> bool {
    text.starts_with(|c: char| c.is_uppercase() || matches!(c, '"' | '«' | '“' | '„' | '('))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Option<String> {
        let found = label(line)?;
        let shown = &line[found.start..found.end];
        Some(match found.kind {
            LabelKind::Number { parts, firm } => format!("{shown} {parts:?} {firm}"),
            LabelKind::Letter(letter) => format!("{shown} {letter}"),
        })
    }

    #[test]
    fn numbers_are_read_as_people_write_them() {
        for (line, expected) in [
            ("1.1. Text", "1.1. [1, 1] true"),
            ("1.3.1\u{a0}Text", "1.3.1 [1, 3, 1] true"),
            ("1.5 million", "1.5 [1, 5] false"),
            ("\u{200b} 12.10.\u{ad} Text", "12.10. [12, 10] true"),
            ("1.1.Text", "1.1. [1, 1] true"),
            ("1.1) Text", "1.1) [1, 1] true"),
            ("3", "3 [3] false"),
        ] {
            assert_eq!(read(line).as_deref(), Some(expected), "{line}");
        }
        for line in ["26.03.2026 Text", "2026 Text", "0.5 Text", "1.1.text", "1.5%", "1.1.–1.3. Text", "10:30 Text", ""]
        {
            assert_eq!(read(line), None, "{line}");
        }
    }

    #[test]
    fn letters_of_any_alphabet_and_roman_numerals_are_labels() {
        for (line, expected) in [
            ("a) text", "a) a"),
            ("Б) текст", "Б) б"),
            ("o‘) matn", "o‘) o‘"),
            ("Sh) matn", "Sh) sh"),
            ("xiv) text", "xiv) xiv"),
            ("aa) text", "aa) aa"),
            ("и\u{306}) текст", "и\u{306}) и\u{306}"),
            ("a)text", "a) a"),
        ] {
            assert_eq!(read(line).as_deref(), Some(expected), "{line}");
        }
        for line in ["(a) text", "a. text", "and) text", "iiii) text", "a)) text", ") text", "1a) text"] {
            assert_eq!(read(line), None, "{line}");
        }
    }
}
