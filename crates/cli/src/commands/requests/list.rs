//! `candor requests list`: what is owed, due first.

use candor_intake::Store;
use candor_model::SubjectRequest;
use jiff::civil::Date;

use super::{Shown, is_overdue, is_stopped};
use crate::Error;
use crate::arguments::{self, Format};
use crate::terminal::{print_json, print_line};

/// The list holds nothing personal, so that it may be on a screen or in a ticket.
pub(super) async fn list(store: &Store, arguments: &arguments::List, today: Date) -> Result<(), Error> {
    let mut listed = if arguments.closed { store.closed_requests().await? } else { store.open_requests().await? };
    listed.retain(|request| arguments.right.is_none_or(|right| request.right == right));
    listed.retain(|request| !arguments.overdue || is_overdue(request, today));
    match arguments.records.format {
        Format::Json => listed.iter().for_each(|request| print_json(&Shown::new(request, None, today))),
        Format::Human if listed.is_empty() => print_line(nothing(arguments)),
        Format::Human if arguments.closed => {
            print_line(format_args!("{:11}  {:10}  {:10}  {}", "reference", "closed on", "", "right"));
            listed.iter().for_each(|request| print_line(closed_row(request)));
        }
        Format::Human => {
            print_line(format_args!("{:11}  {:10}  {:12}  {}", "reference", "respond by", "", "right"));
            listed.iter().for_each(|request| print_line(row(request, today)));
        }
    }
    Ok(())
}

fn nothing(arguments: &arguments::List) -> &'static str {
    match (arguments.closed, arguments.overdue) {
        (true, _) => "No request is closed.",
        (false, true) => "No request is overdue.",
        (false, false) => "No request awaits an answer.",
    }
}

fn row(request: &SubjectRequest, today: Date) -> String {
    let SubjectRequest { reference, respond_by, right, .. } = request;
    let confirmed = if request.confirmed.is_some() { ", confirmed" } else { "" };
    let asked = if request.open_question().is_some() { ", asked for more" } else { "" };
    let doubtful = if request.doubtful && request.confirmed.is_none() { ", doubtful" } else { "" };
    format!("{reference}  {respond_by}  {:12}  {}{confirmed}{asked}{doubtful}", left(request, today), right.as_str())
}

fn closed_row(request: &SubjectRequest) -> String {
    let SubjectRequest { reference, right, state, .. } = request;
    let closed_on = request.closed_on.map(|date| date.to_string()).unwrap_or_default();
    let kept = match request {
        SubjectRequest { purged: true, .. } => ", erased",
        SubjectRequest { held: true, .. } => ", held",
        _ => "",
    };
    format!("{reference}  {closed_on:10}  {:10}  {}{kept}", state.as_str(), right.as_str())
}

/// How long is left, by the calendar; nobody knows while the clock stands.
pub(super) fn left(request: &SubjectRequest, today: Date) -> String {
    if is_stopped(request) {
        return "stopped".to_owned();
    }
    if is_overdue(request, today) {
        return "OVERDUE".to_owned();
    }
    match today.until(request.respond_by).map_or(0, |span| span.get_days()) {
        0 => "today".to_owned(),
        1 => "1 day left".to_owned(),
        days => format!("{days} days left"),
    }
}
