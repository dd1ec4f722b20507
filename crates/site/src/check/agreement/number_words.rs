//! Numbers that are written in words, so that `10` in one edition and `ten` in another are the same.

use std::collections::BTreeSet;

use candor_model::Locale;

use super::tokens::{Kind, Token};
use crate::check::cardinals::{HUNDREDS, LINKS, Sum};
use crate::wording::LANGUAGES;

/// Whether numbers in words are known in a language.
pub(super) fn are_known(locale: &Locale) -> bool {
    LANGUAGES.contains(&locale.language())
}

/// Every number that a text may say in words: each word's, and what words in a row make together. Rather too many than
/// too few, since they only ever excuse a difference.
pub(super) fn numbers(tokens: &[Token], locale: &Locale) -> BTreeSet<u32> {
    // Without its apostrophe, the Uzbek word for ten is an English one.
    let is_number = |word: &str| word != "on" || locale.language() == "uz";
    let mut numbers = BTreeSet::new();
    let mut sum = Sum::default();
    for token in tokens {
        match &token.is {
            Kind::Word(word, _) if !LINKS.contains(&word.as_str()) => match value(word).filter(|_| is_number(word)) {
                Some(value) => {
                    numbers.insert(value);
                    numbers.insert(sum.add(value));
                }
                None => sum = Sum::default(),
            },
            Kind::Word(..) | Kind::Sign('-') => {}
            Kind::Digits(_) | Kind::Sign(_) => sum = Sum::default(),
        }
    }
    numbers
}

/// The number of a word, with the ending that a language gives it.
fn value(word: &str) -> Option<u32> {
    let fits = |stem: &str| word.strip_prefix(stem).is_some_and(|rest| ending(stem, rest));
    // The hundreds first: `пятьсот` begins like `пять`.
    HUNDREDS.iter().chain(&WORDS).find(|(stems, _)| stems.split(' ').any(fits)).map(|(_, value)| *value)
}

/// Whether a stem may end so. Russian stems are written here up to their endings; Uzbek ones are whole words.
fn ending(stem: &str, rest: &str) -> bool {
    let is_long = stem.chars().count() > 3;
    rest.is_empty()
        || is_long && stem.starts_with(|c: char| ('а'..='я').contains(&c))
        || ENDINGS.iter().any(|ending| rest.starts_with(ending))
}

/// How Uzbek words and Russian and English compounds go on.
const ENDINGS: [&str; 28] = [
    "ta",
    "inchi",
    "nchi",
    "ala",
    "ov",
    "dan",
    "ga",
    "ning",
    "lik",
    "yil",
    "kun",
    "oy",
    "та",
    "инчи",
    "нчи",
    "ала",
    "ов",
    "дан",
    "га",
    "нинг",
    "лик",
    "fold",
    "th",
    "дневн",
    "месячн",
    "летн",
    "кратн",
    "процентн",
];

/// Stems and words in English, Russian and Uzbek in both scripts, without apostrophes.
const WORDS: [(&str, u32); 31] = [
    ("zero ноль нол nol", 0),
    ("eleven одиннадцат", 11),
    ("twelve twelfth dozen двенадцат год года году лет year years yil yilda yildan", 12),
    ("thirteen тринадцат", 13),
    ("fourteen четырнадцат", 14),
    ("fifteen пятнадцат", 15),
    ("sixteen шестнадцат", 16),
    ("seventeen семнадцат", 17),
    ("eighteen восемнадцат", 18),
    ("nineteen девятнадцат", 19),
    ("twenty twentieth двадцат yigirma йигирма", 20),
    ("thirty thirtieth тридцат ottiz ўттиз", 30),
    ("forty fortieth сорок qirq қирқ", 40),
    ("fifty fiftieth пятьдесят пятидесят ellik эллик", 50),
    ("sixty sixtieth шестьдесят шестидесят oltmish олтмиш", 60),
    ("seventy seventieth семьдесят семидесят yetmish етмиш", 70),
    ("eighty eightieth восемьдесят восьмидесят sakson саксон", 80),
    ("ninety ninetieth девяност toqson тўқсон", 90),
    ("hundred сто ста сотен yuz юз", 100),
    ("thousand тысяч тысяча тысячи ming минг", 1000),
    ("one once first single a an один одна одно одну одного одной однократн первый bir birinchi бир", 1),
    ("two twice second both два две двух двум двумя дважды обе оба обеих обоих второй ikki ikkala икки иккала", 2),
    ("three third три трех трёх трем трём тремя третий uch уч", 3),
    ("four fourth четыре четырех четырёх четырем четырьмя четверт tort тўрт", 4),
    ("five fifth пять пяти пятью пятый пятого besh беш", 5),
    ("six sixth шесть шести шестью шестой olti олти", 6),
    ("seven seventh семь семи семью седьмой yetti етти", 7),
    ("eight eighth восемь восьми восемью восьмой sakkiz саккиз", 8),
    ("nine ninth девять девяти девятью девятый toqqiz тўққиз", 9),
    ("ten tenth десять десяти десятью десятый on ўн", 10),
    ("day сутки суток суточн sutka сутка", 24),
];

#[cfg(test)]
mod tests {
    use super::super::tokens::tokens;
    use super::*;

    #[test]
    fn numbers_in_words_are_understood_in_every_language() {
        let locale = Locale::new("uz").expect("a good tag");
        for (words, number) in [
            ("within ten working days", 10),
            ("twenty-four hours", 24),
            ("two hundred and five", 205),
            ("five thousand", 5000),
            ("в течение десяти рабочих дней", 10),
            ("двадцати четырёх часов", 24),
            ("не позднее ста восьмидесяти дней", 180),
            ("десятидневный срок", 10),
            ("тридцатидневного", 30),
            ("двух тысяч", 2000),
            ("oʻn ish kuni", 10),
            ("oʻnta", 10),
            ("oʻn besh kun", 15),
            ("bir yuz sakson kun", 180),
            ("yigirma toʻrt soat", 24),
            ("ўн беш кун", 15),
            ("ўттизинчи", 30),
            ("uch yuz oltmish besh", 365),
        ] {
            let found = numbers(&tokens(words), &locale);
            assert!(found.contains(&number), "{words}: {found:?}");
        }
        assert!(numbers(&tokens("стоимость"), &locale).is_empty());
        let english = Locale::new("en").expect("a good tag");
        assert!(numbers(&tokens("based on the law"), &english).is_empty());
    }
}
