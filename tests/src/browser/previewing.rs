//! An author edits beside an open page.

use super::visitor::{Browser, ESCAPE, Script};
use crate::program::Folder;
use crate::server::Server;

const EDITION: &str = "content/policies/privacy/2/en.md";
/// The panel in which the preview shows errors, as a script finds it.
pub(super) const PANEL: &str = "document.getElementById('candor-preview')?.shadowRoot.querySelector('.panel')";

#[tokio::test]
async fn the_open_page_follows_an_edit_and_stays_where_it_was_scrolled_to() {
    let folder = Folder::sample_in_writing();
    let server = Server::start(&folder);
    let browser = Browser::open(&server.site, Script::Runs).await;
    browser.visit("/en/privacy/").await;
    browser.evaluate("window.scrollTo({ top: 2000, behavior: 'instant' }); return true").await;
    folder.edit(EDITION, "Terms and definitions", "Words that we use");
    browser.until("return document.querySelector('main').innerText.includes('1. Words that we use')").await;
    browser.until("return scrollY === 2000").await;
}

#[tokio::test]
async fn a_mistake_is_shown_over_the_last_good_page_until_it_is_mended() {
    let folder = Folder::sample_in_writing();
    let server = Server::start(&folder);
    let browser = Browser::open(&server.site, Script::Runs).await;
    browser.visit("/en/requests/access/").await;
    browser.evaluate("window.sameDocument = true; return true").await;
    browser.fill("#name", "Half typed").await;

    folder.edit(EDITION, "[Cookie Policy](/cookies/)", "[Cookie Policy](/cokies/)");
    browser.until(&format!("return {PANEL}?.hidden === false")).await;
    let said = browser.evaluate(&format!("return {PANEL}.innerText")).await;
    let said = said.as_str().expect("it says something");
    for piece in ["1 error", "/cokies/", EDITION, "dead-link"] {
        assert!(said.contains(piece), "{piece:?} is not in {said:?}");
    }
    assert_eq!(browser.focus().await, "name", "the panel takes the focus from nobody");
    folder.edit(EDITION, "[Cookie Policy](/cokies/)", "[Cookie Policy](/cookies/)");
    browser.until(&format!("return {PANEL}.hidden")).await;
    assert_eq!(browser.evaluate("return window.sameDocument").await, true, "the page is the one that it was");
    assert_eq!(browser.value("#name").await, "Half typed");
    assert_eq!(browser.console().await, Vec::<String>::new());
}

#[tokio::test]
async fn the_panel_of_errors_is_put_away_with_escape() {
    let folder = Folder::sample_in_writing();
    let server = Server::start(&folder);
    let browser = Browser::open(&server.site, Script::Runs).await;
    browser.visit("/en/").await;
    folder.edit(EDITION, "[Cookie Policy](/cookies/)", "[Cookie Policy](/cokies/)");
    browser.until(&format!("return {PANEL}?.hidden === false")).await;
    browser.press(ESCAPE).await;
    browser.until(&format!("return {PANEL}.hidden")).await;
}
