//! The portal in another theme: every page fits, an audit finds nothing, and a request is sent.

use super::accessible::{Audit, LOOKS, wear};
use super::everywhere::{is_well, pages};
use super::sending::{correct_and_send, look_up, send_with_mistakes};
use super::visitor::{Browser, Script};
use crate::server::Server;
use crate::themes::in_broadsheet;

#[tokio::test]
async fn in_another_theme_every_page_fits_and_an_audit_finds_nothing() {
    let folder = in_broadsheet();
    let pages = pages(&folder);
    let server = Server::start(&folder);
    let browser = Browser::open(&server.site, Script::Runs).await;
    let mut audit = Audit::of(&browser);
    for look in [LOOKS[0], LOOKS[1]] {
        wear(&browser, look).await;
        for path in pages.iter().filter(|path| !path.starts_with("/uz/")) {
            browser.visit(path).await;
            is_well(&browser).await;
            audit.look(&format!("{path}, {look:?}")).await;
        }
    }
    audit.finds_nothing();
}

#[tokio::test]
async fn in_another_theme_a_request_is_sent_and_looked_up() {
    let folder = in_broadsheet();
    let server = Server::start(&folder);
    let browser = Browser::open(&server.site, Script::Runs).await;
    send_with_mistakes(&browser, "en").await;
    let ticket = correct_and_send(&browser).await;
    look_up(&browser, "en", &ticket, 1).await;
    browser.says(".masthead", "TURNAPOST").await;
}
