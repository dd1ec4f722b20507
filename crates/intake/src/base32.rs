//! 128 bits as 26 characters of Crockford's base 32: how keys and visitors are written.

/// Without I, L, O and U, as in a reference and in a ULID.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LENGTH: usize = 26;

/// The 26 characters, the highest bits first, so that texts sort as the numbers do.
pub(crate) fn encode(bits: u128) -> String {
    let digit = |place: usize| ALPHABET[((bits >> (5 * place)) & 31) as usize];
    (0..LENGTH).rev().map(|place| char::from(digit(place))).collect()
}

/// Reads what a person typed: small letters, spaces and hyphens anywhere, O for 0, I and L for 1.
pub(crate) fn decode(text: &str) -> Option<u128> {
    let typed = || text.chars().filter(|c| !matches!(c, '-' | ' '));
    if typed().take(LENGTH + 1).count() != LENGTH {
        return None;
    }
    // The first of 26 characters holds three bits only; more would be lost.
    let fits = typed().next().and_then(digit_value)? < 8;
    let bits = typed().try_fold(0_u128, |bits, c| Some((bits << 5) | digit_value(c)?));
    bits.filter(|_| fits)
}

fn digit_value(typed: char) -> Option<u128> {
    let letter = match typed.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    ALPHABET.iter().position(|&known| char::from(known) == letter).map(|value| value as u128)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_reads_back_however_it_is_typed() {
        for bits in [0, 1, u128::MAX, 0x0123_4567_89AB_CDEF_0123_4567_89AB_CDEF] {
            let text = encode(bits);
            assert_eq!(decode(&text), Some(bits));
            assert_eq!(decode(&text.to_lowercase().replace('0', "o").replace('1', "l-")), Some(bits));
        }
    }

    #[test]
    fn what_is_too_short_too_long_or_too_large_is_refused() {
        for bad in
            ["", "7ZZZ", "8ZZZZZZZZZZZZZZZZZZZZZZZZZ", "000000000000000000000000000", "UUUUUUUUUUUUUUUUUUUUUUUUUU"]
        {
            assert_eq!(decode(bad), None, "{bad}");
        }
    }
}
