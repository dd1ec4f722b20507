//! How long the banner keeps a slow device busy: a measurement, not a test, since times depend on the machine.
//!
//! `cargo test -p candor-tests -- --ignored --nocapture how_long_the_banner` prints the longest tasks of each visit in
//! Chromium, slowed down six times, beside those of the same page without the banner.

use std::time::Duration;

use serde_json::json;

use super::consenting::{is_asked, is_open, press};
use super::visitor::{Browser, Script};
use crate::company::Company;
use crate::program::Folder;

/// Listens for tasks that take more than 50 ms.
const LISTEN: &str = "window.tasks = [];
     new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({ duration }) => duration)))
       .observe({ type: 'longtask', buffered: true });";
/// The company's page without `consent.js`.
const WITHOUT: &str = "/?without";

#[tokio::test]
#[ignore = "it measures, on a machine that has nothing else to do"]
#[allow(clippy::print_stdout, reason = "what it measures is its result")]
async fn how_long_the_banner_keeps_a_slow_device_busy() {
    let folder = Folder::sample();
    let company = Company::open(&folder).await;
    let browser = Browser::open(&company.site, Script::Runs).await;
    browser.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": LISTEN })).await;
    // The first visit warms the browser up, and counts for nothing.
    browser.visit("/").await;
    is_asked(&browser, true).await;
    browser.devtools("Emulation.setCPUThrottlingRate", json!({ "rate": 6 })).await;
    println!("tasks over 50 ms: with the banner asked, opened and answered; the same page without it");
    for _ in 0..10 {
        browser.visit(WITHOUT).await;
        tokio::time::sleep(Duration::from_secs(1)).await;
        let without = browser.evaluate("return tasks").await;
        browser.visit("/").await;
        is_asked(&browser, true).await;
        tokio::time::sleep(Duration::from_secs(1)).await;
        let asked = browser.evaluate("return tasks.splice(0)").await;
        press(&browser, "open").await;
        is_open(&browser, true).await;
        let opened = browser.evaluate("return tasks.splice(0)").await;
        press(&browser, "0").await;
        is_asked(&browser, false).await;
        let answered = browser.evaluate("return tasks.splice(0)").await;
        println!("{asked} {opened} {answered}; {without}");
        browser.evaluate("document.cookie = 'candor_choices=; max-age=0; path=/; domain=acme.localhost'").await;
    }
}
