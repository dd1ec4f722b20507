//! A version as a reader of one locale sees it: that locale's edition, and in it what only the authoritative one says.

use std::collections::BTreeSet;

use candor_model::Locale;

use crate::check::reading::{self, Origin};
use crate::edition::Clause;
use crate::portal::{CheckedEdition, Version};

/// A version as a reader of one locale sees it.
#[derive(Clone, Debug)]
pub struct Reading<'a> {
    /// The edition whose title and footnotes are shown: the reader's own, or else the authoritative one.
    pub edition: &'a CheckedEdition,
    /// The clauses in their order.
    pub clauses: Vec<ReadingClause<'a>>,
}

/// A clause as it is shown.
#[derive(Clone, Debug)]
pub struct ReadingClause<'a> {
    /// The HTML id, unique on the page.
    pub anchor: String,
    /// What it says.
    pub clause: &'a Clause,
    /// The edition it comes from, whose links and footnotes are its own. Where that is another than the reading's, the
    /// clause is not translated yet.
    pub edition: &'a CheckedEdition,
}

impl Version {
    /// What a reader of `locale` sees: the edition in that locale, with the clauses that only the authoritative one has
    /// in their places; or the authoritative one, where the locale has none.
    #[must_use]
    pub fn reading(&self, locale: &Locale) -> Reading<'_> {
        let authoritative = self.authoritative_edition();
        let own = self.editions.get(locale).unwrap_or(authoritative);
        let mut anchors = own.edition.clauses.iter().map(|clause| clause.anchor.clone()).collect();
        let clauses = reading::merge(&own.edition, &authoritative.edition).into_iter().map(|origin| {
            let clause = reading::clause(origin, &own.edition, &authoritative.edition);
            match origin {
                Origin::Own(_) => ReadingClause { anchor: clause.anchor.clone(), clause, edition: own },
                Origin::Authoritative(_) => {
                    ReadingClause { anchor: free_anchor(&clause.anchor, &mut anchors), clause, edition: authoritative }
                }
            }
        });
        Reading { edition: own, clauses: clauses.collect() }
    }
}

impl Reading<'_> {
    /// Whether the clause comes from another edition than the one that is read: it is not translated yet.
    #[must_use]
    pub fn is_untranslated(&self, clause: &ReadingClause<'_>) -> bool {
        clause.edition.edition.locale != self.edition.edition.locale
    }
}

/// The anchor, with a number behind it where another clause of the page has it already.
fn free_anchor(anchor: &str, taken: &mut BTreeSet<String>) -> String {
    let numbered = (2..).map(|number| format!("{anchor}-{number}"));
    let free = std::iter::once(anchor.to_owned()).chain(numbered).find(|anchor| taken.insert(anchor.clone()));
    free.unwrap_or_default()
}
