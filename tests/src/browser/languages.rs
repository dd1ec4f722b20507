//! The interface in each of its languages, on the narrowest window: nothing is cut off, nothing scrolls sideways.

use super::everywhere::{is_well, pages_of};
use super::sending::{fill_in, send_with_mistakes};
use super::visitor::{Browser, Script};
use crate::program::Folder;
use crate::server::Server;

/// Every locale that the theme has words for.
const LOCALES: [&str; 11] = ["en", "uz", "uz-Cyrl", "ru", "kk", "ky", "tg", "tr", "de", "fr", "ar"];

/// The sample, offered in all of them. What its authors have not translated is shown from the edition that prevails.
fn in_all_languages() -> Folder {
    let folder = Folder::sample();
    let all = LOCALES.map(|tag| format!("\"{tag}\"")).join(", ");
    folder.edit("content/portal.toml", "locales = [\"uz\", \"ru\", \"en\"]", &format!("locales = [{all}]"));
    folder
}

#[tokio::test]
async fn every_page_fits_in_every_language() {
    let folder = in_all_languages();
    let build = folder.candor(&["build", "--out", "built"]);
    assert_eq!(build.code, 0, "{}", build.stderr);
    let server = Server::start(&folder);
    let browser = Browser::open(&server.site, Script::Runs).await;
    browser.resize(320, 700).await;
    // One version of a policy is as wide as another.
    for path in pages_of(&folder).iter().filter(|path| !path.contains("/privacy/1/") && !path.contains("/privacy/2/")) {
        browser.visit(path).await;
        is_well(&browser).await;
    }
}

#[tokio::test]
async fn every_answer_fits_in_every_language() {
    let folder = in_all_languages();
    let server = Server::start(&folder);
    let browser = Browser::open(&server.site, Script::Runs).await;
    browser.resize(320, 700).await;
    for locale in LOCALES {
        send_with_mistakes(&browser, locale).await;
        is_well(&browser).await;
        fill_in(&browser).await;
        // The same words from one visitor would be the same request.
        browser.fill("#details", locale).await;
        browser.click("form button").await;
        browser.find(".ticket").await;
        is_well(&browser).await;
        let direction = if locale == "ar" { "rtl" } else { "ltr" };
        assert_eq!(browser.attribute("html", "dir").await, direction);
        browser.visit(&format!("/{locale}/choices/")).await;
        browser.click("button[value=save]").await;
        browser.find("[role=status]").await;
        is_well(&browser).await;
        browser.visit(&format!("/api/nothing?locale={locale}")).await;
        is_well(&browser).await;
    }
}
