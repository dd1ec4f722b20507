//! Identifiers that authors choose: the names of policies, versions, purposes and relationships.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Why a text is not an identifier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdError {
    /// The text as it was written.
    pub text: String,
    /// What an identifier of this kind looks like, as the end of a sentence.
    pub expected: &'static str,
}

impl fmt::Display for IdError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is not {}", self.text, self.expected)
    }
}

impl std::error::Error for IdError {}

const SLUG: &str = "an identifier: lower-case letters a-z, digits and hyphens, at most 64";
const VERSION: &str =
    "a version: letters a-z, digits, dots and hyphens, at most 64, and not `versions`, `feed.xml` or `index.html`";

/// What stands beside the versions in a policy's folder of the site: the version table, the feed, the policy's page.
const BESIDE_VERSIONS: [&str; 3] = ["versions", "feed.xml", "index.html"];

fn is_slug(text: &str) -> bool {
    let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    (1..=64).contains(&text.len()) && text.chars().all(allowed) && !text.starts_with('-') && !text.ends_with('-')
}

fn is_version(text: &str) -> bool {
    let allowed = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '.';
    (1..=64).contains(&text.len())
        && text.chars().all(allowed)
        && text.starts_with(|c: char| c.is_ascii_alphanumeric())
        && !text.ends_with('.')
        && !BESIDE_VERSIONS.contains(&text)
}

macro_rules! identifier {
    ($(#[$doc:meta])* $name:ident, $accepts:ident, $expected:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// Checks the text and makes it an identifier.
            ///
            /// # Errors
            /// The text breaks the rule for this kind of identifier; the error says the rule.
            pub fn new(text: impl Into<String>) -> Result<Self, IdError> {
                let text = text.into();
                if $accepts(&text) { Ok(Self(text)) } else { Err(IdError { text, expected: $expected }) }
            }

            /// The identifier as it was written.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = IdError;

            fn try_from(text: String) -> Result<Self, IdError> {
                Self::new(text)
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> Self {
                id.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

identifier! {
    /// A policy, by its folder's name: `privacy`, `cookies`.
    PolicyId, is_slug, SLUG
}
identifier! {
    /// A version of a policy, by its folder's name: `1`, `2.1`, `2026-04`.
    VersionId, is_version, VERSION
}
identifier! {
    /// Why something is stored on the visitor's device: `necessary`, `analytics`, or the portal's own.
    PurposeId, is_slug, SLUG
}
identifier! {
    /// Who a person is to the controller: `customer`, `applicant`.
    RelationshipId, is_slug, SLUG
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_identifier_is_lower_case_and_safe_in_an_address() {
        assert!(PolicyId::new("privacy-2").is_ok());
        for bad in ["", "Privacy", "a b", "../etc", "-x", "x-", "сайт"] {
            assert!(PolicyId::new(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_version_may_have_dots_but_is_never_a_path_or_a_page() {
        assert!(VersionId::new("2.1").is_ok());
        for bad in ["..", ".", "versions", "feed.xml", "index.html", "1/2", "1."] {
            assert!(VersionId::new(bad).is_err(), "{bad}");
        }
    }
}
