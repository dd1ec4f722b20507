//! What every page of the desk has around its content.

use axum::response::Html;

use super::HOME;

/// The parts of the desk that have a page of their own, and the site itself.
const PARTS: [(&str, &str); 5] = [
    (HOME, "Desk"),
    ("/__candor/gallery/", "Components"),
    ("/__candor/phone/", "Phone"),
    ("/__candor/mail/", "Mail"),
    ("/", "The site"),
];

/// A page of the desk.
pub(in crate::preview) struct Sheet<'a> {
    /// Its heading, in plain text of our own.
    pub(in crate::preview) title: &'a str,
    /// The path of the part that it is.
    pub(in crate::preview) path: &'a str,
    /// Its script in `/__candor/`, where it has one.
    pub(in crate::preview) script: Option<&'a str>,
    /// What stands below the heading, as HTML.
    pub(in crate::preview) main: String,
}

impl Sheet<'_> {
    /// The whole page.
    pub(in crate::preview) fn html(&self) -> Html<String> {
        let Self { title, path, main, .. } = self;
        let script = self.script.map(|name| format!("<script src=\"{HOME}{name}\" defer></script>\n"));
        let links = PARTS.map(|(part, name)| {
            let current = if part == *path { " aria-current=\"page\"" } else { "" };
            format!("<a href=\"{part}\"{current}>{name}</a>")
        });
        Html(format!(
            "<!doctype html>\n<html lang=\"en\" dir=\"ltr\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <title>{title} – Candor preview</title>\n<link rel=\"icon\" href=\"/__candor/icon.svg\">\n\
             <link rel=\"stylesheet\" href=\"{HOME}desk.css\">\n{script}\
             </head>\n<body>\n<header><nav aria-label=\"Preview\">{links}</nav></header>\n\
             <main>\n<h1>{title}</h1>\n{main}</main>\n</body>\n</html>\n",
            script = script.unwrap_or_default(),
            links = list("links", links),
        ))
    }
}

/// Pieces of HTML as a list with a class.
pub(in crate::preview) fn list(class: &str, items: impl IntoIterator<Item = String>) -> String {
    let items: String = items.into_iter().map(|item| format!("<li>{item}</li>\n")).collect();
    format!("<ul class=\"{class}\">\n{items}</ul>\n")
}
