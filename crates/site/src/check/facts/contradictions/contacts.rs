//! E-mail addresses, telephone numbers and tax numbers that are said to be ours, and are not.

use std::ops::Range;

use super::super::known::Facts;
use super::{Context, Found, has, speaks_of_others};
use crate::Code;
use crate::check::fault::Fault;
use crate::check::telephones::{digits, telephones};
use crate::check::words::{Word, words};
use crate::nearest::nearest;

const CONTACT: [&str; 10] =
    ["contact", "контакт", "реквизит", "aloqa", "bog'lan", "rekvizit", "алоқа", "боғлан", "kontakt", "details"];
const TAX: [&str; 6] = ["инн", "stir", "стир", "tin", "inn", "tax"];
const EMAILS: [&str; 2] = ["controller.email", "controller.officer.email"];
const PHONES: [&str; 2] = ["controller.phone", "controller.officer.phone"];
/// Where many have their mail: such a domain is nobody's own.
const PUBLIC: [&str; 9] =
    ["gmail.com", "mail.ru", "yandex.ru", "inbox.ru", "list.ru", "bk.ru", "outlook.com", "umail.uz", "inbox.uz"];

/// What a line says of our contacts against the facts.
pub(super) fn look(facts: &Facts, context: &Context<'_>) -> Vec<Found> {
    let text = &context.line.text;
    if !text.contains('@') && !text.chars().any(|c| c.is_ascii_digit()) {
        return Vec::new();
    }
    let others = speaks_of_others(text, facts) || speaks_of_others(context.around, facts);
    let is_contact = has(context.around, &CONTACT) && !others;
    let mut found = emails(facts, text, is_contact);
    if is_contact {
        found.extend(phones(facts, text));
    }
    if !others {
        found.extend(tax_numbers(facts, text));
    }
    found
}

fn emails(facts: &Facts, text: &str, is_contact: bool) -> Vec<Found> {
    let ours = facts.of(&EMAILS);
    let is_ours = |email: &str| ours.iter().any(|(_, our)| our.to_lowercase() == email);
    let at_home = |email: &str| {
        let domain = email.rsplit('@').next().unwrap_or_default();
        let own = ours.iter().filter_map(|(_, our)| our.rsplit('@').next());
        own.filter(|own| !PUBLIC.contains(own)).any(|own| domain == own || domain.ends_with(&format!(".{own}")))
    };
    let mut found = Vec::new();
    for range in tokens(text) {
        let email = text[range.clone()].to_lowercase();
        let is_email = email.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'));
        if is_email && !is_ours(&email) && (is_contact || at_home(&email)) {
            let known = nearest(&email, ours.iter().map(|(_, our)| our.as_str()));
            let near = ours.iter().find(|(_, our)| Some(our.as_str()) == known).or_else(|| ours.first());
            found.extend(near.map(|near| other(Code::OtherEmail, range, text, near)));
        }
    }
    found
}

fn phones(facts: &Facts, text: &str) -> Vec<Found> {
    let ours = facts.of(&PHONES);
    let Some(first) = ours.first() else { return Vec::new() };
    let is_ours = |number: &str| ours.iter().any(|(_, our)| digits(our).ends_with(number));
    let others = telephones(text).filter(|range| !is_ours(&digits(&text[range.clone()])));
    others.map(|range| other(Code::OtherPhone, range, text, first)).collect()
}

fn tax_numbers(facts: &Facts, text: &str) -> Vec<Found> {
    let ours = facts.of(&["controller.tax_id"]);
    let Some(our) = ours.first() else { return Vec::new() };
    let differs = |range: &Range<usize>| {
        let number = digits(&text[range.clone()]);
        number.len() >= 9 && number != digits(&our.1) && is_tax_number(&text[..range.start])
    };
    numbers(text).into_iter().filter(differs).map(|range| other(Code::OtherTaxNumber, range, text, our)).collect()
}

/// Whether the last words before a number call it one of taxpayers. They may belong to another number between.
fn is_tax_number(before: &str) -> bool {
    let near = &before[before.floor_char_boundary(before.len().saturating_sub(60))..];
    let is_number = |word: &Word| word.lower.starts_with(|c: char| c.is_ascii_digit());
    let words = words(near);
    let mut own = words.iter().rev().take(4).take_while(|word| !is_number(word));
    own.any(|word| TAX.contains(&word.lower.as_str()))
}

fn other(code: Code, range: Range<usize>, text: &str, (name, fact): &(&str, String)) -> Found {
    let said = &text[range.clone()];
    let message = format!("The text says `{said}`, but `{name}` is `{fact}`.");
    let hint = format!("Write `[{fact}](fact:{name})`, unless this is another one that is yours too.");
    Found { range, fault: Fault(code, message, hint) }
}

/// What stands between spaces, without the punctuation around it.
fn tokens(text: &str) -> Vec<Range<usize>> {
    let mut tokens = Vec::new();
    let mut start = 0;
    for piece in text.split(|c: char| c.is_whitespace() || "()<>[]«»“”\"',;:\u{1f}\u{fffc}".contains(c)) {
        let end = start + piece.len();
        let from = end - piece.trim_start_matches('.').len();
        let to = from + text[from..end].trim_end_matches('.').len();
        tokens.push(from..to);
        start = end + text[end..].chars().next().map_or(0, char::len_utf8);
    }
    tokens
}

/// Numbers as people write long ones: digits with single spaces, hyphens and brackets within.
fn numbers(text: &str) -> Vec<Range<usize>> {
    let mut numbers: Vec<Range<usize>> = Vec::new();
    for (at, c) in text.char_indices().filter(|(_, c)| c.is_ascii_digit() || *c == '+') {
        let joins = |last: &Range<usize>| {
            let between = &text[last.end..at];
            c != '+'
                && between.chars().count() <= 2
                && between.chars().all(|c| matches!(c, ' ' | '\u{a0}' | '-' | '–' | '(' | ')'))
        };
        match numbers.last_mut().filter(|last| joins(last)) {
            Some(last) => last.end = at + c.len_utf8(),
            None => numbers.push(at..at + c.len_utf8()),
        }
    }
    numbers
}
