//! Hyphens that call themselves soft: a font has one glyph for both, and a program one name for a glyph.

use super::sheet::{Letter, Sheet};

/// The soft hyphen, which is not drawn but where a word is broken.
const SOFT: &str = "\u{ad}";

/// A letter that begins no further behind a hyphen, as a part of its size, goes on with the word.
const CLOSE: f32 = 0.17;

/// Makes hyphens of all soft ones where one of them stands in the midst of a word: then none says what it is.
pub(super) fn harden(sheets: &mut [Sheet]) {
    let is_drawn_within = |pair: &[Letter]| {
        let (hyphen, next) = (&pair[0], &pair[1]);
        let goes_on = (hyphen.base - next.base).abs() < CLOSE && (next.left - hyphen.right).abs() < CLOSE * next.size;
        hyphen.text == SOFT && hyphen.right > hyphen.left && goes_on && next.text.contains(char::is_alphanumeric)
    };
    if sheets.iter().any(|sheet| sheet.letters.windows(2).any(is_drawn_within)) {
        let letters = sheets.iter_mut().flat_map(|sheet| &mut sheet.letters);
        letters.filter(|letter| letter.text == SOFT).for_each(|letter| "-".clone_into(&mut letter.text));
    }
}
