//! Pages that Word saved: it draws the bullets of its lists as letters of its fonts.

use super::style::css;
use super::tree::{Node, Tree};
use super::words::seen;
use crate::label::Label;

/// Fonts in which a letter is a bullet.
const FONTS: [&str; 3] = ["wingdings", "symbol", "couriernew"];

/// Whether an element is a bullet: a single character in such a font, or a sign before the gap that Word draws after what
/// it counts with.
pub(super) fn is_bullet(tree: &Tree, node: &Node) -> bool {
    let is_single = |words: &str| words.chars().count() == 1 && !words.contains(|c: char| c.is_ascii_digit());
    // Google Docs give Word a sign of its Chinese fonts, which no text has by itself before such a gap.
    let is_sign = |words: &str| words.contains(|c: char| !c.is_alphanumeric() || c > '\u{2000}');
    let (is_drawn, has_gap) = (is_drawn(&css(node)), tree.children(node).any(is_gap));
    if node.name != "span" || !is_drawn && !has_gap {
        return false;
    }
    let words = seen(tree, node);
    is_single(&words) && (is_drawn || is_sign(&words))
}

fn is_drawn(css: &str) -> bool {
    let families = FONTS.iter().flat_map(|font| [format!("font-family:{font}"), format!("font-family:\"{font}")]);
    families.into_iter().any(|family| css.contains(&family))
}

/// The gap between what counts an item and its words, in a font of its own.
fn is_gap(node: &Node) -> bool {
    node.name == "span" && css(node).contains("font:7.0pt\"timesnewroman\"")
}

/// How deep an item of Word's lists lies, from 0.
pub(super) fn level(node: &Node) -> Option<u8> {
    let css = css(node);
    let (_, after) = css.split_once("mso-list:")?;
    let (_, level) = after.split(';').next()?.split_once("level")?;
    let digits = level.len() - level.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    level[..digits].parse::<u8>().ok()?.checked_sub(1)
}

/// Whether an item of Word's lists has what stands before it written out.
pub(super) fn has_label(tree: &Tree, node: &Node) -> bool {
    let is_drawn = |inner: &&Node| css(inner).contains("mso-list:ignore");
    Label::of(&seen(tree, node)).is_some() || tree.below(node, |_| true).iter().any(is_drawn)
}
