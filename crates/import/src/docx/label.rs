//! Labels: what Word shows before a paragraph of a list, and how an edition has it.

use super::numbering::Level;
use super::numerals::{Case, Numerals};

/// What stands before a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Label {
    /// What it is.
    pub(super) kind: LabelKind,
    /// As Word shows it.
    pub(super) shown: String,
}

/// The kinds of labels, as an edition has them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum LabelKind {
    /// `•`, `-`.
    Bullet,
    /// `1.1.`, `2.4.1`.
    Clause(String),
    /// `1.`, `2)`: a section's, or an item's.
    Number(String),
    /// `a)`, `б)`, `iv)`.
    Letter(String),
    /// `Article 5.`, `I.`.
    Words(String),
}

impl Label {
    /// The label of a level with these numbers; nothing where it is empty.
    pub(super) fn of(level: &Level, numbers: &[u32], numerals: impl Fn(usize) -> Numerals) -> Option<Self> {
        let shown = shown(level, numbers, numerals).trim().to_owned();
        let kind = match level.parts().as_slice() {
            _ if shown.is_empty() => return None,
            [] if level.numerals == Numerals::Bullet || !shown.contains(char::is_alphanumeric) => LabelKind::Bullet,
            [] => LabelKind::Words(shown.clone()),
            [_] => of_one(level, &shown),
            _ => of_many(&shown),
        };
        Some(Self { kind, shown })
    }

    /// Whether an edition has it otherwise than Word shows it.
    pub(super) fn is_rewritten(&self) -> bool {
        match &self.kind {
            LabelKind::Bullet => false,
            LabelKind::Clause(text) | LabelKind::Number(text) | LabelKind::Letter(text) | LabelKind::Words(text) => {
                *text != self.shown
            }
        }
    }
}

/// A label with one number: `1.`, `1)`, `(a)`, `a.`, `§ 1`.
fn of_one(level: &Level, shown: &str) -> LabelKind {
    let core = shown.trim_matches(|c| "().".contains(c));
    let is_section = level.numerals == Numerals::Roman(Case::Upper) && !shown.ends_with(')');
    if core.is_empty() || !core.chars().all(char::is_alphanumeric) || is_section {
        return LabelKind::Words(shown.to_owned());
    }
    if core.chars().all(|c| c.is_ascii_digit()) {
        let end = if shown.ends_with(')') { ')' } else { '.' };
        return LabelKind::Number(format!("{core}{end}"));
    }
    match level.numerals {
        Numerals::Letters(..) | Numerals::Roman(_) => LabelKind::Letter(format!("{core})")),
        _ => LabelKind::Words(shown.to_owned()),
    }
}

/// A label with the numbers of several levels: `1.1.`, `(1.1)`, `1.a)`.
fn of_many(shown: &str) -> LabelKind {
    let core = shown.trim_start_matches('(');
    let is_number = core.starts_with(|c: char| c.is_ascii_digit())
        && core.contains('.')
        && core.trim_end_matches(')').chars().all(|c| c.is_ascii_digit() || c == '.');
    if is_number { LabelKind::Clause(core.to_owned()) } else { LabelKind::Words(shown.to_owned()) }
}

/// The label as Word shows it.
fn shown(level: &Level, numbers: &[u32], numerals: impl Fn(usize) -> Numerals) -> String {
    let parts = level.parts();
    parts.iter().fold(level.text.clone(), |text, at| {
        let numerals = if level.is_legal { Numerals::Decimal } else { numerals(*at) };
        text.replace(&Level::mark(*at), &numerals.write(numbers[*at]))
    })
}
