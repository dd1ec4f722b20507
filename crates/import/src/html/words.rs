//! The words of an element: those that a reader sees, and all that are in it.

use std::collections::HashSet;

use super::tree::{Node, Tree, is_of};

/// Elements whose text is no words at all.
const SCRIPTS: &str = " script style ";

/// Elements whose text is not of the page, or is not seen as text: drawn, played, laid in, for programs or forms.
const APART: &str = " template noscript noembed noframes svg math canvas object embed iframe video audio map select textarea \
                     datalist input progress meter title ";

/// Attributes whose words a reader may meet.
const ATTRIBUTES: [&str; 5] = ["alt", "title", "aria-label", "placeholder", "label"];

/// In a longer text nobody looks for the words of an attribute.
const MAX_SEARCHED: usize = 50_000;

/// Whether an element's text stands apart from the page's.
pub(super) fn is_apart(node: &Node) -> bool {
    is_of(APART, &node.name)
}

/// Whether an element is a script or a style sheet.
pub(super) fn is_script(node: &Node) -> bool {
    is_of(SCRIPTS, &node.name)
}

/// The words that are seen in an element.
pub(super) fn seen(tree: &Tree, node: &Node) -> String {
    let enters = |inner: &Node| std::ptr::eq(inner, node) || !is_apart(inner) && !is_script(inner);
    let mut text = String::new();
    for node in tree.below(node, enters) {
        text.push_str(&node.text);
        text.push(' ');
    }
    folded(&text)
}

/// All words in an element, those of its attributes after its text.
pub(super) fn all(tree: &Tree, node: &Node) -> String {
    let below = tree.below(node, |inner| std::ptr::eq(inner, node) || !is_script(inner));
    let text = below.iter().map(|node| node.text.as_str()).collect::<Vec<_>>().join(" ");
    let text = folded(&text);
    let mut known = HashSet::new();
    let said = below.iter().flat_map(|node| attributes(node));
    let is_read = |words: &str| text.len() <= MAX_SEARCHED && text.contains(words);
    let said = said.filter(|words| known.insert(words.clone()) && !is_read(words));
    let said: Vec<String> = said.collect();
    std::iter::once(text).chain(said).filter(|words| !words.is_empty()).collect::<Vec<_>>().join(" ")
}

/// What an element's attributes say to a reader: a description, a hint, the words on a button.
pub(super) fn attributes(node: &Node) -> Vec<String> {
    let is_field = node.name == "input" && !matches!(node.attribute("type"), Some("hidden" | "checkbox" | "radio"));
    let names = ATTRIBUTES.into_iter().chain(is_field.then_some("value"));
    let words = names.filter_map(|name| node.attribute(name)).map(folded).filter(|words| is_words(words));
    let framed = node.attribute("srcdoc").map(|page| {
        let tree = Tree::new(page);
        seen(&tree, &tree.nodes[0])
    });
    words.chain(framed).collect()
}

/// Whether there is anything to read.
pub(super) fn is_words(text: &str) -> bool {
    text.contains(char::is_alphanumeric)
}

/// How many letters a text has.
pub(super) fn letters(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphabetic()).count()
}

fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
