//! A visitor reads policies, in the languages and versions that there are.

use super::visitor::{Browser, Script};
use crate::program::Folder;
use crate::server::Server;

#[tokio::test]
async fn the_first_page_leads_those_with_script_to_their_language_and_lets_others_choose() {
    let folder = Folder::sample();
    let server = Server::start(&folder);
    let browser = Browser::open(&server.site, Script::Runs).await;
    browser.visit("/").await;
    browser.is_at("/en/").await;

    let browser = Browser::open(&server.site, Script::Blocked).await;
    browser.visit("/").await;
    browser.click("#languages [hreflang=uz]").await;
    browser.is_at("/uz/").await;
}

#[tokio::test]
async fn a_reader_keeps_policy_and_version_when_switching_the_language() {
    let folder = Folder::sample();
    let server = Server::start(&folder);
    let browser = Browser::open(&server.site, Script::Blocked).await;
    for place in ["privacy/", "privacy/1/", "privacy/3/", "privacy/versions/", "cookies/"] {
        browser.visit(&format!("/uz/{place}")).await;
        let uzbek = browser.text("h1").await;
        browser.click(".languages [hreflang=ru]").await;
        browser.is_at(&format!("/ru/{place}")).await;
        assert_ne!(browser.text("h1").await, uzbek, "/ru/{place} is still in Uzbek");
        browser.click(".languages [hreflang=en]").await;
        browser.is_at(&format!("/en/{place}")).await;
        assert_eq!(browser.text(".languages [aria-current]").await, "English");
    }
}

#[tokio::test]
async fn the_contents_lead_to_a_clause_and_its_number_is_a_link_to_keep() {
    let folder = Folder::sample();
    let server = Server::start(&folder);
    let browser = Browser::open(&server.site, Script::Runs).await;
    for (width, is_folded) in [(1280, false), (390, true)] {
        browser.resize(width, 900).await;
        browser.visit("/uz/").await;
        browser.click("main .cards a[href='/uz/privacy/']").await;
        browser.is_at("/uz/privacy/").await;
        if is_folded {
            browser.click(".contents summary").await;
        }
        browser.until(OPENS_SECTION_12).await;
        browser.is_at("/uz/privacy/#12").await;
        browser.until(&is_shown("12")).await;
        browser.click("a.number[href='#12.1']").await;
        browser.is_at("/uz/privacy/#12.1").await;
        browser.until(&is_shown("12.1")).await;
    }
}

/// Clicks the contents' link where a pointer would. WebDriver thinks that whatever lies in a closed `details` is hidden, but
/// where there is room the theme shows it all the same.
const OPENS_SECTION_12: &str = "const link = document.querySelector(\".contents a[href='#12']\");
     link.scrollIntoView({ block: 'center' });
     const { x, y, width, height } = link.getBoundingClientRect();
     const hit = document.elementFromPoint(x + width / 2, y + height / 2);
     if (hit === link) link.click();
     return hit === link;";

/// A script that tells whether the clause is the page's target and stands within the window.
fn is_shown(clause: &str) -> String {
    format!(
        "const target = document.querySelector(':target');
         const {{ top, bottom }} = target?.getBoundingClientRect() ?? {{ top: -1 }};
         return target?.id === '{clause}' && top >= 0 && bottom <= innerHeight;"
    )
}

#[tokio::test]
async fn the_version_table_leads_to_every_version_and_each_says_what_it_is() {
    let folder = Folder::sample();
    let server = Server::start(&folder);
    let browser = Browser::open(&server.site, Script::Runs).await;
    for (version, state) in [("1", "superseded"), ("2", "in-force"), ("3", "upcoming")] {
        browser.visit("/en/privacy/").await;
        browser.click(".version a[href='/en/privacy/versions/']").await;
        browser.click(&format!("main th a[href$='/en/privacy/{version}/']")).await;
        browser.is_at(&format!("/en/privacy/{version}/")).await;
        assert_eq!(browser.count(&format!(".version .tag.{state}")).await, 1, "version {version} is {state}");
    }
    browser.visit("/en/privacy/1/").await;
    browser.says(".notice.warn", "no longer in force").await;
    browser.click(".notice.warn a").await;
    browser.is_at("/en/privacy/").await;
    browser.says("main", "This policy will change: version 3 takes effect on 15 January 2027").await;
    browser.says("main", "If the texts differ, this one prevails").await;
}

#[tokio::test]
async fn a_wide_table_in_the_changes_scrolls_on_its_own() {
    let folder = Folder::smallest();
    let table = folder.read("content/policies/privacy/versions.toml");
    let second = "\n[[version]]\nid = \"2\"\neffective = 2026-02-01\n";
    folder.write("content/policies/privacy/versions.toml", table + second);
    for (version, days) in [("1", 90), ("2", 30)] {
        let (head, line) = ("| Data | Period | Ground | Place | Recipient |", "|---|---|---|---|---|");
        let row = format!("| Correspondence | {days} days | Legitimate interest | Samarkand | Telecommunications |");
        let text = format!("+++\ntitle = \"Privacy policy\"\n+++\n\n1.1. We keep:\n\n{head}\n{line}\n{row}\n");
        folder.write(&format!("content/policies/privacy/{version}/en.md"), text);
    }
    let server = Server::start(&folder);
    let browser = Browser::open(&server.site, Script::Blocked).await;
    browser.resize(320, 640).await;
    browser.visit("/en/privacy/2/changes/").await;
    browser.until("return document.querySelector('.scroll').scrollWidth > 320").await;
    browser.until("return document.documentElement.scrollWidth <= 320").await;
}

#[tokio::test]
async fn the_contents_and_the_language_switch_follow_the_reader() {
    let folder = Folder::sample();
    let server = Server::start(&folder);
    let browser = Browser::open(&server.site, Script::Runs).await;
    browser.resize(1280, 800).await;
    browser.visit("/uz/privacy/").await;
    assert!(browser.attribute(".languages [hreflang=en]", "href").await.ends_with("/en/privacy/"));
    browser.evaluate("document.getElementById('12.3').scrollIntoView({ behavior: 'instant' })").await;
    browser.until("return document.querySelector('.contents [aria-current=location]')?.hash === '#12'").await;
    assert_eq!(browser.count(".contents [aria-current]").await, 1);
    browser.until("return /^#12\\.\\d$/.test(document.querySelector('.languages [hreflang=en]').hash)").await;
    browser.click(".languages [hreflang=en]").await;
    browser.until("return location.pathname === '/en/privacy/' && /^#12\\.\\d$/.test(location.hash)").await;
    browser.until("return document.querySelector(':target').getBoundingClientRect().top >= 0").await;
}

#[tokio::test]
async fn the_link_of_a_clause_is_copied_and_the_reader_is_told() {
    let folder = Folder::sample();
    let server = Server::start(&folder);
    let browser = Browser::open(&server.site, Script::Runs).await;
    let allowed =
        serde_json::json!({ "permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"], "origin": server.site });
    browser.devtools("Browser.grantPermissions", allowed).await;
    browser.visit("/en/privacy/").await;
    browser.click("a.number[href='#12.1']").await;
    browser.says(".copied[role=status]", "Copied: link to 12.1").await;
    let copied = browser.evaluate("return navigator.clipboard.readText()").await;
    assert_eq!(copied, format!("{}/en/privacy/#12.1", server.site));
}
