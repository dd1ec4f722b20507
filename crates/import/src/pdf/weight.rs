//! How much a file unfolds to, found before it is opened: a small file can hold more than fits into memory.

use std::io::Read;

use flate2::read::ZlibDecoder;

use crate::Unreadable;

/// No policy unfolds to more, its fonts and pictures included.
const MAX_UNFOLDED: u64 = 512_000_000;

/// A stream that is folded so many times is folded to harm.
const MAX_FOLDS: usize = 4;

/// Looks whether the file's streams unfold to more than any policy.
///
/// # Errors
/// They do.
pub(super) fn weigh(bytes: &[u8]) -> Result<(), Unreadable> {
    let mut left = MAX_UNFOLDED;
    let mut rest = bytes;
    while let Some(at) = position(rest, b"stream") {
        rest = &rest[at + b"stream".len()..];
        let start = rest.iter().take(2).take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        // A word in a text, or the end of a stream.
        if start > 0 {
            left = unfold(&rest[start..], left, MAX_FOLDS)?;
        }
    }
    Ok(())
}

/// Unfolds a stream, and what it unfolds to if that is folded again, and returns what may still be unfolded.
fn unfold(stream: &[u8], left: u64, folds: usize) -> Result<u64, Unreadable> {
    if !is_folded(stream) {
        return Ok(left);
    }
    let mut unfolded = Vec::new();
    // An error only ends what can be read.
    let _ = ZlibDecoder::new(stream).take(left.saturating_add(1)).read_to_end(&mut unfolded);
    let left = left.checked_sub(unfolded.len() as u64).ok_or(Unreadable::Overgrown)?;
    let folds = folds.checked_sub(1).ok_or(Unreadable::Overgrown)?;
    unfold(&unfolded, left, folds)
}

/// Whether bytes begin as zlib's do (RFC 1950 § 2.2).
fn is_folded(bytes: &[u8]) -> bool {
    match bytes {
        [method, flags, ..] => {
            method & 0x0f == 8 && method >> 4 <= 7 && u16::from_be_bytes([*method, *flags]).is_multiple_of(31)
        }
        _ => false,
    }
}

fn position(bytes: &[u8], word: &[u8]) -> Option<usize> {
    bytes.windows(word.len()).position(|window| window == word)
}
