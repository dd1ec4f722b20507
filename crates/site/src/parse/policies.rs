//! The drafts of the policies: the version table of each, and its editions.

use std::collections::{BTreeMap, BTreeSet};

use candor_model::{Locale, VersionId};

use super::place::Place;
use super::published::PublishedText;
use super::versions::{VersionDraft, VersionsDraft};
use super::{POLICIES, decode, not_a_locale, read};
use crate::directions::warn_of_marks;
use crate::edition::{Edition, digest_of_normalized, normalized};
use crate::{Code, Diagnostic, Report, Sources, Span};

/// One policy as it was written.
#[derive(Debug, Default)]
pub(crate) struct PolicyDraft {
    /// The version table, unless it is missing or torn.
    pub(crate) table: Option<VersionsDraft>,
    /// The editions by version and locale. Those of versions that are left out as drafts are not among them.
    pub(crate) editions: BTreeMap<VersionId, BTreeMap<Locale, EditionDraft>>,
    /// The texts that were published, by version.
    pub(crate) published: BTreeMap<VersionId, Vec<PublishedText>>,
}

/// One edition as it was written.
#[derive(Debug)]
pub(crate) struct EditionDraft {
    /// Its file.
    pub(crate) file: String,
    /// What it says; nothing where it is not text, or its front matter cannot be read.
    pub(crate) edition: Option<Edition>,
    /// The file as it was written; empty where it is not text.
    pub(crate) text: String,
    /// Its normalized text, if it is text.
    pub(crate) normalized: Option<String>,
    /// SHA-256 of that.
    pub(crate) digest: Option<String>,
}

impl PolicyDraft {
    /// The path of the version table of the policy with that folder.
    pub(crate) fn file(policy: &str) -> String {
        format!("{POLICIES}{policy}/versions.toml")
    }
}

/// Reads every policy's folder.
pub(crate) fn parse(sources: &Sources, drafts: bool, report: &mut Report) -> BTreeMap<String, PolicyDraft> {
    let names: BTreeSet<&str> = sources.under(POLICIES).filter_map(|(path, _)| policy_of(path)).collect();
    if names.is_empty() {
        report.add(no_policy());
    }
    let read = |name: &str| (name.to_owned(), parse_policy(sources, name, drafts, report));
    names.into_iter().map(read).collect()
}

fn policy_of(path: &str) -> Option<&str> {
    match Place::of(path) {
        Place::Versions { policy } | Place::Edition { policy, .. } => Some(policy),
        _ => None,
    }
}

fn parse_policy(sources: &Sources, name: &str, drafts: bool, report: &mut Report) -> PolicyDraft {
    let mut table = parse_table(sources, name, report);
    let left_out = match &mut table {
        Some(table) if !drafts => leave_out_drafts(table),
        _ => BTreeSet::new(),
    };
    let folder = format!("{POLICIES}{name}/");
    let mut policy = PolicyDraft { table, ..PolicyDraft::default() };
    for (path, bytes) in sources.under(&folder) {
        match Place::of(path) {
            Place::Edition { version, locale, .. } if !left_out.contains(version) => {
                let text = decode(path, bytes, report);
                let Some((version, locale)) = names(path, version, locale, report) else { continue };
                let draft = EditionDraft::read(path, text, &locale, report);
                policy.editions.entry(version).or_default().insert(locale, draft);
            }
            Place::Published { version, file, .. } => {
                let text = PublishedText::read(path, file, decode(path, bytes, report), report);
                let Some((version, text)) = VersionId::new(version).ok().zip(text) else { continue };
                policy.published.entry(version).or_default().push(text);
            }
            _ => {}
        }
    }
    policy
}

impl EditionDraft {
    fn read(file: &str, text: Option<&str>, locale: &Locale, report: &mut Report) -> Self {
        let normalized = text.map(normalized);
        Self {
            file: file.to_owned(),
            edition: text.and_then(|text| Edition::parse(file, text, locale, report)),
            digest: normalized.as_deref().map(digest_of_normalized),
            text: text.unwrap_or_default().to_owned(),
            normalized,
        }
    }
}

fn parse_table(sources: &Sources, name: &str, report: &mut Report) -> Option<VersionsDraft> {
    let file = PolicyDraft::file(name);
    let Some(bytes) = sources.get(&file) else {
        report.add(no_table(name, file));
        return None;
    };
    let text = decode(&file, bytes, report)?;
    warn_of_marks(&file, text, report);
    let read = read(&file, text, report);
    (!read.torn).then_some(read.draft)
}

/// Takes the drafts out of the table; returns their names.
fn leave_out_drafts(table: &mut VersionsDraft) -> BTreeSet<String> {
    let left_out = table.versions.extract_if(.., |version| version.is_draft());
    left_out.filter_map(|version: VersionDraft| Some(version.id?.to_string())).collect()
}

fn names(path: &str, version: &str, locale: &str, report: &mut Report) -> Option<(VersionId, Locale)> {
    let version = VersionId::new(version).map_err(|error| report.add(bad_version(path, &error.to_string())));
    let locale = Locale::new(locale).map_err(|_| report.add(not_a_locale(path)));
    Some((version.ok()?, locale.ok()?))
}

fn no_policy() -> Diagnostic {
    let hint = "Make `content/policies/privacy/versions.toml` and `content/policies/privacy/1/<locale>.md`.";
    Diagnostic::new(Code::MissingFile, Span::whole(POLICIES), "The portal has no policy.", hint)
}

fn no_table(name: &str, file: String) -> Diagnostic {
    let message = format!("The policy `{name}` has no `versions.toml`.");
    let hint =
        "Make it with `kind`, `title` and a `[[version]]` with its `id` and the day from which it is `effective`.";
    Diagnostic::new(Code::MissingFile, Span::whole(file), message, hint)
}

fn bad_version(path: &str, fault: &str) -> Diagnostic {
    let hint = "Rename the folder, such as `2` or `2026-04`.";
    Diagnostic::new(Code::BadValue, Span::whole(path), format!("The folder's name {fault}."), hint)
}
