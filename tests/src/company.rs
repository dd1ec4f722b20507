//! A company with a portal: its site, which uses `consent.js` under a strict content policy, another site of it under a
//! domain of its own, and a stranger's, each an origin of its own on this machine.

use axum::Router;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::{StatusCode, Uri, header};
use serde_json::Value;
use tokio::net::TcpListener;

use crate::program::Folder;
use crate::server::{Server, records, until};

/// What stands between the two halves of a page's inline scripts and its policy.
const NONCE: &str = "4AEemGb0xJptoIGFP3Nd";

/// The one line that a page of a company needs.
const SCRIPT: &str = "<script src=\"{{portal}}/consent.js\" defer></script>\n";

/// The portal of the sample, at home in `acme.localhost`, and the sites of its company.
pub(crate) struct Company<'f> {
    folder: &'f Folder,
    port: u16,
    /// The preview of the portal, while it runs.
    server: Option<Server<'f>>,
    /// The portal's origin.
    pub(crate) portal: String,
    /// The company's site, below the same domain.
    pub(crate) site: String,
    /// A friendly site under another domain.
    pub(crate) friend: String,
    /// A site that the portal does not know.
    pub(crate) stranger: String,
}

impl<'f> Company<'f> {
    /// Opens the portal in a folder with the sample, and the sites.
    pub(crate) async fn open(folder: &'f Folder) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let pages = listener.local_addr().expect("it is bound").port();
        let port = free_port().await;
        let origin = |name: &str, port: u16| format!("http://{name}.localhost:{port}");
        let portal = origin("privacy.acme", port);
        let (site, friend) = (origin("www.acme", pages), origin("shop.other", pages));
        settle(folder, &portal, &[&site, &friend]);
        let router = Router::new().fallback(page).with_state(portal.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        let mut company = Self { folder, port, server: None, portal, site, friend, stranger: origin("evil", pages) };
        company.start();
        company
    }

    /// Lets the portal answer again, at the same address.
    pub(crate) fn start(&mut self) {
        let port = self.port.to_string();
        self.server = Some(Server::start_with(self.folder, &["--port", &port, "--no-limits"]));
    }

    /// Ends the portal, as a line that is cut does.
    pub(crate) fn stop(&mut self) {
        self.server.take().expect("it runs").kill();
    }

    /// Waits until the portal's script says this.
    pub(crate) fn shows(&self, piece: &str) {
        let server = self.server.as_ref().expect("it runs");
        until("the script is built anew", || server.client.get("/consent.js").body.contains(piece).then_some(()));
    }

    /// The consent records, the oldest first.
    pub(crate) fn records(&self) -> Vec<Value> {
        records(self.folder, &["consents", "show"])
    }
}

/// A port on which nobody listens, at least a moment ago.
async fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    listener.local_addr().expect("it is bound").port()
}

/// Moves the sample to these addresses.
fn settle(folder: &Folder, portal: &str, sites: &[&str]) {
    let text = folder.read("content/portal.toml");
    let (before, rest) = text.split_once("origins = [").expect("the sample names its sites");
    let (_, after) = rest.split_once(']').expect("a list ends");
    let text = format!("{before}origins = {sites:?}{after}");
    let text = text.replace("https://privacy.turnapost.example.uz", portal);
    let text = text.replace("cookie_domain = \"turnapost.example.uz\"", "cookie_domain = \"acme.localhost\"");
    let text = text.replace("google_consent_mode = false", "google_consent_mode = true\ntrusted_types = true");
    folder.write("content/portal.toml", text);
    let register = folder.read("content/registers/cookies.toml").replace("turnapost.example.uz", "acme.localhost");
    folder.write("content/registers/cookies.toml", register.replace("name = \"_mq_ses\"", "name = \"_mq_*\""));
}

/// A page of the company, in the language and so many days later as the address asks for.
async fn page(State(portal): State<String>, uri: Uri) -> Response {
    let path = match uri.path() {
        "/" => "index.html",
        path if path == "/news" || path.starts_with("/news/") => "news.html",
        path => &path[1..],
    };
    let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("company").join(path);
    let Ok(text) = std::fs::read_to_string(file) else { return StatusCode::NOT_FOUND.into_response() };
    if uri.query() == Some("slow") {
        tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    }
    let asked = |name: &str| uri.query().and_then(|query| query.split('&').find_map(|pair| pair.strip_prefix(name)));
    let (lang, days) = (asked("lang=").unwrap_or("en"), asked("days=").unwrap_or("0"));
    let text = if uri.query() == Some("without") { text.replace(SCRIPT, "") } else { text };
    let text = text.replace("{{portal}}", &portal).replace("{{nonce}}", NONCE);
    let text = text.replace("{{lang}}", lang).replace("{{days}}", days);
    let kind = match path.rsplit('.').next() {
        Some("js") => "text/javascript",
        Some("css") => "text/css",
        _ => "text/html; charset=utf-8",
    };
    ([(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_SECURITY_POLICY, policy(&portal))], text)
        .into_response()
}

/// As strict as a content policy can be: what the README tells developers to allow, and no more.
fn policy(portal: &str) -> String {
    format!(
        "default-src 'none'; script-src 'self' 'nonce-{NONCE}' {portal}/consent.js; connect-src {portal}; style-src 'self'; \
         img-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types candor"
    )
}
