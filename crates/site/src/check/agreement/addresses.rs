//! E-mail addresses, telephone numbers and addresses of sites, in a text or behind its links.

use std::ops::Range;

use super::reader::Reader;
use crate::check::telephones::{digits, telephones};
use crate::edition::{Clause, FACT, Inline, Link};

/// An address as it is compared, and where it stands in a text.
pub(super) struct Address {
    pub(super) is: String,
    pub(super) range: Range<usize>,
}

/// The addresses that stand in a text.
pub(super) fn in_text(text: &str) -> Vec<Address> {
    let telephones: Vec<Range<usize>> = telephones(text).collect();
    let is_free = |word: &Range<usize>| {
        let next = telephones.partition_point(|telephone| telephone.end <= word.start);
        telephones.get(next).is_none_or(|telephone| word.end <= telephone.start)
    };
    let others =
        words(text).filter(is_free).filter_map(|range| Some(Address { is: address(&text[range.clone()])?, range }));
    telephones.iter().map(|range| telephone(text, range.clone())).chain(others).collect()
}

fn telephone(text: &str, range: Range<usize>) -> Address {
    Address { is: format!("+{}", digits(&text[range.clone()])), range }
}

/// The words of a text without the signs around them.
fn words(text: &str) -> impl Iterator<Item = Range<usize>> {
    let is_end =
        |c: char| c.is_whitespace() || matches!(c, '(' | ')' | '<' | '>' | '«' | '»' | '“' | '”' | '"' | ',' | ';');
    let mut start = 0;
    text.split(is_end).filter_map(move |word| {
        let at = start;
        start += word.len();
        start += text[start..].chars().next().map_or(0, char::len_utf8);
        let trimmed = word.trim_end_matches(['.', ':', '!', '?', '…', '\'', '\u{2019}']);
        (!trimmed.is_empty()).then(|| at..at + trimmed.len())
    })
}

/// What an address is compared by; nothing where a word is none.
fn address(word: &str) -> Option<String> {
    let word = word.strip_prefix("mailto:").unwrap_or(word);
    match word.split_once('@') {
        Some((name, host)) if is_name(name) && host.contains('.') => Some(word.to_lowercase()),
        Some(_) => None,
        None => site(word),
    }
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '+'))
}

/// Endings of names of hosts that are known without `https:` or `www.` before them.
const DOMAINS: [&str; 14] =
    ["uz", "com", "ru", "org", "net", "info", "io", "kz", "kg", "tj", "eu", "gov", "app", "dev"];

fn site(word: &str) -> Option<String> {
    let (is_marked, rest) = match ["https://", "http://", "www."].iter().find_map(|mark| word.strip_prefix(mark)) {
        Some(rest) => (true, rest),
        None => (false, word),
    };
    let rest = rest.strip_prefix("www.").unwrap_or(rest);
    let (host, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
    let (name, domain) = host.rsplit_once('.')?;
    let is_host = host.is_ascii() && !name.is_empty() && !name.starts_with('.') && !domain.is_empty();
    let is_known = DOMAINS.contains(&domain.to_ascii_lowercase().as_str());
    let is_site = is_host && (is_marked || is_known);
    is_site.then(|| format!("{}{}", host.to_lowercase(), path.trim_end_matches('/')))
}

/// The links of a clause with what they are compared by. A claim leads nowhere.
pub(super) fn links<'a>(clause: &'a Clause, reader: &Reader<'_>) -> Vec<(String, &'a Link)> {
    let mut links = Vec::new();
    clause.each_inline(&mut |inline| {
        if let Inline::Link(link) = inline
            && let Some(is) = target(&link.target, reader)
        {
            links.push((is, link));
        }
    });
    links
}

fn target(target: &str, reader: &Reader<'_>) -> Option<String> {
    match target.split_once(':') {
        Some((FACT, _)) => None,
        Some(("tel", number)) => Some(format!("+{}", digits(number))),
        Some(("mailto", address)) => Some(address.split('?').next().unwrap_or_default().to_lowercase()),
        Some(("http" | "https", _)) => site(target),
        Some(_) => Some(target.to_owned()),
        // What a relative link means depends on the page; whether it leads somewhere is another question.
        None => target.starts_with(['/', '#']).then(|| internal(target, reader)),
    }
}

/// A link within the portal without the locale that it may begin with. Clauses are known by their keys, or else by the
/// numbers in their anchors, since letters differ.
fn internal(target: &str, reader: &Reader<'_>) -> String {
    let (path, anchor) = target.split_once('#').unwrap_or((target, ""));
    let own = reader.text.edition.locale.as_str();
    let path = path.strip_prefix('/').and_then(|path| path.strip_prefix(own)).filter(|rest| rest.starts_with('/'));
    let path = path.unwrap_or_else(|| target.split('#').next().unwrap_or_default());
    let known = reader.with_anchor(anchor).filter(|_| path.is_empty());
    let is_number = |part: &&str| part.chars().all(|c| c.is_ascii_digit());
    let numbers = || anchor.split('.').take_while(is_number).collect::<Vec<_>>().join(".");
    let anchor = known.map_or_else(numbers, |clause| clause.key.clone());
    if anchor.is_empty() { path.to_owned() } else { format!("{path}#{anchor}") }
}

/// Whether two addresses of sites may be the same page in two languages: at one host, and one of them names a
/// language. The law database of Uzbekistan has a number for each language of a law.
pub(super) fn may_be_sisters(one: &str, other: &str) -> bool {
    let (one, other) = (Site::of(one), Site::of(other));
    let is_site = one.host.contains('.') && !one.host.contains('@');
    is_site && one.host == other.host && (one.names_language || other.names_language || one.host == "lex.uz")
}

struct Site<'a> {
    host: &'a str,
    names_language: bool,
}

impl<'a> Site<'a> {
    fn of(address: &'a str) -> Self {
        let (host, path) = address.split_at(address.find(['/', '?', '#']).unwrap_or(address.len()));
        let sub = host.split_once('.').filter(|(sub, rest)| is_language(sub) && rest.contains('.'));
        let in_path = path.split(['/', '=', '-', '_', '.', '&', '?', '#']).any(is_language);
        Self { host: sub.map_or(host, |(_, host)| host), names_language: sub.is_some() || in_path }
    }
}

/// The languages that addresses name.
const LANGUAGES: [&str; 12] = ["uz", "ru", "en", "oz", "kk", "kz", "tr", "uzb", "rus", "eng", "uzc", "kaa"];

fn is_language(part: &str) -> bool {
    LANGUAGES.contains(&part.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use candor_model::Locale;

    use super::*;
    use crate::check::editions::Text;
    use crate::edition::Edition;

    fn found(text: &str) -> Vec<String> {
        in_text(text).into_iter().map(|address| address.is).collect()
    }

    #[test]
    fn addresses_are_found_in_running_text() {
        assert_eq!(
            found("Write to Privacy@Example.uz, or call +998 (71) 200-45-17."),
            ["+998712004517", "privacy@example.uz"]
        );
        assert_eq!(found("See https://www.example.com/a/ and www.example.com/a"), ["example.com/a", "example.com/a"]);
        assert_eq!(found("app.example.uz — дастур"), ["app.example.uz"]);
        assert_eq!(found("и т.д., 1.5 + 2 = 3.5, e.g. Node.js"), Vec::<String>::new());
    }

    #[test]
    fn pages_in_two_languages_are_sisters() {
        assert!(may_be_sisters("lex.uz/docs/4396419", "lex.uz/docs/4396428"));
        assert!(may_be_sisters("x.uz/ru/politika", "x.uz/en/policy"));
        assert!(may_be_sisters("ru.x.uz/terms", "x.uz/terms"));
        assert!(!may_be_sisters("x.uz/terms", "x.uz/privacy"));
        assert!(!may_be_sisters("x.uz/ru/terms", "y.uz/ru/terms"));
    }

    #[test]
    fn a_link_is_the_same_in_every_edition() {
        let locale = Locale::new("ru").expect("a good tag");
        let edition =
            Edition { title: String::new(), locale, clauses: Vec::new(), footnotes: Vec::new(), translation_of: None };
        let reader = Reader::new(Text { file: "ru.md", edition: &edition });
        for (written, expected) in [
            ("/ru/privacy/", Some("/privacy/")),
            ("/privacy/#1.4.а", Some("/privacy/#1.4")),
            ("#5.5", Some("#5.5")),
            ("../choices/", None),
            ("mailto:A@b.uz?subject=x", Some("a@b.uz")),
            ("tel:+998-71-200", Some("+99871200")),
            ("https://www.x.uz/", Some("x.uz")),
            ("fact:controller.email", None),
        ] {
            assert_eq!(target(written, &reader).as_deref(), expected, "{written}");
        }
    }
}
