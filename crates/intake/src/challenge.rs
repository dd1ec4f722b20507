//! Proof of work by the protocol of ALTCHA, version 2: a challenge that is signed and not stored, and what solves it.
//!
//! Whoever sends a submission may spend some tenths of a second of computing on it, which no person notices and a flood
//! pays for. The challenge asks for a counter under which PBKDF2 gives a key that begins with [`PREFIX`].

use altcha::{
    Challenge, ChallengeParameters, HmacAlgorithm, Payload, VerifySolutionOptions, sign_challenge, verify_solution,
};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;

use crate::Intake;
use crate::hashing::hex;
use crate::limits::PROOF_STANDS;

/// How a key is derived; browsers have it.
const ALGORITHM: &str = "PBKDF2/SHA-256";
/// How many rounds one try takes: to check a solution costs as much.
const ROUNDS: u32 = 5_000;
/// With what the key must begin, in hexadecimal: 256 tries on average.
const PREFIX: &str = "00";
/// How many bytes the key has.
const KEY_LENGTH: usize = 32;

/// A proof of work that holds. Whether it was used before, its counter knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Proof {
    /// The challenge's own number.
    pub(crate) nonce: String,
    /// Until when it stands, in seconds since 1970.
    pub(crate) expires: i64,
}

impl Intake {
    /// A new challenge.
    pub(crate) fn challenge(&self) -> Challenge {
        let random = (self.host.random)();
        let (now, _) = self.now();
        let mut parameters = ChallengeParameters {
            algorithm: ALGORITHM.to_owned(),
            cost: ROUNDS,
            data: None,
            expires_at: Some(now.as_second() + PROOF_STANDS.as_secs()),
            key_length: KEY_LENGTH,
            key_prefix: PREFIX.to_owned(),
            key_signature: None,
            memory_cost: None,
            nonce: hex(&random[..16]),
            parallelism: None,
            salt: hex(&random[16..]),
        };
        let secret = self.host.hashing_key.of_challenges();
        let signed = sign_challenge(&HmacAlgorithm::Sha256, &mut parameters, None, &secret, None);
        signed.expect("parameters are JSON, and HMAC takes a key of any length")
    }

    /// The proof in what was sent as `altcha`: challenge and solution as JSON in base64. None where it is forged, wrong
    /// or too late.
    pub(crate) fn proof(&self, sent: &str, now: Timestamp) -> Option<Proof> {
        let Payload { challenge, solution } = serde_json::from_slice(&STANDARD.decode(sent).ok()?).ok()?;
        let secret = self.host.hashing_key.of_challenges();
        let verified = verify_solution(VerifySolutionOptions::new(&challenge, &solution, &secret)).ok()?;
        let expires = challenge.parameters.expires_at?;
        let stands = verified.verified && expires >= now.as_second();
        stands.then_some(Proof { nonce: challenge.parameters.nonce, expires })
    }
}
