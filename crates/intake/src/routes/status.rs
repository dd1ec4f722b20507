//! The routes by which a subject sees a request and does something with it, by reference and key.

use axum::extract::{Request, State};
use axum::response::Response;
use candor_model::{FieldError, FieldFault, Reference};
use candor_theme::{Page, Typed};
use http::header::SET_COOKIE;
use http::{HeaderMap, StatusCode};

use super::Shared;
use super::answer::{Format, Reader, problem_json, set_retry_after};
use super::receive::receive;
use super::views;
use crate::accept::text;
use crate::decode::typed;
use crate::limits::{Excess, seconds_until};
use crate::problem::Problem;
use crate::requests::Found;
use crate::{Action, Impossible, Intake, Key, StoreError, cookies};

/// `POST /api/status`
pub(super) async fn status(State(intake): State<Shared>, request: Request) -> Response {
    answer(&intake, request, Wish::See).await
}

/// `POST /api/withdraw`
pub(super) async fn withdraw(State(intake): State<Shared>, request: Request) -> Response {
    answer(&intake, request, Wish::Withdraw).await
}

/// `POST /api/resend`
pub(super) async fn resend(State(intake): State<Shared>, request: Request) -> Response {
    answer(&intake, request, Wish::HaveLinkSent).await
}

async fn answer(intake: &Shared, request: Request, wish: Wish) -> Response {
    let mut reader = Reader::of(intake, &request);
    match open(intake, request, &mut reader, wish).await {
        Ok(response) => response,
        Err(problem) => reader.problem(&problem),
    }
}

/// What a subject with reference and key wants.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wish {
    See,
    Withdraw,
    HaveLinkSent,
}

/// Does what is wished with the request that reference and key open, and answers with its status.
async fn open(intake: &Intake, request: Request, reader: &mut Reader, wish: Wish) -> Result<Response, Problem> {
    let received = receive(intake, request, &[]).await?;
    let mut typed = typed(received.encoding, &received.body)?;
    reader.switch_to(typed.get("locale"));
    if wish != Wish::See {
        add_key(&mut typed, &received.parts.headers);
    }
    let client = (intake.host.client)(&received.parts);
    let (reference, key) = match open_with(intake, reader, &typed, &client).await? {
        Opened::With(reference, key) => (reference, key),
        Opened::Not(response) => return Ok(response),
    };
    let Some((found, impossible)) = grant(intake, wish, &reference, key).await? else {
        return count_as_failed(intake, reader, &typed, &client).await;
    };
    let mut response = match impossible {
        Some(impossible) => respond_with_link_unsent(reader, &found, &impossible),
        None => respond_with_found(reader, &found, &typed),
    };
    response.headers_mut().append(SET_COOKIE, cookies::set_receipt(&reference, key, &intake.host.front));
    Ok(response)
}

/// Reference and key as they were typed, or the answer to somebody who did not type both, or tried too often.
pub(super) enum Opened {
    With(Reference, Key),
    Not(Response),
}

/// Reads reference and key.
pub(super) async fn open_with(
    intake: &Intake,
    reader: &Reader,
    typed: &Typed,
    client: &str,
) -> Result<Opened, Problem> {
    let missing = missing_fields(typed);
    if !missing.is_empty() {
        return Ok(Opened::Not(respond_with_missing(reader, typed, &missing)));
    }
    let pair: Option<(Reference, Key)> = text(typed, "reference").parse().ok().zip(text(typed, "key").parse().ok());
    // The key that was given out with that reference works whatever others of the same network have tried.
    let is_ours = |(reference, key): &(_, Key)| key.is(&Key::of(reference, &intake.host.hashing_key));
    if !pair.as_ref().is_some_and(is_ours)
        && let Err(excess) = intake.let_try(client, intake.now().0).await
    {
        return respond_with_too_many_tries(reader, typed, excess).map(Opened::Not);
    }
    match pair {
        Some((reference, key)) => Ok(Opened::With(reference, key)),
        None => not_found(reader, typed).map(Opened::Not),
    }
}

/// Answers a client whose reference and key open nothing, and counts the try.
pub(super) async fn count_as_failed(
    intake: &Intake,
    reader: &Reader,
    typed: &Typed,
    client: &str,
) -> Result<Response, Problem> {
    intake.count_failed_try(client).await;
    not_found(reader, typed)
}

/// The request as it stands. What was typed to answer a question is still there.
pub(super) fn respond_with_found(reader: &Reader, found: &Found, typed: &Typed) -> Response {
    match reader.format {
        Format::Json => reader.json(StatusCode::OK, &views::status_json(found)),
        Format::Page => reader.page(StatusCode::OK, &Page::Status(views::status_found(reader, found, (typed, &[])))),
    }
}

/// Does what is wished. Taking back what is closed is no mistake; that the link cannot be sent, the subject is told.
async fn grant(
    intake: &Intake,
    wish: Wish,
    reference: &Reference,
    key: Key,
) -> Result<Option<(Found, Option<Impossible>)>, StoreError> {
    match wish {
        Wish::See => Ok(intake.look_up(reference, key).await?.map(|found| (found, None))),
        Wish::Withdraw => {
            let stepped = intake.step_of_subject(reference, key, &Action::Withdraw).await?;
            Ok(stepped.map(|(found, _)| (found, None)))
        }
        Wish::HaveLinkSent => intake.step_of_subject(reference, key, &Action::SendLink).await,
    }
}

/// Why the link was not sent once more; a person sees the request beside it.
fn respond_with_link_unsent(reader: &Reader, found: &Found, impossible: &Impossible) -> Response {
    let wait = match impossible {
        Impossible::LinkSentJustNow(again) => Some(seconds_until(*again, reader.intake.now().0)),
        _ => None,
    };
    let status = if wait.is_some() { StatusCode::TOO_MANY_REQUESTS } else { StatusCode::CONFLICT };
    let mut response = match reader.format {
        Format::Json => problem_json(status, &impossible.to_string(), &[]),
        Format::Page => {
            let page = views::status_without_link(reader, found, (impossible, wait));
            reader.page(status, &Page::Status(page))
        }
    };
    if let Some(seconds) = wait {
        set_retry_after(&mut response, seconds);
    }
    response
}

/// The page that shows a request offers what can be done with it without its key, which stands in the cookie that came
/// with it.
pub(super) fn add_key(typed: &mut Typed, headers: &HeaderMap) {
    let Some((allowed, key)) = cookies::receipt(headers) else { return };
    if text(typed, "key").is_empty() && text(typed, "reference").parse() == Ok(allowed) {
        typed.insert("key".to_owned(), key.to_string());
    }
}

pub(super) fn not_found(reader: &Reader, typed: &Typed) -> Result<Response, Problem> {
    match reader.format {
        Format::Json => Err(Problem::NoRequest),
        Format::Page => Ok(reader.page(StatusCode::NOT_FOUND, &Page::Status(views::status_not_found(reader, typed)))),
    }
}

fn respond_with_too_many_tries(reader: &Reader, typed: &Typed, excess: Excess) -> Result<Response, Problem> {
    match reader.format {
        Format::Json => Err(excess.into()),
        Format::Page => {
            let page = views::status_too_soon(reader, typed, excess);
            Ok(reader.page_of_excess(&Page::Status(page), excess))
        }
    }
}

fn missing_fields(typed: &Typed) -> Vec<FieldError> {
    let names = ["reference", "key"].into_iter().filter(|name| text(typed, name).is_empty());
    names.map(|name| FieldError { field: name.to_owned(), fault: FieldFault::Missing }).collect()
}

fn respond_with_missing(reader: &Reader, typed: &Typed, missing: &[FieldError]) -> Response {
    match reader.format {
        Format::Json => reader.field_errors(missing),
        Format::Page => {
            let page = views::status_incomplete(reader, typed, missing);
            reader.page(StatusCode::UNPROCESSABLE_ENTITY, &Page::Status(page))
        }
    }
}
