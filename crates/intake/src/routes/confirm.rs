//! The route of the link that confirms a request.

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, Request, State};
use axum::response::Response;
use candor_theme::Page;
use http::StatusCode;
use serde_json::json;

use super::Shared;
use super::answer::{Format, Reader};
use super::receive::receive;
use super::views;
use crate::Intake;
use crate::decode::typed;
use crate::problem::Problem;
use crate::requests::{Confirmation, Confirming};
use crate::token::Token;

/// `GET /api/confirm/{token}`: the button.
pub(super) async fn ask(
    State(intake): State<Shared>,
    path: Result<Path<String>, PathRejection>,
    request: Request,
) -> Response {
    let reader = Reader::of(&intake, &request);
    let token = path.map(|Path(token)| token).unwrap_or_default();
    let client = (intake.host.client)(&request.into_parts().0);
    respond(&reader, (&token, &client), Confirming::Ask).await.unwrap_or_else(|problem| reader.problem(&problem))
}

/// `POST /api/confirm/{token}`: the button was pressed.
pub(super) async fn press(
    State(intake): State<Shared>,
    path: Result<Path<String>, PathRejection>,
    request: Request,
) -> Response {
    let mut reader = Reader::of(&intake, &request);
    let token = path.map(|Path(token)| token).unwrap_or_default();
    match pressed(&intake, request, &mut reader, &token).await {
        Ok(response) => response,
        Err(problem) => reader.problem(&problem),
    }
}

async fn pressed(intake: &Intake, request: Request, reader: &mut Reader, token: &str) -> Result<Response, Problem> {
    let received = receive(intake, request, &[]).await?;
    reader.switch_to(typed(received.encoding, &received.body)?.get("locale"));
    let client = (intake.host.client)(&received.parts);
    respond(reader, (token, &client), Confirming::Press).await
}

async fn respond(reader: &Reader, (text, client): (&str, &str), wish: Confirming) -> Result<Response, Problem> {
    let intake = &reader.intake;
    let token: Option<Token> = text.parse().ok();
    // A genuine link works whatever others of the same network have tried.
    if token.as_ref().is_none_or(|token| token.number(&intake.host.hashing_key).is_none()) {
        intake.let_try(client, intake.now().0).await?;
    }
    let confirmation = match &token {
        Some(token) => intake.confirm(token, wish).await?,
        None => Confirmation::Unknown,
    };
    if token.is_some() && confirmation == Confirmation::Unknown {
        intake.count_failed_try(client).await;
    }
    let status = match confirmation {
        Confirmation::Possible | Confirmation::Confirmed => StatusCode::OK,
        Confirmation::LinkOver | Confirmation::TooLate => StatusCode::GONE,
        Confirmation::Unknown => StatusCode::NOT_FOUND,
    };
    let known = token.filter(|_| confirmation != Confirmation::Unknown);
    let reference = known.map(|token| token.reference.to_string()).unwrap_or_default();
    Ok(match reader.format {
        Format::Json => reader
            .json(status, &json!({ "reference": reference, "confirmed": confirmation == Confirmation::Confirmed })),
        Format::Page => reader.page(status, &Page::Confirm(views::confirm(reader, text, &reference, confirmation))),
    })
}
