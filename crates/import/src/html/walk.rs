//! A page's tree to blocks: paragraphs, headings, and the words in them.

use std::collections::BTreeMap;

use super::address::{Addresses, Target, uncovered};
use super::list::Count;
use super::sheet::Sheet;
use super::site::{Site, is_hidden};
use super::style::{BLOCKS, Style, css, heading_level, is_row};
use super::tree::{Node, Tree, is_of};
use super::words::{all, attributes, is_script, is_words, seen};
use super::{contents, ends, word};
use crate::block::{Block, Draft, Inline, Kind, Place, Words, plain, tidy};
use crate::label::Label;
use crate::language::Language;
use crate::raised::raised;
use crate::shape::without;
use crate::{Note, text};

/// What is said of a link whose address is not whole.
pub(super) const OWN_SITE: &str =
    "A link here led to an address on the page's own site, of which the file does not say where it is.";

/// Walks a page.
pub(super) fn walk(tree: &Tree) -> Draft {
    // A drawing may have a title, too.
    let outer = tree.below(&tree.nodes[0], |node| matches!(node.name.as_str(), "html" | "head" | "body"));
    let title = outer.into_iter().find(|node| node.name == "title");
    let mut walker = Walker {
        tree,
        site: Site::of(tree),
        addresses: Addresses::of(tree),
        sheet: Sheet::of(tree),
        title,
        draft: Draft { title: title.map(|node| seen(tree, node)).unwrap_or_default(), ..Draft::default() },
        open: Paragraph { line: 1, ..Paragraph::default() },
        lists: Vec::new(),
        links_within: 0,
        ways: BTreeMap::new(),
        is_nested: false,
    };
    walker.children(&tree.nodes[0], Style::default());
    walker.end()
}

/// The paragraph that is open.
#[derive(Default)]
pub(super) struct Paragraph {
    words: Words,
    line: usize,
    language: Option<Language>,
    /// How many links in it lead to a place in the page, and whether something else stands in it.
    ways: usize,
    has_text: bool,
    pub(super) remarks: Vec<Note>,
}

pub(super) struct Walker<'a> {
    pub(super) tree: &'a Tree,
    pub(super) site: Site<'a>,
    addresses: Addresses,
    pub(super) sheet: Sheet,
    title: Option<&'a Node>,
    pub(super) draft: Draft,
    pub(super) open: Paragraph,
    /// The lists that are open, outermost first.
    pub(super) lists: Vec<Count>,
    /// How many links lead to a place in the page, and of how many a block is made that is nothing else.
    links_within: usize,
    ways: BTreeMap<usize, usize>,
    /// A numbered list in another was remarked.
    pub(super) is_nested: bool,
}

impl<'a> Walker<'a> {
    pub(super) fn children(&mut self, node: &'a Node, style: Style) {
        let is_row = is_row(node);
        for child in self.tree.children(node) {
            self.node(child, style.clone());
            if is_row && self.is_begun() {
                self.open.words.push(Inline::Text(" ".to_owned()));
            }
        }
    }

    pub(super) fn node(&mut self, node: &'a Node, style: Style) {
        let name = node.name.as_str();
        if name.is_empty() {
            return self.text(node, &style);
        }
        if is_script(node) || self.title.is_some_and(|title| std::ptr::eq(title, node)) {
            return;
        }
        if let Some(what) = self.site.aside(node, style.is_in_article) {
            return self.set_aside(what, node);
        }
        self.attributes(node);
        self.remarks(node);
        let style = self.style(node, style);
        match name {
            "br" => self.line_end(),
            "span" if word::is_bullet(self.tree, node) => self.run("• ".to_owned(), &Style::default()),
            "wbr" | "img" | "area" => {}
            "sup" => self.raised(node, style),
            "ul" | "ol" | "menu" | "dir" => self.list(node, style),
            "table" => self.table(node, style),
            "pre" | "xmp" | "listing" | "plaintext" => self.preformatted(node, style),
            _ if heading_level(node).is_some() => self.heading(node, style),
            _ if node.attribute("data-cfemail").is_some() => self.mail(node, style),
            name if is_of(BLOCKS, name) || css(node).contains("display:block") => self.block(node, style),
            _ => self.children(node, style),
        }
    }

    /// What becomes a table's cell is no list of contents.
    pub(super) fn forget_ways(&mut self, first: usize) {
        self.ways.split_off(&first);
    }

    pub(super) fn is_way(&self, written: &str) -> bool {
        self.addresses.target(written) == Target::Within
    }

    /// Where a link leads; what cannot be kept of it is remarked.
    pub(super) fn address(&mut self, written: &str) -> Option<String> {
        match self.addresses.target(written) {
            Target::Address(address) => return Some(address),
            Target::Within => self.open.ways += 1,
            Target::Unknown(address) => {
                self.open.remarks.push(Note { words: address, ..Note::doubt(OWN_SITE) });
            }
            Target::Nowhere => {}
        }
        None
    }

    pub(super) fn set_aside(&mut self, what: &str, node: &Node) {
        if is_of(BLOCKS, &node.name) {
            self.end_paragraph();
        }
        let words = all(self.tree, node);
        if is_words(&words) {
            self.draft.notes.push(Note::set_aside(what, words, Place::Line(node.line)));
        }
    }

    /// What an element says beside its text.
    pub(super) fn attributes(&mut self, node: &Node) {
        let said = attributes(node);
        if said.is_empty() {
            return;
        }
        let text = seen(self.tree, node).to_lowercase();
        let what =
            if node.name == "img" { "the description of an image" } else { "a hint that most readers never see" };
        for words in said.into_iter().filter(|words| !text.contains(&words.to_lowercase())) {
            self.draft.notes.push(Note::set_aside(what, words, Place::Line(node.line)));
        }
    }

    /// What a person should know of an element's text.
    pub(super) fn remarks(&mut self, node: &Node) {
        let is_struck = matches!(node.name.as_str(), "del" | "s" | "strike") || css(node).contains("line-through");
        if !is_struck && !is_hidden(node) {
            return;
        }
        let words = seen(self.tree, node);
        if is_words(&words) {
            let hidden = || Note::doubt("The page hides this until somebody opens it.");
            self.open.remarks.push(if is_struck { Note::struck_out(words) } else { hidden() });
        }
    }

    /// Whether there is anything on the paragraph's lines so far.
    fn is_begun(&self) -> bool {
        self.open.words.iter().any(|inline| *inline != Inline::Break)
    }

    fn text(&mut self, node: &Node, style: &Style) {
        let is_begun = self.is_begun();
        let blank = node.text.len() - node.text.trim_start().len();
        if !is_begun && blank < node.text.len() {
            self.open.line = node.line + node.text[..blank].matches('\n').count();
            self.open.language = style.language;
        }
        if !is_begun && blank == node.text.len() {
            return;
        }
        if !style.has_lines {
            return self.run(node.text.clone(), style);
        }
        for (at, line) in node.text.split('\n').enumerate() {
            if at > 0 {
                self.line_end();
            }
            self.run(line.to_owned(), style);
        }
    }

    fn run(&mut self, text: String, style: &Style) {
        self.open.has_text |= !style.is_way && is_words(&text);
        self.open.words.push(match &style.address {
            Some(address) => Inline::Link(text, address.clone()),
            None if style.is_strong && !style.is_in_heading => Inline::Strong(text),
            None => Inline::Text(text),
        });
    }

    /// Ends a line, or the paragraph where nothing stands on the line.
    fn line_end(&mut self) {
        let is_blank =
            |inline: &&Inline| matches!(inline, Inline::Text(text) | Inline::Strong(text) if text.trim().is_empty());
        match self.open.words.iter().rev().find(|inline| !is_blank(inline)) {
            Some(Inline::Break) => self.end_paragraph(),
            _ => self.open.words.push(Inline::Break),
        }
    }

    /// A raised number is the mark of a note, or a square: it would run into the word before it.
    fn raised(&mut self, node: &'a Node, style: Style) {
        let words = seen(self.tree, node);
        let digits: Option<String> = words.chars().map(raised).collect();
        match digits.filter(|digits| !digits.is_empty()) {
            Some(digits) => {
                let below = self.tree.below(node, |_| true);
                below.iter().filter(|inner| !std::ptr::eq(**inner, node)).for_each(|inner| self.attributes(inner));
                let link = below.into_iter().find(|inner| inner.name == "a");
                let away = link.and_then(|link| link.attribute("href")).filter(|href| !self.is_way(href));
                let address = away.and_then(|href| self.address(href));
                if link.is_some() && address.is_none() {
                    let message = "The mark of a note stands here: look whether the note is in the edition.";
                    self.open.remarks.push(Note { words, ..Note::doubt(message) });
                }
                self.run(digits, &Style { address, ..style });
            }
            None => self.children(node, style),
        }
    }

    /// An address that was covered to keep it from machines.
    fn mail(&mut self, node: &'a Node, style: Style) {
        match node.attribute("data-cfemail").and_then(uncovered) {
            Some(mail) => self.run(mail.clone(), &Style { address: Some(format!("mailto:{mail}")), ..style }),
            None => self.children(node, style),
        }
    }

    /// Text whose lines and columns are meant; a plain one is read as a text file is.
    fn preformatted(&mut self, node: &'a Node, style: Style) {
        self.end_paragraph();
        if self.tree.children(node).any(|child| !child.name.is_empty()) {
            self.children(node, Style { has_lines: true, ..style });
            return self.end_paragraph();
        }
        let lines: String = self.tree.children(node).map(|child| child.text.as_str()).collect();
        let blocks = text::blocks(&lines, node.line).into_iter();
        self.draft.blocks.extend(blocks.map(|block| Block { language: style.language, ..block }));
    }

    fn block(&mut self, node: &'a Node, style: Style) {
        if style.is_in_heading {
            self.run(" ".to_owned(), &style);
            self.children(node, style.clone());
            return self.run(" ".to_owned(), &style);
        }
        self.end_paragraph();
        let first = self.draft.blocks.len();
        self.children(node, style);
        self.end_paragraph();
        if let Some((level, [block])) = word::level(node).zip(self.draft.blocks.get_mut(first..)) {
            if !word::has_label(self.tree, node) {
                block
                    .remarks
                    .push(Note::doubt("Word numbered this by itself, and the page does not say with what number."));
            }
            set_level(block, level);
        }
    }

    fn heading(&mut self, node: &'a Node, style: Style) {
        self.end_paragraph();
        self.children(node, Style { is_in_heading: true, ..style });
        let level = heading_level(node).unwrap_or(6);
        self.push(|words| Kind::Heading(level, words));
    }

    pub(super) fn end_paragraph(&mut self) {
        self.push(Kind::Paragraph);
    }

    fn push(&mut self, kind: impl FnOnce(Words) -> Kind) {
        let words = tidy(std::mem::take(&mut self.open.words));
        let (ways, has_text) = (std::mem::take(&mut self.open.ways), std::mem::take(&mut self.open.has_text));
        if ways > 0 && !has_text {
            self.ways.insert(self.draft.blocks.len(), ways);
        } else {
            self.ways.remove(&self.draft.blocks.len());
            self.links_within += ways;
        }
        let place = Place::Line(self.open.line);
        if !words.is_empty() && !is_words(&plain(&words)) {
            self.draft.notes.push(Note::set_aside("a sign, and no word", plain(&words), place));
        } else if !words.is_empty() {
            let block = Block::new(kind(words), place);
            let remarks = std::mem::take(&mut self.open.remarks);
            self.draft.blocks.push(Block { language: self.open.language, remarks, ..block });
        }
    }

    fn end(mut self) -> Draft {
        self.end_paragraph();
        self.draft.notes.append(&mut self.open.remarks);
        ends::set_aside_ways_up(&mut self.draft, &mut self.ways);
        contents::set_aside(&mut self.draft, &self.ways);
        ends::set_aside(&mut self.draft);
        let message = match self.links_within {
            0 => return self.draft,
            1 => "A link led to a place in the page and became plain words: write it anew, such as `#5.5`.".to_owned(),
            links => format!(
                "{links} links led to places in the page and became plain words: write them anew, such as `#5.5`."
            ),
        };
        self.draft.notes.push(Note::file(message));
        self.draft
    }
}

/// Makes an item of a list that Word drew, where a bullet stands before it.
fn set_level(block: &mut Block, level: u8) {
    let Kind::Paragraph(words) = &block.kind else { return };
    if let Some((Label::Bullet, len)) = Label::of(&plain(words)) {
        block.kind = Kind::Item(level, None, without(words, len));
    }
}
