//! The routes of choices: send them, see what stands; and which other sites may.

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use candor_model::ConsentRecord;
use candor_theme::Page;
use http::header::{
    ACCESS_CONTROL_ALLOW_CREDENTIALS, ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS,
    ACCESS_CONTROL_ALLOW_ORIGIN, ACCESS_CONTROL_MAX_AGE, SET_COOKIE, VARY,
};
use http::request::Parts;
use http::{HeaderValue, StatusCode};

use super::Shared;
use super::answer::{Format, Reader, see_other, set_location};
use super::receive::receive;
use super::views;
use crate::decode::chosen;
use crate::problem::Problem;
use crate::requests::Refusal;
use crate::{Intake, cookies, gate};

/// `POST /api/consents`
pub(super) async fn submit(State(intake): State<Shared>, request: Request) -> Response {
    let mut reader = Reader::of(&intake, &request);
    match take(&intake, request, &mut reader).await {
        Ok(response) => response,
        Err(problem) => reader.problem(&problem),
    }
}

/// `GET /api/consents/current`
pub(super) async fn current(State(intake): State<Shared>, request: Request) -> Response {
    let reader = Reader::of(&intake, &request);
    let standing = match cookies::visitor(request.headers()) {
        Some(visitor) => intake.standing(&visitor).await,
        None => Ok(None),
    };
    match (reader.format, standing) {
        (_, Err(error)) => reader.problem(&error.into()),
        (Format::Page, Ok(record)) => {
            reader.page(StatusCode::OK, &Page::Choices(views::choices(&reader, record.as_ref())))
        }
        (Format::Json, Ok(Some(record))) => reader.json(StatusCode::OK, &views::consent_json(&record)),
        (Format::Json, Ok(None)) => reader.problem(&Problem::NoRecord),
    }
}

/// `OPTIONS`: what a page of a friendly site may send. [`share`] says to whom.
pub(super) async fn preflight() -> Response {
    let allowed = [
        (ACCESS_CONTROL_ALLOW_METHODS, "GET, POST"),
        (ACCESS_CONTROL_ALLOW_HEADERS, "content-type"),
        (ACCESS_CONTROL_MAX_AGE, "86400"),
    ];
    (StatusCode::NO_CONTENT, allowed).into_response()
}

/// Lets the pages of friendly sites read the answers, with the visitor's cookies.
pub(super) async fn share(State(intake): State<Shared>, request: Request, next: Next) -> Response {
    let friend = gate::friend(request.headers(), &intake.catalogue.consent.origins).map(HeaderValue::from_str);
    let mut response = next.run(request).await;
    response.headers_mut().append(VARY, HeaderValue::from_static("origin"));
    if let Some(Ok(friend)) = friend {
        response.headers_mut().insert(ACCESS_CONTROL_ALLOW_ORIGIN, friend);
        response.headers_mut().insert(ACCESS_CONTROL_ALLOW_CREDENTIALS, HeaderValue::from_static("true"));
    }
    response
}

async fn take(intake: &Intake, request: Request, reader: &mut Reader) -> Result<Response, Problem> {
    let received = receive(intake, request, &intake.catalogue.consent.origins).await?;
    let chosen = chosen(received.encoding, &received.body)?;
    reader.switch_to(chosen.locale.as_ref());
    let visitor = cookies::visitor(&received.parts.headers);
    let client = (intake.host.client)(&received.parts);
    match intake.take_choices(&chosen, &reader.locale, (visitor, &client)).await {
        Ok(record) => Ok(respond_with_record(intake, reader, &record, &received.parts)),
        Err(Refusal::Fields(errors)) if reader.format == Format::Json => Ok(reader.field_errors(&errors)),
        Err(Refusal::Fields(_)) => Err(Problem::NotOffered),
        Err(Refusal::TooMuch(excess)) => Err(excess.into()),
        Err(Refusal::Store(error)) => Err(error.into()),
    }
}

fn respond_with_record(intake: &Intake, reader: &Reader, record: &ConsentRecord, parts: &Parts) -> Response {
    let location = format!("/api/consents/current?locale={}", reader.locale);
    let mut response = match reader.format {
        Format::Page => see_other(&location),
        Format::Json => reader.json(StatusCode::CREATED, &views::consent_json(record)),
    };
    set_location(&mut response, &location);
    for cookie in cookies::set_consent(intake, record, parts) {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    response
}
