//! Importing pages as browsers and programs save and print them. `tests/captures/` has such pages, hand-made in the shapes
//! in which sites, Word and Google Docs write them, and PDFs that Chromium and LibreOffice printed; and beside each what an
//! import of it says: the edition, the list of what to look at, and what the check says of the edition.
//! `CANDOR_BLESS=1 cargo test -p candor-tests importing_pages` writes that anew, for a person to read.

use std::fmt::Write as _;
use std::fs;

use serde_json::Value;

use crate::program::Folder;
use crate::tree;

/// The captures, and the locales in which each is imported.
const CAPTURES: [(&str, &[&str]); 19] = [
    ("accordion.html", &["en"]),
    ("bitrix.html", &["ru"]),
    ("chromium.pdf", &["uz"]),
    ("columns.pdf", &["ru"]),
    ("counters.html", &["en"]),
    ("google-docs.html", &["en"]),
    ("libreoffice.pdf", &["en"]),
    ("mail.txt", &["uz"]),
    ("notion.html", &["en"]),
    ("store.txt", &["en"]),
    ("tabs.html", &["uz", "uz-Cyrl"]),
    ("termly.html", &["en"]),
    ("tilda.html", &["ru"]),
    ("two-columns.html", &["ru", "uz", "en"]),
    ("two-languages.html", &["uz", "ru"]),
    ("wix.html", &["en"]),
    ("word-filtered.html", &["uz-Cyrl"]),
    ("word.html", &["ru"]),
    ("wordpress.html", &["en"]),
];

#[test]
fn a_capture_becomes_the_edition_that_is_kept_beside_it() {
    let captures = tree::root().join("tests/captures");
    let mut differing = Vec::new();
    for (file, locale) in CAPTURES.iter().flat_map(|(file, locales)| locales.iter().map(move |locale| (*file, *locale)))
    {
        let bytes = fs::read(captures.join(file)).expect("a capture can be read");
        let said = imported(file, &bytes, locale);
        let name = file.split('.').next().unwrap_or_default();
        let kept = captures.join(format!("{name}.{locale}.txt"));
        if std::env::var_os("CANDOR_BLESS").is_some() {
            fs::write(&kept, &said).expect("an edition can be written");
        } else if fs::read_to_string(&kept).ok().as_deref() != Some(&said) {
            differing.push(format!("{}\n{said}", kept.display()));
        }
    }
    assert!(differing.is_empty(), "{}", differing.join("\n"));
}

/// The edition, the list of what to look at, and what the check says beyond advice.
fn imported(file: &str, bytes: &[u8], locale: &str) -> String {
    let folder = Folder::smallest();
    folder.edit("content/portal.toml", "[\"en\"]", &format!("[\"{locale}\"]"));
    fs::remove_dir_all(folder.path("content/policies/privacy/1")).expect("the smallest portal has a version");
    folder.write(file, bytes);
    let run = folder.candor(&["import", file, "--policy", "privacy", "--version", "1", "--locale", locale]);
    assert_eq!(run.code, 0, "{file}: {}", run.stderr);
    let edition = folder.read(&format!("content/policies/privacy/1/{locale}.md"));
    let check = folder.candor(&["check", "--format", "json"]);
    let mut said = format!("{edition}\n=====\n{}", run.stderr);
    for line in check.stdout.lines() {
        let diagnostic: Value = serde_json::from_str(line).expect("a line is a diagnostic");
        let [severity, code, message] =
            ["severity", "code", "message"].map(|key| diagnostic[key].as_str().unwrap_or_default());
        if severity != "advice" && code != "no-interface-words" {
            writeln!(said, "\n{severity}[{code}]: {message}").expect("a string can be written to");
        }
    }
    said
}

#[test]
fn the_list_at_the_end_is_short_however_much_is_alike() {
    let folder = Folder::smallest();
    let links: String = (1..=30)
        .map(|at| format!("<p>1.{at}. See <a href=/page-{at}>page {at}</a>.</p><img alt='Lamp {at}'>"))
        .collect();
    folder.write("page.html", format!("<h1>Privacy policy</h1><h2>1. Pages</h2>{links}"));
    let import = |more: &[&str]| {
        let base = ["import", "page.html", "--policy", "privacy", "--version", "9", "--locale", "en", "--dry-run"];
        folder.candor(&[&base, more].concat())
    };
    let short = import(&[]);
    assert!(short.stderr.lines().count() < 25, "{}", short.stderr);
    let message = "A link here led to an address on the page's own site, of which the file does not say where it is.";
    assert!(short.stderr.contains(&format!("{message} “/page-1” (line 1)")), "{}", short.stderr);
    assert!(short.stderr.contains("… and 27 more like it: lines 13, 15, 17,"), "{}", short.stderr);
    assert!(short.stderr.contains("… and 27 more like it: 54 words, which --full prints"), "{}", short.stderr);
    let full = import(&["--full"]);
    assert!(full.stderr.contains("/page-30") && full.stderr.contains("Lamp 30"), "{}", full.stderr);
}
