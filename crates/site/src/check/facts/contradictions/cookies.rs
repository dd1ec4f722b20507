//! Purposes and cookies that a policy on cookies names, and the portal does not have.

use super::super::purposes::{Kind, kind, kinds};
use super::line::CELL;
use super::{Context, Text};
use crate::check::negation::is_negation;
use crate::check::words::words;
use crate::{Code, Diagnostic, Report};

const COOKIE: [&str; 6] = ["cookie", "fayl", "файл", "куки", "кук", "pixel"];

/// Warns of purposes and cookies in a line that the portal lacks.
pub(super) fn look(text: &Text<'_>, context: &Context<'_>, report: &mut Report) {
    for sentence in context.line.sentences() {
        look_for_purposes(text, context, &sentence, report);
    }
    let is_row = context.line.text.contains(CELL);
    let first = context.line.codes.first().filter(|name| is_row && is_cookie_name(name));
    let names = text.facts.cookies(text.day);
    if let Some(name) = first.filter(|name| !names.is_empty() && !names.iter().any(|known| is_meant(name, known))) {
        let message = format!("The text names the cookie `{name}`, which the register of cookies does not have.");
        let hint = "Add it to `registers/cookies.toml`, or correct its name.";
        let whole = context.clause.span.clone();
        let inside = text.draft.text.get(whole.clone()).and_then(|inside| inside.find(name.as_str()));
        let at = whole.start + inside.unwrap_or_default();
        report.add(Diagnostic::new(Code::OtherCookie, text.span(at..at + name.len()), message, hint));
    }
}

fn look_for_purposes(text: &Text<'_>, context: &Context<'_>, sentence: &std::ops::Range<usize>, report: &mut Report) {
    let said = &context.line.text[sentence.clone()];
    let words = words(said);
    if words.iter().any(|word| is_negation(&word.lower)) {
        return;
    }
    let known: Vec<Kind> = text
        .facts
        .iter()
        .filter(|fact| fact.name.starts_with("purpose."))
        .flat_map(|fact| {
            let mut known = kinds(fact.text.get(text.locale));
            known.extend(kinds(&fact.name));
            known
        })
        .collect();
    let named =
        words.windows(2).filter(|pair| pair[1].is_of(&COOKIE)).find_map(|pair| Some((&pair[0], kind(&pair[0])?)));
    let Some((word, kind)) = named.filter(|(_, kind)| !known.contains(kind)) else { return };
    let range = sentence.start + word.range.start..sentence.start + word.range.end;
    let message = format!(
        "The text names `{}` cookies, but the portal has no purpose of the kind.",
        &context.line.text[range.clone()]
    );
    let hint = format!("Add a `[[purpose]]` with the id `{}` to `portal.toml`, or correct the text.", kind.id());
    report.add(Diagnostic::new(Code::OtherPurpose, text.span(context.line.place(&range)), message, hint));
}

/// Whether a name for programs may be a cookie's: not an address, nor words.
fn is_cookie_name(name: &str) -> bool {
    name.len() > 1 && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"_-*".contains(&b))
}

/// Whether a name means a cookie of the register, in which a star stands for any characters.
fn is_meant(name: &str, known: &str) -> bool {
    let stem = |name: &str| name.split('*').next().unwrap_or_default().to_owned();
    name == known
        || (known.contains('*') && name.starts_with(&stem(known)))
        || (name.contains('*') && known.starts_with(&stem(name)))
}
