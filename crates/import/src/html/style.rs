//! What is in force for the text of an element: by its name, its class, its own style.

use super::tree::{Node, is_of};
use super::walk::Walker;
use super::words::{letters, seen};
use crate::language::Language;

/// Elements that begin and end a paragraph.
pub(super) const BLOCKS: &str = " address article aside blockquote body button caption center dd details dialog dir div dl dt \
                                 fieldset figcaption figure footer form header hgroup hr html legend li main menu nav optgroup \
                                 option p pre search section summary tbody td tfoot th thead tr ";

/// Words in the class of a short block that say that it is a heading.
const HEADINGS: &str = " title heading subheading zagolovok headline ";

/// Classes of elements in which others stand side by side.
const ROWS: &str = " flex d-flex inline-flex d-inline-flex is-flex ";

/// A longer block is no heading, whatever its class.
pub(super) const MAX_HEADING: usize = 120;

/// What is in force for the text of an element.
#[derive(Clone, Default)]
pub(super) struct Style {
    pub(super) is_strong: bool,
    pub(super) is_in_article: bool,
    pub(super) is_in_heading: bool,
    /// The ends of lines in the file are meant.
    pub(super) has_lines: bool,
    pub(super) address: Option<String>,
    /// The text leads to a place in the page.
    pub(super) is_way: bool,
    pub(super) language: Option<Language>,
}

impl Style {
    /// The same in another language.
    pub(super) fn in_language(&self, language: Language) -> Self {
        Self { language: Some(language), ..self.clone() }
    }
}

impl Walker<'_> {
    /// What is in force in an element.
    pub(super) fn style(&mut self, node: &Node, outer: Style) -> Style {
        let css = css(node);
        let is_bold = ["font-weight:bold", "font-weight:600", "font-weight:700", "font-weight:800", "font-weight:900"];
        let is_plain = css.contains("font-weight:normal") || css.contains("font-weight:400");
        let address = (node.name == "a").then(|| node.attribute("href")).flatten();
        Style {
            // Google Docs lay all that is copied from them into a `b` that is not bold.
            is_strong: !is_plain
                && (outer.is_strong
                    || matches!(node.name.as_str(), "b" | "strong" | "summary" | "button")
                    || is_bold.iter().any(|bold| css.contains(bold))
                    || self.sheet.is_bold(node)
                    || self.is_called_heading(node)),
            is_in_article: outer.is_in_article || matches!(node.name.as_str(), "main" | "article" | "section"),
            has_lines: outer.has_lines || css.contains("white-space:pre"),
            is_way: outer.is_way || address.is_some_and(|address| self.is_way(address)),
            address: address.and_then(|address| self.address(address)).or(outer.address),
            language: language(node).or(outer.language),
            ..outer
        }
    }

    /// A short block whose class says that it is a heading.
    fn is_called_heading(&self, node: &Node) -> bool {
        let called = [node.attribute("class"), node.attribute("data-custom-class")].into_iter().flatten();
        let is_so = called.into_iter().any(|value| {
            let value = value.to_lowercase();
            value.split(|c: char| !c.is_ascii_alphabetic()).any(|word| is_of(HEADINGS, word) || word == "msotitle")
        });
        let is_single = || self.tree.children(node).all(|child| !is_of(BLOCKS, &child.name) && child.name != "br");
        is_so && is_of(" div p span dt ", &node.name) && is_single() && letters(&seen(self.tree, node)) <= MAX_HEADING
    }
}

/// Whether what lies in an element stands side by side, whatever is or is not written between.
pub(super) fn is_row(node: &Node) -> bool {
    let class = node.attribute("class").unwrap_or_default();
    class.split_whitespace().any(|class| is_of(ROWS, class)) || css(node).contains("display:flex")
}

/// The level of a heading, of whatever element it is made.
pub(super) fn heading_level(node: &Node) -> Option<u8> {
    match node.name.as_bytes() {
        [b'h', level @ b'1'..=b'6'] => Some(level - b'0'),
        _ if node.attribute("role") == Some("heading") => {
            let level = node.attribute("aria-level").and_then(|level| level.parse().ok()).unwrap_or(2);
            Some(u8::clamp(level, 1, 6))
        }
        _ => None,
    }
}

/// The language that an element names. A whole page has often that of the site, and what is typed that of a keyboard.
fn language(node: &Node) -> Option<Language> {
    let is_piece = is_of(" html body p span a b i strong em font ", &node.name);
    node.attribute("lang").filter(|_| !is_piece).and_then(Language::of_tag)
}

/// An element's own style, without spaces.
pub(super) fn css(node: &Node) -> String {
    node.attribute("style").unwrap_or_default().to_lowercase().split_whitespace().collect()
}
