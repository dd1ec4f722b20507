//! The routes of subject requests: submit one, see its receipt.

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, Request, State};
use axum::response::Response;
use candor_model::FieldError;
use candor_theme::{Page, Typed};
use http::header::SET_COOKIE;
use http::{HeaderMap, StatusCode};

use super::Shared;
use super::answer::{Format, Reader, see_other, set_location};
use super::receive::receive;
use super::views;
use crate::accept::{offered_right, text};
use crate::decode::typed;
use crate::limits::Excess;
use crate::problem::Problem;
use crate::receipt::Receipt;
use crate::requests::{Refusal, SUBMISSION_KEY};
use crate::{Intake, cookies};

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
            reader.locale = intake.locale(receipt.locale.as_str()).clone();
            respond_with_receipt(&reader, &receipt)
        }
        Err(problem) => reader.problem(&problem),
    }
}

async fn take(intake: &Intake, request: Request, reader: &mut Reader) -> Result<Response, Problem> {
    let received = receive(intake, request, &[]).await?;
    let typed = typed(received.encoding, &received.body)?;
    reader.switch_to(typed.get("locale"));
    check_token(&typed)?;
    let client = (intake.host.client)(&received.parts);
    match intake.take_request(&typed, &client, cookies::receipt(&received.parts.headers)).await {
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
        (Format::Page, Err(_)) => reader.problem(&Problem::NotOffered(errors.to_vec())),
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
