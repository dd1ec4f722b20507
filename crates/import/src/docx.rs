//! `.docx`: a Word document with the numbers that Word counts. Headings and lists are what their styles say they are; what
//! is deleted, hidden or stands beside the text is set aside.

mod beside;
mod counters;
mod document;
mod fields;
mod label;
mod numbering;
mod numerals;
mod package;
mod seen;
mod styles;
mod symbols;
mod table;
#[cfg(test)]
mod tests;
mod walk;
mod words;
mod xml;

use std::collections::{BTreeMap, BTreeSet};

use crate::block::{Block, Draft, Inline, Kind, Place, is_bold, plain};
use crate::label::{REWRITTEN, number_of};
use crate::{Note, Unreadable};
use document::Document;
use package::Package;
use walk::Walker;

/// Reads a document.
///
/// # Errors
/// The bytes are no Word document, or one that is damaged, encrypted, or larger than any policy.
pub(crate) fn read(bytes: &[u8]) -> Result<Draft, Unreadable> {
    let document = Document::read(&mut Package::open(bytes)?)?;
    let mut walker = Walker::new(&document, &document.main);
    walker.walk(&document.main.root);
    walker.end();
    walker.blocks = sections(walker.blocks, &walker.numbered, &walker.clauses);
    beside::footnotes(&document, &mut walker);
    beside::others(&document, &mut walker);
    let about = about(&walker);
    walker.notes.extend(about);
    Ok(Draft { title: document.title.clone(), blocks: walker.blocks, notes: walker.notes })
}

/// Makes paragraphs of the items that are the numbers of sections: their list numbers the clauses below them, too, or
/// they are bold, or the first of their clauses follows. Among these the headings are found later on.
fn sections(mut blocks: Vec<Block>, numbered: &BTreeMap<usize, String>, clauses: &BTreeSet<String>) -> Vec<Block> {
    let numbers: Vec<_> = blocks.iter().map(|block| number_of(&block.words())).collect();
    for (at, block) in blocks.iter_mut().enumerate() {
        let (Kind::Item(0, Some(number), words), Place::Paragraph(paragraph)) = (&block.kind, block.place) else {
            continue;
        };
        let Some(list) = numbered.get(&paragraph) else { continue };
        let next = numbers.get(at + 1).cloned().flatten().unwrap_or_default();
        let is_above = matches!((numbers[at].as_deref(), next.as_slice()), (Some([own]), [first, 1]) if own == first);
        let is_section = number.ends_with('.') && (is_above || is_bold(words) || clauses.contains(list));
        if is_section && !plain(words).is_empty() {
            let label = format!("{number} ");
            let label = if is_bold(words) { Inline::Strong(label) } else { Inline::Text(label) };
            block.kind = Kind::Paragraph(std::iter::once(label).chain(words.clone()).collect());
        }
    }
    blocks
}

/// What is to be said about the file as a whole.
fn about(walker: &Walker<'_>) -> Vec<Note> {
    let mut messages = Vec::new();
    if walker.is_changed {
        messages.push(
            "The document holds tracked changes: what they inserted stands, what they deleted was set aside. Accept or \
             reject them in Word, and import it again."
                .to_owned(),
        );
    }
    if walker.is_rewritten {
        messages.push(REWRITTEN.to_owned());
    }
    match walker.reader.pictures {
        0 => {}
        1 => messages.push("There is a picture in the file: look whether there are words in it.".to_owned()),
        count => {
            messages.push(format!("There are {count} pictures in the file: look whether there are words in them."))
        }
    }
    messages.into_iter().map(Note::file).collect()
}
