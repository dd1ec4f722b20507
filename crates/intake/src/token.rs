//! The token of the link that confirms a request.

use std::str::FromStr;

use candor_model::Reference;
use subtle::ConstantTimeEq;

use crate::base32;
use crate::hashing::HashingKey;
use crate::limits::LINKS;

/// A reference with 128 bits that only a mail to the subject's address holds: `7KQ2MX9D41-01ARZ3NDEKTSV4RRFFQ69G5FAV`. It
/// confirms and does nothing else, and only once; so it may stand in an address, where a key may not.
///
/// The bits are made from the reference and the number of the link under the host's secret, so that nothing needs to be
/// stored, and nobody who reads the table can follow a link. Each link has a time of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Token {
    pub(crate) reference: Reference,
    bits: u128,
}

impl Token {
    /// The token of that request in the link of that number; the first that was sent is 0.
    pub(crate) fn of(reference: &Reference, number: usize, hashing_key: &HashingKey) -> Self {
        Self { reference: reference.clone(), bits: hashing_key.confirmation_bits(&reference.to_string(), number) }
    }

    /// As it stands in an address.
    pub(crate) fn as_text(&self) -> String {
        format!("{}-{}", self.reference.to_string().replace('-', ""), base32::encode(self.bits))
    }

    /// The number of the link that it is of, if it is of any. Takes as long for a near miss as for any other.
    pub(crate) fn number(&self, hashing_key: &HashingKey) -> Option<usize> {
        let is_of = |number: usize| -> bool {
            let genuine = Self::of(&self.reference, number, hashing_key);
            genuine.bits.to_be_bytes().ct_eq(&self.bits.to_be_bytes()).into()
        };
        (0..=LINKS).fold(None, |found, number| if is_of(number) { Some(number) } else { found })
    }
}

impl FromStr for Token {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (reference, bits) = text.split_once('-').ok_or(())?;
        let reference = reference.parse().map_err(|_| ())?;
        base32::decode(bits).map(|bits| Self { reference, bits }).ok_or(())
    }
}
