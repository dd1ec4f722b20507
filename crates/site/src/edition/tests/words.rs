//! No word is lost, doubled or reordered, whatever is pasted: tried on random texts.

use std::fmt::Write;

use proptest::prelude::*;

use super::super::{Edition, Inline};
use super::{FRONT_MATTER, Report, html, locale, read, words};

/// Pieces of real policies, as written and as read.
const PIECES: &[(&str, &str)] = &[
    ("## 1. Terms", "1. Terms"),
    ("## 2 Общие положения", "2 Общие положения"),
    ("### Contacts ###", "Contacts"),
    ("##\u{a0}3.\u{a0}Данные", "3. Данные"),
    ("Title\n=====", "Title"),
    ("1.1. Text\n---", "1.1. Text"),
    ("1.1. “Personal data” means:\na) name;\nb) *phone*.", "1.1. “Personal data” means: a) name; b) phone."),
    ("**1.2.** Text\n1.3. and more", "1.2. Text 1.3. and more"),
    ("**1.2. Title\n1.3. Other** text", "1.2. Title 1.3. Other text"),
    ("2.1.\u{a0}Мы\u{ad}собираем\nхраним", "2.1. Мы\u{ad}собираем храним"),
    ("2.1.Text", "2.1.Text"),
    ("i) one\nii) two", "i) one ii) two"),
    ("б) текст", "б) текст"),
    ("1. Section\n1.1. Clause\n2. Other", "1. Section 1.1. Clause 2. Other"),
    ("1. 1. text", "1. 1. text"),
    ("7) seven\n9) nine", "7) seven 9) nine"),
    ("- bullet\n- 1.4. clause\n  - a) deep\nb) lazy", "bullet 1.4. clause a) deep b) lazy"),
    ("-\n\n-     indented\n", "indented"),
    ("> quote\n> 1.1. inner\n1.5. lazy", "quote 1.1. inner 1.5. lazy"),
    ("    pasted with *spaces*\n    a) and letters", "pasted with spaces a) and letters"),
    ("| A | B |\n|---|:-:|\n| a<br>b | `c` | surplus |\n2.2. below", "A B a b c surplus 2.2. below"),
    ("~~~ fence ~~~", "~~~ fence ~~~"),
    ("```\n1.1. code\n```", "1.1. code"),
    (":::lang ru\n1.6. По-русски\n:::", "1.6. По-русски"),
    (":::note\nx\n:::", ":::note x"),
    ("<div>\n2.3. html</div>", "<div> 2.3. html</div>"),
    ("a <b>bold</b> word", "a <b>bold</b> word"),
    ("<!-- hidden --> seen", "seen"),
    ("<!-- never closed", "<!-- never closed"),
    ("[Note]: see-below", "[Note]: see-below"),
    ("A [link](/x/ \"t\"), www.aiback.uz, a@b.uz, ![alt](x.png)", "A link, www.aiback.uz, a@b.uz, alt"),
    ("• one\n• two", "• one • two"),
    ("***", ""),
    ("AT&amp;T &copy; \\* x\\\ny", "AT&T © * x y"),
];

/// Pieces that end what is open, so that what follows is read by itself. A fence or comment would swallow what follows
/// on purpose; those pieces stand last.
fn document() -> impl Strategy<Value = (String, String)> {
    let pieces = PIECES
        .iter()
        .filter(|(text, _)| !text.starts_with("~~~") && !text.starts_with("<!-- never"))
        .collect::<Vec<_>>();
    let last = PIECES.to_vec();
    let any = (prop::collection::vec(prop::sample::select(pieces), 0..12), prop::sample::select(last));
    any.prop_map(|(pieces, last)| {
        let (mut text, mut read) = (String::new(), String::new());
        for (written, words) in pieces {
            write!(text, "{written}\n\n<!-- -->\n\n").expect("a string can be written to");
            write!(read, "{words} ").expect("a string can be written to");
        }
        text.push_str(last.0);
        read.push_str(last.1);
        (text, read.split_whitespace().collect::<Vec<_>>().join(" "))
    })
}

/// Pieces of markup, the common ones more than once.
#[rustfmt::skip]
const MARKUP: [&str; 73] = [
    "*", "**", "_", "`", "``", "[", "]", "(", ")", "!", "<", ">", "#", "##", "-", "- ", "+ ", "> ", ">", "1.",
    "1. ", "2) ", "1.1. ", "1.2", "a) ", "b) ", "i) ", "\n", "\n", "\n", "\n\n", "\n\n", " ", " ", "  \n",
    "    ", "\t", "\\", "|", "|--|", "|\n|--|--|\n", "---", "===", "***", "```", "~~~", ":::", ":::lang ru\n",
    "[^", "]: ", "[^1]", "\u{a0}", "\u{200b}", "&amp;", "&", "<div>", "</div>", "<b>", "<br>", "://", "www.",
    "@", ".uz", "\r\n", "\r", "\u{1}", "«", "“", "<!", "<?", "-->", "<script>", "<pre>",
];

/// Markup in any order between words that each occur once, so that a loss, a copy or a swap shows.
fn chaos() -> impl Strategy<Value = Vec<&'static str>> {
    prop::collection::vec(prop::sample::select(MARKUP.to_vec()), 0..60)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn realistic_documents_keep_their_words((text, expected) in document()) {
        prop_assert_eq!(words(&html(&read(&text).0)), expected, "{}", text);
    }

    #[test]
    fn any_markup_keeps_every_word_once(markup in chaos()) {
        let mut text = String::new();
        for (index, mark) in markup.iter().enumerate() {
            write!(text, "{mark}Ўз{index}ёд").expect("a string can be written to");
        }
        let (edition, report) = read(&text);
        let page = words(&html(&edition));
        let mut last = 0;
        for index in 0..markup.len() {
            let word = format!("Ўз{index}ёд");
            prop_assert_eq!(page.matches(&word).count(), 1, "{} of {:?} in {}", word, text, page);
            let place = page.find(&word).unwrap_or_default();
            prop_assert!(place >= last || !edition.footnotes.is_empty(), "{} of {:?} in {}", word, text, page);
            last = place;
        }
        let file = format!("{FRONT_MATTER}{text}");
        for diagnostic in report.iter() {
            prop_assert!(file.get(diagnostic.span.range.clone()).is_some(), "{:?} in {:?}", diagnostic, file);
        }
        edition.each_inline(&mut |inline| match inline {
            Inline::Text { at, .. } | Inline::Number { at, .. } => assert!(file.is_char_boundary(*at), "{inline:?} in {file:?}"),
            Inline::Link(link) => assert!(file.get(link.span.clone()).is_some(), "{inline:?} in {file:?}"),
            _ => {}
        });
        for clause in &edition.clauses {
            prop_assert!(file.get(clause.span.clone()).is_some() && file.get(clause.label_span.clone()).is_some(), "{:?}", text);
        }
    }

    #[test]
    fn nothing_makes_it_panic(text in any::<String>()) {
        let _ = Edition::parse("a.md", &text, &locale("uz"), &mut Report::default());
        let (edition, _) = read(&text);
        let _ = html(&edition);
    }
}
