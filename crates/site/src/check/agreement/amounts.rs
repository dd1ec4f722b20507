//! Amounts of money, and percentages.

use super::numerals::{numeral, plain};
use super::tokens::Cursor;

/// Reads an amount and moves on behind it: the number, and what of.
pub(super) fn amount(cursor: &mut Cursor<'_>) -> Option<(String, &'static str)> {
    let mut ahead = *cursor;
    let before = unit(&mut ahead);
    let number = numeral(&mut ahead)?;
    let unit = match before {
        Some(unit) if unit != PERCENT => unit,
        Some(_) => return None,
        None => unit(&mut ahead)?,
    };
    *cursor = ahead;
    Some((plain(&number), unit))
}

const PERCENT: &str = "%";

/// The signs of units, and how their names begin.
const SIGNS: [(char, &str); 5] = [('%', PERCENT), ('$', "USD"), ('€', "EUR"), ('₽', "RUB"), ('£', "GBP")];
const NAMES: [(&str, &str); 24] = [
    ("percent", PERCENT),
    ("процент", PERCENT),
    ("foiz", PERCENT),
    ("фоиз", PERCENT),
    ("uzs", "UZS"),
    ("som", "UZS"),
    ("soum", "UZS"),
    ("sum", "UZS"),
    ("сум", "UZS"),
    ("сўм", "UZS"),
    ("usd", "USD"),
    ("dollar", "USD"),
    ("доллар", "USD"),
    ("eur", "EUR"),
    ("euro", "EUR"),
    ("yevro", "EUR"),
    ("евро", "EUR"),
    ("rub", "RUB"),
    ("рубл", "RUB"),
    ("rubl", "RUB"),
    ("gbp", "GBP"),
    ("фунт", "GBP"),
    ("kzt", "KZT"),
    ("тенге", "KZT"),
];
/// What stands before a unit and belongs to its name.
const OF_COUNTRY: [&str; 6] = ["us", "aqsh", "ақш", "uzbek", "oʻzbek", "per"];

fn unit(cursor: &mut Cursor<'_>) -> Option<&'static str> {
    let mut ahead = *cursor;
    let signs = SIGNS.map(|(sign, _)| sign);
    if let Some(sign) = ahead.sign(&signs) {
        *cursor = ahead;
        return SIGNS.iter().find(|(known, _)| *known == sign).map(|(_, unit)| *unit);
    }
    let mut word = ahead.word()?.0;
    if OF_COUNTRY.contains(&word) {
        word = ahead.word()?.0;
    }
    let unit = if word == "cent" { PERCENT } else { named(word)? };
    *cursor = ahead;
    Some(unit)
}

/// The endings of short names, with which others begin: `summer`, `сумма`.
const ENDINGS: [&str; 20] = [
    "", "а", "у", "ов", "ом", "ы", "ах", "s", "da", "dan", "ga", "gacha", "lik", "ni", "ning", "дан", "га", "гача",
    "лик", "нинг",
];

/// Longer names with which others begin: `European`, `Yevropa`, `Европа`.
const LIKE_OTHERS: [&str; 3] = ["euro", "yevro", "евро"];

fn named(word: &str) -> Option<&'static str> {
    let is_sure = |name: &str| name.chars().count() > 3 && !LIKE_OTHERS.contains(&name);
    let fits = |name: &str| word.strip_prefix(name).is_some_and(|rest| is_sure(name) || ENDINGS.contains(&rest));
    NAMES.iter().find(|(name, _)| fits(name)).map(|(_, unit)| *unit)
}

#[cfg(test)]
mod tests {
    use super::super::tokens::tokens;
    use super::*;

    #[test]
    fn an_amount_is_the_same_in_every_language() {
        for (written, number, unit) in [
            ("1 000 000 soʻm", "1000000", "UZS"),
            ("1,000,000 UZS", "1000000", "UZS"),
            ("1 млн сумов", "1000000", "UZS"),
            ("UZS 500", "500", "UZS"),
            ("$5.50", "5.5", "USD"),
            ("5,50 US dollars", "5.5", "USD"),
            ("5,5 долларов США", "5.5", "USD"),
            ("10 %", "10", "%"),
            ("10 per cent", "10", "%"),
            ("10 foizdan", "10", "%"),
            ("0,5 процента", "0.5", "%"),
            ("€20", "20", "EUR"),
            ("20 euros", "20", "EUR"),
            ("20 yevrogacha", "20", "EUR"),
        ] {
            let tokens = tokens(written);
            let read = amount(&mut Cursor { tokens: &tokens, at: 0 });
            assert_eq!(read, Some((number.to_owned(), unit)), "{written}");
        }
        for written in
            ["10 days", "10", "% 10", "10 summer days", "10, сумма", "27 European countries", "27 Yevropa davlati"]
        {
            let tokens = tokens(written);
            assert_eq!(amount(&mut Cursor { tokens: &tokens, at: 0 }), None, "{written}");
        }
    }
}
