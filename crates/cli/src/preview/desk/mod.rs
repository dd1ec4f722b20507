//! The developer's desk, `/__candor/`: the pages with what is to be said of them, what was submitted, the mail, the components
//! by themselves, a phone, and other words. Of the preview alone: no built site has any of it.

mod gallery;
mod layout;
mod pages;
mod phone;
mod submissions;
mod words;

use axum::Router;
use axum::extract::State;
use axum::response::{Html, IntoResponse, Redirect};
use axum::routing::{get, post};
use http::{HeaderMap, header};

use super::mail;
use super::pages::content_type;
use super::routes::Preview;

pub(super) use layout::{Sheet, list};
pub(super) use words::{mark, voice};

/// The path of the desk, with which all paths of the preview's own begin.
pub(super) const HOME: &str = "/__candor/";

/// The routes of the desk, with the styles and scripts of the preview.
pub(super) fn routes() -> Router<Preview> {
    let files = [
        ("/__candor/preview.js", include_str!("../../../assets/preview.js")),
        ("/__candor/preview.css", include_str!("../../../assets/preview.css")),
        ("/__candor/desk.css", include_str!("../../../assets/desk.css")),
        ("/__candor/desk.js", include_str!("../../../assets/desk.js")),
        ("/__candor/frames.js", include_str!("../../../assets/frames.js")),
        ("/__candor/phone.js", include_str!("../../../assets/phone.js")),
        ("/__candor/icon.svg", include_str!("../../../assets/icon.svg")),
    ];
    let router = files.into_iter().fold(Router::new(), |router, (path, text)| {
        router.route(
            path,
            get(move || async move { ([(header::CONTENT_TYPE, content_type(path))], text).into_response() }),
        )
    });
    router
        .route("/__candor", get(|| async { Redirect::permanent(HOME) }))
        .route(HOME, get(desk))
        .route("/__candor/words", post(words::switch))
        .route("/__candor/mail/", get(mail::list))
        .route("/__candor/mail/{name}", get(mail::read))
        .route("/__candor/gallery/", get(gallery::all))
        .route("/__candor/gallery/{component}/{number}/", get(gallery::one))
        .route("/__candor/gallery.css", get(gallery::style))
        .route("/__candor/gallery.js", get(gallery::script))
        .route("/__candor/phone/", get(phone::phone))
}

/// All of it at a glance.
async fn desk(State(preview): State<Preview>, headers: HeaderMap) -> Html<String> {
    let shown = preview.now();
    let sections = [
        ("pages", "Pages", pages::pages(&shown)),
        ("submissions", "Submissions", submissions::submissions(preview.reception.store()).await),
        ("mail", "Mail", mail::newest(&preview.letters)),
        ("components", "Components", gallery::LEAD.to_owned()),
        ("phone", "Phone", phone::LEAD.to_owned()),
        ("words", "Words", words::form(voice(&headers))),
    ];
    let links = sections.each_ref().map(|(id, title, _)| format!("<a href=\"#{id}\">{title}</a>"));
    let sections = sections.map(|(id, title, text)| {
        format!("<section aria-labelledby=\"{id}\">\n<h2 id=\"{id}\">{title}</h2>\n{text}</section>\n")
    });
    let main = format!("<nav aria-label=\"On this page\">{}</nav>\n{}", list("links", links), sections.concat());
    Sheet { title: "Desk", path: HOME, script: Some("desk.js"), main }.html()
}
