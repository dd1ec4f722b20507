//! Pages that Word saved: it draws the bullets of its lists as letters of its fonts.

use super::style::css;
use super::tree::{Node, Tree};
use super::words::seen;
use crate::label::Label;

/// Fonts in which a letter is a bullet.
const FONTS: [&str; 3] = ["wingdings", "symbol", "couriernew"];

/// Whether an element is a bullet: a single character in such a font, or one that stands for a list's.
pub(super) fn is_bullet(tree: &Tree, node: &Node) -> bool {
    let css = css(node);
    let is_drawn = || {
        FONTS
            .iter()
            .any(|font| css.contains(&format!("font-family:{font}")) || css.contains(&format!("font-family:\"{font}")))
    };
    let is_single = |words: String| words.chars().count() == 1 && !words.contains(|c: char| c.is_ascii_digit());
    node.name == "span" && is_drawn() && is_single(seen(tree, node))
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
