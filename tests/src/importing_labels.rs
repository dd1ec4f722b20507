//! What an import takes for a label is one on the portal, and the other way round.

use candor_import::{Language, import};
use candor_model::Locale;
use candor_site::{Edition, Report};

/// Beginnings of lines, labels and others.
#[rustfmt::skip]
const BEGINNINGS: [&str; 52] = [
    "a)", "A)", "z)", "aa)", "ab)", "and)", "б)", "Б)", "й)", "и\u{306})", "ё)", "е\u{308})", "аа)", "аб)", "oʻ)", "o‘)", "o’)", "o')", "o`)", "o´)",
    "o′)", "oʼ)", "G‘)", "g′)", "a’)", "б’)", "sh)", "Sh)", "ch)", "ng)", "zh)", "қ)", "ў)", "i)", "ii)", "iii)", "iiii)", "iv)", "vx)", "ix)",
    "xiv)", "xl)", "xxxix)", "ivi)", "a))", "1a)", ")", "a.", "\u{200b}a)", "a\u{ad})", "a\u{200d})", "\u{200c}б)",
];

/// Whether a portal reads a line that begins so, below a clause, as a clause of its own.
fn is_label_on_portal(beginning: &str) -> bool {
    let text = format!("+++\ntitle = \"Policy\"\n+++\n\n1.1. Words:\n{beginning} some words.\n");
    let locale = Locale::new("en").expect("it is a good tag");
    let edition = Edition::parse("en.md", &text, &locale, &mut Report::default()).expect("its front matter is closed");
    edition.clauses.iter().any(|clause| clause.depth > 2)
}

/// Whether an import lays a line that begins so below the clause before it.
fn is_label_in_import(beginning: &str) -> bool {
    let page = format!("<h1>Policy</h1><p>1.1. Words:</p><p>{beginning} some words.</p><p>1.2. More.</p>");
    let imported = import("page.html", page.as_bytes(), Some(Language::English)).expect("it has words");
    imported.markdown.contains("Words:\n") && !imported.markdown.contains("Words:\n\n")
}

#[test]
fn an_import_and_a_portal_take_the_same_for_labels() {
    for beginning in BEGINNINGS {
        let (on_portal, in_import) = (is_label_on_portal(beginning), is_label_in_import(beginning));
        // What no portal reads, an import writes as one does.
        let is_rewritten = beginning == "a.";
        assert_eq!(in_import, on_portal || is_rewritten, "{beginning:?}");
    }
    assert!(is_label_on_portal("a)") && !is_label_on_portal("and)"));
}
