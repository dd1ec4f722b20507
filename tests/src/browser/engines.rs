//! What must not depend on the engine: a visitor refuses everything, walks back and forth, and signals it once for all.

use axum::Router;
use axum::response::Html;
use axum::routing::get;
use http::HeaderMap;
use serde_json::{Value, json};
use tokio::net::TcpListener;

use super::engine::{Engine, in_each_engine};
use super::visitor::{Browser, ENTER, Script, Settings, TAB};
use crate::program::Folder;
use crate::server::Server;

in_each_engine! {
    everything_is_refused_from_the_keyboard_alone: in_chromium Chromium, in_firefox Firefox, in_webkit WebKit;
    history_and_tabs_are_the_visitors: in_chromium Chromium, in_firefox Firefox, in_webkit WebKit;
    privacy_control_is_sent: in_chromium Chromium, in_firefox Firefox;
}

async fn everything_is_refused_from_the_keyboard_alone(engine: Engine) {
    let folder = Folder::sample();
    let server = Server::start(&folder);
    for script in [Script::Runs, Script::Blocked] {
        let browser = Browser::open_in(engine, &server.site, Settings { script, ..Settings::default() }).await;
        browser.visit("/ru/choices/").await;
        browser.says("h1", "Выбор cookie").await;
        assert_eq!(browser.kept_cookies().await, Vec::<Value>::new(), "reading stores nothing");
        let mut stops = 0;
        while browser.evaluate("return document.activeElement.value").await != "refuse-all" {
            assert!(stops < 60, "no way leads to the button");
            browser.press(TAB).await;
            stops += 1;
        }
        browser.press(ENTER).await;
        browser.says("[role=status]", "Ваш выбор сохранён").await;
        is_kept(&browser).await;
        browser.click("main a[href^='/api/consents/current']").await;
        browser.says(".notice", "действует до").await;
        assert_eq!(browser.count("input[id$=-refused]:checked").await, 3);
    }
}

/// Sees that the browser keeps one cookie, with no more reach than it needs, and no identifier.
async fn is_kept(browser: &Browser) {
    let kept = browser.kept_cookies().await;
    let kinds: Vec<_> = kept
        .iter()
        .map(|cookie| {
            assert!(cookie["expiry"].is_u64(), "it outlives the browser: {cookie}");
            json!([cookie["name"], cookie["path"], cookie["httpOnly"], cookie["sameSite"]])
        })
        .collect();
    assert_eq!(kinds, [json!(["candor_choices", "/", false, "Lax"])]);
    let choices = kept[0]["value"].as_str().expect("a value is text");
    assert!(choices.starts_with("analytics=0&functional=0&marketing=0&_since="), "{choices}");
}

async fn history_and_tabs_are_the_visitors(engine: Engine) {
    let folder = Folder::sample();
    let server = Server::start(&folder);
    let browser = Browser::open_in(engine, &server.site, Settings::default()).await;
    browser.size(900, 700).await;
    browser.visit("/en/").await;
    browser.until("return outerWidth === 900").await;
    browser.click("main a.button[href='/en/choices/']").await;
    browser.is_at("/en/choices/").await;
    browser.back().await;
    browser.is_at("/en/").await;
    browser.forward().await;
    browser.is_at("/en/choices/").await;

    let first = browser.tab().await;
    let second = browser.new_tab().await;
    browser.goto_url(&format!("{}/uz/choices/", server.site)).await;
    browser.click("button[value=refuse-all]").await;
    browser.says("[role=status]", "Tanlovingiz saqlandi").await;
    browser.switch(&first).await;
    browser.is_at("/en/choices/").await;
    browser.refresh().await;
    browser.click("main p a[href^='/api/consents/current']").await;
    browser.says(".notice", "Chosen on").await;
    browser.switch(&second).await;
    browser.says("[role=status]", "Tanlovingiz saqlandi").await;
    assert_eq!(browser.active().await, "");
    browser.evaluate(COMPONENT).await;
    assert_eq!(browser.active().await, "deep");
}

/// A script that puts a button with the focus into a component.
const COMPONENT: &str = "const host = document.body.appendChild(document.createElement('div'));
     host.attachShadow({ mode: 'open' }).innerHTML = '<button id=deep>Deep</button>';
     host.shadowRoot.getElementById('deep').focus();";

/// Sees that a server and a script are told, under a name of several parts too, and in each tab.
async fn privacy_control_is_sent(engine: Engine) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let port = listener.local_addr().expect("it is bound").port();
    let router = Router::new().route("/", get(signalled));
    tokio::spawn(async move { axum::serve(listener, router).await });
    let origin = format!("http://privacy.acme.localhost:{port}");
    for privacy_control in [false, true] {
        let browser = Browser::open_in(engine, &origin, Settings { privacy_control, ..Settings::default() }).await;
        for _ in 0..2 {
            browser.visit("/").await;
            assert_eq!(browser.text("p").await, if privacy_control { "1" } else { "-" });
            let told = browser.evaluate("return navigator.globalPrivacyControl === true").await;
            assert_eq!(told, privacy_control);
            browser.new_tab().await;
        }
    }
}

async fn signalled(headers: HeaderMap) -> Html<String> {
    let signal = headers.get("sec-gpc").and_then(|value| value.to_str().ok()).unwrap_or("-");
    Html(format!("<!doctype html><p>{signal}</p>"))
}
