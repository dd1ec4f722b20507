//! The one event stream of the preview: tells each page at once, and at every change, what is shown now.
//!
//! A page compares the mark of the site with its own and reloads when they differ. So nothing is missed between the loading
//! of a page and its first event, or while the preview was restarted.

use std::convert::Infallible;

use axum::extract::State;
use axum::response::Sse;
use axum::response::sse::{Event, KeepAlive};
use serde::Serialize;
use tokio_stream::wrappers::WatchStream;
use tokio_stream::{Stream, StreamExt};

use super::routes::Preview;
use super::shown::Shown;
use crate::report::Entry;

/// One event, as `assets/preview.js` reads it.
#[derive(Serialize)]
struct News<'a> {
    /// The mark of the site that is served now.
    site: &'a str,
    /// The errors for which newer content is not shown; empty when what is shown is the newest.
    errors: Vec<&'a Entry>,
}

/// The stream. It ends when the preview does.
pub(super) async fn events(State(preview): State<Preview>) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let events = WatchStream::new(preview.shown).map(|shown| Ok(event(&shown)));
    Sse::new(events).keep_alive(KeepAlive::default())
}

fn event(shown: &Shown) -> Event {
    let news = News { site: shown.mark(), errors: shown.errors() };
    let json = serde_json::to_string(&news).expect("texts and numbers are always JSON");
    Event::default().event("shown").data(json)
}
