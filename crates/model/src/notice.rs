//! The notice: everything that a visitor is asked to agree to, in one locale. The banner and the page of choices are drawn
//! from it, its digest stands in each consent record, and the store keeps it for as long as a record needs it.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{CookieKind, Locale, Party, PurposeId, TimeLimit};

/// What is asked, of whom, by whom, and with which words. The order of its fields is the order of what is digested.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// In which locale it is.
    pub locale: Locale,
    /// The version of what is agreed to: a newer one is asked for anew.
    pub version: u32,
    /// Who asks.
    pub controller: NoticeController,
    /// For how long a choice stands.
    pub valid_for: TimeLimit,
    /// How long after a refusal nobody asks again.
    pub ask_again_after_refusal: TimeLimit,
    /// Where a visitor changes or withdraws a choice, and reads the register: the full address.
    pub withdraw_at: String,
    /// Who hears complaints.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub authority: Option<String>,
    /// Under which law: the jurisdiction that the portal names, such as `UZ`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub jurisdiction: Option<String>,
    /// What the banner says, by the name of each piece: title, text, buttons.
    pub words: BTreeMap<String, String>,
    /// Why anything is stored, those that are required first.
    pub purposes: Vec<NoticePurpose>,
}

/// Who decides, as a record must name it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeController {
    /// Its registered name.
    pub name: String,
    /// Its tax number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tax_id: Option<String>,
    /// Its postal address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// Where it takes questions.
    pub email: String,
    /// Its telephone number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
}

/// One purpose with the data that it needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticePurpose {
    /// Its name in records.
    pub id: PurposeId,
    /// It cannot be refused.
    pub required: bool,
    /// The browser's signal refuses it.
    pub opposed: bool,
    /// What it is called.
    pub title: String,
    /// What it is for.
    pub description: String,
    /// The list of data: what is stored on the device for it.
    pub cookies: Vec<NoticeCookie>,
}

/// One entry of the cookie register.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeCookie {
    /// The name on the device.
    pub name: String,
    /// What it is technically.
    pub kind: CookieKind,
    /// Whose it is, seen from the visited site.
    pub party: Party,
    /// Who stores it.
    pub provider: String,
    /// The domain that can read it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub domain: Option<String>,
    /// How long it stays.
    pub duration: String,
    /// What it does.
    pub description: String,
    /// The day from which it is in use.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<Date>,
    /// The last day of its use.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
}
