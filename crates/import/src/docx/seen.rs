//! What is seen of an element: its words, and one of the ways in which it says the same.

use super::xml::Node;

/// The elements in an element; of those that say the same in several ways, for newer and older versions of Word, the
/// first way with words in it.
pub(super) fn chosen(node: &Node) -> &[Node] {
    if node.name != "mc:AlternateContent" {
        return &node.children;
    }
    let has_words = |node: &&Node| node.holds(&|node: &Node| matches!(node.name.as_str(), "w:t" | "a:t" | "m:t"));
    let way = node.children.iter().find(has_words).or_else(|| node.children.first());
    way.map_or(&[], |way| &way.children)
}

/// The words in an element, its paragraphs on lines of their own.
pub(super) fn text_of(node: &Node) -> String {
    let mut text = String::new();
    write(node, &mut text);
    let lines = text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

/// Whether somebody may read something in a text: numbers of pages are no words.
pub(super) fn has_words(text: &str) -> bool {
    text.contains(char::is_alphabetic)
}

fn write(node: &Node, text: &mut String) {
    match node.name.as_str() {
        "w:t" | "w:delText" | "m:t" | "a:t" => text.push_str(&node.text),
        "w:tab" | "w:ptab" => text.push(' '),
        "w:br" | "w:cr" => text.push('\n'),
        "w:noBreakHyphen" => text.push('-'),
        "v:textpath" => text.push_str(node.attribute("string").unwrap_or_default()),
        name if is_property(name) => return,
        _ => {}
    }
    chosen(node).iter().for_each(|child| write(child, text));
    if matches!(node.name.as_str(), "w:p" | "a:p" | "w:tc") {
        text.push('\n');
    }
}

/// Whether an element only says how another looks.
pub(super) fn is_property(name: &str) -> bool {
    name.ends_with("Pr") && (name.starts_with("w:") || name.starts_with("m:"))
}
