//! Numerals: the ways of writing a number that lists use.

use crate::roman::roman;

/// A way of writing a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Numerals {
    /// `1`, `2`.
    Decimal,
    /// `01`, `02`, … `10`.
    DecimalZero,
    /// `1st`, `2nd`.
    Ordinal,
    /// `a`, `b`, … `z`, `aa`.
    Letters(Alphabet, Case),
    /// `i`, `ii`, `iii`, `iv`.
    Roman(Case),
    /// A sign before each item, the same for all.
    Bullet,
    /// Nothing at all.
    None,
    /// A way that is not known here: its numbers are written in digits.
    Other,
}

/// Whose letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Alphabet {
    /// `a` to `z`.
    Latin,
    /// `а` to `я`, as Word counts: without ё, й, ъ and ь.
    Russian,
}

/// Small or capital.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Case {
    /// Small.
    Lower,
    /// Capital.
    Upper,
}

const LATIN: &str = "abcdefghijklmnopqrstuvwxyz";
const RUSSIAN: &str = "абвгдежзиклмнопрстуфхцчшщыэюя";

/// A letter is repeated no more often: what a list of such a length holds is no policy.
const MAX_REPEATED: usize = 10;

impl Numerals {
    /// The way of writing that a document calls so (ISO 29500-1 § 17.18.59).
    pub(super) fn of(name: &str) -> Self {
        match name {
            "decimal" => Self::Decimal,
            "decimalZero" => Self::DecimalZero,
            "ordinal" => Self::Ordinal,
            "lowerLetter" => Self::Letters(Alphabet::Latin, Case::Lower),
            "upperLetter" => Self::Letters(Alphabet::Latin, Case::Upper),
            "russianLower" => Self::Letters(Alphabet::Russian, Case::Lower),
            "russianUpper" => Self::Letters(Alphabet::Russian, Case::Upper),
            "lowerRoman" => Self::Roman(Case::Lower),
            "upperRoman" => Self::Roman(Case::Upper),
            "bullet" => Self::Bullet,
            "none" => Self::None,
            _ => Self::Other,
        }
    }

    /// A number, written so.
    pub(super) fn write(self, number: u32) -> String {
        match self {
            Self::Decimal | Self::Other => number.to_string(),
            Self::DecimalZero => format!("{number:02}"),
            Self::Ordinal => format!("{number}{}", ordinal_ending(number)),
            Self::Letters(alphabet, case) => in_case(letters(alphabet, number), case),
            Self::Roman(case) => in_case(roman(number), case),
            Self::Bullet | Self::None => String::new(),
        }
    }
}

fn in_case(text: String, case: Case) -> String {
    match case {
        Case::Lower => text,
        Case::Upper => text.to_uppercase(),
    }
}

/// After the last letter they are doubled, then trebled.
fn letters(alphabet: Alphabet, number: u32) -> String {
    let letters: Vec<char> = match alphabet {
        Alphabet::Latin => LATIN.chars().collect(),
        Alphabet::Russian => RUSSIAN.chars().collect(),
    };
    let Some(place) = (number as usize).checked_sub(1) else { return number.to_string() };
    let times = place / letters.len() + 1;
    if times > MAX_REPEATED { number.to_string() } else { letters[place % letters.len()].to_string().repeat(times) }
}

fn ordinal_ending(number: u32) -> &'static str {
    match (number % 100, number % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    }
}
