//! Pages of the sample as outlines that a person can read: what a visitor meets on them, in order. When a page changes on
//! purpose, `CANDOR_BLESS=1 cargo test -p candor-tests golden` writes the new outlines into `tests/golden/`.

use std::fmt::Write as _;

use crate::html::{Element, elements};
use crate::program::Folder;
use crate::tree;

/// The pages, each with the name of its outline.
const PAGES: [(&str, &str); 9] = [
    ("languages", "index.html"),
    ("center-uz", "uz/index.html"),
    ("policy-superseded-ru", "ru/privacy/1/index.html"),
    ("policy-in-force-uz", "uz/privacy/index.html"),
    ("versions-en", "en/privacy/versions/index.html"),
    ("choices-ru", "ru/choices/index.html"),
    ("erasure-en", "en/requests/erasure/index.html"),
    ("figures-uz", "uz/requests/figures/index.html"),
    ("retention-uz", "uz/registers/retention/index.html"),
];
/// How many lines of an outline are kept: a policy goes on in the same way.
const LINES: usize = 70;

#[test]
fn the_pages_of_the_sample_are_as_they_were() {
    let folder = Folder::sample();
    let build = folder.candor(&["build", "--date", "2026-11-23"]);
    assert_eq!(build.code, 0, "{}", build.stderr);
    let mut differing = Vec::new();
    for (name, path) in PAGES {
        let outline = outline(&elements(&folder.read(&format!("dist/site/{path}"))));
        let kept = tree::root().join("tests/golden").join(name).with_extension("txt");
        if std::env::var_os("CANDOR_BLESS").is_some() {
            std::fs::write(&kept, &outline).expect("the outline can be written");
        } else if std::fs::read_to_string(&kept).ok().as_deref() != Some(&outline) {
            differing.push(format!("{}\n{outline}", kept.display()));
        }
    }
    assert!(differing.is_empty(), "{}", differing.join("\n"));
}

/// The elements that a visitor reads or uses, one on a line.
fn outline(page: &[Element]) -> String {
    let lines: Vec<String> = page.iter().filter_map(line).take(LINES).collect();
    lines.join("\n") + "\n"
}

fn line(element: &Element) -> Option<String> {
    let mut line = match element.name.as_str() {
        "header" | "nav" | "main" | "footer" | "form" | "table" | "fieldset" => format!("[{}]", element.name),
        "title" | "h1" | "h2" | "h3" | "caption" | "legend" | "label" | "button" | "summary" | "th" | "td" | "dt"
        | "dd" | "p" | "time" => format!("{} {}", element.name, short(&element.text)),
        "a" => format!("a {} -> {}", short(&element.text), element.attribute("href")),
        "input" | "textarea" => format!("{} {}", element.name, element.attribute("type")),
        _ => return None,
    };
    for name in ["id", "name", "value", "lang", "aria-label", "datetime", "action", "method", "autocomplete"] {
        if let Some(value) = element.attributes.get(name) {
            let _ = write!(line, " {name}={value:?}");
        }
    }
    Some(line)
}

/// The beginning of a text.
fn short(text: &str) -> String {
    let beginning: String = text.chars().take(72).collect();
    if beginning.len() < text.len() { beginning + "…" } else { beginning }
}
