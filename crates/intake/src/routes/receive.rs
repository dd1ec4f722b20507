//! Receiving what is posted: through the gate, in one of two encodings, and no larger than any honest submission.

use axum::body::{Bytes, to_bytes};
use axum::extract::Request;
use candor_model::MAX_SUBMISSION_BYTES;
use http::header::CONTENT_LENGTH;
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
    if announced_length(&parts).is_some_and(|length| length > MAX_SUBMISSION_BYTES) {
        return Err(Problem::TooLarge);
    }
    let body = to_bytes(body, MAX_SUBMISSION_BYTES).await.map_err(|error| why_unread(&error))?;
    Ok(Received { parts, encoding, body })
}

fn announced_length(parts: &Parts) -> Option<usize> {
    parts.headers.get(CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

/// A body that is cut off by our limit, or by a client that went away.
fn why_unread(error: &axum::Error) -> Problem {
    let mut source = std::error::Error::source(error);
    while let Some(cause) = source {
        if cause.to_string().contains("length limit") {
            return Problem::TooLarge;
        }
        source = cause.source();
    }
    Problem::Malformed("the body ended before it was complete".to_owned())
}
