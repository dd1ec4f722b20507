//! What the banner does to nobody: it favours no answer, covers no focus, moves nothing and costs little.

use serde_json::{Value, json};

use super::choosing::DIFFERENCES;
use super::consenting::{BANNER, is_asked, is_open};
use super::visitor::{Browser, Script, TAB};
use crate::company::Company;
use crate::program::Folder;

/// A telephone at its narrowest, a telephone, and a desk, in CSS pixels.
const WINDOWS: [(u32, u32); 3] = [(320, 568), (390, 844), (1280, 800)];

#[tokio::test]
async fn in_the_banner_and_in_the_dialog_to_refuse_is_as_prominent_as_to_allow() {
    let folder = Folder::sample();
    let company = Company::open(&folder).await;
    let browser = Browser::open(&company.site, Script::Runs).await;
    let differences = format!("{BANNER} {DIFFERENCES} return differences(button('1'), button('0'))");
    for (width, height) in WINDOWS {
        browser.resize(width, height).await;
        for locale in ["en", "ru", "uz"] {
            browser.visit(&format!("/?lang={locale}")).await;
            is_asked(&browser, true).await;
            assert_eq!(browser.evaluate(&differences).await, json!([]), "the banner in {locale} at {width} px");
            browser.evaluate("candor.open()").await;
            is_open(&browser, true).await;
            assert_eq!(browser.evaluate(&differences).await, json!([]), "the dialog in {locale} at {width} px");
        }
    }
}

#[tokio::test]
async fn nothing_that_has_the_focus_is_behind_the_banner() {
    let folder = Folder::sample();
    let company = Company::open(&folder).await;
    let browser = Browser::open(&company.site, Script::Runs).await;
    for (width, height) in WINDOWS {
        browser.resize(width, height).await;
        browser.visit("/?lang=ru").await;
        is_asked(&browser, true).await;
        let links = browser.evaluate("return [...document.links].map((link) => link.textContent)").await;
        let mut focused = Vec::new();
        // The banner's own buttons come before the page.
        for _ in 0..20 {
            browser.press(TAB).await;
            let Value::Array(link) = browser.evaluate(&format!("{BANNER} {BEHIND}")).await else { continue };
            assert_eq!(link[1], false, "{} is behind the banner at {width} px", link[0]);
            focused.push(link[0].clone());
            if Some(&link[0]) == links.as_array().and_then(|links| links.last()) {
                break;
            }
        }
        assert_eq!(json!(focused), links, "at {width} px");
    }
}

#[tokio::test]
async fn the_page_leaves_room_for_the_banner_when_the_window_turns() {
    let folder = Folder::sample();
    let company = Company::open(&folder).await;
    let browser = Browser::open(&company.site, Script::Runs).await;
    browser.resize(844, 390).await;
    browser.visit("/?lang=ru").await;
    is_asked(&browser, true).await;
    let room = format!(
        "{BANNER} const {{ paddingBottom, scrollPaddingBottom }} = document.documentElement.style;
         return [paddingBottom, scrollPaddingBottom].every((room) => parseFloat(room) === dialog.offsetHeight)"
    );
    browser.until(&room).await;
    let height = format!("{BANNER} return dialog.offsetHeight");
    let before = browser.evaluate(&height).await;
    browser.resize(390, 844).await;
    browser.until(&format!("{BANNER} return dialog.offsetHeight !== {before}")).await;
    browser.until(&room).await;
}

/// Ends a script that gives the link that has the focus, and whether it is behind the banner or out of sight.
const BEHIND: &str = "const link = document.activeElement;
     if (!link.matches('a')) return null;
     const [seen, cover] = [link, dialog].map((element) => element.getBoundingClientRect());
     const apart = seen.bottom <= cover.top || seen.right <= cover.left || seen.left >= cover.right;
     return [link.textContent, !apart || seen.top < 0 || seen.bottom > innerHeight];";

#[tokio::test]
async fn the_banner_moves_nothing_when_it_appears() {
    let folder = Folder::sample();
    let company = Company::open(&folder).await;
    let browser = Browser::open(&company.site, Script::Runs).await;
    for (width, height) in WINDOWS {
        browser.resize(width, height).await;
        browser.visit("/").await;
        is_asked(&browser, true).await;
        // What moves the page now is told after all that has moved it before.
        browser.evaluate(SHIFTS).await;
        browser.until("return shifts.some(({ startTime }) => startTime >= moved)").await;
        let before = "return shifts.filter(({ startTime }) => startTime < moved).map(({ value }) => value)";
        assert_eq!(browser.evaluate(before).await, json!([]), "at {width} px");
    }
}

/// A script that listens for what moved the page, then moves it.
const SHIFTS: &str = "window.shifts = [];
     const observer = new PerformanceObserver((list) => shifts.push(...list.getEntries()));
     observer.observe({ type: 'layout-shift', buffered: true });
     return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => {
       window.moved = performance.now();
       document.querySelector('main').style.marginTop = '100px';
       done();
     })));";

#[tokio::test]
async fn the_banner_costs_two_requests() {
    let folder = Folder::sample();
    let company = Company::open(&folder).await;
    let browser = Browser::open(&company.site, Script::Runs).await;
    browser.visit("/?lang=uz").await;
    is_asked(&browser, true).await;
    browser.evaluate("candor.open()").await;
    is_open(&browser, true).await;
    let loaded = browser.evaluate("return performance.getEntriesByType('resource').map(({ name }) => name)").await;
    let loaded = loaded.as_array().expect("it is a list").iter().filter_map(Value::as_str);
    let of_portal: Vec<_> = loaded.filter_map(|name| name.strip_prefix(&company.portal)).collect();
    assert_eq!(of_portal, ["/consent.js", "/consent/uz.html"]);
}
