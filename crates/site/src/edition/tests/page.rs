//! What stands on the page.

use super::super::Html;
use super::{LinkHtml, html, read, said};

fn page(body: &str) -> String {
    html(&read(body).0)
}

#[test]
fn a_clause_has_its_anchor_and_its_number_links_to_it() {
    assert_eq!(
        page("## 1. Terms\n\n1.1. **Law** & order\na) x\n\n# Contacts"),
        "<h2 id=\"1\"><a class=\"number\" href=\"#1\">1.</a> Terms</h2>\n\
         <div class=\"clause depth-2\" id=\"1.1\"><p><a class=\"number\" href=\"#1.1\">1.1.</a> <strong>Law</strong> &amp; order</p>\n</div>\n\
         <div class=\"clause depth-3\" id=\"1.1.a\"><p><a class=\"number\" href=\"#1.1.a\">a)</a> x</p>\n</div>\n\
         <h2 id=\"contacts\">Contacts</h2>\n"
    );
}

#[test]
fn lists_tables_quotes_and_code_are_what_they_are() {
    assert_eq!(
        page("- a\n- b\n\n  c\n\n7) x\n\n| A | B |\n|---|--:|\n| 1<br>2 | `|` |\n\n> q\n\n```\n a <b>\n```\n\n***"),
        "<div class=\"clause preamble\" id=\"preamble\"><ul>\n<li><p>a</p>\n</li>\n<li><p>b</p>\n<p>c</p>\n</li>\n</ul>\n\
         <ol class=\"written\">\n<li><span class=\"marker\">7)</span> x\n</li>\n</ol>\n\
         <div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"Table\">\n<table>\n<thead>\n<tr><th scope=\"col\">A</th>\n<th class=\"right\" scope=\"col\">B</th>\n</tr>\n</thead>\n\
         <tbody>\n<tr><td>1<br>\n2</td>\n<td class=\"right\">`</td>\n<td>`</td>\n</tr>\n</tbody>\n</table>\n</div>\n\
         <blockquote><p>q</p>\n</blockquote>\n<pre><code> a &lt;b&gt;</code></pre>\n<hr>\n</div>\n"
    );
}

#[test]
fn a_link_becomes_what_its_resolver_says_and_never_runs_a_script() {
    let text = "[law](https://lex.uz \"The \\\"Law\\\"\"), [10 days](fact:requests.respond_within), [x](javascript:alert(1)), <data:text/html,x>, www.aiback.uz, a@b.uz";
    let (edition, report) = read(text);
    assert_eq!(
        edition.links().iter().map(|link| link.target.as_str()).collect::<Vec<_>>(),
        ["https://lex.uz", "fact:requests.respond_within", "https://www.aiback.uz", "mailto:a@b.uz"]
    );
    let spans: Vec<_> = edition
        .links()
        .iter()
        .map(|link| format!("{}{text}", super::FRONT_MATTER)[link.span.clone()].to_owned())
        .collect();
    assert_eq!(spans[1..], ["[10 days](fact:requests.respond_within)", "www.aiback.uz", "a@b.uz"]);
    assert_eq!(said(text, &report), ["raw-html at [x](javascript:alert(1))", "raw-html at <data:text/html,x>"]);
    let page = html(&edition);
    assert!(page.contains("<a href=\"https://lex.uz\" title=\"The &quot;Law&quot;\">law</a>, <span class=\"claim\">10 days</span>, x, data:text/html,x,"), "{page}");
    let plain = Html { link: &|_| LinkHtml::Words, deeper: 1, footnotes: "", back: "", table: "", prefix: "" };
    assert!(!plain.edition(&edition).contains("href"));
    assert!(plain.edition(&read("## X").0).contains("<h3 id=\"x\">"));
}

#[test]
fn html_is_shown_as_it_is_written_and_comments_are_not() {
    let text = "1.1. a <b>c</b> <!-- no --> d\n\n<div onclick=\"x()\">\n1.2. **In** it\n</div>\n\n<!-- a\n\nb --> after\n\n<script>\nx\n</script>";
    let (edition, report) = read(text);
    let page = html(&edition);
    assert!(!page.contains("<script") && !page.contains("<b>") && !page.contains("onclick=\"x"), "{page}");
    assert_eq!(
        super::words(&page),
        "1.1. a <b>c</b> d <div onclick=\"x()\"> 1.2. In it </div> after <script> x </script>"
    );
    assert!(page.contains("id=\"1.2\""), "{page}");
    assert_eq!(said(text, &report), ["raw-html at <b>", "raw-html at <div onclick=\"x()\">", "raw-html at <script>"]);
}

#[test]
fn footnotes_stand_at_the_end_whether_or_not_anything_refers_to_them() {
    let text = "Text[^b] and[^a] again[^b], undefined[^c].\n\n[^a]: Note A\n\n    More of A\n[^unused]: Nobody asks\n\n[^b]: Note B\n1.1. Next";
    let page = page(text);
    assert_eq!(
        super::words(&page),
        "Textb anda againb, undefined[^c]. 1.1. Next b Note B a Note A More of A unused Nobody asks"
    );
    assert!(page.contains("<sup class=\"footnote\"><a id=\"fnref:1:2\" href=\"#fn:1\">b</a></sup>"), "{page}");
    assert!(page.contains("<a class=\"back\" href=\"#fnref:1:2\" aria-label=\"Back to b\">"), "{page}");
    assert!(page.contains("<section class=\"footnotes\" aria-label=\"Footnotes\">"), "{page}");
}

#[test]
fn text_in_another_language_says_so() {
    assert_eq!(
        page(":::lang ar\n## 1. X\n\ny\n:::\n\n1.1. Z\n\n:::lang uz-Cyrl\nМатн\n:::"),
        "<h2 id=\"1\" lang=\"ar\" dir=\"rtl\"><a class=\"number\" href=\"#1\">1.</a> X</h2>\n\
         <div lang=\"ar\" dir=\"rtl\"><p>y</p>\n</div>\n\
         <div class=\"clause depth-2\" id=\"1.1\"><p><a class=\"number\" href=\"#1.1\">1.1.</a> Z</p>\n\
         <div lang=\"uz-Cyrl\" dir=\"ltr\"><p>Матн</p>\n</div>\n</div>\n"
    );
}
