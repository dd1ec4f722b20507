//! Says where the numbers of clauses repeat or skip.

use std::collections::HashSet;

use crate::Note;
use crate::block::{Block, Kind, plain};
use crate::label::{follows, number_of};

/// Remarks on the blocks whose number is not the next one.
pub(super) fn remark(mut blocks: Vec<Block>) -> Vec<Block> {
    let mut last: Vec<u16> = Vec::new();
    let mut seen: HashSet<Vec<u16>> = HashSet::new();
    for block in &mut blocks {
        let Some(number) = clause_number(block) else { continue };
        let remark = if seen.contains(&number) {
            Some(format!("The number {} stands here a second time.", shown(&number)))
        } else if follows(&number, &last) || last.is_empty() {
            None
        } else {
            Some(format!("The number {} comes after {}.", shown(&number), shown(&last)))
        };
        block.remarks.extend(remark.map(Note::doubt));
        seen.insert(number.clone());
        last = number;
    }
    blocks
}

/// The number of a heading, or one with several parts. A single number before a paragraph may count anything.
fn clause_number(block: &Block) -> Option<Vec<u16>> {
    match &block.kind {
        Kind::Heading(_, words) => number_of(&plain(words)),
        Kind::Paragraph(words) => number_of(&plain(words)).filter(|parts| parts.len() > 1),
        _ => None,
    }
}

fn shown(number: &[u16]) -> String {
    number.iter().map(u16::to_string).collect::<Vec<_>>().join(".")
}
