//! Lists: the numbers that stand nowhere in the file.

use super::{Made, item, p, pp, said};

/// A level of a list.
fn level(at: u8, format: &str, text: &str, more: &str) -> String {
    format!(
        "<w:lvl w:ilvl=\"{at}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/>{more}<w:lvlText w:val=\"{text}\"/></w:lvl>"
    )
}

/// Lists 1, 2, … of one kind, whose levels are given.
fn lists(levels: &str, more: &str) -> String {
    format!("<w:abstractNum w:abstractNumId=\"7\">{levels}</w:abstractNum>{more}")
}

const LIST: &str = "<w:num w:numId=\"1\"><w:abstractNumId w:val=\"7\"/></w:num>";

fn legal() -> String {
    level(0, "decimal", "%1.", "")
        + &level(1, "decimal", "%1.%2.", "")
        + &level(2, "decimal", "%1.%2.%3.", "")
        + &level(3, "lowerLetter", "%4)", "")
        + &level(4, "russianLower", "%5)", "")
}

#[test]
fn clauses_get_the_numbers_that_word_counts() {
    let body = p("Privacy policy")
        + &item(1, 0, "What we do")
        + &item(1, 1, "We keep:")
        + &item(1, 3, "letters;")
        + &item(1, 3, "names.")
        + &item(1, 1, "Nothing else.")
        + &item(1, 2, "Nothing at all.")
        + &item(1, 0, "Whom we tell")
        + &item(1, 1, "Nobody.")
        + &item(1, 4, "и никого;");
    let edition = Made::of(body).with("numbering", &lists(&legal(), LIST)).edition();
    assert_eq!(
        edition,
        "## 1. What we do\n\n1.1. We keep:\na) letters;\nb) names.\n\n1.2. Nothing else.\n\n1.2.1. Nothing at all.\n\n\
         ## 2. Whom we tell\n\n2.1. Nobody.\nа) и никого;\n"
    );
}

#[test]
fn lists_of_one_kind_count_on_unless_one_begins_anew() {
    let more = "<w:num w:numId=\"1\"><w:abstractNumId w:val=\"7\"/></w:num>\
                <w:num w:numId=\"2\"><w:abstractNumId w:val=\"7\"/></w:num>\
                <w:num w:numId=\"3\"><w:abstractNumId w:val=\"7\"/><w:lvlOverride w:ilvl=\"0\">\
                <w:startOverride w:val=\"1\"/></w:lvlOverride></w:num>";
    let numbering = lists(&level(0, "decimal", "%1)", ""), more);
    let body = p("Title")
        + &item(1, 0, "one")
        + &p("Some words.")
        + &item(2, 0, "two")
        + &item(3, 0, "one again")
        + &item(3, 0, "two again")
        + &item(1, 0, "three");
    let edition = Made::of(body).with("numbering", &numbering).edition();
    assert_eq!(edition, "1) one\n\nSome words.\n\n2) two\n1) one again\n2) two again\n3) three\n");
}

#[test]
fn levels_begin_anew_below_the_level_that_they_name() {
    let levels = level(0, "decimal", "%1.", "")
        + &level(1, "decimal", "%1.%2.", "<w:lvlRestart w:val=\"0\"/>")
        + &level(2, "lowerLetter", "%3)", "<w:lvlRestart w:val=\"1\"/>");
    let body = p("Title")
        + &item(1, 0, "First")
        + &item(1, 1, "Never anew.")
        + &item(1, 2, "letter;")
        + &item(1, 1, "Never anew, too.")
        + &item(1, 2, "next letter;")
        + &item(1, 0, "Second")
        + &item(1, 1, "Still never.")
        + &item(1, 2, "letter anew;");
    let edition = Made::of(body).with("numbering", &lists(&levels, LIST)).edition();
    for line in ["1.1. Never anew.\na) letter;", "1.2. Never anew, too.\nb) next", "2.3. Still never.\na) letter anew"]
    {
        assert!(edition.contains(line), "{line}: {edition}");
    }
}

#[test]
fn labels_are_written_as_an_edition_has_them() {
    for (format, text, expected) in [
        ("decimal", "%1.", "1. words"),
        ("decimal", "%1", "1. words"),
        ("decimal", "(%1)", "1) words"),
        ("decimalZero", "%1.", "01. words"),
        ("lowerLetter", "%1)", "a) words"),
        ("lowerLetter", "(%1)", "a) words"),
        ("lowerLetter", "%1.", "a) words"),
        ("upperLetter", "%1)", "A) words"),
        ("lowerRoman", "%1)", "i) words"),
        ("upperRoman", "%1.", "I. words"),
        ("russianLower", "%1)", "а) words"),
        ("russianUpper", "%1)", "А) words"),
        ("ordinal", "%1", "1st words"),
        ("decimal", "Clause %1:", "Clause 1: words"),
        ("decimal", "%1-modda.", "1-modda. words"),
        ("bullet", "\u{f0b7}", "- words"),
        ("bullet", "–", "- words"),
        ("none", "", "words"),
        ("none", "%1", "words"),
        ("hindiNumbers", "%1.", "1. words"),
    ] {
        let body = p("Title") + &p("Some words that stand above.") + &item(1, 0, "words");
        let numbering = lists(&level(0, format, text, ""), LIST);
        let edition = Made::of(body).with("numbering", &numbering).edition();
        let line = edition.lines().last().unwrap_or_default();
        assert_eq!(line.trim_start_matches("## "), expected, "{format} {text}");
    }
}

#[test]
fn legal_numbering_has_digits_whatever_the_levels_above_have() {
    let levels = level(0, "upperRoman", "%1.", "") + &level(1, "decimal", "%1.%2.", "<w:isLgl/>");
    let body = p("Title") + &item(1, 0, "GENERAL") + &item(1, 1, "Words here.") + &item(1, 1, "More words.");
    let edition = Made::of(body).with("numbering", &lists(&levels, LIST)).edition();
    assert_eq!(edition, "## I. GENERAL\n\n1.1. Words here.\n\n1.2. More words.\n");
}

#[test]
fn a_style_may_number_its_paragraphs_and_a_list_be_defined_by_a_style() {
    let styles = "<w:style w:type=\"paragraph\" w:styleId=\"1\"><w:name w:val=\"heading 1\"/><w:pPr><w:numPr>\
                  <w:numId w:val=\"1\"/></w:numPr><w:outlineLvl w:val=\"0\"/></w:pPr></w:style>\
                  <w:style w:type=\"paragraph\" w:styleId=\"Clause\"><w:name w:val=\"Clause\"/><w:basedOn w:val=\"1\"/>\
                  <w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr><w:outlineLvl w:val=\"9\"/></w:pPr></w:style>\
                  <w:style w:type=\"paragraph\" w:styleId=\"Own\"><w:name w:val=\"Own\"/><w:basedOn w:val=\"Clause\"/></w:style>\
                  <w:style w:type=\"numbering\" w:styleId=\"Law\"><w:name w:val=\"Law\"/><w:pPr><w:numPr>\
                  <w:numId w:val=\"2\"/></w:numPr></w:pPr></w:style>";
    let levels = level(0, "decimal", "%1.", "<w:pStyle w:val=\"1\"/>")
        + &level(1, "decimal", "%1.%2.", "<w:pStyle w:val=\"Clause\"/>");
    let numbering = format!(
        "<w:abstractNum w:abstractNumId=\"7\"><w:numStyleLink w:val=\"Law\"/></w:abstractNum>\
         <w:abstractNum w:abstractNumId=\"8\"><w:styleLink w:val=\"Law\"/>{levels}</w:abstractNum>{LIST}\
         <w:num w:numId=\"2\"><w:abstractNumId w:val=\"8\"/></w:num>"
    );
    let body = p("Title")
        + &pp("<w:pStyle w:val=\"1\"/>", "Terms")
        + &pp("<w:pStyle w:val=\"Clause\"/>", "Law is law.")
        + &pp("<w:pStyle w:val=\"1\"/><w:numPr><w:numId w:val=\"0\"/></w:numPr>", "Without a number")
        + &pp("<w:pStyle w:val=\"Clause\"/>", "Right is right.")
        + &pp("<w:pStyle w:val=\"Own\"/>", "Wrong is wrong.");
    let edition = Made::of(body).with("styles", styles).with("numbering", &numbering).edition();
    assert_eq!(
        edition,
        "## 1. Terms\n\n1.1. Law is law.\n\n## Without a number\n\n1.2. Right is right.\n\n1.3. Wrong is wrong.\n"
    );
}

#[test]
fn a_level_may_be_written_otherwise_in_one_list() {
    let more = format!(
        "{LIST}<w:num w:numId=\"2\"><w:abstractNumId w:val=\"7\"/><w:lvlOverride w:ilvl=\"0\">{}</w:lvlOverride></w:num>",
        level(0, "lowerLetter", "%1)", "")
    );
    let body = p("Title") + &item(1, 0, "one") + &p("Other words:") + &item(2, 0, "two;");
    let edition = Made::of(body).with("numbering", &lists(&level(0, "decimal", "%1)", ""), &more)).edition();
    assert_eq!(edition, "1) one\n\nOther words:\nb) two;\n");
}

#[test]
fn bullets_lie_as_deep_as_their_levels_and_never_deeper_than_their_list() {
    let levels = level(0, "bullet", "•", "") + &level(1, "bullet", "o", "") + &level(2, "bullet", "-", "");
    let body = p("Title")
        + &p("We keep:")
        + &item(1, 1, "letters")
        + &item(1, 2, "long ones")
        + &item(1, 1, "names")
        + &item(1, 0, "and words");
    let edition = Made::of(body).with("numbering", &lists(&levels, LIST)).edition();
    assert_eq!(edition, "We keep:\n\n- letters\n  - long ones\n- names\n- and words\n");
}

#[test]
fn a_number_without_words_is_counted_and_shown() {
    let body = p("Title") + &item(1, 0, "One") + &item(1, 1, "Words.") + &item(1, 1, "") + &item(1, 1, "More words.");
    let edition = Made::of(body).with("numbering", &lists(&legal(), LIST)).edition();
    assert!(edition.ends_with("1.1. Words.\n\n1.2.\n\n1.3. More words.\n"), "{edition}");
}

#[test]
fn a_level_that_was_passed_over_counts_as_begun() {
    let levels = [1, 1, 0, 1, 2, 3, 2, 0, 2, 1, 1, 3, 2];
    let items: String = levels.iter().map(|level| item(1, *level, "Words are here;")).collect();
    let edition = Made::of(p("Title") + &items).with("numbering", &lists(&legal(), LIST)).edition();
    let labels: Vec<_> = edition.split_whitespace().filter(|word| word.ends_with(['.', ')'])).collect();
    let expected =
        ["1.1.", "1.2.", "2.", "2.1.", "2.1.1.", "a)", "2.1.2.", "3.", "3.1.1.", "3.2.", "3.3.", "a)", "3.3.2."];
    assert_eq!(labels, expected);
}

#[test]
fn a_rewritten_label_is_told_once() {
    let body = p("Title") + &item(1, 0, "one;") + &item(1, 0, "two;");
    let numbering = lists(&level(0, "lowerLetter", "(%1)", ""), LIST);
    let imported = Made::of(body).with("numbering", &numbering).import();
    assert_eq!(said(&imported).iter().filter(|message| message.starts_with("Labels such as")).count(), 1);
}

#[test]
fn numbers_of_another_list_than_the_clauses_stay_items() {
    let more = format!("{LIST}<w:num w:numId=\"2\"><w:abstractNumId w:val=\"8\"/></w:num>");
    let simple = format!("<w:abstractNum w:abstractNumId=\"8\">{}</w:abstractNum>", level(0, "decimal", "%1.", ""));
    let body = p("Title")
        + &item(1, 0, "Whom we tell")
        + &item(1, 1, "We tell:")
        + &item(2, 0, "the post")
        + &item(2, 0, "the bank")
        + &item(1, 1, "Nobody else.");
    let edition = Made::of(body).with("numbering", &lists(&legal(), &(simple + &more))).edition();
    assert_eq!(edition, "## 1. Whom we tell\n\n1.1. We tell:\n\n1. the post\n2. the bank\n\n1.2. Nobody else.\n");
}

#[test]
fn numbers_below_the_clauses_of_their_own_list_stay_items() {
    let levels = level(0, "decimal", "%1.", "") + &level(1, "decimal", "%1.%2.", "") + &level(2, "decimal", "%3.", "");
    let body = p("Title")
        + &item(1, 0, "Whom we tell")
        + &item(1, 1, "We tell:")
        + &item(1, 2, "the post")
        + &item(1, 2, "the bank")
        + &item(1, 1, "Nobody else.");
    let edition = Made::of(body).with("numbering", &lists(&levels, LIST)).edition();
    assert_eq!(edition, "## 1. Whom we tell\n\n1.1. We tell:\n\n1. the post\n2. the bank\n\n1.2. Nobody else.\n");
}
