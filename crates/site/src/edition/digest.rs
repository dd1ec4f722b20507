//! The digest of an edition: a fingerprint of its text that anyone can take again.

use icu_normalizer::ComposingNormalizerBorrowed;
use sha2::{Digest, Sha256};

/// SHA-256 of an edition's file, in lower-case hexadecimal, over its normalized text, so that neither an editor's
/// habits nor a way of typing accents changes it. The text, front matter included, is normalized in this order:
///
/// 1. it is UTF-8; a byte order mark at its beginning is removed;
/// 2. line ends `CR LF` and `CR` become `LF`;
/// 3. it is brought to Unicode Normalization Form C;
/// 4. spaces and tabs (U+0020, U+0009) before the end of each line are removed;
/// 5. it ends with exactly one `LF`: more are removed, a missing one is added.
///
/// With Python's standard library:
///
/// ```text
/// text = open(path, encoding="utf-8-sig", newline="").read().replace("\r\n", "\n").replace("\r", "\n")
/// lines = [line.rstrip(" \t") for line in unicodedata.normalize("NFC", text).split("\n")]
/// hashlib.sha256(("\n".join(lines).rstrip("\n") + "\n").encode()).hexdigest()
/// ```
#[must_use]
pub fn digest(text: &str) -> String {
    digest_of_normalized(&normalized(text))
}

/// The digest of a text that is normalized already.
pub(crate) fn digest_of_normalized(text: &str) -> String {
    Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The normalized text of an edition's file, of which the digest is taken.
#[must_use]
pub fn normalized(text: &str) -> String {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text).replace("\r\n", "\n").replace('\r', "\n");
    let text = ComposingNormalizerBorrowed::new_nfc().normalize(&text);
    let lines: Vec<&str> = text.split('\n').map(|line| line.trim_end_matches([' ', '\t'])).collect();
    let mut text = lines.join("\n");
    text.truncate(text.trim_end_matches('\n').len());
    text.push('\n');
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_sees_does_not_change_the_digest() {
        let plain = digest("1.1. Ўзбекистон й\n\nb\n");
        assert_eq!(plain, digest("\u{feff}1.1. Ўзбекистон и\u{306} \t\r\n\r\nb"));
        assert_eq!(plain, digest("1.1. Ўзбекистон й\r\rb\n\n \n"));
        assert_ne!(plain, digest("1.1. Ўзбекистон и\n\nb\n"));
        assert_ne!(plain, digest("1.1.\u{a0}Ўзбекистон й\n\nb\n"), "a no-break space is a character");
    }

    #[test]
    fn the_digest_is_the_one_that_sha256sum_prints() {
        assert_eq!(digest("abc\n"), "edeaaff3f1774ad2888673770c6d64097e391bc362d7d6fb34982ddf0efd18cb");
        assert_eq!(digest(""), "01ba4719c80b6fe911b091a7c05124b64eeece964e09c058ef8f9805daca546b");
    }
}
