//! The limits on what comes: what is counted, how often it may happen in which window, and how long somebody waits who is
//! beyond.

use std::net::{IpAddr, Ipv6Addr};

use jiff::{SignedDuration, Timestamp};

/// Into how many counters the portal-wide one is spread, so that no flood makes one item hot. Each may reach its share.
pub(crate) const BRAKE_SHARDS: u32 = 4;
/// For how long a challenge can be solved and its solution sent.
pub(crate) const PROOF_STANDS: SignedDuration = SignedDuration::from_mins(10);
/// How often a subject may have that link sent once more.
pub(crate) const LINKS: usize = 3;
/// How much time lies between one time and the next.
pub(crate) const LINK_PAUSE: SignedDuration = SignedDuration::from_mins(10);

/// How often something may happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    /// How often.
    pub most: u32,
    /// In how much time: at least a second. Windows begin at the multiples of it since 1970.
    pub within: SignedDuration,
}

/// What an intake lets happen, of one client's network where nothing else is said.
///
/// Many people share one address, behind a mobile network or in an office, and nearly all of them have script and so a
/// proof of work: the limits for those are wide, and no limit is one that a person alone would reach.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Submissions without proof of work.
    pub submissions: Limit,
    /// Submissions without proof of work from the neighbourhood of an IPv6 network: one household may have 256 of these.
    pub neighbourhood: Limit,
    /// Submissions with proof of work.
    pub proven_submissions: Limit,
    /// Submissions without proof of work, of everybody together. Those with proof pass.
    pub brake: Limit,
    /// Tries to open or confirm a request by what does not fit. They are never counted by request, or anybody could lock
    /// out its subject. A receipt is not among what is limited: whoever is refused it never sees the key again.
    pub failed_tries: Limit,
    /// Choices that are stored.
    pub choices: Limit,
    /// Submissions that name the same e-mail address, whoever sends them. Those beyond are stored, but nobody is written
    /// to: otherwise we could be made to send somebody as many letters as one likes.
    pub recipient: Limit,
}

impl Limits {
    /// None at all, for whoever sends much on purpose.
    pub const NONE: Self = {
        let none = Limit { most: u32::MAX, within: SignedDuration::from_mins(1) };
        Self {
            submissions: none,
            neighbourhood: none,
            proven_submissions: none,
            brake: none,
            failed_tries: none,
            choices: none,
            recipient: none,
        }
    };

    pub(crate) fn of(&self, counted: Counted) -> Limit {
        match counted {
            Counted::Submission => self.submissions,
            Counted::Neighbour => self.neighbourhood,
            Counted::Recipient => self.recipient,
            Counted::ProvenSubmission => self.proven_submissions,
            Counted::FailedTry => self.failed_tries,
            Counted::Choices => self.choices,
        }
    }
}

/// The limits of a portal in use.
impl Default for Limits {
    fn default() -> Self {
        let ten_minutes = |most| Limit { most, within: SignedDuration::from_mins(10) };
        Self {
            submissions: ten_minutes(10),
            neighbourhood: ten_minutes(40),
            proven_submissions: ten_minutes(100),
            brake: Limit { most: 120, within: SignedDuration::from_mins(1) },
            failed_tries: ten_minutes(20),
            choices: ten_minutes(300),
            recipient: Limit { most: 10, within: SignedDuration::from_hours(24) },
        }
    }
}

/// What is counted of a client's network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Counted {
    /// A new submission without proof of work.
    Submission,
    /// The same, of all networks of a neighbourhood.
    Neighbour,
    /// A new submission that names an e-mail address.
    Recipient,
    /// A new submission with proof of work.
    ProvenSubmission,
    /// A reference, key or token that opens nothing.
    FailedTry,
    /// Choices to store.
    Choices,
}

impl Counted {
    /// The name under which it is hashed.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Submission => "submission",
            Self::Neighbour => "neighbour",
            Self::Recipient => "recipient",
            Self::ProvenSubmission => "proven-submission",
            Self::FailedTry => "failed-try",
            Self::Choices => "choices",
        }
    }
}

/// A span of time in which something is counted, in seconds since 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Window {
    /// When it begins.
    pub(crate) begins: i64,
    /// When the next one begins.
    pub(crate) ends: i64,
}

impl Limit {
    /// The window of a moment.
    pub(crate) fn window(self, now: Timestamp) -> Window {
        let length = self.within.as_secs().max(1);
        let begins = now.as_second().div_euclid(length) * length;
        Window { begins, ends: begins + length }
    }
}

/// What is too much, and how long it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Excess {
    /// What was counted.
    pub(crate) counted: Counted,
    /// After how many seconds it may be tried again: one at least.
    pub(crate) seconds: u64,
}

impl Excess {
    /// What is too much until the end of a window.
    pub(crate) fn until(window: Window, now: Timestamp, counted: Counted) -> Self {
        Self { counted, seconds: whole(window.ends - now.as_second()) }
    }
}

/// How many seconds it is from now until then: one at least.
pub(crate) fn seconds_until(then: Timestamp, now: Timestamp) -> u64 {
    whole(then.as_second() - now.as_second())
}

fn whole(seconds: i64) -> u64 {
    u64::try_from(seconds).unwrap_or_default().max(1)
}

/// Whole minutes after which so many seconds have passed, for people.
pub(crate) fn minutes(seconds: u64) -> u64 {
    seconds.div_ceil(60)
}

/// What counts as one client: an IPv4 address, or the 64 bits of an IPv6 address that a customer is given, who has all
/// the addresses in it. Nothing where the host does not know the address: then nobody is to wait for others.
pub(crate) fn network(client: &str) -> Option<String> {
    match client.parse::<IpAddr>().ok()?.to_canonical() {
        IpAddr::V4(address) => Some(address.to_string()),
        IpAddr::V6(address) => Some(Ipv6Addr::from_bits(address.to_bits() >> 64 << 64).to_string()),
    }
}

/// The 48 bits of an IPv6 address that a site is given, of which a household has a part. Nothing for an IPv4 address.
pub(crate) fn neighbourhood(client: &str) -> Option<String> {
    match client.parse::<IpAddr>().ok()?.to_canonical() {
        IpAddr::V4(_) => None,
        IpAddr::V6(address) => Some(Ipv6Addr::from_bits(address.to_bits() >> 80 << 80).to_string()),
    }
}

/// That much later.
pub(crate) fn later(moment: Timestamp, by: SignedDuration) -> Timestamp {
    moment.saturating_add(by).unwrap_or(Timestamp::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_addresses_of_one_ipv6_customer_are_one_network() {
        assert_eq!(network("2001:db8:1:2:aaaa::1"), network("2001:db8:1:2:bbbb::2"));
        assert_ne!(network("2001:db8:1:2::1"), network("2001:db8:1:3::1"));
        assert_eq!(network("::ffff:203.0.113.7"), network("203.0.113.7"));
        assert_ne!(network("203.0.113.7"), network("203.0.113.8"));
        assert_eq!(network(""), None);
    }

    #[test]
    fn whoever_is_beyond_a_limit_waits_for_the_next_window_and_no_longer() {
        let limit = Limit { most: 1, within: SignedDuration::from_mins(10) };
        let at = |text: &str| text.parse::<Timestamp>().expect("a moment");
        let window = limit.window(at("2026-11-23T10:09:30.500Z"));
        assert_eq!(window, limit.window(at("2026-11-23T10:00:00Z")));
        assert_ne!(window, limit.window(at("2026-11-23T10:10:00Z")));
        let seconds = |now: &str| Excess::until(window, at(now), Counted::Choices).seconds;
        assert_eq!((seconds("2026-11-23T10:09:30.5Z"), seconds("2026-11-23T10:09:59.9Z")), (30, 1));
        assert_eq!((minutes(1), minutes(60), minutes(61)), (1, 1, 2));
    }
}
