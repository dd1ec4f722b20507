//! Numbers that words say before what is counted, in English, Russian and Uzbek: `ten`, `десяти`, `oʻn besh`.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use super::words::Word;

/// Words between those of one number.
pub(super) const LINKS: [&str; 2] = ["and", "va"];

/// Words in a row: `two hundred and five`, `yigirma toʻrt`.
#[derive(Debug, Default)]
pub(super) struct Sum {
    whole: u32,
    last: u32,
}

impl Sum {
    /// Adds the next word, and says what the words make together so far.
    pub(super) fn add(&mut self, value: u32) -> u32 {
        self.whole = match value {
            100 if (1..10).contains(&self.last) => self.whole - self.last + self.last * 100,
            1000 if self.whole > 0 => self.whole.saturating_mul(1000),
            smaller if self.last == 0 || smaller < self.last => self.whole + smaller,
            other => other,
        };
        self.last = if value == 100 { 100 } else { value };
        self.whole
    }
}

/// The number that words say from a place on, and the places of its words.
pub(super) fn cardinal(words: &[Word], at: usize) -> Option<(u32, Range<usize>)> {
    let mut sum = Sum::default();
    let mut number = sum.add(value(&words.get(at)?.lower)?);
    let mut end = at + 1;
    loop {
        let link = words.get(end).is_some_and(|word| LINKS.contains(&word.lower.as_str()));
        let next = end + usize::from(link);
        let Some(value) = words.get(next).and_then(|word| value(&word.lower)) else { return Some((number, at..end)) };
        number = sum.add(value);
        end = next + 1;
    }
}

fn value(word: &str) -> Option<u32> {
    // Without its apostrophe, the Uzbek word for ten is an English one.
    let word = if word == "on" { "" } else { &word.replace('\'', "") };
    let of = |word: &str| NUMBERS.get(word).copied();
    of(word).or_else(|| word.strip_suffix("ta").or_else(|| word.strip_suffix("та")).and_then(of))
}

/// Each word with its number: every word of a policy is looked up.
static NUMBERS: LazyLock<HashMap<&str, u32>> = LazyLock::new(|| {
    HUNDREDS.iter().chain(&WORDS).flat_map(|(forms, value)| forms.split(' ').map(|form| (form, *value))).collect()
});

/// Whole words, without apostrophes. `A` and `an` say no number that anybody would mistake.
const WORDS: [(&str, u32); 28] = [
    ("one один одного одному bir бир", 1),
    ("two два две двух двум ikki икки", 2),
    ("three три трех трёх трем трём uch уч", 3),
    ("four четыре четырех четырёх четырем tort тўрт", 4),
    ("five пять пяти besh беш", 5),
    ("six шесть шести olti олти", 6),
    ("seven семь семи yetti етти", 7),
    ("eight восемь восьми sakkiz саккиз", 8),
    ("nine девять девяти toqqiz тўққиз", 9),
    ("ten десять десяти on ўн", 10),
    ("eleven одиннадцать одиннадцати", 11),
    ("twelve двенадцать двенадцати", 12),
    ("thirteen тринадцать тринадцати", 13),
    ("fourteen четырнадцать четырнадцати", 14),
    ("fifteen пятнадцать пятнадцати", 15),
    ("sixteen шестнадцать шестнадцати", 16),
    ("seventeen семнадцать семнадцати", 17),
    ("eighteen восемнадцать восемнадцати", 18),
    ("nineteen девятнадцать девятнадцати", 19),
    ("twenty двадцать двадцати yigirma йигирма", 20),
    ("thirty тридцать тридцати ottiz ўттиз", 30),
    ("forty сорок сорока qirq қирқ", 40),
    ("fifty пятьдесят пятидесяти ellik эллик", 50),
    ("sixty шестьдесят шестидесяти oltmish олтмиш", 60),
    ("seventy семьдесят семидесяти yetmish етмиш", 70),
    ("eighty восемьдесят восьмидесяти sakson саксон", 80),
    ("ninety девяносто девяноста toqson тўқсон", 90),
    ("hundred сто ста yuz юз", 100),
];

/// Whole words of Russian for several hundreds.
pub(super) const HUNDREDS: [(&str, u32); 8] = [
    ("двести двухсот двумстам", 200),
    ("триста трехсот трёхсот тремстам", 300),
    ("четыреста четырехсот четырёхсот четыремстам", 400),
    ("пятьсот пятисот пятистам", 500),
    ("шестьсот шестисот шестистам", 600),
    ("семьсот семисот семистам", 700),
    ("восемьсот восьмисот восьмистам", 800),
    ("девятьсот девятисот девятистам", 900),
];
