//! A text that says that we collect no personal data, beside a form that takes a name.

use super::super::words::words;
use super::Found;
use super::line::Line;
use crate::Code;

/// A longer sentence qualifies what it says.
const MAX_WORDS: usize = 12;
const DATA: [&str; 7] = ["data", "information", "данны", "ma'lumot", "маълумот", "сведени", "информаци"];
const PERSONAL: [&str; 7] = ["personal", "персональн", "shaxsiy", "shaxsga", "шахсий", "шахсга", "личн"];
const COLLECT: [&str; 4] = ["collect", "gather", "собира", "собер"];
const NOT: [&str; 6] = ["not", "no", "don't", "doesn't", "не", "never"];
/// Uzbek says both in one word.
const NOT_COLLECT: [&str; 4] = ["to'plamay", "yig'may", "тўпламай", "йиғмай"];
/// What limits the sentence to some data, people or ways.
const SOME: [&str; 62] = [
    "about",
    "child",
    "minor",
    "under",
    "knowing",
    "special",
    "sensitive",
    "biometric",
    "unless",
    "without",
    "if",
    "when",
    "from",
    "more",
    "health",
    "through",
    "дет",
    "специальн",
    "биометр",
    "если",
    "без",
    "кроме",
    "через",
    "больше",
    "bola",
    "bolalar",
    "maxsus",
    "agar",
    "orqali",
    "болалар",
    "агар",
    "only",
    "other",
    "additional",
    "unnecessary",
    "только",
    "намеренн",
    "умышленн",
    "заведомо",
    "ины",
    "друг",
    "дополнит",
    "излишн",
    "faqat",
    "ataylab",
    "boshqa",
    "qo'shimcha",
    "ortiqcha",
    "yosh",
    "фақат",
    "атайлаб",
    "бошқа",
    "қўшимча",
    "ортиқча",
    "ёш",
    "direct",
    "ourselves",
    "automatic",
    "напрямую",
    "автоматич",
    "bevosita",
    "бевосита",
];

/// Where a line says so, without any limit.
pub(super) fn look(line: &Line) -> Option<Found> {
    let range = line.sentences().into_iter().find(|sentence| denies(&line.text[sentence.clone()]))?;
    let text = line.text[range.clone()].trim();
    let start = range.end - line.text[range.clone()].trim_start().len();
    let message = "The text says that no personal data are collected, but the form for requests takes a name and an e-mail address.";
    let hint = "Say which data you collect: at least what people write in a request.";
    let range = start..start + text.len();
    Some(Found { code: Code::NothingCollected, range, message: message.to_owned(), hint: hint.to_owned() })
}

fn denies(sentence: &str) -> bool {
    let words = words(sentence);
    let any = |stems: &[&str]| words.iter().any(|word| word.is_of(stems));
    let not = words.iter().any(|word| NOT.contains(&word.lower.as_str()));
    let denied = not && any(&COLLECT) || any(&NOT_COLLECT);
    let has_number = sentence.chars().any(|c| c.is_ascii_digit());
    words.len() <= MAX_WORDS && !has_number && denied && any(&PERSONAL) && any(&DATA) && !any(&SOME)
}
