//! When a line that begins with a label is a clause, and when it only looks like one.

use super::ahead::Ahead;
use super::inlines::{is_all_strong, place};
use super::label::LabelKind;
use super::model::Inline;
use super::numbering::Numbering;

/// Where a line stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stand {
    /// It begins a paragraph, or an item without number.
    Free,
    /// It is a further line of a paragraph.
    Line,
    /// It belongs to a list's item.
    Inside,
    /// It follows an item and is not indented as that is; Markdown takes it for a part of the item.
    Lazy,
    /// It belongs to a quotation or a footnote, where numbers are somebody else's.
    Quoted,
    /// It follows a quotation or a footnote without being marked as a part of it.
    LazyQuoted,
}

/// Whether a line begins a clause.
pub(super) struct Question<'a> {
    pub(super) stand: Stand,
    pub(super) line: &'a [Inline],
    /// A bracket is open that was opened before it in its paragraph.
    pub(super) in_brackets: bool,
    pub(super) numbering: &'a Numbering,
    pub(super) ahead: &'a Ahead,
}

impl Question<'_> {
    /// Answers for the label with which the line begins.
    pub(super) fn is_clause(&self, label: &LabelKind) -> bool {
        match label {
            LabelKind::Number { parts, firm } => match parts[..] {
                [section] => *firm && self.is_section(section),
                _ => self.is_number(parts, *firm),
            },
            LabelKind::Letter(_) => match self.stand {
                Stand::Free => true,
                Stand::Line | Stand::Lazy => !self.in_brackets,
                Stand::Inside | Stand::Quoted | Stand::LazyQuoted => false,
            },
        }
    }

    /// Text that goes on from the line before may happen to begin with a number, so there the number must follow on.
    fn is_number(&self, parts: &[u16], firm: bool) -> bool {
        match self.stand {
            Stand::Free => firm || self.numbering.continues(parts),
            Stand::Quoted => false,
            Stand::Line | Stand::Inside | Stand::Lazy | Stand::LazyQuoted => self.numbering.continues(parts),
        }
    }

    /// A single number is a section's when its first clause comes next, or when the paragraph is bold like a title.
    fn is_section(&self, number: u16) -> bool {
        let last = self.numbering.section();
        let is_title = self.stand == Stand::Free && is_all_strong(self.line);
        let is_next = last.is_none_or(|last| last + 1 == number);
        let begins = || place(self.line).is_some_and(|at| self.ahead.begins_section(at, number));
        let may_begin = self.stand != Stand::Quoted && last != Some(number);
        is_title && is_next || may_begin && begins()
    }
}
