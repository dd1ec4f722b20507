//! An author edits beside an open page, and a developer looks at the parts of a theme.

use serde_json::json;

use super::accessible::{Audit, LOOKS, wear};
use super::visitor::{Browser, ESCAPE, Script};
use crate::program::Folder;
use crate::server::Server;
use crate::submissions::submission;

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

#[tokio::test]
async fn the_frames_of_the_gallery_are_as_high_as_their_examples_and_nothing_is_too_wide_for_a_phone() {
    let folder = Folder::sample();
    let server = Server::start(&folder);
    let browser = Browser::open(&server.site, Script::Runs).await;
    browser.resize(320, 800).await;
    browser.visit("/__candor/gallery/?locale=en").await;
    // A frame is filled when it comes near.
    browser
        .until(
            "const fits = ({ contentDocument, clientHeight, height }) => contentDocument.URL !== 'about:blank'
               && height > 0 && contentDocument.documentElement.scrollHeight === clientHeight;
             const next = [...document.querySelectorAll('.example iframe')].find((frame) => !fits(frame));
             next?.scrollIntoView({ behavior: 'instant' });
             return !next;",
        )
        .await;
    let wide = browser
        .evaluate(
            "const pages = [...document.querySelectorAll('iframe')].map((frame) => frame.contentDocument);
             const isWide = ({ documentElement }) => documentElement.scrollWidth > documentElement.clientWidth;
             return [document, ...pages].filter(isWide).map((page) => page.URL);",
        )
        .await;
    assert_eq!(wide, json!([]));
    assert_eq!(browser.console().await, Vec::<String>::new());
}

#[tokio::test]
async fn the_phone_says_which_page_is_in_its_frame() {
    let folder = Folder::smallest();
    let server = Server::start(&folder);
    let browser = Browser::open(&server.site, Script::Runs).await;
    browser.visit("/__candor/phone/?path=/en/").await;
    browser.until("return document.querySelector('.phone iframe').contentWindow.location.pathname === '/en/'").await;
    browser.evaluate("document.querySelector('.phone iframe').contentWindow.location.assign('/en/privacy/#1.1')").await;
    browser.says("#page", "/en/privacy/#1.1").await;
    browser.click(".widths li:last-child a").await;
    browser.is_at("/__candor/phone/?path=%2Fen%2Fprivacy%2F%231.1&width=768").await;
    assert_eq!(browser.attribute(".phone iframe", "src").await, "/en/privacy/#1.1");
}

#[tokio::test]
async fn a_page_in_other_words_says_so_until_they_are_put_away() {
    const MARK: &str = "document.getElementById('candor-preview')?.shadowRoot.querySelector('.mark')?.innerText";
    let folder = Folder::smallest();
    let server = Server::start(&folder);
    let browser = Browser::open(&server.site, Script::Runs).await;
    for (words, mark) in [("pseudo", "return {} === 'Words: Pseudo-locale'"), ("plain", "return {} === undefined")] {
        browser.visit("/__candor/").await;
        browser.click(&format!("#{words}")).await;
        browser.click("form button").await;
        browser.find(&format!("#{words}[checked]")).await;
        browser.visit("/en/").await;
        browser.until(&mark.replace("{}", MARK)).await;
    }
    assert_eq!(browser.console().await, Vec::<String>::new());
}

#[tokio::test]
async fn an_audit_finds_nothing_on_the_developers_desk() {
    let folder = Folder::sample();
    let server = Server::start(&folder);
    server.client.post_form("/api/requests", &submission("access", "en")).expect(303);
    let browser = Browser::open(&server.site, Script::Runs).await;
    let mut audit = Audit::of(&browser);
    for look in LOOKS {
        wear(&browser, look).await;
        for page in ["/__candor/", "/__candor/gallery/", "/__candor/phone/?path=/uz/", "/__candor/mail/"] {
            browser.visit(page).await;
            audit.look(&format!("{page}, {look:?}")).await;
        }
    }
    audit.finds_nothing();
}
