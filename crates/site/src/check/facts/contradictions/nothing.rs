//! A text that says that we collect no personal data, beside a form that takes a name.

use super::Found;
use super::line::Line;
use crate::Code;
use crate::check::fault::Fault;
use crate::check::negation::is_negation;
use crate::check::words::{Word, words};

/// A longer sentence qualifies what it says.
const MAX_WORDS: usize = 12;
const DATA: [&str; 7] = ["data", "information", "данны", "ma'lumot", "маълумот", "сведени", "информаци"];
const PERSONAL: [&str; 7] = ["personal", "персональн", "shaxsiy", "shaxsga", "шахсий", "шахсга", "личн"];
const COLLECT: [&str; 4] = ["collect", "gather", "собира", "собер"];
/// What may stand between the two.
const AUXILIARIES: [&str; 6] = ["is", "are", "be", "will", "будет", "будут"];
/// Uzbek says both in one word. A participle (`yig'maydigan`) speaks of what is not collected, and so is none of these.
const NOT_COLLECT: [&str; 16] = [
    "to'plamaymiz",
    "to'plamaydi",
    "to'planmaydi",
    "to'plamaydilar",
    "yig'maymiz",
    "yig'maydi",
    "yig'ilmaydi",
    "yig'maydilar",
    "тўпламаймиз",
    "тўпламайди",
    "тўпланмайди",
    "тўпламайдилар",
    "йиғмаймиз",
    "йиғмайди",
    "йиғилмайди",
    "йиғмайдилар",
];
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
    Some(Found { range, fault: Fault(Code::NothingCollected, message.to_owned(), hint.to_owned()) })
}

fn denies(sentence: &str) -> bool {
    let words = words(sentence);
    let any = |stems: &[&str]| words.iter().any(|word| word.is_of(stems));
    let has_number = sentence.chars().any(|c| c.is_ascii_digit());
    words.len() <= MAX_WORDS && !has_number && denies_collecting(&words) && any(&PERSONAL) && any(&DATA) && !any(&SOME)
}

/// Whether it is the collecting that is denied: `do not sell the data we collect` denies something else.
fn denies_collecting(words: &[Word]) -> bool {
    let mut verbs = (0..words.len()).filter(|at| words[*at].is_of(&COLLECT));
    verbs.any(|at| is_denied(words, at)) || words.iter().any(|word| NOT_COLLECT.contains(&word.lower.as_str()))
}

/// Whether the verb at a place is denied: `do not collect`, `will not be collected`, `no personal data is collected`,
/// `collect no data`.
fn is_denied(words: &[Word], verb: usize) -> bool {
    let before = &words[..verb];
    let auxiliaries = before.iter().rev().take_while(|word| AUXILIARIES.contains(&word.lower.as_str())).count();
    match &before[..verb - auxiliaries] {
        [.., not] if is_negation(&not.lower) => true,
        [.., no, personal, data] if auxiliaries > 0 && no.lower == "no" => {
            personal.is_of(&PERSONAL) && data.is_of(&DATA)
        }
        _ => words.get(verb + 1).is_some_and(|next| next.lower == "no"),
    }
}
