//! A page's tree to blocks: what is text, what is the site's own and set aside, and what nobody reads.

use super::tree::{Node, Tree};
use crate::Note;
use crate::block::{Block, Draft, Inline, Kind, Place, Words, tidy};
use crate::label::Label;
use crate::language::Language;

/// Elements whose text nobody reads.
const UNSEEN: [&str; 8] = ["script", "style", "template", "svg", "head", "iframe", "object", "math"];

/// Elements that begin and end a paragraph.
const BLOCKS: [&str; 30] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "center",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "header",
    "hr",
    "legend",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "ul",
    "li",
    "tr",
];

/// Words in a class, id or role that say that an element is the site's, not the text's.
const SITE: [&str; 17] = [
    "navbar",
    "navigation",
    "nav",
    "menu",
    "breadcrumb",
    "breadcrumbs",
    "cookie",
    "cookies",
    "footer",
    "sidebar",
    "banner",
    "popup",
    "modal",
    "share",
    "social",
    "subscribe",
    "search",
];

/// A longer text is what the page is about, whatever its element is called.
const MAX_SITE_SHARE: usize = 3;

/// Walks a page.
pub(super) fn walk(tree: &Tree) -> Draft {
    let title = tree.nodes.iter().find(|node| node.name == "title").map(|node| text_of(tree, node)).unwrap_or_default();
    let total = letters(&text_of(tree, &tree.nodes[0]));
    let mut walker =
        Walker { tree, total, draft: Draft { title, ..Draft::default() }, words: Vec::new(), line: 1, depth: 0 };
    walker.children(&tree.nodes[0], Style::default());
    walker.end_paragraph();
    walker.draft
}

/// What is in force for the text of an element.
#[derive(Clone, Copy, Default)]
struct Style<'a> {
    is_strong: bool,
    address: Option<&'a str>,
    language: Option<Language>,
}

struct Walker<'a> {
    tree: &'a Tree,
    /// How many letters the page has.
    total: usize,
    draft: Draft,
    /// The paragraph that is open, and its line.
    words: Words,
    line: usize,
    /// How deep the list is that is open.
    depth: u8,
}

impl<'a> Walker<'a> {
    fn children(&mut self, node: &'a Node, style: Style<'a>) {
        node.children.iter().for_each(|child| self.node(&self.tree.nodes[*child], style));
    }

    fn node(&mut self, node: &'a Node, style: Style<'a>) {
        let name = node.name.as_str();
        if UNSEEN.contains(&name) {
            return self.unseen(node);
        }
        if name.is_empty() {
            return self.text(node, style);
        }
        if self.is_of_the_site(node) {
            self.end_paragraph();
            let words = text_of(self.tree, node);
            if !words.is_empty() {
                self.draft.notes.push(Note::set_aside(site_name(node), words, Place::Line(node.line)));
            }
            return;
        }
        let language = attribute(node, "lang").and_then(Language::of_tag).or(style.language);
        let style = Style { language, ..style };
        match name {
            "br" => self.words.push(Inline::Break),
            "img" => self.image(node),
            "b" | "strong" => self.children(node, Style { is_strong: true, ..style }),
            "a" => self.children(node, Style { address: attribute(node, "href"), ..style }),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.heading(node, style),
            "ul" | "ol" => self.list(node, style),
            "table" => self.table(node, style),
            name if BLOCKS.contains(&name) => {
                self.end_paragraph();
                self.children(node, style);
                self.push(Kind::Paragraph, style.language);
            }
            _ => self.children(node, style),
        }
    }

    /// Words in a drawing, a formula or what is laid in from another page may be read after all.
    fn unseen(&mut self, node: &Node) {
        if matches!(node.name.as_str(), "svg" | "iframe" | "object" | "math") {
            let words = text_of(self.tree, node);
            if !words.is_empty() {
                let what = "what is drawn or laid into the page";
                self.draft.notes.push(Note::set_aside(what, words, Place::Line(node.line)));
            }
        }
    }

    fn text(&mut self, node: &Node, style: Style<'_>) {
        if self.words.iter().all(|inline| *inline == Inline::Break) {
            self.line = node.line;
        }
        let text = node.text.clone();
        self.words.push(match style.address {
            Some(address) if is_link(address) => Inline::Link(text, address.to_owned()),
            _ if style.is_strong => Inline::Strong(text),
            _ => Inline::Text(text),
        });
    }

    fn image(&mut self, node: &Node) {
        let words = attribute(node, "alt").unwrap_or_default();
        if !words.trim().is_empty() {
            self.draft.notes.push(Note::set_aside("the description of an image", words, Place::Line(node.line)));
        }
    }

    fn heading(&mut self, node: &'a Node, style: Style<'a>) {
        self.end_paragraph();
        self.children(node, style);
        let level = node.name.as_bytes()[1] - b'0';
        self.push(|words| Kind::Heading(level, words), style.language);
    }

    /// A list whose items have letters, or numbers that are written.
    fn list(&mut self, node: &'a Node, style: Style<'a>) {
        self.end_paragraph();
        let mut number = attribute(node, "start").and_then(|start| start.parse::<u16>().ok()).unwrap_or(1);
        let kind = attribute(node, "type").unwrap_or("1");
        self.depth = self.depth.saturating_add(1);
        for child in node.children.iter().map(|child| &self.tree.nodes[*child]) {
            if child.name != "li" {
                self.node(child, style);
                continue;
            }
            number = attribute(child, "value").and_then(|value| value.parse().ok()).unwrap_or(number);
            self.item(child, style, (node.name == "ol").then_some((kind, number)));
            number = number.saturating_add(1);
        }
        self.depth -= 1;
    }

    fn item(&mut self, node: &'a Node, style: Style<'a>, number: Option<(&str, u16)>) {
        self.end_paragraph();
        let first = self.draft.blocks.len();
        self.children(node, style);
        self.end_paragraph();
        let depth = self.depth - 1;
        let Some(block) = self.draft.blocks.get_mut(first) else { return };
        let Kind::Paragraph(words) = &block.kind else { return };
        let has_label = matches!(Label::of(&block.words()), Some((Label::Number(_) | Label::Letter(_), _)));
        let mut words = words.clone();
        block.kind = match number {
            _ if has_label => Kind::Paragraph(words),
            None => Kind::Item(depth, None, words),
            Some(("a" | "A", number)) if (1..=26).contains(&number) => {
                let letter = char::from(b'a' + u8::try_from(number - 1).unwrap_or_default());
                words.insert(0, Inline::Text(format!("{letter}) ")));
                Kind::Paragraph(words)
            }
            Some((_, number)) => Kind::Item(depth, Some(format!("{number}.")), words),
        };
    }

    /// A table with a single column or row is there for the looks: its cells are text.
    fn table(&mut self, node: &'a Node, style: Style<'a>) {
        self.end_paragraph();
        let rows = rows(self.tree, node);
        let captions =
            node.children.iter().map(|child| &self.tree.nodes[*child]).filter(|child| child.name == "caption");
        let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
        if columns < 2 || rows.len() < 2 {
            self.children(node, style);
            return self.end_paragraph();
        }
        for caption in captions {
            self.children(caption, style);
            self.end_paragraph();
        }
        strays(self.tree, node).into_iter().for_each(|stray| self.node(stray, style));
        self.end_paragraph();
        let cells = rows.into_iter().map(|row| row.into_iter().map(|cell| self.cell(cell, style)).collect()).collect();
        let block = Block::new(Kind::Table(cells), Place::Line(node.line));
        self.draft.blocks.push(Block { language: style.language, ..block });
    }

    /// The words of a cell: the blocks in it become its lines.
    fn cell(&mut self, node: &'a Node, style: Style<'a>) -> Words {
        let first = self.draft.blocks.len();
        self.children(node, style);
        self.end_paragraph();
        let mut words = Vec::new();
        for block in self.draft.blocks.drain(first..) {
            if !words.is_empty() {
                words.push(Inline::Break);
            }
            match block.kind {
                Kind::Paragraph(own) | Kind::Heading(_, own) | Kind::Item(_, None, own) => words.extend(own),
                _ => words.push(Inline::Text(block.words())),
            }
        }
        words
    }

    fn end_paragraph(&mut self) {
        self.push(Kind::Paragraph, None);
    }

    fn push(&mut self, kind: impl FnOnce(Words) -> Kind, language: Option<Language>) {
        let words = tidy(std::mem::take(&mut self.words));
        if !words.is_empty() {
            let block = Block::new(kind(words), Place::Line(self.line));
            self.draft.blocks.push(Block { language, ..block });
        }
    }

    /// Whether an element is the site's own, by its name or by what it is called, and does not hold the text itself.
    fn is_of_the_site(&self, node: &Node) -> bool {
        let named = ["class", "id", "role"].iter().filter_map(|name| attribute(node, name)).any(|value| {
            let value = value.to_lowercase();
            value.split(|c: char| !c.is_alphanumeric()).any(|word| SITE.contains(&word))
        });
        let is_site = matches!(
            node.name.as_str(),
            "nav" | "footer" | "header" | "aside" | "button" | "form" | "select" | "noscript"
        ) || named;
        is_site && letters(&text_of(self.tree, node)) * MAX_SITE_SHARE < self.total && !has_h1(self.tree, node)
    }
}

fn site_name(node: &Node) -> &'static str {
    match node.name.as_str() {
        "nav" => "navigation",
        "footer" => "the site's footer",
        "header" => "the site's head",
        "button" | "form" | "select" => "a form",
        _ => "what belongs to the site",
    }
}

fn has_h1(tree: &Tree, node: &Node) -> bool {
    node.name == "header" && node.children.iter().any(|child| tree.nodes[*child].name == "h1")
}

fn attribute<'a>(node: &'a Node, name: &str) -> Option<&'a str> {
    node.attributes.get(name).map(String::as_str)
}

/// Addresses that lead somewhere from another site, too.
fn is_link(address: &str) -> bool {
    ["https://", "http://", "mailto:", "tel:"].iter().any(|start| address.starts_with(start))
}

/// The cells of a table's rows, without those of the tables in it.
fn rows<'a>(tree: &'a Tree, table: &'a Node) -> Vec<Vec<&'a Node>> {
    let mut rows = Vec::new();
    for child in table.children.iter().map(|child| &tree.nodes[*child]) {
        match child.name.as_str() {
            "thead" | "tbody" | "tfoot" => rows.extend(self::rows(tree, child)),
            "tr" => {
                let cells = child.children.iter().map(|child| &tree.nodes[*child]);
                rows.push(cells.filter(|cell| matches!(cell.name.as_str(), "td" | "th")).collect());
            }
            _ => {}
        }
    }
    rows
}

/// What stands in a table outside of its cells and captions: browsers show it before the table.
fn strays<'a>(tree: &'a Tree, table: &'a Node) -> Vec<&'a Node> {
    let mut strays = Vec::new();
    for child in table.children.iter().map(|child| &tree.nodes[*child]) {
        match (child.name.as_str(), table.name.as_str()) {
            ("caption", "table") | ("td" | "th", "tr") => {}
            ("thead" | "tbody" | "tfoot" | "tr", _) => strays.extend(self::strays(tree, child)),
            _ => strays.push(child),
        }
    }
    strays
}

/// All that can be read in an element.
fn text_of(tree: &Tree, node: &Node) -> String {
    let mut text = String::new();
    let mut waiting = vec![node];
    while let Some(node) = waiting.pop() {
        text.push_str(&node.text);
        text.push(' ');
        let seen = node.children.iter().rev().map(|child| &tree.nodes[*child]);
        waiting.extend(seen.filter(|child| !UNSEEN.contains(&child.name.as_str())));
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn letters(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphabetic()).count()
}
