//! What the portal states to programs about itself: where to report a hole, and whether it heeds the browser's signal.

use candor_model::{Controller, Purpose, PurposeId};
use jiff::civil::Date;

use super::texts::report_unknown;
use crate::Report;
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

/// The purposes that the browser's signal refuses: those that `[consent.gpc]` names, or all that can be refused, where the
/// signal is heeded.
pub(super) fn opposed(
    draft: Option<&GpcDraft>,
    gpc: Option<&Gpc>,
    purposes: &[Purpose],
    report: &mut Report,
) -> Vec<PurposeId> {
    let offered = || purposes.iter().filter(|purpose| !purpose.required).map(|purpose| &purpose.id);
    let named: Vec<_> =
        draft.and_then(|draft| draft.purposes.as_ref()).into_iter().flat_map(|list| &list.value.0).collect();
    for purpose in &named {
        if !offered().any(|id| *id == purpose.value) {
            let purpose = At::new(purpose.value.to_string(), purpose.span.clone());
            report_unknown("refusable purpose", &purpose, offered().map(PurposeId::as_str), report);
        }
    }
    let is_named = |id: &&PurposeId| named.is_empty() || named.iter().any(|purpose| purpose.value == **id);
    let is_heeded = gpc.is_some_and(|gpc| gpc.honoured);
    offered().filter(|_| is_heeded).filter(is_named).cloned().collect()
}

/// `[consent.gpc]`, from its day on. Without it nothing is stated: that is what a missing file means to a browser, and
/// either answer would be a promise that nobody made.
pub(super) fn gpc(draft: Option<&GpcDraft>, today: Date) -> Option<Gpc> {
    let draft = draft?;
    let (honoured, since) = (draft.honoured.as_ref()?.value, draft.since.as_ref()?.value);
    (since <= today).then_some(Gpc { honoured, since })
}
