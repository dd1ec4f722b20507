//! The route by which a subject answers what was asked.

use axum::extract::{Request, State};
use axum::response::Response;
use candor_model::{ANSWER, FieldError};
use candor_theme::{Page, Typed};
use http::StatusCode;
use http::header::SET_COOKIE;

use super::Shared;
use super::answer::{Format, Reader};
use super::receive::receive;
use super::status::{Opened, add_key, count_as_failed, open_with, respond_with_found};
use super::views;
use crate::answers::{Answered, answer_errors};
use crate::decode::typed;
use crate::problem::Problem;
use crate::requests::Found;
use crate::{Intake, cookies};

/// `POST /api/answer`
pub(super) async fn answer(State(intake): State<Shared>, request: Request) -> Response {
    let mut reader = Reader::of(&intake, &request);
    match take(&intake, request, &mut reader).await {
        Ok(response) => response,
        Err(problem) => reader.problem(&problem),
    }
}

async fn take(intake: &Intake, request: Request, reader: &mut Reader) -> Result<Response, Problem> {
    let received = receive(intake, request, &[]).await?;
    let mut typed = typed(received.encoding, &received.body)?;
    reader.switch_to(typed.get("locale"));
    add_key(&mut typed, &received.parts.headers);
    let client = (intake.host.client)(&received.parts);
    let (reference, key) = match open_with(intake, reader, &typed, &client).await? {
        Opened::With(reference, key) => (reference, key),
        Opened::Not(response) => return Ok(response),
    };
    let errors = answer_errors(&typed, intake);
    let mut response = if errors.is_empty() {
        match intake.take_answer(&reference, key, &typed).await? {
            Some(Answered::Taken(found)) => respond_with_found(reader, &found, &typed_without_answer(&typed)),
            Some(Answered::NotAsked(found)) => respond_not_asked(reader, &found)?,
            None => return count_as_failed(intake, reader, &typed, &client).await,
        }
    } else {
        let Some(found) = intake.look_up(&reference, key).await? else {
            return count_as_failed(intake, reader, &typed, &client).await;
        };
        respond_with_errors(reader, &found, &typed, &errors)
    };
    response.headers_mut().append(SET_COOKIE, cookies::set_receipt(&reference, key, &intake.host.front));
    Ok(response)
}

/// An answer that was taken is not offered once more for the next question.
fn typed_without_answer(typed: &Typed) -> Typed {
    let mut typed = typed.clone();
    typed.remove(ANSWER.name);
    typed
}

fn respond_with_errors(reader: &Reader, found: &Found, typed: &Typed, errors: &[FieldError]) -> Response {
    match reader.format {
        Format::Json => reader.field_errors(errors),
        Format::Page => {
            let page = views::status_found(reader, found, (typed, errors));
            reader.page(StatusCode::UNPROCESSABLE_ENTITY, &Page::Status(page))
        }
    }
}

/// The request as it stands says why: it has an answer, or is closed.
fn respond_not_asked(reader: &Reader, found: &Found) -> Result<Response, Problem> {
    match reader.format {
        Format::Json => Err(Problem::NotAsked),
        Format::Page => Ok(reader.page(StatusCode::CONFLICT, &Page::Status(views::status_not_asked(reader, found)))),
    }
}
