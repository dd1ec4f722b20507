//! `candor requests`: what subjects asked for, and by when they must be answered.

use candor_intake::Store;
use candor_model::{Event, Reference, SubjectRequest};
use candor_site::Sources;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;

use super::{explain_date, on_runtime};
use crate::arguments::{self, Format, Requests};
use crate::reckoning::Told;
use crate::terminal::{harmless, print_json, print_line};
use crate::{Error, Verdict, folder, records};

/// A request as programs get it: all that is stored, but not the hash of its key.
#[derive(Serialize)]
struct Shown<'a> {
    #[serde(flatten)]
    request: serde_json::Value,
    overdue: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    events: Option<&'a [Event]>,
}

impl<'a> Shown<'a> {
    fn new(request: &SubjectRequest, events: Option<&'a [Event]>, today: Date) -> Self {
        let mut value = serde_json::to_value(request).expect("a request is texts and dates");
        if let Some(fields) = value.as_object_mut() {
            fields.remove("key_hash");
        }
        Self { request: value, overdue: is_overdue(request, today), events }
    }
}

/// Lists or shows.
///
/// # Errors
/// The records cannot be reached, or the request does not exist.
pub(crate) fn requests(arguments: &Requests) -> Result<Verdict, Error> {
    match arguments {
        Requests::List { records, root } => on_runtime(async {
            let today = today(root)?;
            list(&records::open(records).await?, records.format, today).await
        }),
        Requests::Show { reference, records, root } => on_runtime(async {
            let sources = folder::read(&root.root)?;
            show(&records::open(records).await?, reference, records.format, &sources).await
        }),
        Requests::ExplainDate(arguments) => explain_date::explain_date(arguments),
    }
}

/// Today where the portal is, if it is here; its table does not know its time zone.
fn today(root: &arguments::Root) -> Result<Date, Error> {
    Ok(candor_site::today_in(&folder::read(&root.root)?, Timestamp::now()))
}

/// The list holds nothing personal, so that it may be on a screen or in a ticket.
async fn list(store: &Store, format: Format, today: Date) -> Result<(), Error> {
    let open = store.open_requests().await?;
    match format {
        Format::Json => open.iter().for_each(|request| print_json(&Shown::new(request, None, today))),
        Format::Human if open.is_empty() => print_line("No request awaits an answer."),
        Format::Human => {
            print_line(format_args!("{:11}  {:10}  {:12}  {}", "reference", "respond by", "", "right"));
            open.iter().for_each(|request| print_line(row(request, today)));
        }
    }
    Ok(())
}

fn row(request: &SubjectRequest, today: Date) -> String {
    let SubjectRequest { reference, respond_by, right, .. } = request;
    format!("{reference}  {respond_by}  {:12}  {}", left(request, today), right.as_str())
}

/// How long is left, by the calendar.
fn left(request: &SubjectRequest, today: Date) -> String {
    if is_overdue(request, today) {
        return "OVERDUE".to_owned();
    }
    match today.until(request.respond_by).map_or(0, |span| span.get_days()) {
        0 => "today".to_owned(),
        1 => "1 day left".to_owned(),
        days => format!("{days} days left"),
    }
}

fn is_overdue(request: &SubjectRequest, today: Date) -> bool {
    request.state.is_open() && request.respond_by < today
}

async fn show(store: &Store, reference: &Reference, format: Format, sources: &Sources) -> Result<(), Error> {
    let today = candor_site::today_in(sources, Timestamp::now());
    let found = store.request(reference).await?;
    let request = found.ok_or_else(|| Error::NotFound(format!("there is no request {reference}")))?;
    let events = store.events(reference).await?;
    match format {
        Format::Json => print_json(&Shown::new(&request, Some(&events), today)),
        Format::Human => {
            print_request(&request, &events, today);
            print_clock(&request, sources);
        }
    }
    Ok(())
}

fn print_request(request: &SubjectRequest, events: &[Event], today: Date) {
    let provisional = if request.provisional { ", provisional: the year's working days are not final" } else { "" };
    let policy =
        request.policy.as_ref().map(|policy| format!("{} {}", policy.policy.as_str(), policy.version.as_str()));
    let fields = [
        ("reference", request.reference.to_string()),
        ("right", request.right.as_str().to_owned()),
        ("state", request.state.as_str().to_owned()),
        ("respond by", format!("{} ({}{provisional})", request.respond_by, left(request, today))),
        ("received", format!("{} ({})", request.received_on, request.received)),
        ("relationship", request.relationship.as_ref().map_or("", |id| id.as_str()).to_owned()),
        ("name", request.name.clone()),
        ("e-mail", request.email.clone()),
        ("locale", request.locale.to_string()),
        ("policy", policy.unwrap_or_default()),
        ("details", request.details.clone()),
    ];
    for (name, text) in fields.iter().filter(|(_, text)| !text.is_empty()) {
        print_line(format_args!("{name:13} {}", harmless(text).replace('\n', "\n              ")));
    }
    for Event { number, at, kind } in events {
        print_line(format_args!("{:13} {number}. {at} {}", if *number == 1 { "events" } else { "" }, kind.as_str()));
    }
}

/// Why the respond-by date is what it is. The portal may no longer have the calendar.
fn print_clock(request: &SubjectRequest, sources: &Sources) {
    let Some(calendar) = candor_site::calendar(&request.clock.calendar, sources) else { return };
    let told = Told::new(request.clock.respond_within, request.received_on, &calendar);
    for (number, line) in told.lines().iter().enumerate() {
        print_line(format_args!("{:13} {line}", if number == 0 { "clock" } else { "" }));
    }
}
