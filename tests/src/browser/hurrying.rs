//! Choices that come to the portal in haste, late or in vain.

use serde_json::json;

use super::consenting::{decided, is_asked, is_open, keeps, press, recorded};
use super::visitor::{Browser, SIGNAL, Script};
use crate::company::Company;
use crate::program::Folder;

/// A script that takes a page's cookies away, as the visitor's settings can.
const NO_COOKIES: &str = "Object.defineProperty(Document.prototype, 'cookie', { get: () => '', set() {} });
     Object.defineProperty(Navigator.prototype, 'cookieEnabled', { get: () => false });";

#[tokio::test]
async fn the_newest_of_two_hasty_decisions_stands() {
    let folder = Folder::sample();
    let company = Company::open(&folder).await;
    let browser = Browser::open(&company.site, Script::Runs).await;
    // A refusal that follows loads the page anew; an agreement after a refusal does not.
    for (hasty, then) in [("1", "0"), ("0", "1")] {
        browser.visit("/").await;
        browser.evaluate("document.cookie = 'candor_choices=; max-age=0; path=/; domain=acme.localhost'").await;
        browser.visit("/").await;
        is_asked(&browser, true).await;
        let before = company.records().len();
        press(&browser, hasty).await;
        browser.evaluate("candor.open()").await;
        is_open(&browser, true).await;
        press(&browser, then).await;
        browser.until(&format!("return window.told?.at(-1)?.analytics === {}", then == "1")).await;
        browser.until("return document.cookie.includes('_key') === false").await;
        let records = recorded(&company, before + 1).await;
        let last = records.last().expect("there is one");
        assert_eq!(decided(last), [Some(then == "1"); 3], "{records:?}");
        keeps(&browser, last).await;
    }
}

#[tokio::test]
async fn what_the_portal_cannot_prove_does_not_stand_and_is_asked_again() {
    let folder = Folder::sample();
    let mut company = Company::open(&folder).await;
    for site in [company.site.clone(), company.friend.clone()] {
        let browser = Browser::open(&site, Script::Runs).await;
        browser.visit("/").await;
        is_asked(&browser, true).await;
        // Another portal at the same address, which has never shown what the visitor sees.
        company.stop();
        std::fs::remove_dir_all(folder.path(".candor")).expect("the preview kept something");
        folder.edit("content/registers/cookies.toml", "repeat visits", "repeated repeat visits");
        company.start();
        press(&browser, "1").await;
        browser.until("return !document.cookie.includes('candor_choices')").await;
        assert_eq!(company.records().len(), 0);
        browser.refresh().await;
        is_asked(&browser, true).await;
        press(&browser, "1").await;
        let records = recorded(&company, 1).await;
        keeps(&browser, &records[0]).await;
    }
}

#[tokio::test]
async fn what_a_visitor_chose_before_the_signal_was_switched_on_is_recorded_as_chosen() {
    let folder = Folder::sample();
    let mut company = Company::open(&folder).await;
    let browser = Browser::open(&company.site, Script::Runs).await;
    browser.visit("/").await;
    is_asked(&browser, true).await;
    company.stop();
    press(&browser, "1").await;
    browser.until("return ran.length === 4").await;
    company.start();
    browser.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": SIGNAL })).await;
    browser.refresh().await;
    let records = recorded(&company, 1).await;
    assert_eq!(decided(&records[0]), [Some(true), Some(true), Some(false)], "the signal refuses marketing");
    assert_eq!(json!([records[0]["method"], records[0]["signal"]]), json!(["banner", true]));
    browser.until("return !document.cookie.includes('_key')").await;
    assert_eq!(company.records().len(), 1);
}

#[tokio::test]
async fn a_browser_that_keeps_no_cookies_asks_once_for_each_page() {
    let folder = Folder::sample();
    let company = Company::open(&folder).await;
    let browser = Browser::open(&company.site, Script::Runs).await;
    browser.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": NO_COOKIES })).await;
    browser.visit("/").await;
    is_asked(&browser, true).await;
    press(&browser, "1").await;
    browser.until("return ran.length === 4").await;
    let page = browser.evaluate("return pageId").await;
    browser.evaluate("document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))").await;
    let records = recorded(&company, 1).await;
    assert_eq!(decided(&records[0]), [Some(true); 3]);
    assert_eq!(browser.evaluate("return [pageId, ran.length]").await, json!([page, 4]));
    is_asked(&browser, false).await;
    browser.refresh().await;
    is_asked(&browser, true).await;
}
