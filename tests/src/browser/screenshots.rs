//! The README's pictures, made anew by `cargo test -p candor-tests -- --ignored screenshots`, with the fonts of the machine.

use std::fs;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;

use super::consenting::{is_asked, is_open, press};
use super::previewing::PANEL;
use super::sending::{fill_in, send_with_mistakes};
use super::visitor::{Browser, Script};
use crate::company::Company;
use crate::program::Folder;
use crate::server::Server;
use crate::tree;

/// A window's width and height in CSS pixels.
type Window = (u32, u32);

const DESK: Window = (1280, 900);
const PHONE: Window = (390, 844);
/// A README must load on a slow network, too.
const MOST_BYTES: usize = 125_000;

#[tokio::test]
#[ignore = "it writes tests/screenshots for a person to look at"]
async fn screenshots() {
    // In writing, since a mistake is made in an edition at the end.
    let folder = Folder::sample_in_writing();
    let server = Server::start(&folder);
    let browser = Browser::open(&server.site, Script::Runs).await;
    for (name, path, window) in [
        ("center-ru", "/ru/", DESK),
        ("policy-uz", "/uz/privacy/", DESK),
        ("policy-uz-phone", "/uz/privacy/", PHONE),
        ("changes-en", "/en/privacy/3/changes/", DESK),
    ] {
        browser.visit(path).await;
        capture(&browser, name, window).await;
    }
    request(&browser).await;
    dark_choices(&browser).await;
    mistake(&browser, &folder).await;
}

#[tokio::test]
#[ignore = "it writes tests/screenshots for a person to look at"]
async fn screenshots_of_the_banner() {
    let folder = Folder::sample();
    let company = Company::open(&folder).await;
    let browser = Browser::open(&company.site, Script::Runs).await;
    browser.visit("/?lang=ru").await;
    is_asked(&browser, true).await;
    capture(&browser, "banner-ru-phone", PHONE).await;
    browser.evaluate("candor.open()").await;
    is_open(&browser, true).await;
    press(&browser, "1").await;
    browser.until("return !document.cookie.includes('_key')").await;
    browser.goto_url(&format!("{}/api/consents/current?locale=ru", company.portal)).await;
    browser.click("#history ~ ol li a").await;
    browser.find(".facts").await;
    capture(&browser, "consent-ru", DESK).await;
}

async fn request(browser: &Browser) {
    send_with_mistakes(browser, "en").await;
    capture(browser, "form-with-errors-en-phone", PHONE).await;
    browser.visit("/uz/requests/access/").await;
    fill_in(browser).await;
    browser.click("form button").await;
    browser.find(".ticket").await;
    capture(browser, "receipt-uz", DESK).await;
}

async fn dark_choices(browser: &Browser) {
    let scheme = |value| json!({ "features": [{ "name": "prefers-color-scheme", "value": value }] });
    browser.devtools("Emulation.setEmulatedMedia", scheme("dark")).await;
    browser.visit("/ru/choices/").await;
    capture(browser, "choices-ru-dark", DESK).await;
    browser.devtools("Emulation.setEmulatedMedia", scheme("light")).await;
}

async fn mistake(browser: &Browser, folder: &Folder) {
    browser.visit("/en/cookies/").await;
    folder.edit("content/policies/cookies/1/en.md", "[Privacy Policy](/privacy/)", "[Privacy Policy](/privasy/)");
    browser.until(&format!("return {PANEL}?.hidden === false")).await;
    capture(browser, "preview-with-error-en", DESK).await;
}

/// Writes what the window shows, half as fine again as CSS pixels.
async fn capture(browser: &Browser, name: &str, (width, height): Window) {
    browser.resize(width, height).await;
    let clip = json!({ "x": 0, "y": 0, "width": width, "height": height, "scale": 1.5 });
    browser.evaluate("document.activeElement.blur(); scrollTo(0, 0); return true").await;
    let picture = json!({ "format": "webp", "quality": 75, "clip": clip });
    let answer = browser.devtools("Page.captureScreenshot", picture).await;
    let bytes = STANDARD.decode(answer["data"].as_str().expect("a picture is text")).expect("it is Base64");
    assert!(bytes.len() < MOST_BYTES, "{name} has {} bytes", bytes.len());
    let folder = tree::root().join("tests/screenshots");
    fs::create_dir_all(&folder).expect("the folder can be made");
    fs::write(folder.join(name).with_extension("webp"), bytes).expect("the picture can be written");
}
