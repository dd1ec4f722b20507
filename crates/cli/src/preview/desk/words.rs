//! The switch between the voices of the theme's words. It is a cookie: what one browser is shown changes for no other, and not
//! for the company's sites, whose banner is fetched from elsewhere.

use axum::extract::Form;
use axum::response::{IntoResponse, Redirect, Response};
use candor_theme::Voice;
use http::{HeaderMap, StatusCode, header};
use serde::Deserialize;

use super::HOME;

const COOKIE: &str = "candor_words";

/// What the form sends.
#[derive(Deserialize)]
pub(super) struct Wanted {
    words: String,
}

/// The voice that was chosen in the browser that asks.
pub(in crate::preview) fn voice(headers: &HeaderMap) -> Voice {
    let cookies = headers.get_all(header::COOKIE).into_iter().filter_map(|value| value.to_str().ok());
    let mut pairs = cookies.flat_map(|value| value.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(name, _)| *name == COOKIE).and_then(|(_, name)| Voice::named(name)).unwrap_or_default()
}

/// What a page says of its words; nothing where they are as written.
pub(in crate::preview) fn mark(voice: Voice) -> &'static str {
    if voice == Voice::Plain { "" } else { told(voice).0 }
}

/// The form with which the voice is chosen.
pub(super) fn form(now: Voice) -> String {
    let choices = Voice::ALL.map(|voice| {
        let (name, what) = told(voice);
        let checked = if voice == now { " checked" } else { "" };
        let voice = voice.as_str();
        format!(
            "<p><input type=\"radio\" name=\"words\" id=\"{voice}\" value=\"{voice}\" aria-describedby=\"{voice}-is\"{checked}> \
             <label for=\"{voice}\">{name}</label><br>\n<span id=\"{voice}-is\">{what}</span></p>\n"
        )
    });
    format!(
        "<form method=\"post\" action=\"/__candor/words\">\n<fieldset>\n<legend>How the pages speak in this browser</legend>\n\
         {}</fieldset>\n<button>Choose</button>\n</form>\n",
        choices.concat(),
    )
}

/// Keeps what was chosen, and leads back to the desk.
pub(super) async fn switch(Form(Wanted { words }): Form<Wanted>) -> Response {
    let Some(voice) = Voice::named(&words) else {
        return (StatusCode::BAD_REQUEST, "The words are `plain`, `pseudo` or `long`.\n").into_response();
    };
    let age = if voice == Voice::Plain { "; Max-Age=0" } else { "" };
    let cookie = format!("{COOKIE}={}; Path=/; HttpOnly; SameSite=Strict{age}", voice.as_str());
    ([(header::SET_COOKIE, cookie)], Redirect::to(HOME)).into_response()
}

/// What a voice is called, and what it is for.
fn told(voice: Voice) -> (&'static str, &'static str) {
    match voice {
        Voice::Plain => ("As written", "What visitors read."),
        Voice::Pseudo => (
            "Pseudo-locale",
            "An accent on every letter, longer, and in brackets: what reads plainly does not come from the strings.",
        ),
        Voice::Long => ("Long strings", "Each text twice: what does not wrap is too narrow for some language."),
    }
}
