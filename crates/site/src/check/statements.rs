//! What the portal states to programs about itself: where to report a hole, and whether it heeds the browser's signal.

use candor_model::Controller;
use jiff::civil::Date;

use crate::at::At;
use crate::parse::{GpcDraft, SecureAddress, SecurityDraft};
use crate::portal::{Gpc, Security};

/// `[security]`. Where it names nobody, the controller's own address takes the report: a leak of personal data is just
/// what people write there about.
pub(super) fn security(draft: SecurityDraft, controller: &Controller) -> Security {
    let address = |address: Option<At<SecureAddress>>| address.map(|address| address.value.to_string());
    let written = draft.contact.map(|list| list.value.0).unwrap_or_default();
    let mut contacts: Vec<String> = written.into_iter().map(|contact| contact.value.to_string()).collect();
    if contacts.is_empty() {
        contacts.push(format!("mailto:{}", controller.email));
    }
    Security {
        contacts,
        policy: address(draft.policy),
        encryption: address(draft.encryption),
        acknowledgments: address(draft.acknowledgments),
        hiring: address(draft.hiring),
    }
}

/// `[consent.gpc]`, from its day on. Without it nothing is stated: that is what a missing file means to a browser, and
/// either answer would be a promise that nobody made.
pub(super) fn gpc(draft: Option<&GpcDraft>, today: Date) -> Option<Gpc> {
    let draft = draft?;
    let (honoured, since) = (draft.honoured.as_ref()?.value, draft.since.as_ref()?.value);
    (since <= today).then_some(Gpc { honoured, since })
}
