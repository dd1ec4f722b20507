//! A page's own list of contents: paragraphs that are nothing but ways into the page. The portal makes one itself.

use std::collections::BTreeMap;

use crate::Note;
use crate::block::{Block, Draft, Kind};

/// Fewer ways on end are no list of contents.
const MIN_WAYS: usize = 2;

/// A longer heading above such a list says more than that it is one.
const MAX_HEADING: usize = 40;

/// Sets the lists of contents aside. `ways` says how many links a block is made of, by its place among the blocks.
pub(super) fn set_aside(draft: &mut Draft, ways: &BTreeMap<usize, usize>) {
    let mut kept: Vec<Block> = Vec::new();
    let mut run: Vec<Block> = Vec::new();
    let mut links = 0;
    for (at, block) in std::mem::take(&mut draft.blocks).into_iter().enumerate() {
        if let Some(count) = ways.get(&at) {
            links += count;
            run.push(block);
            continue;
        }
        end(draft, &mut kept, (&mut run, &mut links));
        kept.push(block);
    }
    end(draft, &mut kept, (&mut run, &mut links));
    draft.blocks = kept;
}

/// Ends a run of such blocks: a list of contents goes with its heading, anything else stays.
fn end(draft: &mut Draft, kept: &mut Vec<Block>, (run, links): (&mut Vec<Block>, &mut usize)) {
    let is_list = std::mem::take(links) >= MIN_WAYS;
    let mut run = std::mem::take(run);
    if !is_list {
        return kept.append(&mut run);
    }
    if kept.last().is_some_and(|block| is_heading(block) && kept.len() > 1) {
        run.splice(0..0, kept.pop());
    }
    let words: Vec<String> = run.iter().map(Block::words).collect();
    let place = run.first().map(|block| block.place).unwrap_or_default();
    draft.notes.push(Note::set_aside("the page's list of contents", words.join("\n"), place));
}

/// Whether a block is the heading of a list of contents: it has words for it, and no number.
fn is_heading(block: &Block) -> bool {
    const NAMES: [&str; 7] =
        ["contents", "содержание", "оглавление", "mundarija", "мундарижа", "on this page", "sections"];
    let words = block.words().to_lowercase();
    let is_text = matches!(block.kind, Kind::Heading(..) | Kind::Paragraph(_));
    is_text && words.chars().count() <= MAX_HEADING && NAMES.iter().any(|name| words.contains(name))
}
