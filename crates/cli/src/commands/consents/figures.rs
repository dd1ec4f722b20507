//! `candor consents figures`: what visitors chose, counted. Nothing in it belongs to anyone.

use std::collections::BTreeMap;

use candor_model::{Choice, ConsentMethod, ConsentRecord, PurposeId};
use jiff::tz::TimeZone;
use serde::Serialize;

use crate::arguments::{Format, Records};
use crate::commands::on_runtime;
use crate::terminal::{print_json, print_line};
use crate::{Error, Verdict, records};

/// How often a purpose was decided how, in a month and by one way of choosing.
#[derive(Default, Serialize)]
struct Count {
    given: u32,
    refused: u32,
}

/// A line for programs.
#[derive(Serialize)]
struct Line<'a> {
    month: &'a str,
    purpose: &'a PurposeId,
    method: ConsentMethod,
    #[serde(flatten)]
    count: &'a Count,
}

/// By month, purpose and way of choosing.
type Counts = BTreeMap<(String, PurposeId, ConsentMethod), Count>;

/// Prints how often each purpose was given and refused, by the month in UTC in which that was received.
///
/// # Errors
/// The records cannot be reached.
pub(super) fn figures(arguments: &Records) -> Result<Verdict, Error> {
    on_runtime(async {
        let records = records::open(&arguments.place).await?.all_consents().await?;
        let counts = count(&records);
        match arguments.format {
            Format::Json => counts.iter().for_each(|((month, purpose, method), count)| {
                print_json(&Line { month, purpose, method: *method, count });
            }),
            Format::Human if counts.is_empty() => print_line("No visitor has chosen yet."),
            Format::Human => print_table(&counts),
        }
        Ok(())
    })
}

fn count(records: &[ConsentRecord]) -> Counts {
    let mut counts = Counts::new();
    for record in records {
        let month = record.received_at.to_zoned(TimeZone::UTC).strftime("%Y-%m").to_string();
        for (purpose, choice) in &record.choices {
            let count = counts.entry((month.clone(), purpose.clone(), record.method)).or_default();
            match choice {
                Choice::Given => count.given += 1,
                Choice::Refused => count.refused += 1,
            }
        }
    }
    counts
}

fn print_table(counts: &Counts) {
    print_line(format_args!("{:8} {:20} {:8} {:>8} {:>8}", "month", "purpose", "method", "given", "refused"));
    for ((month, purpose, method), Count { given, refused }) in counts {
        let (purpose, method) = (purpose.as_str(), method.as_str());
        print_line(format_args!("{month:8} {purpose:20} {method:8} {given:>8} {refused:>8}"));
    }
}
