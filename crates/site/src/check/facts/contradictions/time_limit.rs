//! Another time limit for answers than the one by which the portal reckons.

use super::super::known::Facts;
use super::line::{Line, MARK};
use super::{Found, has, speaks_of_others};
use crate::Code;
use crate::check::fault::Fault;
use crate::check::lengths::{Length, lengths};

const FACT: &str = "requests.respond_within";
const REQUEST: [&str; 10] =
    ["request", "inquir", "запрос", "обращени", "заявлени", "murojaat", "so'rov", "мурожаат", "сўров", "ariza"];
const ANSWER: [&str; 11] =
    ["answer", "respon", "reply", "replies", "ответ", "отвеча", "рассм", "javob", "ko'rib", "жавоб", "кўриб"];
/// Sentences about something else than how fast we answer.
const ELSEWHERE: [&str; 56] = [
    "usual",
    "typical",
    "average",
    "обычно",
    "средн",
    "odatda",
    "o'rtacha",
    "одатда",
    "keep",
    "kept",
    "store",
    "retain",
    "extend",
    "prolong",
    "further",
    "additional",
    "acknowledg",
    "confirm",
    "appeal",
    "complain",
    "court",
    "clarif",
    "хран",
    "продл",
    "дополнительн",
    "подтвер",
    "обжал",
    "жалоб",
    "суд",
    "уточн",
    "saqla",
    "uzaytir",
    "qo'shimcha",
    "tasdiq",
    "shikoyat",
    "sud",
    "сақла",
    "узайтир",
    "қўшимча",
    "тасдиқ",
    "шикоят",
    "delet",
    "удал",
    "o'chir",
    "bank",
    "vulnerab",
    "enforcement",
    "police",
    "inform",
    "notif",
    "уязвим",
    "полици",
    "уведом",
    "сообщ",
    "xabar",
    "хабар",
];

/// Where a line promises an answer within another time.
pub(super) fn look(facts: &Facts, line: &Line) -> Vec<Found> {
    let Some(limit) = facts.of(&[FACT]).pop().map(|(_, limit)| limit) else { return Vec::new() };
    let known = lengths(&limit);
    // A line that says the limit says another one of something else.
    if lengths(&line.text).iter().any(|found| known.iter().any(|known| known.length == found.length)) {
        return Vec::new();
    }
    let mut before = 0;
    let found = line.sentences().into_iter().filter_map(|sentence| {
        let text = &line.text[sentence.clone()];
        let with_before = &line.text[std::mem::replace(&mut before, sentence.start)..sentence.end];
        let about = if has(text, &REQUEST) { text } else { with_before };
        let said = lengths(text).into_iter().find(|found| is_limit(found.length))?;
        if text.contains(MARK) || !has(text, &ANSWER) || !is_of_requests(about, facts) {
            return None;
        }
        let range = sentence.start + said.range.start..sentence.start + said.range.end;
        let said = &line.text[range.clone()];
        let message = format!("The text says `{said}`, but `{FACT}` is `{limit}`.");
        let hint = format!("Correct one of the two, and mark the words as a claim: `[…](fact:{FACT})`.");
        Some(Found { range, fault: Fault(Code::OtherTimeLimit, message, hint) })
    });
    found.collect()
}

/// Minutes and hours, and years, are no time in which anybody answers.
fn is_limit(length: Length) -> bool {
    match length {
        Length::Minutes(minutes) => minutes > 24 * 60,
        Length::WorkingDays(_) => true,
        Length::Months(months) => months < 12,
    }
}

/// Whether words speak of requests to us, and of nothing else.
fn is_of_requests(text: &str, facts: &Facts) -> bool {
    has(text, &REQUEST) && !has(text, &ELSEWHERE) && !speaks_of_others(text, facts)
}
