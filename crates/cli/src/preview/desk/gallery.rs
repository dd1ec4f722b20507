//! The components of the theme by themselves, each example on a page of its own and all of them side by side.

use axum::extract::{Path, Query, State};
use axum::response::{Html, IntoResponse, Response};
use candor_model::{Direction, Locale};
use candor_theme::{Chrome, Component, Example, ThemeError, escape};
use http::{HeaderMap, StatusCode, header};
use serde::Deserialize;

use super::{Sheet, content_type, list};
use crate::preview::routes::{Preview, spoken};
use crate::preview::shown::Shown;

/// What the desk says of it.
pub(super) const LEAD: &str = "<p><a href=\"/__candor/gallery/\">Every component of the theme with its examples</a>, drawn by \
                               themselves and in each locale.</p>\n";

const GALLERY: &str = "/__candor/gallery/";

/// What an address says of the reader.
#[derive(Deserialize)]
pub(super) struct Reader {
    locale: Option<String>,
}

/// The components of the theme that is shown, drawn for readers of a locale.
struct Drawn {
    chrome: Chrome,
    locales: Vec<Locale>,
    components: Vec<Component>,
}

/// All components with all of their examples.
pub(super) async fn all(State(preview): State<Preview>, Query(reader): Query<Reader>, headers: HeaderMap) -> Response {
    let drawn = match draw(&preview.now(), &reader, &headers).await {
        Ok(drawn) => drawn,
        Err(refusal) => return refusal,
    };
    let contents =
        drawn.components.iter().map(|component| format!("<a href=\"#{0}\">{0}</a>", escape(&component.name)));
    let sections: String = drawn.components.iter().map(|component| section(component, &drawn.chrome.locale)).collect();
    let main = format!(
        "{}<nav aria-label=\"Components\">{}</nav>\n{sections}",
        locales(&drawn.locales, &drawn.chrome.locale),
        list("links", contents),
    );
    Sheet { title: "Components", path: GALLERY, script: Some("frames.js"), main }.html().into_response()
}

/// One example, as a page that has nothing else.
pub(super) async fn one(
    State(preview): State<Preview>,
    Path((name, number)): Path<(String, usize)>,
    Query(reader): Query<Reader>,
    headers: HeaderMap,
) -> Response {
    let drawn = match draw(&preview.now(), &reader, &headers).await {
        Ok(drawn) => drawn,
        Err(refusal) => return refusal,
    };
    let component = drawn.components.iter().find(|component| component.name == name);
    let examples = component.and_then(|component| component.examples.as_ref().ok());
    let example = examples.and_then(|examples| examples.get(number.checked_sub(1)?));
    match example.map(|example| (example, &example.html)) {
        Some((example, Ok(html))) => Html(page(&name, &example.name, html, &drawn.chrome)).into_response(),
        Some((_, Err(error))) => broken(error),
        None => (StatusCode::NOT_FOUND, "There is no such example.\n").into_response(),
    }
}

/// The rules of all components.
pub(super) async fn style(State(preview): State<Preview>) -> Response {
    asset(&preview.now(), "gallery.css")
}

/// The scripts of all components.
pub(super) async fn script(State(preview): State<Preview>) -> Response {
    asset(&preview.now(), "gallery.js")
}

fn asset(shown: &Shown, name: &str) -> Response {
    let Some(site) = &shown.site else { return StatusCode::NOT_FOUND.into_response() };
    let (style, script) = site.plain().theme.component_assets();
    let text = if name.ends_with(".css") { style } else { script };
    ([(header::CONTENT_TYPE, content_type(name))], text.to_owned()).into_response()
}

/// The examples as the newest theme that can be used draws them, or the answer that says why it does not.
async fn draw(shown: &Shown, reader: &Reader, headers: &HeaderMap) -> Result<Drawn, Response> {
    let spoken = spoken(shown, headers).await.map_err(|unspoken| unspoken.respond(shown))?;
    let catalogue = &shown.site.as_ref().expect("what is spoken is of a site").catalogue;
    let is_wanted = |locale: &&Locale| Some(locale.as_str()) == reader.locale.as_deref();
    let locale = catalogue.locales.iter().find(is_wanted).unwrap_or(catalogue.default_locale());
    let chrome = Chrome::of_answer(catalogue, &spoken.theme.words(locale), "Example", "");
    let components = spoken.theme.components(&chrome);
    Ok(Drawn { chrome, locales: catalogue.locales.clone(), components })
}

fn broken(error: &ThemeError) -> Response {
    let sheet = Sheet { title: "Components", path: GALLERY, script: Some("desk.js"), main: fault(error) };
    (StatusCode::INTERNAL_SERVER_ERROR, sheet.html()).into_response()
}

/// What stands in the place of an example that cannot be drawn.
fn fault(error: &ThemeError) -> String {
    format!("<p><code>{}</code>: <strong>{}</strong></p>\n", escape(&error.file), escape(&error.message))
}

fn locales(locales: &[Locale], current: &Locale) -> String {
    let links = locales.iter().map(|locale| {
        let is_current = if locale == current { " aria-current=\"true\"" } else { "" };
        format!("<a href=\"?locale={locale}\"{is_current}>{locale}</a>")
    });
    format!("<nav aria-label=\"Locale\">{}</nav>\n", list("links", links))
}

fn section(component: &Component, locale: &Locale) -> String {
    let Component { name, note, examples } = component;
    let name = escape(name);
    let shown = |(example, number): (&Example, u32)| {
        let (title, path) = (escape(&example.name), format!("{GALLERY}{name}/{number}/?locale={locale}"));
        let drawn = match &example.html {
            Ok(_) => format!("<iframe title=\"{name}: {title}\" src=\"{path}\" loading=\"lazy\"></iframe>"),
            Err(error) => fault(error),
        };
        format!("<h3><a href=\"{path}\">{title}</a></h3>\n<div class=\"example\">{drawn}</div>\n")
    };
    let examples = match examples {
        Ok(examples) => examples.iter().zip(1..).map(shown).collect(),
        Err(error) => fault(error),
    };
    format!(
        "<section aria-labelledby=\"{name}\">\n<h2 id=\"{name}\">{name}</h2>\n<p>{}</p>\n{}</section>\n",
        escape(note),
        examples,
    )
}

/// What is drawn is HTML of the theme, and safe as that is on a page of the site.
fn page(component: &str, example: &str, html: &str, chrome: &Chrome) -> String {
    let title = format!("{}: {}", escape(component), escape(example));
    let direction = match chrome.direction {
        Direction::Ltr => "ltr",
        Direction::Rtl => "rtl",
    };
    format!(
        "<!doctype html>\n<html lang=\"{}\" dir=\"{direction}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n\
         <link rel=\"icon\" href=\"/__candor/icon.svg\">\n\
         <link rel=\"stylesheet\" href=\"/__candor/gallery.css\">\n<script type=\"module\" src=\"/__candor/gallery.js\"></script>\n\
         </head>\n<body>\n<main class=\"wrap\">\n<h1 class=\"unseen\" lang=\"en\">{title}</h1>\n{}\n</main>\n</body>\n</html>\n",
        chrome.locale, html,
    )
}
