//! How many bytes visitors get, compressed as a server sends them: for the banner on the company's site, and for the pages of
//! the portal with all that they load.

use std::io::Write;

use crate::html::elements;
use crate::program::Folder;

/// The most that the script, the style in it and the markup may have together; and a script with the settings of the sample.
const LIMIT: usize = 2_048;
/// The most that the words of one language may have.
const WORDS_LIMIT: usize = 600;

#[test]
fn the_banner_has_at_most_two_kibibytes_beside_its_words() {
    let folder = built();
    let sample = compressed(&folder.read("dist/site/consent.js"));
    assert!(sample <= LIMIT, "script, style and the sample's settings: {sample} of {LIMIT} bytes");
    let script = compressed(include_str!("../../crates/site/banner/consent.js"));
    let markup = compressed(&parts(&folder.read("dist/site/consent/en.html")).0);
    let total = script + markup;
    assert!(total <= LIMIT, "script and style {script} bytes, markup {markup}: {total} of {LIMIT} bytes");
}

#[test]
fn the_banners_words_are_few_in_each_language() {
    let folder = built();
    for locale in ["en", "ru", "uz"] {
        let (_, words) = parts(&folder.read(&format!("dist/site/consent/{locale}.html")));
        assert!(words.lines().count() > 10, "{locale} says only {words:?}");
        let bytes = compressed(&words);
        assert!(bytes <= WORDS_LIMIT, "{bytes} of {WORDS_LIMIT} bytes in {locale}:\n{words}");
    }
}

/// The most that a page of the sample weighs with its style and script; a policy beside its article,
/// which is what it is.
const PAGES: [(&str, usize); 10] = [
    ("", 4_096),
    ("privacy/", 4_096),
    ("requests/access/", 5_120),
    ("requests/erasure/", 5_120),
    ("requests/objection/", 5_120),
    ("requests/rectification/", 5_120),
    ("requests/restriction/", 5_120),
    ("requests/withdraw-consent/", 5_120),
    ("requests/status/", 4_096),
    ("choices/", 5_300),
];
/// The most that the sample's long policy weighs, text and all, in English; in Cyrillic its text alone is nearly as much.
const POLICY: usize = 14_000;
/// A page, its style and its script.
const MOST_REQUESTS: usize = 3;

#[test]
fn a_page_loads_little_beside_its_text() {
    let folder = built();
    for locale in ["en", "ru", "uz"] {
        for (path, limit) in PAGES {
            let page = folder.read(&format!("dist/site/{locale}/{path}index.html"));
            let read = elements(&page);
            let loaded = read.iter().filter_map(|element| match element.name.as_str() {
                "link" if element.attribute("rel") == "stylesheet" => Some(element.attribute("href")),
                "script" => Some(element.attribute("src")).filter(|src| !src.is_empty()),
                _ => None,
            });
            let loaded: Vec<_> = loaded.map(|address| folder.read(&format!("dist/site{address}"))).collect();
            assert!(loaded.len() < MOST_REQUESTS, "{locale}/{path} makes {} requests", 1 + loaded.len());
            let all_in = compressed(&page) + loaded.iter().map(|text| compressed(text)).sum::<usize>();
            let rest = all_in - article(&page).map(compressed).unwrap_or_default();
            assert!(rest <= limit, "/{locale}/{path}: {rest} of {limit} bytes");
            assert!((locale, path) != ("en", "privacy/") || all_in <= POLICY, "the policy: {all_in} of {POLICY} bytes");
        }
    }
}

/// The text of a policy, with all that its page says of it.
fn article(page: &str) -> Option<&str> {
    let text = page.split_once("<article>")?.1;
    Some(text.split_once("</article>")?.0)
}

/// The sample, built.
fn built() -> Folder {
    let folder = Folder::sample();
    // The announcement of a version comes and goes with the days.
    let run = folder.candor(&["build", "--date", "2026-11-23"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    folder
}

/// The tags of a file of the banner, and the texts between them, a line each.
fn parts(html: &str) -> (String, String) {
    let (mut tags, mut words) = (String::new(), Vec::new());
    for piece in html.split_inclusive('>') {
        let (text, tag) = piece.split_at(piece.find('<').unwrap_or(piece.len()));
        tags.push_str(tag);
        words.push(text.trim());
    }
    words.retain(|text| !text.is_empty());
    (tags, words.join("\n"))
}

/// How many bytes are left at the highest quality.
fn compressed(text: &str) -> usize {
    let mut bytes = Vec::new();
    let mut writer = brotli::CompressorWriter::new(&mut bytes, 4096, 11, 22);
    writer.write_all(text.as_bytes()).expect("memory takes all that is written");
    drop(writer);
    bytes.len()
}
