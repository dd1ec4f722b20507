//! The reference of a subject request: short, readable aloud, with a check character.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// The name under which a subject and an officer speak of a request: `7KQ2M-X9D41`.
///
/// Nine characters of Crockford's base 32 (no I, L, O, U), 45 bits of randomness, and one check character by the Luhn
/// algorithm modulo 32, which finds every single wrong character and nearly every swap of neighbours.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Reference([u8; LENGTH]);

const LENGTH: usize = 10;
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// A text is not a reference: a character is wrong, missing or swapped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReferenceError;

impl fmt::Display for ReferenceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a reference such as 7KQ2M-X9D41: a character is missing, wrong or swapped")
    }
}

impl std::error::Error for ReferenceError {}

impl Reference {
    /// Makes a reference of random bytes; of the 64 bits the lowest 45 count.
    #[must_use]
    pub fn from_random(bytes: [u8; 8]) -> Self {
        let mut bits = u64::from_be_bytes(bytes);
        let mut characters = [0; LENGTH];
        for character in &mut characters[..LENGTH - 1] {
            *character = ALPHABET[(bits & 31) as usize];
            bits >>= 5;
        }
        characters[LENGTH - 1] = ALPHABET[check_value(&characters[..LENGTH - 1])];
        Self(characters)
    }
}

/// The value of the character that makes the Luhn sum of all a multiple of 32.
fn check_value(characters: &[u8]) -> usize {
    let weighted = characters.iter().rev().enumerate().map(|(place, &character)| {
        let value = value_of(character).unwrap_or(0);
        let weighted = if place % 2 == 0 { value * 2 } else { value };
        weighted / 32 + weighted % 32
    });
    (32 - weighted.sum::<usize>() % 32) % 32
}

fn value_of(character: u8) -> Option<usize> {
    ALPHABET.iter().position(|&letter| letter == character)
}

/// Reads what a person wrote or typed: small letters, spaces and hyphens anywhere, O for 0, I and L for 1.
impl FromStr for Reference {
    type Err = ReferenceError;

    fn from_str(text: &str) -> Result<Self, ReferenceError> {
        let read = |c: char| match c.to_ascii_uppercase() {
            'O' => b'0',
            'I' | 'L' => b'1',
            other => u8::try_from(other).unwrap_or(b'?'),
        };
        let characters: Vec<u8> = text.chars().filter(|c| !matches!(c, '-' | ' ')).take(LENGTH + 1).map(read).collect();
        let characters: [u8; LENGTH] = characters.try_into().map_err(|_| ReferenceError)?;
        let known = characters.iter().all(|&c| value_of(c).is_some());
        let checked = value_of(characters[LENGTH - 1]) == Some(check_value(&characters[..LENGTH - 1]));
        if known && checked { Ok(Self(characters)) } else { Err(ReferenceError) }
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, &character) in self.0.iter().enumerate() {
            if place == LENGTH / 2 {
                f.write_str("-")?;
            }
            write!(f, "{}", char::from(character))?;
        }
        Ok(())
    }
}

impl TryFrom<String> for Reference {
    type Error = ReferenceError;

    fn try_from(text: String) -> Result<Self, ReferenceError> {
        text.parse()
    }
}

impl From<Reference> for String {
    fn from(reference: Reference) -> Self {
        reference.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn samples() -> impl Iterator<Item = Reference> {
        (0..500_u64).map(|n| Reference::from_random((n.wrapping_mul(0x9E37_79B9_7F4A_7C15)).to_be_bytes()))
    }

    #[test]
    fn a_reference_reads_back_however_it_is_typed() {
        for reference in samples() {
            let text = reference.to_string();
            assert_eq!(text.parse(), Ok(reference.clone()));
            assert_eq!(
                text.to_lowercase().replace('-', " ").replace('0', "o").replace('1', "l").parse(),
                Ok(reference)
            );
        }
    }

    #[test]
    fn every_single_wrong_character_is_found() {
        for reference in samples().take(20) {
            for place in 0..LENGTH {
                for &letter in ALPHABET.iter().filter(|&&letter| letter != reference.0[place]) {
                    let mut wrong = reference.clone();
                    wrong.0[place] = letter;
                    assert_eq!(wrong.to_string().parse::<Reference>(), Err(ReferenceError));
                }
            }
        }
    }

    #[test]
    fn what_is_no_reference_is_refused() {
        for bad in ["", "7KQ2M", "7KQ2M-X9D41-7KQ2M", "ЖЖЖЖЖ-ЖЖЖЖЖ", "UUUUU-UUUUU"] {
            assert_eq!(bad.parse::<Reference>(), Err(ReferenceError), "{bad}");
        }
    }
}
