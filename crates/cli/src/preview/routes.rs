//! The routes of the preview: the intake's, its own few under `/__candor/`, and the site for all the rest.

use std::sync::Arc;

use axum::Router;
use axum::extract::{Request, State};
use axum::middleware::map_response;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use http::{Method, StatusCode, header};
use tokio::sync::watch;
use tower::ServiceExt;

use super::shown::Shown;
use super::{events, pages};

/// Everything that the preview answers.
pub(super) fn router(shown: watch::Receiver<Arc<Shown>>) -> Router {
    Router::new()
        .route("/__candor/events", get(events::events))
        .route("/__candor/preview.js", get(|| own_file("preview.js", include_str!("../../assets/preview.js"))))
        .route("/__candor/preview.css", get(|| own_file("preview.css", include_str!("../../assets/preview.css"))))
        .fallback(answer)
        .layer(map_response(candor_intake::guard))
        .with_state(shown)
}

async fn own_file(name: &'static str, text: &'static str) -> Response {
    ([(header::CONTENT_TYPE, pages::content_type(name))], text).into_response()
}

async fn answer(State(shown): State<watch::Receiver<Arc<Shown>>>, request: Request) -> Response {
    let shown = Arc::clone(&shown.borrow());
    if request.uri().path().starts_with("/api/") {
        return intake(&shown, request).await;
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return (StatusCode::METHOD_NOT_ALLOWED, [(header::ALLOW, "GET, HEAD")]).into_response();
    }
    pages::respond(&shown, request.uri().path())
}

/// The answer of the intake, which is there once a site is.
async fn intake(shown: &Shown, request: Request) -> Response {
    match &shown.site {
        Some(site) => site.intake.clone().oneshot(request).await.into_response(),
        None => (StatusCode::SERVICE_UNAVAILABLE, "The content has errors; nothing is taken yet.\n").into_response(),
    }
}
