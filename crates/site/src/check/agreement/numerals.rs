//! Numbers as people write them: `1 000`, `1,000`, `1.5`, `1,5`, `13.3.1`, `2 million`.

use super::tokens::{Cursor, Kind};

/// Reads a number and moves on behind it. The same number is the same text, however it was written.
pub(super) fn numeral(cursor: &mut Cursor<'_>) -> Option<String> {
    let first = cursor.digits()?;
    let mut number = match grouped(cursor, first) {
        Some(whole) => fraction(cursor, whole),
        None => parts(cursor, first),
    };
    if let Some(zeros) = scale(cursor) {
        number = shifted(&number, zeros);
    }
    Some(afternoon(cursor, number))
}

/// Groups of three digits with the same separator: `1 000 000`.
fn grouped(cursor: &mut Cursor<'_>, first: &str) -> Option<String> {
    if first.len() > 3 || first.starts_with('0') {
        return None;
    }
    let (separator, group) = group(*cursor, None)?;
    let mut whole = format!("{first}{}", group.0);
    *cursor = group.1;
    while let Some((_, group)) = group_of(*cursor, separator) {
        whole.push_str(group.0);
        *cursor = group.1;
    }
    Some(whole)
}

type Group<'a> = (char, (&'a str, Cursor<'a>));

fn group_of(cursor: Cursor<'_>, separator: char) -> Option<Group<'_>> {
    group(cursor, Some(separator))
}

/// The next three digits with the separator before them, a space among these.
fn group(mut cursor: Cursor<'_>, wanted: Option<char>) -> Option<Group<'_>> {
    let separator = if cursor.peek()?.spaced { ' ' } else { cursor.joined_sign(&[',', '.'])? };
    let digits = if separator == ' ' { cursor.digits()? } else { cursor.joined_digits()? };
    let is_group = digits.len() == 3 && wanted.is_none_or(|wanted| wanted == separator);
    // A version or the number of a clause goes on.
    let goes_on = separator == '.' && cursor.clone().joined_sign(&['.']).is_some_and(|_| next_is_short(cursor));
    (is_group && !goes_on).then_some((separator, (digits, cursor)))
}

fn next_is_short(mut cursor: Cursor<'_>) -> bool {
    cursor.at += 1;
    cursor.joined_digits().is_some_and(|digits| digits.len() != 3)
}

fn fraction(cursor: &mut Cursor<'_>, whole: String) -> String {
    let mut ahead = *cursor;
    let digits = ahead.joined_sign(&[',', '.']).and_then(|_| ahead.joined_digits());
    match digits {
        Some(digits) => {
            *cursor = ahead;
            format!("{whole}.{digits}")
        }
        None => whole,
    }
}

/// `1.5`, `1,5`, `9:30` and `13.3.1`, all with dots; `9:00` and `9.00` as the full hour, which has none.
fn parts(cursor: &mut Cursor<'_>, first: &str) -> String {
    let number = all_parts(cursor, first);
    let full = number.strip_suffix(".00").filter(|hour| !hour.contains('.'));
    full.map(str::to_owned).unwrap_or(number)
}

fn all_parts(cursor: &mut Cursor<'_>, first: &str) -> String {
    let mut number = without_zeros(first).to_owned();
    let mut signs: &[char] = &[',', '.', ':'];
    loop {
        let mut ahead = *cursor;
        let Some(sign) = ahead.joined_sign(signs) else { return number };
        let Some(digits) = ahead.joined_digits() else { return number };
        if sign == ',' && ahead.peek().is_some_and(|next| next.is == Kind::Sign(',') && !next.spaced) {
            return number;
        }
        *cursor = ahead;
        number.push('.');
        number.push_str(digits);
        signs = if sign == '.' { &['.'] } else { return number };
    }
}

fn without_zeros(digits: &str) -> &str {
    let trimmed = digits.trim_start_matches('0');
    if trimmed.is_empty() { "0" } else { trimmed }
}

/// The words for thousands and more, by how they begin, with their zeros. Short ones must be the whole word.
const SCALES: [(&str, usize); 15] = [
    ("thousand", 3),
    ("тысяч", 3),
    ("тыс", 3),
    ("ming", 3),
    ("минг", 3),
    ("million", 6),
    ("миллион", 6),
    ("mln", 6),
    ("млн", 6),
    ("billion", 9),
    ("milliard", 9),
    ("миллиард", 9),
    ("mlrd", 9),
    ("млрд", 9),
    ("bn", 9),
];

fn scale(cursor: &mut Cursor<'_>) -> Option<usize> {
    let mut ahead = *cursor;
    let (word, _) = ahead.word()?;
    let (_, zeros) = SCALES.iter().find(|(begin, _)| match begin.chars().count() {
        0..=4 => word == *begin,
        _ => word.starts_with(begin),
    })?;
    ahead.joined_sign(&['.']);
    *cursor = ahead;
    Some(*zeros)
}

/// A number times a power of ten.
fn shifted(number: &str, zeros: usize) -> String {
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    if fraction.contains('.') || fraction.len() > zeros {
        return number.to_owned();
    }
    let digits = format!("{whole}{fraction}{}", "0".repeat(zeros - fraction.len()));
    without_zeros(&digits).to_owned()
}

/// `6 p.m.` is 18.
fn afternoon(cursor: &mut Cursor<'_>, number: String) -> String {
    let mut ahead = *cursor;
    let half = match ahead.word() {
        Some((half @ ("am" | "pm"), _)) => half,
        Some((half @ ("a" | "p"), _)) if ahead.joined_sign(&['.']).is_some() && ahead.word().is_some_and(is_m) => half,
        _ => return number,
    };
    *cursor = ahead;
    let (hour, minutes) = number.split_once('.').unwrap_or((&number, ""));
    let hour = match (hour.parse::<u8>(), half.starts_with('p')) {
        (Ok(hour), true) if hour < 12 => (hour + 12).to_string(),
        (Ok(12), false) => "0".to_owned(),
        _ => hour.to_owned(),
    };
    if minutes.is_empty() { hour } else { format!("{hour}.{minutes}") }
}

fn is_m((word, _): (&str, bool)) -> bool {
    word == "m"
}

/// A number without the zeros at the end of its fraction, for amounts.
pub(super) fn plain(number: &str) -> String {
    match number.split_once('.') {
        Some((whole, fraction)) => {
            let fraction = fraction.trim_end_matches('0');
            if fraction.is_empty() { whole.to_owned() } else { format!("{whole}.{fraction}") }
        }
        None => number.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::tokens::tokens;
    use super::*;

    #[test]
    fn a_number_is_the_same_however_it_is_written() {
        for (written, expected) in [
            ("1000", "1000"),
            ("1 000", "1000"),
            ("1\u{a0}000\u{202f}000", "1000000"),
            ("1,000", "1000"),
            ("1.000.000", "1000000"),
            ("1,000.50", "1000.50"),
            ("1.5", "1.5"),
            ("1,5", "1.5"),
            ("0.125", "0.125"),
            ("09:30", "9.30"),
            ("09:00", "9"),
            ("9.00", "9"),
            ("9.00.1", "9.00.1"),
            ("13.3.00", "13.3.00"),
            ("6:30 p.m.", "18.30"),
            ("13.3.1", "13.3.1"),
            ("8.10", "8.10"),
            ("1.234.5", "1.234.5"),
            ("2 million", "2000000"),
            ("1,5 млн.", "1500000"),
            ("10 тыс. сумов", "10000"),
            ("6 p.m.", "18"),
            ("12:30 am", "0.30"),
            ("5.", "5"),
            ("2019, 100", "2019"),
        ] {
            let tokens = tokens(written);
            let mut cursor = Cursor { tokens: &tokens, at: 0 };
            assert_eq!(numeral(&mut cursor).as_deref(), Some(expected), "{written}");
        }
    }
}
