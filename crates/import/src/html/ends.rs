//! What stands at the beginning and the end of a page and is the site's, though no element says so.

use std::collections::BTreeMap;

use super::walk::OWN_SITE;
use crate::block::{Block, Draft, Kind, plain};
use crate::label::Label;
use crate::lines::ends_sentence;
use crate::{Note, Topic};

/// A longer last paragraph is no mark of the site.
const MAX_RIGHTS: usize = 20;

/// Longer words below it are no links of the site.
const MAX_LINKS: usize = 6;

/// So many paragraphs at the end of a page may be the site's.
const MAX_MARKS: usize = 6;

/// Sets aside what leads away from the text, whose it is, and the headings of what was set aside.
pub(super) fn set_aside(draft: &mut Draft) {
    set_aside_ways_back(draft);
    set_aside_rights(draft);
    set_aside_last_headings(draft);
}

/// The last words of a page are often the site's own, in no element that says so: whose it is, and links.
fn set_aside_rights(draft: &mut Draft) {
    let is_short = |block: &&Block| matches!(&block.kind, Kind::Paragraph(words) if is_mark(&plain(words)));
    let tail = draft.blocks.iter().rev().take(MAX_MARKS).take_while(is_short);
    let Some(back) = tail.map(Block::words).position(|words| words.contains('©')) else { return };
    let first = draft.blocks.len() - 1 - back;
    for block in draft.blocks.split_off(first) {
        draft.notes.push(Note::set_aside("the site's footer", block.words(), block.place));
        draft.notes.extend(block.remarks);
    }
}

/// What stood below them was a form, or something else that is not text.
fn set_aside_last_headings(draft: &mut Draft) {
    let is_bare =
        |block: &mut Block| matches!(&block.kind, Kind::Heading(_, words) if Label::of(&plain(words)).is_none());
    while draft.blocks.len() > 1
        && let Some(heading) = draft.blocks.pop_if(is_bare)
    {
        draft.notes.push(Note::set_aside("a heading with nothing below it", heading.words(), heading.place));
        draft.notes.extend(heading.remarks);
    }
}

/// Links to places in the page that stand at its end: `Up`.
pub(super) fn set_aside_ways_up(draft: &mut Draft, ways: &mut BTreeMap<usize, usize>) {
    while let Some(last) = draft.blocks.len().checked_sub(1).filter(|last| ways.contains_key(last))
        && let Some(block) = draft.blocks.pop_if(|block| is_mark(&block.words()))
    {
        ways.remove(&last);
        draft.notes.push(Note::set_aside("what belongs to the site", block.words(), block.place));
    }
}

/// `← Back to the shop`, `To the top ↑`, and links into the site that stand above the first heading.
fn set_aside_ways_back(draft: &mut Draft) {
    let is_heading = |block: &Block| matches!(block.kind, Kind::Heading(..));
    let mut is_above = draft.blocks.iter().any(is_heading);
    let is_way = |block: &mut Block| {
        is_above &= !is_heading(block);
        let words = block.words();
        let has_arrow = words.starts_with(['←', '↑', '⟵', '⬅']) || words.ends_with('↑');
        let leads_away = is_above && block.remarks.iter().any(|remark| remark.message == OWN_SITE);
        (has_arrow || leads_away) && is_mark(&words) && !is_heading(block)
    };
    for block in draft.blocks.extract_if(.., is_way) {
        draft.notes.push(Note::set_aside("what belongs to the site", block.words(), block.place));
        draft.notes.extend(block.remarks.into_iter().filter(|note| note.topic != Topic::Doubt));
    }
}

/// `© Lantern, 2026. All rights reserved.`, or a few words below it that are no sentence.
fn is_mark(text: &str) -> bool {
    let words = text.split_whitespace().count();
    words <= MAX_RIGHTS && text.contains('©') || words <= MAX_LINKS && !ends_sentence(text)
}
