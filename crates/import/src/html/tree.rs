//! A page as a flat tree: the only file that knows the parser.

use std::collections::BTreeMap;

use html5gum::{DefaultEmitter, Token, Tokenizer};

use super::words;

/// A page's elements and texts in the order of the page.
pub(crate) struct Tree {
    pub(crate) nodes: Vec<Node>,
    /// What the page's comments say: browsers write there where a page was saved from.
    pub(crate) comments: Vec<String>,
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

/// Elements that never have an end tag (HTML § 13.1.2).
const VOID: &str =
    " area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr ";

/// Elements before which an open paragraph ends (HTML § 13.1.2.4).
const BLOCKS: &str = " address article aside blockquote center details dialog dir div dl fieldset figcaption figure footer form h1 \
                      h2 h3 h4 h5 h6 header hgroup hr main menu nav ol p pre search section summary table ul ";

/// What may stand in a head; whatever else comes ends it (HTML § 13.2.6.4.4).
const OF_HEAD: &str = " base basefont bgsound link meta noframes noscript script style template title ";

/// Elements whose text is no markup, so that nothing in them could end them.
const RAW: &str = " script style noscript iframe noembed noframes textarea title ";

/// Those of them that hold markup for programs that cannot show something.
const MARKUP: &str = " noscript iframe noembed noframes ";

/// Elements that an end tag within a table's cell does not reach beyond (HTML § 13.2.4.2).
const SCOPES: &str = " caption object table td template th ";

/// The parts of a table, whose end tags reach each other.
const OF_TABLE: &str = " caption object table tbody td template tfoot th thead tr ";

/// Elements that only format: their end ends no paragraph that was begun in them.
const FORMATS: &str = " a b big code em font i nobr s small span strike strong tt u ";

impl Tree {
    /// Reads a page.
    pub(crate) fn new(page: &str) -> Self {
        let mut emitter = DefaultEmitter::new_with_span();
        emitter.naively_switch_states(true);
        Self::read(page, emitter)
    }

    /// Reads what a page shows instead of something: to the page it is text, though it is written as markup.
    fn of_markup(text: &str) -> Self {
        Self::read(text, DefaultEmitter::new_with_span())
    }

    fn read(page: &str, emitter: DefaultEmitter<usize>) -> Self {
        let lines: Vec<usize> = page.match_indices('\n').map(|(at, _)| at).collect();
        let line = |at: usize| lines.partition_point(|end| *end < at) + 1;
        let mut builder = Builder { nodes: vec![node("html", 1)], open: vec![0] };
        let mut comments = Vec::new();
        for Ok(token) in Tokenizer::new_with_emitter(page, emitter) {
            match token {
                Token::StartTag(tag) => {
                    let attributes = tag.attributes.iter().map(|(name, value)| (read(name), read(&value.value)));
                    let node = node(&read(&tag.name).to_lowercase(), line(tag.span.start));
                    builder.start(Node { attributes: attributes.collect(), ..node }, tag.self_closing);
                }
                Token::EndTag(tag) => builder.end(&read(&tag.name).to_lowercase()),
                Token::String(text) => builder.text(read(&text.value), line(text.span.start)),
                Token::Comment(text) => comments.push(read(&text.value)),
                _ => {}
            }
        }
        Self { nodes: builder.nodes, comments }
    }

    /// The nodes in a node.
    pub(crate) fn children<'a>(&'a self, node: &'a Node) -> impl DoubleEndedIterator<Item = &'a Node> {
        node.children.iter().map(|child| &self.nodes[*child])
    }

    /// A node and all that lie in it, in the order of the page. Where `enters` says no, those in it are left out.
    pub(crate) fn below<'a>(&'a self, node: &'a Node, enters: impl Fn(&Node) -> bool) -> Vec<&'a Node> {
        let mut waiting = vec![node];
        let mut found = Vec::new();
        while let Some(node) = waiting.pop() {
            found.push(node);
            if enters(node) {
                waiting.extend(self.children(node).rev());
            }
        }
        found
    }
}

impl Node {
    /// The value of an attribute.
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.get(name).map(String::as_str)
    }
}

/// Whether a list of names, set off by spaces, has this one.
pub(crate) fn is_of(names: &str, name: &str) -> bool {
    !name.is_empty() && names.split(' ').any(|known| known == name)
}

fn read(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
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
        let name = node.name.as_str();
        self.end_head(name);
        match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.end_heading(),
            name if is_of(BLOCKS, name) => self.end_open(" p ", " td th li div table "),
            "li" => self.end_open(" li p ", " ul ol menu dir "),
            "td" | "th" => self.end_open(" td th p ", " table tr "),
            "tr" => self.end_open(" tr td th p ", " table "),
            "tbody" | "thead" | "tfoot" => self.end_open(" tbody thead tfoot tr td th p ", " table "),
            "dt" | "dd" => self.end_open(" dt dd p ", " dl "),
            "option" | "optgroup" => self.end_open(" option ", " select datalist "),
            "a" | "button" => self.end_open(&format!(" {name} "), SCOPES),
            _ => {}
        }
        let is_foreign = || matches!(name, "svg" | "math") || self.is_open("svg") || self.is_open("math");
        let is_void = is_of(VOID, name) || is_closed && (name.contains(':') || is_foreign());
        let is_opened = !is_void && (self.open.len() < MAX_DEPTH || is_of(RAW, name));
        let at = self.push(node);
        if is_opened {
            self.open.push(at);
        }
    }

    fn is_open(&self, name: &str) -> bool {
        self.open.iter().any(|at| self.nodes[*at].name == name)
    }

    /// A head ends where something is to be read, whether its end is written or not.
    fn end_head(&mut self, name: &str) {
        let top = self.open.last().map_or("", |at| self.nodes[*at].name.as_str());
        if top == "head" && !is_of(OF_HEAD, name) {
            self.open.pop();
        }
    }

    /// A heading in a heading is the next one.
    fn end_heading(&mut self) {
        self.end_open(" p ", " td th li div table ");
        let is_heading = |at: &usize| matches!(self.nodes[*at].name.as_str(), "h1" | "h2" | "h3" | "h4" | "h5" | "h6");
        if self.open.last().is_some_and(is_heading) {
            self.open.pop();
        }
    }

    /// Ends the outermost open element of these names, but none beyond an element of the others.
    fn end_open(&mut self, names: &str, beyond: &str) {
        let is_of = |at: &usize, names: &str| is_of(names, &self.nodes[*at].name);
        let limit = self.open.iter().rposition(|at| is_of(at, beyond)).map_or(1, |at| at + 1);
        if let Some(at) = self.open.iter().skip(limit).position(|at| is_of(at, names)) {
            self.open.truncate(limit + at);
        }
    }

    fn end(&mut self, name: &str) {
        let beyond = if is_of(OF_TABLE, name) { " table " } else { SCOPES };
        let names: Vec<&str> = self.open.iter().map(|at| self.nodes[*at].name.as_str()).collect();
        let limit = names.iter().rposition(|open| *open != name && is_of(beyond, open)).map_or(1, |at| at + 1);
        let Some(at) = names.iter().skip(limit).rposition(|open| *open == name).map(|at| at + limit) else { return };
        if is_of(FORMATS, name) && names[at..].iter().any(|open| is_of(BLOCKS, open)) {
            self.open.remove(at);
        } else {
            self.open.truncate(at);
        }
    }

    fn text(&mut self, text: String, line: usize) {
        if !text.trim().is_empty() {
            self.end_head("");
        }
        let holder = self.open.last().map_or("", |at| self.nodes[*at].name.as_str());
        let text = if is_of(MARKUP, holder) && text.contains('<') {
            let tree = Tree::of_markup(&text);
            words::all(&tree, &tree.nodes[0])
        } else {
            text
        };
        self.push(Node { text, ..node("", line) });
    }

    fn push(&mut self, node: Node) -> usize {
        let at = self.nodes.len();
        self.nodes.push(node);
        let parent = self.open.last().copied().unwrap_or_default();
        self.nodes[parent].children.push(at);
        at
    }
}
