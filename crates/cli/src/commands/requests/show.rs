//! `candor requests show`: one request with all that happened to it, and why it is due when it is.

use std::fmt::Display;

use candor_intake::Store;
use candor_model::{
    Actor, Calendar, Event, EventKind, Mail, MailState, News, Question, Received, Reference, Remark, RequestState,
    SubjectRequest,
};
use candor_site::{Sources, acts_for_another};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;

use super::list::left;
use super::{Happened, Shown, today};
use crate::Error;
use crate::arguments::Format;
use crate::reckoning::{Told, calendar};
use crate::terminal::{harmless, print_json, print_line};

/// A request with the others that came from the same address, for programs.
#[derive(Serialize)]
struct WithOthers<'a> {
    #[serde(flatten)]
    shown: Shown<'a>,
    /// The same may have been sent twice, or asked for before.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    same_address: Vec<&'a Reference>,
}

pub(super) async fn show(store: &Store, reference: &Reference, format: Format, sources: &Sources) -> Result<(), Error> {
    let today = today(sources);
    let request = find(store, reference).await?;
    let (events, remarks) = (store.events(reference).await?, store.remarks(reference).await?);
    let history = history(&events, &remarks);
    let others = store.others_of_subject(reference).await?;
    match format {
        Format::Json => print_json(&WithOthers {
            shown: Shown::new(&request, Some(history), today),
            same_address: others.iter().map(|(other, _)| other).collect(),
        }),
        Format::Human => {
            fields(&request, today).iter().for_each(|(name, text)| print_field(name, text));
            // A calendar that cannot be read hides no request.
            let calendar = calendar(&request.clock.calendar, sources).ok().flatten();
            let acknowledged =
                calendar.as_ref().and_then(|calendar| acknowledgement(&request, &events, calendar, sources));
            acknowledged.iter().for_each(|text| print_field("acknowledge", text));
            if request.state.is_open() && acts_for_another(sources, today, request.relationship.as_ref()) {
                print_field("decides", "another company: hand it over with `candor requests forward`");
            }
            history.iter().for_each(print_event);
            store.mail_of(reference).await?.iter().filter_map(unsent).for_each(|text| print_field("letter", &text));
            others.iter().for_each(|(other, at)| {
                print_field("same address", &format!("{other}, received {}", to_the_second(*at)))
            });
            calendar.iter().for_each(|calendar| print_clock(&request, calendar));
        }
    }
    Ok(())
}

/// Prints the request with all that happened to it, for programs.
///
/// # Errors
/// The table does not answer.
pub(super) async fn print_record(store: &Store, request: &SubjectRequest, today: Date) -> Result<(), Error> {
    let events = store.events(&request.reference).await?;
    let remarks = store.remarks(&request.reference).await?;
    print_json(&Shown::new(request, Some(history(&events, &remarks)), today));
    Ok(())
}

/// The request with that reference.
///
/// # Errors
/// There is none, or the table does not answer.
pub(super) async fn find(store: &Store, reference: &Reference) -> Result<SubjectRequest, Error> {
    let found = store.request(reference).await?;
    found.ok_or_else(|| Error::NotFound(format!("there is no request {reference}")))
}

fn history<'a>(events: &'a [Event], remarks: &'a [Remark]) -> Vec<Happened<'a>> {
    events.iter().map(|event| Happened { event, text: text_of(event, remarks) }).collect()
}

fn text_of<'a>(event: &Event, remarks: &'a [Remark]) -> Option<&'a str> {
    remarks.iter().find(|remark| remark.event == event.number).map(|remark| remark.text.as_str())
}

fn fields(request: &SubjectRequest, today: Date) -> Vec<(&'static str, String)> {
    let provisional = if request.provisional { ", provisional: the year's working days are not final" } else { "" };
    let due = match request.closed_on {
        Some(closed_on) => format!("{} (closed on {closed_on})", request.respond_by),
        None => format!("{} ({}{provisional})", request.respond_by, left(request, today)),
    };
    let policy = request.policy.as_ref().map(|policy| format!("{} {}", policy.policy, policy.version));
    let fields = [
        ("reference", request.reference.to_string()),
        ("right", request.right.as_str().to_owned()),
        ("state", request.state.as_str().to_owned()),
        ("respond by", due),
        ("doubtful", if request.doubtful { "yes: it may come from a program" } else { "" }.to_owned()),
        ("held", if request.held { "yes: it is not erased" } else { "" }.to_owned()),
        ("purged", if request.purged { "yes: nothing personal is left" } else { "" }.to_owned()),
        ("asked for", request.open_question().map(asked_for).unwrap_or_default()),
        ("received", format!("{} ({})", request.received_on, to_the_second(request.received))),
        ("confirmed", request.confirmed.map_or("no", |_| "yes").to_owned()),
        ("relationship", request.relationship.as_ref().map_or("", |id| id.as_str()).to_owned()),
        ("behalf", request.behalf.as_str().to_owned()),
        ("person", request.person.clone().unwrap_or_default()),
        ("name", request.name.clone()),
        ("e-mail", request.email.clone()),
        ("locale", request.locale.to_string()),
        ("policy", policy.unwrap_or_default()),
        ("details", request.details.clone()),
    ];
    fields.into_iter().filter(|(_, text)| !text.is_empty()).collect()
}

/// What the subject has not answered yet.
fn asked_for(question: &Question) -> String {
    let clock = if question.stops { ", and the clock stands until the answer comes" } else { "" };
    format!("{} on {}{clock}", question.need.as_str(), question.asked_on)
}

/// By when receipt had to be confirmed, and when it was, where the law asks for it. The receipt of a request that an officer
/// entered was made when it was entered.
fn acknowledgement(
    request: &SubjectRequest,
    events: &[Event],
    calendar: &Calendar,
    sources: &Sources,
) -> Option<String> {
    let limit = request.clock.acknowledge_within?;
    let due = limit.reckon(request.received_on, calendar).respond_by;
    let entered = events.iter().find_map(|event| match &event.kind {
        EventKind::Received(received) => received.entered,
        _ => None,
    });
    let on = entered.map_or(request.received_on, |at| candor_site::today_in(sources, at));
    let late = if on > due { ", LATE" } else { "" };
    let to_send = if request.email.is_empty() { ": hand reference and key over by then" } else { "" };
    Some(format!("by {due}{to_send}; the receipt was made on {on}{late}"))
}

fn to_the_second(moment: Timestamp) -> impl Display {
    moment.strftime("%Y-%m-%dT%H:%M:%SZ")
}

fn print_field(name: &str, text: &str) {
    print_line(format_args!("{name:13} {}", harmless(text).replace('\n', "\n              ")));
}

fn print_event(happened: &Happened<'_>) {
    let Event { number, at, by, kind, .. } = happened.event;
    let by = match by {
        Actor::Subject => "the subject".to_owned(),
        Actor::Officer(name) => name.clone(),
        Actor::Courier => "the courier".to_owned(),
    };
    let detail = match kind {
        EventKind::Received(received) => entered(received).unwrap_or_default(),
        EventKind::Extended { extended_by, respond_by, .. } => format!(" by {extended_by}, to {respond_by}"),
        EventKind::Reckoned { respond_by, because, .. } => reckoned(*respond_by, because),
        EventKind::Refused { ground, article } => {
            let article = article.as_ref().map(|article| format!(", {article}")).unwrap_or_default();
            format!(" ({}{article})", ground.as_str())
        }
        EventKind::NeedsMore { need, .. } => format!(" ({})", need.as_str()),
        EventKind::AnsweredMore { answered_on, respond_by, .. } => {
            format!(" on {answered_on}, respond by {respond_by}")
        }
        EventKind::Fulfilled { files } if !files.is_empty() => format!(", files {}", files.join(", ")),
        _ => String::new(),
    };
    let line = format!("{number}. {} {}{detail}, {by}", to_the_second(*at), kind.as_str());
    print_field(if *number == 1 { "events" } else { "" }, &line);
    happened.text.into_iter().for_each(|text| print_field("", &format!("   {}", text.replace('\n', "\n   "))));
}

/// What became of a letter that is not sent.
fn unsent(mail: &Mail) -> Option<String> {
    let News::Event { event, .. } = mail.news else { return None };
    let became = match mail.state {
        MailState::Sent => return None,
        MailState::Waiting => format!("waits, tried {} times, next at {}", mail.attempts, mail.due),
        MailState::GivenUp => format!("NOT SENT and given up at {} after {} tries", mail.due, mail.attempts),
    };
    Some(format!("of event {event} to the {}: {became}", mail.audience.as_str()))
}

/// The date after a change of the calendar, and which days changed.
fn reckoned(respond_by: Date, because: &[Date]) -> String {
    let days: Vec<String> = because.iter().map(Date::to_string).collect();
    let because = if days.is_empty() { String::new() } else { format!(", since {} changed", days.join(", ")) };
    format!(" to {respond_by}{because}")
}

/// How a request came that an officer entered.
fn entered(received: &Received) -> Option<String> {
    let at = received.entered?;
    Some(format!(" by {}, entered {at}", received.channel.as_str()))
}

/// Why the respond-by date is what it is.
fn print_clock(request: &SubjectRequest, calendar: &Calendar) {
    let pauses = request.pauses();
    let limit = request.clock.respond_within;
    let limit = request.extended_by.and_then(|by| limit.plus(by)).unwrap_or(limit);
    let told = Told::new(limit, (request.received_on, &pauses), calendar);
    for (number, line) in told.lines().iter().enumerate() {
        print_field(if number == 0 { "clock" } else { "" }, line);
    }
    if request.state == RequestState::Extended {
        print_field("", &format!("Extended to {}.", request.respond_by));
    }
}
