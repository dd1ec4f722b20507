//! What holds on every page of the sample, in every locale.

use std::path::PathBuf;

use super::sending::{fill_in, send_with_mistakes};
use super::visitor::{Browser, Script};
use crate::program::Folder;
use crate::server::Server;
use crate::tree;

/// The narrowest window that WCAG 2.2 asks for (1.4.10).
const NARROWEST: u32 = 320;

#[tokio::test]
async fn no_page_of_the_site_complains_or_scrolls_sideways() {
    let folder = Folder::sample();
    let server = Server::start(&folder);
    let browser = Browser::open(&server.site, Script::Runs).await;
    browser.resize(NARROWEST, 700).await;
    for path in pages(&folder) {
        browser.visit(&path).await;
        is_well(&browser).await;
    }
}

#[tokio::test]
async fn no_page_that_the_intake_makes_complains_or_scrolls_sideways() {
    let folder = Folder::sample();
    let server = Server::start(&folder);
    let browser = Browser::open(&server.site, Script::Runs).await;
    browser.resize(NARROWEST, 700).await;
    for locale in ["uz", "ru", "en"] {
        send_with_mistakes(&browser, locale).await;
        is_well(&browser).await;
        fill_in(&browser).await;
        browser.click("form button").await;
        browser.find(".ticket").await;
        is_well(&browser).await;
        browser.visit(&format!("/{locale}/requests/status/")).await;
        browser.fill("#reference", "7KQ2M-X9D41").await;
        browser.click("form button").await;
        browser.find("#errors").await;
        is_well(&browser).await;
        browser.visit(&format!("/{locale}/choices/")).await;
        browser.click("button[value=save]").await;
        browser.find("[role=status]").await;
        is_well(&browser).await;
        for path in ["/api/requests", "/api/receipts/7KQ2M-X9D41", "/api/nothing"] {
            browser.visit(&format!("{path}?locale={locale}")).await;
            is_well(&browser).await;
        }
        browser.visit(&format!("/{locale}/nothing/")).await;
        is_well(&browser).await;
    }
}

/// The paths of all pages that a build of the sample writes.
pub(super) fn pages(folder: &Folder) -> Vec<String> {
    let run = folder.candor(&["build", "--out", "built"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let pages = pages_of(folder);
    assert!(pages.len() > 60, "the sample has more pages than {pages:?}");
    pages
}

/// The paths of all pages that were built.
pub(super) fn pages_of(folder: &Folder) -> Vec<String> {
    let site = folder.path("built/site");
    let html = tree::files(&site).into_iter().filter(|path| path.extension().is_some_and(|ending| ending == "html"));
    let address = |path: PathBuf| {
        let path = path.strip_prefix(&site).expect("it lies below").display().to_string();
        format!("/{}", path.trim_end_matches("index.html"))
    };
    html.map(address).filter(|path| !path.starts_with("/consent/")).collect()
}

/// Sees that the browser has nothing to complain of, and that the page fits into the window's width.
pub(super) async fn is_well(browser: &Browser) {
    let path = browser.path().await;
    let complaints: Vec<_> = browser.console().await.into_iter().filter(|message| !is_of_the_answer(message)).collect();
    assert_eq!(complaints, Vec::<String>::new(), "on {path}");
    assert_eq!(browser.evaluate(WIDE).await, serde_json::json!([]), "on {path}");
}

/// A script that gives what is wider than the window, or than the box that it is in. To the left of a page from right to
/// left nothing may be either.
const WIDE: &str = "const all = [...document.querySelectorAll('body *')];
     const beyond = ({ left, right }) => right > innerWidth || left < 0;
     const isOut = (element) => beyond(element.getBoundingClientRect()) && !element.closest('.scroll, .trap, .unseen, .skip');
     const out = document.documentElement.scrollWidth > innerWidth ? all.filter(isOut) : [];
     const cut = all.filter((element) =>
       element.matches('button, .button, .tag, summary, th, .cards > li, .notice') && element.scrollWidth > element.clientWidth + 1);
     return [...out, ...cut].map((element) => element.outerHTML.slice(0, 120));";

/// That the page itself came with a status such as 404 or 422 is said in the console, too.
fn is_of_the_answer(message: &str) -> bool {
    message.contains("Failed to load resource: the server responded with a status of 4")
}
