//! Recipients abroad: each has the ground on which data may go there, where the jurisdiction asks for one.

use candor_model::EntryState;
use jiff::civil::Date;

use crate::parse::RecipientsDraft;
use crate::{Code, Diagnostic, Preset, Report};

/// Reports the recipients to which data goes, or will go, without a ground.
pub(super) fn check(recipients: Option<&RecipientsDraft>, preset: &Preset, today: Date, report: &mut Report) {
    let Some(rule) = &preset.transfer_ground else { return };
    for recipient in recipients.into_iter().flat_map(|draft| &draft.0) {
        let Some(country) = recipient.country.as_ref().filter(|country| !preset.is_home(&country.value.0)) else {
            continue;
        };
        if !recipient.names_ground && recipient.period.days().state(today) != EntryState::Ended {
            let name = recipient.id.as_ref().map_or("this recipient".to_owned(), |id| format!("`{id}`"));
            let message = format!("Data goes abroad, to {name} in `{country}`, without a ground.");
            let hint =
                format!("Add `ground`, such as standard contractual clauses; {} asks for one ({rule}).", preset.name);
            report.add(Diagnostic::new(Code::MissingGround, country.span.clone(), message, hint));
        }
    }
}
