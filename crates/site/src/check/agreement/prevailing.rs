//! The clause that says which edition prevails: one should exist, and name the authoritative edition.

use candor_model::Locale;

use super::tokens::{Kind, tokens};
use crate::check::editions::{Text, name};
use crate::check::languages::language;
use crate::check::negation::is_negation;
use crate::edition::{Clause, RunningText};
use crate::wording::LANGUAGES;
use crate::{Code, Diagnostic, Report, Span};

/// A text of fewer clauses is no policy yet.
const MIN_CLAUSES: usize = 10;

/// Warns of an authoritative edition among several that does not say which prevails, and of each edition that names
/// another. Nothing is known of languages beside English, Russian and Uzbek.
pub(super) fn check(editions: &[Text<'_>], authoritative: Text<'_>, report: &mut Report) {
    if editions.len() < 2 {
        return;
    }
    for text in editions {
        report_other(*text, &authoritative.edition.locale, report);
    }
    let clauses = &authoritative.edition.clauses;
    let is_known = LANGUAGES.contains(&authoritative.edition.locale.language());
    if is_known && clauses.len() >= MIN_CLAUSES && !clauses.iter().any(|clause| says(clause, authoritative)) {
        report.add(none(authoritative));
    }
}

fn none(text: Text<'_>) -> Diagnostic {
    let locale = &text.edition.locale;
    let message = "This policy exists in several languages, and does not say which of them prevails.";
    let hint = format!("Add a clause that says so: the `{locale}` edition is the authoritative one here.");
    Diagnostic::new(Code::NoPrevailingClause, Span::whole(text.file), message, hint)
}

fn says(clause: &Clause, text: Text<'_>) -> bool {
    let passage = RunningText::of(clause, text.edition);
    let words = words(&passage.text);
    prevails(&words) && words.iter().any(|word| means_language(word))
}

/// Warns where a sentence says that an edition in another language prevails. A sentence that names several languages,
/// the authoritative one among them, says so of that; one that denies something may deny it.
fn report_other(text: Text<'_>, authoritative: &Locale, report: &mut Report) {
    for clause in text.edition.clauses.iter().filter(|clause| clause.locale.is_none()) {
        let passage = RunningText::of(clause, text.edition);
        let sentences = passage.text.split(['.', ';', '\n']).map(words);
        let prevailing = sentences.filter(|words| {
            let has = |is: fn(&str) -> bool| words.iter().any(|word| is(word));
            prevails(words) && has(means_language) && !has(means_law) && !has(is_negation)
        });
        for sentence in prevailing {
            let named: Vec<&str> = sentence.iter().filter_map(|word| language(word)).collect();
            if let Some(first) = named.first().filter(|_| !named.contains(&authoritative.language())) {
                report.add(other(text, clause, first, authoritative));
            }
        }
    }
}

fn other(text: Text<'_>, clause: &Clause, named: &str, authoritative: &Locale) -> Diagnostic {
    let clause_name = name(clause);
    let message =
        format!("{clause_name} says that the `{named}` edition prevails, but `{authoritative}` is authoritative.");
    let hint = format!("Correct the clause, or write `authoritative = \"{named}\"` into `versions.toml`.");
    Diagnostic::new(Code::OtherPrevailingEdition, text.label(clause), message, hint)
}

/// The words of a text, in lower case and without apostrophes.
fn words(text: &str) -> Vec<String> {
    let words = tokens(text).into_iter().filter_map(|token| match token.is {
        Kind::Word(word, _) => Some(word),
        Kind::Digits(_) | Kind::Sign(_) => None,
    });
    words.collect()
}

/// How words begin that say that a text prevails, and the words behind them where they say so only together.
const PREVAILS: [(&str, &str); 26] = [
    ("prevail", ""),
    ("governs", ""),
    ("shall", "govern"),
    ("will", "govern"),
    ("governing", "language"),
    ("governing", "text"),
    ("governing", "version"),
    ("authoritative", ""),
    ("precedence", ""),
    ("преимуществ", ""),
    ("преобладает", ""),
    ("превалир", ""),
    ("приоритет", ""),
    ("превосход", ""),
    ("аутентичн", ""),
    ("юридическую", "сил"),
    ("ustun", ""),
    ("ustivor", ""),
    ("ustuvor", ""),
    ("asosiy", "matn"),
    ("asosiy", "hisoblan"),
    ("устун", ""),
    ("устивор", ""),
    ("устувор", ""),
    ("асосий", "матн"),
    ("асосий", "ҳисоблан"),
];
/// `Mainly`, which begins like `advantage`.
const MAINLY: &str = "преимущественно";

fn prevails(words: &[String]) -> bool {
    let is_next = |at: usize, begin: &str| words.get(at + 1).is_some_and(|next| next.starts_with(begin));
    let begins = |at: usize, (begin, next): &(&str, &str)| {
        words[at].starts_with(begin) && words[at] != MAINLY && (next.is_empty() || is_next(at, next))
    };
    (0..words.len()).any(|at| PREVAILS.iter().any(|known| begins(at, known)))
}

/// How words begin that mean an edition or its language, in each of the languages.
const TEXTS: [&str; 14] = [
    "language",
    "version",
    "text",
    "edition",
    "язык",
    "верси",
    "текст",
    "редакц",
    "til",
    "matn",
    "nusxa",
    "тил",
    "матн",
    "нусха",
];

fn means_language(word: &str) -> bool {
    TEXTS.iter().any(|begin| word.starts_with(begin))
}

/// How words begin that mean the law, but for the English one, which also begins `lawyer`.
const LAW: [&str; 7] = ["legislation", "право", "законодательств", "huquq", "qonunchili", "ҳуқуқ", "қонунчили"];

/// Which law governs is another question.
fn means_law(word: &str) -> bool {
    word == "law" || word == "laws" || LAW.iter().any(|begin| word.starts_with(begin))
}
