//! Panels: pieces of the text that a page hides until somebody opens them by their heading.

use std::collections::HashSet;

use super::site::is_hidden;
use super::style::heading_level;
use super::tree::{Node, Tree, is_of};
use super::words::{is_words, seen};

/// Words in a class that say that an element is the heading of what follows.
const TITLES: &str = " title heading question toggle toggler accordion ";

/// A longer text is no heading.
const MAX_TITLE: usize = 25;

/// Whether an element is called a panel.
pub(super) fn is_called_so(node: &Node) -> bool {
    let class = node.attribute("class").unwrap_or_default().to_lowercase();
    node.attribute("role") == Some("tabpanel")
        || ["tab-content", "tab-pane", "accordion"].iter().any(|name| class.contains(name))
}

/// The hidden elements that stand right below something like a heading.
pub(super) fn below_titles(tree: &Tree) -> HashSet<*const Node> {
    let mut found = HashSet::new();
    for node in &tree.nodes {
        let inner = tree.children(node).filter(|child| !child.name.is_empty() || is_words(&child.text));
        let inner: Vec<&Node> = inner.collect();
        let pairs = inner.windows(2).filter(|pair| is_hidden(pair[1]) && is_title(tree, pair[0]));
        found.extend(pairs.map(|pair| std::ptr::from_ref(pair[1])));
    }
    found
}

/// Whether an element is like a heading of a section. The first heading is the page's own.
fn is_title(tree: &Tree, node: &Node) -> bool {
    let class = node.attribute("class").unwrap_or_default().to_lowercase();
    let is_called = || class.split(|c: char| !c.is_alphanumeric()).any(|word| is_of(TITLES, word));
    let is_like_one = heading_level(node).is_some_and(|level| level > 1)
        || is_of(" summary dt button ", &node.name)
        || matches!(node.attribute("role"), Some("tab" | "button" | "heading"))
        || node.name != "h1" && is_called();
    let words = || seen(tree, node);
    is_like_one && !is_hidden(node) && (1..=MAX_TITLE).contains(&words().split_whitespace().count())
}
