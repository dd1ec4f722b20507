//! Files that are broken, or made to break something.

use super::{Made, item, p, packed};
use crate::{Unreadable, import};

fn refusal(bytes: &[u8]) -> Option<Unreadable> {
    import("policy.docx", bytes, None).err()
}

fn file(name: &str, text: &str) -> (String, String) {
    (name.to_owned(), text.to_owned())
}

#[test]
fn what_is_no_document_is_refused() {
    assert_eq!(refusal(&packed(&[])), Some(Unreadable::NotWord));
    assert_eq!(refusal(&packed(&[file("hello.txt", "hello")])), Some(Unreadable::NotWord));
    let sheet = [
        file(
            "_rels/.rels",
            "<Relationships><Relationship Id=\"a\" Type=\"x/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>",
        ),
        file("xl/workbook.xml", "<workbook/>"),
    ];
    assert_eq!(refusal(&packed(&sheet)), Some(Unreadable::NotWord));
    assert_eq!(refusal(b"PK\x03\x04"), Some(Unreadable::Damaged));
    assert_eq!(refusal(&Made::of(p("")).bytes()), Some(Unreadable::Empty));
}

#[test]
fn the_main_part_is_found_by_its_type_where_nothing_refers_to_it() {
    let mut files = Made::of(p("Title") + &p("Some words.")).files();
    files.retain(|(name, _)| name != "_rels/.rels");
    assert_eq!(refusal(&packed(&files)), Some(Unreadable::NotWord));
    let kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
    let types = format!("<Types><Override PartName=\"/word/document.xml\" ContentType=\"{kind}\"/></Types>");
    files.push(file("[Content_Types].xml", &types));
    assert_eq!(refusal(&packed(&files)), None);
}

#[test]
fn what_would_take_memory_is_refused() {
    let deep = Made::of("<w:sdt>".repeat(100_000) + &p("Words.") + &"</w:sdt>".repeat(100_000));
    assert_eq!(refusal(&deep.bytes()), Some(Unreadable::Overgrown));
    let names: Vec<_> = (0..10_001).map(|at| file(&at.to_string(), "")).collect();
    assert_eq!(refusal(&packed(&names)), Some(Unreadable::Overgrown));
}

#[test]
fn entities_do_not_grow() {
    let mut files = Made::of(p("Title") + &p("&lol; words")).files();
    let bomb = "<!DOCTYPE x [<!ENTITY ha \"haha\"><!ENTITY lol \"&ha;&ha;&ha;&ha;\">]>";
    files[1].1.insert_str(0, bomb);
    let imported = import("policy.docx", &packed(&files), None).expect("it is a document");
    assert!(imported.markdown.contains("lol; words") && !imported.markdown.contains("haha"), "{}", imported.markdown);
}

#[test]
fn circles_end() {
    let styles = "<w:style w:type=\"paragraph\" w:styleId=\"A\"><w:basedOn w:val=\"B\"/></w:style>\
                  <w:style w:type=\"paragraph\" w:styleId=\"B\"><w:basedOn w:val=\"A\"/></w:style>\
                  <w:style w:type=\"numbering\" w:styleId=\"N\"><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:style>";
    let numbering = "<w:abstractNum w:abstractNumId=\"0\"><w:numStyleLink w:val=\"N\"/></w:abstractNum>\
                     <w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>";
    let body = p("Title") + "<w:p><w:pPr><w:pStyle w:val=\"A\"/></w:pPr></w:p>" + &item(1, 0, "Words.");
    assert_eq!(Made::of(body).with("styles", styles).with("numbering", numbering).edition(), "Words.\n");
}

#[test]
fn odd_numbers_do_no_harm() {
    let level = |start: &str| {
        format!(
            "<w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"{start}\"/><w:numFmt w:val=\"lowerLetter\"/>\
             <w:lvlText w:val=\"%1)\"/></w:lvl><w:lvl w:ilvl=\"99\"/></w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>"
        )
    };
    for start in ["0", "-5", "4294967295", "99999999999", "x"] {
        let body =
            p("Title") + &p("Some words:") + &item(1, 0, "Words.") + &item(1, 99, "More.") + &item(1, 0, "Last.");
        let edition = Made::of(body).with("numbering", &level(start)).edition();
        assert!(edition.contains("Words.") && edition.contains("More.") && edition.contains("Last."), "{edition}");
    }
    let table = "<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"4000000000\"/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>";
    assert_eq!(Made::of(p("Some words.") + table).edition(), "Some words.\n");
}

#[test]
fn a_file_that_was_cut_or_changed_is_read_or_refused() {
    let bytes = Made::of(p("Title") + &item(1, 0, "Words.") + &p("More words.")).with("styles", "").bytes();
    for at in 0..bytes.len() {
        drop(import("policy.docx", &bytes[..at], None));
        for bits in [0x01, 0x80, 0xff] {
            let mut broken = bytes.clone();
            broken[at] ^= bits;
            drop(import("policy.docx", &broken, None));
        }
    }
}

#[test]
fn text_that_was_changed_before_it_was_packed_is_read_or_refused() {
    let files = Made::of(p("Title") + &item(1, 0, "Words.") + &p("More words.")).with("styles", "").files();
    for part in 0..files.len() {
        for at in (0..files[part].1.len()).step_by(29) {
            for sign in ["<", "&", "\"", ""] {
                let mut broken = files.clone();
                broken[part].1.replace_range(at..=at, sign);
                drop(import("policy.docx", &packed(&broken), None));
            }
        }
    }
}
