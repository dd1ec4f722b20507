//! A visitor without a pointer.

use super::visitor::{Browser, END, ENTER, Script, TAB};
use crate::program::Folder;
use crate::server::Server;

#[tokio::test]
async fn the_first_stop_skips_to_the_content() {
    let folder = Folder::sample();
    let server = Server::start(&folder);
    let browser = Browser::open(&server.site, Script::Runs).await;
    browser.visit("/ru/privacy/").await;
    browser.press(TAB).await;
    browser.until("return document.activeElement.matches('.skip')").await;
    focus_is_visible(&browser).await;
    browser.press(ENTER).await;
    browser.is_at("/ru/privacy/#main").await;
    assert_eq!(browser.focus().await, "main");
    browser.press(TAB).await;
    browser.until("return document.querySelector('main').contains(document.activeElement)").await;
}

#[tokio::test]
async fn a_request_is_written_and_sent_from_the_keyboard_alone() {
    let folder = Folder::sample();
    let server = Server::start(&folder);
    let browser = Browser::open(&server.site, Script::Runs).await;
    browser.visit("/en/requests/erasure/").await;
    browser.press(TAB).await;
    browser.press(ENTER).await;
    let stops = [
        ("relationship", " "),
        ("behalf", " "),
        ("name", "Dilnoza"),
        ("email", "dilnoza@"),
        ("details", "Order 48213"),
    ];
    for (field, keys) in stops {
        browser.press(TAB).await;
        assert_eq!(browser.focus().await, field);
        focus_is_visible(&browser).await;
        browser.press(keys).await;
    }
    browser.press(TAB).await;
    focus_is_visible(&browser).await;
    browser.press(ENTER).await;
    browser.says("#errors", "needs a complete address").await;

    browser.press(TAB).await;
    browser.press(ENTER).await;
    browser.until("return document.activeElement.id === 'email'").await;
    browser.press(&format!("{END}example.uz{ENTER}")).await;
    browser.says("h1", "We have received your request").await;
}

#[tokio::test]
async fn cookies_are_refused_from_the_keyboard_alone() {
    let folder = Folder::sample();
    let server = Server::start(&folder);
    let browser = Browser::open(&server.site, Script::Runs).await;
    browser.visit("/uz/choices/").await;
    for _ in 0..40 {
        browser.press(TAB).await;
        focus_is_visible(&browser).await;
        if browser.evaluate("return document.activeElement.value").await == "refuse-all" {
            break;
        }
    }
    browser.press(ENTER).await;
    browser.says("[role=status]", "Tanlovingiz saqlandi").await;
}

/// Sees that what has the focus can be seen to have it.
async fn focus_is_visible(browser: &Browser) {
    let script = "const focused = document.activeElement;
         const { top, bottom, height } = focused.getBoundingClientRect();
         const { outlineStyle, outlineWidth } = getComputedStyle(focused);
         return height > 0 && bottom > 0 && top < innerHeight && outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2;";
    browser.until(script).await;
}
