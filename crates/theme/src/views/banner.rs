//! The notice of a portal in one locale, and the banner that shows it on the company's own sites.

use std::collections::BTreeMap;

use candor_model::{Catalogue, Cookie, LocalizedText, Notice, NoticeController, NoticeCookie, NoticePurpose, Purpose};
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::choices::{purpose_description, purpose_title};
use crate::{LetterFrame, Words};

/// What the banner says, each under `banner.<name>` or where else its words stand.
const SAID: [(&str, &str); 9] = [
    ("title", "banner.title"),
    ("text", "banner.text"),
    (SIGNAL, "banner.signal"),
    ("refuse", "choices.refuse_all"),
    ("accept", "choices.accept_all"),
    ("choose", "banner.choose"),
    ("save", "choices.save"),
    ("back", "banner.back"),
    ("register", "banner.register"),
];

/// What is said only where the browser's signal is heeded.
const SIGNAL: &str = "signal";

/// How many hexadecimal digits of a notice's digest its mark has. It tells the notices of one portal apart; the digest itself
/// stands in the record.
const MARK: usize = 16;

/// Makes the notice of a portal in the locale of the words.
#[must_use]
pub fn notice(catalogue: &Catalogue, words: &Words<'_>) -> Notice {
    let locale = words.locale();
    let own = |text: &LocalizedText| text.get(locale).to_owned();
    let controller = &catalogue.controller;
    let name = own(&controller.name);
    let said = |(piece, key): (&str, &str)| (piece.to_owned(), words.text_with(key, &[("name", &name)]));
    let is_opposed = !catalogue.consent.opposed.is_empty();
    Notice {
        locale: locale.clone(),
        version: catalogue.consent.version,
        controller: NoticeController {
            tax_id: controller.tax_id.clone(),
            address: controller.address.as_ref().map(own),
            email: controller.email.clone(),
            phone: controller.phone.clone(),
            name: name.clone(),
        },
        valid_for: catalogue.consent.valid_for,
        ask_again_after_refusal: catalogue.consent.ask_again_after_refusal,
        withdraw_at: format!("{}/{locale}/choices/", catalogue.base_url),
        authority: catalogue.requests.authority.as_ref().map(own),
        jurisdiction: catalogue.jurisdiction.clone(),
        words: SAID.into_iter().filter(|(piece, _)| *piece != SIGNAL || is_opposed).map(said).collect(),
        purposes: catalogue.purposes.iter().map(|purpose| notice_purpose(purpose, catalogue, words)).collect(),
    }
}

fn notice_purpose(purpose: &Purpose, catalogue: &Catalogue, words: &Words<'_>) -> NoticePurpose {
    let cookies = catalogue.cookies.iter().filter(|cookie| cookie.purpose == purpose.id);
    NoticePurpose {
        id: purpose.id.clone(),
        required: purpose.required,
        opposed: catalogue.consent.opposed.contains(&purpose.id),
        title: purpose_title(purpose, words),
        description: purpose_description(purpose, words),
        cookies: cookies.map(|cookie| notice_cookie(cookie, words)).collect(),
    }
}

fn notice_cookie(cookie: &Cookie, words: &Words<'_>) -> NoticeCookie {
    let own = |text: &LocalizedText| text.get(words.locale()).to_owned();
    NoticeCookie {
        name: cookie.name.clone(),
        kind: cookie.kind,
        party: cookie.party,
        provider: own(&cookie.provider),
        domain: cookie.domain.clone(),
        duration: own(&cookie.duration),
        description: own(&cookie.description),
        since: cookie.since,
        until: cookie.until,
    }
}

/// SHA-256 of a notice, in hexadecimal.
#[must_use]
pub fn notice_digest(notice: &Notice) -> String {
    let json = serde_json::to_vec(notice).expect("maps with text keys always serialize");
    Sha256::digest(json).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The beginning of a notice's digest, by which a browser says what its visitor saw.
#[must_use]
pub fn notice_mark(digest: &str) -> &str {
    digest.get(..MARK).unwrap_or(digest)
}

/// The banner in one locale, as the template `consent/banner.html` draws it.
#[derive(Clone, Debug, Serialize)]
pub struct BannerView {
    /// In which locale it is, and which way that is written.
    pub chrome: LetterFrame,
    /// What a visitor of it saw, as the browser keeps it: the version of what is agreed to, and the mark of the notice.
    pub seen: String,
    /// What it says, by the name of each piece.
    pub words: BTreeMap<String, String>,
    /// What it says beside to a browser whose signal is heeded; empty where none is.
    pub signal: String,
    /// The purposes, those that are required first.
    pub purposes: Vec<NoticePurpose>,
    /// Where the register is and choices are changed: the full address.
    pub register: String,
}

impl BannerView {
    /// The banner that shows a notice.
    #[must_use]
    pub fn new(mut notice: Notice, portal: String) -> Self {
        Self {
            seen: format!("{}-{}", notice.version, notice_mark(&notice_digest(&notice))),
            chrome: LetterFrame {
                direction: notice.locale.direction(),
                portal,
                controller: notice.controller.name,
                locale: notice.locale,
            },
            signal: notice.words.remove(SIGNAL).unwrap_or_default(),
            words: notice.words,
            purposes: notice.purposes,
            register: notice.withdraw_at,
        }
    }
}
