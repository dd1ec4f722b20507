//! Running text by lines: where a line begins, which label it begins with, and how to set that label off.

use std::ops::Range;

use super::label::{Label, LabelKind, MAX_HEAD, label};
use super::model::Inline;

/// A line of a paragraph.
pub(super) struct TextLine {
    /// The break before it; nothing before the first.
    pub(super) after: Option<Inline>,
    /// Its words.
    pub(super) inlines: Vec<Inline>,
}

/// Splits running text at its line ends. Emphasis that spans lines is closed and opened again.
pub(super) fn lines(inlines: Vec<Inline>) -> Vec<TextLine> {
    let mut lines = vec![TextLine { after: None, inlines: Vec::new() }];
    for inline in inlines {
        match inline {
            Inline::SoftBreak | Inline::LineBreak => lines.push(TextLine { after: Some(inline), inlines: Vec::new() }),
            Inline::Emphasis(children) => append(&mut lines, children, Inline::Emphasis),
            Inline::Strong(children) => append(&mut lines, children, Inline::Strong),
            other => push(&mut lines, other),
        }
    }
    lines
}

fn append(into: &mut Vec<TextLine>, children: Vec<Inline>, wrap: fn(Vec<Inline>) -> Inline) {
    let mut rest = lines(children).into_iter();
    if let Some(first) = rest.next() {
        push(into, wrap(first.inlines));
    }
    into.extend(rest.map(|line| TextLine { after: line.after, inlines: vec![wrap(line.inlines)] }));
}

fn push(lines: &mut [TextLine], inline: Inline) {
    if let Some(line) = lines.last_mut() {
        line.inlines.push(inline);
    }
}

/// Whether running text has more than one line, outside of links.
pub(super) fn has_lines(inlines: &[Inline]) -> bool {
    inlines.iter().any(|inline| match inline {
        Inline::SoftBreak | Inline::LineBreak => true,
        Inline::Emphasis(children) | Inline::Strong(children) => has_lines(children),
        _ => false,
    })
}

/// The label with which a line begins, which may be stressed.
pub(super) fn label_of(line: &[Inline]) -> Option<Label> {
    let mut head = String::new();
    write_head(&mut head, line);
    label(&head)
}

/// Writes the first words of a line. Returns whether there may be more, and they are wanted.
fn write_head(head: &mut String, inlines: &[Inline]) -> bool {
    inlines.iter().all(|inline| match inline {
        Inline::Text { text, .. } => {
            let wanted = text.floor_char_boundary(MAX_HEAD.saturating_sub(head.len()));
            head.push_str(&text[..wanted]);
            wanted == text.len()
        }
        Inline::Emphasis(children) | Inline::Strong(children) => write_head(head, children),
        Inline::SoftBreak | Inline::LineBreak => {
            head.push('\n');
            false
        }
        _ => {
            head.push(SOMETHING);
            false
        }
    })
}

/// Stands for what is neither a space nor the beginning of a sentence.
const SOMETHING: char = '\u{fffc}';

/// Where a line's first words begin in the file.
pub(super) fn place(line: &[Inline]) -> Option<usize> {
    first_character(line).map(|character| character.start)
}

/// The first character of a line's words in the file.
pub(super) fn first_character(line: &[Inline]) -> Option<Range<usize>> {
    line.iter().find_map(|inline| match inline {
        Inline::Text { at, text } | Inline::Number { at, text } => {
            Some(*at..at + text.chars().next().map_or(0, char::len_utf8))
        }
        Inline::Link(link) => Some(link.span.start..link.span.start + 1),
        other => first_character(other.children()),
    })
}

/// Makes the label of a line an [`Inline::Number`] of its own. Of a label that is partly stressed the first part is.
pub(super) fn set_off(line: &mut Vec<Inline>, label: &Label) {
    split_at(line, label.start, label.end - label.start);
}

/// Sets off the label that begins after `skip` bytes of words. Returns how many of these are still to be skipped, and
/// nothing once it is done.
fn split_at(line: &mut Vec<Inline>, mut skip: usize, len: usize) -> Option<usize> {
    for index in 0..line.len() {
        match &mut line[index] {
            Inline::Emphasis(children) | Inline::Strong(children) => skip = split_at(children, skip, len)?,
            Inline::Text { text, .. } if text.len() <= skip => skip -= text.len(),
            Inline::Text { text, at } => {
                let pieces = pieces(text, *at, skip..text.len().min(skip + len));
                line.splice(index..=index, pieces);
                return None;
            }
            _ => return None,
        }
    }
    Some(skip)
}

fn pieces(text: &str, at: usize, number: Range<usize>) -> impl Iterator<Item = Inline> + use<> {
    let piece = |range: Range<usize>| Inline::Text { at: at + range.start, text: text[range].to_owned() };
    let written = Inline::Number { at: at + number.start, text: text[number.clone()].to_owned() };
    let pieces = [piece(0..number.start), written, piece(number.end..text.len())];
    pieces.into_iter().filter(|piece| !matches!(piece, Inline::Text { text, .. } if text.is_empty()))
}

/// Where the number is written that was set off in a line.
pub(super) fn number_span(line: &[Inline]) -> Option<Range<usize>> {
    line.iter().find_map(|inline| match inline {
        Inline::Number { text, at } => Some(*at..at + text.len()),
        other => number_span(other.children()),
    })
}

/// Whether all words of a line are strongly stressed, as those of a title that is no heading.
pub(super) fn is_all_strong(line: &[Inline]) -> bool {
    let is_strong = |inline: &Inline| match inline {
        Inline::Strong(_) => true,
        Inline::Emphasis(children) => is_all_strong(children),
        Inline::Text { text, .. } => text.trim().is_empty(),
        _ => false,
    };
    line.iter().all(is_strong) && !line.is_empty()
}

/// The break before a line. One that begins as an item of a list does is on a line of its own for the reader too.
pub(super) fn break_before(line: &TextLine, before: &[Inline]) -> Option<Inline> {
    let is_item = match label_of(&line.inlines).map(|label| label.kind) {
        Some(LabelKind::Letter(_)) => true,
        Some(LabelKind::Number { parts, firm }) => firm && parts.len() == 1,
        None => begins_with_bullet(&line.inlines, before),
    };
    line.after.clone().map(|after| if is_item { Inline::LineBreak } else { after })
}

/// Whether a line begins with a bullet that Markdown does not know, or with `(a)`. A dash is a bullet where the line before has ended a
/// part of a sentence; elsewhere it stands between words that were wrapped.
fn begins_with_bullet(line: &[Inline], before: &[Inline]) -> bool {
    let Some(Inline::Text { text, .. }) = line.first() else { return false };
    let ends_part = || match before.last() {
        Some(Inline::Text { text, .. }) => text.trim_end().ends_with([':', ';', ',', '.']),
        _ => false,
    };
    match text.trim_start().chars().next() {
        Some('•' | '·' | '▪' | '◦' | '●' | '‣' | '■' | '○') => true,
        Some('-' | '–' | '—') => ends_part(),
        Some('(') => label(text.trim_start().trim_start_matches('(')).is_some(),
        _ => false,
    }
}

/// By how many the opening brackets in a line's words outnumber the closing ones, given how many are open before it.
pub(super) fn open_brackets(line: &[Inline], before: usize) -> usize {
    line.iter().fold(before, |open, inline| match inline {
        Inline::Text { text, .. } => text.chars().fold(open, |open, c| match c {
            '(' => open + 1,
            ')' => open.saturating_sub(1),
            _ => open,
        }),
        other => open_brackets(other.children(), open),
    })
}
