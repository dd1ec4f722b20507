//! A visitor sends a request, keeps the receipt, and looks the request up; the officer finds it. What can go wrong on the
//! way, and the pieces of the way that other tests go, too.

use serde_json::Value;

use super::visitor::{Browser, Script};
use crate::program::Folder;
use crate::server::{DATA, Server};

const DETAILS: &str = "Buyurtma 48213: telefon raqamim kerak emas.\n«Tashqi» & <boshqa> belgilar ham qolsin.";

#[tokio::test]
async fn an_impatient_visitor_who_sends_twice_gets_one_request() {
    let folder = Folder::sample();
    let server = Server::start(&folder);
    let browser = Browser::open(&server.site, Script::Runs).await;
    browser.visit("/ru/requests/access/").await;
    fill_in(&browser).await;
    browser.evaluate("const b = document.querySelector('form button'); b.click(); b.click(); return true").await;
    browser.says("h1", "Мы получили ваше обращение").await;
    let first = browser.text(REFERENCE).await;

    browser.evaluate("history.back(); return true").await;
    browser.is_at("/ru/requests/access/").await;
    fill_in(&browser).await;
    browser.click("form button").await;
    browser.says("h1", "Мы получили ваше обращение").await;
    assert_eq!(browser.text(REFERENCE).await, first, "the same words within ten minutes are the same request");
    assert_eq!(records(&folder, &["requests", "list"]).len(), 1);
}

#[tokio::test]
async fn a_wrong_key_opens_nothing_and_keeps_the_reference() {
    let folder = Folder::sample();
    let server = Server::start(&folder);
    let browser = Browser::open(&server.site, Script::Runs).await;
    browser.visit("/ru/requests/restriction/").await;
    fill_in(&browser).await;
    browser.click("form button").await;
    let reference = browser.text(REFERENCE).await;

    browser.visit("/ru/requests/status/").await;
    browser.fill("#reference", &reference).await;
    browser.fill("#key", "AAAAA-BBBBB-CCCCC-DDDDD-EEEEE-F").await;
    browser.click("form button").await;
    browser.says("#errors", "Обращения с такими номером и ключом нет").await;
    assert_eq!(browser.value("#reference").await, reference);
    assert_eq!(browser.value("#key").await, "");
    assert_eq!(browser.count(".events").await, 0);
}

/// What a receipt tells.
pub(super) struct Ticket {
    /// By which the request is called.
    pub(super) reference: String,
    /// With which it can be looked up.
    pub(super) key: String,
}

const REFERENCE: &str = ".ticket div:first-child code";
const KEY: &str = ".ticket div:last-child code";

/// Fills a form in as it should be.
pub(super) async fn fill_in(browser: &Browser) {
    browser.click("#relationship-customer").await;
    browser.fill("#name", "Dilnoza Oʻktamova").await;
    browser.fill("#email", "dilnoza@example.uz").await;
}

/// Sends the erasure form half filled in, with an address that is none.
pub(super) async fn send_with_mistakes(browser: &Browser, locale: &str) {
    browser.visit(&format!("/{locale}/")).await;
    browser.click(&format!("main a[href='/{locale}/requests/erasure/']")).await;
    browser.fill("#email", "dilnoza.example.uz").await;
    browser.fill("#details", DETAILS).await;
    browser.click("form button").await;
    browser.find("#errors").await;
}

/// Sees that everything typed is still there and every error leads to its field, and sends the form right.
pub(super) async fn correct_and_send(browser: &Browser) -> Ticket {
    assert_eq!(browser.value("#email").await, "dilnoza.example.uz");
    assert_eq!(browser.value("#details").await, DETAILS);
    for field in ["relationship", "name", "email"] {
        browser.click(&format!("#errors a[href='#{field}']")).await;
        browser.until(&format!("return document.activeElement.id === '{field}'")).await;
        let sentence = browser.text(&format!("#errors a[href='#{field}']")).await;
        browser.says(&format!("#{field}-error"), &sentence).await;
    }
    assert_eq!(browser.count("#errors a").await, 3);
    assert_eq!(browser.count("#name[aria-invalid=true], #email[aria-invalid=true]").await, 2);
    fill_in(browser).await;
    browser.click("form button").await;
    let ticket = ticket(browser).await;
    browser.is_at(&format!("/api/receipts/{}", ticket.reference)).await;
    ticket
}

/// What the receipt says that is open.
pub(super) async fn ticket(browser: &Browser) -> Ticket {
    Ticket { reference: browser.text(REFERENCE).await, key: browser.text(KEY).await }
}

/// Follows a page to the status page and looks the request up, as somebody types who copied it by hand.
pub(super) async fn look_up(browser: &Browser, locale: &str, ticket: &Ticket, events: usize) {
    browser.click(&format!("main a[href='/{locale}/requests/status/']")).await;
    browser.fill("#reference", &ticket.reference.to_lowercase()).await;
    browser.fill("#key", &ticket.key.to_lowercase().replace('-', " ")).await;
    browser.click("form button").await;
    browser.says("#found", &ticket.reference).await;
    assert_eq!(browser.count(".events li").await, events);
    assert_eq!(browser.attribute("html", "lang").await, locale);
}

pub(super) fn officer_finds(folder: &Folder, ticket: &Ticket, locale: &str) {
    let listed = records(folder, &["requests", "list"]);
    let listed: Vec<_> = listed.iter().map(|request| request["reference"].as_str()).collect();
    assert_eq!(listed, [Some(ticket.reference.as_str())]);
    let request = records(folder, &["requests", "show", &ticket.reference]).remove(0);
    let stored = ["right", "name", "email", "relationship", "locale"].map(|field| request[field].as_str());
    let typed = ["erasure", "Dilnoza Oʻktamova", "dilnoza@example.uz", "customer", locale];
    assert_eq!(stored, typed.map(Some));
    let details = request["details"].as_str().map(|details| details.replace("\r\n", "\n"));
    assert_eq!(details.as_deref(), Some(DETAILS));
}

/// What a command prints of the preview's records.
pub(super) fn records(folder: &Folder, command: &[&str]) -> Vec<Value> {
    let run = folder.candor(&[command, &["--data", DATA, "--format", "json"]].concat());
    assert_eq!(run.code, 0, "{}", run.stderr);
    run.stdout.lines().map(|line| serde_json::from_str(line).expect("each line is a record")).collect()
}
