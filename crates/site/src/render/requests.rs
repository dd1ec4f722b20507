//! `/<locale>/requests/`: the rights, a form for each, and the look-up of a request.

use candor_model::Right;
use candor_theme::{Page as View, RequestFormPage, RequestsPage, RightCard, StatusPage, Typed, Words};

use super::Renderer;
use crate::routes::Page;

/// The rights in plain words.
pub(super) fn rights(renderer: Renderer<'_>, words: &Words<'_>) -> View {
    View::Requests(RequestsPage {
        chrome: renderer.chrome(&Page::Requests, words, words.text("requests.title")),
        rights: RightCard::all(renderer.catalogue, words),
        respond_within: RightCard::shared_limit(renderer.catalogue, words),
        status_path: Page::Status.path(words.locale()),
        figures_path: renderer.portal.routes.has(&Page::Figures).then(|| Page::Figures.path(words.locale())),
    })
}

/// The empty form for one right.
pub(super) fn form(renderer: Renderer<'_>, right: Right, words: &Words<'_>) -> View {
    let chrome = renderer.chrome(&Page::Request(right), words, words.text(&format!("rights.{right}.title")));
    View::RequestForm(RequestFormPage::new(chrome, right, renderer.catalogue, words, (&Typed::new(), &[])))
}

/// The empty form that looks a request up.
pub(super) fn status(renderer: Renderer<'_>, words: &Words<'_>) -> View {
    View::Status(StatusPage {
        chrome: renderer.chrome(&Page::Status, words, words.text("status.title")),
        action: "/api/status",
        reference: String::new(),
        answer: String::new(),
        errors: Vec::new(),
        request: None,
    })
}
