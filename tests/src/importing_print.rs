//! Importing PDFs that are written here, letter by letter, and such that are damaged, locked, or made to do harm.

use std::fs;
use std::io::Write;

use candor_import::{Imported, Language, Topic, Unreadable, import};
use flate2::Compression;
use flate2::write::ZlibEncoder;

use crate::program::Folder;
use crate::tree;

fn capture(name: &str) -> Vec<u8> {
    fs::read(tree::root().join("tests/captures").join(name)).expect("a capture can be read")
}

#[test]
fn what_holds_no_words_to_read_is_answered_in_one_sentence() {
    for (file, answer) in [("scan.pdf", "it holds pictures of its words"), ("locked.pdf", "it is encrypted")] {
        let folder = Folder::smallest();
        folder.write(file, capture(file));
        let run = folder.candor(&["import", file, "--policy", "privacy", "--version", "2", "--locale", "en"]);
        assert!(run.code == 1 && run.stderr.contains(answer), "{file}: {}: {}", run.code, run.stderr);
        assert_eq!(run.stderr.trim_end().lines().count(), 1, "{file}: {}", run.stderr);
    }
}

#[test]
fn a_stream_that_is_folded_again_and_again_is_refused() {
    let folded = |bytes: Vec<u8>| {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(&bytes).and_then(|()| encoder.finish()).expect("memory can be written to")
    };
    let bomb = (0..9).fold(b"words".to_vec(), |bytes, _| folded(bytes));
    let mut file = b"%PDF-1.7\n1 0 obj\n<</Filter/FlateDecode>>\nstream\n".to_vec();
    file.extend(bomb);
    file.extend(b"\nendstream\nendobj\n");
    assert_eq!(import("policy.pdf", &file, None).err(), Some(Unreadable::Overgrown));
}

/// Every damaged copy is read or refused, and the test ends.
#[test]
fn a_damaged_file_is_read_as_far_as_it_goes_or_refused() {
    let whole = capture("libreoffice.pdf");
    let mut read = 0;
    for step in 1..16 {
        let cut = &whole[..whole.len() * step / 16];
        read += usize::from(import("policy.pdf", cut, None).is_ok());
    }
    for step in 0..64_usize {
        let mut damaged = whole.clone();
        // Places that are far from each other, and a mark that stands for something in a PDF.
        let place = step * 7919 % damaged.len();
        damaged[place..(place + 4).min(whole.len())].fill(b"\0</(9R"[step % 6]);
        read += usize::from(import("policy.pdf", &damaged, None).is_ok());
    }
    assert!(read > 16, "only {read} of the damaged files could be read");
}

/// A PDF of A5 pages, each with what it draws and what else belongs to it, and of objects more.
fn pdf(pages: &[(&str, &str)], more: &[String]) -> Vec<u8> {
    let kids: Vec<String> = (0..pages.len()).map(|at| format!("{} 0 R", 4 + 2 * at)).collect();
    let mut objects = vec![
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        format!("<</Type/Pages/Kids[{}]/Count {}/MediaBox[0 0 420 595]>>", kids.join(" "), pages.len()),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>".to_owned(),
    ];
    for (at, (content, own)) in pages.iter().enumerate() {
        let font = "/Font<</F 3 0 R>>";
        let forms = if more.is_empty() { String::new() } else { format!("/XObject<</X {} 0 R>>", 4 + 2 * pages.len()) };
        let contents = 5 + 2 * at;
        objects.push(format!("<</Type/Page/Parent 2 0 R/Resources<<{font}{forms}>>/Contents {contents} 0 R{own}>>"));
        objects.push(format!("<</Length {}>>stream\n{content}\nendstream", content.len()));
    }
    objects.extend(more.iter().cloned());
    let numbered = (1..).zip(objects).map(|(number, object)| format!("{number} 0 obj\n{object}\nendobj\n"));
    format!("%PDF-1.7\n{}trailer<</Root 1 0 R>>\n%%EOF\n", numbered.collect::<String>()).into_bytes()
}

/// Draws words: where they begin, from the lower left, how large they are, and what they say.
fn draw(x: u16, y: u16, size: u16, words: &str) -> String {
    format!("BT /F {size} Tf {x} {y} Td ({words}) Tj ET ")
}

fn read(pages: &[(&str, &str)]) -> Imported {
    import("policy.pdf", &pdf(pages, &[]), Language::of_tag("en")).expect("it is a PDF")
}

fn aside(imported: &Imported) -> Vec<&str> {
    imported.notes.iter().filter(|note| note.topic == Topic::SetAside).map(|note| note.words.as_str()).collect()
}

#[test]
fn a_head_that_repeats_is_set_aside_and_one_with_another_number_is_text() {
    let page = |number: u16| {
        draw(50, 560, 10, "Example Ltd")
            + &draw(50, 540, 14, &format!("Annex {number}"))
            + &draw(50, 300, 10, &format!("What the annex of the number {number} says."))
            + &draw(200, 20, 8, &format!("Page {number}"))
    };
    let pages: Vec<String> = (1..=3).map(page).collect();
    let pages: Vec<(&str, &str)> = pages.iter().map(|content| (content.as_str(), "")).collect();
    let imported = read(&pages);
    for kept in ["Annex 1", "Annex 2", "Annex 3", "the number 3 says"] {
        assert!((imported.title.clone() + &imported.markdown).contains(kept), "{kept}: {}", imported.markdown);
    }
    assert_eq!(aside(&imported), ["Example Ltd", "Page 1"]);
}

#[test]
fn a_list_of_contents_and_a_second_drawing_are_no_text() {
    let content = draw(50, 500, 16, "Privacy policy")
        + &draw(50, 470, 10, "1. What we keep ............ 2")
        + &draw(50, 440, 10, "1. What we keep")
        + &draw(50, 440, 10, "1. What we keep")
        + &draw(50, 410, 10, "1.1. Letters.");
    let imported = read(&[(&content, "")]);
    assert_eq!(imported.markdown.matches("What we keep").count(), 1, "{}", imported.markdown);
    assert_eq!(aside(&imported), ["1. What we keep ............ 2"]);
}

#[test]
fn an_entry_of_the_contents_may_take_two_lines() {
    let content = draw(50, 500, 16, "Privacy policy")
        + &draw(50, 480, 10, "Contents")
        + &draw(50, 468, 10, "1. What we keep of those who write to us and of")
        + &draw(50, 456, 10, "those who do not ............ 2")
        + &draw(50, 444, 10, "2. Who reads what we keep, and whom we tell of")
        + &draw(50, 432, 10, "what we read ............ 3")
        + &draw(50, 400, 10, "1. What we keep")
        + &draw(50, 370, 10, "1.1. Letters.");
    let imported = read(&[(&content, "")]);
    assert!(
        !imported.markdown.contains("Who reads") && !imported.markdown.contains("those who"),
        "{}",
        imported.markdown
    );
    let listed = aside(&imported).concat();
    assert!(listed.starts_with("Contents 1. What") && listed.ends_with("what we read ............ 3"), "{listed}");
}

#[test]
fn a_page_that_lies_on_its_side_is_read_and_a_word_across_a_page_is_named() {
    let turned = "BT /F 10 Tf 0 1 -1 0 200 100 Tm (We keep letters for one year.) Tj ET";
    let across =
        draw(50, 500, 10, "We keep letters for one year.") + "BT /F 30 Tf 0.7 0.7 -0.7 0.7 90 90 Tm (Draft) Tj ET";
    assert!(read(&[(turned, "")]).markdown.contains("We keep letters for one year."));
    assert_eq!(aside(&read(&[(&across, "")])), ["Draft"]);
}

#[test]
fn a_link_that_leads_nowhere_and_a_comment_are_named() {
    let link = |address: &str| format!("<</Type/Annot/Subtype/Link/Rect[40 440 400 460]/A<</S/URI/URI({address})>>>>");
    let comment = "<</Type/Annot/Subtype/Text/Rect[0 0 9 9]/Contents(Ask the lawyer)>>";
    let content = draw(50, 500, 16, "Privacy policy") + &draw(50, 445, 10, "The rules");
    let own = |address: &str| format!("/Annots[{}{comment}]", link(address));
    let imported = read(&[(&content, &own("https://example.org/rules"))]);
    assert!(imported.markdown.contains("[The rules](https://example.org/rules)"), "{}", imported.markdown);
    assert_eq!(aside(&imported), ["Ask the lawyer"]);
    let imported = read(&[(&content, &own("javascript:alert"))]);
    assert!(!imported.markdown.contains("alert"), "{}", imported.markdown);
    assert_eq!(aside(&imported), ["javascript:alert", "Ask the lawyer"]);
}

/// A form that draws another many times, which draws another, and so on, takes longer than anybody waits.
#[test]
fn forms_in_forms_that_would_never_end_are_refused() {
    let form = |at: usize| {
        let draws = "/X Do ".repeat(20);
        let next = format!("/Resources<</XObject<</X {} 0 R>>>>", 7 + at);
        format!("<</Type/XObject/Subtype/Form/BBox[0 0 9 9]{next}/Length {}>>stream\n{draws}\nendstream", draws.len())
    };
    let forms: Vec<String> = (0..9).map(form).collect();
    let file = pdf(&[("/X Do", "")], &forms);
    assert_eq!(import("policy.pdf", &file, None).err(), Some(Unreadable::Overgrown));
}

#[test]
fn a_form_to_fill_in_that_goes_on_over_a_page_is_read() {
    let lines: String = (0..4).map(|row| format!("50 {0} 300 1 re f ", 100 + row * 40)).collect();
    let columns: String = (0..3).map(|column| format!("{} 100 1 121 re f ", 50 + column * 150)).collect();
    let blanks: String = (0..3).map(|row| draw(60, 110 + row * 40, 10, " ")).collect();
    let page = draw(50, 500, 10, "1.1. Fill in the form.") + &lines + &columns + &blanks;
    assert!(read(&[(&page, ""), (&page, "")]).markdown.contains("Fill in the form."));
}

#[test]
fn a_bullet_that_is_drawn_is_a_bullet_and_what_is_drawn_elsewhere_is_none() {
    let content = draw(50, 500, 10, "The data are:")
        + "40 473 4 4 re f "
        + &draw(50, 470, 10, "the name, as it is written in the document, and the")
        + &draw(50, 458, 10, "date of birth;")
        + "60 443 4 4 re S "
        + &draw(70, 440, 10, "the address.")
        + &draw(50, 410, 10, "Press")
        + "78 413 4 4 re f "
        + &draw(84, 410, 10, "to write to us.")
        + "40 355 9 9 re f "
        + &draw(50, 350, 10, "That is all.");
    let imported = read(&[(&content, "")]);
    let expected = "- the name, as it is written in the document, and the date of birth;\n  - the address.\n\n\
        Press to write to us.\n\nThat is all.\n";
    assert!(imported.markdown.ends_with(expected), "{}", imported.markdown);
}

#[test]
fn a_blank_that_the_next_letter_covers_divides_no_word() {
    let content = draw(50, 500, 10, "We keep let ") + &draw(105, 500, 10, "ters for one year.");
    let covered =
        draw(50, 500, 10, "We keep let") + &draw(103, 500, 10, " ") + &draw(103, 500, 10, "ters for one year.");
    assert!(read(&[(&content, "")]).markdown.contains("let ters"), "{}", read(&[(&content, "")]).markdown);
    assert!(read(&[(&covered, "")]).markdown.contains("letters for"), "{}", read(&[(&covered, "")]).markdown);
}

#[test]
fn a_digit_that_is_raised_stays_on_its_line_however_large() {
    let content =
        draw(50, 500, 10, "A room of 25 m") + "BT /F 10 Tf 118 500 Td 5 Ts (2) Tj 0 Ts (, and no more.) Tj ET";
    let imported = read(&[(&content, "")]);
    assert!(imported.markdown.contains("A room of 25 m², and no more."), "{}", imported.markdown);
}

#[test]
fn cells_that_stand_close_are_cells_where_no_blank_is_drawn_between_them() {
    let row = |y: u16, cells: [&str; 3]| {
        draw(50, y, 10, cells[0]) + &draw(102, y, 10, cells[1]) + &draw(224, y, 10, cells[2])
    };
    let content = draw(50, 500, 10, "We keep what the following table says, and no more than that.")
        + &row(480, ["Contract", "Five years after its", "Law on"])
        + &row(468, ["letters", "end, and the last pay-", "accounts"])
        + &draw(102, 456, 10, "ment")
        + &row(444, ["Support let", "One year after the last", "Consent"])
        + &draw(50, 420, 10, "Each payment is kept.");
    let expected = "| Contract letters | Five years after its end, and the last payment | Law on accounts |\n|---|---|---|\n\
        | Support let | One year after the last | Consent |\n";
    let imported = read(&[(&content, "")]);
    assert!(imported.markdown.contains(expected), "{}", imported.markdown);
}

#[test]
fn letters_that_a_font_has_for_itself_are_named() {
    let own = |glyph: &str, words: &str| {
        let content = draw(50, 500, 10, words);
        let file = String::from_utf8(pdf(&[(&content, "")], &[])).expect("it is drawn in plain letters");
        let file = file.replace("/WinAnsiEncoding", &format!("<</Differences[65/{glyph}]>>"));
        import("policy.pdf", file.as_bytes(), None)
    };
    let imported = own("uniE123", "A letter that nobody can read stands in these words.").expect("most can be read");
    let untold = "On page 1, 1 letters are drawn without saying which they are.";
    assert!(imported.notes.iter().any(|note| note.message == untold), "{:?}", imported.notes);
    assert_eq!(own("uniE123", "AAAA and so on").err(), Some(Unreadable::Untold));
    let bullet = own("uniF0B7", "A We keep letters.").expect("a bullet is no letter that is missing");
    assert!(bullet.markdown.ends_with("- We keep letters.\n"), "{}", bullet.markdown);
}

#[test]
fn a_sign_that_is_drawn_after_its_line_stands_where_it_is_seen() {
    let content = draw(50, 500, 10, "We keep letters") + &draw(128, 500, 10, "and names.") + &draw(120, 500, 10, ",");
    let imported = read(&[(&content, "")]);
    assert!(imported.markdown.contains("We keep letters, and names."), "{}", imported.markdown);
}

#[test]
fn words_from_right_to_left_are_put_in_order_and_named() {
    let content = draw(50, 500, 10, "The name 21 CBA, as it is written in 1999.") + &draw(50, 470, 10, ".CB 12 :BA");
    let file = String::from_utf8(pdf(&[(&content, "")], &[])).expect("it is drawn in plain letters");
    let glyphs = "<</BaseEncoding/WinAnsiEncoding/Differences[65/afii57664/afii57665/afii57666]>>";
    let imported =
        import("policy.pdf", file.replace("/WinAnsiEncoding", glyphs).as_bytes(), None).expect("it is a PDF");
    assert!(imported.markdown.contains("The name 21 אבג, as it is written in 1999."), "{}", imported.markdown);
    assert!(imported.markdown.contains("אב: 12 בג."), "{}", imported.markdown);
    let named = "On page 1, words are written from right to left: compare their order with the page.";
    assert!(imported.notes.iter().any(|note| note.message == named), "{:?}", imported.notes);
}

#[test]
fn a_bullet_that_is_larger_than_its_text_makes_no_heading() {
    let bullet = |y: u16| format!("BT /F 14 Tf 40 {y} Td (\\225) Tj ET ");
    let content = draw(50, 500, 10, "The data are:")
        + &bullet(470)
        + &draw(50, 470, 10, "the name, as it is written in the document, and the")
        + &draw(50, 458, 10, "date of birth;")
        + &bullet(440)
        + &draw(50, 440, 10, "the address.");
    let imported = read(&[(&content, "")]);
    let expected = "- the name, as it is written in the document, and the date of birth;\n- the address.\n";
    assert!(imported.markdown.ends_with(expected), "{}", imported.markdown);
}

#[test]
fn a_clause_below_a_table_is_no_row_of_it() {
    let row = |y: u16, cells: [&str; 2]| draw(50, y, 10, cells[0]) + &draw(150, y, 10, cells[1]);
    let content = draw(50, 500, 10, "1.2. We keep:")
        + &row(480, ["Letters", "One year"])
        + &row(462, ["Logs", "90 days"])
        + &draw(50, 444, 10, "1.3. The end.");
    let imported = read(&[(&content, "")]);
    assert!(imported.markdown.ends_with("| Logs | 90 days |\n\n1.3. The end.\n"), "{}", imported.markdown);
}

#[test]
fn a_hyphen_that_calls_itself_soft_is_one_where_a_word_goes_on_behind_it() {
    let ranges = "<20><2C><0020> <2D><2D><00AD> <2E><7E><002E>";
    let spaces = "1 begincodespacerange <00><FF> endcodespacerange";
    let names = format!("/CMapName/N def {spaces} 3 beginbfrange {ranges} endbfrange");
    let names = format!("<</Length {}>>stream\n{names}\nendstream", names.len());
    let content = draw(50, 500, 10, "We answer by e-mail, not by post.") + &draw(50, 470, 10, "The end.");
    let file = String::from_utf8(pdf(&[(&content, "")], &[names])).expect("it is drawn in plain letters");
    let file = file.replace("/WinAnsiEncoding", "/WinAnsiEncoding/ToUnicode 6 0 R");
    let imported = import("policy.pdf", file.as_bytes(), None).expect("it is a PDF");
    assert!(imported.markdown.contains("by e-mail, not"), "{}", imported.markdown);
}
