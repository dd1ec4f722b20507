//! A visitor without a pointer: every task, in every engine.

use super::engine::{Engine, in_each_engine};
use super::visitor::{Browser, ENTER, Settings, TAB};
use crate::program::Folder;
use crate::server::Server;

in_each_engine! {
    a_policy_is_read_in_another_language: in_chromium Chromium, in_firefox Firefox, in_webkit WebKit;
    a_request_is_sent_looked_up_and_taken_back: in_chromium Chromium, in_firefox Firefox, in_webkit WebKit;
    the_first_stop_skips_to_the_content: in_chromium Chromium, in_firefox Firefox, in_webkit WebKit;
}

async fn the_first_stop_skips_to_the_content(engine: Engine) {
    let folder = Folder::sample();
    let server = Server::start(&folder);
    let browser = Browser::open_in(engine, &server.site, Settings::default()).await;
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

async fn a_policy_is_read_in_another_language(engine: Engine) {
    let folder = Folder::sample();
    let server = Server::start(&folder);
    let browser = Browser::open_in(engine, &server.site, Settings::default()).await;
    browser.size(1280, 900).await;
    browser.visit("/en/").await;
    walk_to(&browser, "main .cards a[href='/en/privacy/']").await;
    browser.press(ENTER).await;
    browser.is_at("/en/privacy/").await;
    walk_to(&browser, ".languages [hreflang=ru]").await;
    browser.press(ENTER).await;
    browser.is_at("/ru/privacy/").await;
    browser.until("return document.querySelector('.contents details').open").await;
    walk_to(&browser, ".contents a[href='#12']").await;
    browser.press(ENTER).await;
    browser.is_at("/ru/privacy/#12").await;
    walk_to(&browser, ".text a.number[href='#12.1']").await;
    browser.press(ENTER).await;
    browser.is_at("/ru/privacy/#12.1").await;
}

async fn a_request_is_sent_looked_up_and_taken_back(engine: Engine) {
    let folder = Folder::sample();
    let server = Server::start(&folder);
    let browser = Browser::open_in(engine, &server.site, Settings::default()).await;
    browser.visit("/en/").await;
    walk_to(&browser, "main a[href='/en/requests/erasure/']").await;
    browser.press(ENTER).await;
    browser.is_at("/en/requests/erasure/").await;
    for (field, keys) in [("relationship", " "), ("behalf", " "), ("name", "Dilnoza"), ("details", "Order 48213")] {
        walk_to(&browser, &format!("#{field}")).await;
        browser.press(keys).await;
    }
    walk_to(&browser, "form button").await;
    browser.press(ENTER).await;
    browser.says("#errors", "Please fill in “E-mail address”.").await;

    assert_eq!(browser.count("#errors li").await, 1, "{}", browser.text("#errors").await);
    walk_to(&browser, "#errors a[href='#email']").await;
    browser.press(ENTER).await;
    browser.until("return document.activeElement.id === 'email'").await;
    browser.press("dilnoza@example.uz").await;
    browser.press(ENTER).await;
    browser.says("h1", "We have received your request").await;

    let [reference, key] = ["first", "last"].map(|place| format!(".ticket div:{place}-child code"));
    let (reference, key) = (browser.text(&reference).await, browser.text(&key).await);
    walk_to(&browser, "main a[href='/en/requests/status/']").await;
    browser.press(ENTER).await;
    browser.is_at("/en/requests/status/").await;
    walk_to(&browser, "#reference").await;
    browser.press(&reference).await;
    walk_to(&browser, "#key").await;
    browser.press(&format!("{key}{ENTER}")).await;
    browser.says(".facts strong", "Received").await;

    walk_to(&browser, ".withdraw summary").await;
    browser.press(ENTER).await;
    walk_to(&browser, ".withdraw button").await;
    browser.press(ENTER).await;
    browser.says(".facts strong", "Taken back").await;
}

/// Presses Tab until the focus is on what a selector finds, and sees at each stop where the focus is.
async fn walk_to(browser: &Browser, css: &str) {
    const MOST_STOPS: usize = 80;
    let is_there = format!("return document.activeElement.matches(`{css}`)");
    for _ in 0..MOST_STOPS {
        browser.press(TAB).await;
        if browser.evaluate("return document.activeElement !== document.body").await == true {
            focus_is_visible(browser).await;
        }
        if browser.evaluate(&is_there).await == true {
            return;
        }
    }
    panic!("the keyboard does not lead to {css} on {}", browser.path().await);
}

/// Sees that what has the focus can be seen to have it.
async fn focus_is_visible(browser: &Browser) {
    let script = "const focused = document.activeElement;
         const { top, bottom, height } = focused.getBoundingClientRect();
         const { outlineStyle, outlineWidth } = getComputedStyle(focused);
         return height > 0 && bottom > 0 && top < innerHeight && outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2;";
    browser.until(script).await;
}
