//! Keyed hashes: how the intake finds what belongs together without storing what it looks for.

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

/// The secret under which personal values are hashed, and from which receipt keys are made. A plain hash of an e-mail
/// address can be guessed back in minutes; one under a secret cannot.
///
/// Whoever changes it loses three things and no more: e-mail addresses are no longer found among older requests, a submission
/// repeated across the change gets a receipt whose key no longer fits, and a visitor whose first choice is repeated across it
/// becomes another one.
#[derive(Clone)]
pub struct HashingKey(Hmac<Sha256>);

/// A text is too short to be a secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the hashing key has {0} characters; it needs at least {MIN_SECRET}, for example from `openssl rand -hex 32`")]
pub struct WeakHashingKey(usize);

const MIN_SECRET: usize = 32;

impl HashingKey {
    /// Makes a key of a secret text.
    ///
    /// # Errors
    /// The text is shorter than 32 bytes.
    pub fn new(secret: &str) -> Result<Self, WeakHashingKey> {
        let weak = WeakHashingKey(secret.len());
        if secret.len() < MIN_SECRET {
            return Err(weak);
        }
        Hmac::new_from_slice(secret.as_bytes()).map(Self).map_err(|_| weak)
    }

    /// Under which hash the requests of an e-mail address are found. Case makes no difference.
    pub(crate) fn of_email(&self, email: &str) -> String {
        hex(&self.hash("email", &[&email.to_lowercase()]))
    }

    /// Under which hash a submission with this one-time token and content is remembered.
    pub(crate) fn of_submission(&self, token: &str, content: &[&str]) -> String {
        hex(&self.hash("submission", &[&[token], content].concat()))
    }

    /// Under which hash something is counted in the window that begins then. No two windows of one client have hashes that
    /// can be told to belong together.
    pub(crate) fn of_counted(&self, what: &str, whose: &str, begins: i64) -> String {
        hex(&self.hash("counted", &[what, whose, &begins.to_string()]))
    }

    /// The secret that signs the challenges of proofs of work.
    pub(crate) fn of_challenges(&self) -> String {
        hex(&self.hash("challenges", &[]))
    }

    /// The bits of the key that opens the receipt with this reference.
    pub(crate) fn receipt_bits(&self, reference: &str) -> u128 {
        bits(&self.hash("receipt", &[reference]))
    }

    /// The bits that confirm the request with this reference, in the link of that number to the address that was given.
    pub(crate) fn confirmation_bits(&self, reference: &str, number: usize) -> u128 {
        bits(&self.hash("confirmation", &[reference, &number.to_string()]))
    }

    /// The bits of the identifier for the visitor whose first choice was sent under this key. A browser that sends it again,
    /// because the answer was lost, gets the same.
    pub(crate) fn visitor_bits(&self, key: &str) -> u128 {
        bits(&self.hash("visitor", &[key]))
    }

    /// HMAC-SHA256 over what is hashed and each part with its length, so that no two lists of parts look the same.
    fn hash(&self, what: &str, parts: &[&str]) -> [u8; 32] {
        let mut mac = self.0.clone();
        for part in [what].iter().chain(parts) {
            mac.update(&(part.len() as u64).to_be_bytes());
            mac.update(part.as_bytes());
        }
        mac.finalize().into_bytes().into()
    }
}

/// The first 128 bits of a hash.
fn bits(hash: &[u8; 32]) -> u128 {
    hash[..16].iter().fold(0, |bits, &byte| (bits << 8) | u128::from(byte))
}

/// SHA-256 in hexadecimal.
#[must_use]
pub fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// Bytes in hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_of_a_content_do_not_run_into_each_other() {
        let key = HashingKey::new(&"s".repeat(32)).expect("a long secret");
        assert_ne!(key.of_submission("", &["ab", "c"]), key.of_submission("", &["a", "bc"]));
        assert_ne!(key.of_counted("x", "a", 0), key.of_submission("x", &["a"]));
        assert_eq!(key.of_email("Aziza@Example.uz"), key.of_email("aziza@example.uz"));
    }

    #[test]
    fn a_short_secret_is_refused() {
        assert!(matches!(HashingKey::new("secret"), Err(WeakHashingKey(6))));
    }
}
