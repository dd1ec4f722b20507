//! What changed between two versions of a policy: clause by clause, and word by word inside a clause.
//!
//! ```text
//! two readings --passage--> passages --matching--> pairs of passages --redline--> words kept, removed and added
//! ```
//!
//! Clauses are matched by their number and by likeness, so that a clause that was only renumbered is a move, and not a
//! deletion and an addition. Nothing is left out: each passage of either side is in exactly one change.

mod blocks;
mod likeness;
mod matching;
mod passage;
#[cfg(test)]
mod tests;
mod words;

use candor_model::Locale;

pub use blocks::{BlockChange, ItemChange, RowChange};
pub use passage::Passage;
pub use words::{Fate, Look, Piece};

use crate::portal::{CheckedEdition, Version};
use blocks::Redline;

/// What changed from one version to the next, for readers of one locale.
#[derive(Clone, Debug)]
pub struct Changes<'a> {
    /// The locale of the editions that were compared: the reader's own, or the authoritative one where one of the
    /// versions has no edition in it.
    pub locale: &'a Locale,
    /// Every passage of both versions in the order of the new one; what was removed stands behind what it followed.
    pub passages: Vec<Change<'a>>,
}

/// A passage with what became of it.
#[derive(Clone, Debug)]
pub struct Change<'a> {
    /// The passage as it was; nothing where it was added.
    pub old: Option<Passage<'a>>,
    /// The passage as it is; nothing where it was removed.
    pub new: Option<Passage<'a>>,
    /// It has another number than before.
    pub moved: Moved,
    /// Other words than before, or a link that leads elsewhere; true of what was added or removed.
    pub reworded: bool,
}

/// Whether a passage has another number than before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moved {
    /// No, or it has none.
    No,
    /// It was moved by itself.
    Alone,
    /// The clause that it is a part of was, and took it along.
    Along,
}

/// What kind of change a passage went through.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// None that a reader sees.
    Unchanged,
    /// It is new.
    Added,
    /// It has other words.
    Changed,
    /// It has another number, and perhaps other words.
    Moved,
    /// It is gone.
    Removed,
}

/// How many passages went through each kind of change. A clause that only moved along with another is not counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Counts {
    /// How many are new.
    pub added: u64,
    /// How many have other words, those among them that have another number too.
    pub changed: u64,
    /// How many have another number.
    pub moved: u64,
    /// How many are gone.
    pub removed: u64,
}

impl<'a> Changes<'a> {
    /// Compares two versions for readers of `locale`.
    #[must_use]
    pub fn between(old: &'a Version, new: &'a Version, locale: &'a Locale) -> Self {
        let has_both = old.editions.contains_key(locale) && new.editions.contains_key(locale);
        let locale = if has_both { locale } else { &new.authoritative };
        let passages = matching::pairs(passage::of_version(old, locale), passage::of_version(new, locale));
        let passages = passages.into_iter().map(|(before, after)| in_one_language((old, before), (new, after)));
        let mut changes: Vec<Change<'a>> = passages.map(|(old, new)| Change::new(old, new)).collect();
        matching::set_moved(&mut changes);
        Self { locale, passages: changes }
    }

    /// Compares an edition with what it was before it was corrected.
    #[must_use]
    pub fn of_edition(old: &'a CheckedEdition, new: &'a CheckedEdition) -> Self {
        let passages = matching::pairs(passage::of_edition(old), passage::of_edition(new));
        let mut changes: Vec<Change<'a>> = passages.into_iter().map(|(old, new)| Change::new(old, new)).collect();
        matching::set_moved(&mut changes);
        Self { locale: &new.edition.locale, passages: changes }
    }

    /// The changes that a reader should see, in their order.
    pub fn visible(&self) -> impl Iterator<Item = &Change<'a>> {
        self.passages.iter().filter(|change| change.kind() != Kind::Unchanged)
    }

    /// How many there are of each kind.
    #[must_use]
    pub fn counts(&self) -> Counts {
        let count = |is: &dyn Fn(&Change<'a>) -> bool| self.passages.iter().filter(|change| is(change)).count() as u64;
        Counts {
            added: count(&|change| change.kind() == Kind::Added),
            changed: count(&Change::has_other_words),
            moved: count(&|change| change.kind() == Kind::Moved),
            removed: count(&|change| change.kind() == Kind::Removed),
        }
    }
}

impl<'a> Change<'a> {
    fn new(old: Option<Passage<'a>>, new: Option<Passage<'a>>) -> Self {
        let reworded = match (&old, &new) {
            (Some(old), Some(new)) => old.words != new.words,
            _ => true,
        };
        Self { old, new, moved: Moved::No, reworded }
    }

    /// Whether it was there before, with other words.
    #[must_use]
    pub fn has_other_words(&self) -> bool {
        self.reworded && matches!(self.kind(), Kind::Changed | Kind::Moved)
    }

    /// What kind of change it is.
    #[must_use]
    pub fn kind(&self) -> Kind {
        match (&self.old, &self.new, self.moved) {
            (None, ..) => Kind::Added,
            (_, None, _) => Kind::Removed,
            (.., Moved::Alone) => Kind::Moved,
            _ if self.reworded => Kind::Changed,
            _ => Kind::Unchanged,
        }
    }

    /// The passage as it is, or as it was before it was removed.
    #[must_use]
    pub fn passage(&self) -> &Passage<'a> {
        self.new.as_ref().or(self.old.as_ref()).expect("a change has an old passage, a new one, or both")
    }

    /// The words of the heading, with the fate of each; empty where there is none.
    #[must_use]
    pub fn heading(&self) -> Vec<Piece> {
        self.redline().heading(self.old.as_ref(), self.new.as_ref())
    }

    /// The text below the heading, with the fate of each word.
    #[must_use]
    pub fn blocks(&self) -> Vec<BlockChange> {
        let blocks = |passage: Option<&Passage<'a>>| passage.map_or(&[][..], |passage| passage.blocks);
        self.redline().blocks(blocks(self.old.as_ref()), blocks(self.new.as_ref()))
    }

    fn redline(&self) -> Redline<'a> {
        let edition = self.passage().edition;
        let of = |passage: Option<&Passage<'a>>| passage.map_or(edition, |passage| passage.edition);
        Redline { old: of(self.old.as_ref()), new: of(self.new.as_ref()) }
    }
}

/// A passage that is translated on one side only is compared in the language that prevails, where both sides have it:
/// that it was translated meanwhile is no change of what the policy says.
fn in_one_language<'a>(
    (old, before): (&'a Version, Option<Passage<'a>>),
    (new, after): (&'a Version, Option<Passage<'a>>),
) -> (Option<Passage<'a>>, Option<Passage<'a>>) {
    let (Some(was), Some(is)) = (&before, &after) else { return (before, after) };
    if was.edition.edition.locale == is.edition.edition.locale {
        return (before, after);
    }
    let both = passage::authoritative(old, &was.key).zip(passage::authoritative(new, &is.key));
    both.map_or((before, after), |(was, is)| (Some(was), Some(is)))
}
