//! The containers that the text is in, and what becomes of them when a clause begins within: it leaves them.

use candor_model::Locale;

use super::body::{Body, Frame};
use super::draft::Container;
use super::model::{Block, Footnote, Inline};
use super::stand::Stand;

/// The containers that are open, and the blocks laid down in them since the last clause began.
pub(super) struct Nest {
    frames: Vec<Frame>,
    frames_so_far: usize,
    body: Body,
    /// The text that a footnote's definition interrupts, while that is open.
    interrupted: Option<Interrupted>,
    footnotes: Vec<Footnote>,
}

struct Interrupted {
    by: usize,
    frame: usize,
    body: Body,
}

impl Nest {
    pub(super) fn new(footnotes: Vec<Footnote>) -> Self {
        Self { frames: Vec::new(), frames_so_far: 0, body: Body::default(), interrupted: None, footnotes }
    }

    pub(super) fn enter(&mut self, container: Container) {
        self.frames_so_far += 1;
        if let (Container::Footnote(by), None) = (&container, &self.interrupted) {
            let body = std::mem::take(&mut self.body);
            self.interrupted = Some(Interrupted { by: *by, frame: self.frames_so_far, body });
        }
        self.frames.push(Frame { id: self.frames_so_far, container, dissolved: false });
    }

    /// Leaves the innermost container. An item in which nothing stands is an item all the same.
    pub(super) fn leave(&mut self) {
        let Some(frame) = self.frames.last() else { return };
        if matches!(frame.container, Container::Item { .. }) && !frame.dissolved && !self.body.has_open(frame.id) {
            self.body.open(inner(&self.frames, self.interrupted.as_ref()));
        }
        let id = frame.id;
        self.frames.pop();
        if self.interrupted.as_ref().is_some_and(|interrupted| interrupted.frame == id) {
            self.end_footnote();
        }
    }

    fn end_footnote(&mut self) {
        if let Some(interrupted) = self.interrupted.take() {
            let footnote = std::mem::replace(&mut self.body, interrupted.body);
            self.footnotes[interrupted.by].blocks.extend(footnote.finish());
        }
    }

    /// Lays down a block where the text is.
    pub(super) fn push(&mut self, block: Block) {
        self.body.push(inner(&self.frames, self.interrupted.as_ref()), block);
    }

    /// Lays down running text, if there is any.
    pub(super) fn lay(&mut self, words: Vec<Inline>) {
        if !words.is_empty() {
            self.push(Block::Paragraph(words));
        }
    }

    /// A clause begins: takes the blocks up to it, and leaves all containers but marks of language.
    pub(super) fn take_blocks(&mut self) -> Vec<Block> {
        self.end_footnote();
        for frame in &mut self.frames {
            frame.dissolved = !matches!(frame.container, Container::Lang(_) | Container::List { .. });
        }
        std::mem::take(&mut self.body).finish()
    }

    pub(super) fn into_footnotes(self) -> Vec<Footnote> {
        self.footnotes
    }

    /// The language that the text is marked as being in.
    pub(super) fn language(&self) -> Option<Locale> {
        self.frames.iter().rev().find_map(|frame| match &frame.container {
            Container::Lang(locale) => Some(locale.clone()),
            _ => None,
        })
    }

    /// Whether the text is in a list, a quotation or a footnote.
    pub(super) fn is_nested(&self) -> bool {
        self.holders().next().is_some()
    }

    fn holders(&self) -> impl DoubleEndedIterator<Item = &Frame> {
        let holds = |frame: &&Frame| !matches!(frame.container, Container::Lang(_) | Container::List { .. });
        self.frames.iter().filter(|frame| !frame.dissolved).filter(holds)
    }

    /// The number of the item that was entered just now, and its place, if nothing else holds the text.
    pub(super) fn marker_of_outermost_item(&self) -> Option<(String, usize)> {
        let Frame { container: Container::Item { marker: Some(marker), at }, id, .. } = self.frames.last()? else {
            return None;
        };
        let is_outermost = self.holders().next().is_some_and(|outermost| outermost.id == *id);
        is_outermost.then(|| (marker.clone(), *at))
    }

    /// Where a paragraph's first line stands that comes next.
    pub(super) fn stand(&self) -> Stand {
        let is_foreign = |frame: &Frame| matches!(frame.container, Container::Quote | Container::Footnote(_));
        match self.holders().next_back() {
            None => Stand::Free,
            Some(_) if self.holders().any(is_foreign) => Stand::Quoted,
            Some(Frame { container: Container::Item { marker: None, .. }, id, .. }) if !self.body.has_open(*id) => {
                Stand::Free
            }
            Some(_) => Stand::Inside,
        }
    }
}

/// The containers within the footnote that is being read, or all.
fn inner<'a>(frames: &'a [Frame], interrupted: Option<&Interrupted>) -> &'a [Frame] {
    let footnote = interrupted.and_then(|interrupted| frames.iter().position(|frame| frame.id == interrupted.frame));
    footnote.map_or(frames, |footnote| &frames[footnote + 1..])
}
