//! Headings, paragraphs, links, and what lies in them.

use super::{Made, aside, p, pp, r, said};

const STYLES: &str = "<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val=\"en-US\"/></w:rPr></w:rPrDefault></w:docDefaults>\
    <w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"a\"><w:name w:val=\"Normal\"/></w:style>\
    <w:style w:type=\"paragraph\" w:styleId=\"1\"><w:name w:val=\"heading 1\"/><w:basedOn w:val=\"a\"/>\
    <w:pPr><w:outlineLvl w:val=\"0\"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>\
    <w:style w:type=\"paragraph\" w:styleId=\"2\"><w:name w:val=\"Heading 2\"/></w:style>\
    <w:style w:type=\"paragraph\" w:styleId=\"Own\"><w:name w:val=\"Own\"/><w:basedOn w:val=\"1\"/></w:style>\
    <w:style w:type=\"paragraph\" w:styleId=\"a3\"><w:name w:val=\"Title\"/></w:style>\
    <w:style w:type=\"paragraph\" w:styleId=\"11\"><w:name w:val=\"toc 1\"/></w:style>\
    <w:style w:type=\"character\" w:styleId=\"a4\"><w:name w:val=\"Strong\"/><w:rPr><w:b/></w:rPr></w:style>\
    <w:style w:type=\"character\" w:styleId=\"ghost\"><w:name w:val=\"Ghost\"/><w:rPr><w:vanish/></w:rPr></w:style>";

fn styled(style: &str, text: &str) -> String {
    pp(&format!("<w:pStyle w:val=\"{style}\"/>"), text)
}

fn run(properties: &str, text: &str) -> String {
    format!("<w:r><w:rPr>{properties}</w:rPr><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
}

#[test]
fn headings_are_what_their_style_or_level_says() {
    let body = p("ООО «Тестовая лавка»")
        + &styled("a3", "Privacy policy")
        + &styled("1", "First")
        + &p("Words of the first part.")
        + &styled("2", "Below")
        + &p("Words below it.")
        + &styled("Own", "Second")
        + &p("Words of the second part.")
        + &pp("<w:outlineLvl w:val=\"0\"/>", "Third")
        + &pp("<w:pStyle w:val=\"1\"/><w:outlineLvl w:val=\"9\"/>", "No heading, whatever its style is.");
    let imported = Made::of(body).with("styles", STYLES).import();
    assert!(imported.title == "Privacy policy", "{}", imported.title);
    for part in
        ["\n## First\n", "\n### Below\n", "\n## Second\n", "\n## Third\n", "**No heading, whatever its style is.**"]
    {
        assert!(imported.markdown.contains(part), "{part}: {}", imported.markdown);
    }
}

#[test]
fn bold_is_what_styles_and_runs_make_bold_together() {
    let words = run("<w:b/>", "bold")
        + &run("<w:b w:val=\"0\"/>", " plain ")
        + &run("<w:rStyle w:val=\"a4\"/>", "strong")
        + &run("<w:rStyle w:val=\"a4\"/><w:b w:val=\"false\"/>", " undone.");
    let both = "<w:p><w:pPr><w:pStyle w:val=\"1\"/><w:outlineLvl w:val=\"9\"/></w:pPr>".to_owned()
        + &r("All of it")
        + &run("<w:rStyle w:val=\"a4\"/>", " but this.")
        + "</w:p>";
    let body = p("Title") + &format!("<w:p>{words}</w:p>") + &both;
    let edition = Made::of(body).with("styles", STYLES).edition();
    assert_eq!(edition, "**bold** plain **strong** undone.\n\n**All of it** but this.\n");
}

#[test]
fn links_are_found_in_elements_and_in_fields() {
    let field = |kind: &str| format!("<w:r><w:fldChar w:fldCharType=\"{kind}\"/></w:r>");
    let body = p("Title")
        + "<w:p>"
        + &r("See ")
        + "<w:hyperlink r:id=\"link1\">"
        + &r("our ")
        + &r("site")
        + "</w:hyperlink>"
        + &r(", ")
        + &field("begin")
        + "<w:r><w:instrText xml:space=\"preserve\"> HYPERLINK \"https://</w:instrText></w:r>"
        + "<w:r><w:instrText>rules.example\" \\o \"tip\" </w:instrText></w:r>"
        + &field("separate")
        + &r("the rules")
        + &field("end")
        + &r(", ")
        + "<w:fldSimple w:instr=\"HYPERLINK mailto:a@b.example\">"
        + &r("a letter")
        + "</w:fldSimple>"
        + &r(" or ")
        + "<w:hyperlink w:anchor=\"below\">"
        + &r("below")
        + "</w:hyperlink>"
        + "<w:hyperlink r:id=\"link2\">"
        + &r(" on a disk")
        + "</w:hyperlink>"
        + &r(".")
        + "</w:p>";
    let edition = Made::of(body).link("https://shop.example/?a=1&amp;b=2").link("file:///C:/rules.docx").edition();
    assert_eq!(
        edition,
        "See [our site](https://shop.example/?a=1&b=2), [the rules](https://rules.example), \
         [a letter](mailto:a@b.example) or below on a disk.\n"
    );
}

#[test]
fn signs_between_words_are_kept() {
    let body = p("Title")
        + &p("Some words.")
        + "<w:p><w:r><w:t>One</w:t><w:tab/><w:t>two</w:t><w:br/><w:t>three</w:t><w:noBreakHyphen/><w:t>four</w:t>\
           <w:softHyphen/><w:t>teen</w:t><w:cr/><w:sym w:font=\"Wingdings\" w:char=\"F0FE\"/><w:t> yes </w:t>\
           <w:sym w:font=\"Symbol\" w:char=\"F0B3\"/><w:t> 5 &amp; &#1103; &lt;&quot;</w:t>\
           <w:sym w:font=\"Wingdings\" w:char=\"F021\"/></w:r></w:p>";
    let imported = Made::of(body).import();
    let expected = "One two\\\nthree-fourteen\\\n☑ yes ≥ 5 & я <\"\u{fffd}\n";
    assert!(imported.markdown.ends_with(expected), "{}", imported.markdown);
    assert_eq!(said(&imported), ["Here is sign F021 of the font “Wingdings”, which no other font has."]);
}

#[test]
fn words_in_wrappers_are_words() {
    let body = p("Title")
        + "<w:sdt><w:sdtPr><w:alias w:val=\"x\"/></w:sdtPr><w:sdtContent>"
        + &p("In a control.")
        + "</w:sdtContent></w:sdt><w:customXml><w:p><w:smartTag>"
        + &r("Smart")
        + "</w:smartTag><w:sdt><w:sdtContent>"
        + &r(" and controlled.")
        + "</w:sdtContent></w:sdt><m:oMath><m:r><m:rPr/><m:t> x=1</m:t></m:r></m:oMath></w:p></w:customXml>"
        + &r("Loose.");
    let edition = Made::of(body).edition();
    assert_eq!(edition, "In a control.\n\nSmart and controlled. x=1\n\nLoose.\n");
}

#[test]
fn a_text_box_is_read_once() {
    let inside = format!("<w:txbxContent>{}</w:txbxContent>", p("Words in a box."));
    let body = p("Title")
        + "<w:p>"
        + &r("Words around it.")
        + &format!(
            "<w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing><wp:docPr descr=\"A box\"/>\
             <wps:txbx>{inside}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{inside}</v:textbox>\
             </w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
        )
        + &p("Words below.");
    let imported = Made::of(body).import();
    assert!(
        imported.markdown.ends_with("Words around it.\n\nWords in a box.\n\nWords below.\n"),
        "{}",
        imported.markdown
    );
    assert_eq!(aside(&imported), [("the description of an image", "A box")]);
    assert!(said(&imported)[0].contains("text box"));
}

#[test]
fn a_table_of_contents_is_set_aside() {
    let field = |kind: &str| format!("<w:r><w:fldChar w:fldCharType=\"{kind}\"/></w:r>");
    let gallery = "<w:sdtPr><w:docPartObj><w:docPartGallery w:val=\"Table of Contents\"/></w:docPartObj></w:sdtPr>";
    for contents in [
        format!("<w:sdt>{gallery}<w:sdtContent>{}</w:sdtContent></w:sdt>", p("First 1") + &p("Second 2")),
        styled("11", "First 1") + &styled("11", "Second 2"),
        format!(
            "<w:p>{}<w:r><w:instrText> TOC \\o \"1-3\" </w:instrText></w:r>{}{}</w:p>{}<w:p>{}</w:p>",
            field("begin"),
            field("separate"),
            r("First 1"),
            p("Second 2"),
            field("end")
        ),
    ] {
        let body = p("Title") + &contents + &styled("1", "First") + &p("Words.") + &styled("1", "Second");
        let imported = Made::of(body).with("styles", STYLES).import();
        assert_eq!(aside(&imported), [("the table of contents", "First 1\nSecond 2")], "{contents}");
        assert!(imported.markdown.ends_with("\n## First\n\nWords.\n\n## Second\n"), "{}", imported.markdown);
    }
}

#[test]
fn a_field_that_never_ends_takes_no_text_with_it() {
    let body = p("Title")
        + "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText> TOC </w:instrText></w:r></w:p>"
        + &p("All words are here.");
    assert!(Made::of(body).edition().contains("All words are here."));
}

#[test]
fn hidden_words_are_set_aside() {
    let body = p("Title")
        + "<w:p>"
        + &r("Seen")
        + &run("<w:vanish/>", "Not ")
        + &run("<w:vanish/>", "seen.")
        + &run("<w:rStyle w:val=\"ghost\"/>", " Nor this.")
        + &run("<w:rStyle w:val=\"ghost\"/><w:vanish w:val=\"0\"/>", " again.")
        + "</w:p>";
    let imported = Made::of(body).with("styles", STYLES).import();
    assert!(imported.markdown.ends_with("\nSeen again.\n"), "{}", imported.markdown);
    assert_eq!(aside(&imported), [("hidden words", "Not seen. Nor this.")]);
}

#[test]
fn uzbek_is_believed_where_a_run_is_marked_so() {
    let uzbek = "<w:p><w:r><w:rPr><w:lang w:val=\"uz-Latn-UZ\"/></w:rPr><w:t>Toshkent, Amir Temur 1.</w:t></w:r></w:p>";
    let body = p("Privacy policy of our shop") + &p("We keep the letters that you write to us, and the names.") + uzbek;
    let imported = Made::of(body).import();
    assert_eq!(said(&imported), ["This seems to be in Uzbek."]);
}

#[test]
fn the_strict_form_is_read_and_the_main_part_is_followed() {
    let body =
        p("Title") + &p("Some words.") + "<w:p><w:hyperlink r:id=\"link1\">" + &r("Site") + "</w:hyperlink></w:p>";
    let files = Made::of(body).link("https://shop.example").files();
    let strict = |text: String| {
        text.replace("http://schemas.openxmlformats.org/wordprocessingml/2006/main", STRICT)
            .replace(
                "http://schemas.openxmlformats.org/officeDocument/2006/",
                "http://purl.oclc.org/ooxml/officeDocument/",
            )
            .replace("word/document.xml", "/Text/Main.xml")
            .replace("w:", "q:")
            .replace("xmlns:w=", "xmlns:q=")
    };
    let moved: Vec<(String, String)> = files
        .into_iter()
        .map(|(name, text)| {
            let name = name.replace("word/_rels/document.xml", "text/_rels/main.xml");
            (name.replace("word/document.xml", "text/main.xml"), strict(text))
        })
        .collect();
    let imported = crate::import("a.docx", &super::packed(&moved), None).expect("it is a document");
    assert!(imported.markdown.ends_with("\n[Site](https://shop.example)\n"), "{}", imported.markdown);
}

const STRICT: &str = "http://purl.oclc.org/ooxml/wordprocessingml/main";

#[test]
fn digits_that_are_raised_keep_saying_so() {
    let raised = |how: &str, words: &str| format!("<w:r><w:rPr>{how}</w:rPr><w:t>{words}</w:t></w:r>");
    let body = p("Title")
        + "<w:p>"
        + &r("25 m")
        + &raised("<w:vertAlign w:val=\"superscript\"/>", "2")
        + &r(" or km")
        + &raised("<w:position w:val=\"7\"/>", "3")
        + &r(" or 10")
        + &raised("<w:position w:val=\"1\"/>", "0")
        + &r(" on the 1")
        + &raised("<w:vertAlign w:val=\"superscript\"/>", "st")
        + &r(".")
        + "</w:p>";
    let imported = Made::of(body).import();
    assert!(imported.markdown.ends_with("25 m² or km³ or 100 on the 1st.\n"), "{}", imported.markdown);
}
