//! The site from memory, as the static host serves it: a folder's address shows its page, without its last slash it leads
//! there, and anything else is the page of what is not found.

use axum::response::{IntoResponse, Response};
use http::{HeaderName, HeaderValue, StatusCode, header};

use super::desk;
use super::shown::{Shown, Spoken};

const HTML: &str = "text/html; charset=utf-8";

/// The answer to a request for a page or a file. `path` is the address's path, with its slash in front.
pub(super) fn respond(site: &Spoken, path: &str) -> Response {
    let path = path.strip_prefix('/').unwrap_or(path);
    if let Some(name) = file_of(site, path) {
        return file(site, &name, StatusCode::OK);
    }
    if site.files.contains_key(&format!("{path}/index.html")) {
        return (StatusCode::MOVED_PERMANENTLY, [(header::LOCATION, format!("/{path}/"))]).into_response();
    }
    // The edge, too, has one page for whatever is not found.
    file(site, "404.html", StatusCode::NOT_FOUND)
}

fn file_of(site: &Spoken, path: &str) -> Option<String> {
    let is_folder = path.is_empty() || path.ends_with('/');
    let name = if is_folder { format!("{path}index.html") } else { path.to_owned() };
    site.files.contains_key(&name).then_some(name)
}

fn file(site: &Spoken, name: &str, status: StatusCode) -> Response {
    let Some(bytes) = site.files.get(name) else { return status.into_response() };
    let kind = content_type(name);
    let is_shared = is_shared(name);
    let bytes =
        if kind == HTML && !is_shared { with_script(bytes, &site.mark, desk::mark(site.voice)) } else { bytes.clone() };
    let mut response = (status, [(header::CONTENT_TYPE, kind)], bytes).into_response();
    if is_shared {
        response.headers_mut().extend(SHARED.map(|(name, value)| (name, HeaderValue::from_static(value))));
    }
    response
}

/// What the company's own sites load, and so the pages of any site may read. `infra/template.yaml` says the same for the
/// edge.
fn is_shared(name: &str) -> bool {
    name == "consent.js" || name.starts_with("consent/")
}

const SHARED: [(HeaderName, &str); 2] = [
    (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
    (HeaderName::from_static("cross-origin-resource-policy"), "cross-origin"),
];

/// The page with the preview's script at the end of its body. `words` is what it says of them, if they are not as written.
fn with_script(page: &[u8], mark: &str, words: &str) -> Vec<u8> {
    const END: &[u8] = b"</body>";
    let end = page.windows(END.len()).rposition(|window| window == END).unwrap_or(page.len());
    let script =
        format!("<script src=\"/__candor/preview.js\" data-site=\"{mark}\" data-words=\"{words}\" defer></script>\n");
    [&page[..end], script.as_bytes(), &page[end..]].concat()
}

/// What is shown until the first build succeeds: the script fills in the errors, and loads the site when it is there.
pub(super) fn waiting(shown: &Shown) -> Response {
    let page = include_bytes!("../../assets/waiting.html");
    let page = with_script(page, shown.mark(), "");
    (StatusCode::SERVICE_UNAVAILABLE, [(header::CONTENT_TYPE, HTML)], page).into_response()
}

/// The media type of a file, by the end of its name.
pub(super) fn content_type(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        _ if name.ends_with("feed.xml") => "application/atom+xml; charset=utf-8",
        "html" => HTML,
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "xml" => "application/xml; charset=utf-8",
        "txt" => "text/plain; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "ico" => "image/vnd.microsoft.icon",
        "woff2" => "font/woff2",
        "pdf" => "application/pdf",
        _ => "application/octet-stream",
    }
}
