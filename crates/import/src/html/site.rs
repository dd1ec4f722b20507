//! What on a page is not its text: the site's own parts, what is hidden, what is for programs or forms.

use std::collections::HashSet;

use super::panel;
use super::style::BLOCKS;
use super::tree::{Node, Tree, is_of};
use super::words::{is_apart, letters, seen};
use crate::label::Label;

/// Words in a class, id or role that say what an element is, wherever it stands.
const PARTS: &str = " navbar navigation nav menu breadcrumb breadcrumbs bread crumb crumbs footer sidebar topbar ";

/// Classes of what only a program that reads aloud is to find.
const UNSEEN: &str = " sr-only screen-reader-text visually-hidden visuallyhidden skip-link skiplink ";

/// Words that say so only where the element has no sentences of its own: a policy has its section on cookies, too.
const ASIDES: &str = " cookie cookies banner popup modal share sharing social subscribe search ";

/// Elements that may be called like one of these, and yet be a piece of the text.
const PIECES: &str = " html body main article h1 h2 h3 h4 h5 h6 p span a b strong i em li td th tr table tbody ";

/// A longer text is what the page is about, whatever its element is called.
const MAX_SHARE: usize = 3;

/// The share of a page's letters that its main element has, where what stands beside that is the site's.
const MAIN_SHARE: (usize, usize) = (1, 2);

/// A text of so many words that ends like a sentence is no label.
const MIN_SENTENCE: usize = 12;

/// In a panel, which has its heading, so many will do.
const MIN_PANEL: usize = 5;

/// What is known of a page as a whole.
pub(super) struct Site<'a> {
    tree: &'a Tree,
    /// How many letters the page has.
    pub(super) total: usize,
    /// Most of the page is hidden until somebody opens it, so that this is what it is about.
    pub(super) is_folded: bool,
    /// What is hidden right below its heading.
    below_titles: HashSet<*const Node>,
    /// What stands beside the element that the page calls its main one, where that has most of its letters.
    beside_main: HashSet<*const Node>,
}

impl<'a> Site<'a> {
    pub(super) fn of(tree: &'a Tree) -> Self {
        let root = &tree.nodes[0];
        let total = letters(&seen(tree, root));
        let top = tree.below(root, |node| !is_hidden(node) && !is_apart(node));
        let hidden: usize = top.into_iter().filter(|node| is_hidden(node)).map(|node| letters(&seen(tree, node))).sum();
        Self {
            tree,
            total,
            is_folded: hidden * 2 > total,
            below_titles: panel::below_titles(tree),
            beside_main: beside_main(tree, total),
        }
    }

    /// What an element is, if it is not the page's text. In an article, the site's head is the article's.
    pub(super) fn aside(&self, node: &Node, is_in_article: bool) -> Option<&'static str> {
        let what = match node.name.as_str() {
            name if is_apart(node) => return Some(apart(name)),
            "button" => return (!self.opens_text(node)).then_some("a form"),
            _ if is_unseen(node) => "what only a screen reader finds",
            _ if is_hidden(node) && !self.is_text(node) => "what the page hides",
            "nav" => "navigation",
            "footer" => "the site's footer",
            "header" if !is_in_article && !self.is_heads(node) => "the site's head",
            "form" => "a form",
            "aside" | "dialog" => "what belongs to the site",
            _ if self.is_called_so(node) || self.is_beside_main(node) => "what belongs to the site",
            _ => return None,
        };
        (letters(&seen(self.tree, node)) * MAX_SHARE < self.total).then_some(what)
    }

    /// Whether what is hidden is text all the same: most of the page is, or it has clauses, or is the number of one, or a
    /// panel with sentences.
    fn is_text(&self, node: &Node) -> bool {
        let is_panel = || panel::is_called_so(node) || self.below_titles.contains(&std::ptr::from_ref(node));
        self.is_folded
            || is_label(self.tree, node)
            || self.has_clauses(node)
            || is_panel() && self.has_sentences(node, MIN_PANEL)
    }

    /// Whether a button opens a piece of the text, and is its heading.
    fn opens_text(&self, node: &Node) -> bool {
        let opens = ["aria-controls", "aria-expanded", "data-target", "data-bs-target"];
        opens.iter().any(|name| node.attribute(name).is_some()) && letters(&seen(self.tree, node)) > 3
    }

    /// Whether a head is that of the text: it has the first heading, and no ways to elsewhere.
    fn is_heads(&self, node: &Node) -> bool {
        let below = self.tree.below(node, |_| true);
        below.iter().any(|node| node.name == "h1") && !below.iter().any(|node| node.name == "nav")
    }

    /// Whether an element stands beside the page's main one, and is neither its head nor a part of the text.
    fn is_beside_main(&self, node: &Node) -> bool {
        let is_text = || self.is_heads(node) || self.has_clauses(node) || self.has_sentences(node, MIN_SENTENCE);
        self.beside_main.contains(&std::ptr::from_ref(node)) && !is_text()
    }

    fn is_called_so(&self, node: &Node) -> bool {
        let is_called = |names: &str| {
            let values = ["class", "id", "role"].into_iter().filter_map(|name| node.attribute(name));
            values.into_iter().any(|value| {
                let value = value.to_lowercase();
                value.split(|c: char| !c.is_alphanumeric()).any(|word| is_of(names, word))
            })
        };
        let is_part =
            || (is_called(PARTS) || is_called(" header ") && self.leads_away(node)) && !self.has_clauses(node);
        let is_aside = || is_called(ASIDES) && !self.has_clauses(node) && !self.has_sentences(node, MIN_SENTENCE);
        !is_of(PIECES, &node.name) && (is_part() || is_aside())
    }

    /// Whether an element has links, and no heading.
    fn leads_away(&self, node: &Node) -> bool {
        let below = self.tree.below(node, |_| true);
        below.iter().any(|node| node.name == "a") && !below.iter().any(|node| is_of(" h1 h2 h3 h4 h5 h6 ", &node.name))
    }

    /// Whether something in an element is numbered as a policy's clauses are.
    fn has_clauses(&self, node: &Node) -> bool {
        self.tree.below(node, |_| true).iter().any(|node| matches!(Label::of(&node.text), Some((Label::Number(_), _))))
    }

    /// Whether there are sentences of so many words in an element, and nothing to press or to fill in.
    fn has_sentences(&self, node: &Node, min: usize) -> bool {
        let below = self.tree.below(node, |_| true);
        let is_sentence =
            |text: &str| text.split_whitespace().count() >= min && text.trim_end().ends_with(['.', ';', ':']);
        below.iter().any(|node| is_of(" p li td dd div ", &node.name) && is_sentence(&seen(self.tree, node)))
            && !below
                .iter()
                .any(|node| is_of(" button form input ", &node.name) || node.attribute("role") == Some("button"))
    }
}

/// The outermost elements beside the page's only main one, where that has most of the page's letters.
fn beside_main(tree: &Tree, total: usize) -> HashSet<*const Node> {
    let is_main = |node: &&Node| node.name == "main" || node.attribute("role") == Some("main");
    let [main] = tree.nodes.iter().filter(is_main).collect::<Vec<_>>()[..] else { return HashSet::new() };
    if letters(&seen(tree, main)) * MAIN_SHARE.1 < total * MAIN_SHARE.0 {
        return HashSet::new();
    }
    let mut beside = HashSet::new();
    let mut above = Some(&tree.nodes[0]);
    while let Some(node) = above {
        above = None;
        for child in tree.children(node).filter(|child| !std::ptr::eq(*child, main)) {
            if tree.below(child, |_| true).iter().any(|inner| std::ptr::eq(*inner, main)) {
                above = Some(child);
            } else if is_of(BLOCKS, &child.name) && !is_of(PIECES, &child.name) {
                beside.insert(std::ptr::from_ref(child));
            }
        }
    }
    beside
}

fn apart(name: &str) -> &'static str {
    match name {
        "template" => "what the page keeps for its scripts",
        "noscript" | "noembed" | "noframes" => "what is shown where something cannot be",
        "title" => "another title",
        "select" | "textarea" | "datalist" | "input" | "progress" | "meter" => "a form",
        _ => "what is drawn, played or laid into the page",
    }
}

fn is_unseen(node: &Node) -> bool {
    node.attribute("class").unwrap_or_default().split_whitespace().any(|class| is_of(UNSEEN, class))
}

/// Whether a page hides an element from all readers, or from some.
pub(super) fn is_hidden(node: &Node) -> bool {
    let style: String = node.attribute("style").unwrap_or_default().to_lowercase().split_whitespace().collect();
    node.attribute("hidden").is_some()
        || node.attribute("aria-hidden") == Some("true")
        || style.contains("display:none")
        || style.contains("visibility:hidden")
}

/// A number is hidden from those who hear the page, since lists have theirs for them.
fn is_label(tree: &Tree, node: &Node) -> bool {
    let words = seen(tree, node);
    node.attribute("aria-hidden") == Some("true") && Label::of(&words).is_some_and(|(_, end)| end == words.len())
}
