//! What the form keeps while it is written, and what it asks only then.

use super::sending::fill_in;
use super::visitor::{Browser, Script};
use crate::program::Folder;
use crate::server::Server;

const DETAILS: &str = "Order 48213 🌿";
/// Whether the field for another person's name can be seen.
const ASKS_FOR_PERSON: &str = "return document.getElementById('person').checkVisibility()";
const KEPT: &str = "return Object.keys(sessionStorage).join()";

#[tokio::test]
async fn what_was_typed_outlives_a_reload_and_is_gone_once_it_was_sent() {
    let folder = Folder::sample();
    let server = Server::start(&folder);
    let browser = Browser::open(&server.site, Script::Runs).await;
    browser.visit("/en/requests/erasure/").await;
    assert_eq!(browser.evaluate(KEPT).await, "", "nothing is kept of somebody who typed nothing");
    assert_eq!(browser.text("#details-limit").await, "At most 4,000 characters");
    assert_eq!(browser.evaluate(ASKS_FOR_PERSON).await, false);
    fill_in(&browser).await;
    browser.click("#behalf-child").await;
    browser.until(ASKS_FOR_PERSON).await;
    browser.fill("#person", "Ali").await;
    browser.fill("#details", DETAILS).await;
    browser.says("#details-limit", "Characters left: 3,987").await;

    browser.evaluate("window.before = true; location.reload(); return true").await;
    browser.until("return window.before !== true && document.readyState === 'complete'").await;
    is_kept(&browser).await;
    for other in ["/en/requests/access/", "/ru/requests/erasure/"] {
        browser.visit(other).await;
        assert_eq!(browser.value("#details").await, "", "{other} is another form");
    }
    browser.visit("/en/requests/erasure/").await;
    is_kept(&browser).await;

    browser.click("form button").await;
    browser.says("h1", "We have received your request").await;
    assert_eq!(browser.evaluate(KEPT).await, "");
    browser.visit("/en/requests/erasure/").await;
    for field in ["#details", "#name", "#email", "#person"] {
        assert_eq!(browser.value(field).await, "", "{field}");
    }
    assert_eq!(browser.count("#relationship-customer:checked").await, 0);
}

#[tokio::test]
async fn a_form_that_comes_back_shows_what_was_sent_and_is_kept_until_it_is_taken() {
    let folder = Folder::sample();
    let server = Server::start(&folder);
    let browser = Browser::open(&server.site, Script::Runs).await;
    browser.visit("/en/requests/erasure/").await;
    fill_in(&browser).await;
    browser.fill("#details", "Card 4111 1111 1111 1111").await;
    browser.click("form button").await;
    browser.says("#details-error", "a payment card number").await;
    browser.says("#details-limit", "Characters left: 3,976").await;
    browser.fill("#details", DETAILS).await;
    // Whoever turns away now, and comes back, finds the correction.
    browser.visit("/en/requests/erasure/").await;
    assert_eq!(browser.value("#details").await, DETAILS);
    browser.click("form button").await;
    browser.says("h1", "We have received your request").await;
    assert_eq!(browser.evaluate(KEPT).await, "");
}

#[tokio::test]
async fn without_script_the_other_persons_name_is_always_asked_for() {
    let folder = Folder::sample();
    let server = Server::start(&folder);
    let browser = Browser::open(&server.site, Script::Blocked).await;
    browser.visit("/en/requests/erasure/").await;
    browser.says("#person-hint", "Only if you act for someone else.").await;
    assert_eq!(browser.count("#behalf:checked").await, 1);
    fill_in(&browser).await;
    browser.click("#behalf-authority").await;
    browser.click("form button").await;
    browser.says("#person-error", "Please fill in").await;
    browser.fill("#person", "Ali").await;
    browser.click("form button").await;
    browser.says("h1", "We have received your request").await;
}

async fn is_kept(browser: &Browser) {
    assert_eq!(browser.value("#details").await, DETAILS);
    assert_eq!(browser.value("#name").await, "Dilnoza Oʻktamova");
    assert_eq!(browser.value("#person").await, "Ali");
    assert_eq!(browser.count("#relationship-customer:checked, #behalf-child:checked").await, 2);
    assert_eq!(browser.evaluate(ASKS_FOR_PERSON).await, true);
    assert_eq!(browser.text("#details-limit").await, "Characters left: 3,987");
}
