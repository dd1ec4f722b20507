//! Files with faults: what is said about them, and that their text is there all the same.

use super::super::Edition;
use super::{Code, Report, codes, html, locale, outline, read, said, words};

fn shown(body: &str) -> String {
    words(&html(&read(body).0))
}

#[test]
fn a_front_matter_is_read_with_any_line_end_and_byte_order_mark() {
    for text in ["+++\ntitle = \"T\"\n+++\nx", "\u{feff}+++\r\ntitle = \"T\"\r\n+++ \r\nx", "+++\rtitle = 'T'\r+++"] {
        let mut report = Report::default();
        let edition = Edition::parse("a.md", text, &locale("en"), &mut report).expect("a good front matter");
        assert_eq!((edition.title.as_str(), codes(&report)), ("T", vec![]), "{text:?}");
    }
}

#[test]
fn a_bad_front_matter_is_told_at_its_place() {
    for (text, code, place) in [
        ("Text", Code::FrontMatter, "Text"),
        ("", Code::FrontMatter, ""),
        ("+++\ntitle = \"T\"\n\nText", Code::FrontMatter, "+++"),
        ("+++\n+++\nx", Code::MissingKey, ""),
        ("+++\ntitle = 5\n+++\nx", Code::BadValue, "5"),
        ("+++\ntitle = \"T\"\ntitel = \"T\"\n+++\nx", Code::UnknownKey, "titel"),
        ("\u{feff}+++\r\ntitle = T\r\n+++\r\nx", Code::TomlSyntax, "T"),
    ] {
        let mut report = Report::default();
        let _ = Edition::parse("a.md", text, &locale("en"), &mut report);
        let found: Vec<_> = report.iter().map(|found| (found.code, &text[found.span.range.clone()])).collect();
        assert_eq!(found, [(code, place)], "{text:?}");
    }
}

#[test]
fn text_that_is_indented_by_accident_is_text() {
    assert_eq!(
        outline("1.1. A\n\n    1.2. *B*\n    a) x\n\n\t1.3. C\n\n-     item\n\n      more"),
        ["1.1 | 1.1. A", "1.2 | 1.2. B", "1.2.a | a) x", "1.3 | 1.3. C / item / more"]
    );
}

#[test]
fn a_fence_that_is_never_closed_is_no_fence() {
    assert_eq!(shown("~~~ Important ~~~\n\n1.1. A **b**\n\n```\nc"), "~~~ Important ~~~ 1.1. A b ``` c");
    assert_eq!(outline("~~~~~~\n1.1. A").last().map(String::as_str), Some("1.1 | 1.1. A"));
}

#[test]
fn a_line_below_a_text_does_not_make_it_a_heading_by_accident() {
    assert!(html(&read("1.1. Text\n---\n\nTwo\nlines\n---").0).ends_with("<hr>\n<p>Two\nlines</p>\n<hr>\n</div>\n"));
    assert!(html(&read("Contacts\n---").0).contains("<h2 id=\"contacts\">Contacts</h2>"));
}

#[test]
fn link_definitions_that_no_link_uses_are_text() {
    assert_eq!(
        shown(
            "[Note]: see-below\n\nSee [the law] and [Other][].\n\n[the law]: https://lex.uz\n[other]: /x\n[the LAW]: twice\n\n- [Long\n  note]: text"
        ),
        "[Note]: see-below See the law and Other. [the LAW]: twice [Long note]: text"
    );
}

#[test]
fn a_table_keeps_cells_that_are_too_many_and_lets_go_of_the_text_below() {
    assert_eq!(
        shown("1.1. T\n\n| A | B |\n|---|---|\n| a | b | c | d |\n| e |\n1.2. Next\na) x"),
        "1.1. T A B a b c | d e 1.2. Next a) x"
    );
    assert_eq!(outline("| A |\n|---|\n| a |\n1.1. Next\na) x").len(), 3);
}

#[test]
fn a_heading_with_a_no_break_space_is_a_heading() {
    assert_eq!(
        outline("##\u{a0}1.\u{a0}Terms\n\n## ##\n\n##\n\n#1. Not a heading"),
        ["1 | 1.\u{a0}Terms / #1. Not a heading"]
    );
}

#[test]
fn an_unknown_block_is_shown_as_it_is_written() {
    let text = ":::note\n1.1. A\n:::\n\n:::lang xx_YY\nb\n:::\n\n:::::";
    assert_eq!(shown(text), ":::note 1.1. A :::lang xx_YY b :::::");
    assert_eq!(said(text, &read(text).1), ["unknown-block at :::note", "unknown-block at :::lang xx_YY"]);
}

#[test]
fn items_pasted_with_bullets_of_their_own_keep_their_lines() {
    assert!(html(&read("1.1. We:\n• one\n(ii) two").0).contains("We:<br>\n• one<br>\n(ii) two"));
    assert!(html(&read("1.1. Мы:\n— раз;\n— два\n— это").0).contains("Мы:<br>\n— раз;<br>\n— два\n— это"));
}

#[test]
fn empty_items_and_odd_characters_are_kept() {
    assert_eq!(shown("1.\n2. x\n-\n\n\u{202b}a\u{0}b\u{ad}c"), "1. 2. x \u{202b}a\u{fffd}b\u{ad}c");
    assert_eq!(
        shown("5 * 3 * 2, ~5 до ~10~, snake_case_word, a^2^, {x}, $1$, ==y=="),
        "5 * 3 * 2, ~5 до ~10~, snake_case_word, a^2^, {x}, $1$, ==y=="
    );
}
