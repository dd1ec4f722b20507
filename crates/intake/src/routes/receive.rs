//! Receiving what is posted: through the gate, in one of two encodings, and no larger than any honest submission.

use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{FromRequest as _, Request};
use http::StatusCode;
use http::request::Parts;

use crate::cookies::own_origin;
use crate::decode::Encoding;
use crate::problem::Problem;
use crate::{Intake, gate};

/// A posted body with the head of its request.
pub(super) struct Received {
    pub(super) parts: Parts,
    pub(super) encoding: Encoding,
    pub(super) body: Bytes,
}

/// Receives a post from the portal's own pages, from `friends`, or from a program.
pub(super) async fn receive(intake: &Intake, request: Request, friends: &[String]) -> Result<Received, Problem> {
    let (parts, body) = request.into_parts();
    let own_origin = own_origin(&intake.catalogue, &intake.host.front, &parts.headers);
    gate::pass(&parts.headers, &own_origin, friends)?;
    let encoding = Encoding::of(&parts.headers)?;
    let body = Bytes::from_request(Request::from_parts(parts.clone(), body), &()).await;
    Ok(Received { parts, encoding, body: body.map_err(|rejection| why_unread(&rejection))? })
}

/// A body that is cut off by our limit, or by a client that went away.
fn why_unread(rejection: &BytesRejection) -> Problem {
    match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Problem::TooLarge,
        _ => Problem::Malformed("the body ended before it was complete".to_owned()),
    }
}
