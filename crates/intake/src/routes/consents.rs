//! The routes of choices: send them, see what stands; and which other sites may.

use axum::extract::{Path, Request, State};
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
use super::choices::{self, Browser};
use super::receive::receive;
use crate::consents::{Chooser, Visitor};
use crate::decode::chosen;
use crate::problem::Problem;
use crate::{Added, ConsentProof, Intake, cookies, gate, receipt_json};

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
    let visitor = cookies::visitor(request.headers());
    let history = match &visitor {
        Some(visitor) => intake.history(visitor).await,
        None => Ok(Vec::new()),
    };
    let history = match history {
        Ok(history) => history,
        Err(error) => return reader.problem(&error.into()),
    };
    let standing = history.first().filter(|record| intake.stands(record));
    match (reader.format, standing) {
        (Format::Page, standing) => {
            let seen = Browser { signal: gate::opposes(request.headers()), kept: cookies::choices(request.headers()) };
            reader.page(StatusCode::OK, &Page::Choices(choices::page(&reader, standing, &history, seen)))
        }
        (Format::Json, Some(record)) => reader.json(StatusCode::OK, &choices::summary(record)),
        (Format::Json, None) => reader.problem(&Problem::NoRecord),
    }
}

/// `GET /api/consents/{id}`
pub(super) async fn receipt(State(intake): State<Shared>, Path(id): Path<String>, request: Request) -> Response {
    let reader = Reader::of(&intake, &request);
    match look_up(&intake, &id, cookies::visitor(request.headers())).await {
        Ok(proof) if reader.format == Format::Json => reader.json(StatusCode::OK, &receipt_json(&proof)),
        Ok(proof) => reader.page(StatusCode::OK, &Page::Consent(Box::new(choices::receipt(&reader, proof)))),
        Err(problem) => reader.problem(&problem),
    }
}

async fn look_up(intake: &Intake, id: &str, visitor: Option<Visitor>) -> Result<ConsentProof, Problem> {
    let record = intake.consent(id, visitor.as_ref()).await?.ok_or(Problem::NotFound)?;
    Ok(intake.store.proof_of(record).await?)
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
    let headers = &received.parts.headers;
    let chosen = chosen(received.encoding, &received.body)?;
    reader.switch_to(chosen.locale.as_ref());
    let chooser = Chooser {
        visitor: cookies::visitor(headers),
        client: (intake.host.client)(&received.parts),
        signal: gate::opposes(headers),
        site: gate::friend(headers, &intake.catalogue.consent.origins).map(str::to_owned),
    };
    let is_script = chosen.kept.is_some();
    match intake.take_choices(chosen, &reader.locale, chooser).await {
        Ok((record, added)) if is_script => Ok(respond_to_script(intake, &record, added, &received.parts)),
        Ok((record, _)) => Ok(respond_with_record(intake, reader, &record, &received.parts)),
        Err(Problem::NotOffered(errors)) if reader.format == Format::Json => Ok(reader.field_errors(&errors)),
        Err(problem) => Err(problem),
    }
}

/// The banner's script reads nothing but whether its choice is taken.
fn respond_to_script(intake: &Intake, record: &ConsentRecord, added: Added, parts: &Parts) -> Response {
    let mut response = StatusCode::NO_CONTENT.into_response();
    if added == Added::New {
        set_location(&mut response, &format!("/api/consents/{}?locale={}", record.id, record.locale));
    }
    set_cookies(&mut response, intake, record, parts);
    response
}

fn respond_with_record(intake: &Intake, reader: &Reader, record: &ConsentRecord, parts: &Parts) -> Response {
    let location = format!("/api/consents/{}?locale={}", record.id, reader.locale);
    let mut response = match reader.format {
        Format::Page => see_other(&location),
        Format::Json => reader.json(StatusCode::CREATED, &choices::summary(record)),
    };
    set_location(&mut response, &location);
    set_cookies(&mut response, intake, record, parts);
    response
}

fn set_cookies(response: &mut Response, intake: &Intake, record: &ConsentRecord, parts: &Parts) {
    for cookie in cookies::set_consent(intake, record, parts) {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
}
