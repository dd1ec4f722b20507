//! `candor consents`: what visitors chose.

mod export;
mod figures;

use candor_model::{Choice, ConsentRecord};

use super::on_runtime;
use crate::arguments::{Consents, Format, Records};
use crate::terminal::{harmless, print_json, print_line};
use crate::{Error, Verdict, records};

/// Runs one of the commands.
///
/// # Errors
/// The records cannot be reached, or there are none of that visitor.
pub(crate) fn consents(arguments: &Consents) -> Result<Verdict, Error> {
    match arguments {
        Consents::Show { visitor, records } => show(visitor.as_deref(), records),
        Consents::Export(arguments) => export::export(arguments),
        Consents::Figures { records } => figures::figures(records),
    }
}

/// Shows the records of one visitor or of all, the oldest first.
fn show(visitor: Option<&str>, records: &Records) -> Result<Verdict, Error> {
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
    let fact = |name: &str, value: &dyn std::fmt::Display| print_line(format_args!("  {name:12} {value}"));
    print_line(format_args!("{}  {}", record.id, record.at));
    let visitor = record.visitor.as_deref().map_or_else(|| "nobody".into(), harmless);
    fact("visitor", &visitor);
    for (purpose, choice) in &record.choices {
        fact(purpose.as_str(), &name_of(*choice));
    }
    let signal = if record.signal { ", with Global Privacy Control" } else { "" };
    fact("how", &format_args!("{} in {}{signal}", record.method.as_str(), record.locale));
    record.site.iter().for_each(|site| fact("site", site));
    if let Some(policy) = &record.policy {
        fact("policy", &format_args!("{} {}", policy.policy.as_str(), policy.version.as_str()));
    }
    fact("notice", &format_args!("{}, {}", record.notice.version, record.notice.digest));
    fact("valid until", &record.valid_until);
}

/// The name of a choice in tables.
fn name_of(choice: Choice) -> &'static str {
    match choice {
        Choice::Given => "given",
        Choice::Refused => "refused",
    }
}
