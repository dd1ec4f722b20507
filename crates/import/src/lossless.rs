//! No word of a page or a text is lost or doubled: tried on random ones, in which each word occurs once.

use std::fmt::Write;

use proptest::prelude::*;

use crate::{Imported, Language, Topic, import};

/// A piece of a page: each `*` becomes a word of its own, each `…` other pieces.
#[rustfmt::skip]
const PIECES: [&str; 101] = [
    "<p>* *</p>", "<p>* *.", "<div>…</div>", "<div>* …", "…", "* <b>* *</b> *", "<section><h2>1. *</h2>…</section>",
    "<h1>* *</h1>", "<h3 id=cookies>* * *</h3>", "<p><b>2. * *</b></p>", "<p>1.1. * *;<br>a) *;<br>b) * *.</p>", "<p>a) * *</p>",
    "<ul><li>* *<li>*</ul>", "<ul><li>* <ul><li>*</li><li>…</li></ul></li></ul>", "<ol><li>* *</li><li><p>*</p><p>*</p></li></ol>",
    "<ol type=a start=27><li>*<li>*</ol>", "<ol type=I><li>*<ol type=i><li>*</ol></ol>", "<ol><li><h2>*</h2>…</li></ol>",
    "<ol><li><table><tr><td>*<td>*<tr><td>*<td>*</table></ol>", "<ul>* <li>*</li> * <p>*</ul>", "<ol reversed><li>*<li value=7>*</ol>",
    "<table><tr><th>*</th><th>*</th></tr><tr><td>*</td><td>* | *</td></tr></table>",
    "<table><tr><td colspan=2>*<td rowspan=3>*<tr><td>*<td>*<tr><td>*</table>", "<table><caption>*</caption><tr><td>*<td>*<tr><td>*</table>",
    "<table><tr><td>…</td><td>*</td></tr><tr><td>*</td><td><table><tr><td>*<td>*<tr><td>*<td>*</table></td></tr></table>",
    "<table><tr><td>*</td></tr></table>", "<table><tr><td>…</div></td>* <td>*</td></tr><p>*</table>", "<td>*</td><td>*</td>",
    "<dl><dt>*<dd>* *<dt>*</dt><dd>…</dd></dl>", "<details><summary>* *</summary>…</details>", "<template><p>* *</p></template>",
    "<noscript><p>* <b>*</b></p></noscript>", "<textarea>* </p> *</textarea>", "<select><option>* *<option label=*>*</select>",
    "<img alt='* *'>", "<a href=/x title='* *'>* *</a>", "<span aria-label=*>*</span> ", "<abbr title='*'>*</abbr> ", "<!-- gone -->",
    "<p>* <a href='https://a.uz/b(c) d'>* *</a> *</p>", "<p><a href='#x'>*</a> <a href='javascript:x()'>*</a></p>", "<a href=..><h3>*</h3></a>",
    "<p>* &amp; &lt;*&gt; &nbsp; &quot;*&quot;</p>", "*<br>*<br><br>* *<br/>", "<p>*<br><br><b>*</b><br>*</p>", "<nav><ul><li><a href=/>*</a></ul></nav>",
    "<footer>* …</footer>", "<header>* *</header>", "<div class='cookie-banner'>* <button>*</button></div>", "<aside>* *</aside>", "<div class=sidebar>*</div>",
    "<form action=/>* <input name=x value=* placeholder=*> <input type=hidden value=gone> <button>*</button></form>",
    "<iframe src=x>* <p>*</p></iframe>", "<object>* <p>*</p></object>", "<video>* <track label=*></video>", "<audio>*</audio>", "<canvas>* *</canvas>",
    "<svg><title>*</title><text>*</text><path/></svg>", "<svg/>", "<math><mi>*</mi></math> ", "<dialog>* *</dialog>", "<datalist><option>*</datalist>",
    "<pre>* *\n1. *\n\n  * *</pre>", "<pre>* <b>*</b>\n* | *</pre>", "<p>*<sup>TM</sup> * <sub>*</sub></p>", "<p>* <sup><a href=#n>1</a></sup> *</p>",
    "<del>* *</del> ", "<p>* <ins>*</ins> <s>*</s></p>", "<div hidden>* …</div>", "<p style='display: none'>* *</p>", "* <span aria-hidden=true>* *</span> ",
    "<title>*</title>", "<b>* <p>* *</b> *</p>", "<i>* <div>*</i> *</div>", "<a href=https://a.uz>* ", "</div></p>", "<h2>* <div>*</div> *</h2>",
    "<p>‘*’ “*” *’* — *</p>", "<blockquote>* …</blockquote>", "<div role=heading aria-level=3>* *</div>", "<div class=title>* *</div>", "<map><area alt=*></map>",
    "<p>• *</p><p>• *</p>", "<p>- *<br>- *</p>", "<div style='white-space: pre-line'>*\n*\n\n* *</div>", "<div style='mso-list:l0 level2 lfo1'>* *</div>",
    "<p>[*](*) _*_ `*` **a*</p>", "<p># *</p><p>| * |</p><p>> *</p>", "<ruby>* <rt>*</rt></ruby> ", "<p/>*<div/>*", "<html lang=ru><body class='menu x'>* ", "</table>* </ul>",
    "<p>* <sup><a href='https://a.uz' title='*'>1</a></sup></p>", "<ol><li><ul><li>*</ul><li>*</ol>",
    "<table title=*><tr title=*><td>*<td>*<tbody aria-label=*><tr><td>*<td>*</table>",
    "<table><tr style='display:none'><td>*<td>*<tr><td>*<td>*<tr><td>*<td>*</table>",
    "<main>* …</main>", "<div role=main>…</div>",
    "<p>*:<p>(a) *;<p><b>(b) *</b>", "<ul><li>(i) *<li>(ii) *<br>o *</ul>", "<p>a. *<br>b. <a href='https://a.uz'>*</a></p><p>II. *</p>",
];

/// Pieces of a text, put together as they are.
#[rustfmt::skip]
const LINES: [&str; 44] = [
    "* * *", "* *.", "1. *", "1.1. * *", "1.2. *;\na) *;\nb) *.", "2) * *", "- *", "– * *", "• *", "• * \t*", "*\t*\n*\t*", "*\t*", "| * | * |", "| * | * |\n|---|---|\n| * | * |",
    "# *", "### * #", "*\n=====", "* *\n-----", "* * *\n* *\n* *", "  * *\n  *", "    * * *", "\u{c}", "\r\n", "* \u{2028}*", "* \u{ad} *", "“*” ‘*’ *’*", "> * *", "***", "_*_ **a* `*`",
    "[*]: *", "[*](*) <*> &amp; *", "* * * * * * * * * * * * * * * * * * * * * * * *\n* *", "ARTICLE 5 *", "*:\n* *\n*", "*\\", ":::lang ru", "~~~", "+ *", "<!-- * -->", "https://*.uz/*_*",
    "*:\n(a) *;\n(b) * and\n(c) *", "a. *\nb. *", "• *\no *", "I. *\nII. *",
];

fn page() -> impl Strategy<Value = String> {
    let pieces = prop::collection::vec(prop::sample::select(PIECES.to_vec()), 1..24);
    let head = prop::sample::select(vec![
        "",
        "<!doctype html><html><head><meta charset=utf-8>",
        "<head><title>*</title></head><body>",
        "<base href=https://a.uz/>",
    ]);
    (head, pieces).prop_map(|(head, pieces)| {
        let mut page = head.to_owned();
        // A piece lies in an earlier one that has room, or stands after all of them.
        for (at, piece) in pieces.into_iter().enumerate() {
            match page.rfind('…').filter(|_| at % 3 > 0) {
                Some(room) => page.replace_range(room..room + '…'.len_utf8(), &format!("{piece}…")),
                None => page.push_str(piece),
            }
        }
        numbered(&page.replace('…', ""))
    })
}

fn text() -> impl Strategy<Value = String> {
    let lines =
        prop::collection::vec((prop::sample::select(LINES.to_vec()), prop::sample::select(vec!["\n", "\n\n"])), 1..30);
    lines.prop_map(|lines| numbered(&lines.into_iter().map(|(line, end)| format!("{line}{end}")).collect::<String>()))
}

/// Each `*` becomes a word of its own.
fn numbered(pattern: &str) -> String {
    let mut parts = pattern.split('*').enumerate();
    let mut text = parts.next().map(|(_, part)| part.to_owned()).unwrap_or_default();
    for (at, part) in parts {
        write!(text, "so‘z{at}ёd{part}").expect("a string can be written to");
    }
    text
}

/// How often a word stands in the edition, and in what was set aside.
fn count(imported: &Imported, word: &str) -> usize {
    let aside = imported.notes.iter().filter(|note| note.topic == Topic::SetAside);
    let places = std::iter::once(imported.markdown.as_str()).chain(aside.map(|note| note.words.as_str()));
    places.map(|text| text.matches(word).count()).sum()
}

fn each_word_once(name: &str, file: &str) -> Result<(), TestCaseError> {
    let words = file.matches("so‘z").count();
    let imported = match import(name, file.as_bytes(), Some(Language::Uzbek)) {
        Ok(imported) => imported,
        Err(unreadable) => {
            prop_assert!(words == 0 || name.ends_with("html"), "{}: {}", unreadable, file);
            return Ok(());
        }
    };
    for at in 1..=words {
        let word = format!("so‘z{at}ёd");
        prop_assert_eq!(
            count(&imported, &word),
            1,
            "{} in\n{}\n{}\n{:#?}",
            word,
            file,
            imported.markdown,
            imported.notes
        );
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn each_word_of_a_page_stands_in_the_edition_or_in_a_note_once(page in page()) {
        each_word_once("page.html", &page)?;
    }

    #[test]
    fn each_word_of_a_text_stands_in_the_edition_or_in_a_note_once(text in text()) {
        each_word_once("text.txt", &text)?;
    }

    #[test]
    fn nothing_makes_it_panic(page in any::<String>()) {
        let _ = import("page.html", page.as_bytes(), Some(Language::English));
        let _ = import("page.txt", page.as_bytes(), None);
    }
}
