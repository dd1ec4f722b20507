//! The preview's mail: what would be sent is written into a folder beside the database, and can be read in the browser.

use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use axum::extract;
use axum::response::{Html, IntoResponse, Response};
use candor_theme::escape;
use http::StatusCode;
use tokio::sync::watch;

use super::shown::Shown;
use crate::post::Folder;
use crate::terminal;

/// How often the outbox is looked at.
const ROUND: Duration = Duration::from_secs(2);

/// The folder beside the database.
pub(super) fn folder_of(database: &Path) -> PathBuf {
    database.parent().unwrap_or(Path::new("")).join("mail")
}

/// Runs the courier again and again, for as long as the preview runs.
pub(super) async fn carry(shown: watch::Receiver<Arc<Shown>>, path: PathBuf, address: SocketAddr) {
    let front = format!("http://{address}");
    loop {
        tokio::time::sleep(ROUND).await;
        let site = shown.borrow().site.clone();
        let Some(site) = site else { continue };
        let post = Folder { path: path.clone(), from: site.catalogue.controller.email.clone() };
        match site.courier.make_round(&post, &front).await {
            Ok(round) => {
                let failures = round.failures.iter().chain(&round.unfinished);
                failures.for_each(|reason| terminal::tell_line(format_args!("the courier: {reason}")));
                if round.sent > 0 {
                    let place = format!("{} (http://{address}/__candor/mail/)", path.display());
                    terminal::tell_line(format_args!("Mail: {} to {place}", letters(round.sent)));
                }
            }
            Err(error) => terminal::tell_line(format_args!("error: {error}")),
        }
    }
}

fn letters(count: u32) -> String {
    if count == 1 { "1 letter".to_owned() } else { format!("{count} letters") }
}

/// The letters in the folder, the newest first.
pub(super) async fn list(path: PathBuf) -> Html<String> {
    let mut names: Vec<_> = fs::read_dir(&path).into_iter().flatten().flatten().filter_map(letter).collect();
    names.sort_by(|one, other| other.cmp(one));
    let row = |(_, name): &(_, String)| format!("<li><a href=\"/__candor/mail/{0}\">{0}</a></li>\n", escape(name));
    let rows: String = names.iter().map(row).collect();
    let rows = if rows.is_empty() { "<li>No mail yet.</li>".to_owned() } else { rows };
    Html(format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<title>Mail</title>\n<h1>Mail</h1>\n<ul>\n{rows}</ul>\n</html>\n"
    ))
}

fn letter(entry: fs::DirEntry) -> Option<(std::time::SystemTime, String)> {
    let name = entry.file_name().into_string().ok()?;
    let written = entry.metadata().ok()?.modified().ok()?;
    name.ends_with(".html").then_some((written, name))
}

/// One letter, as its reader sees it.
pub(super) async fn read(extract::Path(name): extract::Path<String>, path: PathBuf) -> Response {
    let is_letter = name.ends_with(".html") && name.chars().all(|c| c.is_ascii_alphanumeric() || ".-".contains(c));
    match fs::read_to_string(path.join(&name)) {
        Ok(letter) if is_letter => Html(letter).into_response(),
        _ => (StatusCode::NOT_FOUND, "There is no such letter.\n").into_response(),
    }
}
