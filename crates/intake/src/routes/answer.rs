//! Answers: a page or JSON, in the reader's locale.

use axum::body::Body;
use axum::extract::Request;
use axum::response::Response;
use candor_model::{FieldError, Locale};
use candor_theme::{Chrome, ErrorView, Page, ProblemPage, Words};
use http::header::{ACCEPT, ACCEPT_LANGUAGE, CONTENT_TYPE, RETRY_AFTER};
use http::{HeaderMap, HeaderValue, StatusCode};
use serde::Serialize;
use serde_json::json;

use super::Shared;
use crate::limits::{Excess, minutes};
use crate::problem::Problem;

/// After how many seconds a client may try again when the store did not answer.
const RETRY_SECONDS: &str = "5";

/// Who gets the answer: a person with a browser, or a program; in which locale.
pub(super) struct Reader {
    pub(super) intake: Shared,
    pub(super) format: Format,
    pub(super) locale: Locale,
}

/// In which form the client wants its answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    /// An HTML page.
    Page,
    /// JSON.
    Json,
}

/// Why an answer fails, on its way to the log.
#[derive(Clone, Debug)]
pub(super) struct Failure(pub(super) String);

impl Format {
    /// What `Accept` asks for; where it leaves that open, the language in which the client itself speaks.
    fn of(headers: &HeaderMap) -> Self {
        let names = |header, what| {
            headers.get(header).and_then(|v: &HeaderValue| v.to_str().ok()).is_some_and(|v| v.contains(what))
        };
        let json = names(ACCEPT, "json") || names(CONTENT_TYPE, "json");
        if json && !names(ACCEPT, "text/html") { Self::Json } else { Self::Page }
    }
}

impl Reader {
    /// The reader of the answer to `request`: the locale is the one in the query, else the first that the browser
    /// prefers and the portal has. A link can ask for JSON with `format=json`, since it has no headers of its own.
    pub(super) fn of(intake: &Shared, request: &Request) -> Self {
        let query = request.uri().query().unwrap_or_default();
        let named = |wanted: &str| form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == wanted);
        let locale = match named("locale") {
            Some((_, tag)) => intake.locale(&tag),
            None => preferred(intake, request.headers()),
        };
        let format = match named("format") {
            Some((_, format)) if format == "json" => Format::Json,
            _ => Format::of(request.headers()),
        };
        Self { intake: intake.clone(), format, locale: locale.clone() }
    }

    /// From now on answers in the locale with that tag, if the portal has it.
    pub(super) fn switch_to(&mut self, tag: Option<&String>) {
        if let Some(locale) = tag.and_then(|tag| self.intake.catalogue.locale(tag)) {
            self.locale = locale.clone();
        }
    }

    /// The words that the reader understands.
    pub(super) fn words(&self) -> Words<'_> {
        self.intake.theme.words(&self.locale)
    }

    /// The frame of an answer. Its title stands under `title`, and its language switch leads to `place`.
    pub(super) fn chrome(&self, title: &str, place: &str) -> Chrome {
        let words = self.words();
        Chrome::of_answer(&self.intake.catalogue, &words, words.text(title), place)
    }

    /// An HTML page. A theme that cannot render it is our fault: the person gets a plain sentence, the log the reason.
    pub(super) fn page(&self, status: StatusCode, page: &Page) -> Response {
        match self.intake.theme.render(page) {
            Ok(html) => answer(status, "text/html; charset=utf-8", html),
            Err(error) => {
                let sentence = self.words().text("problems.unavailable.text");
                let mut response = answer(StatusCode::INTERNAL_SERVER_ERROR, "text/plain; charset=utf-8", sentence);
                response.extensions_mut().insert(Failure(format!("the theme: {error}")));
                response
            }
        }
    }

    /// JSON.
    pub(super) fn json(&self, status: StatusCode, value: &impl Serialize) -> Response {
        json_as("application/json", status, value)
    }

    /// A problem, as a page or as RFC 9457 has it.
    pub(super) fn problem(&self, problem: &Problem) -> Response {
        let (status, name) = (problem.status(), problem.name());
        let text = match problem {
            Problem::TooMuch(excess) => self.too_much("problems.too-many.text", excess.seconds),
            _ => self.words().text(&format!("problems.{name}.text")),
        };
        let mut response = match self.format {
            Format::Json => problem_json(status, problem.detail().unwrap_or(&text), &[]),
            Format::Page => {
                let chrome = self.chrome(&format!("problems.{name}.title"), "");
                self.page(status, &Page::Problem(ProblemPage { chrome, status: status.as_u16(), text }))
            }
        };
        if let Problem::Unavailable(error) = problem {
            response.headers_mut().insert(RETRY_AFTER, HeaderValue::from_static(RETRY_SECONDS));
            response.extensions_mut().insert(Failure(error.to_string()));
        }
        if let Problem::TooMuch(excess) = problem {
            set_retry_after(&mut response, excess.seconds);
        }
        response
    }

    /// A page for a person who sent too much: it says when to try again.
    pub(super) fn page_of_excess(&self, page: &Page, excess: Excess) -> Response {
        let mut response = self.page(StatusCode::TOO_MANY_REQUESTS, page);
        set_retry_after(&mut response, excess.seconds);
        response
    }

    /// The words under `key` for a person who has to wait, with the time after which to try again.
    pub(super) fn too_much(&self, key: &str, seconds: u64) -> String {
        let words = self.words();
        let when = words.count("problems.too-many.when", minutes(seconds));
        words.text_with(key, &[("when", &when)])
    }

    /// Everything that is wrong with a submission, for a program.
    pub(super) fn field_errors(&self, errors: &[FieldError]) -> Response {
        let words = self.words();
        let told = |error: &FieldError| {
            let mut told = serde_json::to_value(error).unwrap_or_default();
            told["detail"] = ErrorView::new(error, &words).message.into();
            told
        };
        let errors: Vec<_> = errors.iter().map(told).collect();
        problem_json(StatusCode::UNPROCESSABLE_ENTITY, &words.text("errors.title"), &errors)
    }
}

/// The first locale of `Accept-Language` that the portal has. Browsers list them by preference, so weights are passed
/// over.
fn preferred<'a>(intake: &'a Shared, headers: &HeaderMap) -> &'a Locale {
    let catalogue = &intake.catalogue;
    let header = headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let tags = header.split(',').map(|entry| entry.split(';').next().unwrap_or_default().trim());
    let by_language = |tag: &str| {
        let language = tag.split('-').next().unwrap_or_default();
        catalogue.locales.iter().find(|locale| locale.language() == language)
    };
    let known = tags.filter_map(|tag| catalogue.locale(tag).or_else(|| by_language(tag)));
    known.into_iter().next().unwrap_or(catalogue.default_locale())
}

/// A problem as RFC 9457 has it, for a program.
pub(super) fn problem_json(status: StatusCode, detail: &str, errors: &[serde_json::Value]) -> Response {
    let title = status.canonical_reason().unwrap_or_default();
    let mut problem = json!({ "type": "about:blank", "title": title, "status": status.as_u16(), "detail": detail });
    if !errors.is_empty() {
        problem["errors"] = errors.into();
    }
    json_as("application/problem+json", status, &problem)
}

fn json_as(content_type: &'static str, status: StatusCode, value: &impl Serialize) -> Response {
    let text = serde_json::to_string(value).expect("records have text keys only, and so always serialize");
    answer(status, content_type, text)
}

fn answer(status: StatusCode, content_type: &'static str, body: String) -> Response {
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    response
}

/// Says after how many seconds to try again.
pub(super) fn set_retry_after(response: &mut Response, seconds: u64) {
    response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
}

/// Sends a browser on to the page that answers its form (303), so that a reload does not send the form again.
pub(super) fn see_other(location: &str) -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::SEE_OTHER;
    set_location(&mut response, location);
    response
}

/// Says where the result stands. `location` is a path made of identifiers.
pub(super) fn set_location(response: &mut Response, location: &str) {
    if let Ok(location) = HeaderValue::try_from(location) {
        response.headers_mut().insert(http::header::LOCATION, location);
    }
}
