//! Cookies: reading ours, and writing them with no more reach than they need.

use candor_model::{Catalogue, ConsentRecord, KeptChoices, Reference};
use http::header::{COOKIE, HOST};
use http::request::Parts;
use http::{HeaderMap, HeaderValue};

use crate::choose::kept;
use crate::consents::Visitor;
use crate::{Front, Intake, Key, gate};

/// Lets the browser that sent a submission see its receipt, for half an hour.
const RECEIPT: &str = "candor_receipt";
/// The random identifier of a visitor's browser.
const VISITOR: &str = "candor_visitor";
/// What the visitor chose, for scripts to read.
const CHOICES: &str = "candor_choices";

const RECEIPT_SECONDS: i64 = 30 * 60;

/// The reference and key of the receipt that this browser may see.
pub(crate) fn receipt(headers: &HeaderMap) -> Option<(Reference, Key)> {
    let (reference, key) = value(headers, RECEIPT)?.split_once('.')?;
    Some((reference.parse().ok()?, key.parse().ok()?))
}

/// The visitor that this browser is.
pub(crate) fn visitor(headers: &HeaderMap) -> Option<Visitor> {
    value(headers, VISITOR).and_then(Visitor::from_cookie)
}

/// Gives the browser the key of a receipt. Script cannot read it, and it never stands in an address.
pub(crate) fn set_receipt(reference: &Reference, key: Key, front: &Front) -> HeaderValue {
    let value = format!("{reference}.{}", key.compact());
    header(&format!("{RECEIPT}={value}; Path=/api; Max-Age={RECEIPT_SECONDS}; HttpOnly"), front)
}

/// Gives the browser its visitor identifier, where it has agreed to anything, and its choices, for as long as they stand.
///
/// On a friendly site of another domain ours are a third party's cookies: the identifier is kept apart for that site
/// (`Partitioned`), and the choices are kept by the page itself.
pub(crate) fn set_consent(intake: &Intake, record: &ConsentRecord, parts: &Parts) -> Vec<HeaderValue> {
    let front = &intake.host.front;
    let is_cross_site = gate::is_cross_site(&parts.headers);
    let seconds = record.valid_until.duration_since((intake.host.now)()).as_secs().max(0);
    let mut cookies = Vec::new();
    if let Some(visitor) = &record.visitor {
        let cookie = format!("{VISITOR}={visitor}; Path=/api; Max-Age={seconds}; HttpOnly");
        cookies.push(if is_cross_site { third_party_header(&cookie) } else { header(&cookie, front) });
    }
    if !is_cross_site {
        let domain = domain(&intake.catalogue, front, &parts.headers);
        let kept = kept(record, &intake.catalogue.purposes);
        cookies.push(header(&format!("{CHOICES}={kept}; Path=/; Max-Age={seconds}{domain}"), front));
    }
    cookies
}

/// The choices that this browser keeps.
pub(crate) fn choices(headers: &HeaderMap) -> Option<KeptChoices> {
    value(headers, CHOICES).and_then(KeptChoices::parse)
}

/// The address at which the visitor sees the portal: scheme, host and port.
pub(crate) fn own_origin(catalogue: &Catalogue, front: &Front, headers: &HeaderMap) -> String {
    let host = || headers.get(HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    match front {
        Front::Edge(_) => catalogue.base_url.clone(),
        Front::Direct => format!("http://{}", host()),
    }
}

/// The `Domain` attribute, where the portal wants one and stands on that domain itself: a browser refuses others.
fn domain(catalogue: &Catalogue, front: &Front, headers: &HeaderMap) -> String {
    let Some(domain) = &catalogue.consent.cookie_domain else { return String::new() };
    let origin = own_origin(catalogue, front, headers);
    let host = origin.rsplit('/').next().unwrap_or_default().split(':').next().unwrap_or_default();
    let stands_on_it = host == domain || host.strip_suffix(domain.as_str()).is_some_and(|rest| rest.ends_with('.'));
    if stands_on_it { format!("; Domain={domain}") } else { String::new() }
}

fn header(cookie: &str, front: &Front) -> HeaderValue {
    let secure = match front {
        Front::Edge(_) => "; Secure",
        Front::Direct => "",
    };
    ascii(format!("{cookie}; SameSite=Lax{secure}"))
}

fn third_party_header(cookie: &str) -> HeaderValue {
    ascii(format!("{cookie}; SameSite=None; Secure; Partitioned"))
}

fn ascii(cookie: String) -> HeaderValue {
    let header = HeaderValue::try_from(cookie);
    header.expect("references, keys, identifiers, choices and domains are ASCII without control characters")
}

/// The value of our cookie: the last one, as the banner's script reads it, where one of another domain is left from before.
/// Those beside it, of the company's other sites, may hold any bytes, and a browser sends all of them in one header.
fn value<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let pairs = headers.get_all(COOKIE).iter().flat_map(|header| header.as_bytes().split(|&byte| byte == b';'));
    let mut pairs = pairs.filter_map(|pair| str::from_utf8(pair).ok()?.trim().split_once('='));
    pairs.rfind(|(known, _)| *known == name).map(|(_, value)| value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{HashingKey, sample};

    fn host(name: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(HOST, HeaderValue::from_static(name))])
    }

    #[test]
    fn a_receipts_cookie_reads_back_among_others() {
        let reference = Reference::from_random([7; 8]);
        let key = Key::of(&reference, &HashingKey::new(&"s".repeat(32)).expect("a long secret"));
        let set = set_receipt(&reference, key, &Front::Edge(None));
        let set = set.to_str().expect("a cookie is ASCII");
        assert!(set.ends_with("; Path=/api; Max-Age=1800; HttpOnly; SameSite=Lax; Secure"), "{set}");
        let own = set.split(';').next().unwrap_or_default();
        for other in ["a=b".as_bytes(), "city=Тошкент".as_bytes(), b"city=\xd2\xee"] {
            let sent = HeaderValue::from_bytes(&[other, b"; ", own.as_bytes(), b"; c"].concat());
            let headers = HeaderMap::from_iter([(COOKIE, sent.expect("no control characters"))]);
            assert_eq!(receipt(&headers), Some((reference.clone(), key)), "beside {other:?}");
        }
    }

    #[test]
    fn a_cookie_names_its_domain_only_where_the_portal_stands_on_it() {
        let catalogue = sample::catalogue();
        assert_eq!(
            domain(&catalogue, &Front::Edge(None), &host("abc.execute-api.amazonaws.com")),
            "; Domain=example.uz"
        );
        assert_eq!(domain(&catalogue, &Front::Direct, &host("example.uz:3000")), "; Domain=example.uz");
        for other in ["127.0.0.1:3000", "localhost:3000", "notexample.uz"] {
            assert_eq!(domain(&catalogue, &Front::Direct, &host(other)), "", "{other}");
        }
    }
}
