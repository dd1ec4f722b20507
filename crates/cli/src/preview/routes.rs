//! The routes of the preview: the intake's, its own few under `/__candor/`, and the site for all the rest. All of them
//! under the names of this machine only.

use std::path::PathBuf;
use std::sync::Arc;

use axum::Router;
use axum::extract::{Request, State};
use axum::middleware::{Next, from_fn, map_response};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use http::uri::Authority;
use http::{Method, StatusCode, header};
use tokio::sync::watch;
use tower::ServiceExt;

use super::shown::Shown;
use super::{events, mail, pages};

/// The names under which a browser reaches its own machine, beside those that end in `.localhost` (RFC 6761).
const OWN_NAMES: [&str; 3] = ["127.0.0.1", "localhost", "[::1]"];

/// Everything that the preview answers.
pub(super) fn router(shown: watch::Receiver<Arc<Shown>>, mail: PathBuf) -> Router {
    let letters = mail.clone();
    Router::new()
        .route("/__candor/mail/", get(move || mail::list(letters.clone())))
        .route("/__candor/mail/{name}", get(move |name| mail::read(name, mail.clone())))
        .route("/__candor/events", get(events::events))
        .route("/__candor/preview.js", get(|| own_file("preview.js", include_str!("../../assets/preview.js"))))
        .route("/__candor/preview.css", get(|| own_file("preview.css", include_str!("../../assets/preview.css"))))
        .fallback(answer)
        .layer(from_fn(under_own_name))
        .layer(map_response(candor_intake::guard))
        .with_state(shown)
}

/// A site elsewhere can let its own name lead to this machine (DNS rebinding). Its pages would then be of one origin with
/// the preview, and could read what is not published yet; but the browser still says their name.
async fn under_own_name(request: Request, next: Next) -> Response {
    let host = request.headers().get(header::HOST).map(|host| Authority::try_from(host.as_bytes()));
    let is_own = |host: &str| OWN_NAMES.contains(&host) || host.ends_with(".localhost");
    let is_own = host.is_none_or(|host| host.is_ok_and(|host| is_own(host.host())));
    if is_own {
        return next.run(request).await;
    }
    let sentence = "The preview answers at http://127.0.0.1 and http://localhost only.\n";
    (StatusCode::MISDIRECTED_REQUEST, sentence).into_response()
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
