//! A visitor chooses what may be stored, and sees what stands.

use serde_json::{Value, json};

use super::sending::records;
use super::visitor::{Browser, Script};
use crate::program::Folder;
use crate::server::Server;

/// The purposes that can be refused, in the order in which the portal names them.
const PURPOSES: [&str; 3] = ["functional", "analytics", "marketing"];

#[tokio::test]
async fn choices_are_saved_refused_and_accepted_with_script() {
    choices_are_saved_refused_and_accepted(Script::Runs, "ru").await;
}

#[tokio::test]
async fn choices_are_saved_refused_and_accepted_without_script() {
    choices_are_saved_refused_and_accepted(Script::Blocked, "uz").await;
}

async fn choices_are_saved_refused_and_accepted(script: Script, locale: &str) {
    let folder = Folder::sample();
    let server = Server::start(&folder);
    let browser = Browser::open(&server.site, script).await;
    browser.visit(&format!("/{locale}/")).await;
    browser.click(&format!("main a.button[href='/{locale}/choices/']")).await;
    assert_eq!(chosen(&browser).await, [false; 3], "nothing is allowed until the visitor says so");
    assert_eq!(browser.cookies().await, Vec::<Value>::new(), "reading stores nothing");

    browser.click("#analytics-given").await;
    choose(&browser, "save", [false, true, false]).await;
    choose(&browser, "refuse-all", [false; 3]).await;
    choose(&browser, "accept-all", [true; 3]).await;

    browser.visit(&format!("/{locale}/choices/")).await;
    browser.click("main p a[href^='/api/consents/current']").await;
    assert_eq!(chosen(&browser).await, [true; 3], "the page shows what stands to who comes back");
    officer_finds(&folder, &browser, locale).await;
}

#[tokio::test]
async fn to_refuse_is_as_prominent_as_to_allow() {
    let folder = Folder::sample();
    let server = Server::start(&folder);
    let browser = Browser::open(&server.site, Script::Runs).await;
    for (locale, width) in [("uz", 1280), ("uz", 390), ("ru", 1280), ("ru", 390), ("en", 1280), ("en", 320)] {
        browser.resize(width, 900).await;
        browser.visit(&format!("/{locale}/choices/")).await;
        let buttons = "['accept-all', 'refuse-all'].map((name) => document.querySelector(`button[value=${name}]`))";
        let differences = browser.evaluate(&format!("{DIFFERENCES} return differences(...{buttons})")).await;
        assert_eq!(differences, json!([]), "/{locale}/choices/ at {width} px");
    }
}

/// Begins a script that asks for what sets two buttons apart, with both values, and whether a thumb would miss them.
///
/// Columns of equal width may differ by a hundredth of a pixel.
pub(super) const DIFFERENCES: &str = "const differences = (...buttons) => {
       const [allow, refuse] = buttons.map((button) => {
         const style = getComputedStyle(button);
         return new Map([...style].map((name) => [name, style.getPropertyValue(name)]));
       });
       const number = /[\\d.]+/g;
       const alike = (one, other) => {
         const others = other.match(number) ?? [];
         return one.replace(number, '') === other.replace(number, '')
           && (one.match(number) ?? []).every((value, at) => Math.abs(value - others[at]) < .05);
       };
       const differing = [...allow].filter(([name, value]) => !alike(value, refuse.get(name)));
       const low = parseFloat(allow.get('height')) < 44 ? ['low'] : [];
       return [...differing.map(([name, value]) => [name, value, refuse.get(name)]), ...low];
     };";

/// Presses a button, reads the receipt and goes back; then the page and the browser hold these choices.
async fn choose(browser: &Browser, button: &str, expected: [bool; 3]) {
    browser.click(&format!("button[value={button}]")).await;
    browser.find("main [role=status]").await;
    browser.click("main a[href^='/api/consents/current']").await;
    browser.find("form button[value=save]").await;
    assert_eq!(chosen(browser).await, expected, "after {button}");
    assert_eq!(kept(browser).await, expected, "in the cookie after {button}");
}

/// Whether each purpose is allowed, as the page shows it.
async fn chosen(browser: &Browser) -> [bool; 3] {
    let mut chosen = [false; 3];
    for (purpose, chosen) in PURPOSES.iter().zip(&mut chosen) {
        *chosen = browser.find(&format!("#{purpose}-given")).await.is_selected().await.expect("it is there");
        let refused = browser.find(&format!("#{purpose}-refused")).await.is_selected().await.expect("it is there");
        assert_ne!(*chosen, refused, "{purpose} is either allowed or refused");
    }
    chosen
}

/// Whether each purpose is allowed, as the browser keeps it for scripts.
async fn kept(browser: &Browser) -> [bool; 3] {
    let cookies = browser.cookies().await;
    let cookie = |name: &str| cookies.iter().find(|cookie| cookie["name"] == name).expect("the cookie is set");
    for (name, path, http_only) in [("candor_choices", "/", false), ("candor_visitor", "/api", true)] {
        let cookie = cookie(name);
        let kind = json!([cookie["path"], cookie["httpOnly"], cookie["sameSite"], cookie["session"]]);
        assert_eq!(kind, json!([path, http_only, "Lax", false]), "{name}");
    }
    assert_eq!(cookies.len(), 2, "{cookies:?}");
    let value = cookie("candor_choices")["value"].as_str().expect("a value is text");
    PURPOSES.map(|purpose| match value.split('&').find_map(|part| part.strip_prefix(purpose)) {
        Some("=1") => true,
        Some("=0") => false,
        _ => panic!("{purpose} in {value}"),
    })
}

async fn officer_finds(folder: &Folder, browser: &Browser, locale: &str) {
    let cookies = browser.cookies().await;
    let visitor = cookies.iter().find(|cookie| cookie["name"] == "candor_visitor").expect("the cookie is set");
    let visitor = visitor["value"].as_str().expect("a value is text");
    let records = records(folder, &["consents", "show", visitor]);
    let marketing: Vec<_> = records.iter().map(|record| record["choices"]["marketing"].as_str()).collect();
    assert_eq!(marketing, [Some("refused"), Some("refused"), Some("given")], "the oldest first");
    assert!(records.iter().all(|record| record["locale"] == locale && record["visitor"] == visitor));
    assert_eq!(browser.count("#history ~ ol li").await, 3, "the page tells what this browser chose");
    browser.click("#history ~ ol li a").await;
    browser.says("dl code", records[2]["id"].as_str().expect("an id is text")).await;
}
