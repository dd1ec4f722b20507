//! The routes. Each handler only decodes and responds.

mod answer;
mod answer_more;
mod choices;
mod confirm;
mod consents;
mod receive;
mod requests;
mod status;
mod views;

use std::sync::Arc;

use axum::Router;
use axum::extract::{DefaultBodyLimit, MatchedPath, Request, State};
use axum::middleware::{Next, from_fn_with_state, map_response};
use axum::response::Response;
use axum::routing::{any, get, post};
use candor_model::MAX_SUBMISSION_BYTES;

use self::answer::{Failure, Reader};
use crate::guards::guard;
use crate::problem::Problem;
use crate::{Intake, LogLine, gate};

/// The intake, as the handlers share it.
type Shared = Arc<Intake>;

/// The routes of the intake: everything under `/api/`, and nothing else, so that a host can merge them with its own.
pub fn router(intake: Intake) -> Router {
    let intake: Shared = Arc::new(intake);
    let consents = Router::new()
        .route("/api/consents", post(consents::submit).options(consents::preflight))
        .route("/api/consents/current", get(consents::current).options(consents::preflight))
        .route("/api/consents/{id}", get(consents::receipt).options(consents::preflight))
        .route_layer(from_fn_with_state(Arc::clone(&intake), consents::share));
    Router::new()
        .route("/api/requests", post(requests::submit))
        .route("/api/receipts/{reference}", get(requests::receipt))
        .route("/api/status", post(status::status))
        .route("/api/withdraw", post(status::withdraw))
        .route("/api/resend", post(status::resend))
        .route("/api/answer", post(answer_more::answer))
        .route("/api/confirm/{token}", get(confirm::ask).post(confirm::press))
        .route("/api/challenge", get(challenge))
        .route("/api/health", get(health))
        .merge(consents)
        .route("/api/", any(not_found))
        .route("/api/{*rest}", any(not_found))
        .method_not_allowed_fallback(wrong_method)
        .route_layer(DefaultBodyLimit::max(MAX_SUBMISSION_BYTES))
        .route_layer(from_fn_with_state(Arc::clone(&intake), admit))
        .route_layer(map_response(guard))
        .route_layer(from_fn_with_state(Arc::clone(&intake), log))
        .with_state(intake)
}

/// Whether the function and its store are there, for a monitor.
async fn health(State(intake): State<Shared>, request: Request) -> Response {
    let reader = Reader::of(&intake, &request);
    match intake.store.reach().await {
        Ok(()) => reader.json(http::StatusCode::OK, &serde_json::json!({ "status": "ok" })),
        Err(error) => reader.problem(&error.into()),
    }
}

/// What a form or a program solves to show that it spent some work on its submission.
async fn challenge(State(intake): State<Shared>, request: Request) -> Response {
    Reader::of(&intake, &request).json(http::StatusCode::OK, &intake.challenge())
}

async fn not_found(State(intake): State<Shared>, request: Request) -> Response {
    Reader::of(&intake, &request).problem(&Problem::NotFound)
}

async fn wrong_method(State(intake): State<Shared>, request: Request) -> Response {
    Reader::of(&intake, &request).problem(&Problem::WrongMethod)
}

async fn admit(State(intake): State<Shared>, request: Request, next: Next) -> Response {
    match gate::admit(request.headers(), &intake.host.front) {
        Ok(()) => next.run(request).await,
        Err(problem) => Reader::of(&intake, &request).problem(&problem),
    }
}

/// Hands the host one line for each answer.
async fn log(State(intake): State<Shared>, request: Request, next: Next) -> Response {
    let begun = (intake.host.now)();
    let (parts, body) = request.into_parts();
    let request_id = (intake.host.request_id)(&parts);
    let route = parts.extensions.get::<MatchedPath>().map(|path| path.as_str().to_owned()).unwrap_or_default();
    let method = parts.method.clone();
    let response = next.run(Request::from_parts(parts, body)).await;
    let took = (intake.host.now)().duration_since(begun);
    (intake.host.log)(&LogLine {
        method: &method,
        route: &route,
        status: response.status().as_u16(),
        took: took.try_into().unwrap_or_default(),
        request_id: &request_id,
        failure: response.extensions().get::<Failure>().map(|Failure(reason)| reason.as_str()),
    });
    response
}
