//! The draft of a policy's `versions.toml`.

use std::collections::BTreeMap;

use candor_model::{Locale, PolicyId, PolicyKind, VersionId};
use jiff::civil::Date;

use super::table::{FromTable, Table};
use super::values::{Digest, Localized, Named, OneOf, WebAddress};
use crate::at::At;

/// `versions.toml` as it was written.
#[derive(Debug, Default)]
pub(crate) struct VersionsDraft {
    pub(crate) kind: Option<At<OneOf<PolicyKind>>>,
    pub(crate) title: Option<At<Localized>>,
    pub(crate) authoritative: Option<At<Locale>>,
    pub(crate) notice_days: Option<At<u16>>,
    pub(crate) related: Vec<RelatedDraft>,
    pub(crate) versions: Vec<VersionDraft>,
}

impl FromTable for VersionsDraft {
    fn from_table(table: &mut Table<'_>) -> Self {
        let draft = Self {
            kind: table.required("kind"),
            title: table.required("title"),
            authoritative: table.optional("authoritative"),
            notice_days: table.optional("notice_days"),
            related: table.tables("related"),
            versions: table.tables("version"),
        };
        if draft.versions.is_empty() {
            table.missing(
                "version",
                "Add `[[version]]` with its `id` and the day from which it is `effective`.".to_owned(),
            );
        }
        draft
    }
}

impl Named for PolicyKind {
    fn names() -> Vec<(&'static str, Self)> {
        vec![("privacy", Self::Privacy), ("cookies", Self::Cookies), ("terms", Self::Terms), ("other", Self::Other)]
    }
}

/// An entry of `related`
#[derive(Debug)]
pub(crate) struct RelatedDraft {
    pub(crate) policy: Option<At<PolicyId>>,
    pub(crate) url: Option<At<WebAddress>>,
    pub(crate) precedence: Option<At<u16>>,
}

impl FromTable for RelatedDraft {
    fn from_table(table: &mut Table<'_>) -> Self {
        let draft = Self {
            policy: table.optional("policy"),
            url: table.optional("url"),
            precedence: table.optional("precedence"),
        };
        if !table.has("policy") && !table.has("url") {
            table
                .missing("policy", "Name a `policy` of this portal, or give the `url` of a text elsewhere.".to_owned());
        }
        draft
    }
}

/// `[[version]]`
#[derive(Debug)]
pub(crate) struct VersionDraft {
    pub(crate) id: Option<At<VersionId>>,
    pub(crate) effective: Option<At<Date>>,
    pub(crate) published: Option<At<Date>>,
    pub(crate) summary: Option<At<Localized>>,
    pub(crate) material: Option<At<bool>>,
    pub(crate) draft: Option<At<bool>>,
    pub(crate) digest: Option<At<BTreeMap<Locale, At<Digest>>>>,
    pub(crate) corrections: Vec<CorrectionDraft>,
}

impl VersionDraft {
    /// Whether it is not for publication yet.
    pub(crate) fn is_draft(&self) -> bool {
        self.draft.as_ref().is_some_and(|draft| draft.value)
    }
}

impl FromTable for VersionDraft {
    fn from_table(table: &mut Table<'_>) -> Self {
        Self {
            id: table.required("id"),
            effective: table.required("effective"),
            published: table.optional("published"),
            summary: table.optional("summary"),
            material: table.optional("material"),
            draft: table.optional("draft"),
            digest: table.optional("digest"),
            corrections: table.tables("correction"),
        }
    }
}

/// `[[version.correction]]`, written by `candor publish --correct`.
#[derive(Debug)]
pub(crate) struct CorrectionDraft {
    pub(crate) date: Option<At<Date>>,
    pub(crate) reason: Option<At<Localized>>,
    /// The digests that the corrected editions had before.
    pub(crate) replaced: Option<At<BTreeMap<Locale, At<Digest>>>>,
}

impl FromTable for CorrectionDraft {
    fn from_table(table: &mut Table<'_>) -> Self {
        Self { date: table.required("date"), reason: table.required("reason"), replaced: table.required("replaced") }
    }
}
