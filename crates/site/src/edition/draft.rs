//! An edition's text as the Markdown parser saw it, before anybody knows which of it is a clause: a row of events.

use std::collections::HashMap;
use std::ops::Range;

use candor_model::Locale;

use super::manuscript::Manuscript;
use super::model::{Block, Footnote, Heading, Inline};
use crate::{Code, Diagnostic, Report, Span};

/// One step through the text.
pub(super) enum Event {
    /// What follows lies in a container, until its [`Event::Close`].
    Open(Container),
    /// The end of the container that was opened last.
    Close,
    /// A heading with at least one word.
    Heading(Heading),
    /// Running text.
    Paragraph(Vec<Inline>),
    /// A block that cannot begin a clause.
    Leaf(Block),
}

/// What holds other blocks.
#[derive(Clone)]
pub(super) enum Container {
    /// A quotation.
    Quote,
    /// A list; it holds items only.
    List { ordered: bool, tight: bool },
    /// An item of a list, with its number as written and where that stands.
    Item { marker: Option<String>, at: usize },
    /// Text in another language, marked so by the author.
    Lang(Locale),
    /// The definition of a footnote.
    Footnote(usize),
}

/// The deepest nesting of containers. What lies deeper is kept, as if it lay there.
const MAX_NESTING: usize = 40;

/// The events of an edition, and what was noticed on the way.
pub(super) struct Draft<'a> {
    pub(super) events: Vec<Event>,
    footnotes: Vec<Footnote>,
    /// Footnotes by their labels, and whether their definition was seen.
    labels: HashMap<String, (usize, bool)>,
    /// For each container of the text whether it was opened here too.
    nesting: Vec<bool>,
    manuscript: Manuscript<'a>,
    report: &'a mut Report,
}

impl<'a> Draft<'a> {
    pub(super) fn new(manuscript: Manuscript<'a>, report: &'a mut Report) -> Self {
        Self {
            events: Vec::new(),
            footnotes: Vec::new(),
            labels: HashMap::new(),
            nesting: Vec::new(),
            manuscript,
            report,
        }
    }

    /// Opens a container. Of one that lies too deep only an item's number remains.
    pub(super) fn open(&mut self, container: Container) {
        let opened = match &container {
            Container::Item { .. } => self.nesting.last().copied().unwrap_or_default(),
            _ => self.nesting.len() < MAX_NESTING,
        };
        self.nesting.push(opened);
        match container {
            Container::Item { marker: Some(text), at } if !opened => self.paragraph(vec![Inline::Text { text, at }]),
            _ if !opened => {}
            container => self.events.push(Event::Open(container)),
        }
    }

    /// Enters a container that leaves no trace.
    pub(super) fn pass(&mut self) {
        self.nesting.push(false);
    }

    /// Leaves the container that was opened last.
    pub(super) fn close(&mut self) {
        if self.nesting.pop() == Some(true) {
            self.events.push(Event::Close);
        }
    }

    pub(super) fn paragraph(&mut self, inlines: Vec<Inline>) {
        if !inlines.is_empty() {
            self.events.push(Event::Paragraph(inlines));
        }
    }

    pub(super) fn leaf(&mut self, block: Block) {
        self.events.push(Event::Leaf(block));
    }

    /// The footnote that is defined here. A second definition of the same label is a footnote that nothing refers to.
    pub(super) fn define_footnote(&mut self, label: &str) -> usize {
        let (index, defined) = self.footnote(label);
        let index = if defined { self.add_footnote(label) } else { index };
        self.labels.insert(label.to_lowercase(), (index, true));
        index
    }

    /// A reference to a footnote, wherever that is defined.
    pub(super) fn refer(&mut self, label: &str) -> Inline {
        let (footnote, _) = self.footnote(label);
        self.footnotes[footnote].references += 1;
        Inline::FootnoteReference { footnote, occurrence: self.footnotes[footnote].references }
    }

    fn footnote(&mut self, label: &str) -> (usize, bool) {
        if let Some(known) = self.labels.get(&label.to_lowercase()) {
            return *known;
        }
        let new = (self.add_footnote(label), false);
        self.labels.insert(label.to_lowercase(), new);
        new
    }

    fn add_footnote(&mut self, label: &str) -> usize {
        self.footnotes.push(Footnote { label: label.to_owned(), blocks: Vec::new(), references: 0 });
        self.footnotes.len() - 1
    }

    /// What was read.
    pub(super) fn finish(self) -> (Vec<Event>, Vec<Footnote>) {
        (self.events, self.footnotes)
    }

    /// The same place of the file, widened to whole characters. The parser knows no places within what was escaped.
    pub(super) fn whole_characters(&self, range: Range<usize>) -> Range<usize> {
        self.manuscript.whole_characters(range)
    }

    pub(super) fn say(&mut self, code: Code, range: Range<usize>, message: impl Into<String>, hint: &str) {
        let span = Span::new(self.manuscript.file, self.whole_characters(range));
        self.report.add(Diagnostic::new(code, span, message, hint));
    }
}
