//! What an edition says otherwise than when it was published, told at the place where it does.

use std::collections::BTreeMap;
use std::ops::Range;

use super::editions;
use crate::Report;
use crate::changes::{BlockChange, Change, Changes, Fate, Kind, Look, Passage, Piece};
use crate::edition::Edition;
use crate::parse::{EditionDraft, PublishedText};
use crate::portal::CheckedEdition;

/// So many places are told; an author who changed more knows it.
const MOST: usize = 8;
/// So many characters of a piece of text are quoted.
const QUOTED: usize = 48;

/// Each place that differs, with a sentence; nothing where one of the two texts cannot be read.
pub(super) fn altered(draft: &EditionDraft, published: &PublishedText) -> Vec<(Range<usize>, String)> {
    let was = Edition::parse(&published.file, &published.text, &published.locale, &mut Report::default());
    let Some((was, is)) = was.zip(draft.edition.clone()) else { return Vec::new() };
    let mut told = Vec::new();
    if was.title != is.title {
        told.push((0..0, format!("The title was published as `{}`.", was.title)));
    }
    let (was, is) = (bare(was), bare(is));
    let changes = Changes::of_edition(&was, &is);
    let mut place = 0..0;
    for change in &changes.passages {
        place = change.new.as_ref().map_or(place, |passage| label_span(passage, &is));
        told.extend(sentence(change).map(|sentence| (place.clone(), sentence)));
    }
    let rest = told.len().saturating_sub(MOST);
    told.truncate(MOST);
    if rest > 0 {
        told.push((0..0, format!("And {rest} more clauses are not as they were published.")));
    }
    if told.is_empty() {
        told.extend(line(draft, published));
    }
    told
}

/// An edition without its links: where they lead does not matter here.
fn bare(edition: Edition) -> CheckedEdition {
    CheckedEdition { edition, text: String::new(), digest: String::new(), links: BTreeMap::new() }
}

fn label_span(passage: &Passage<'_>, edition: &CheckedEdition) -> Range<usize> {
    let clause = edition.edition.clauses.iter().find(|clause| clause.anchor == passage.anchor);
    clause.map_or(0..0, |clause| clause.label_span.clone())
}

fn sentence(change: &Change<'_>) -> Option<String> {
    let called = called(change.passage());
    match change.kind() {
        Kind::Unchanged => None,
        Kind::Added => Some(format!("{called} was not in what was published.")),
        Kind::Removed => Some(format!("{called} was published, and is gone.")),
        Kind::Moved => {
            Some(format!("{called} was published as {}.", change.old.as_ref().map(self::called)?.to_lowercase()))
        }
        Kind::Changed => {
            let (was, is) = first_difference(change);
            Some(format!("{called} was published with `{was}`, not with `{is}`."))
        }
    }
}

fn called(passage: &Passage<'_>) -> String {
    match passage.note {
        Some(label) => format!("Footnote {label}"),
        None => editions::called(passage.number, passage.depth, &passage.anchor),
    }
}

/// The first place where words differ, as it was and as it is, with a word of what stands around it.
fn first_difference(change: &Change<'_>) -> (String, String) {
    let mut pieces = change.heading();
    change.blocks().iter().for_each(|block| collect(block, &mut pieces));
    let start = pieces.iter().position(|piece| piece.fate != Fate::Kept).unwrap_or_default();
    let end = pieces[start..].iter().position(|piece| piece.fate == Fate::Kept).map_or(pieces.len(), |len| start + len);
    let before = pieces[..start].last().map_or("", |piece| last_word(&piece.text));
    let after = pieces.get(end).map_or("", |piece| first_word(&piece.text));
    let words =
        |fate| pieces[start..end].iter().filter(move |piece| piece.fate == fate).map(|piece| piece.text.as_str());
    let told = |fate| {
        let words: String = words(fate).collect();
        quoted(&format!("{before}{words}{after}"))
    };
    (told(Fate::Removed), told(Fate::Added))
}

/// The last word with the space behind it.
fn last_word(text: &str) -> &str {
    let words = text.trim_end();
    let last = words.rsplit(char::is_whitespace).next().unwrap_or_default();
    &text[words.len() - last.len()..]
}

/// The first word with the space before it.
fn first_word(text: &str) -> &str {
    let begin = text.len() - text.trim_start().len();
    &text[..text[begin..].find(char::is_whitespace).map_or(text.len(), |len| begin + len)]
}

/// The pieces of a block, with a space behind each part of it that stands alone.
fn collect(block: &BlockChange, into: &mut Vec<Piece>) {
    match block {
        BlockChange::Text(_, pieces) | BlockChange::Code(pieces) => add(pieces, into),
        BlockChange::List { items, .. } => {
            for item in items {
                add(&item.marker, into);
                item.blocks.iter().for_each(|block| collect(block, into));
            }
        }
        BlockChange::Table(rows) => rows.iter().flat_map(|row| &row.cells).for_each(|cell| add(cell, into)),
        BlockChange::Quote(blocks) | BlockChange::Lang(_, blocks) => {
            blocks.iter().for_each(|block| collect(block, into));
        }
        BlockChange::Rule => {}
    }
}

fn add(pieces: &[Piece], into: &mut Vec<Piece>) {
    into.extend_from_slice(pieces);
    into.push(Piece { fate: Fate::Kept, text: " ".to_owned(), look: Look::default() });
}

fn quoted(words: &str) -> String {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let beginning: String = words.chars().take(QUOTED).collect();
    if beginning.len() < words.len() { beginning + "…" } else { beginning }
}

/// The first line that differs, where readers see the same words.
fn line(draft: &EditionDraft, published: &PublishedText) -> Option<(Range<usize>, String)> {
    let text = draft.normalized.as_ref()?;
    let same = text.lines().zip(published.text.lines()).take_while(|(is, was)| is == was).count();
    let was = published.text.lines().nth(same).unwrap_or_default();
    let message = match was.trim() {
        "" => "Readers see the same words, but an empty line was published here.".to_owned(),
        was => format!("Readers see the same words, but this line was published as `{}`.", quoted(was)),
    };
    Some((range_of_line(&draft.text, same), message))
}

fn range_of_line(text: &str, line: usize) -> Range<usize> {
    let mut start = 0;
    for (number, written) in text.split_inclusive('\n').enumerate() {
        if number == line {
            return start..start + written.trim_end().len();
        }
        start += written.len();
    }
    0..0
}
