//! Bytes to text: UTF-8, UTF-16, or the encodings of old programs.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use crate::{Note, Unreadable};

/// Reads bytes as text. `declared` is the encoding that the file names itself, which counts unless the bytes are UTF-8 or
/// begin with a mark. An encoding other than UTF-8, and bytes that it does not know, become notes.
///
/// # Errors
/// The bytes are no text.
pub(crate) fn decode(bytes: &[u8], declared: Option<&str>) -> Result<(String, Vec<Note>), Unreadable> {
    let encoding = encoding(bytes, declared);
    let (text, encoding, is_broken) = encoding.decode(bytes);
    if is_binary(&text) {
        return Err(Unreadable::Binary);
    }
    let mut notes = Vec::new();
    if encoding != UTF_8 {
        notes
            .push(Note::file(format!("The file was read as {}: look whether its letters are right.", encoding.name())));
    }
    if is_broken {
        let message = "Some bytes are no letters in the file's encoding; they show as `\u{fffd}`.";
        notes.push(Note::file(message));
    }
    Ok((text.replace("\r\n", "\n").replace('\r', "\n"), notes))
}

fn encoding(bytes: &[u8], declared: Option<&str>) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return encoding;
    }
    if let Some(encoding) = utf_16_without_mark(bytes) {
        return encoding;
    }
    // The end may be cut through a letter.
    if std::str::from_utf8(bytes).is_ok() {
        return UTF_8;
    }
    if let Some(encoding) =
        declared.and_then(|label| Encoding::for_label(label.as_bytes())).filter(|named| *named != UTF_8)
    {
        return encoding;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    // A text that is UTF-8 but for a few bytes was cut or mixed; detectors would read the rest of it as nonsense.
    let broken = String::from_utf8_lossy(bytes).matches('\u{fffd}').count();
    let beyond_ascii = bytes.iter().filter(|byte| !byte.is_ascii()).count();
    if broken * 20 < beyond_ascii { UTF_8 } else { detector.guess(Some(b"ru"), Utf8Detection::Deny) }
}

/// Every other byte of such a text is small, and zero where there is a space or a digit.
fn utf_16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(4096) & !1];
    let zeros = |first: usize| head.iter().skip(first).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let is_many = |count: usize| count * 20 > head.len();
    match () {
        () if is_many(odd) && even == 0 => Some(UTF_16LE),
        () if is_many(even) && odd == 0 => Some(UTF_16BE),
        () => None,
    }
}

/// Whether a text has more than a few characters that no text has.
fn is_binary(text: &str) -> bool {
    let is_odd = |c: &char| c.is_control() && !c.is_whitespace() || *c == '\u{fffd}';
    let odd = text.chars().filter(is_odd).count();
    odd * 10 > text.chars().count()
}
