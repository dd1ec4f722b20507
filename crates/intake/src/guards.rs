//! The headers that guard every answer, in the cloud as in the preview. `infra/template.yaml` says the same for the edge.

use axum::response::Response;
use http::{HeaderName, HeaderValue, header};

/// What every answer says to the browser. The referrer stays within the portal rather than being left out altogether:
/// a page without one sends `Origin: null` with its form, which cannot be told from a stranger's.
pub const GUARDS: [(HeaderName, &str); 6] = [
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; \
         form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    ),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::REFERRER_POLICY, "same-origin"),
    (
        HeaderName::from_static("permissions-policy"),
        "accelerometer=(), autoplay=(), browsing-topics=(), camera=(), display-capture=(), encrypted-media=(), \
         fullscreen=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=(), \
         xr-spatial-tracking=()",
    ),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
];

/// Puts the headers on an answer that nobody may keep: it is about one visitor, or may change at any moment.
pub async fn guard(mut response: Response) -> Response {
    for (name, value) in GUARDS.into_iter().chain([(header::CACHE_CONTROL, "no-store")]) {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}
