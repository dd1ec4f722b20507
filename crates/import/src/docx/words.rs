//! Words: the runs of a paragraph with what lies in them, and what in them is no text of the document.

use std::collections::BTreeMap;

use super::document::Document;
use super::fields::Fields;
use super::package::{Part, Relation};
use super::seen::{chosen, has_words, is_property};
use super::styles::{self, Styles};
use super::symbols;
use super::xml::Node;
use crate::Note;
use crate::block::{Inline, Words, is_link, plain};
use crate::language::Language;
use crate::raised;

/// A paragraph as it was read.
#[derive(Default)]
pub(super) struct Paragraph<'a> {
    /// Its words.
    pub(super) words: Words,
    /// The text boxes that hang on it.
    pub(super) boxes: Vec<&'a Node>,
    /// What is not in its words: what it is, and the words.
    pub(super) aside: Vec<(&'static str, String)>,
    /// What a person should know of it.
    pub(super) remarks: Vec<Note>,
    /// The comments about it, by their ids.
    pub(super) comments: Vec<&'a str>,
    /// Words were inserted or deleted while changes were tracked.
    pub(super) is_changed: bool,
    /// The language that all its words are marked in; nothing inside where that is none or several.
    language: Option<Option<Language>>,
    /// How many inlines stood before the last words that were set aside.
    aside_at: usize,
    /// Words that are struck out, and how many inlines stood up to the last of them.
    struck: Vec<String>,
    struck_at: usize,
}

/// Reads the paragraphs of a part, one after the other.
pub(super) struct Reader<'a> {
    styles: &'a Styles,
    document: &'a Document,
    relations: &'a BTreeMap<String, Relation>,
    fields: Fields,
    paragraph: Paragraph<'a>,
    /// The style of the paragraph.
    style: Option<&'a str>,
    /// The paragraph is a line of a table of contents.
    is_contents: bool,
    links: Vec<Option<&'a str>>,
    /// The footnotes that were referred to, by the part they stand in and their ids, with their marks.
    pub(super) footnotes: BTreeMap<(&'a str, &'a str), usize>,
    /// How many pictures there are.
    pub(super) pictures: usize,
}

/// How the words in an element look.
#[derive(Clone, Copy, Default)]
struct Look {
    is_strong: bool,
    is_hidden: bool,
    is_deleted: bool,
    is_struck: bool,
    is_raised: bool,
    language: Option<Language>,
}

/// A longer address leads nowhere.
const MAX_ADDRESS: usize = 2000;

/// The name of a table of contents among what was set aside.
pub(super) const CONTENTS: &str = "the table of contents";

impl<'a> Reader<'a> {
    /// A reader of a part.
    pub(super) fn new(document: &'a Document, part: &'a Part) -> Self {
        Self {
            styles: &document.styles,
            document,
            relations: &part.relations,
            fields: Fields::of(&part.root),
            paragraph: Paragraph::default(),
            style: None,
            is_contents: false,
            links: Vec::new(),
            footnotes: BTreeMap::new(),
            pictures: 0,
        }
    }

    /// Reads the elements of a paragraph.
    pub(super) fn read(&mut self, nodes: &'a [Node], style: Option<&'a str>, is_contents: bool) -> Paragraph<'a> {
        self.style = style;
        self.is_contents = is_contents;
        nodes.iter().for_each(|node| self.node(node, Look::default()));
        let mut paragraph = std::mem::take(&mut self.paragraph);
        let struck = std::mem::take(&mut paragraph.struck).into_iter().filter(|words| has_words(words));
        paragraph.remarks.extend(struck.map(|words| Note::struck_out(words.trim())));
        paragraph
    }

    fn children(&mut self, node: &'a Node, look: Look) {
        chosen(node).iter().for_each(|child| self.node(child, look));
    }

    fn node(&mut self, node: &'a Node, look: Look) {
        match node.name.as_str() {
            "w:r" => self.children(node, self.look(node, look)),
            "w:t" | "m:t" => self.text(&node.text, look),
            "w:delText" => self.text(&node.text, Look { is_deleted: true, ..look }),
            "w:tab" | "w:ptab" => self.text("\t", look),
            "w:noBreakHyphen" => self.text("-", look),
            "w:sym" => self.symbol(node, look),
            "w:br" | "w:cr" => self.line_break(),
            "w:del" | "w:moveFrom" => {
                self.paragraph.is_changed = true;
                self.children(node, Look { is_deleted: true, ..look });
            }
            "w:ins" | "w:moveTo" => {
                self.paragraph.is_changed = true;
                self.children(node, look);
            }
            "w:hyperlink" | "w:fldSimple" | "w:fldChar" | "w:instrText" | "w:delInstrText" => self.field(node, look),
            "w:footnoteReference" | "w:endnoteReference" => self.footnote(node, look),
            "w:commentReference" => self.paragraph.comments.extend(node.attribute("w:id")),
            name if is_property(name) => {}
            _ => self.drawn(node, look),
        }
    }

    /// What hangs on a paragraph, and any other element.
    fn drawn(&mut self, node: &'a Node, look: Look) {
        match node.name.as_str() {
            "w:txbxContent" if !look.is_deleted => return self.paragraph.boxes.push(node),
            "a:t" => self.set_aside("words in a drawing", &node.text),
            "v:textpath" => self.set_aside("words in a drawing", node.attribute("string").unwrap_or_default()),
            "a:blip" | "v:imagedata" => self.pictures += 1,
            "?:docPr" => self.set_aside("the description of an image", node.attribute("descr").unwrap_or_default()),
            // A paragraph where none belongs.
            "w:p" => self.line_break(),
            _ => {}
        }
        self.children(node, look);
    }

    /// How the words of a run look.
    fn look(&self, run: &Node, look: Look) -> Look {
        let properties = run.child("w:rPr");
        let switch = |name| properties.and_then(|all| all.switch(name));
        let style = properties.and_then(|all| all.value("w:rStyle"));
        let language = properties.and_then(styles::language);
        Look {
            is_strong: switch("w:b").unwrap_or_else(|| self.styles.is_bold(self.style, style)),
            is_hidden: switch("w:vanish").unwrap_or_else(|| self.styles.is_hidden(self.style, style)),
            is_deleted: look.is_deleted,
            is_struck: switch("w:strike")
                .or_else(|| switch("w:dstrike"))
                .unwrap_or_else(|| self.styles.is_struck(self.style, style)),
            is_raised: properties.is_some_and(styles::is_raised),
            language: language.or_else(|| self.styles.language(self.style)),
        }
    }

    fn text(&mut self, text: &str, look: Look) {
        let aside = match look {
            Look { is_deleted: true, .. } => Some("words that a tracked change deleted"),
            _ if self.fields.is_instruction() => Some("words in the instruction of a field"),
            _ if self.is_contents || self.fields.is_contents() => Some(CONTENTS),
            Look { is_hidden: true, .. } => Some("hidden words"),
            _ => None,
        };
        if let Some(what) = aside {
            return self.set_aside(what, text);
        }
        if text.contains(char::is_alphabetic) {
            let language = self.paragraph.language.get_or_insert(look.language);
            *language = language.filter(|language| Some(*language) == look.language);
        }
        let text = &if look.is_raised { raised::digits(text) } else { text.to_owned() };
        let address = self.fields.address().or_else(|| self.links.last().copied().flatten().map(str::to_owned));
        let address = address.filter(|address| is_link(address) && address.len() <= MAX_ADDRESS);
        match (address, self.paragraph.words.last_mut()) {
            (Some(address), Some(Inline::Link(words, last))) if address == *last => words.push_str(text),
            (Some(address), _) => self.paragraph.words.push(Inline::Link(text.to_owned(), address)),
            (None, _) if look.is_strong => self.paragraph.words.push(Inline::Strong(text.to_owned())),
            (None, _) => self.paragraph.words.push(Inline::Text(text.to_owned())),
        }
        if look.is_struck {
            self.strike(text);
        }
    }

    /// Remembers words that are struck out; runs of them, one after the other, are one text.
    fn strike(&mut self, text: &str) {
        let at = self.paragraph.words.len();
        let is_next = at <= self.paragraph.struck_at + 1;
        match self.paragraph.struck.last_mut().filter(|_| is_next) {
            Some(words) => words.push_str(text),
            None => self.paragraph.struck.push(text.to_owned()),
        }
        self.paragraph.struck_at = at;
    }

    /// The runs of the same words, set aside, become one text again.
    fn set_aside(&mut self, what: &'static str, text: &str) {
        let at = self.paragraph.words.len();
        let is_same_place = at == self.paragraph.aside_at;
        match self.paragraph.aside.last_mut().filter(|(last, _)| is_same_place && *last == what) {
            Some((_, words)) => words.push_str(text),
            None => self.paragraph.aside.push((what, text.to_owned())),
        }
        self.paragraph.aside_at = at;
    }

    fn line_break(&mut self) {
        if self.is_contents || self.fields.is_contents() {
            return self.set_aside(CONTENTS, "\n");
        }
        self.paragraph.words.push(Inline::Break);
    }

    fn symbol(&mut self, node: &Node, look: Look) {
        let font = node.attribute("w:font").unwrap_or_default();
        let code = node.attribute("w:char").and_then(|code| u32::from_str_radix(code, 16).ok()).unwrap_or_default();
        match symbols::meant(font, code) {
            Some(symbol) => self.text(&symbol.to_string(), look),
            None => {
                self.text("\u{fffd}", look);
                let message = format!("Here is sign {code:X} of the font “{font}”, which no other font has.");
                self.paragraph.remarks.push(Note::doubt(message));
            }
        }
    }

    fn field(&mut self, node: &'a Node, look: Look) {
        match node.name.as_str() {
            "w:hyperlink" => {
                let relation = node.attribute("r:id").and_then(|id| self.relations.get(id));
                self.links.push(relation.map(|relation| relation.target.as_str()));
                self.children(node, look);
                self.links.pop();
            }
            "w:fldSimple" => {
                self.fields.begin(node.attribute("w:instr").unwrap_or_default());
                self.fields.show();
                self.children(node, look);
                self.fields.end();
            }
            "w:fldChar" => self.fields.mark(node.attribute("w:fldCharType").unwrap_or_default()),
            "w:instrText" => self.fields.instruct(&node.text),
            _ => {}
        }
    }

    fn footnote(&mut self, node: &'a Node, look: Look) {
        let Some(id) = node.attribute("w:id") else { return };
        let kind = if node.name == "w:endnoteReference" { "endnotes" } else { "footnotes" };
        if look.is_deleted || look.is_hidden || self.document.footnote(kind, id).is_none() {
            return;
        }
        let next = self.footnotes.len() + 1;
        let mark = *self.footnotes.entry((kind, id)).or_insert(next);
        self.paragraph.words.push(Inline::Footnote(mark.to_string()));
    }
}

impl Paragraph<'_> {
    /// The language that all its words are marked in, unless their letters say otherwise.
    pub(super) fn language(&self) -> Option<Language> {
        let is_cyrillic = plain(&self.words).contains(|c| matches!(c, '\u{400}'..='\u{4ff}'));
        self.language.flatten().filter(|language| (*language == Language::UzbekCyrillic) == is_cyrillic)
    }
}
