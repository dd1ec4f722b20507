//! Lists and tables that are longer or shorter than those of the same clause in the authoritative edition.

use super::reader::Pair;
use crate::edition::{Block, Clause, Table, first_place};
use crate::{Code, Diagnostic, Report, Span};

/// Compares the lists and tables of a clause one by one, where both editions have equally many. Where they do not, one may have
/// put into a sentence what the other has put into a list. Parts with letters are clauses of their own.
pub(super) fn check(pair: &Pair<'_>, report: &mut Report) {
    let (own, other) = (shapes(pair.own), shapes(pair.other));
    let is_like = own.len() == other.len() && own.iter().zip(&other).all(|(own, other)| own.is_like(other));
    for (own, other) in own.iter().zip(&other).filter(|_| is_like) {
        for (count, other_count) in own.counts.iter().zip(&other.counts).filter(|(own, other)| own.0 != other.0) {
            let message = format!(
                "A {} in {} has {} {}, but {} in the `{}` edition.",
                own.kind,
                pair.name(),
                count.0,
                plural(count.1, count.0),
                other_count.0,
                pair.other_locale()
            );
            let hint = "Compare the two, and add what is missing or remove what is too much.";
            let at = |text: &str, place: usize| Span::new(text, place..place + 1);
            let differs = Diagnostic::new(Code::ListLength, at(pair.texts.0.text.file, own.place), message, hint);
            report.add(differs.with_related(at(pair.texts.1.text.file, other.place), "it stands here"));
        }
    }
}

/// How long something is.
struct Shape {
    kind: &'static str,
    place: usize,
    /// How many, and of what.
    counts: Vec<(usize, &'static str)>,
}

impl Shape {
    fn is_like(&self, other: &Self) -> bool {
        self.kind == other.kind
    }
}

fn plural(word: &str, count: usize) -> String {
    if count == 1 { word.to_owned() } else { format!("{word}s") }
}

fn shapes(clause: &Clause) -> Vec<Shape> {
    let mut shapes = Vec::new();
    collect(&clause.blocks, &mut shapes);
    shapes
}

fn collect(blocks: &[Block], shapes: &mut Vec<Shape>) {
    for block in blocks {
        let place = first_place(block).unwrap_or_default();
        match block {
            Block::List(list) => {
                shapes.push(Shape { kind: "list", place, counts: vec![(list.items.len(), "item")] });
                list.items.iter().for_each(|item| collect(&item.blocks, shapes));
            }
            Block::Table(table) => {
                let counts = vec![(table.rows.len(), "row"), (columns(table), "column")];
                shapes.push(Shape { kind: "table", place, counts });
            }
            Block::Quote(blocks) | Block::Lang { blocks, .. } => collect(blocks, shapes),
            Block::Paragraph(_) | Block::Heading(_) | Block::Code(_) | Block::Rule => {}
        }
    }
}

fn columns(table: &Table) -> usize {
    table.head.len()
}
