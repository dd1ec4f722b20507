//! `candor requests explain-date`: by when a request would have to be answered, day by day.

use candor_model::{Calendar, ReckonedDay, TimeLimit};
use jiff::civil::Date;
use serde::Serialize;

use crate::arguments::{self, Format};
use crate::reckoning::{Told, calendar};
use crate::terminal::{print_json, print_line};
use crate::{Error, Verdict, folder};

/// A reckoning as programs get it.
#[derive(Serialize)]
struct Reckoned<'a> {
    respond_by: Date,
    provisional: bool,
    limit: TimeLimit,
    received: Date,
    calendar: &'a str,
    source: &'a str,
    days: Vec<ReckonedDay>,
}

/// Prints the date first, then why.
///
/// # Errors
/// There is no such calendar, or its file has errors.
pub(super) fn explain_date(arguments: &arguments::ExplainDate) -> Result<Verdict, Error> {
    let arguments::ExplainDate { received, limit, .. } = *arguments;
    let sources = folder::read(&arguments.root.root)?;
    let calendar = calendar(&arguments.calendar, &sources)?.ok_or_else(|| unknown(&arguments.calendar))?;
    let reckoning = limit.reckon(received, &calendar);
    match arguments.format {
        Format::Json => print_json(&Reckoned {
            respond_by: reckoning.respond_by,
            provisional: reckoning.provisional,
            limit,
            received,
            calendar: &calendar.id,
            source: &calendar.source,
            days: limit.explain(received, &calendar),
        }),
        Format::Human => {
            print_line(reckoning.respond_by);
            print_line("");
            Told::new(limit, (received, &[]), &calendar).lines().iter().for_each(print_line);
            print_line(format_args!("\nThe calendar {}: {}.", calendar.id, source(&calendar)));
        }
    }
    Ok(Verdict::Fine)
}

fn source(calendar: &Calendar) -> &str {
    calendar.source.trim_end_matches('.')
}

fn unknown(id: &str) -> Error {
    let known: Vec<_> = candor_site::calendars().collect();
    Error::Usage(format!(
        "there is no calendar `{id}`: {} are built in, and a portal has its own in content/calendars/",
        known.join(", ")
    ))
}
