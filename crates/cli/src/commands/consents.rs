//! `candor consents`: what visitors chose.

use candor_model::{Choice, ConsentRecord};

use super::on_runtime;
use crate::arguments::{Consents, Format};
use crate::terminal::{harmless, print_json, print_line};
use crate::{Error, Verdict, records};

/// Shows the records of one visitor or of all, the oldest first.
///
/// # Errors
/// The records cannot be reached, or there are none of that visitor.
pub(crate) fn consents(arguments: &Consents) -> Result<Verdict, Error> {
    let Consents::Show { visitor, records } = arguments;
    on_runtime(async {
        let store = records::open(&records.place).await?;
        let found = match visitor {
            Some(visitor) => store.consents(visitor).await?,
            None => store.all_consents().await?,
        };
        if let (Some(visitor), true) = (visitor, found.is_empty()) {
            return Err(Error::NotFound(format!("there is no consent record of the visitor {}", harmless(visitor))));
        }
        match records.format {
            Format::Json => found.iter().for_each(print_json),
            Format::Human if found.is_empty() => print_line("No visitor has chosen yet."),
            Format::Human => found.iter().for_each(print_record),
        }
        Ok(())
    })
}

fn print_record(record: &ConsentRecord) {
    let ConsentRecord { id, visitor, at, choices, policy, locale, method, valid_until } = record;
    print_line(format_args!("{id}  {at}"));
    print_line(format_args!("  visitor      {}", harmless(visitor)));
    for (purpose, choice) in choices {
        let choice = match choice {
            Choice::Given => "given",
            Choice::Refused => "refused",
        };
        print_line(format_args!("  {:12} {choice}", purpose.as_str()));
    }
    if let Some(policy) = policy {
        print_line(format_args!("  policy       {} {}", policy.policy.as_str(), policy.version.as_str()));
    }
    print_line(format_args!("  how          {method:?}, in {locale}"));
    print_line(format_args!("  valid until  {valid_until}"));
}
