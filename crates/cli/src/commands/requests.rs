//! `candor requests`: what subjects asked for, by when they must be answered, and the steps by which they are.

mod cases;
mod enter;
mod explain_date;
mod export;
mod figures;
mod figures_file;
mod list;
mod show;
mod steps;
mod verify;
mod words;

use candor_model::{Event, SubjectRequest};
use candor_site::Sources;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;

use super::on_runtime;
use crate::arguments::Requests;
use crate::{Error, Verdict, folder, records};

use self::steps::{Wish, take};

/// A request as programs get it: all that is stored, but not what guards it.
#[derive(Serialize)]
struct Shown<'a> {
    #[serde(flatten)]
    request: serde_json::Value,
    overdue: bool,
    /// Its clock stands, since its subject was asked for more.
    stopped: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    history: Option<Vec<Happened<'a>>>,
}

/// An event with what was written on the occasion.
#[derive(Clone, Serialize)]
struct Happened<'a> {
    #[serde(flatten)]
    event: &'a Event,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'a str>,
}

impl<'a> Shown<'a> {
    fn new(request: &SubjectRequest, history: Option<Vec<Happened<'a>>>, today: Date) -> Self {
        let mut value = serde_json::to_value(request).expect("a request is texts and dates");
        if let Some(fields) = value.as_object_mut() {
            fields.retain(|name, _| !["key_hash", "salt"].contains(&name.as_str()));
        }
        Self { request: value, overdue: is_overdue(request, today), stopped: is_stopped(request), history }
    }
}

/// Does what an officer asked for.
///
/// # Errors
/// The records cannot be reached, the request does not exist, or the step is not possible.
pub(crate) fn requests(arguments: &Requests) -> Result<Verdict, Error> {
    match arguments {
        Requests::List(list) => on_runtime(async {
            let today = today(&folder::read(&list.root.root)?);
            list::list(&records::open(&list.records.place).await?, list, today).await
        }),
        Requests::Show(shown) => on_runtime(async {
            let sources = folder::read(&shown.root.root)?;
            show::show(&records::open(&shown.records.place).await?, &shown.reference, shown.records.format, &sources)
                .await
        }),
        Requests::Confirm(said) => take(said, Wish::Confirm),
        Requests::Note(said) => take(said, Wish::Note),
        Requests::Extend { said, by } => take(said, Wish::Extend(*by)),
        Requests::Ask { said, about } => take(said, Wish::Ask(*about)),
        Requests::Resume { said, on } => take(said, Wish::Resume(*on)),
        Requests::Fulfil { said, files } => take(said, Wish::Fulfil(files)),
        Requests::Refuse { said, ground } => take(said, Wish::Refuse(*ground)),
        Requests::Forward(said) => take(said, Wish::Forward),
        Requests::Hold(said) => take(said, Wish::Hold),
        Requests::Release(said) => take(said, Wish::Release),
        Requests::Enter(entered) => enter::enter(entered),
        Requests::Export(arguments) => export::export(arguments),
        Requests::Figures(arguments) => figures::figures(arguments),
        Requests::Verify { reference, head, records } => {
            verify::verify(reference.as_ref().map(|reference| (reference, head.as_deref())), records)
        }
        Requests::ExplainDate(arguments) => explain_date::explain_date(arguments),
    }
}

/// Today where the portal is, if it is here; its table does not know its time zone.
fn today(sources: &Sources) -> Date {
    candor_site::today_in(sources, Timestamp::now())
}

fn is_stopped(request: &SubjectRequest) -> bool {
    request.state.is_open() && request.is_stopped()
}

fn is_overdue(request: &SubjectRequest, today: Date) -> bool {
    request.state.is_open() && request.is_late(today)
}
