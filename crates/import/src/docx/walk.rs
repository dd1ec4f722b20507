//! A document's text to blocks: what is a heading, a clause or an item, and what is set aside.

use std::collections::{BTreeMap, BTreeSet};

use super::counters::Counters;
use super::document::Document;
use super::label::{Label, LabelKind};
use super::package::Part;
use super::seen::{chosen, has_words, is_property, text_of};
use super::styles::{self, ListOf, Role};
use super::words::{CONTENTS, Paragraph, Reader};
use super::xml::Node;
use crate::Note;
use crate::block::{Block, Inline, Kind, Place, Words, is_bold, plain, tidy};
use crate::label;

/// Walks through a part of a document.
pub(super) struct Walker<'a> {
    document: &'a Document,
    /// Reads the paragraphs.
    pub(super) reader: Reader<'a>,
    counters: Counters,
    /// What was read.
    pub(super) blocks: Vec<Block>,
    /// What was noticed.
    pub(super) notes: Vec<Note>,
    /// Which of the notes holds the table of contents.
    contents: Option<usize>,
    /// How many paragraphs were met.
    count: usize,
    /// The words of a paragraph whose end was deleted, so that it goes on in the next one, and what is to be known of them.
    unended: (Words, Vec<Note>),
    /// The levels of the items that are open.
    items: Vec<usize>,
    /// The kinds of lists that the outermost items with a number are in, by their paragraphs.
    pub(super) numbered: BTreeMap<usize, String>,
    /// The kinds of lists that number clauses.
    pub(super) clauses: BTreeSet<String>,
    /// The comments, by their ids, and where they are.
    pub(super) comments: BTreeMap<&'a str, Place>,
    /// Whether there are tracked changes.
    pub(super) is_changed: bool,
    /// Whether a label was rewritten.
    pub(super) is_rewritten: bool,
}

impl<'a> Walker<'a> {
    /// A walker through a part.
    pub(super) fn new(document: &'a Document, part: &'a Part) -> Self {
        Self {
            document,
            reader: Reader::new(document, part),
            counters: Counters::default(),
            blocks: Vec::new(),
            notes: Vec::new(),
            count: 0,
            unended: (Words::new(), Vec::new()),
            items: Vec::new(),
            numbered: BTreeMap::new(),
            clauses: BTreeSet::new(),
            contents: None,
            comments: BTreeMap::new(),
            is_changed: false,
            is_rewritten: false,
        }
    }

    /// Walks through all that an element holds.
    pub(super) fn walk(&mut self, node: &'a Node) {
        chosen(node).iter().for_each(|child| self.node(child));
    }

    fn node(&mut self, node: &'a Node) {
        match node.name.as_str() {
            "w:p" => self.paragraph(&node.children, node.child("w:pPr")),
            "w:tbl" => self.table(node),
            "w:sdt" if is_contents(node) => {
                self.count += 1;
                self.set_aside(CONTENTS, text_of(node));
                self.count += paragraphs(node).saturating_sub(1);
            }
            "w:del" | "w:moveFrom" => {
                self.is_changed = true;
                self.set_aside("words that a tracked change deleted", text_of(node));
            }
            "w:altChunk" | "w:subDoc" => {
                let what = "a file laid into the document, which was not read";
                let id = node.attribute("r:id").unwrap_or_default();
                let name = self.document.main.relations.get(id).map_or(id, |relation| relation.target.as_str());
                self.set_aside(what, name.to_owned());
            }
            name if is_property(name) => {}
            _ if node.holds(&|node: &Node| matches!(node.name.as_str(), "w:p" | "w:tbl")) => self.walk(node),
            // Words where only paragraphs belong.
            _ => self.paragraph(std::slice::from_ref(node), None),
        }
    }

    fn paragraph(&mut self, nodes: &'a [Node], properties: Option<&'a Node>) {
        self.count += 1;
        let style = properties.and_then(|all| all.value("w:pStyle"));
        let role = self.document.styles.role(style, properties.and_then(styles::outline));
        let mut paragraph = self.reader.read(nodes, style, role == Role::Contents);
        self.noticed(&mut paragraph);
        let language = paragraph.language();
        let mark = properties.and_then(|all| all.child("w:rPr"));
        let (mut words, mut remarks) = std::mem::take(&mut self.unended);
        words.append(&mut paragraph.words);
        remarks.append(&mut paragraph.remarks);
        if mark.is_some_and(|mark| mark.child("w:del").is_some()) {
            self.is_changed = true;
            self.unended = (words, remarks);
        } else {
            let words = tidy(words);
            let is_hidden = mark.and_then(|mark| mark.switch("w:vanish")).unwrap_or_default();
            let is_counted = !words.is_empty() || !is_hidden && role != Role::Contents;
            let label = if is_counted { self.label(properties, style) } else { None };
            let kind = self.kind(role, label.as_ref(), words);
            let block = |kind| Block { language, remarks, ..Block::new(kind, self.place()) };
            let block = kind.map(block);
            self.blocks.extend(block);
        }
        paragraph.boxes.into_iter().for_each(|text| self.text_box(text));
    }

    /// Where the walk is.
    pub(super) fn place(&self) -> Place {
        Place::Paragraph(self.count)
    }

    /// Sets words aside at this place. The lines of a table of contents stand together.
    pub(super) fn set_aside(&mut self, what: &str, words: String) {
        if words.trim().is_empty() {
            return;
        }
        if let Some(note) = self.contents.filter(|_| what == CONTENTS).and_then(|at| self.notes.get_mut(at)) {
            note.words.push('\n');
            return note.words.push_str(words.trim());
        }
        if what == CONTENTS {
            self.contents = Some(self.notes.len());
        }
        self.notes.push(Note::set_aside(what, words.trim(), self.place()));
    }

    /// Notes what was met in a paragraph beside its text.
    fn noticed(&mut self, paragraph: &mut Paragraph<'a>) {
        for (what, words) in std::mem::take(&mut paragraph.aside) {
            self.set_aside(what, words);
        }
        let place = self.place();
        self.comments.extend(paragraph.comments.drain(..).map(|id| (id, place)));
        if paragraph.is_changed {
            self.is_changed = true;
            paragraph.remarks.push(Note::doubt("There are tracked changes here: what was inserted stands."));
        }
    }

    /// Counts a paragraph, and returns what stands before it.
    fn label(&mut self, properties: Option<&Node>, style: Option<&str>) -> Option<Label> {
        let own = properties.map(ListOf::of).unwrap_or_default();
        let numbering = &self.document.numbering;
        let found = numbering.find(&own, style, &self.document.styles)?;
        let label = self.counters.next(numbering, &found)?;
        match &label.kind {
            LabelKind::Number(_) if found.level == 0 => drop(self.numbered.insert(self.count, found.kind.to_owned())),
            LabelKind::Clause(_) => drop(self.clauses.insert(found.kind.to_owned())),
            _ => {}
        }
        Some(label).inspect(|_| self.items_up_to(found.level))
    }

    /// The items at and below a level are closed.
    fn items_up_to(&mut self, level: usize) {
        while self.items.last().is_some_and(|last| *last >= level) {
            self.items.pop();
        }
        self.items.push(level);
    }

    /// What a paragraph is; nothing where there is nothing to read.
    fn kind(&mut self, role: Role, label: Option<&Label>, words: Words) -> Option<Kind> {
        let is_number = label.is_some_and(|label| label.kind != LabelKind::Bullet);
        if words.is_empty() && !is_number {
            return None;
        }
        let level = match role {
            Role::Title => Some(1),
            Role::Heading(level) => Some(level.saturating_add(1).min(6)),
            Role::Contents | Role::Text => None,
        };
        let kind = match (level, label) {
            (Some(level), Some(Label { kind: LabelKind::Number(number), .. })) => {
                Kind::Heading(level, labelled(number, words))
            }
            (Some(level), Some(label)) if is_number => Kind::Heading(level, labelled(&label.shown, words)),
            (Some(level), _) => Kind::Heading(level, words),
            (None, Some(label)) => self.listed(label, words),
            (None, None) => Kind::Paragraph(words),
        };
        if !matches!(kind, Kind::Item(..)) {
            self.items.clear();
        }
        Some(kind)
    }

    /// A paragraph of a list.
    fn listed(&mut self, label: &Label, words: Words) -> Kind {
        self.is_rewritten |= label.is_rewritten();
        let depth = u8::try_from(self.items.len().saturating_sub(1)).unwrap_or_default();
        match &label.kind {
            // Somebody typed the number behind a bullet.
            LabelKind::Bullet if begins_with_label(&words) => Kind::Paragraph(words),
            LabelKind::Bullet => Kind::Item(depth, None, words),
            LabelKind::Number(number) => Kind::Item(depth, Some(number.clone()), words),
            LabelKind::Clause(text) | LabelKind::Letter(text) | LabelKind::Words(text) => {
                Kind::Paragraph(labelled(text, words))
            }
        }
    }

    /// A text box stands behind the paragraph that it hangs on.
    fn text_box(&mut self, node: &'a Node) {
        let first = self.blocks.len();
        self.walk(node);
        for block in &mut self.blocks[first..] {
            block.remarks.push(Note::doubt("This stood in a text box: look whether it is in its place."));
        }
    }

    /// What is left at the end: the words of a last paragraph that goes nowhere.
    pub(super) fn end(&mut self) {
        let (words, remarks) = std::mem::take(&mut self.unended);
        let words = tidy(words);
        if !words.is_empty() {
            let block = Block::new(Kind::Paragraph(words), self.place());
            self.blocks.push(Block { remarks, ..block });
        }
    }
}

fn paragraphs(node: &Node) -> usize {
    let own = usize::from(node.name == "w:p");
    own + chosen(node).iter().map(paragraphs).sum::<usize>()
}

/// Whether an element holds a table of contents that Word made.
fn is_contents(node: &Node) -> bool {
    let gallery = node.child("w:sdtPr").and_then(|all| all.child("w:docPartObj")?.value("w:docPartGallery"));
    gallery == Some("Table of Contents") && has_words(&text_of(node))
}

fn begins_with_label(words: &[Inline]) -> bool {
    let label = label::Label::of(&plain(words));
    matches!(label, Some((label::Label::Number(_) | label::Label::Letter(_), _)))
}

/// Words behind their label, which is as bold as they are.
fn labelled(label: &str, words: Words) -> Words {
    let label = format!("{label} ");
    let label = if is_bold(&words) { Inline::Strong(label) } else { Inline::Text(label) };
    tidy(std::iter::once(label).chain(words).collect())
}
