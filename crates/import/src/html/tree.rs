//! A page as a flat tree: the only file that knows the parser.

use std::collections::BTreeMap;

use html5gum::{DefaultEmitter, Token, Tokenizer};

/// A page's elements and texts in the order of the page.
pub(crate) struct Tree {
    pub(crate) nodes: Vec<Node>,
}

/// An element or a text.
pub(crate) struct Node {
    /// The element's name in lower case; empty for a text.
    pub(crate) name: String,
    /// Its attributes.
    pub(crate) attributes: BTreeMap<String, String>,
    /// The words of a text.
    pub(crate) text: String,
    /// The nodes in it.
    pub(crate) children: Vec<usize>,
    /// The line on which it begins.
    pub(crate) line: usize,
}

/// What lies deeper is laid into the element at this depth, as browsers do.
const MAX_DEPTH: usize = 200;

/// Elements that never have an end tag (HTML § 13.1.2), or a text that nobody sees.
const VOID: [&str; 12] = ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"];

/// Elements before which an open paragraph ends (HTML § 13.1.2.4).
const BLOCKS: [&str; 25] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "div",
    "dl",
    "fieldset",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "main",
    "nav",
    "ol",
    "p",
    "section",
    "table",
    "ul",
    "pre",
];

impl Tree {
    /// Reads a page.
    pub(crate) fn new(page: &str) -> Self {
        let mut emitter = DefaultEmitter::new_with_span();
        emitter.naively_switch_states(true);
        let lines: Vec<usize> = page.match_indices('\n').map(|(at, _)| at).collect();
        let mut builder = Builder { nodes: vec![node("html", 1)], open: vec![0] };
        for Ok(token) in Tokenizer::new_with_emitter(page, emitter) {
            match token {
                Token::StartTag(tag) => {
                    let line = lines.partition_point(|at| *at < tag.span.start) + 1;
                    let read = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
                    let attributes = tag.attributes.iter().map(|(name, value)| (read(name), read(&value.value)));
                    let node = Node { attributes: attributes.collect(), ..node(&read(&tag.name).to_lowercase(), line) };
                    builder.start(node, tag.self_closing);
                }
                Token::EndTag(tag) => builder.end(&String::from_utf8_lossy(&tag.name).to_lowercase()),
                Token::String(text) => {
                    let line = lines.partition_point(|at| *at < text.span.start) + 1;
                    builder.text(&String::from_utf8_lossy(&text.value), line);
                }
                _ => {}
            }
        }
        Self { nodes: builder.nodes }
    }
}

fn node(name: &str, line: usize) -> Node {
    Node { name: name.to_owned(), attributes: BTreeMap::new(), text: String::new(), children: Vec::new(), line }
}

struct Builder {
    nodes: Vec<Node>,
    open: Vec<usize>,
}

impl Builder {
    fn start(&mut self, node: Node, is_closed: bool) {
        match node.name.as_str() {
            name if BLOCKS.contains(&name) => self.end_open(&["p"], &["td", "th", "li", "div", "table"]),
            "li" => self.end_open(&["li", "p"], &["ul", "ol"]),
            "td" | "th" => self.end_open(&["td", "th", "p"], &["table", "tr"]),
            "tr" => self.end_open(&["tr", "td", "th", "p"], &["table"]),
            "dt" | "dd" => self.end_open(&["dt", "dd", "p"], &["dl"]),
            "option" => self.end_open(&["option"], &["select"]),
            _ => {}
        }
        let is_void = is_closed && node.name.contains(':') || VOID.contains(&node.name.as_str());
        let at = self.push(node);
        if !is_void && self.open.len() < MAX_DEPTH {
            self.open.push(at);
        }
    }

    /// Ends the outermost open element of these names, but none beyond an element of the others.
    fn end_open(&mut self, names: &[&str], beyond: &[&str]) {
        let is_of = |at: &usize, names: &[&str]| names.contains(&self.nodes[*at].name.as_str());
        let limit = self.open.iter().rposition(|at| is_of(at, beyond)).map_or(1, |at| at + 1);
        if let Some(at) = self.open.iter().skip(limit).position(|at| is_of(at, names)) {
            self.open.truncate(limit + at);
        }
    }

    fn end(&mut self, name: &str) {
        if let Some(at) = self.open.iter().skip(1).rposition(|at| self.nodes[*at].name == name) {
            self.open.truncate(at + 1);
        }
    }

    fn text(&mut self, text: &str, line: usize) {
        self.push(Node { text: text.to_owned(), ..node("", line) });
    }

    fn push(&mut self, node: Node) -> usize {
        let at = self.nodes.len();
        self.nodes.push(node);
        let parent = self.open.last().copied().unwrap_or_default();
        self.nodes[parent].children.push(at);
        at
    }
}
