//! `/<locale>/<policy>/<version>/changes/`: what changed from the version before, and the same in few words for feeds and
//! programs.

use std::collections::BTreeMap;

use candor_model::{Locale, VersionId};
use candor_theme::{ChangedClause, ChangedSection, ChangesPage, CorrectionView, Link, Page as View, Words};
use serde::Serialize;

use super::policies::row;
use super::redline::body;
use super::{Renderer, text};
use crate::changes::{Change, Changes, Counts, Kind, Passage};
use crate::edition::plain_text;
use crate::portal::{Correction, Policy, Portal, Version};
use crate::routes::Page;

/// What changed in every version that has one before it, by the path of the page that shows it.
pub(super) struct AllChanges<'a>(BTreeMap<String, Changes<'a>>);

impl<'a> AllChanges<'a> {
    /// Compares each version with the one before it.
    pub(super) fn of(portal: &'a Portal) -> Self {
        let mut all = BTreeMap::new();
        for policy in &portal.policies {
            for versions in policy.versions.windows(2) {
                let [before, version] = versions else { continue };
                for locale in &portal.locales {
                    let changes = Changes::between(before, version, locale);
                    all.insert(place(policy, version).path(locale), changes);
                }
            }
        }
        Self(all)
    }

    /// What changed in a version; nothing for the oldest.
    pub(super) fn get(&self, policy: &Policy, version: &Version, locale: &Locale) -> Option<&Changes<'a>> {
        self.0.get(&place(policy, version).path(locale))
    }
}

/// The page that shows what changed in a version.
pub(super) fn place(policy: &Policy, version: &Version) -> Page {
    Page::Changes(policy.id.clone(), version.id.clone())
}

/// The page.
pub(super) fn page(renderer: Renderer<'_>, policy: &Policy, id: &VersionId, words: &Words<'_>) -> View {
    let version = policy.version(id).expect("the routes name versions of this policy");
    let before = policy.before(version).expect("the routes name changes of versions that have one before them");
    let locale = words.locale();
    let changes = renderer.changes.get(policy, version, locale).expect("versions with one before them are compared");
    let title = words.text_with("changes.of", &[("title", policy.title.get(locale)), ("version", version.id.as_str())]);
    let written = Written { policy, before: Some(before), version, changes, words };
    View::Changes(Box::new(ChangesPage {
        chrome: renderer.chrome(&place(policy, version), words, title),
        version: row(policy, version, words),
        before: row(policy, before, words),
        counts: counts(changes.counts(), words),
        compared_in: (changes.locale != locale).then(|| words.name_of(changes.locale)),
        sections: written.sections(),
    }))
}

/// How much changed, in words.
pub(super) fn counts(counts: Counts, words: &Words<'_>) -> String {
    let Counts { added, changed, moved, removed } = counts;
    let all = [("added", added), ("changed", changed), ("moved", moved), ("removed", removed)];
    let some = all.into_iter().filter(|(_, count)| *count > 0).enumerate();
    let told = some.map(|(place, (kind, count))| {
        let counted = if place == 0 { "counts" } else { "more" };
        words.count(&format!("changes.{counted}.{kind}"), count)
    });
    let told = words.list(&told.collect::<Vec<_>>());
    if told.is_empty() { words.text("changes.none") } else { told + "." }
}

/// The page's parts in the making.
struct Written<'a> {
    policy: &'a Policy,
    /// The version before; nothing where a version is compared with what it was before it was corrected.
    before: Option<&'a Version>,
    version: &'a Version,
    changes: &'a Changes<'a>,
    words: &'a Words<'a>,
}

impl Written<'_> {
    /// The visible changes below the headings of the sections that they are in.
    fn sections(&self) -> Vec<ChangedSection> {
        let mut sections: Vec<ChangedSection> = Vec::new();
        let mut title = (String::new(), self.words.locale());
        for change in &self.changes.passages {
            let passage = change.passage();
            if let Some(heading) = passage.heading.filter(|_| passage.depth <= 1 && change.new.is_some()) {
                title = (plain_text(&heading.inlines), &passage.edition.edition.locale);
            }
            if passage.note.is_some() {
                title = (self.words.text("policy.footnotes"), self.words.locale());
            }
            if change.kind() == Kind::Unchanged {
                continue;
            }
            if sections.last().is_none_or(|section| section.title != title.0) {
                sections.push(section(&title));
            }
            sections.last_mut().into_iter().for_each(|section| section.changes.push(self.clause(change)));
        }
        sections
    }

    fn clause(&self, change: &Change<'_>) -> ChangedClause {
        let from = change.old.as_ref().filter(|_| change.kind() == Kind::Moved);
        let written_in = &change.passage().edition.edition.locale;
        let body = body(change, self.words);
        ChangedClause {
            kind: name(change.kind()),
            changed: change.kind() == Kind::Moved && change.has_other_words(),
            clause: self.link(change.new.is_some(), change.passage()),
            from: from.map(|old| self.link(false, old)),
            body: if written_in == self.words.locale() {
                body
            } else {
                format!("<div{}>\n{body}</div>\n", text::language(written_in))
            },
        }
    }

    /// To a passage of the version, or to one of the version before.
    fn link(&self, is_new: bool, passage: &Passage<'_>) -> Link {
        let version = self.before.filter(|_| !is_new).unwrap_or(self.version);
        let page = Page::Version(self.policy.id.clone(), version.id.clone()).path(self.words.locale());
        Link { title: label(passage, self.words), path: format!("{page}#{}", passage.anchor), current: false }
    }
}

/// A section without changes yet, below a heading in its language.
fn section((title, locale): &(String, &Locale)) -> ChangedSection {
    ChangedSection {
        title: title.clone(),
        locale: (*locale).clone(),
        direction: locale.direction(),
        changes: Vec::new(),
    }
}

/// What was corrected in a version since it was published, for a reader of the edition in that locale.
pub(super) fn corrections(
    policy: &Policy,
    version: &Version,
    locale: &Locale,
    words: &Words<'_>,
) -> Vec<CorrectionView> {
    let of_edition: Vec<&Correction> =
        version.corrections.iter().filter(|correction| correction.locales.contains(locale)).collect();
    let view = |(place, correction): (usize, &&Correction)| {
        let after = of_edition[place + 1..].iter().find_map(|later| later.replaced.get(locale));
        let pair = correction.replaced.get(locale).zip(after.or_else(|| version.editions.get(locale)));
        let changes = pair.map(|(old, new)| {
            let changes = Changes::of_edition(old, new);
            let written = Written { policy, before: None, version, changes: &changes, words };
            changes.visible().map(|change| written.clause(change)).collect()
        });
        CorrectionView {
            date: words.date(correction.date),
            reason: correction.reason.get(words.locale()).to_owned(),
            changes: changes.unwrap_or_default(),
        }
    };
    of_edition.iter().enumerate().map(view).collect()
}

/// What a reader calls a passage.
fn label(passage: &Passage<'_>, words: &Words<'_>) -> String {
    match (passage.number, passage.note, passage.heading) {
        (Some(number), ..) => words.text_with("changes.clause", &[("number", number.as_str())]),
        (_, Some(note), _) => words.text_with("changes.note", &[("label", note)]),
        (.., Some(heading)) => plain_text(&heading.inlines),
        _ => words.text("changes.preamble"),
    }
}

fn name(kind: Kind) -> &'static str {
    match kind {
        Kind::Unchanged => "unchanged",
        Kind::Added => "added",
        Kind::Changed => "changed",
        Kind::Moved => "moved",
        Kind::Removed => "removed",
    }
}

/// What changed, for programs: how many clauses, and their anchors, by what became of them.
#[derive(Serialize)]
pub(super) struct ChangesJson<'a> {
    /// The version before.
    from: &'a str,
    url: String,
    counts: Counts,
    added: Vec<&'a str>,
    changed: Vec<&'a str>,
    moved: Vec<MovedJson<'a>>,
    removed: Vec<&'a str>,
}

/// A clause that has another number than before.
#[derive(Serialize)]
struct MovedJson<'a> {
    from: &'a str,
    to: &'a str,
    changed: bool,
}

impl<'a> ChangesJson<'a> {
    /// The changes from the version before.
    /// `url` is the address of the page that shows them.
    pub(super) fn new(before: &'a Version, changes: &'a Changes<'_>, url: String) -> Self {
        let of_kind = |kind| changes.passages.iter().filter(move |change| change.kind() == kind);
        let anchors = |kind| of_kind(kind).map(|change| change.passage().anchor.as_str()).collect();
        let changed = changes.passages.iter().filter(|change| change.has_other_words());
        let moved = |change: &'a Change<'_>| {
            let (old, new) = (change.old.as_ref()?, change.new.as_ref()?);
            Some(MovedJson { from: &old.anchor, to: &new.anchor, changed: change.reworded })
        };
        Self {
            from: before.id.as_str(),
            url,
            counts: changes.counts(),
            added: anchors(Kind::Added),
            changed: changed.map(|change| change.passage().anchor.as_str()).collect(),
            moved: of_kind(Kind::Moved).filter_map(moved).collect(),
            removed: anchors(Kind::Removed),
        }
    }
}
