//! `/.well-known/security.txt` (RFC 9116) and `/.well-known/gpc.json`: what the portal states to programs about itself.

use std::fmt::Write as _;

use candor_model::Locale;
use jiff::ToSpan;
use jiff::civil::Date;

use crate::Portal;

/// Where to report a hole in the portal.
pub(super) fn security(portal: &Portal) -> Vec<u8> {
    let security = &portal.security;
    let mut lines = String::new();
    let mut line = |name: &str, value: &str| {
        let _ = writeln!(lines, "{name}: {value}");
    };
    security.contacts.iter().for_each(|contact| line("Contact", contact));
    line("Expires", &format!("{}T00:00:00Z", expires(portal.today)));
    line("Preferred-Languages", &portal.locales.iter().map(Locale::as_str).collect::<Vec<_>>().join(", "));
    // An address that is not secure may not stand here (RFC 9116, 2.5.2); such a portal is a preview.
    if portal.base_url.starts_with("https:") {
        line("Canonical", &format!("{}/.well-known/security.txt", portal.base_url));
    }
    let more = [
        ("Policy", &security.policy),
        ("Encryption", &security.encryption),
        ("Acknowledgments", &security.acknowledgments),
        ("Hiring", &security.hiring),
    ];
    more.into_iter().filter_map(|(name, address)| Some((name, address.as_ref()?))).for_each(|(name, a)| line(name, a));
    lines.into_bytes()
}

/// The first day of the eleventh month to come: less than a year away, as RFC 9116 advises, and the same for every build
/// of one month.
fn expires(today: Date) -> Date {
    today.first_of_month().saturating_add(11.months())
}

/// Whether the browser's signal is heeded, and since when; nothing where the portal does not say.
pub(super) fn gpc(portal: &Portal) -> Option<Vec<u8>> {
    let gpc = portal.gpc?;
    Some(format!("{{\"gpc\": {}, \"lastUpdate\": \"{}\"}}\n", gpc.honoured, gpc.since).into_bytes())
}
