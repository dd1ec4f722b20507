//! The values that Candor's TOML files hold: what each looks like, and what the author is told otherwise.

use std::collections::BTreeMap;

use candor_model::{Locale, LocalizedText, MonthDay, PolicyId, PurposeId, RelationshipId, TimeLimit, VersionId};
use jiff::civil::Date;

use super::table::{FromItem, Item};
use crate::at::At;
use crate::nearest::{did_you_mean, list};
use crate::{Code, Span};

impl FromItem for String {
    fn expected() -> String {
        "a text in quotes that is not empty".to_owned()
    }

    fn from_item(item: &Item<'_>) -> Option<Self> {
        item.text().filter(|text| !text.trim().is_empty()).map(str::to_owned)
    }
}

impl FromItem for bool {
    fn expected() -> String {
        "true or false, without quotes".to_owned()
    }

    fn from_item(item: &Item<'_>) -> Option<Self> {
        item.flag()
    }
}

impl FromItem for Date {
    fn expected() -> String {
        "a date without quotes, such as 2026-04-15".to_owned()
    }

    fn from_item(item: &Item<'_>) -> Option<Self> {
        item.date()
    }
}

impl FromItem for u16 {
    fn expected() -> String {
        "a whole number without quotes".to_owned()
    }

    fn from_item(item: &Item<'_>) -> Option<Self> {
        item.number()?.try_into().ok()
    }
}

impl FromItem for u32 {
    fn expected() -> String {
        "a whole number without quotes".to_owned()
    }

    fn from_item(item: &Item<'_>) -> Option<Self> {
        item.number()?.try_into().ok()
    }
}

impl FromItem for i16 {
    fn expected() -> String {
        "a year without quotes, such as 2026".to_owned()
    }

    fn from_item(item: &Item<'_>) -> Option<Self> {
        item.number()?.try_into().ok()
    }
}

/// Values that the model reads from a text.
macro_rules! from_text {
    ($($type:ty: $read:expr, $expected:literal;)*) => {
        $(impl FromItem for $type {
            fn expected() -> String {
                $expected.to_owned()
            }

            fn from_item(item: &Item<'_>) -> Option<Self> {
                let read: fn(&str) -> Option<Self> = $read;
                item.text().and_then(read)
            }
        })*
    };
}

from_text! {
    Locale: |text| Locale::new(text).ok(), "a locale in quotes, such as \"uz\", \"uz-Cyrl\" or \"en-GB\"";
    PolicyId: |text| PolicyId::new(text).ok(), "a policy's folder name in quotes: letters a-z, digits and hyphens";
    PurposeId: |text| PurposeId::new(text).ok(), "a name in quotes: letters a-z, digits and hyphens";
    RelationshipId: |text| RelationshipId::new(text).ok(), "a name in quotes: letters a-z, digits and hyphens";
    VersionId: |text| VersionId::new(text).ok(), "a version in quotes, such as \"2\" or \"2026-04\"";
    MonthDay: |text| text.parse().ok(), "a day of the year in quotes, such as \"03-21\"";
    TimeLimit: |text| text.parse().ok(),
        "a length of time in quotes, such as \"10 working days\", \"30 days\" or \"1 month\"";
    Origin: Origin::new, "an address in quotes without anything after the host, such as \"https://privacy.example.uz\"";
    WebAddress: WebAddress::new, "a full address in quotes, such as \"https://www.example.uz\"";
    SecureAddress: SecureAddress::new, "a full address in quotes that begins with https, such as \"https://www.example.uz/security\"";
    ContactAddress: ContactAddress::new,
        "an address in quotes, such as \"mailto:security@example.uz\", \"https://www.example.uz/security\" or \"tel:+998712004517\"";
    Email: Email::new, "one e-mail address in quotes, such as \"privacy@example.uz\"";
    Slug: Slug::new, "a name in quotes: letters a-z, digits and hyphens";
    Country: Country::new, "a country's code of two capital letters in quotes, such as \"UZ\" or \"DE\"";
    Host: Host::new, "a domain in quotes without `https://`, such as \"example.uz\"";
    Digest: Digest::new, "a SHA-256 digest: 64 hexadecimal digits in quotes";
    DigestStart: DigestStart::new, "a SHA-256 digest, or its first 12 hexadecimal digits or more, in quotes";
}

/// The codes of countries that ISO 3166-1 assigned by 2024, and Kosovo's, which others use.
const COUNTRIES: [&str; 8] = [
    "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW",
    "BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI",
    "FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN",
    "IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME",
    "MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF",
    "PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV",
    "SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE",
    "YT ZA ZM ZW XK",
];

macro_rules! checked_text {
    ($($(#[$doc:meta])* $name:ident: $accepts:expr;)*) => {
        $($(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub(crate) struct $name(pub(crate) String);

        impl $name {
            fn new(text: &str) -> Option<Self> {
                let accepts: fn(&str) -> bool = $accepts;
                accepts(text).then(|| Self(text.to_owned()))
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        })*
    };
}

checked_text! {
    /// Scheme and host, and nothing after it: `https://privacy.example.uz`.
    Origin: |text| without_scheme(text).is_some_and(is_authority);
    /// An address on the web.
    WebAddress: is_web_address;
    /// An address on the web that nobody on the way can change.
    SecureAddress: |text| text.starts_with("https://") && is_web_address(text);
    /// Where a person can be reached, as an address with its scheme (RFC 9116, 2.5.3): `mailto:`, `https:` or `tel:`.
    ContactAddress: |text| match text.split_once(':') {
        Some(("mailto", email)) => email.is_ascii() && is_email(email),
        Some(("tel", number)) => is_phone(number),
        _ => text.starts_with("https://") && is_web_address(text),
    };
    /// An e-mail address, as far as its form goes.
    Email: is_email;
    /// The identifier of a register's entry.
    Slug: |text| PolicyId::new(text).is_ok();
    /// ISO 3166-1 alpha-2.
    Country: |text| COUNTRIES.iter().flat_map(|codes| codes.split(' ')).any(|code| code == text);
    /// A domain without scheme and port.
    Host: is_host;
    /// SHA-256 in hexadecimal.
    Digest: |text| text.len() == 64 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
    /// So much of such a digest that it names one text.
    DigestStart: |text| {
        (12..=64).contains(&text.len()) && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
    };
}

impl Origin {
    /// The host without scheme and port.
    pub(crate) fn host(&self) -> &str {
        let authority = without_scheme(&self.0).unwrap_or_default();
        authority.split(':').next().unwrap_or_default()
    }
}

fn is_web_address(text: &str) -> bool {
    let is_at_host = |rest: &str| is_authority(rest.split(['/', '?', '#']).next().unwrap_or(rest));
    without_scheme(text).is_some_and(is_at_host) && !text.contains(|c: char| c.is_whitespace() || c.is_control())
}

/// Whether a telephone number can be dialled from anywhere (RFC 3966): `+998712004517`, `+998-71-200-45-17`.
fn is_phone(text: &str) -> bool {
    text.strip_prefix('+').is_some_and(|digits| {
        digits.starts_with(|c: char| c.is_ascii_digit()) && digits.bytes().all(|b| b.is_ascii_digit() || b == b'-')
    })
}

fn without_scheme(text: &str) -> Option<&str> {
    text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"))
}

fn is_authority(text: &str) -> bool {
    match text.split_once(':') {
        Some((host, port)) => is_host(host) && port.parse::<u16>().is_ok_and(|port| port > 0),
        None => is_host(text),
    }
}

fn is_host(text: &str) -> bool {
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    text.len() <= 253 && text.split('.').all(is_label)
}

fn is_email(text: &str) -> bool {
    let plain = |c: char| !c.is_whitespace() && !c.is_control() && !"<>()[],;:\\\"".contains(c);
    match text.rsplit_once('@') {
        Some((name, host)) => {
            !name.is_empty()
                && !name.contains('@')
                && text.chars().all(plain)
                && host.contains('.')
                && is_host(&host.to_lowercase())
        }
        None => false,
    }
}

/// A list, each of whose entries has its place. Entries that are wrong have been reported, and are left out.
impl<T: FromItem> FromItem for Vec<At<T>> {
    fn expected() -> String {
        format!("a list `[…, …]`, each entry of it {}", T::expected())
    }

    fn from_item(item: &Item<'_>) -> Option<Self> {
        Some(item.items()?.iter().filter_map(|entry| entry.read("An entry of the list")).collect())
    }
}

/// A list in which something must be written. It is empty only where all that was written is wrong, and reported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Filled<T>(pub(crate) Vec<At<T>>);

impl<T: FromItem> FromItem for Filled<T> {
    fn expected() -> String {
        <Vec<At<T>>>::expected()
    }

    fn from_item(item: &Item<'_>) -> Option<Self> {
        item.items().filter(|entries| !entries.is_empty())?;
        Vec::from_item(item).map(Self)
    }
}

/// One of the words that a key may have.
pub(crate) trait Named: Copy + 'static {
    /// Each word and what it means.
    fn names() -> Vec<(&'static str, Self)>;
}

/// A value that is one of a few words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct OneOf<T>(pub(crate) T);

impl<T: Named> FromItem for OneOf<T> {
    fn expected() -> String {
        format!("one of {}, in quotes", list(T::names().into_iter().map(|(name, _)| name)))
    }

    fn from_item(item: &Item<'_>) -> Option<Self> {
        let text = item.text()?;
        T::names().into_iter().find(|(name, _)| *name == text).map(|(_, value)| Self(value))
    }

    fn hint(item: &Item<'_>) -> String {
        did_you_mean(item.text().unwrap_or_default(), T::names().into_iter().map(|(name, _)| name))
    }
}

/// A text as it was written: for all locales, or by locale with the place of each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Localized {
    /// The text.
    pub(crate) text: LocalizedText,
    /// Where each locale was written, whatever its text; empty for a text that is the same everywhere.
    pub(crate) locales: Vec<(Locale, Span)>,
}

impl FromItem for Localized {
    fn expected() -> String {
        "a text in quotes, or one text for each locale such as { uz = \"…\", en = \"…\" }".to_owned()
    }

    fn from_item(item: &Item<'_>) -> Option<Self> {
        if item.text().is_some() {
            let text = LocalizedText::Everywhere(String::from_item(item)?);
            return Some(Self { text, locales: Vec::new() });
        }
        let entries = item.entries().filter(|entries| !entries.is_empty())?;
        let mut localized = Self { text: LocalizedText::default(), locales: Vec::new() };
        let mut texts = BTreeMap::new();
        for (key, entry) in entries {
            let Some(locale) = locale_key(item, &key) else { continue };
            localized.locales.push((locale.value.clone(), locale.span));
            if let Some(text) = entry.read::<String>(&format!("`{}`", key.value)) {
                texts.insert(locale.value, text.value);
            }
        }
        localized.text = LocalizedText::ByLocale(texts);
        Some(localized)
    }
}

/// Values by locale that are no texts to read, such as digests.
impl<T: FromItem> FromItem for BTreeMap<Locale, At<T>> {
    fn expected() -> String {
        "one value for each locale, such as { uz = \"…\", en = \"…\" }".to_owned()
    }

    fn from_item(item: &Item<'_>) -> Option<Self> {
        let read = |(key, entry): &(At<&str>, Item<'_>)| {
            Some((locale_key(item, key)?.value, entry.read(&format!("`{}`", key.value))?))
        };
        Some(item.entries()?.iter().filter_map(read).collect())
    }
}

fn locale_key(item: &Item<'_>, key: &At<&str>) -> Option<At<Locale>> {
    if let Ok(locale) = Locale::new(key.value) {
        return Some(At::new(locale, key.span.clone()));
    }
    let message = format!("`{}` is not a locale.", key.value);
    let hint = "Write a locale such as `uz` or `en-GB` before the text; or is a line `[…]` missing above?".to_owned();
    item.fault(Code::BadValue, key.span.clone(), message, hint);
    None
}
