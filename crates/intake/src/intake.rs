//! The intake: what it knows of the portal, where it stores, and what its host lends it.

use std::time::Duration;

use candor_model::{Catalogue, Locale};
use candor_theme::Theme;
use http::Method;
use http::request::Parts;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

use crate::gate::EdgeSecret;
use crate::notices::Notices;
use crate::{HashingKey, Limits, Store};

/// Everything that the routes need.
pub struct Intake {
    pub(crate) catalogue: Catalogue,
    pub(crate) theme: Theme,
    pub(crate) store: Store,
    pub(crate) host: Host,
    pub(crate) zone: TimeZone,
    pub(crate) notices: Notices,
}

/// What the intake gets from whoever runs it: the Lambda function, the preview, a test.
#[derive(Clone)]
pub struct Host {
    /// The time.
    pub now: fn() -> Timestamp,
    /// 32 bytes that nobody can guess.
    pub random: fn() -> [u8; 32],
    /// The network address of the client. It is only ever hashed.
    pub client: fn(&Parts) -> String,
    /// The identifier under which the host logs this request; may be empty.
    pub request_id: fn(&Parts) -> String,
    /// Takes one line of log for each answer.
    pub log: fn(&LogLine<'_>),
    /// The secret for keyed hashes and for the keys of receipts.
    pub hashing_key: HashingKey,
    /// How visitors reach the intake.
    pub front: Front,
    /// How much it takes of one client, and of all together.
    pub limits: Limits,
}

/// How visitors reach the intake.
#[derive(Clone)]
pub enum Front {
    /// Over HTTPS at the portal's own address, through an edge that may rewrite the `Host` header. With a secret,
    /// whoever comes past the edge is refused.
    Edge(Option<EdgeSecret>),
    /// Directly over plain HTTP at the address in the `Host` header: the preview.
    Direct,
}

/// One answer, for the operator. Nothing in it is personal: no path, query, address or body, but the route's pattern.
#[derive(Clone, Debug)]
pub struct LogLine<'a> {
    /// The method.
    pub method: &'a Method,
    /// The pattern of the route: `/api/receipts/{reference}`.
    pub route: &'a str,
    /// The status of the answer.
    pub status: u16,
    /// How long it took.
    pub took: Duration,
    /// What the host calls the request.
    pub request_id: &'a str,
    /// Why the answer is not what was asked for, where that is our side's fault.
    pub failure: Option<&'a str>,
}

/// A catalogue cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the catalogue's time zone `{0}` is none that the IANA database knows")]
pub struct UnknownTimeZone(String);

impl Intake {
    /// Makes the intake of a portal.
    ///
    /// # Errors
    /// The catalogue names a time zone that does not exist; the build would not have written it.
    pub fn new(catalogue: Catalogue, theme: Theme, store: Store, host: Host) -> Result<Self, UnknownTimeZone> {
        let zone = TimeZone::get(&catalogue.time_zone).map_err(|_| UnknownTimeZone(catalogue.time_zone.clone()))?;
        let notices = Notices::of(&catalogue, &theme);
        Ok(Self { catalogue, theme, store, host, zone, notices })
    }

    /// The portal's origin, without a slash at the end.
    #[must_use]
    pub fn base_url(&self) -> &str {
        &self.catalogue.base_url
    }

    /// The address of the controller, from which letters come where nobody says otherwise.
    #[must_use]
    pub fn address(&self) -> &str {
        &self.catalogue.controller.email
    }

    /// Now, with the day on which it is in the portal's time zone.
    pub(crate) fn now(&self) -> (Timestamp, Date) {
        let now = (self.host.now)();
        (now, self.local(now).date())
    }

    /// A moment as the portal's clocks show it.
    pub(crate) fn local(&self, moment: Timestamp) -> Zoned {
        moment.to_zoned(self.zone.clone())
    }

    /// The portal's locale with that tag, or its default.
    pub(crate) fn locale(&self, tag: &str) -> &Locale {
        self.catalogue.locale(tag).unwrap_or(self.catalogue.default_locale())
    }
}
