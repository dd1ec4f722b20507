//! What a browser keeps of a visitor's choices, as the value of the cookie `candor_choices`, and for how long it stands. The
//! banner's script has the same format and the same rules: `crates/site/banner/source/kept.js`.

use std::collections::BTreeMap;
use std::fmt;

use jiff::Timestamp;

use crate::{Choice, ConsentRules, Purpose, PurposeId};

/// Choices as the browser keeps them: `analytics=1&marketing=0&_since=1796040000000&…`. Purposes come first, and none
/// begins with an underscore.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptChoices {
    /// What was decided, by purpose; those that cannot be refused are not among them.
    pub choices: BTreeMap<PurposeId, Choice>,
    /// When, by the browser's clock or ours; to the millisecond.
    pub since: Timestamp,
    /// Until when it stands.
    pub until: Timestamp,
    /// The version of what was agreed to.
    pub version: u32,
    /// The browser said Global Privacy Control meanwhile.
    pub signal: bool,
    /// The mark of the notice that the visitor saw; empty where the signal decided.
    pub seen: String,
    /// What the browser sends it under, once; nothing when the portal has it.
    pub key: Option<String>,
}

impl KeptChoices {
    /// Reads a cookie. Nothing comes of one that is not whole, or not ours.
    #[must_use]
    pub fn parse(value: &str) -> Option<Self> {
        let pairs: BTreeMap<&str, &str> = value.split('&').filter_map(|pair| pair.split_once('=')).collect();
        let moment = |name| Timestamp::from_millisecond(pairs.get(name)?.parse().ok()?).ok();
        let choice = |(name, value): (&&str, &&str)| {
            let choice = match *value {
                "1" => Choice::Given,
                "0" => Choice::Refused,
                _ => return None,
            };
            Some((PurposeId::new(*name).ok()?, choice))
        };
        let seen = *pairs.get("_seen")?;
        let (version, mark) = seen.split_once('-').unwrap_or((seen, ""));
        Some(Self {
            since: moment("_since")?,
            until: moment("_until")?,
            version: version.parse().ok()?,
            signal: *pairs.get("_signal")? == "1",
            seen: mark.to_owned(),
            key: pairs.get("_key").map(|key| (*key).to_owned()),
            choices: pairs.iter().filter_map(choice).collect(),
        })
    }

    /// Whether it need not be asked for again: it is about what is asked now, and its time is not over. A script that is older
    /// than the words which a visitor saw meets choices about something newer than it asks; they stand too.
    #[must_use]
    pub fn stands(&self, rules: &ConsentRules, now: Timestamp) -> bool {
        self.version >= rules.version && self.until > now
    }

    /// Whether every purpose that can be refused was decided.
    #[must_use]
    pub fn decides(&self, purposes: &[Purpose]) -> bool {
        purposes.iter().all(|purpose| purpose.required || self.choices.contains_key(&purpose.id))
    }
}

impl fmt::Display for KeptChoices {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (purpose, choice) in &self.choices {
            write!(f, "{purpose}={}&", u8::from(*choice == Choice::Given))?;
        }
        let Self { since, until, version, signal, seen, .. } = self;
        let (since, until, signal) = (since.as_millisecond(), until.as_millisecond(), u8::from(*signal));
        write!(f, "_since={since}&_until={until}&_signal={signal}&_seen={version}")?;
        if !seen.is_empty() {
            write!(f, "-{seen}")?;
        }
        self.key.iter().try_for_each(|key| write!(f, "&_key={key}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept() -> KeptChoices {
        let choice = |id, choice| (PurposeId::new(id).expect("a purpose"), choice);
        KeptChoices {
            choices: BTreeMap::from([choice("analytics", Choice::Given), choice("marketing", Choice::Refused)]),
            since: Timestamp::from_millisecond(1_796_040_000_123).expect("a moment"),
            until: Timestamp::from_millisecond(1_827_576_000_123).expect("a moment"),
            version: 3,
            signal: true,
            seen: "0123456789abcdef".to_owned(),
            key: Some("0.25".to_owned()),
        }
    }

    #[test]
    fn a_cookie_reads_back_as_it_was_written() {
        let value = "analytics=1&marketing=0&_since=1796040000123&_until=1827576000123&_signal=1\
                     &_seen=3-0123456789abcdef&_key=0.25";
        assert_eq!(kept().to_string(), value);
        assert_eq!(KeptChoices::parse(value), Some(kept()));
        let sent = KeptChoices { key: None, ..kept() };
        assert_eq!(KeptChoices::parse(&sent.to_string()), Some(sent));
        let signalled = KeptChoices { seen: String::new(), ..kept() };
        assert_eq!(KeptChoices::parse(&signalled.to_string()), Some(signalled));
    }

    #[test]
    fn nothing_comes_of_what_is_not_a_whole_cookie_of_ours() {
        let whole = KeptChoices { key: None, ..kept() }.to_string();
        let mark = whole.len() - "3-0123456789abcdef".len();
        for end in 0..=mark {
            assert_eq!(KeptChoices::parse(&whole[..end]), None, "{}", &whole[..end]);
        }
        for other in ["", "v1.20780.analytics-1", "analytics=1", "_since=x&_until=1&_signal=0&_seen=1"] {
            assert_eq!(KeptChoices::parse(other), None, "{other}");
        }
    }
}
