//! The preview's mail: what would be sent is written into a folder beside the database, and can be read in the browser.

use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use axum::extract::{self, State};
use axum::response::{Html, IntoResponse, Response};
use candor_theme::escape;
use http::StatusCode;
use tokio::sync::watch;

use super::desk::{self, Sheet};
use super::routes::Preview;
use super::shown::Shown;
use crate::post::Folder;
use crate::terminal;

/// How often the outbox is looked at.
const ROUND: Duration = Duration::from_secs(2);

/// Where the letters are read.
const PLACE: &str = "/__candor/mail/";

/// So many are shown beside other things.
const MOST: usize = 10;

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
                    let place = format!("{} (http://{address}{PLACE})", path.display());
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

/// The letters in the folder.
pub(super) async fn list(State(preview): State<Preview>) -> Html<String> {
    let main = links(&names(&preview.letters));
    Sheet { title: "Mail", path: PLACE, script: None, main }.html()
}

/// The newest letters, for a page that has other things to show.
pub(super) fn newest(path: &Path) -> String {
    let mut names = names(path);
    names.truncate(MOST);
    format!("{}<p><a href=\"{PLACE}\">All letters</a></p>\n", links(&names))
}

fn links(names: &[String]) -> String {
    if names.is_empty() {
        return "<p>No mail yet.</p>\n".to_owned();
    }
    let link = |name: &String| format!("<a href=\"{PLACE}{0}\">{0}</a>", escape(name));
    desk::list("letters", names.iter().map(link))
}

/// The names of the letters, the newest first.
fn names(path: &Path) -> Vec<String> {
    let mut letters: Vec<_> = fs::read_dir(path).into_iter().flatten().flatten().filter_map(letter).collect();
    letters.sort_by(|one, other| other.cmp(one));
    letters.into_iter().map(|(_, name)| name).collect()
}

fn letter(entry: fs::DirEntry) -> Option<(std::time::SystemTime, String)> {
    let name = entry.file_name().into_string().ok()?;
    let written = entry.metadata().ok()?.modified().ok()?;
    name.ends_with(".html").then_some((written, name))
}

/// One letter, as its reader sees it.
pub(super) async fn read(State(preview): State<Preview>, extract::Path(name): extract::Path<String>) -> Response {
    let is_letter = name.ends_with(".html") && name.chars().all(|c| c.is_ascii_alphanumeric() || ".-".contains(c));
    // What has another name is not read: it may lie anywhere.
    let letter = is_letter.then(|| fs::read_to_string(preview.letters.join(&name)).ok()).flatten();
    match letter {
        Some(letter) => Html(letter).into_response(),
        None => (StatusCode::NOT_FOUND, "There is no such letter.\n").into_response(),
    }
}
