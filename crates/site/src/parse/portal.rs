//! The draft of `portal.toml`: every key that it may have.

use candor_model::{Locale, PurposeId, RelationshipId, Right, Role, TimeLimit};
use jiff::civil::Date;

use super::brand::BrandDraft;
use super::table::{FromTable, Table};
use super::values::{
    ContactAddress, Email, Filled, Host, Localized, Named, OneOf, Origin, SecureAddress, Slug, WebAddress,
};
use crate::at::At;

/// `portal.toml` as it was written.
#[derive(Debug, Default)]
pub(crate) struct PortalDraft {
    pub(crate) settings: SettingsDraft,
    pub(crate) controller: Option<ControllerDraft>,
    pub(crate) requests: RequestsDraft,
    pub(crate) consent: ConsentDraft,
    pub(crate) purposes: Vec<PurposeDraft>,
    pub(crate) security: SecurityDraft,
    pub(crate) brand: BrandDraft,
}

impl FromTable for PortalDraft {
    fn from_table(table: &mut Table<'_>) -> Self {
        Self {
            settings: table.required_table("portal").unwrap_or_default(),
            controller: table.required_table("controller"),
            requests: table.table("requests").unwrap_or_default(),
            consent: table.table("consent").unwrap_or_default(),
            purposes: table.tables("purpose"),
            security: table.table("security").unwrap_or_default(),
            brand: table.table("brand").unwrap_or_default(),
        }
    }
}

/// `[portal]`
#[derive(Debug, Default)]
pub(crate) struct SettingsDraft {
    pub(crate) base_url: Option<At<Origin>>,
    pub(crate) locales: Option<At<Filled<Locale>>>,
    pub(crate) name: Option<At<Localized>>,
    pub(crate) authoritative: Option<At<Locale>>,
    pub(crate) time_zone: Option<At<String>>,
    pub(crate) jurisdiction: Option<At<String>>,
    pub(crate) notice_days: Option<At<u16>>,
    pub(crate) theme: Option<At<Slug>>,
}

impl FromTable for SettingsDraft {
    fn from_table(table: &mut Table<'_>) -> Self {
        Self {
            base_url: table.required("base_url"),
            locales: table.required("locales"),
            name: table.required("name"),
            authoritative: table.optional("authoritative"),
            time_zone: table.optional("time_zone"),
            jurisdiction: table.optional("jurisdiction"),
            notice_days: table.optional("notice_days"),
            theme: table.optional("theme"),
        }
    }
}

/// `[controller]`
#[derive(Debug)]
pub(crate) struct ControllerDraft {
    pub(crate) name: Option<At<Localized>>,
    pub(crate) email: Option<At<Email>>,
    pub(crate) tax_id: Option<At<String>>,
    pub(crate) address: Option<At<Localized>>,
    pub(crate) phone: Option<At<String>>,
    pub(crate) site: Option<At<WebAddress>>,
    pub(crate) officer: Option<OfficerDraft>,
}

impl FromTable for ControllerDraft {
    fn from_table(table: &mut Table<'_>) -> Self {
        Self {
            name: table.required("name"),
            email: table.required("email"),
            tax_id: table.optional("tax_id"),
            address: table.optional("address"),
            phone: table.optional("phone"),
            site: table.optional("site"),
            officer: table.table("officer"),
        }
    }
}

/// `[controller.officer]`
#[derive(Debug)]
pub(crate) struct OfficerDraft {
    pub(crate) name: Option<At<Localized>>,
    pub(crate) email: Option<At<Email>>,
    pub(crate) phone: Option<At<String>>,
}

impl FromTable for OfficerDraft {
    fn from_table(table: &mut Table<'_>) -> Self {
        Self { name: table.required("name"), email: table.required("email"), phone: table.optional("phone") }
    }
}

/// `[requests]`
#[derive(Debug, Default)]
pub(crate) struct RequestsDraft {
    pub(crate) respond_within: Option<At<TimeLimit>>,
    pub(crate) extend_by: Option<At<TimeLimit>>,
    pub(crate) expire_unconfirmed_after: Option<At<TimeLimit>>,
    pub(crate) authority: Option<At<Localized>>,
    pub(crate) rights: Option<At<Filled<OneOf<Right>>>>,
    pub(crate) relationships: Vec<RelationshipDraft>,
}

impl FromTable for RequestsDraft {
    fn from_table(table: &mut Table<'_>) -> Self {
        Self {
            respond_within: table.optional("respond_within"),
            extend_by: table.optional("extend_by"),
            expire_unconfirmed_after: table.optional("expire_unconfirmed_after"),
            authority: table.optional("authority"),
            rights: table.optional("rights"),
            relationships: table.tables("relationship"),
        }
    }
}

/// `[[requests.relationship]]`
#[derive(Debug)]
pub(crate) struct RelationshipDraft {
    pub(crate) id: Option<At<RelationshipId>>,
    pub(crate) role: Option<At<OneOf<OurRole>>>,
    pub(crate) label: Option<At<Localized>>,
}

impl FromTable for RelationshipDraft {
    fn from_table(table: &mut Table<'_>) -> Self {
        Self { id: table.required("id"), role: table.required("role"), label: table.optional("label") }
    }
}

/// What we may be to a person: we decide, or act for another. A public body is neither.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct OurRole(pub(crate) Role);

impl Named for OurRole {
    fn names() -> Vec<(&'static str, Self)> {
        vec![("controller", Self(Role::Controller)), ("processor", Self(Role::Processor))]
    }
}

impl Named for Right {
    fn names() -> Vec<(&'static str, Self)> {
        Self::ALL.into_iter().map(|right| (right.as_str(), right)).collect()
    }
}

/// `[consent]`
#[derive(Debug, Default)]
pub(crate) struct ConsentDraft {
    pub(crate) valid_for: Option<At<TimeLimit>>,
    pub(crate) ask_again_after_refusal: Option<At<TimeLimit>>,
    pub(crate) cookie_domain: Option<At<Host>>,
    pub(crate) origins: Option<At<Vec<At<Origin>>>>,
    pub(crate) google_consent_mode: Option<At<bool>>,
    pub(crate) trusted_types: Option<At<bool>>,
    pub(crate) gpc: Option<GpcDraft>,
}

impl FromTable for ConsentDraft {
    fn from_table(table: &mut Table<'_>) -> Self {
        Self {
            valid_for: table.optional("valid_for"),
            ask_again_after_refusal: table.optional("ask_again_after_refusal"),
            cookie_domain: table.optional("cookie_domain"),
            origins: table.optional("origins"),
            google_consent_mode: table.optional("google_consent_mode"),
            trusted_types: table.optional("trusted_types"),
            gpc: table.table("gpc"),
        }
    }
}

/// `[consent.gpc]`
#[derive(Debug)]
pub(crate) struct GpcDraft {
    pub(crate) honoured: Option<At<bool>>,
    pub(crate) since: Option<At<Date>>,
    pub(crate) purposes: Option<At<Filled<PurposeId>>>,
}

impl FromTable for GpcDraft {
    fn from_table(table: &mut Table<'_>) -> Self {
        Self {
            honoured: table.required("honoured"),
            since: table.required("since"),
            purposes: table.optional("purposes"),
        }
    }
}

/// `[[purpose]]`
#[derive(Debug)]
pub(crate) struct PurposeDraft {
    pub(crate) id: Option<At<PurposeId>>,
    pub(crate) required: Option<At<bool>>,
    pub(crate) title: Option<At<Localized>>,
    pub(crate) description: Option<At<Localized>>,
}

impl FromTable for PurposeDraft {
    fn from_table(table: &mut Table<'_>) -> Self {
        Self {
            id: table.required("id"),
            required: table.optional("required"),
            title: table.optional("title"),
            description: table.optional("description"),
        }
    }
}

/// `[security]`
#[derive(Debug, Default)]
pub(crate) struct SecurityDraft {
    pub(crate) contact: Option<At<Filled<ContactAddress>>>,
    pub(crate) policy: Option<At<SecureAddress>>,
    pub(crate) encryption: Option<At<SecureAddress>>,
    pub(crate) acknowledgments: Option<At<SecureAddress>>,
    pub(crate) hiring: Option<At<SecureAddress>>,
}

impl FromTable for SecurityDraft {
    fn from_table(table: &mut Table<'_>) -> Self {
        Self {
            contact: table.optional("contact"),
            policy: table.optional("policy"),
            encryption: table.optional("encryption"),
            acknowledgments: table.optional("acknowledgments"),
            hiring: table.optional("hiring"),
        }
    }
}
