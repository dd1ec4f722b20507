//! The policies: version tables that agree with the folders, names that exist, dates in order.

use std::collections::{BTreeMap, BTreeSet};

use candor_model::{Locale, PolicyId, VersionId, VersionState};
use jiff::civil::Date;

use super::editions;
use super::publishing::{self, Table};
use super::rows::{CorrectionRow, PolicyRow, VersionRow};
use super::settings::{self, Settings};
use super::texts::{Texts, report_duplicates, report_unknown};
use crate::at::At;
use crate::parse::{CorrectionDraft, EditionDraft, PolicyDraft, PublishedText, RelatedDraft, VersionDraft};
use crate::portal::{Related, RelatedText};
use crate::routes::RESERVED;
use crate::{Code, Diagnostic, Report, Span};

/// What the policies are held against.
pub(super) struct Context<'a> {
    pub(super) settings: &'a Settings,
    pub(super) today: Date,
    /// The folders of all policies.
    pub(super) names: BTreeSet<String>,
}

/// Checks every policy. Those without a version are left out.
pub(super) fn check(
    drafts: BTreeMap<String, PolicyDraft>,
    context: &Context<'_>,
    report: &mut Report,
) -> Vec<PolicyRow> {
    let rows = drafts.into_iter().filter_map(|(name, draft)| check_policy(&name, draft, context, report));
    rows.filter(|row| !row.versions.is_empty()).collect()
}

fn check_policy(name: &str, mut draft: PolicyDraft, context: &Context<'_>, report: &mut Report) -> Option<PolicyRow> {
    let id = policy_id(name, report)?;
    let Some(mut table) = draft.table.take() else { return Some(PolicyRow::of_folders(id, draft.editions)) };
    let locales = &context.settings.locales;
    let own = settings::authoritative(table.authoritative.take(), locales, report);
    let authoritative = own.or_else(|| context.settings.authoritative.clone());
    let notice_days = context.settings.notice_days(table.notice_days.as_ref());
    let versions = versions(name, table.versions, draft, report);
    let mut texts = Texts { locales, report };
    let mut row = PolicyRow {
        id,
        kind: table.kind.map(|kind| kind.value.0),
        title: texts.check(table.title),
        related: related(name, table.related, &context.names, texts.report),
        versions: versions.into_iter().map(|listed| version(listed, authoritative.as_ref(), &mut texts)).collect(),
        authoritative,
    };
    set_states(&mut row.versions, context.today);
    row.versions.sort_by_key(|version| version.effective);
    warn_of_none_in_force(name, &row.versions, report);
    editions::check(name, &row.versions, locales, report);
    publishing::check(
        &Table { policy: name, versions: &row.versions, notice_days, today: context.today },
        locales,
        report,
    );
    row.leave_out_foreign(locales);
    Some(row)
}

fn policy_id(name: &str, report: &mut Report) -> Option<PolicyId> {
    let fault = |message: String, hint: &str| {
        Diagnostic::new(Code::BadValue, Span::whole(PolicyDraft::file(name)), message, hint)
    };
    if RESERVED.contains(&name) {
        let message = format!("A policy cannot be called `{name}`, since the portal has pages of that name.");
        report.add(fault(message, "Give the folder another name."));
        return None;
    }
    let id = PolicyId::new(name);
    if id.is_err() {
        let message = format!("A policy cannot be called `{name}`.");
        report.add(fault(
            message,
            "Name the folder with the letters a-z, digits and hyphens, since it becomes an address.",
        ));
    }
    id.ok()
}

/// An entry of the version table with the editions of its folder.
struct Listed {
    id: At<VersionId>,
    draft: VersionDraft,
    editions: BTreeMap<Locale, EditionDraft>,
    kept: Vec<PublishedText>,
}

/// The entries of the table, each with what the policy's folders have of it.
fn versions(name: &str, drafts: Vec<VersionDraft>, mut folders: PolicyDraft, report: &mut Report) -> Vec<Listed> {
    report_duplicates("versions", drafts.iter().filter_map(|draft| draft.id.as_ref()), report);
    let all_named = !drafts.is_empty() && drafts.iter().all(|draft| draft.id.is_some());
    let mut versions: Vec<Listed> = Vec::new();
    for mut draft in drafts {
        let Some(id) = draft.id.take() else { continue };
        if versions.iter().all(|listed| listed.id.value != id.value) {
            let editions = folders.editions.remove(&id.value).unwrap_or_default();
            let kept = folders.published.remove(&id.value).unwrap_or_default();
            versions.push(Listed { id, draft, editions, kept });
        }
    }
    // A folder may belong to the entry whose name is missing or wrong.
    if all_named {
        folders.editions.iter().for_each(|(id, editions)| warn_of_unlisted(name, id, editions, report));
    }
    versions
}

fn warn_of_unlisted(name: &str, id: &VersionId, editions: &BTreeMap<Locale, EditionDraft>, report: &mut Report) {
    if let Some(edition) = editions.values().next() {
        let message = format!("The version table of `{name}` has no version `{id}`, so its folder is not used.");
        let hint = "Add a `[[version]]` with this `id` to `versions.toml`, or remove the folder.";
        report.add(Diagnostic::new(Code::UnusedFile, Span::whole(&edition.file), message, hint));
    }
}

fn version(listed: Listed, authoritative: Option<&Locale>, texts: &mut Texts<'_>) -> VersionRow {
    let Listed { id, draft, editions, kept } = listed;
    if let (Some(published), Some(effective)) = (&draft.published, &draft.effective)
        && effective.value < published.value
    {
        let message = format!("The version binds from {effective}, before it was published on {published}.");
        texts.report.add(before_published(published, effective, message));
    }
    if let Some(published) = &draft.published {
        let early = draft.corrections.iter().filter_map(|correction| correction.date.as_ref());
        let early = early.filter(|date| date.value < published.value);
        for date in early {
            let message = format!("The version was corrected on {date}, before it was published on {published}.");
            texts.report.add(before_published(published, date, message));
        }
    }
    let digests = draft.digest.map(|digests| digests.value).unwrap_or_default();
    VersionRow {
        id: id.value,
        place: Some(id.span),
        state: draft.draft.is_some_and(|draft| draft.value).then_some(VersionState::Draft),
        effective: draft.effective.map(|day| day.value),
        published: draft.published.map(|day| day.value),
        summary: texts.check(draft.summary),
        material: draft.material.is_some_and(|material| material.value),
        corrections: draft.corrections.into_iter().filter_map(|draft| correction(draft, texts)).collect(),
        kept,
        digests: digests.into_iter().map(|(locale, at)| (locale, At::new(at.value.to_string(), at.span))).collect(),
        authoritative: authoritative.cloned(),
        editions,
    }
}

fn correction(draft: CorrectionDraft, texts: &mut Texts<'_>) -> Option<CorrectionRow> {
    let reason = texts.check(draft.reason);
    let replaced = draft.replaced?.value.into_iter();
    Some(CorrectionRow {
        date: draft.date?.value,
        reason: reason?,
        replaced: replaced.map(|(locale, digest)| (locale, digest.value.to_string())).collect(),
    })
}

fn before_published(published: &At<Date>, early: &At<Date>, message: String) -> Diagnostic {
    let fault = Diagnostic::new(Code::BadValue, early.span.clone(), message, "Correct one of the two dates.");
    fault.with_related(published.span.clone(), "it was published here")
}

fn related(name: &str, drafts: Vec<RelatedDraft>, names: &BTreeSet<String>, report: &mut Report) -> Vec<Related> {
    let check = |draft: RelatedDraft| {
        let text = match (draft.policy, draft.url) {
            (Some(policy), _) => {
                if !names.contains(policy.value.as_str()) {
                    let others = names.iter().map(String::as_str).filter(|other| *other != name);
                    report_unknown("policy", &policy, others, report);
                }
                RelatedText::Policy(policy.value)
            }
            (None, url) => RelatedText::Url(url?.value.to_string()),
        };
        Some(Related { text, precedence: draft.precedence.map(|rank| rank.value) })
    };
    drafts.into_iter().filter_map(check).collect()
}

/// Sets where each version stands; of versions whose date is not known, and of drafts, nothing is reckoned.
fn set_states(versions: &mut [VersionRow], today: Date) {
    let is_dated = |version: &&mut VersionRow| version.state.is_none() && version.effective.is_some();
    let dated: Vec<&mut VersionRow> = versions.iter_mut().filter(is_dated).collect();
    let effective: Vec<Date> = dated.iter().filter_map(|version| version.effective).collect();
    for (version, state) in dated.into_iter().zip(VersionState::of_all(&effective, today)) {
        version.state = Some(state);
    }
}

fn warn_of_none_in_force(name: &str, versions: &[VersionRow], report: &mut Report) {
    let is_sure = versions.iter().all(|version| version.state.is_some());
    if is_sure && !versions.is_empty() && versions.iter().all(|version| version.state != Some(VersionState::InForce)) {
        let message = format!("No version of `{name}` is in force.");
        let hint = "Its page shows the first that will be; check the `effective` dates.";
        report.add(Diagnostic::new(Code::NoneInForce, Span::whole(PolicyDraft::file(name)), message, hint));
    }
}
