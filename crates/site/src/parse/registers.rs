//! The drafts of the four registers: cookies, recipients, retention and processing.

use candor_model::{CookieKind, Kept, Party, PurposeId, Role, TimeLimit};
use jiff::civil::Date;

use super::table::{FromTable, Table};
use super::values::{Country, Host, Localized, Named, OneOf, Slug};
use crate::at::At;
use crate::portal::Period;

/// `registers/cookies.toml`
#[derive(Debug, Default)]
pub(crate) struct CookiesDraft(pub(crate) Vec<CookieDraft>);

/// `registers/recipients.toml`
#[derive(Debug, Default)]
pub(crate) struct RecipientsDraft(pub(crate) Vec<RecipientDraft>);

/// `registers/retention.toml`
#[derive(Debug, Default)]
pub(crate) struct RetentionDraft(pub(crate) Vec<RetentionEntryDraft>);

/// `registers/processing.toml`
#[derive(Debug, Default)]
pub(crate) struct ProcessingDraft(pub(crate) Vec<ActivityDraft>);

macro_rules! register_of {
    ($($register:ident = [[$key:literal]];)*) => {
        $(impl FromTable for $register {
            fn from_table(table: &mut Table<'_>) -> Self {
                Self(table.tables($key))
            }
        })*
    };
}

register_of! {
    CookiesDraft = [["cookie"]];
    RecipientsDraft = [["recipient"]];
    RetentionDraft = [["retention"]];
    ProcessingDraft = [["processing"]];
}

/// The days between which an entry holds; open at both ends.
#[derive(Debug)]
pub(crate) struct PeriodDraft {
    pub(crate) since: Option<At<Date>>,
    pub(crate) until: Option<At<Date>>,
}

impl PeriodDraft {
    fn of(table: &mut Table<'_>) -> Self {
        Self { since: table.optional("since"), until: table.optional("until") }
    }

    /// The days alone.
    pub(crate) fn days(&self) -> Period {
        let day = |day: &Option<At<Date>>| day.as_ref().map(|day| day.value);
        Period { since: day(&self.since), until: day(&self.until) }
    }
}

/// `[[cookie]]`
#[derive(Debug)]
pub(crate) struct CookieDraft {
    pub(crate) name: Option<At<String>>,
    pub(crate) purpose: Option<At<PurposeId>>,
    pub(crate) provider: Option<At<Localized>>,
    pub(crate) kind: Option<At<OneOf<CookieKind>>>,
    pub(crate) party: Option<At<OneOf<Party>>>,
    pub(crate) duration: Option<At<Localized>>,
    pub(crate) domain: Option<At<Host>>,
    pub(crate) description: Option<At<Localized>>,
    pub(crate) period: PeriodDraft,
}

impl FromTable for CookieDraft {
    fn from_table(table: &mut Table<'_>) -> Self {
        Self {
            name: table.required("name"),
            purpose: table.required("purpose"),
            provider: table.required("provider"),
            kind: table.optional("kind"),
            party: table.optional("party"),
            duration: table.required("duration"),
            domain: table.optional("domain"),
            description: table.required("description"),
            period: PeriodDraft::of(table),
        }
    }
}

impl Named for CookieKind {
    fn names() -> Vec<(&'static str, Self)> {
        vec![
            ("cookie", Self::Cookie),
            ("local-storage", Self::LocalStorage),
            ("session-storage", Self::SessionStorage),
            ("pixel", Self::Pixel),
        ]
    }
}

impl Named for Party {
    fn names() -> Vec<(&'static str, Self)> {
        vec![("first", Self::First), ("third", Self::Third)]
    }
}

/// `[[recipient]]`
#[derive(Debug)]
pub(crate) struct RecipientDraft {
    pub(crate) id: Option<At<Slug>>,
    pub(crate) name: Option<At<Localized>>,
    pub(crate) role: Option<At<OneOf<Role>>>,
    pub(crate) country: Option<At<Country>>,
    pub(crate) purpose: Option<At<Localized>>,
    pub(crate) ground: Option<At<Localized>>,
    /// A ground is written, though it may be none that can be read.
    pub(crate) names_ground: bool,
    pub(crate) period: PeriodDraft,
}

impl FromTable for RecipientDraft {
    fn from_table(table: &mut Table<'_>) -> Self {
        Self {
            id: table.required("id"),
            name: table.required("name"),
            role: table.required("role"),
            country: table.required("country"),
            purpose: table.required("purpose"),
            ground: table.optional("ground"),
            names_ground: table.has("ground"),
            period: PeriodDraft::of(table),
        }
    }
}

impl Named for Role {
    fn names() -> Vec<(&'static str, Self)> {
        vec![("processor", Self::Processor), ("controller", Self::Controller), ("authority", Self::Authority)]
    }
}

/// `[[retention]]`
#[derive(Debug)]
pub(crate) struct RetentionEntryDraft {
    pub(crate) id: Option<At<Slug>>,
    pub(crate) records: Option<At<Localized>>,
    pub(crate) term: Option<At<Localized>>,
    pub(crate) basis: Option<At<Localized>>,
    pub(crate) of: Option<At<OneOf<Kept>>>,
    pub(crate) keep: Option<At<TimeLimit>>,
    pub(crate) period: PeriodDraft,
}

impl Named for Kept {
    fn names() -> Vec<(&'static str, Self)> {
        Self::ALL.map(|kept| (kept.as_str(), kept)).to_vec()
    }
}

impl FromTable for RetentionEntryDraft {
    fn from_table(table: &mut Table<'_>) -> Self {
        Self {
            id: table.required("id"),
            records: table.required("records"),
            term: table.required("term"),
            basis: table.required("basis"),
            of: table.optional("of"),
            keep: table.optional("keep"),
            period: PeriodDraft::of(table),
        }
    }
}

/// `[[processing]]`
#[derive(Debug)]
pub(crate) struct ActivityDraft {
    pub(crate) id: Option<At<Slug>>,
    pub(crate) activity: Option<At<Localized>>,
    pub(crate) purpose: Option<At<Localized>>,
    pub(crate) basis: Option<At<Localized>>,
    pub(crate) data_categories: Option<At<Localized>>,
    pub(crate) subjects: Option<At<Localized>>,
    pub(crate) period: PeriodDraft,
}

impl FromTable for ActivityDraft {
    fn from_table(table: &mut Table<'_>) -> Self {
        Self {
            id: table.required("id"),
            activity: table.required("activity"),
            purpose: table.required("purpose"),
            basis: table.required("basis"),
            data_categories: table.required("data_categories"),
            subjects: table.required("subjects"),
            period: PeriodDraft::of(table),
        }
    }
}
