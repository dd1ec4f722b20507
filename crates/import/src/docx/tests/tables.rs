//! Tables, and what only uses them to lay out text.

use super::{Made, p, said};

fn table(rows: &str) -> String {
    format!("<w:tbl><w:tblPr/><w:tblGrid/>{rows}</w:tbl>")
}

fn row(cells: &[&str]) -> String {
    format!("<w:tr>{}</w:tr>", cells.iter().map(|text| cell("", &p(text))).collect::<String>())
}

fn cell(properties: &str, inner: &str) -> String {
    format!("<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>")
}

#[test]
fn a_table_becomes_its_rows() {
    let rows = row(&["What", "How long"]) + &row(&["Letters", "5 | 6 years"]);
    let edition = Made::of(p("Title") + &table(&rows)).edition();
    assert_eq!(edition, "| What | How long |\n|---|---|\n| Letters | 5 \\| 6 years |\n");
}

#[test]
fn merged_cells_leave_empty_ones_and_a_remark() {
    let rows = row(&["A", "B", "C"])
        + &format!("<w:tr>{}{}</w:tr>", cell("<w:gridSpan w:val=\"2\"/>", &p("wide")), cell("", &p("c")))
        + &format!(
            "<w:tr>{}{}{}</w:tr>",
            cell("<w:vMerge w:val=\"restart\"/>", &p("tall")),
            cell("", &p("x")),
            cell("", &p("y"))
        )
        + &format!("<w:tr>{}{}{}</w:tr>", cell("<w:vMerge/>", &p("")), cell("", &p("z")), cell("", &p("w")))
        + "<w:tr><w:trPr><w:gridBefore w:val=\"2\"/></w:trPr>"
        + &cell("", &p("last"))
        + "</w:tr>";
    let imported = Made::of(p("Title") + &table(&rows)).import();
    let expected = "| A | B | C |\n|---|---|---|\n| wide | | c |\n| tall | x | y |\n| | z | w |\n| | | last |\n";
    assert!(imported.markdown.ends_with(expected), "{}", imported.markdown);
    assert!(said(&imported)[0].starts_with("Cells of this table were merged"));
}

#[test]
fn a_table_in_a_cell_lies_in_it_and_lists_keep_their_numbers() {
    let inner = table(&(row(&["in", "side"]) + &row(&["of", "it"])));
    let rows = row(&["A", "B"]) + &format!("<w:tr>{}{}</w:tr>", cell("", &(p("one") + &p("two"))), cell("", &inner));
    let edition = Made::of(p("Title") + &table(&rows)).edition();
    assert_eq!(edition, "| A | B |\n|---|---|\n| one / two | in side of it |\n");
}

#[test]
fn a_table_of_one_row_or_column_is_text() {
    for rows in [row(&["First words.", "Second words."]), row(&["First words."]) + &row(&["Second words."])] {
        assert_eq!(Made::of(p("Title") + &table(&rows)).edition(), "First words.\n\nSecond words.\n");
    }
    let spaced = row(&["First words.", "", ""]) + &row(&["", "", ""]) + &row(&["Second words.", "", ""]);
    assert_eq!(Made::of(p("Title") + &table(&spaced)).edition(), "First words.\n\nSecond words.\n");
}

#[test]
fn two_languages_side_by_side_are_two_texts() {
    let english = "We keep the letters that you write to us and the names that you sign them with.";
    let russian = "Мы храним письма, которые вы нам пишете, и имена, которыми вы их подписываете, для ответа.";
    let rows: String = (0..4).map(|_| row(&[english, russian])).collect();
    let imported = Made::of(p("Privacy policy") + &table(&rows)).import();
    assert_eq!(imported.markdown.matches(english).count(), 4);
    assert!(!imported.markdown.contains('|') && !imported.markdown.contains("письма"), "{}", imported.markdown);
    assert!(said(&imported).iter().any(|message| message.contains("a column for each language")));
    assert!(imported.notes.iter().any(|note| note.words.matches(russian).count() == 4));
}

#[test]
fn a_deleted_row_is_set_aside() {
    let rows = row(&["A", "B"])
        + "<w:tr><w:trPr><w:del w:id=\"1\"/></w:trPr>"
        + &cell("", &p("gone"))
        + &cell("", &p("too"))
        + "</w:tr>"
        + &row(&["c", "d"]);
    let imported = Made::of(p("Title") + &table(&rows)).import();
    assert!(imported.markdown.ends_with("| A | B |\n|---|---|\n| c | d |\n"), "{}", imported.markdown);
    assert_eq!(super::aside(&imported), [("a row that a tracked change deleted", "gone\ntoo")]);
}

#[test]
fn a_table_in_a_cell_becomes_text_with_a_remark() {
    let inner = table(&(row(&["one", "two"]) + &row(&["three", "four"])));
    let rows = row(&["a", "b"]) + &format!("<w:tr>{}{}</w:tr>", cell("", &p("c")), cell("", &(inner + &p(""))));
    let imported = Made::of(p("Title") + &table(&rows)).import();
    assert!(imported.markdown.ends_with("| c | one two three four |\n"), "{}", imported.markdown);
    assert!(said(&imported).contains(&"A table in a cell or a footnote became plain text."), "{:?}", imported.notes);
}
