//! The letters oʻ and gʻ and the sign ʼ of Uzbek, which are not quotation marks.

use std::collections::BTreeSet;
use std::ops::Range;

use super::tokens::words;
use crate::check::editions::Text;
use crate::edition::{RunningText, is_apostrophe};
use crate::{Code, Diagnostic, Report, Span};

/// In `oʻ` and `gʻ`.
const TURNED: char = '\u{2bb}';
/// Elsewhere.
const TUTUQ: char = '\u{2bc}';

/// Warns once of an edition that writes them with other characters. One that does so throughout is told too: for
/// programs, a quotation mark ends a word.
pub(super) fn check(text: Text<'_>, report: &mut Report) {
    let locale = &text.edition.locale;
    if locale.language() != "uz" || locale.script().is_some_and(|script| script != "Latn") {
        return;
    }
    let mut count = Count::default();
    text.edition.clauses.iter().filter(|clause| clause.locale.is_none()).for_each(|clause| {
        let passage = RunningText::of(clause, text.edition);
        let is_part = |c: char| c.is_alphabetic() || is_apostrophe(c);
        words(&passage.text, char::is_alphabetic, is_part).for_each(|word| count.add(&passage, word));
    });
    if let Some(diagnostic) = count.diagnostic(text.file) {
        report.add(diagnostic);
    }
}

/// How an edition writes them.
#[derive(Default)]
struct Count {
    right: usize,
    wrong: usize,
    /// The characters that are used in the wrong place.
    used: BTreeSet<char>,
    first: Option<(Range<usize>, String)>,
}

impl Count {
    fn add(&mut self, passage: &RunningText, word: Range<usize>) {
        let written = &passage.text[word.clone()];
        let letters: Vec<char> = written.chars().collect();
        for (at, proper) in apostrophes(&letters) {
            if letters[at] == proper {
                self.right += 1;
            } else {
                self.wrong += 1;
                self.used.insert(letters[at]);
                self.first.get_or_insert_with(|| (passage.place(&word), written.to_owned()));
            }
        }
    }

    fn diagnostic(self, file: &str) -> Option<Diagnostic> {
        let (range, word) = self.first?;
        let used: Vec<String> = self.used.iter().map(|c| format!("U+{:04X}", u32::from(*c))).collect();
        let used = used.join(", ");
        let places = if self.wrong == 1 { "one place".to_owned() } else { format!("{} places", self.wrong) };
        let message = match self.right {
            0 => format!("This edition writes oʻ, gʻ and ʼ with {used}, in {places}."),
            _ => format!("This edition writes oʻ, gʻ and ʼ in more than one way: with {used} in {places}."),
        };
        let hint = format!("Write `{}` here, with ʻ (U+02BB) in oʻ and gʻ and ʼ (U+02BC) elsewhere.", mended(&word));
        Some(Diagnostic::new(Code::Apostrophes, Span::new(file, range), message, hint))
    }
}

/// Where apostrophes stand between the letters of a word, and which each should be. One before the ending of a foreign
/// name (`Google’da`) may be any.
fn apostrophes(word: &[char]) -> Vec<(usize, char)> {
    let between = (1..word.len().saturating_sub(1))
        .filter(|at| is_apostrophe(word[*at]) && word[at - 1].is_alphabetic() && word[at + 1].is_alphabetic());
    let is_letter = |at: usize| !ENDINGS.contains(&word[at + 1..].iter().collect::<String>().as_str());
    let proper = |at: usize| match word[at - 1] {
        'o' | 'O' | 'g' | 'G' => (at, TURNED),
        _ => (at, TUTUQ),
    };
    between.filter(|at| is_letter(*at)).map(proper).collect()
}

/// The endings of cases, and an English genitive.
const ENDINGS: [&str; 10] = ["da", "dan", "dagi", "ga", "gacha", "ni", "ning", "lar", "lari", "s"];

fn mended(word: &str) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    for (at, proper) in apostrophes(&letters) {
        letters[at] = proper;
    }
    letters.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_and_signs_are_told_apart() {
        for (word, expected) in [
            ("O'zbekiston", "Oʻzbekiston"),
            ("ma’lumot", "maʼlumot"),
            ("to‘g‘risidagi", "toʻgʻrisidagi"),
            ("maʻnosi", "maʼnosi"),
            ("Google’da", "Google’da"),
            ("oʻzi", "oʻzi"),
        ] {
            assert_eq!(mended(word), expected);
        }
    }
}
