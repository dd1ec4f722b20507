//! `candor requests verify`: whether the events of requests are all there, in their order, and as they were written.

use std::collections::BTreeSet;

use candor_intake::{Store, verify as breaks_of};
use candor_model::{Reference, SubjectRequest};
use serde::Serialize;
use serde_json::json;

use super::show::find;
use crate::arguments::{Format, Records};
use crate::commands::on_runtime;
use crate::terminal::{print_json, print_line};
use crate::{Error, Verdict, records};

/// What was found of one request, for programs.
#[derive(Serialize)]
struct Verified<'a> {
    reference: &'a Reference,
    events: u32,
    head: &'a str,
    breaks: Vec<String>,
}

/// Verifies one request, against the head of the chain that its receipt carries where that is given, or all of which anything
/// is left.
///
/// # Errors
/// The records cannot be reached, or the request does not exist.
pub(super) fn verify(one: Option<(&Reference, Option<&str>)>, records: &Records) -> Result<Verdict, Error> {
    let (mut verified, mut broken) = (0, 0);
    on_runtime(async {
        let store = records::open(&records.place).await?;
        let requests = match one {
            Some((reference, _)) => vec![find(&store, reference).await?],
            None => [store.open_requests().await?, store.closed_requests().await?].concat(),
        };
        for request in &requests {
            let breaks = breaks(&store, request, one.and_then(|(_, head)| head)).await?;
            broken += usize::from(!breaks.is_empty());
            print(request, breaks, records.format);
        }
        verified = requests.len();
        if one.is_none() {
            let unlisted = unlisted(&store, &requests).await?;
            unlisted.iter().for_each(|(reference, fault)| print_unlisted(reference, fault, records.format));
            verified += unlisted.len();
            broken += unlisted.len();
        }
        if records.format == Format::Human {
            print_line(summary(verified, broken));
        }
        Ok(())
    })?;
    Ok(if broken == 0 { Verdict::Fine } else { Verdict::Faults })
}

/// The requests that stand in no list, though something of them is there: removed, or hidden.
async fn unlisted(store: &Store, listed: &[SubjectRequest]) -> Result<Vec<(Reference, &'static str)>, Error> {
    let listed: BTreeSet<_> = listed.iter().map(|request| &request.reference).collect();
    let mut unlisted = Vec::new();
    for reference in store.all_references().await?.into_iter().filter(|reference| !listed.contains(reference)) {
        let is_there = store.request(&reference).await?.is_some();
        unlisted.push((reference, if is_there { "the request stands in no list" } else { "the request is missing" }));
    }
    Ok(unlisted)
}

fn print_unlisted(reference: &Reference, fault: &str, format: Format) {
    match format {
        Format::Json => print_json(&json!({ "reference": reference, "breaks": [fault] })),
        Format::Human => print_line(format_args!("{reference}: {fault}")),
    }
}

async fn breaks(store: &Store, request: &SubjectRequest, head: Option<&str>) -> Result<Vec<String>, Error> {
    let events = store.events(&request.reference).await?;
    let remarks = store.remarks(&request.reference).await?;
    let is_another = head.is_some_and(|head| events.iter().all(|event| !event.hash.eq_ignore_ascii_case(head)));
    let other = is_another.then(|| "no event has the head of the chain that the receipt carries".to_owned());
    Ok(breaks_of(request, &events, &remarks).iter().map(ToString::to_string).chain(other).collect())
}

fn print(request: &SubjectRequest, breaks: Vec<String>, format: Format) {
    let reference = &request.reference;
    match format {
        Format::Json => print_json(&Verified { reference, events: request.events, head: &request.head, breaks }),
        Format::Human => breaks.iter().for_each(|fault| print_line(format_args!("{reference}: {fault}"))),
    }
}

fn summary(requests: usize, broken: usize) -> String {
    let requests = if requests == 1 { "1 request".to_owned() } else { format!("{requests} requests") };
    match broken {
        0 => format!("{requests}: every event is there, in its place and as it was written."),
        _ => format!("{requests}, {broken} of them not as they were written."),
    }
}
