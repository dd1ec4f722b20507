//! Editions as authors write them, and what becomes of them: which clauses are found, and that no word is lost.

mod clauses;
mod faults;
mod languages;
mod page;
mod words;

use candor_model::Locale;

use super::{Edition, Html, LinkHtml};
use crate::{Code, Report};

const FRONT_MATTER: &str = "+++\ntitle = \"Privacy\"\n+++\n";

fn locale(tag: &str) -> Locale {
    Locale::new(tag).expect("the tests use good tags")
}

/// Reads a text in English below a front matter.
fn read(body: &str) -> (Edition, Report) {
    read_in("en", body)
}

fn read_in(tag: &str, body: &str) -> (Edition, Report) {
    let mut report = Report::default();
    let text = format!("{FRONT_MATTER}{body}");
    let edition = Edition::parse("en.md", &text, &locale(tag), &mut report).expect("the front matter is good");
    (edition, report)
}

/// What the report says, as `code at what`: `raw-html at <b>`.
fn said(body: &str, report: &Report) -> Vec<String> {
    let text = format!("{FRONT_MATTER}{body}");
    let said = report.iter().map(|diagnostic| {
        let place = text.get(diagnostic.span.range.clone()).expect("a place lies within the file");
        format!("{} at {place}", diagnostic.code)
    });
    said.collect()
}

/// The clauses as lines of anchor and words.
fn outline(body: &str) -> Vec<String> {
    let (edition, _) = read(body);
    let text = format!("{FRONT_MATTER}{body}");
    for clause in &edition.clauses {
        assert!(text.get(clause.span.clone()).is_some(), "{:?} lies outside of the file", clause.span);
        let label = text.get(clause.label_span.clone()).expect("a label lies within the file");
        assert!(clause.depth == 0 || clause.text().contains(label), "{label} is not in {}", clause.text());
    }
    let line = |clause: &super::Clause| format!("{} | {}", clause.anchor, clause.text().replace('\n', " / "));
    edition.clauses.iter().map(line).collect()
}

fn html(edition: &Edition) -> String {
    let link = |target: &str| match target {
        target if target.starts_with("fact:") => LinkHtml::Claim,
        target => LinkHtml::Href(target.to_owned()),
    };
    Html { link: &link, deeper: 0, footnotes: "Footnotes", back: "Back to", table: "Table", prefix: "" }
        .edition(edition)
}

/// The words of a page as a visitor reads them: no tags, white space folded. Ways back from footnotes do not count.
fn words(html: &str) -> String {
    let mut text = String::new();
    let mut rest = html;
    while let Some((before, tag)) = rest.split_once('<') {
        text.push_str(before);
        let (tag, after) = tag.split_once('>').expect("a tag is closed");
        let inline = ["a", "em", "strong", "code", "span", "sup"];
        let name = tag.trim_start_matches('/').split(' ').next().unwrap_or_default();
        if !inline.contains(&name) {
            text.push(' ');
        }
        rest = after;
    }
    text.push_str(rest);
    let decode = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("↩\u{fe0e}", ""), ("&amp;", "&")];
    let text = decode.iter().fold(text, |text, (escaped, plain)| text.replace(escaped, plain));
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn codes(report: &Report) -> Vec<Code> {
    report.iter().map(|diagnostic| diagnostic.code).collect()
}
