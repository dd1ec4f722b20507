//! Labels in other forms than an edition's, in pages and in texts that were broken to fit a width, and what only looks
//! like one.

use crate::{Imported, import};

/// Texts, a line each, with the lines of their editions: the labels that neighbours prove.
#[rustfmt::skip]
const PROVEN: [(&str, &str); 15] = [
    ("1.1. We keep:\n(a) names;\n(b) letters.", "1.1. We keep:\na) names;\nb) letters."),
    ("1.1. We keep:\n(A) names;\n(B) letters.", "1.1. We keep:\nA) names;\nB) letters."),
    ("1.1. We keep:\n(i) names;\n(ii) letters.", "1.1. We keep:\ni) names;\nii) letters."),
    ("1.1. We keep:\n(a) names:\n(i) first;\n(ii) second;\n(b) letters.", "1.1. We keep:\na) names:\ni) first;\nii) second;\nb) letters."),
    ("1.1. We keep:\na. names\nb. letters", "1.1. We keep:\na) names\nb) letters"),
    ("1.1. We keep:\ni. names\nii. letters", "1.1. We keep:\ni) names\nii) letters"),
    ("1.1. We keep names.\n(a) names;\n(b) letters.", "1.1. We keep names.\na) names;\nb) letters."),
    ("1.1. We keep:\n(1) names;\n(2) letters.", "1.1. We keep:\n\n1) names;\n2) letters."),
    ("1.1. Мы храним:\n(а) имена;\n(б) письма.", "1.1. Мы храним:\nа) имена;\nб) письма."),
    ("1.1. Мы храним:\nа. имена\nб. письма", "1.1. Мы храним:\nа) имена\nб) письма"),
    ("1.1. Мы храним:\n(а) имена;\n(б) письма;\n(в) адреса;\n(г) даты;\n(д) сроки.", "1.1. Мы храним:\nа) имена;\nб) письма;\nв) адреса;\nг) даты;\nд) сроки."),
    ("1.1. Biz saqlaymiz:\n(a) ismlar;\n(b) xatlar;\n(d) manzillar.", "1.1. Biz saqlaymiz:\na) ismlar;\nb) xatlar;\nd) manzillar."),
    ("1.1. Biz saqlaymiz:\na. ismlar\nb. xatlar", "1.1. Biz saqlaymiz:\na) ismlar\nb) xatlar"),
    ("1.1. We keep:\n• names:\no first\no second\n• letters.", "1.1. We keep:\n\n- names:\n  - first\n  - second\n- letters."),
    ("I. General\n\nWe keep your letters.\n\nII. Rights\n\nYou may ask for them.", "## I. General\n\nWe keep your letters.\n\n## II. Rights\n\nYou may ask for them."),
];

/// Lines that begin like labels and are none.
const UNPROVEN: [&str; 12] = [
    "(b) stands alone here.",
    "(s)he may ask.",
    "(c) 2026 Shop.",
    "I. Ivanov answers.",
    "A. We have no list.",
    "i. e. this one.",
    "г. Ташкент, улица Первая.",
    "п. 5 договора остаётся.",
    "т. е. все письма.",
    "o pioneers!",
    "v. 2 of the law.",
    "X. Somebody asks.",
];

fn edition(name: &str, file: &str) -> Imported {
    import(name, file.as_bytes(), None).expect("it has words")
}

fn body(imported: &Imported) -> &str {
    imported.markdown.splitn(3, "+++\n").nth(2).unwrap_or_default().trim()
}

#[test]
fn labels_of_other_forms_are_written_as_an_edition_has_them() {
    for (text, expected) in PROVEN {
        let page = format!("<h1>Policy</h1><p>{}</p>", text.replace("\n\n", "</p><p>").replace('\n', "</p><p>"));
        let (of_page, of_text) = (edition("a.html", &page), edition("a.txt", &format!("POLICY\n\n{text}\n")));
        assert_eq!(body(&of_page), expected, "{page}");
        assert_eq!(body(&of_text), expected, "{text}");
        let said = of_page.notes.iter().filter(|note| note.message == super::REWRITTEN).count();
        assert_eq!(said, usize::from(!text.contains(['•', 'I'])), "{text}");
    }
}

#[test]
fn what_only_begins_like_a_label_stays_as_it_is() {
    for line in UNPROVEN {
        let page = format!("<h1>Policy</h1><p>1.1. We say so.</p><p>{line}</p><p>1.2. And more.</p>");
        let of_page = edition("a.html", &page);
        assert_eq!(body(&of_page), format!("1.1. We say so.\n\n{line}\n\n1.2. And more."));
        assert!(of_page.notes.iter().all(|note| note.message != super::REWRITTEN), "{line}");
    }
}

#[test]
fn a_line_that_was_broken_to_fit_begins_with_no_label_in_the_midst_of_a_sentence() {
    let text = "POLICY\n\n1.1. You may ask us for whatever the law gives you in its clauses, above all in\n\
                (a) and (b) of the second part, which the people of the company that is called\n\
                (b) there have to answer in ten days, as was said by the officer of that firm,\n\
                I. Ivanov, when we asked him.\n";
    let imported = edition("a.txt", text);
    assert_eq!(body(&imported).lines().count(), 1, "{}", imported.markdown);
}

#[test]
fn labels_begin_lines_that_were_broken_to_fit() {
    let text = "POLICY\n\n1.1. We collect the following kinds of personal data about you when you use the site:\n\
                (a) your name, and the address to which we send whatever you have ordered from us; and\n\
                (b) your telephone number, which we use for nothing else but to answer your questions,\n\
                (c) the letters that you write to us, and whatever else you tell us in them about your\n\
                relatives.\n";
    let imported = edition("a.txt", text);
    let begin = |label: &str| imported.markdown.lines().any(|line| line.starts_with(label));
    assert!(["a) your name", "b) your tele", "c) the letters"].into_iter().all(begin), "{}", imported.markdown);
}
