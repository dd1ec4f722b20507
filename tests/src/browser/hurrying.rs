//! A visitor who decides faster than the portal answers.

use super::consenting::{decided, is_asked, is_open, keeps, press, recorded};
use super::visitor::{Browser, Script};
use crate::company::Company;
use crate::program::Folder;

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
