//! A policy on paper, as Chromium prints it: what a reader must find on the sheets, and what must not be there.

use std::collections::{BTreeMap, BTreeSet};

use candor_import::{Language, import};
use fantoccini::wd::PrintConfiguration;
use lopdf::Document;
use lopdf::content::Content;
use serde_json::{Value, json};

use super::visitor::{Browser, Script};
use crate::program::Folder;
use crate::server::Server;

/// How many rows the long table has: more than two sheets take.
const ROWS: usize = 120;

/// What leads elsewhere on the screen, and nowhere on paper.
const NAVIGATION: &str = "return Array.from(
     document.querySelectorAll('.skip, .contents summary, .onward a'),
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
async fn printed_changes_and_registers_say_where_they_stand() {
    let folder = Folder::sample();
    let server = Server::start(&folder);
    let browser = Browser::open(&server.site, Script::Blocked).await;
    for path in ["/uz/privacy/3/changes/", "/ru/registers/recipients/"] {
        browser.visit(path).await;
        let text = Paper::of(&browser).await.sheets().concat();
        let address = format!("https://privacy.turnapost.example.uz{path}");
        assert!(text.contains(&address), "no {address} in {text}");
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

#[tokio::test]
async fn a_printed_version_comes_back_as_an_edition_with_every_clause_and_word() {
    let folder = Folder::sample();
    assert_eq!(folder.candor(&["build"]).code, 0);
    let server = Server::start(&folder);
    let browser = Browser::open(&server.site, Script::Blocked).await;
    for locale in ["en", "ru", "uz"] {
        browser.visit(&format!("/{locale}/privacy/2/")).await;
        let printed = browser.print(PrintConfiguration::default()).await;
        let page = folder.read(&format!("dist/site/{locale}/privacy/2/index.html"));
        let read = |name: &str, bytes: &[u8]| {
            let imported = import(name, bytes, Language::of_tag(locale)).expect("it can be imported");
            // What stands above the first heading is the page's own.
            let start = imported.markdown.find("\n## 1.").expect("it has its first heading");
            imported.markdown[start..].to_owned()
        };
        let (paper, screen) = (read("policy.pdf", &printed), read("page.html", page.as_bytes()));
        let numbers = numbers(&screen);
        assert!(numbers.len() > 90, "{locale}: {numbers:?}");
        assert_eq!(self::numbers(&paper), numbers, "{locale}");
        let (paper, mut lost) = (words(&paper), words(&screen));
        lost.retain(|word, count| paper.get(word).is_none_or(|printed| printed < count));
        assert!(lost.is_empty(), "{locale}: {lost:?}");
    }
}

/// The numbers that begin an edition's lines, in their order. Those of footnotes begin anew.
fn numbers(edition: &str) -> Vec<&str> {
    let mut seen = BTreeSet::new();
    let firsts = edition.lines().filter_map(|line| line.trim_start_matches(['#', ' ']).split(' ').next());
    let numbers = firsts.filter(|first| first.ends_with('.') && first.starts_with(|c: char| c.is_ascii_digit()));
    numbers.filter(|number| seen.insert(*number)).collect()
}

/// How often each word stands in an edition, without the addresses of links.
fn words(edition: &str) -> BTreeMap<&str, usize> {
    let mut words = BTreeMap::new();
    let texts = edition.split("](").enumerate().map(|(at, text)| match at {
        0 => text,
        _ => text.split_once(')').map_or("", |(_, after)| after),
    });
    let all = texts.flat_map(|text| text.split(|c: char| !c.is_alphabetic() && !"'ʻʼ’-".contains(c)));
    for word in all.filter(|word| word.contains(char::is_alphabetic)) {
        *words.entry(word).or_default() += 1;
    }
    words
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
