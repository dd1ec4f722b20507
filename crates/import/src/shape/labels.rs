//! Writes the labels that only their neighbours prove as an edition has them: `(a)` and `a.` as `a)`.

use super::{with_label, without};
use crate::Note;
use crate::block::{Block, Inline, Kind, Words, plain};
use crate::label::{self, Proven, REWRITTEN, Standing};

/// Rewrites the labels of paragraphs, items and their lines. What was rewritten is said once.
pub(super) fn rewrite(blocks: Vec<Block>, notes: &mut Vec<Note>) -> Vec<Block> {
    let lines: Vec<Standing> = blocks.iter().flat_map(standings).collect();
    let mut proven = label::proven(&lines).into_iter();
    let mut is_rewritten = false;
    let rewritten = blocks.into_iter().map(|block| {
        let own: Vec<Option<Proven>> = proven.by_ref().take(standings(&block).len()).collect();
        is_rewritten |= own.iter().flatten().any(|proven| proven.written.ends_with(')'));
        written(block, &own)
    });
    let blocks = rewritten.collect();
    if is_rewritten && !notes.iter().any(|note| note.message == REWRITTEN) {
        notes.push(Note::file(REWRITTEN));
    }
    blocks
}

/// The lines of a block, each of which somebody ended.
fn standings(block: &Block) -> Vec<Standing> {
    let standing = |text: String| Standing { text, is_apart: true, is_item: false };
    match &block.kind {
        Kind::Paragraph(words) => lines(words).iter().map(|line| standing(plain(line))).collect(),
        Kind::Item(_, number, words) => {
            let mut standings: Vec<Standing> = lines(words).iter().map(|line| standing(plain(line))).collect();
            match number {
                Some(number) => standings[0].text.insert_str(0, &format!("{number} ")),
                None => standings[0].is_item = true,
            }
            standings
        }
        _ => vec![standing(block.words())],
    }
}

fn lines(words: &[Inline]) -> Vec<Words> {
    words.split(|inline| *inline == Inline::Break).map(<[Inline]>::to_vec).collect()
}

/// A block with its labels as an edition has them. Behind the bullet of a list that was there for the looks stands a
/// paragraph's.
fn written(block: Block, proven: &[Option<Proven>]) -> Block {
    let is_labelled = proven.first().is_some_and(Option::is_some);
    let kind = match block.kind {
        Kind::Paragraph(words) => Kind::Paragraph(relabelled(&words, proven)),
        Kind::Item(_, None, words) if is_labelled => Kind::Paragraph(relabelled(&words, proven)),
        Kind::Item(depth, number, words) => Kind::Item(depth, number, relabelled(&words, proven)),
        kind => kind,
    };
    Block { kind, ..block }
}

fn relabelled(words: &[Inline], proven: &[Option<Proven>]) -> Words {
    let lines = lines(words).into_iter().zip(proven).map(|(line, proven)| match proven {
        Some(proven) => with_label(without(&line, proven.len), &proven.written),
        None => line,
    });
    lines.collect::<Vec<_>>().join(&Inline::Break)
}
