//! Which clauses are found in which text.

use super::{outline, read, read_in, said};

#[test]
fn clauses_are_found_as_people_write_them() {
    let text = "\
Intro.

## 1. Terms

1.1. **Law** means the law;

1.3.1 Deep, without the last dot.

1.4. With regard to:
a) visitors;
b) users, namely
   those of clients;

- first
- second

## 2 General

### Contacts

Write to us.
";
    assert_eq!(
        outline(text),
        [
            "preamble | Intro.",
            "1 | 1. Terms",
            "1.1 | 1.1. Law means the law;",
            "1.3.1 | 1.3.1 Deep, without the last dot.",
            "1.4 | 1.4. With regard to:",
            "1.4.a | a) visitors;",
            "1.4.b | b) users, namely / those of clients; / first / second",
            "2 | 2 General",
            "contacts | Contacts / Write to us.",
        ]
    );
}

#[test]
fn a_label_may_be_stressed_and_have_odd_spaces_around_it() {
    let text = "\
**1.1.** Text

**1.2. Title.** Text

*1.3.*\u{a0}Text

\u{200b}1.4.\u{a0}Text

1.5.Text without a space

**1.6**. Text

1.7) Text";
    assert_eq!(
        outline(text),
        [
            "1.1 | 1.1. Text",
            "1.2 | 1.2. Title. Text",
            "1.3 | 1.3.\u{a0}Text",
            "1.4 | \u{200b}1.4.\u{a0}Text",
            "1.5 | 1.5.Text without a space",
            "1.6 | 1.6. Text",
            "1.7 | 1.7) Text",
        ]
    );
}

#[test]
fn letters_of_any_alphabet_make_clauses_also_in_paragraphs_of_their_own() {
    let text = "\
1.1. Мы:
а) собираем;
Б) храним.

1.2. Biz:

o‘) matn;

sh) matn;

**ch)** matn.";
    assert_eq!(
        outline(text),
        [
            "1.1 | 1.1. Мы:",
            "1.1.а | а) собираем;",
            "1.1.б | Б) храним.",
            "1.2 | 1.2. Biz:",
            "1.2.o‘ | o‘) matn;",
            "1.2.sh | sh) matn;",
            "1.2.ch | ch) matn.",
        ]
    );
}

#[test]
fn i_is_a_letter_after_h_and_else_a_numeral() {
    let text = "1.1. X\ng) g\nh) h\ni) i\nj) j\n\n1.2. X\na) a\nc) c\ni) one\nii) two\nd) d\n\n1.3. X\ni) one\nii) two\niii) three\niv) four\nv) five";
    let anchors: Vec<_> =
        outline(text).iter().map(|line| line.split(' ').next().unwrap_or_default().to_owned()).collect();
    let expected =
        "1.1 1.1.g 1.1.h 1.1.i 1.1.j 1.2 1.2.a 1.2.c 1.2.c.i 1.2.c.ii 1.2.d 1.3 1.3.i 1.3.ii 1.3.iii 1.3.iv 1.3.v";
    assert_eq!(anchors.join(" "), expected);
}

#[test]
fn letters_without_a_number_above_hang_on_the_heading() {
    assert_eq!(
        outline("a) x\n\n## Oʻz huquqlari\n\na) y\n\n## Maʼlumot, o'zgarish!"),
        [
            "preamble.a | a) x",
            "oʻz-huquqlari | Oʻz huquqlari",
            "oʻz-huquqlari.a | a) y",
            "maʼlumot-ozgarish | Maʼlumot, o'zgarish!"
        ]
    );
}

#[test]
fn a_number_within_a_paragraph_is_a_clause_only_where_the_numbering_goes_on() {
    let text = "\
## 2. General

2.1. See clause
3.1. of the Terms and
2.2. Next one
2.2.1. Child
2.3. Back (see
a) of the Law)";
    assert_eq!(
        outline(text),
        [
            "2 | 2. General",
            "2.1 | 2.1. See clause / 3.1. of the Terms and",
            "2.2 | 2.2. Next one",
            "2.2.1 | 2.2.1. Child",
            "2.3 | 2.3. Back (see / a) of the Law)",
        ]
    );
}

#[test]
fn amounts_and_dates_at_the_beginning_of_a_paragraph_are_no_clauses() {
    let text = "## 3. Terms\n\n26.03.2026 the law changed.\n\n1.5 million people agreed.\n\n2026 was a year.\n\n3.1 This one is.\n\n3.2 so is this.\n\n5.1 Even this.";
    assert_eq!(
        outline(text),
        [
            "3 | 3. Terms / 26.03.2026 the law changed. / 1.5 million people agreed. / 2026 was a year.",
            "3.1 | 3.1 This one is.",
            "3.2 | 3.2 so is this.",
            "5.1 | 5.1 Even this.",
        ]
    );
}

#[test]
fn sections_that_markdown_takes_for_list_items_are_sections() {
    let text = "\
1. Terms
1.1. Law;
1.2. Data.
2. General

2.1. Text

3. Last

The end.";
    assert_eq!(
        outline(text),
        [
            "1 | 1. Terms",
            "1.1 | 1.1. Law;",
            "1.2 | 1.2. Data.",
            "2 | 2. General",
            "2.1 | 2.1. Text",
            "3 | 3. Last / The end."
        ]
    );
    let indented = "1. Terms\n   1.1. Law\n   1.2. Data\n2. General\n   2.1. Text\n";
    assert_eq!(
        outline(indented),
        ["1 | 1. Terms", "1.1 | 1.1. Law", "1.2 | 1.2. Data", "2 | 2. General", "2.1 | 2.1. Text"]
    );
    let bold = "**1. Terms**\n\n1.1. Law\n\n**2. General**\n\nText";
    assert_eq!(outline(bold), ["1 | 1. Terms", "1.1 | 1.1. Law", "2 | 2. General / Text"]);
}

#[test]
fn a_numbered_list_stays_a_list_with_the_numbers_that_were_written() {
    let text = "## 1. Steps\n\n1.1. Do:\n\n7) seven\n9) nine\n\n01. one\n\n1. 1. text\n\n1.2. Done";
    assert_eq!(
        outline(text),
        ["1 | 1. Steps", "1.1 | 1.1. Do: / 7) seven / 9) nine / 01. one / 1. 1. text", "1.2 | 1.2. Done"]
    );
}

#[test]
fn a_clause_right_after_a_list_leaves_the_list() {
    let text = "1.1. We:\na) store\n- x\n- y\nb) send\n1. one\n1.2. Next\n\n> Quoted 1.9. text\n1.3. After the quote";
    assert_eq!(
        outline(text),
        [
            "1.1 | 1.1. We:",
            "1.1.a | a) store / x / y",
            "1.1.b | b) send / 1. one",
            "1.2 | 1.2. Next / Quoted 1.9. text",
            "1.3 | 1.3. After the quote"
        ]
    );
}

#[test]
fn clauses_as_list_items_are_clauses() {
    let text = "## 1. Terms\n\n- 1.1. Law\n  - a) x\n  - b) y\n- 1.2. Data\n- just an item\n\n* Section\n  1.3. inside";
    assert_eq!(
        outline(text),
        [
            "1 | 1. Terms",
            "1.1 | 1.1. Law",
            "1.1.a | a) x",
            "1.1.b | b) y",
            "1.2 | 1.2. Data / just an item / Section",
            "1.3 | 1.3. inside"
        ]
    );
}

#[test]
fn numbers_in_quotations_are_somebody_elses() {
    assert_eq!(
        outline("1.1. The law says:\n\n> 1.2. Whoever\n> a) does\n\n1.2. So"),
        ["1.1 | 1.1. The law says: / 1.2. Whoever / a) does", "1.2 | 1.2. So"]
    );
}

#[test]
fn a_repeated_number_gets_an_anchor_of_its_own_and_a_warning_at_its_place() {
    let text = "1.1. A\n\n1.1. B\n\n## Same\n\n## Same\n\n1.1. C";
    let (edition, report) = read(text);
    assert_eq!(edition.anchors().collect::<Vec<_>>(), ["1.1", "1.1-2", "same", "same-2", "1.1-3"]);
    assert_eq!(said(text, &report), ["duplicate-clause at 1.1.", "duplicate-clause at 1.1."]);
    let first = report.iter().next().and_then(|diagnostic| diagnostic.related.clone());
    assert_eq!(first.map(|(span, _)| span.range.start), Some(super::FRONT_MATTER.len()));
}

#[test]
fn a_clause_has_the_same_key_in_every_language() {
    let keys = |text: &str| read(text).0.clauses.iter().map(|clause| clause.key.clone()).collect::<Vec<_>>().join(" ");
    let english = "Intro\n\n## 1. Terms\n\n1.1. We:\na) x\nb) y\ni) one\n\n## Contacts\n\na) z";
    let russian = "Введение\n\n## 1. Термины\n\n1.1. Мы:\nа) x\nб) y\ni) один\n\n## Контакты\n\nа) z";
    assert_eq!(keys(english), "§0 1 1.1 1.1.(1) 1.1.(2) 1.1.(2).(1) §1 §1.(1)");
    assert_eq!(keys(english), keys(russian));
}

#[test]
fn text_in_another_script_is_marked_and_told_unless_the_author_said_so() {
    let text = "1.1. \"Посетитель сайта\" - любое физическое лицо\n\n:::lang ru\n1.2. Настоящая Политика публикуется на русском\nа) первое\n\n- пункт\n:::\n\n1.3. Mostly English text here, and more of it, and more:\n\nА этот абзац написан совсем по-русски";
    let (edition, report) = read(text);
    let marks: Vec<_> = edition
        .clauses
        .iter()
        .map(|clause| (clause.anchor.as_str(), clause.locale.as_ref().map(|l| l.as_str())))
        .collect();
    assert_eq!(marks, [("1.1", Some("ru")), ("1.2", Some("ru")), ("1.2.а", Some("ru")), ("1.3", None)]);
    assert_eq!(said(text, &report), ["other-script at 1.1.", "other-script at А"]);
    assert!(super::html(&edition).contains("<div lang=\"ru\" dir=\"ltr\"><p>А этот абзац"));
    let (edition, _) = read_in("uz", "1.1. Фойдаланувчи ўз маълумотларини ўчиришни сўраши мумкин");
    assert_eq!(edition.clauses[0].locale.as_ref().map(|l| l.as_str()), Some("uz-Cyrl"));
}
