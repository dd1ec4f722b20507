//! Captures as people have them, and the editions that they become.

use crate::{Language, Topic, Unreadable, import};

#[test]
fn a_page_becomes_clauses_and_its_site_is_set_aside() {
    let page = "<!doctype html><html lang=en><head><title>Privacy | Shop</title><script>let x = 1;</script></head><body>\
                <nav><a href=/>Home</a></nav><main><h1>Privacy policy</h1><h2>1. Terms</h2><p>1.1. <b>Law</b> means:<br>\
                a) one;<br>b) two.</p><ul><li>first_name</li><li>* second</li></ul><table><tr><th>Name</th><th>Term</th></tr>\
                <tr><td>x</td><td>5 | 6</td></tr></table></main><footer>© Shop</footer></body></html>";
    let imported = import("page.html", page.as_bytes(), Some(Language::English)).expect("it is a page");
    assert_eq!(
        imported.markdown,
        "+++\ntitle = \"Privacy policy\"\n+++\n\n## 1. Terms\n\n1.1. **Law** means:\na) one;\nb) two.\n\n- first_name\n\
         - \\* second\n\n| Name | Term |\n|---|---|\n| x | 5 \\| 6 |\n"
    );
    let aside: Vec<&str> =
        imported.notes.iter().filter(|note| note.topic == Topic::SetAside).map(|note| note.words.as_str()).collect();
    assert_eq!(aside, ["Home", "© Shop", "Privacy | Shop"]);
}

#[test]
fn lines_that_were_broken_to_fit_are_joined() {
    let text = "PRIVACY POLICY\n\n1. Terms\n\n1.1. Personal data are whatever can be used to find out who some-\n\
                body is, on paper or in a computer, and whoever keeps them\nhas to say why.\n\n1.3. Nothing else counts.\n";
    let imported = import("policy.txt", text.as_bytes(), Some(Language::English)).expect("it is a text");
    let expected = "1.1. Personal data are whatever can be used to find out who somebody is, on paper or in a computer, and \
                    whoever keeps them has to say why.";
    assert!(imported.markdown.contains(expected), "{}", imported.markdown);
    assert!(imported.notes.iter().any(|note| note.message == "The number 1.3 comes after 1.1."));
}

#[test]
fn where_words_are_broken_with_a_sign_of_its_own_a_hyphen_belongs_to_its_word() {
    for sign in ['\u{2010}', '\u{ad}'] {
        let text = format!(
            "MAXFIYLIK SIYOSATI\n\n1. Umumiy qoidalar\n\n1.1. Operator soʻrovlarga qonunga muvofiq javob beradi va kelishuv-\n\
             shartnomani oʻn yil saqlaydi, undan keyin esa uni butunlay oʻchi{sign}\nradi hamda bu haqda xabar beradi.\n"
        );
        let imported = import("policy.txt", text.as_bytes(), Some(Language::Uzbek)).expect("it is a text");
        for word in ["kelishuv-shartnomani", "oʻchiradi"] {
            assert!(imported.markdown.contains(word), "{word}: {}", imported.markdown);
        }
        assert!(imported.notes.iter().all(|note| !note.message.contains("hyphen")), "{:?}", imported.notes);
    }
}

#[test]
fn what_is_no_policy_is_refused_with_its_reason() {
    assert_eq!(import("a.txt", b"%PDF-1.7", None).err(), Some(Unreadable::OtherKind("a PDF", "name it .pdf")));
    assert_eq!(import("a.txt", b" \n", None).err(), Some(Unreadable::Empty));
    assert_eq!(import("a.odt", b"x", None).err(), Some(Unreadable::UnknownEnding(".odt".to_owned())));
    assert_eq!(import("a.pdf", b"%PDF-1.7", None).err(), Some(Unreadable::Damaged));
}

#[test]
fn words_in_a_drawing_or_a_frame_are_named() {
    let page = "<p>Text.</p><svg><text>Drawn</text></svg><iframe>Framed</iframe><object>Laid</object>";
    let imported = import("page.html", page.as_bytes(), Some(Language::English)).expect("it is a page");
    for word in ["Drawn", "Framed", "Laid"] {
        assert!(imported.notes.iter().any(|note| note.words == word), "{word}: {:?}", imported.notes);
    }
}

#[test]
fn words_between_the_cells_of_a_table_stand_before_it() {
    let page = "<table>Stray<tr><td>a</td>loose<td>b</td></tr><tr><td>c</td><td>d</td></tr></table>";
    let imported = import("page.html", page.as_bytes(), Some(Language::English)).expect("it is a page");
    let (before, _) = imported.markdown.split_once("| a | b |").expect("it is a table");
    assert!(before.contains("Stray") && before.contains("loose"), "{}", imported.markdown);
}

#[test]
fn a_section_may_have_a_sign_before_its_number() {
    let text = "Privacy policy\n\nПриложение № 1\n\nWhat we keep, and why.\n\nAnnex No. 2\n\nWho gets it, and when.\n";
    let imported = import("policy.txt", text.as_bytes(), None).expect("it is a text");
    let headings: Vec<&str> = imported.markdown.lines().filter(|line| line.starts_with('#')).collect();
    assert_eq!(headings, ["## Приложение № 1", "## Annex No. 2"], "{}", imported.markdown);
}

#[test]
fn a_table_has_the_columns_that_its_cells_begin_in() {
    let page = "<p>We keep this:</p><table><tr><th colspan=99>Cookies</th></tr><tr><td>sid</td><td>session</td></tr>\
                <tr><td>lang</td><td rowspan=2>1 year</td></tr></table>";
    let imported = import("page.html", page.as_bytes(), Some(Language::English)).expect("it is a page");
    let table = "| Cookies | |\n|---|---|\n| sid | session |\n| lang | 1 year |\n";
    assert!(imported.markdown.ends_with(table), "{}", imported.markdown);
}

#[test]
fn a_table_with_a_language_in_each_column_is_two_texts_in_every_format() {
    let english = "We keep the letters that you write to us and the names that you sign them with.";
    let russian = "Мы храним письма, которые вы нам пишете, и имена, которыми вы их подписываете, для ответа.";
    let rows = |row: String| (0..4).map(|_| row.clone()).collect::<String>();
    let text = format!("Policy\n\n{}\nКонец.\n", rows(format!("| {english} | {russian} |\n")));
    let page = format!("<table>{}</table><p>Конец.", rows(format!("<tr><td>{english}<td>{russian}")));
    for (name, file) in [("policy.txt", text), ("policy.html", page)] {
        let imported = import(name, file.as_bytes(), Some(Language::Russian)).expect("it has words");
        let (count, is_table) = (imported.markdown.matches(russian).count(), imported.markdown.contains('|'));
        assert!(count == 4 && !is_table && imported.markdown.contains("Конец."), "{name}: {}", imported.markdown);
        assert!(imported.notes.iter().any(|note| note.words.matches(english).count() == 4), "{name}");
        let said = imported.notes.iter().filter(|note| note.message.contains("a column for each language")).count();
        assert_eq!(said, 1, "{name}");
    }
}

#[test]
fn a_table_in_several_languages_takes_no_neighbours_with_it() {
    let uzbek = "ushbu shaxsiy xatlar uchun va bilan biz siz ".repeat(6);
    let russian = "для нас и не для вас ".repeat(6);
    let table = format!("<table><tr><td>1<td>{russian}<tr><td>2<td>{uzbek}</table>");
    let page = format!("<p>{}<p>Да.{table}<p>Конец.", "Мы храним письма, и вы это знаете. ".repeat(9));
    let imported = import("page.html", page.as_bytes(), Some(Language::Russian)).expect("it has words");
    assert!(imported.markdown.contains("Конец."), "{}", imported.markdown);
}

#[test]
fn a_panel_is_kept_below_its_heading() {
    let text =
        "<p>We keep what you write to us, and the name that you gave, for as long as you have an account here.</p>";
    let page = format!(
        "<h1>Privacy policy</h1>{text}<div class=\"x-tab-title\" role=tab>Who gets it</div>\
         <div style=\"display:none\"><p>Our hosting company gets it.</p></div>{text}<h3>How long</h3>\
         <div hidden><p>We keep it for a year.</p></div>{text}<div class=accordion-body hidden>Nobody else ever reads it.</div>\
         {text}<div hidden>Thank you! We will write to you soon.</div><h2>News</h2><div hidden>Send <button>Go</button></div>{text}"
    );
    let imported = import("page.html", page.as_bytes(), Some(Language::English)).expect("it is a page");
    for kept in ["Our hosting company gets it.", "We keep it for a year.", "Nobody else ever reads it."] {
        assert!(imported.markdown.contains(kept), "{kept}: {}", imported.markdown);
    }
    let hidden = "The page hides this until somebody opens it.";
    assert_eq!(imported.notes.iter().filter(|note| note.message == hidden).count(), 3, "{:?}", imported.notes);
    let aside = imported.notes.iter().filter(|note| note.message == "what the page hides");
    let aside: Vec<&str> = aside.map(|note| note.words.as_str()).collect();
    assert_eq!(aside, ["Thank you! We will write to you soon.", "Send Go"]);
}

#[test]
fn an_address_is_in_no_language() {
    let text =
        "Политика\n\nМы храним письма, которые вы нам пишете.\n\nE-mail: privacy@for.example\n\nТелефон: 200-00-00\n";
    let imported = import("policy.txt", text.as_bytes(), Some(Language::Russian)).expect("it is a text");
    assert_eq!(imported.notes, []);
}

#[test]
fn the_way_to_a_page_and_the_heading_of_a_form_belong_to_the_site() {
    let page = "<title>Policy</title><div><a href=/>Home</a> <span>/</span> <b>Policy</b></div><h1>Policy</h1>\
                <h4><span>1.</span>Terms</h4><p>We keep what you write to us.</p><h3>Any questions?</h3><form>Send</form>";
    let imported = import("page.html", page.as_bytes(), Some(Language::English)).expect("it is a page");
    let edition = "+++\ntitle = \"Policy\"\n+++\n\n## 1. Terms\n\nWe keep what you write to us.\n";
    assert_eq!(imported.markdown, edition);
    let aside = imported.notes.iter().filter(|note| note.topic == Topic::SetAside);
    let aside: Vec<(&str, &str)> = aside.map(|note| (note.message.as_str(), note.words.as_str())).collect();
    let expected = [
        ("a form", "Send"),
        ("what belongs to the site", "Home / Policy"),
        ("a heading with nothing below it", "Any questions?"),
    ];
    assert_eq!(aside, expected);
}

/// The edition of a file without its front matter.
fn edition(name: &str, file: &str, language: Language) -> String {
    let imported = import(name, file.as_bytes(), Some(language)).expect("it has words");
    imported.markdown.splitn(3, "+++\n").nth(2).unwrap_or_default().trim_start().to_owned()
}

#[test]
fn a_text_with_the_marks_of_markdown_is_read_as_such() {
    let text = "# Maxfiylik siyosati\n\n*Yangilangan: 1-may*\n\n- **Egasi:** Chiroq\n- Xat: [bizga](mailto:a@b.uz)\n\n\
                Ushbu siyosat ilova uchun yozilgan.\n\n---\n\n## 1. Nima saqlanadi\n\na) `ism`:\n\n- harflar;\n- rasm.\n\n\
                b) manzil:\n\n- uy.\n";
    assert_eq!(
        edition("policy.txt", text, Language::Uzbek),
        "Yangilangan: 1-may\n\n- **Egasi:** Chiroq\n- Xat: [bizga](mailto:a@b.uz)\n\nUshbu siyosat ilova uchun yozilgan.\n\n\
         ## 1. Nima saqlanadi\n\na) ism:\n\n- harflar;\n- rasm.\n\nb) manzil:\n\n- uy.\n"
    );
}

#[test]
fn a_bold_first_line_is_the_heading_of_its_paragraph() {
    let page = "<h1>Privacy policy</h1><p><strong>What we keep</strong><br>We keep the letters that you write to us.</p>\
                <p>Nothing else is kept by anybody.</p><p><b>Lantern LLC</b><br>12 Oak Street, Tashkent<br>+998 71 000 00 00</p>\
                <ul><li><b>Letters</b><br>We keep them for a year.</li><li>Names</li></ul>";
    assert_eq!(
        edition("page.html", page, Language::English),
        "## What we keep\n\nWe keep the letters that you write to us.\n\nNothing else is kept by anybody.\n\n\
         **Lantern LLC**\\\n12 Oak Street, Tashkent\\\n+998 71 000 00 00\n\n- **Letters**\\\n  We keep them for a year.\n- Names\n"
    );
}

#[test]
fn a_heading_is_in_the_language_of_what_follows() {
    let english = "We keep the letters that you write to us and the names that you sign them with. ".repeat(4);
    let russian = "Мы храним письма, которые вы нам пишете, и имена, которыми вы их подписываете. ".repeat(4);
    let page = format!(
        "<h1>Privacy policy / Политика конфиденциальности</h1><h2>English</h2><p>{english}</p><h2>Русский</h2><p>{russian}</p>\
         <h2>Azərbaycan</h2><p>Yazdığınız məktubları və onları imzaladığınız adları bir il saxlayırıq.</p>"
    );
    let imported = import("page.html", page.as_bytes(), Some(Language::Russian)).expect("it is a page");
    assert_eq!(imported.title, "Privacy policy / Политика конфиденциальности");
    assert!(imported.markdown.contains("## Русский\n\nМы храним"), "{}", imported.markdown);
    assert!(!imported.markdown.contains("## English"), "{}", imported.markdown);
    let strange = "This seems to be in another language than Russian.";
    assert!(imported.notes.iter().any(|note| note.message == strange), "{:?}", imported.notes);
}

#[test]
fn a_sign_before_the_gap_that_word_draws_is_a_bullet() {
    let item = |words: &str| {
        format!(
            "<p class=MsoNormal><span lang=ru>&#19968;<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp; </span></span>\
             <span lang=ru>{words}</span></p>"
        )
    };
    let page = format!(
        "<p class=MsoNormal>ИП Фонарь</p><p class=MsoTitle>Политика конфиденциальности</p><h1>1. Письма</h1>\
         <p>1.1. Мы храним:</p>{}{}",
        item("имя;"),
        item("адрес.")
    );
    let edition = edition("page.html", &page, Language::Russian);
    assert_eq!(edition, "ИП Фонарь\n\n## 1. Письма\n\n1.1. Мы храним:\n\n- имя;\n- адрес.\n");
}

#[test]
fn a_title_may_stand_below_who_approved_it() {
    let text = "УТВЕРЖДАЮ\nДиректор ООО «Фонарь»\n«1» мая 2026 г.\n\nПОЛИТИКА\nв отношении обработки персональных данных\n\n\
                1. Письма\n\n1.1. Мы храним письма.\n";
    let imported = import("policy.txt", text.as_bytes(), Some(Language::Russian)).expect("it is a text");
    assert_eq!(imported.title, "ПОЛИТИКА в отношении обработки персональных данных");
    assert!(imported.markdown.contains("УТВЕРЖДАЮ\n\nДиректор"), "{}", imported.markdown);
}

#[test]
fn what_leads_away_from_the_text_and_what_stands_below_whose_it_is_are_set_aside() {
    let page = "<p><a href=/>← Back to the shop</a></p><h1>Privacy policy</h1><p>We keep the letters that you write to us.</p>\
                <p>Questions: a@b.uz</p><div>© 2026 Lantern</div><div><a href=https://a.uz>Made on Lamp</a></div>";
    let imported = import("page.html", page.as_bytes(), Some(Language::English)).expect("it is a page");
    assert!(imported.markdown.ends_with("to us.\n\nQuestions: a@b.uz\n"), "{}", imported.markdown);
    let aside: Vec<&str> = imported.notes.iter().map(|note| note.words.as_str()).collect();
    assert_eq!(aside, ["← Back to the shop", "© 2026 Lantern", "Made on Lamp"]);
}

#[test]
fn lines_that_a_page_broke_to_fit_are_joined() {
    let page = "<h1>Privacy policy</h1><p><br>We keep the letters that you write to us and the names that<br>you sign them with. \
                Nothing else is kept, whatever anybody<br>says.<br>We keep them for a year.</p>\
                <p>We ask for your name and the place where you live<br>your number<br>your age</p>\
                <p>Letters, and<br>names too. Both are<br>a) kept<br>b) read. Then they are<br>c) lost</p>";
    assert_eq!(
        edition("page.html", page, Language::English),
        "We keep the letters that you write to us and the names that you sign them with. Nothing else is kept, whatever \
         anybody says.\n\nWe keep them for a year.\n\nWe ask for your name and the place where you live\\\nyour number\\\n\
         your age\n\nLetters, and names too. Both are\na) kept\nb) read. Then they are\nc) lost\n"
    );
}

#[test]
fn a_dash_behind_a_bullet_and_a_way_up_are_no_words_of_the_text() {
    let page = "<div class='bread row'><a href=/>Shop</a> &gt; <a>Policy</a></div><h1 id=top>Privacy policy</h1>\
                <p>We keep these, and nothing else, for a year:</p><ul><li>— names</li><li>– places*</li><li>* as written</li></ul>\
                <div><a href='#top'>Up</a></div>";
    assert_eq!(
        edition("page.html", page, Language::English),
        "We keep these, and nothing else, for a year:\n\n- names\n- places\\*\n- \\* as written\n"
    );
}

#[test]
fn a_list_of_google_docs_lies_as_deep_as_its_class_says() {
    let page = "<h1>Privacy policy</h1><p>We keep:</p><ul class='c1 lst-kix_x1-0 start'><li>letters:</li></ul>\
                <ul class='c1 lst-kix_x1-1 start'><li>yours</li></ul><ul class='c1 lst-kix_x1-0'><li>names</li></ul>";
    assert_eq!(edition("page.html", page, Language::English), "We keep:\n\n- letters:\n  - yours\n- names\n");
}

#[test]
fn what_stands_beside_the_main_part_of_a_page_is_the_sites() {
    let text =
        "We keep the letters that you write to us, and the names that you sign them with, for a year. ".repeat(3);
    let page = format!(
        "<div class=eyes><div><span>Size of letters:</span> <b>Large</b></div></div><div class=wrap><div class=top><h1>Privacy policy</h1>\
         </div><p>1.1. Read this.</p><main><div class=path><a href=/>Start</a> <span>Policy</span></div><h2>Letters</h2><p>{text}</p></main>\
         <div>Call us any day</div><div>Whoever asks us what we keep of theirs is told all of it within a month.</div></div>"
    );
    let imported = import("page.html", page.as_bytes(), Some(Language::English)).expect("it is a page");
    assert_eq!(imported.title, "Privacy policy");
    assert!(imported.markdown.contains("1.1. Read this.\n\nStart Policy\n\n## Letters"), "{}", imported.markdown);
    assert!(imported.markdown.ends_with("within a month.\n"), "{}", imported.markdown);
    let aside: Vec<&str> = imported.notes.iter().map(|note| note.words.as_str()).collect();
    assert!(aside.contains(&"Size of letters: Large") && aside.contains(&"Call us any day"), "{aside:?}");
}

#[test]
fn a_link_into_the_site_above_the_title_is_the_sites() {
    let page = "<div><a href=index.html>Start</a> <span>Policy</span></div><h1>Privacy policy</h1><p>See <a href=/old>the old one</a></p>";
    assert_eq!(edition("page.html", page, Language::English), "See the old one\n");
}

#[test]
fn words_that_stand_side_by_side_are_not_one_word() {
    let page = "<h1 class='flex gap-2'><span>Privacy</span><span>policy</span></h1><p>We keep e<b>mail</b>s.</p>\
                <div class=\"d-flex\"><span>Last updated</span><span>1 May</span></div>";
    let imported = import("page.html", page.as_bytes(), Some(Language::English)).expect("it is a page");
    assert_eq!(imported.title, "Privacy policy");
    assert!(imported.markdown.contains("e**mail**s"), "{}", imported.markdown);
    assert!(imported.markdown.ends_with("Last updated 1 May\n"), "{}", imported.markdown);
}
