//! What a browser does for a form while it is filled in: some work, so that the form is not taken for a flood.

use super::sending::{fill_in, records};
use super::visitor::{Browser, Script};
use crate::program::Folder;
use crate::server::Server;
use crate::submissions::submission;

const PROOF: &str = "[name=altcha]";
const DETAILS: &str = "Buyurtma 48213";

/// A preview with its limits.
fn limited(folder: &Folder) -> Server<'_> {
    Server::start_with(folder, &["--port", "0"])
}

/// Sends all that this machine may send without proof of work.
fn exhaust(server: &Server<'_>) {
    let send = |number: u32| {
        let details = number.to_string();
        let mut fields = submission("access", "en");
        fields[5].1 = &details;
        server.client.post_form("/api/requests", &fields).status
    };
    // A window may end in between: until one is full.
    assert!((0..40).map(send).any(|status| status == 429), "there is a limit");
}

/// Sends a form without proof of work until it is too much. It is not where a window ends between the last one that was
/// allowed and this one; two windows do not.
async fn send_too_much(browser: &Browser, server: &Server<'_>, path: &str) {
    for _ in 0..2 {
        browser.visit(path).await;
        // As when the challenge cannot be had; where no script runs, there is no proof anyway.
        browser.evaluate("document.querySelector('[name=altcha]').remove(); return true").await;
        fill_in(browser).await;
        browser.fill("#details", DETAILS).await;
        exhaust(server);
        browser.click("form button").await;
        browser.until("return document.querySelector('#errors, .ticket') !== null").await;
        if browser.count("#errors").await == 1 {
            return;
        }
    }
    panic!("the form is taken again and again");
}

#[tokio::test]
async fn a_form_that_is_touched_brings_a_proof_that_passes_the_limit() {
    let folder = Folder::sample();
    let server = limited(&folder);
    exhaust(&server);
    let browser = Browser::open(&server.site, Script::Runs).await;
    browser.visit("/en/requests/erasure/").await;
    assert_eq!(browser.value(PROOF).await, "", "nothing is computed for somebody who only reads");
    fill_in(&browser).await;
    browser.until("return document.querySelector('[name=altcha]').value !== ''").await;
    assert_eq!(browser.console().await, [] as [&str; 0]);
    browser.click("form button").await;
    browser.says("h1", "We have received your request").await;

    // The proof was for that form; what comes next brings its own.
    browser.visit("/ru/requests/erasure/").await;
    assert_eq!(browser.value(PROOF).await, "");
    let kept = "return Object.values(sessionStorage).join().includes('altcha')";
    assert_eq!(browser.evaluate(kept).await, false);
    let erasures = records(&folder, &["requests", "list", "--right", "erasure"]);
    assert_eq!(erasures.len(), 1);
}

#[tokio::test]
async fn a_form_without_a_proof_comes_back_beyond_the_limit_and_the_next_press_brings_one() {
    let folder = Folder::sample();
    let server = limited(&folder);
    let browser = Browser::open(&server.site, Script::Runs).await;
    send_too_much(&browser, &server, "/uz/requests/erasure/").await;
    browser.says("#errors", "Yozganlaringiz yoʻqolmadi").await;
    browser.until("return document.activeElement.id === 'errors'").await;
    assert_eq!(browser.value("#details").await, DETAILS);
    assert_eq!(browser.value("#email").await, "dilnoza@example.uz");
    browser.until("return document.querySelector('[name=altcha]').value !== ''").await;
    browser.click("form button").await;
    browser.says("h1", "Murojaatingizni qabul qildik").await;
}

#[tokio::test]
async fn without_script_the_form_comes_back_and_says_when_to_send_it_again() {
    let folder = Folder::sample();
    let server = limited(&folder);
    let browser = Browser::open(&server.site, Script::Blocked).await;
    send_too_much(&browser, &server, "/ru/requests/erasure/").await;
    browser.says("#errors", "Отправьте форму ещё раз через ").await;
    assert_eq!(browser.value("#email").await, "dilnoza@example.uz");
    assert_eq!(browser.count("#relationship-customer:checked").await, 1);
    let unseen = "const box = document.querySelector('.trap').getBoundingClientRect(); return box.right < 0";
    assert_eq!(browser.evaluate(unseen).await, true, "nobody sees what is not for people");
}
