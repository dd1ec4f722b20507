//! The key of a receipt: what a subject needs besides the reference to see a request.

use std::fmt;
use std::str::FromStr;

use candor_model::{Reference, SubjectRequest};
use serde::{Serialize, Serializer};
use subtle::ConstantTimeEq;

use crate::base32;
use crate::hashing::{HashingKey, sha256};

/// 128 bits that open one receipt: `4ZK1M-9TQ0B-W7H2N-6XEJ8-RVC3DA`. Only the SHA-256 of them is stored.
///
/// For what the form takes they are made from the reference under the host's secret rather than drawn, so that a repeated
/// submission gets the same receipt although the key is not stored.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Key(u128);

/// A text is not a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeyError;

impl Key {
    /// The key of the receipt with this reference.
    #[must_use]
    pub fn of(reference: &Reference, hashing_key: &HashingKey) -> Self {
        Self(hashing_key.receipt_bits(&reference.to_string()))
    }

    /// A key of random bytes, for a request that is entered where the host's secret is not. It cannot be made again.
    #[must_use]
    pub fn from_random(bytes: [u8; 16]) -> Self {
        Self(u128::from_be_bytes(bytes))
    }

    /// SHA-256 of the key's 16 bytes, in hexadecimal: what is stored.
    #[must_use]
    pub fn hash(self) -> String {
        sha256(&self.0.to_be_bytes())
    }

    /// Whether it is this request's key. Takes as long for a near miss as for any other key.
    #[must_use]
    pub fn opens(self, request: &SubjectRequest) -> bool {
        self.hash().as_bytes().ct_eq(request.key_hash.as_bytes()).into()
    }

    /// Whether it is the other. Takes as long for a near miss as for any other key.
    pub(crate) fn is(self, other: &Self) -> bool {
        self.0.to_be_bytes().ct_eq(&other.0.to_be_bytes()).into()
    }

    /// The 26 characters without hyphens, for a cookie.
    #[must_use]
    pub fn compact(self) -> String {
        base32::encode(self.0)
    }
}

/// Reads what a person typed: small letters, spaces and hyphens anywhere, O for 0, I and L for 1.
impl FromStr for Key {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        base32::decode(text).map(Self).ok_or(KeyError)
    }
}

/// In five groups, since people copy it by hand.
impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = self.compact();
        write!(f, "{}-{}-{}-{}-{}", &text[..5], &text[5..10], &text[10..15], &text[15..20], &text[20..])
    }
}

/// Says that there is one: debug output ends in logs.
impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(…)")
    }
}

impl Serialize for Key {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(secret: &str, random: u8) -> Key {
        let hashing_key = HashingKey::new(&secret.repeat(32)).expect("a long secret");
        Key::of(&Reference::from_random([random; 8]), &hashing_key)
    }

    #[test]
    fn a_key_belongs_to_one_reference_and_one_secret() {
        assert_eq!(key("a", 1), key("a", 1));
        assert_ne!(key("a", 1), key("a", 2));
        assert_ne!(key("a", 1), key("b", 1));
    }

    #[test]
    fn a_key_reads_back_from_its_groups_and_never_shows_in_debug_output() {
        let key = key("a", 1);
        assert_eq!(key.to_string().parse(), Ok(key));
        assert_eq!(key.compact().to_lowercase().parse(), Ok(key));
        assert_eq!(key.to_string().split('-').map(str::len).collect::<Vec<_>>(), [5, 5, 5, 5, 6]);
        assert_eq!(format!("{key:?}"), "Key(…)");
    }
}
