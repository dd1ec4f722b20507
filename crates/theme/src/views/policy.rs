//! A version of a policy, and the version table.

use candor_model::{Direction, Locale};
use serde::Serialize;

use crate::{Chrome, DateView, Link};

/// `/<locale>/<policy>/` and `/<locale>/<policy>/<version>/`: one version in one locale.
#[derive(Clone, Debug, Serialize)]
pub struct PolicyPage {
    /// The frame. `chrome.title` is the edition's title.
    pub chrome: Chrome,
    /// The version that is shown.
    pub version: VersionRow,
    /// The version in force, where that is another one: the page says that it was superseded, or is upcoming.
    pub in_force: Option<VersionRow>,
    /// A later version that is published already, on the page of the one in force.
    pub upcoming: Option<VersionRow>,
    /// The edition that prevails in a dispute, where that is another one.
    pub authoritative: Option<Link>,
    /// The edition does not exist in this locale: everything is shown from the authoritative one.
    pub untranslated: bool,
    /// The language of the title, where that is not the page's.
    pub language: Option<Language>,
    /// The headings, for the table of contents.
    pub contents: Vec<ContentsEntry>,
    /// The text as HTML: clauses with anchors, and footnotes. Safe: the site made it of escaped text.
    pub body: String,
    /// The texts that belong to this policy; where they have a precedence, those that prevail first.
    pub related: Vec<Link>,
    /// The path of the version table.
    pub versions_path: String,
    /// The path of the Atom feed.
    pub feed_path: String,
    /// What was corrected in the text since it was published, the oldest correction first.
    pub corrections: Vec<CorrectionView>,
    /// SHA-256 of the normalized edition, in hexadecimal; nothing where the edition does not exist in this locale.
    pub digest: Option<String>,
    /// The path of that normalized text, of which everybody can take the digest.
    pub edition_path: Option<String>,
}

/// A correction of a text that had been published.
#[derive(Clone, Debug, Serialize)]
pub struct CorrectionView {
    /// The day on which it was made.
    pub date: DateView,
    /// Why.
    pub reason: String,
    /// What was corrected; empty where the text before was not kept.
    pub changes: Vec<ChangedClause>,
}

/// One heading of a policy.
#[derive(Clone, Debug, Serialize)]
pub struct ContentsEntry {
    /// The heading's id on the page.
    pub anchor: String,
    /// The heading's text, with its number as written.
    pub title: String,
    /// The heading's level on the page, 2 or more.
    pub level: u8,
    /// The heading's language, where that is not the page's.
    pub language: Option<Language>,
}

/// Another language than the page's.
#[derive(Clone, Debug, Serialize)]
pub struct Language {
    /// Its tag.
    pub locale: Locale,
    /// Which way it is written.
    pub direction: Direction,
}

/// `/<locale>/<policy>/versions/`: the version table.
#[derive(Clone, Debug, Serialize)]
pub struct VersionsPage {
    /// The frame.
    pub chrome: Chrome,
    /// What the policy is called.
    pub policy: Link,
    /// The versions, the newest first.
    pub versions: Vec<VersionRow>,
    /// The path of the Atom feed.
    pub feed_path: String,
}

/// One line of the version table.
#[derive(Clone, Debug, Serialize)]
pub struct VersionRow {
    /// The version's identifier: `2`.
    pub id: String,
    /// The day it went online, where it is known.
    pub published: Option<DateView>,
    /// The day from which it binds.
    pub effective: DateView,
    /// `draft`, `upcoming`, `in-force` or `superseded`; the words stand under `states.<state>`.
    pub state: &'static str,
    /// What the author says has changed; may be empty.
    pub summary: String,
    /// The author calls the change material.
    pub material: bool,
    /// The path of this version's own page.
    pub path: String,
    /// The path of the page that shows what changed from the version before, where there is one.
    pub changes_path: Option<String>,
}

/// `/<locale>/<policy>/<version>/changes/`: what changed from the version before.
#[derive(Clone, Debug, Serialize)]
pub struct ChangesPage {
    /// The frame.
    pub chrome: Chrome,
    /// The version whose changes are shown.
    pub version: VersionRow,
    /// The version before it.
    pub before: VersionRow,
    /// How much changed, in words: `3 clauses added, 2 changed, 1 moved`.
    pub counts: String,
    /// The language whose texts were compared, where that is not the reader's.
    pub compared_in: Option<String>,
    /// The changes by section, in the order of the text.
    pub sections: Vec<ChangedSection>,
}

/// What changed in one section.
#[derive(Clone, Debug, Serialize)]
pub struct ChangedSection {
    /// The section's heading; empty where the text has none.
    pub title: String,
    /// The language of the heading: the reader's own, but for a text that is not translated yet.
    pub locale: Locale,
    /// The direction of that language.
    pub direction: Direction,
    /// What changed in it.
    pub changes: Vec<ChangedClause>,
}

/// What became of one clause or footnote.
#[derive(Clone, Debug, Serialize)]
pub struct ChangedClause {
    /// `added`, `changed`, `moved` or `removed`; the words stand under `changes.kinds.<kind>`.
    pub kind: &'static str,
    /// Whether a clause that was moved has other words too.
    pub changed: bool,
    /// What it is called, and where it stands: of a clause that was removed, in the version before.
    pub clause: Link,
    /// What a clause that was moved was called, and where it stood.
    pub from: Option<Link>,
    /// The text as HTML, with `ins` and `del`. Safe: the site made it of escaped text.
    pub body: String,
}
