//! A clause's text under construction: leaves are laid down one by one, the containers around them close by themselves.

use candor_model::Locale;

use super::draft::Container;
use super::model::{Block, Clause, Item, List};

/// A container that is open at some point of the text. The same frame gives the same block as long as nothing stands
/// between what it holds.
#[derive(Clone)]
pub(super) struct Frame {
    /// Its own number.
    pub(super) id: usize,
    pub(super) container: Container,
    /// A clause began within it: what follows lies in the clause and no longer in the container.
    pub(super) dissolved: bool,
}

/// Blocks under construction.
#[derive(Default)]
pub(super) struct Body {
    done: Vec<Block>,
    levels: Vec<Level>,
}

struct Level {
    id: usize,
    container: Container,
    blocks: Vec<Block>,
    items: Vec<Item>,
}

impl Body {
    /// Lays down a block within the given frames.
    pub(super) fn push(&mut self, frames: &[Frame], block: Block) {
        self.open(frames);
        self.blocks().push(block);
    }

    /// Opens the given frames, and closes all others.
    pub(super) fn open(&mut self, frames: &[Frame]) {
        let standing = standing(frames);
        let same = self.levels.iter().zip(&standing).take_while(|(level, frame)| level.id == frame.id).count();
        self.close_to(same);
        for frame in &standing[same..] {
            let container = frame.container.clone();
            self.levels.push(Level { id: frame.id, container, blocks: Vec::new(), items: Vec::new() });
        }
    }

    /// Whether a frame is open, which it is once something was laid down in it.
    pub(super) fn has_open(&self, id: usize) -> bool {
        self.levels.iter().any(|level| level.id == id)
    }

    /// The blocks, all containers closed.
    pub(super) fn finish(mut self) -> Vec<Block> {
        self.close_to(0);
        self.done
    }

    fn blocks(&mut self) -> &mut Vec<Block> {
        self.levels.last_mut().map_or(&mut self.done, |level| &mut level.blocks)
    }

    fn close_to(&mut self, depth: usize) {
        while self.levels.len() > depth {
            let Some(level) = self.levels.pop() else { return };
            match level.container {
                Container::Item { marker, .. } => {
                    let item = Item { marker, blocks: level.blocks };
                    self.levels.last_mut().into_iter().for_each(|list| list.items.push(item.clone()));
                }
                Container::List { ordered, tight } => {
                    self.blocks().push(Block::List(List { ordered, tight, items: level.items }));
                }
                Container::Quote => self.blocks().push(Block::Quote(level.blocks)),
                Container::Lang(locale) => self.blocks().push(Block::Lang { locale, blocks: level.blocks }),
                Container::Footnote(_) => self.blocks().extend(level.blocks),
            }
        }
    }
}

/// The frames that hold what comes next: none that is dissolved, no list whose item is.
fn standing(frames: &[Frame]) -> Vec<&Frame> {
    let holds = |index: usize| match frames[index].container {
        Container::List { .. } => frames.get(index + 1).is_some_and(|item| !item.dissolved),
        _ => !frames[index].dissolved,
    };
    (0..frames.len()).filter(|index| holds(*index)).map(|index| &frames[index]).collect()
}

/// Gives a clause the language that all of it is marked as being in. Of a clause whose heading alone is marked, the
/// text below is marked as being in the edition's language.
pub(super) fn agree_on_language(clause: &mut Clause, edition: &Locale) {
    let heading = clause.heading.as_ref().map(|_| clause.locale.clone());
    let blocks = std::mem::take(&mut clause.blocks);
    let language = language_of(&blocks);
    clause.locale = match heading {
        Some(heading) if blocks.is_empty() || language == heading => heading,
        Some(heading) => {
            clause.blocks = if heading.is_some() { mark(blocks, edition) } else { blocks };
            clause.locale = heading;
            return;
        }
        None => language,
    };
    clause.blocks = if clause.locale.is_some() { unmark(blocks) } else { blocks };
}

fn language_of(blocks: &[Block]) -> Option<Locale> {
    let language = |block: &Block| match block {
        Block::Lang { locale, .. } => Some(locale.clone()),
        _ => None,
    };
    let first = blocks.first().and_then(language);
    first.filter(|first| blocks.iter().all(|block| language(block).as_ref() == Some(first)))
}

fn unmark(blocks: Vec<Block>) -> Vec<Block> {
    let inner = blocks.into_iter().flat_map(|block| match block {
        Block::Lang { blocks, .. } => blocks,
        other => vec![other],
    });
    inner.collect()
}

fn mark(blocks: Vec<Block>, locale: &Locale) -> Vec<Block> {
    let marked = blocks.into_iter().map(|block| match block {
        marked @ Block::Lang { .. } => marked,
        block => Block::Lang { locale: locale.clone(), blocks: vec![block] },
    });
    marked.collect()
}
