//! What an answer says when a request cannot be served, apart from faults in single fields.

use candor_model::FieldError;
use http::StatusCode;

use crate::StoreError;
use crate::limits::{Counted, Excess};

/// Why a request is not served.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Problem {
    /// The bytes are not what their type says; the sentence is for the developer of the client.
    Malformed(String),
    /// The request comes from another site.
    Foreign,
    /// There is nothing at this address.
    NotFound,
    /// The receipt does not exist, or its key is not the visitor's: the two look the same.
    NoReceipt,
    /// Reference and key open nothing; which of the two is wrong, nobody is told. A person gets the form again.
    NoRequest,
    /// The subject answers, and nothing is asked. A person gets the request as it stands.
    NotAsked,
    /// No consent record stands for the browser that asks. A person gets the form.
    NoRecord,
    /// The address does not take this method.
    WrongMethod,
    /// The body is larger than any honest submission.
    TooLarge,
    /// The body is neither a form nor JSON, or not in UTF-8.
    WrongType,
    /// Somebody sent choices for purposes about which the visitor was not asked.
    NotOffered(Vec<FieldError>),
    /// The choice is about something that the portal does not show; a script asks anew.
    Outdated,
    /// It is too much for now.
    TooMuch(Excess),
    /// The store does not answer; the reason is for the operator.
    Unavailable(StoreError),
}

impl Problem {
    /// The HTTP status.
    pub(crate) fn status(&self) -> StatusCode {
        match self {
            Self::Malformed(_) => StatusCode::BAD_REQUEST,
            Self::Foreign => StatusCode::FORBIDDEN,
            Self::NotFound | Self::NoReceipt | Self::NoRequest | Self::NoRecord => StatusCode::NOT_FOUND,
            Self::NotAsked | Self::Outdated => StatusCode::CONFLICT,
            Self::WrongMethod => StatusCode::METHOD_NOT_ALLOWED,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::WrongType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::NotOffered(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::TooMuch(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::Unavailable(_) => StatusCode::SERVICE_UNAVAILABLE,
        }
    }

    /// The name under which the theme keeps its words: `problems.<name>.title` and `.text`.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Malformed(_) | Self::NotOffered(_) | Self::NotAsked | Self::Outdated => "malformed",
            Self::Foreign => "forbidden",
            Self::NotFound | Self::NoRequest | Self::NoRecord => "not-found",
            Self::NoReceipt => "no-receipt",
            Self::WrongMethod => "method",
            Self::TooLarge => "too-large",
            Self::WrongType => "media-type",
            Self::TooMuch(_) => "too-many",
            Self::Unavailable(_) => "unavailable",
        }
    }

    /// What only the developer of a client needs to know, in English; nothing where the theme's words say it all.
    pub(crate) fn detail(&self) -> Option<&str> {
        match self {
            Self::Malformed(detail) => Some(detail),
            Self::NoRequest => Some("there is no request with this reference and key"),
            Self::NotAsked => Some("nothing is asked, or it is answered already"),
            Self::Outdated => {
                Some("nobody knows what the visitor saw: `_seen` is the mark of no notice of this portal")
            }
            Self::NoRecord => Some("no choice stands for this browser"),
            Self::TooMuch(excess) => Some(too_much(excess.counted)),
            _ => None,
        }
    }
}

/// What a program can do about it.
fn too_much(counted: Counted) -> &'static str {
    match counted {
        Counted::Submission | Counted::Neighbour => {
            "too many submissions for now: try again after the seconds in Retry-After, or send a proof of work, which \
             raises the limit: solve what GET /api/challenge gives by the protocol of ALTCHA, version 2, and send the \
             solution as `altcha`"
        }
        Counted::ProvenSubmission | Counted::Recipient => {
            "too many submissions from this network: try again after the seconds in Retry-After"
        }
        Counted::FailedTry => {
            "too many tries from this network did not fit any request: try again after the seconds in Retry-After"
        }
        Counted::Choices => "too many choices from this network: try again after the seconds in Retry-After",
    }
}

impl From<Excess> for Problem {
    fn from(excess: Excess) -> Self {
        Self::TooMuch(excess)
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        Self::Unavailable(error)
    }
}
