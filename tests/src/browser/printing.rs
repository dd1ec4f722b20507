//! A policy on paper, as Chromium prints it: what a reader must find on the sheets, and what must not be there.

use std::collections::BTreeSet;

use fantoccini::wd::PrintConfiguration;
use lopdf::Document;
use lopdf::content::Content;
use serde_json::{Value, json};

use super::chromium::{Browser, Script};
use crate::program::Folder;
use crate::server::Server;

/// How many rows the long table has: more than two sheets take.
const ROWS: usize = 120;

/// What leads elsewhere on the screen, and nowhere on paper.
const NAVIGATION: &str = "return Array.from(
     document.querySelectorAll('.skip, .contents summary, .onward a, .colophon .links a'),
     element => element.textContent)";

#[tokio::test]
async fn a_printed_version_says_which_it_is_and_leaves_the_navigation_out() {
    let folder = Folder::sample();
    let server = Server::start(&folder);
    let browser = Browser::open(&server.site, Script::Blocked).await;
    for (locale, identity) in [
        ("en", "Privacy Policy · Version 3 · effective from 15 January 2027"),
        ("ru", "Политика конфиденциальности · Редакция 3 · действует с 15 января 2027 года"),
        ("uz", "Maxfiylik siyosati · 3-tahrir · kuchga kirish sanasi: 2027-yil 15-yanvar"),
    ] {
        browser.visit(&format!("/{locale}/privacy/3/")).await;
        let digest = browser.text(".colophon code").await;
        let navigation = browser.evaluate(NAVIGATION).await;
        let paper = Paper::of(&browser).await;
        let sheets = paper.sheets();
        for (number, sheet) in (1..).zip(&sheets) {
            assert!(sheet.contains(&format!("{number}/{}", sheets.len())), "sheet {number} in {locale}: {sheet}");
        }
        let text = sheets.concat();
        let address = format!("https://privacy.turnapost.example.uz/{locale}/privacy/3/");
        for piece in [identity, &address, &digest] {
            assert!(text.contains(&folded(piece)), "no {piece:?} in {locale}: {text}");
        }
        for words in navigation.as_array().expect("it is a list").iter().filter_map(Value::as_str) {
            assert!(!text.contains(&folded(words)), "{words:?} is printed in {locale}");
        }
    }
}

#[tokio::test]
async fn a_printed_table_repeats_its_head_on_every_sheet() {
    let folder = Folder::smallest();
    let rows: String = (0..ROWS).map(|row| format!("| Record number {row}. | {row} days |\n")).collect();
    let text =
        format!("+++\ntitle = \"Privacy policy\"\n+++\n\n1.1. We keep:\n\n| Records | Kept for |\n|---|---|\n{rows}");
    folder.write("content/policies/privacy/1/en.md", text);
    let server = Server::start(&folder);
    let browser = Browser::open(&server.site, Script::Blocked).await;
    browser.visit("/en/privacy/").await;
    let sheets = Paper::of(&browser).await.sheets();
    let with_rows: Vec<_> = sheets.iter().filter(|sheet| sheet.contains("Recordnumber")).collect();
    assert!(with_rows.len() > 2, "{} sheets", with_rows.len());
    for sheet in with_rows {
        assert_eq!(sheet.matches("RecordsKeptfor").count(), 1, "{sheet}");
    }
    for row in 0..ROWS {
        assert_eq!(sheets.concat().matches(&format!("Recordnumber{row}.")).count(), 1, "row {row}");
    }
}

#[tokio::test]
async fn a_dark_screen_prints_in_the_same_colours_as_a_light_one() {
    let folder = Folder::sample();
    let server = Server::start(&folder);
    let browser = Browser::open(&server.site, Script::Blocked).await;
    for path in ["/en/privacy/", "/en/privacy/3/", "/en/privacy/3/changes/"] {
        let mut printed = Vec::new();
        for scheme in ["light", "dark"] {
            let scheme = json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] });
            browser.devtools("Emulation.setEmulatedMedia", scheme).await;
            browser.visit(path).await;
            printed.push(Paper::of(&browser).await.colours());
        }
        assert!(!printed[0].is_empty(), "{path} prints nothing");
        assert_eq!(printed[0], printed[1], "{path} prints otherwise where the screen is dark");
    }
}

/// A page as it comes out of the printer, on A4.
struct Paper(Document);

impl Paper {
    async fn of(browser: &Browser) -> Self {
        let printed = browser.print(PrintConfiguration::default()).await;
        Self(Document::load_mem(&printed).expect("chromium prints PDF"))
    }

    /// The text of each sheet, folded.
    fn sheets(&self) -> Vec<String> {
        let text = |sheet| self.0.extract_text(&[sheet]).expect("chromium says which letters it prints");
        self.0.get_pages().into_keys().map(|sheet| folded(&text(sheet))).collect()
    }

    /// The colours in which anything is drawn. Chromium does not write the same page twice in the same bytes.
    fn colours(&self) -> BTreeSet<String> {
        let drawn = |sheet| Content::decode(&self.0.get_page_content(sheet)).expect("chromium writes valid content");
        let operations = self.0.get_pages().into_values().flat_map(|sheet| drawn(sheet).operations);
        let painting = operations.filter(|operation| ["rg", "RG"].contains(&operation.operator.as_str()));
        painting.map(|operation| format!("{:?}", operation.operands)).collect()
    }
}

/// A text without white space and ligatures: a PDF has places where a page has spaces, and glyphs where it has letters.
fn folded(text: &str) -> String {
    let text: String = text.split_whitespace().collect();
    [("ﬀ", "ff"), ("ﬁ", "fi"), ("ﬂ", "fl")]
        .into_iter()
        .fold(text, |text, (glyph, letters)| text.replace(glyph, letters))
}
