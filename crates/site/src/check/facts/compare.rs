//! What of a fact the words of a claim must agree with, and whether they do.
//!
//! Words stay free, since languages inflect them. What must agree are the digits, the lengths of time, the e-mail address
//! or the address on the web in them; words that hold none of these claim nothing that could be false.

use super::purposes::kinds;
use crate::check::languages::language;
use crate::check::lengths::{Found, lengths};
use crate::check::telephones::digits;
use crate::check::words::{Word, words as words_of};

/// What of a fact must stand in the words that claim it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Compared {
    /// Nothing: names are inflected.
    Nothing,
    /// Each number, and each length of time with its unit, must stand in the fact, which may have more.
    Numbers,
    /// All digits in a row, whatever stands between them: a telephone number.
    Digits,
    /// The e-mail address.
    Email,
    /// The address on the web, with or without `https://` and `www.`.
    WebAddress,
    /// The language that the words name.
    Language,
    /// The purpose that the words name.
    Purpose,
}

impl Compared {
    /// What an author is told of it.
    #[cfg(test)]
    pub(super) fn in_words(self) -> &'static str {
        match self {
            Self::Nothing => "nothing, since names are inflected",
            Self::Numbers => "each number, and each length of time with its unit; the words may leave some out",
            Self::Digits => "the digits",
            Self::Email => "the e-mail address",
            Self::WebAddress => "the address on the web",
            Self::Language => "the language that the words name",
            Self::Purpose => "the purpose that the words name",
        }
    }

    /// Whether words agree with a fact.
    pub(super) fn agrees(self, fact: &str, words: &str) -> bool {
        match self {
            Self::Nothing => true,
            Self::Numbers => numbers_agree(fact, words),
            Self::Digits => digits(words).is_empty() || digits(words) == digits(fact),
            Self::Email => tokens(words).filter(|token| token.contains('@')).all(|token| token == fact.to_lowercase()),
            Self::WebAddress => {
                let known: Vec<String> = tokens(fact).map(|token| bare(&token).to_owned()).collect();
                tokens(words).filter(|token| is_web_address(token)).all(|token| known.iter().any(|k| k == bare(&token)))
            }
            Self::Language => {
                let named = |word: Word| language(&word.lower.replace('\'', ""));
                words_of(words).into_iter().filter_map(named).all(|language| language == fact)
            }
            Self::Purpose => {
                let (named, known) = (kinds(words), kinds(fact));
                named.is_empty() || known.is_empty() || named.iter().any(|kind| known.contains(kind))
            }
        }
    }
}

fn numbers_agree(fact: &str, words: &str) -> bool {
    let (claimed, known) = (lengths(words), lengths(fact));
    if claimed.is_empty() || known.is_empty() {
        return are_all_in(&numbers(words), &numbers(fact));
    }
    let is_known = |found: &Found| known.iter().any(|known| known.length == found.length);
    claimed.iter().all(is_known) && are_all_in(&numbers(&without(words, &claimed)), &numbers(fact))
}

/// The words that say no length of time.
fn without(words: &str, found: &[Found]) -> String {
    let mut rest = String::new();
    let mut at = 0;
    for found in found {
        rest.push_str(&words[at..found.range.start]);
        at = found.range.end;
    }
    rest + &words[at..]
}

fn are_all_in(numbers: &[String], known: &[String]) -> bool {
    numbers.iter().all(|number| known.contains(number))
}

fn numbers(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_ascii_digit()).filter(|number| !number.is_empty()).map(str::to_owned).collect()
}

/// The words in small letters, without the punctuation around them.
fn tokens(text: &str) -> impl Iterator<Item = String> {
    let trim = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric() && c != '/').to_lowercase();
    text.split_whitespace().map(trim).collect::<Vec<_>>().into_iter()
}

fn is_web_address(token: &str) -> bool {
    let host = bare(token).split('/').next().unwrap_or_default();
    let top = host.rsplit_once('.').map_or("", |(_, top)| top);
    !token.contains('@') && top.len() >= 2 && top.chars().all(char::is_alphabetic)
}

fn bare(address: &str) -> &str {
    let address = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://")).unwrap_or(address);
    address.strip_prefix("www.").unwrap_or(address).trim_end_matches('/')
}

#[cfg(test)]
mod tests {
    use super::Compared::{Digits, Email, Language, Nothing, Numbers, Purpose, WebAddress};

    #[test]
    fn only_digits_lengths_and_addresses_must_agree() {
        for (compared, fact, words) in [
            (Numbers, "Street 27, 100060", "27 ulitsa, 100060"),
            (Numbers, "10 working days", "10 (ten) working days"),
            (Numbers, "10 working days", "10 рабочих дней"),
            (Numbers, "10 working days", "ten working days"),
            (Numbers, "10 working days", "10"),
            (Numbers, "3 years", "36 месяцев"),
            (Numbers, "6 months, or 12 months with consent", "12 months"),
            (Numbers, "Until the browser is closed", "until then"),
            (Digits, "+998 71 200 45 17", "+998 (71) 200-45-17"),
            (Email, "privacy@example.uz", "Privacy@example.uz."),
            (Email, "privacy@example.uz", "our address"),
            (WebAddress, "https://www.example.uz", "example.uz/"),
            (WebAddress, "https://www.example.uz", "our site, e.g."),
            (WebAddress, "https://a.example.uz https://b.example.uz", "b.example.uz"),
            (Nothing, "Turnapost LLC", "Turnapost’s"),
            (Numbers, "Law 547 of 2019", "Law 547"),
            (Language, "ru", "русский текст"),
            (Language, "ru", "this text"),
            (Purpose, "analytics", "tahliliy"),
            (Purpose, "statistics", "статистические"),
        ] {
            assert!(compared.agrees(fact, words), "{fact}: {words}");
        }
        for (compared, fact, words) in [
            (Numbers, "10 working days", "15 working days"),
            (Numbers, "10 working days", "10 days"),
            (Numbers, "10 working days", "10 days, or 20"),
            (Numbers, "10 working days", "10 working days, or 20"),
            (Numbers, "3 years", "3 oy"),
            (Numbers, "1 month", "30 days"),
            (Digits, "309417562", "309417563"),
            (Email, "privacy@example.uz", "xprivacy@example.uz"),
            (WebAddress, "https://www.example.uz", "example.com"),
            (Numbers, "Law 547 of 2019", "Law 1125"),
            (Language, "ru", "oʻzbekcha matn"),
            (Purpose, "analytics", "маркетинговые"),
        ] {
            assert!(!compared.agrees(fact, words), "{fact}: {words}");
        }
    }
}
