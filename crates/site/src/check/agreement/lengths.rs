//! Lists and tables that are longer or shorter than those of the same clause in the authoritative edition.

use std::ops::Range;

use super::reader::Pair;
use crate::edition::{Block, Clause, first_character};
use crate::{Code, Diagnostic, Report, Span};

/// Compares the lists and tables of a clause one by one, where both editions have equally many. Where they do not, one
/// may have put into a sentence what the other has put into a list. Parts with letters are clauses of their own. Returns
/// whether all are alike; where they are not, what else differs is a part of what was said.
pub(super) fn check(pair: &Pair<'_>, report: &mut Report) -> bool {
    let (own, other) = (shapes(pair.own), shapes(pair.other));
    if own.len() != other.len() || own.iter().zip(&other).any(|(own, other)| own.kind != other.kind) {
        return true;
    }
    let mut is_alike = true;
    for (own, other) in own.iter().zip(&other) {
        let differing = own.counts.iter().zip(&other.counts).filter(|(own, other)| own != other);
        for ((count, of), (other_count, _)) in differing {
            report.add(differs(pair, (own, other), &counted(own.kind, *count, of), *other_count));
            is_alike = false;
        }
    }
    is_alike
}

fn differs(pair: &Pair<'_>, (own, other): (&Shape, &Shape), length: &str, other_count: usize) -> Diagnostic {
    let (name, locale) = (pair.name(), pair.other_locale());
    let message = format!("{name} has {length}, but in the `{locale}` edition it has {other_count}.");
    let hint = "Compare the two, and add what is missing or remove what is too much.";
    let at = |file: &str, shape: &Shape| Span::new(file, shape.place.clone());
    let differs = Diagnostic::new(Code::ListLength, at(pair.texts.0.text.file, own), message, hint);
    differs.with_related(at(pair.texts.1.text.file, other), "it stands here")
}

/// `a list of 3 items`.
fn counted(kind: &str, count: usize, of: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("a {kind} of {count} {of}{plural}")
}

/// How long something is.
struct Shape {
    kind: &'static str,
    /// Its first character in the file.
    place: Range<usize>,
    /// How many, and of what.
    counts: Vec<(usize, &'static str)>,
}

fn shapes(clause: &Clause) -> Vec<Shape> {
    let mut shapes = Vec::new();
    collect(&clause.blocks, &mut shapes);
    shapes
}

fn collect(blocks: &[Block], shapes: &mut Vec<Shape>) {
    for block in blocks {
        let place = first_character(block).unwrap_or_default();
        match block {
            Block::List(list) => {
                shapes.push(Shape { kind: "list", place, counts: vec![(list.items.len(), "item")] });
                list.items.iter().for_each(|item| collect(&item.blocks, shapes));
            }
            Block::Table(table) => {
                let counts = vec![(table.rows.len(), "row"), (table.head.len(), "column")];
                shapes.push(Shape { kind: "table", place, counts });
            }
            Block::Quote(blocks) | Block::Lang { blocks, .. } => collect(blocks, shapes),
            Block::Paragraph(_) | Block::Heading(_) | Block::Code(_) | Block::Rule => {}
        }
    }
}
