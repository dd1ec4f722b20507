//! What an import writes is read as it was: no mark in a captured text becomes one of Markdown's, whatever it is.

use candor_import::{Language, import};
use candor_model::Locale;
use candor_site::{Edition, Report};
use proptest::prelude::*;

/// Marks that Markdown, or the reader of editions, takes for its own in some place.
#[rustfmt::skip]
const MARKS: [&str; 64] = [
    "*", "**", "_", "__", "`", "``", "```", "[", "]", "(", ")", "![", "](", "[^1]", "[^", "]:", "]: x", "<", ">", "<b>", "</b>", "<br>",
    "<!--", "-->", "<?", "<a@b.uz>", "<https://a.uz>", "&", "&amp;", "&#42;", "&nbsp;", "#", "##", "+", "=", "===", "|", "||", "|--|", "~~~", "~~",
    ":::", ":::lang", "\\", "\\\\", "\\*", "$", "^", "www.a.uz", "https://a.uz/x_y_*z*", "a_b@c.uz", "’", "«", "»", "1986.", "7)", "x)", "§", "…", "--", "{#x}", "@", ";", "!",
];

/// Words of which each occurs once, with marks before, between and in them.
fn words() -> impl Strategy<Value = String> {
    let marked = (
        prop::sample::select(MARKS.to_vec()),
        prop::sample::select(vec!["", " "]),
        prop::sample::select(vec!["", " ", ". "]),
    );
    prop::collection::vec(marked, 1..9).prop_map(|marks| {
        let text =
            marks.into_iter().enumerate().map(|(at, (mark, before, after))| format!("{mark}{before}сўз{at}ёқ{after}"));
        text.collect::<String>().trim().to_owned()
    })
}

/// A piece of a page with such words in it, and the words as a reader sees them.
fn piece() -> impl Strategy<Value = (String, String)> {
    #[rustfmt::skip]
    let frames = vec![
        "<p>Матн: *</p>", "<p>*</p>", "<h2>Боб *</h2>", "<ul><li>*<li>Банд *</ul>", "<ol><li>Банд *<ol><li>*</ol></ol>", "<p>Қатор<br>* <br>*</p>",
        "<p>Бу <b>*</b> матн</p>", "<p><b>*</b>бу</p>", "<p>Бу <a href='https://x.uz/a(b'>*</a> ҳавола</p>", "<p>1.1. *</p>", "<p>а) *</p>", "<dl><dt>*<dd>*</dl>",
        "<table><tr><td>Устун</td><td>*</td></tr><tr><td>*</td><td>Катак</td></tr></table>", "<div>*</div>*<p>*</p>",
    ];
    (prop::sample::select(frames), words()).prop_map(|(frame, words)| {
        let escaped = words.replace('&', "&amp;").replace('<', "&lt;");
        (frame.replace('*', &escaped), without_tags(frame).replace('*', &words))
    })
}

fn without_tags(frame: &str) -> String {
    let mut pieces = frame.split('<').map(|piece| piece.split_once('>').map_or(piece, |(_, text)| text));
    let is_inline = frame.contains("<b>") || frame.contains("<a ");
    let first = pieces.next().unwrap_or_default().to_owned();
    pieces.fold(first, |text, piece| text + if is_inline { "" } else { " " } + piece)
}

/// What a reader reads: without the signs that an edition's form adds, white space folded.
fn read(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The words of an edition, as the portal will show them.
fn shown(markdown: &str) -> String {
    let mut report = Report::default();
    let locale = Locale::new("uz-Cyrl").expect("it is a good tag");
    let edition =
        Edition::parse("edition.md", markdown, &locale, &mut report).expect("an import writes a front matter");
    let texts = edition.clauses.iter().map(candor_site::Clause::text);
    let footnotes = edition.footnotes.len();
    read(&format!("{}{}", texts.collect::<Vec<_>>().join(" "), "a footnote".repeat(footnotes)))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_mark_in_a_text_is_read_as_it_stood(words in words()) {
        let text = format!("СИЁСАТ\n\nБошланиш.\n\nМатн: {words}\n\nТамом.\n");
        let imported = import("text.txt", text.as_bytes(), Some(Language::UzbekCyrillic)).expect("it has words");
        let expected = read(&format!("Бошланиш. Матн: {words} Тамом."));
        prop_assert_eq!(shown(&imported.markdown), expected, "{}\n{}", text, imported.markdown);
    }

    #[test]
    fn a_mark_in_a_page_is_read_as_it_stood((frame, words) in piece(), (second, more) in piece()) {
        let page = format!("<h1>Сиёсат</h1><p>Бошланиш.</p>{frame}<p>Ўрта.</p>{second}<p>Тамом.</p>");
        let imported = import("page.html", page.as_bytes(), Some(Language::UzbekCyrillic)).expect("it has words");
        let expected = read(&format!("Бошланиш. {words} Ўрта. {more} Тамом."));
        // A star before a line is a bullet.
        let numbers = ["1. ", "•", " *"];
        let bare = |text: String| numbers.iter().fold(text, |text, number| text.replace(number, "")).replace(" / ", " ");
        prop_assert_eq!(bare(shown(&imported.markdown)), bare(expected), "{}\n{}", page, imported.markdown);
    }
}
