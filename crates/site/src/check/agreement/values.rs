//! What a clause says that must be the same in every language: numbers, dates, amounts, addresses.

use std::collections::BTreeSet;
use std::ops::Range;

use super::addresses::{self, in_text};
use super::amounts::amount;
use super::dates::{Day, date};
use super::number_words;
use super::numerals::numeral;
use super::reader::Reader;
use super::tokens::{Cursor, Token, tokens};
use crate::edition::{Clause, RunningText};

/// A value, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Value {
    pub(super) is: Is,
    /// As it is written.
    pub(super) shown: String,
    /// The bytes of the file.
    pub(super) place: Range<usize>,
}

/// A value by what it is compared with others.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Is {
    Number(String),
    Day(Day),
    Amount(String, &'static str),
    Address(String),
}

impl Is {
    /// The numbers that it consists of, where another edition says it in a way that is not understood.
    pub(super) fn parts(&self) -> Vec<Self> {
        match self {
            Self::Day(Day { year, day, .. }) => {
                let year = year.map(|year| Self::Number(year.to_string()));
                std::iter::once(Self::Number(day.to_string())).chain(year).collect()
            }
            Self::Amount(number, _) => vec![Self::Number(number.clone())],
            Self::Number(_) | Self::Address(_) => Vec::new(),
        }
    }

    /// The number that it says, where words can say it too.
    pub(super) fn number(&self) -> Option<u32> {
        match self {
            Self::Number(number) | Self::Amount(number, _) => number.parse().ok(),
            Self::Day(_) | Self::Address(_) => None,
        }
    }
}

/// The values of a clause in one edition.
pub(super) struct Values<'a> {
    pub(super) all: Vec<Value>,
    tokens: Vec<Token>,
    reader: &'a Reader<'a>,
}

impl<'a> Values<'a> {
    pub(super) fn of(clause: &Clause, reader: &'a Reader<'a>) -> Self {
        let edition = reader.text.edition;
        let passage = RunningText::of(clause, edition);
        let mut text = passage.text.clone();
        let mut all = Vec::new();
        for found in in_text(&passage.text) {
            all.push(value(&passage, &found.range, Is::Address(found.is)));
            text.replace_range(found.range.clone(), &" ".repeat(found.range.len()));
        }
        for (is, link) in addresses::links(clause, reader) {
            let shown = link.target.clone();
            all.push(Value { is: Is::Address(is), shown, place: link.span.clone() });
        }
        let tokens = tokens(&text);
        let read = read(&tokens, edition.locale.language() == "en");
        all.extend(read.into_iter().map(|(range, is)| value(&passage, &range, is)));
        Self { all, tokens, reader }
    }

    /// The numbers that stand in words; nothing where the language is not known.
    pub(super) fn words(&self) -> Option<BTreeSet<u32>> {
        let locale = &self.reader.text.edition.locale;
        number_words::are_known(locale).then(|| number_words::numbers(&self.tokens, locale))
    }
}

fn value(passage: &RunningText, range: &Range<usize>, is: Is) -> Value {
    Value { is, shown: passage.text[range.clone()].replace('\n', " "), place: passage.place(range) }
}

/// The dates, amounts and other numbers among tokens, with where they stand in the text.
fn read(tokens: &[Token], english: bool) -> Vec<(Range<usize>, Is)> {
    let mut found = Vec::new();
    let mut cursor = Cursor { tokens, at: 0 };
    while cursor.peek().is_some() {
        let start = cursor.at;
        match next(&mut cursor, english) {
            Some(is) => found.push((cursor.range_since(start), is)),
            None => cursor.at = start + 1,
        }
    }
    found
}

fn next(cursor: &mut Cursor<'_>, english: bool) -> Option<Is> {
    if let Some(day) = date(cursor, english) {
        return Some(Is::Day(day));
    }
    if let Some((number, unit)) = amount(cursor) {
        return Some(Is::Amount(number, unit));
    }
    numeral(cursor).map(Is::Number)
}
