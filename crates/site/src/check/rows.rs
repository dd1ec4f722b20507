//! Policies on their way to the portal: table and folders are joined, links are not resolved yet.

use std::collections::{BTreeMap, BTreeSet};

use candor_model::{Locale, LocalizedText, PolicyId, PolicyKind, VersionId, VersionState};
use jiff::civil::Date;

use super::links::Links;
use super::reading;
use crate::at::At;
use crate::edition::{Clause, Edition};
use crate::parse::{EditionDraft, PublishedText};
use crate::portal::{CheckedEdition, Correction, Policy, Related, Version};
use crate::routes::{Page, edition_path};
use crate::{Report, Span};

/// A policy. What is nothing here is missing or wrong, and has been reported.
#[derive(Debug)]
pub(super) struct PolicyRow {
    pub(super) id: PolicyId,
    pub(super) kind: Option<PolicyKind>,
    pub(super) title: Option<LocalizedText>,
    pub(super) authoritative: Option<Locale>,
    pub(super) related: Vec<Related>,
    /// From the oldest to the newest by their effective date.
    pub(super) versions: Vec<VersionRow>,
}

/// A version of a policy.
#[derive(Debug)]
pub(super) struct VersionRow {
    pub(super) id: VersionId,
    /// Where its name stands in the version table; nothing where the table cannot be read.
    pub(super) place: Option<Span>,
    pub(super) effective: Option<Date>,
    pub(super) published: Option<Date>,
    pub(super) summary: Option<LocalizedText>,
    pub(super) material: bool,
    pub(super) state: Option<VersionState>,
    /// The digests that lock it, with their places.
    pub(super) digests: BTreeMap<Locale, At<String>>,
    /// The corrections of what was published, the oldest first.
    pub(super) corrections: Vec<CorrectionRow>,
    /// The texts that were published.
    pub(super) kept: Vec<PublishedText>,
    pub(super) authoritative: Option<Locale>,
    pub(super) editions: BTreeMap<Locale, EditionDraft>,
}

/// A correction of what was published.
#[derive(Debug)]
pub(super) struct CorrectionRow {
    pub(super) date: Date,
    pub(super) reason: LocalizedText,
    /// The digests that the corrected editions had before.
    pub(super) replaced: BTreeMap<Locale, String>,
}

impl PolicyRow {
    /// A policy of which only the folders are known, so that links to it are not called dead for that.
    pub(super) fn of_folders(id: PolicyId, folders: BTreeMap<VersionId, BTreeMap<Locale, EditionDraft>>) -> Self {
        let versions = folders.into_iter().map(|(id, editions)| VersionRow::of_folder(id, editions)).collect();
        Self { id, kind: None, title: None, authoritative: None, related: Vec::new(), versions }
    }

    /// The version that the policy's stable address shows; nothing where that is not sure.
    pub(super) fn current(&self) -> Option<&VersionRow> {
        if self.versions.iter().any(|version| version.state.is_none()) {
            return None;
        }
        let in_force = self.versions.iter().find(|version| version.state == Some(VersionState::InForce));
        in_force.or_else(|| self.versions.first())
    }

    /// Takes away the editions in locales that the portal does not have.
    pub(super) fn leave_out_foreign(&mut self, locales: &[Locale]) {
        for version in &mut self.versions {
            version.editions.retain(|locale, _| locales.contains(locale));
        }
    }

    /// The pages that the policy has.
    pub(super) fn pages(&self) -> impl Iterator<Item = Page> {
        let of_policy = [Page::Policy, Page::Versions, Page::Feed].map(|page| page(self.id.clone()));
        let of_version = |version: &VersionRow| Page::Version(self.id.clone(), version.id.clone());
        // The oldest version changed nothing.
        let of_change = |version: &VersionRow| Page::Changes(self.id.clone(), version.id.clone());
        of_policy
            .into_iter()
            .chain(self.versions.iter().map(of_version))
            .chain(self.versions.iter().skip(1).map(of_change))
    }

    /// The files that the policy has beside its pages.
    pub(super) fn files(&self) -> impl Iterator<Item = String> {
        let of_version = |version: &VersionRow| {
            let path = |locale: &Locale| edition_path(&self.id, &version.id, locale);
            version.editions.keys().map(path).collect::<Vec<_>>()
        };
        self.versions.iter().flat_map(of_version)
    }

    /// The policy with its links resolved, where nothing is missing.
    pub(super) fn into_policy(self, links: &mut Links) -> Option<Policy> {
        let versions: Option<Vec<Version>> =
            self.versions.into_iter().map(|version| version.into_version(links)).collect();
        Some(Policy {
            id: self.id,
            kind: self.kind?,
            title: self.title?,
            authoritative: self.authoritative?,
            related: self.related,
            versions: versions?,
        })
    }
}

impl VersionRow {
    fn of_folder(id: VersionId, editions: BTreeMap<Locale, EditionDraft>) -> Self {
        Self {
            id,
            place: None,
            effective: None,
            published: None,
            summary: None,
            material: false,
            state: None,
            digests: BTreeMap::new(),
            corrections: Vec::new(),
            kept: Vec::new(),
            authoritative: None,
            editions,
        }
    }

    /// The authoritative edition, where there is one that can be read.
    pub(super) fn authoritative_edition(&self) -> Option<&EditionDraft> {
        self.editions.get(self.authoritative.as_ref()?)
    }

    /// The day for which what it says of the facts must hold: today, or the day from which it binds. Nothing for a version
    /// that does not bind any more, since that describes the past, and for one of which the day is not known.
    pub(super) fn judged_on(&self, today: Date) -> Option<Date> {
        let day = self.effective?.max(today);
        (self.state != Some(VersionState::Superseded)).then_some(day)
    }

    /// The anchors that a reader of `locale` finds; nothing where an edition that has a say in it cannot be read.
    pub(super) fn anchors(&self, locale: &Locale) -> Option<BTreeSet<&str>> {
        let (own, authoritative) = self.read_in(locale)?;
        let merged = reading::merge(own, authoritative).into_iter();
        Some(merged.map(|origin| reading::clause(origin, own, authoritative).anchor.as_str()).collect())
    }

    /// Whether that anchor is among them. A long edition may link to each of its thousands of clauses, so this makes no
    /// list of them.
    pub(super) fn has_anchor(&self, anchor: &str, locale: &Locale) -> Option<bool> {
        let (own, authoritative) = self.read_in(locale)?;
        let is_lacking = |clause: &Clause| own.clauses.iter().all(|own| own.key != clause.key);
        let is_lent = |clause: &Clause| clause.anchor == anchor && is_lacking(clause);
        Some(own.anchors().any(|known| known == anchor) || authoritative.clauses.iter().any(is_lent))
    }

    /// The edition that a reader of `locale` reads, and the authoritative one, which lends what that lacks.
    fn read_in(&self, locale: &Locale) -> Option<(&Edition, &Edition)> {
        let authoritative = self.authoritative_edition()?.edition.as_ref()?;
        let own = match self.editions.get(locale) {
            Some(own) => own.edition.as_ref()?,
            None => authoritative,
        };
        Some((own, authoritative))
    }

    fn into_version(self, links: &mut Links) -> Option<Version> {
        let mut checked = |draft: EditionDraft| {
            let links = links.remove(&draft.file).unwrap_or_default();
            Some(CheckedEdition { edition: draft.edition?, text: draft.normalized?, digest: draft.digest?, links })
        };
        let locked = !self.digests.is_empty();
        let editions: Option<BTreeMap<_, _>> =
            self.editions.into_iter().map(|(locale, draft)| Some((locale, checked(draft)?))).collect();
        let corrections = corrections(self.corrections, &self.kept, editions.as_ref()?);
        let authoritative = self.authoritative?;
        Some(Version {
            id: self.id,
            effective: self.effective?,
            published: self.published,
            summary: self.summary,
            material: self.material,
            state: self.state?,
            locked,
            corrections,
            editions: editions.filter(|editions| editions.contains_key(&authoritative))?,
            authoritative,
        })
    }
}

/// The corrections with the texts that they replaced, as far as these were kept.
fn corrections(
    rows: Vec<CorrectionRow>,
    kept: &[PublishedText],
    editions: &BTreeMap<Locale, CheckedEdition>,
) -> Vec<Correction> {
    let before = |(locale, digest): (Locale, String)| {
        let text = kept.iter().find(|text| text.digest == digest)?;
        // The same links lead to the same places as before, so that only words and new links differ.
        let links = editions.get(&locale).map(|edition| edition.links.clone()).unwrap_or_default();
        let edition = Edition::parse(&text.file, &text.text, &locale, &mut Report::default())?;
        Some((locale, CheckedEdition { edition, text: text.text.clone(), digest, links }))
    };
    let correction = |row: CorrectionRow| Correction {
        date: row.date,
        reason: row.reason,
        locales: row.replaced.keys().cloned().collect(),
        replaced: row.replaced.into_iter().filter_map(before).collect(),
    };
    rows.into_iter().map(correction).collect()
}
