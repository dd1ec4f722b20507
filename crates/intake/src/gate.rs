//! The gate: who may come in, and which sites may send something. A page of another site must not act in a visitor's
//! name.

use http::HeaderMap;
use http::header::ORIGIN;
use subtle::ConstantTimeEq;

use crate::Front;
use crate::problem::Problem;

/// The header in which the edge says its secret.
const EDGE_SECRET: &str = "x-candor-origin";

/// What the edge says to be let in, so that nobody comes past it and forges the address that it reports. There are two
/// while the secret is changed.
#[derive(Clone)]
pub struct EdgeSecret(Vec<String>);

impl EdgeSecret {
    /// Makes one of a text: a secret, or two with a comma between.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self(text.split(',').map(str::trim).filter(|secret| !secret.is_empty()).map(str::to_owned).collect())
    }

    fn is_said_by(&self, headers: &HeaderMap) -> bool {
        let said = headers.get(EDGE_SECRET).map(http::HeaderValue::as_bytes).unwrap_or_default();
        self.0.iter().any(|secret| secret.as_bytes().ct_eq(said).into())
    }
}

/// Lets a request in that came the way that visitors come.
pub(crate) fn admit(headers: &HeaderMap, front: &Front) -> Result<(), Problem> {
    match front {
        Front::Edge(Some(secret)) if !secret.is_said_by(headers) => Err(Problem::Foreign),
        Front::Edge(_) | Front::Direct => Ok(()),
    }
}

/// Lets a request through that changes something: one from the portal's own pages, from a site that the portal names
/// as a friend, or from a program that is no browser.
///
/// Browsers say by `Sec-Fetch-Site` where a request comes from, older ones by `Origin`. `Origin: null` alone is a
/// stranger: a sandboxed frame sends it too.
pub(crate) fn pass(headers: &HeaderMap, own_origin: &str, friends: &[String]) -> Result<(), Problem> {
    let from_us = match headers.get("sec-fetch-site") {
        Some(site) => site == "same-origin" || site == "none",
        None => headers.get(ORIGIN).is_none_or(|origin| origin == own_origin),
    };
    if from_us || friend(headers, friends).is_some() { Ok(()) } else { Err(Problem::Foreign) }
}

/// The friendly site that a request comes from.
pub(crate) fn friend<'a>(headers: &HeaderMap, friends: &'a [String]) -> Option<&'a str> {
    let origin = headers.get(ORIGIN)?.to_str().ok()?;
    friends.iter().find(|friend| *friend == origin).map(String::as_str)
}

/// Whether the browser says Global Privacy Control: any header of that name that says `1`.
pub(crate) fn opposes(headers: &HeaderMap) -> bool {
    headers.get_all("sec-gpc").iter().any(|value| value == "1")
}

/// Whether a page of another site than ours asks, by what browsers say of it: there our cookies are a third party's.
pub(crate) fn is_cross_site(headers: &HeaderMap) -> bool {
    headers.get("sec-fetch-site").is_some_and(|site| site == "cross-site")
}

#[cfg(test)]
mod tests {
    use http::{HeaderName, HeaderValue};

    use super::*;

    fn passes(headers: &[(&'static str, &'static str)]) -> bool {
        let header = |&(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value));
        let headers = headers.iter().map(header).collect();
        pass(&headers, "https://privacy.example.uz", &["https://www.example.uz".to_owned()]).is_ok()
    }

    #[test]
    fn our_own_pages_friends_and_programs_pass() {
        assert!(passes(&[]));
        assert!(passes(&[("origin", "https://privacy.example.uz")]));
        assert!(passes(&[("origin", "null"), ("sec-fetch-site", "same-origin")]));
        assert!(passes(&[("origin", "https://www.example.uz"), ("sec-fetch-site", "same-site")]));
    }

    #[test]
    fn only_the_edge_knows_its_secret_and_an_old_one_stands_while_it_is_changed() {
        let says = |secret| {
            let headers =
                HeaderMap::from_iter([(HeaderName::from_static(EDGE_SECRET), HeaderValue::from_static(secret))]);
            admit(&headers, &Front::Edge(Some(EdgeSecret::new("new, old")))).is_ok()
        };
        assert!(says("new") && says("old"));
        assert!(!says("") && !says("new, old") && !says("newer"));
    }

    #[test]
    fn pages_of_other_sites_do_not() {
        assert!(!passes(&[("sec-fetch-site", "cross-site")]));
        assert!(!passes(&[("origin", "https://privacy.example.uz.evil.example")]));
        assert!(!passes(&[("origin", "null")]));
        assert!(!passes(&[("origin", "https://blog.example.uz"), ("sec-fetch-site", "same-site")]));
    }
}
