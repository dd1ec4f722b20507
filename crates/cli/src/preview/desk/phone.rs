//! A page of the site in a frame as wide as a phone, or as a tablet.

use axum::extract::Query;
use axum::response::Html;
use candor_theme::escape;
use serde::Deserialize;

use super::{Sheet, list};

/// What the desk says of it.
pub(super) const LEAD: &str =
    "<p><a href=\"/__candor/phone/\">The site as wide as a phone</a>: small, usual, or a tablet.</p>\n";

const PHONE: &str = "/__candor/phone/";

/// Width and height in CSS pixels: the narrowest that pages must fit into (WCAG 1.4.10), the usual one, a tablet.
const SIZES: [(u32, u32); 3] = [(320, 568), USUAL, (768, 1024)];
const USUAL: (u32, u32) = (390, 844);

/// What an address says of the frame.
#[derive(Deserialize)]
pub(super) struct Framed {
    path: Option<String>,
    width: Option<u32>,
}

/// The frame.
pub(super) async fn phone(Query(framed): Query<Framed>) -> Html<String> {
    let path = framed.path.as_deref().filter(|path| is_of_site(path)).unwrap_or("/");
    let size = SIZES.into_iter().find(|(width, _)| Some(*width) == framed.width).unwrap_or(USUAL);
    let query: String = form_urlencoded::byte_serialize(path.as_bytes()).collect();
    let links = SIZES.map(|(width, height)| {
        let current = if width == size.0 { " aria-current=\"true\"" } else { "" };
        format!("<a href=\"{PHONE}?path={query}&amp;width={width}\"{current}>{width} × {height}</a>")
    });
    let ((width, height), path) = (size, escape(path));
    let main = format!(
        "<nav aria-label=\"Width\">{}</nav>\n<p>Page: <a id=\"page\" href=\"{path}\">{path}</a></p>\n\
         <div class=\"phone\" tabindex=\"0\" role=\"region\" aria-label=\"The frame\">\n\
         <iframe title=\"The page in the frame\" src=\"{path}\" width=\"{width}\" height=\"{height}\"></iframe>\n</div>\n",
        list("links widths", links),
    );
    Sheet { title: "Phone", path: PHONE, script: Some("phone.js"), main }.html()
}

/// Whether a path leads to a page of the site, rather than to another site or to this frame once more.
fn is_of_site(path: &str) -> bool {
    let is_odd = |c: char| c == '\\' || c.is_control();
    path.starts_with('/') && !path.starts_with("//") && !path.contains(is_odd) && !path.starts_with(PHONE)
}
