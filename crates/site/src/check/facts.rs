//! The facts that a text may claim, and whether the words of a claim agree with them.
//!
//! Words stay free, since languages inflect them. What must agree are the digits, the e-mail address or the address on
//! the web in them; words that hold none of these claim nothing that could be false.

use candor_model::{ConsentRules, Controller, Locale, LocalizedText, RequestRules};

/// Every fact that can be claimed, with what of it is compared.
const FACTS: [(&str, Compared); 13] = [
    ("controller.name", Compared::Nothing),
    ("controller.email", Compared::Email),
    ("controller.tax_id", Compared::Digits),
    ("controller.phone", Compared::Digits),
    ("controller.address", Compared::Numbers),
    ("controller.site", Compared::WebAddress),
    ("controller.officer.name", Compared::Nothing),
    ("controller.officer.email", Compared::Email),
    ("controller.officer.phone", Compared::Digits),
    ("requests.respond_within", Compared::Numbers),
    ("consent.valid_for", Compared::Numbers),
    ("consent.ask_again_after_refusal", Compared::Numbers),
    ("portal.base_url", Compared::WebAddress),
];

/// What of a fact must stand in the words that claim it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Compared {
    /// Nothing: names are inflected.
    Nothing,
    /// Each number by itself: `10` of `10 (ten) working days`.
    Numbers,
    /// All digits in a row, whatever stands between them: a telephone number.
    Digits,
    /// The e-mail address.
    Email,
    /// The address on the web, with or without `https://` and `www.`.
    WebAddress,
}

/// The portal's facts, by name.
#[derive(Debug)]
pub(super) struct Facts {
    known: Vec<(&'static str, LocalizedText)>,
}

/// What came of looking at a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// The words agree with the fact.
    Holds,
    /// They do not; this is the fact.
    False(String),
    /// The portal does not say.
    NotGiven,
    /// There is no such fact.
    Unknown,
}

impl Facts {
    /// The facts of a portal.
    pub(super) fn new(
        base_url: &str,
        controller: &Controller,
        requests: &RequestRules,
        consent: &ConsentRules,
    ) -> Self {
        let mut facts = Self { known: Vec::new() };
        facts.add("portal.base_url", Some(base_url.into()));
        facts.add_controller(controller);
        facts.add("requests.respond_within", Some(text(requests.respond_within)));
        facts.add("consent.valid_for", Some(text(consent.valid_for)));
        facts.add("consent.ask_again_after_refusal", Some(text(consent.ask_again_after_refusal)));
        facts
    }

    fn add_controller(&mut self, controller: &Controller) {
        let officer = controller.officer.as_ref();
        self.add("controller.name", Some(controller.name.clone()));
        self.add("controller.email", Some(text(&controller.email)));
        self.add("controller.tax_id", controller.tax_id.as_ref().map(text));
        self.add("controller.phone", controller.phone.as_ref().map(text));
        self.add("controller.address", controller.address.clone());
        self.add("controller.site", controller.site.as_ref().map(text));
        self.add("controller.officer.name", officer.map(|officer| officer.name.clone()));
        self.add("controller.officer.email", officer.map(|officer| text(&officer.email)));
        self.add("controller.officer.phone", officer.and_then(|officer| officer.phone.as_ref()).map(text));
    }

    fn add(&mut self, name: &'static str, fact: Option<LocalizedText>) {
        self.known.extend(fact.map(|fact| (name, fact)));
    }

    /// The names of all facts that can be claimed.
    pub(super) fn names() -> impl Iterator<Item = &'static str> {
        FACTS.iter().map(|(name, _)| *name)
    }

    /// Whether the words, written in `locale`, agree with the fact of that name.
    pub(super) fn judge(&self, name: &str, words: &str, locale: &Locale) -> Verdict {
        let Some((_, compared)) = FACTS.iter().find(|(known, _)| *known == name) else { return Verdict::Unknown };
        let Some((_, fact)) = self.known.iter().find(|(known, _)| *known == name) else { return Verdict::NotGiven };
        let fact = fact.get(locale);
        if agrees(*compared, fact, words) { Verdict::Holds } else { Verdict::False(fact.to_owned()) }
    }
}

fn text(fact: impl ToString) -> LocalizedText {
    LocalizedText::Everywhere(fact.to_string())
}

fn agrees(compared: Compared, fact: &str, words: &str) -> bool {
    match compared {
        Compared::Nothing => true,
        Compared::Numbers => none_or_equal(&numbers(words), &numbers(fact)),
        Compared::Digits => none_or_equal(&numbers(words).concat(), &numbers(fact).concat()),
        Compared::Email => tokens(words).filter(|token| token.contains('@')).all(|token| token == fact.to_lowercase()),
        Compared::WebAddress => {
            tokens(words).filter(|token| is_web_address(token)).all(|token| bare(&token) == bare(&fact.to_lowercase()))
        }
    }
}

fn none_or_equal<T: PartialEq + Default>(claimed: &T, fact: &T) -> bool {
    *claimed == T::default() || claimed == fact
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
    use super::*;

    #[test]
    fn only_digits_and_addresses_must_agree() {
        use Compared::{Digits, Email, Nothing, Numbers, WebAddress};
        for (compared, fact, words) in [
            (Numbers, "10 working days", "10 (ten) working days"),
            (Numbers, "10 working days", "10 рабочих дней"),
            (Numbers, "10 working days", "ten working days"),
            (Digits, "+998 71 200 45 17", "+998 (71) 200-45-17"),
            (Email, "privacy@example.uz", "Privacy@example.uz."),
            (Email, "privacy@example.uz", "our address"),
            (WebAddress, "https://www.example.uz", "example.uz/"),
            (WebAddress, "https://www.example.uz", "our site, e.g."),
            (Nothing, "Turnapost LLC", "Turnapost’s"),
        ] {
            assert!(agrees(compared, fact, words), "{fact}: {words}");
        }
        for (compared, fact, words) in [
            (Numbers, "10 working days", "15 working days"),
            (Numbers, "10 working days", "10 days, or 20"),
            (Digits, "309417562", "309417563"),
            (Email, "privacy@example.uz", "xprivacy@example.uz"),
            (WebAddress, "https://www.example.uz", "example.com"),
        ] {
            assert!(!agrees(compared, fact, words), "{fact}: {words}");
        }
    }
}
