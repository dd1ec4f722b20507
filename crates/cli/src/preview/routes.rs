//! The routes of the preview: the intake's, its own under `/__candor/`, and the site for all the rest. All of them under the
//! names of this machine only.

use std::path::PathBuf;
use std::sync::Arc;

use axum::Router;
use axum::extract::{Request, State};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use http::uri::Authority;
use http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use tokio::sync::watch;
use tower::ServiceExt;

use super::reception::Reception;
use super::shown::{Shown, Spoken};
use super::{desk, events, pages};

/// The names under which a browser reaches its own machine, beside those that end in `.localhost` (RFC 6761).
const OWN_NAMES: [&str; 3] = ["127.0.0.1", "localhost", "[::1]"];

/// What all routes are about. Cheap to clone.
#[derive(Clone)]
pub(super) struct Preview {
    /// What is shown, now and after each change.
    pub(super) shown: watch::Receiver<Arc<Shown>>,
    /// Where submissions are taken.
    pub(super) reception: Arc<Reception>,
    /// The folder of the letters.
    pub(super) letters: PathBuf,
}

impl Preview {
    /// What is shown now.
    pub(super) fn now(&self) -> Arc<Shown> {
        Arc::clone(&self.shown.borrow())
    }
}

/// Everything that the preview answers.
pub(super) fn router(preview: Preview) -> Router {
    desk::routes()
        .route("/__candor/events", get(events::events))
        .fallback(answer)
        .layer(from_fn(under_own_name))
        .layer(from_fn(guard))
        .with_state(preview)
}

/// The guards of the intake, but for one. The gallery and the phone of the desk show pages of the preview in frames, which the
/// product forbids to everybody, and what nobody else can reach need only forbid to others. Only the desk itself has frames.
async fn guard(request: Request, next: Next) -> Response {
    let is_of_desk = request.uri().path().starts_with(desk::HOME);
    let mut response = candor_intake::guard(next.run(request).await).await;
    frame_own(response.headers_mut(), is_of_desk);
    response
}

fn frame_own(headers: &mut HeaderMap, has_frames: bool) {
    let policy = headers.get(header::CONTENT_SECURITY_POLICY).and_then(|policy| policy.to_str().ok());
    let policy = policy.unwrap_or_default().replace("frame-ancestors 'none'", "frame-ancestors 'self'");
    let policy = if has_frames { policy + "; frame-src 'self'" } else { policy };
    let policy = HeaderValue::try_from(policy).expect("it is the intake's own with a few words more");
    headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    headers.insert(header::X_FRAME_OPTIONS, HeaderValue::from_static("SAMEORIGIN"));
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

async fn answer(State(preview): State<Preview>, request: Request) -> Response {
    let shown = preview.now();
    let is_of_intake = request.uri().path().starts_with("/api/");
    if !is_of_intake && !matches!(*request.method(), Method::GET | Method::HEAD) {
        return (StatusCode::METHOD_NOT_ALLOWED, [(header::ALLOW, "GET, HEAD")]).into_response();
    }
    match spoken(&shown, request.headers()).await {
        Ok(site) if is_of_intake => site.intake.clone().oneshot(request).await.into_response(),
        Ok(site) => pages::respond(&site, request.uri().path()),
        Err(Unspoken::NoSite) if is_of_intake => {
            (StatusCode::SERVICE_UNAVAILABLE, "The content has errors; nothing is taken yet.\n").into_response()
        }
        Err(unspoken) => unspoken.respond(&shown),
    }
}

/// Why there is nothing to show.
pub(super) enum Unspoken {
    /// No build has succeeded yet.
    NoSite,
    /// The words cannot be had in that voice.
    Broken,
}

impl Unspoken {
    /// The answer that says so.
    pub(super) fn respond(&self, shown: &Shown) -> Response {
        let sentence =
            "The build broke down with these words. This is a mistake in Candor; choose others at /__candor/.\n";
        match self {
            Self::NoSite => pages::waiting(shown),
            Self::Broken => (StatusCode::INTERNAL_SERVER_ERROR, sentence).into_response(),
        }
    }
}

/// The site that is shown, in the voice that the developer has chosen in this browser.
///
/// # Errors
/// There is none.
pub(super) async fn spoken(shown: &Shown, headers: &HeaderMap) -> Result<Arc<Spoken>, Unspoken> {
    let site = Arc::clone(shown.site.as_ref().ok_or(Unspoken::NoSite)?);
    let voice = desk::voice(headers);
    // It may have to be built first.
    let spoken = tokio::task::spawn_blocking(move || site.in_voice(voice)).await;
    spoken.ok().flatten().ok_or(Unspoken::Broken)
}
