//! What stands beside the text or was taken out of it: footnotes, comments, tracked changes, the heads of pages.

use super::{Made, aside, p, pp, r, said};

const FOOTNOTES: &str = "<w:footnote w:type=\"separator\" w:id=\"-1\"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>\
    <w:footnote w:id=\"2\"><w:p><w:r><w:footnoteRef/><w:t> By law.</w:t></w:r></w:p><w:p><w:r><w:t>And custom.</w:t></w:r></w:p></w:footnote>\
    <w:footnote w:id=\"3\"><w:p><w:r><w:t>Nobody asked.</w:t></w:r></w:p></w:footnote>";

#[test]
fn footnotes_stay_footnotes() {
    let body = p("Title")
        + "<w:p>"
        + &r("We keep letters")
        + "<w:r><w:footnoteReference w:id=\"2\"/></w:r>"
        + &r(" for years")
        + "<w:r><w:endnoteReference w:id=\"2\"/></w:r>"
        + &r(".")
        + "<w:r><w:footnoteReference w:id=\"77\"/></w:r></w:p>";
    let endnotes = "<w:endnote w:id=\"2\"><w:p><w:r><w:t>Five of them.</w:t></w:r></w:p></w:endnote>";
    let imported = Made::of(body).with("footnotes", FOOTNOTES).with("endnotes", endnotes).import();
    let expected = "We keep letters[^1] for years[^2].\n\n[^1]: By law.\\\n    And custom.\n\n[^2]: Five of them.\n";
    assert!(imported.markdown.ends_with(expected), "{}", imported.markdown);
    assert_eq!(aside(&imported), [("a footnote to which nothing in the text refers", "Nobody asked.")]);
}

#[test]
fn a_footnote_of_the_title_is_set_aside() {
    let title = "<w:p>".to_owned() + &r("Privacy policy") + "<w:r><w:footnoteReference w:id=\"3\"/></w:r></w:p>";
    let imported = Made::of(title + &p("Some words that stand below.")).with("footnotes", FOOTNOTES).import();
    assert!(!imported.markdown.contains("[^"), "{}", imported.markdown);
    let what = "a footnote to which nothing in the edition refers";
    assert!(aside(&imported).contains(&(what, "Nobody asked.")), "{:?}", imported.notes);
}

#[test]
fn tracked_changes_are_kept_or_set_aside_by_what_they_did() {
    let body = p("Title")
        + "<w:p>"
        + &r("We keep ")
        + "<w:del w:id=\"1\"><w:r><w:delText xml:space=\"preserve\">all </w:delText></w:r><w:r><w:delText>words</w:delText></w:r></w:del>"
        + "<w:ins w:id=\"2\">"
        + &r("letters")
        + "</w:ins>"
        + &r(".")
        + "</w:p>"
        + &pp("<w:rPr><w:del w:id=\"3\"/></w:rPr>", "One paragraph,")
        + &p(" no two.")
        + "<w:p><w:moveFrom w:id=\"4\">"
        + &r("Moved words.")
        + "</w:moveFrom></w:p><w:p><w:moveTo w:id=\"5\">"
        + &r("Moved words.")
        + "</w:moveTo></w:p>";
    let imported = Made::of(body).import();
    assert!(
        imported.markdown.ends_with("We keep letters.\n\nOne paragraph, no two.\n\nMoved words.\n"),
        "{}",
        imported.markdown
    );
    let what = "words that a tracked change deleted";
    assert_eq!(aside(&imported), [(what, "all words"), (what, "Moved words.")]);
    let doubts = said(&imported).iter().filter(|message| message.contains("tracked changes")).count();
    assert_eq!(doubts, 3, "{:?}", imported.notes);
}

#[test]
fn comments_and_the_heads_of_pages_are_set_aside_once() {
    let body = p("Title") + "<w:p>" + &r("Some words.") + "<w:r><w:commentReference w:id=\"5\"/></w:r></w:p>";
    let comment = format!("<w:comment w:id=\"5\" w:author=\"Lola\">{}</w:comment>", p("Is that so?"));
    let imported = Made::of(body)
        .with("comments", &comment)
        .with("header", &p("Shop LLC"))
        .with("header", &p("Shop LLC"))
        .with("footer", &p("Page 5"))
        .with("footer", &p("12"))
        .import();
    assert_eq!(
        aside(&imported),
        [
            ("a comment by Lola", "Is that so?"),
            ("the head of the pages", "Shop LLC"),
            ("the foot of the pages", "Page 5")
        ]
    );
    assert!(imported.notes.iter().any(|note| note.place == crate::Place::Paragraph(2)));
}

#[test]
fn pictures_and_drawn_words_are_named() {
    let body = p("Title")
        + &p("Some words.")
        + "<w:p><w:r><w:drawing><wp:docPr id=\"1\" descr=\"A seal\"/><a:blip r:embed=\"x\"/><a:t>Drawn</a:t></w:drawing></w:r>\
           <w:r><w:pict><v:shape><v:textpath string=\"DRAFT\"/></v:shape><v:imagedata r:id=\"y\"/></w:pict></w:r></w:p>\
           <w:altChunk r:id=\"link1\"/>";
    let imported = Made::of(body).link("https://shop.example/rules.htm").import();
    let drawn = "words in a drawing";
    assert_eq!(
        aside(&imported),
        [
            ("the description of an image", "A seal"),
            (drawn, "DrawnDRAFT"),
            ("a file laid into the document, which was not read", "https://shop.example/rules.htm")
        ]
    );
    assert_eq!(said(&imported), ["There are 2 pictures in the file: look whether there are words in them."]);
}

#[test]
fn words_that_are_struck_out_are_named() {
    let struck = |name: &str, text: &str| {
        format!("<w:r><w:rPr><w:{name}/></w:rPr><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
    };
    let body = p("Title")
        + "<w:p>"
        + &r("We keep")
        + &struck("strike", " all")
        + &struck("dstrike", " letters")
        + &r(" for a year")
        + &struck("strike", ", or two")
        + &r(".")
        + "</w:p>";
    let imported = Made::of(body).import();
    assert!(imported.markdown.ends_with("We keep all letters for a year, or two.\n"), "{}", imported.markdown);
    let message = "These words are struck out on the page, and stand in the edition as if they counted.";
    let words = imported.notes.iter().filter(|note| note.message == message).map(|note| note.words.as_str());
    assert_eq!(words.collect::<Vec<_>>(), ["all letters", ", or two"]);
}
