//! The routes of subject requests: submit one, see its receipt, look it up.

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, Request, State};
use axum::response::Response;
use candor_model::{FieldError, FieldFault, Reference};
use candor_theme::{Page, Typed};
use http::header::SET_COOKIE;
use http::{HeaderMap, StatusCode};

use super::Shared;
use super::answer::{Format, Reader, problem_json, see_other, set_location, set_retry_after};
use super::receive::receive;
use super::views;
use crate::accept::{offered_right, text};
use crate::decode::typed;
use crate::limits::{Excess, seconds_until};
use crate::problem::Problem;
use crate::receipt::Receipt;
use crate::requests::{Found, Refusal, SUBMISSION_KEY};
use crate::{Action, Impossible, Intake, Key, StoreError, cookies};

/// `POST /api/requests`
pub(super) async fn submit(State(intake): State<Shared>, request: Request) -> Response {
    let mut reader = Reader::of(&intake, &request);
    match take(&intake, request, &mut reader).await {
        Ok(response) => response,
        Err(problem) => reader.problem(&problem),
    }
}

/// `GET /api/receipts/{reference}`
pub(super) async fn receipt(
    State(intake): State<Shared>,
    path: Result<Path<String>, PathRejection>,
    request: Request,
) -> Response {
    let mut reader = Reader::of(&intake, &request);
    let reference = path.map(|Path(reference)| reference).unwrap_or_default();
    match shown_receipt(&intake, &reference, request.headers()).await {
        Ok(receipt) => {
            reader.locale = receipt.locale.clone();
            respond_with_receipt(&reader, &receipt)
        }
        Err(problem) => reader.problem(&problem),
    }
}

/// `POST /api/status`
pub(super) async fn status(State(intake): State<Shared>, request: Request) -> Response {
    let mut reader = Reader::of(&intake, &request);
    match open(&intake, request, &mut reader, Wish::See).await {
        Ok(response) => response,
        Err(problem) => reader.problem(&problem),
    }
}

/// `POST /api/withdraw`
pub(super) async fn withdraw(State(intake): State<Shared>, request: Request) -> Response {
    let mut reader = Reader::of(&intake, &request);
    match open(&intake, request, &mut reader, Wish::Withdraw).await {
        Ok(response) => response,
        Err(problem) => reader.problem(&problem),
    }
}

/// `POST /api/resend`
pub(super) async fn resend(State(intake): State<Shared>, request: Request) -> Response {
    let mut reader = Reader::of(&intake, &request);
    match open(&intake, request, &mut reader, Wish::HaveLinkSent).await {
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

async fn take(intake: &Intake, request: Request, reader: &mut Reader) -> Result<Response, Problem> {
    let received = receive(intake, request, &[]).await?;
    let typed = typed(received.encoding, &received.body)?;
    reader.switch_to(typed.get("locale"));
    check_token(&typed)?;
    let client = (intake.host.client)(&received.parts);
    match intake.take_request(&typed, &client).await {
        Ok(receipt) => Ok(respond_with_receipt_made(intake, reader, &receipt)),
        Err(Refusal::Fields(errors)) => Ok(respond_with_form(intake, reader, &typed, &errors)),
        Err(Refusal::TooMuch(excess)) => respond_with_excess(intake, reader, &typed, excess),
        Err(Refusal::Store(error)) => Err(error.into()),
    }
}

/// A token that others could hit upon would give them this visitor's receipt.
fn check_token(typed: &Typed) -> Result<(), Problem> {
    let length = text(typed, SUBMISSION_KEY).chars().count();
    if length == 0 || (16..=128).contains(&length) {
        return Ok(());
    }
    Err(Problem::Malformed(format!("`{SUBMISSION_KEY}` must have 16 to 128 random characters")))
}

fn respond_with_receipt_made(intake: &Intake, reader: &Reader, receipt: &Receipt) -> Response {
    let location = format!("/api/receipts/{}", receipt.reference);
    let mut response = match reader.format {
        Format::Page => see_other(&location),
        Format::Json => reader.json(StatusCode::CREATED, receipt),
    };
    set_location(&mut response, &location);
    let cookie = cookies::set_receipt(&receipt.reference, receipt.key, &intake.host.front);
    response.headers_mut().append(SET_COOKIE, cookie);
    response
}

/// The form again, with everything that was typed. Without a right there is no form to show.
fn respond_with_form(intake: &Intake, reader: &Reader, typed: &Typed, errors: &[FieldError]) -> Response {
    match (reader.format, offered_right(typed, &intake.catalogue)) {
        (Format::Json, _) => reader.field_errors(errors),
        (Format::Page, Ok(right)) => {
            let page = views::request_form(reader, right, typed, errors);
            reader.page(StatusCode::UNPROCESSABLE_ENTITY, &Page::RequestForm(page))
        }
        (Format::Page, Err(_)) => reader.problem(&Problem::NotOffered),
    }
}

/// The form again, with everything that was typed, and when to send it again.
fn respond_with_excess(intake: &Intake, reader: &Reader, typed: &Typed, excess: Excess) -> Result<Response, Problem> {
    match (reader.format, offered_right(typed, &intake.catalogue)) {
        (Format::Page, Ok(right)) => {
            let page = views::request_form_too_soon(reader, right, typed, excess);
            Ok(reader.page_of_excess(&Page::RequestForm(page), excess))
        }
        _ => Err(excess.into()),
    }
}

async fn shown_receipt(intake: &Intake, reference: &str, headers: &HeaderMap) -> Result<Receipt, Problem> {
    let allowed = cookies::receipt(headers);
    let allowed = allowed.filter(|(allowed, _)| reference.parse().is_ok_and(|asked| *allowed == asked));
    let (reference, key) = allowed.ok_or(Problem::NoReceipt)?;
    intake.receipt(&reference, key).await?.ok_or(Problem::NoReceipt)
}

fn respond_with_receipt(reader: &Reader, receipt: &Receipt) -> Response {
    match reader.format {
        Format::Page => reader.page(StatusCode::OK, &Page::Receipt(views::receipt(reader, receipt))),
        Format::Json => reader.json(StatusCode::OK, receipt),
    }
}

/// Does what is wished with the request that reference and key open, and answers with its status.
async fn open(intake: &Intake, request: Request, reader: &mut Reader, wish: Wish) -> Result<Response, Problem> {
    let received = receive(intake, request, &[]).await?;
    let mut typed = typed(received.encoding, &received.body)?;
    reader.switch_to(typed.get("locale"));
    if wish != Wish::See {
        add_key(&mut typed, &received.parts.headers);
    }
    let missing = missing_fields(&typed);
    if !missing.is_empty() {
        return Ok(respond_with_missing(reader, &typed, &missing));
    }
    let client = (intake.host.client)(&received.parts);
    if let Err(excess) = intake.let_try(&client, intake.now().0).await {
        return respond_with_too_many_tries(reader, &typed, excess);
    }
    let pair = text(&typed, "reference").parse().ok().zip(text(&typed, "key").parse().ok());
    let Some((reference, key)) = pair else { return not_found(reader, &typed) };
    let Some((found, impossible)) = grant(intake, wish, &reference, key).await? else {
        intake.count_failed_try(&client).await;
        return not_found(reader, &typed);
    };
    let mut response = match impossible {
        Some(impossible) => respond_with_link_unsent(reader, &found, &impossible),
        None => respond_with_status(reader, &found),
    };
    response.headers_mut().append(SET_COOKIE, cookies::set_receipt(&reference, key, &intake.host.front));
    Ok(response)
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

fn respond_with_status(reader: &Reader, found: &Found) -> Response {
    match reader.format {
        Format::Json => reader.json(StatusCode::OK, &views::status_json(found, &reader.intake.catalogue.requests)),
        Format::Page => reader.page(StatusCode::OK, &Page::Status(views::status_found(reader, found))),
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
fn add_key(typed: &mut Typed, headers: &HeaderMap) {
    let Some((allowed, key)) = cookies::receipt(headers) else { return };
    if text(typed, "key").is_empty() && text(typed, "reference").parse() == Ok(allowed) {
        typed.insert("key".to_owned(), key.to_string());
    }
}

fn not_found(reader: &Reader, typed: &Typed) -> Result<Response, Problem> {
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
