//! Importing as an author goes through it: a captured policy becomes an edition that checks, and what cannot become one is
//! answered in one sentence.

use std::collections::BTreeSet;

use encoding_rs::WINDOWS_1251;

use crate::program::{Folder, Run};

const EDITION: &str = "content/policies/privacy/2/en.md";

/// A policy as somebody wrote it: its locale, and a text that was broken to fit a width, with its edition.
const TEXTS: [(&str, &str, &str); 4] = [
    (
        "en",
        "PRIVACY POLICY\n\n1. What we do\n\n1.1. We keep the letters that you write to us, and the names that\n\
         you sign them with, for as long as the law asks us to keep them.\n\n1.2. Nothing else is kept.\n",
        "## 1. What we do\n\n1.1. We keep the letters that you write to us, and the names that you sign them with, for as \
         long as the law asks us to keep them.\n\n1.2. Nothing else is kept.\n",
    ),
    (
        "ru",
        "ПОЛИТИКА КОНФИДЕНЦИАЛЬНОСТИ\n\n1. Что мы делаем\n\n1.1. Мы храним письма, которые вы нам пишете, и имена, которыми\n\
         вы их подписываете, столько, сколько требует от нас закон.\n\n1.2. Больше мы ничего не храним.\n",
        "## 1. Что мы делаем\n\n1.1. Мы храним письма, которые вы нам пишете, и имена, которыми вы их подписываете, столько, \
         сколько требует от нас закон.\n\n1.2. Больше мы ничего не храним.\n",
    ),
    (
        "uz",
        "MAXFIYLIK SIYOSATI\n\n1. Biz nima qilamiz\n\n1.1. Biz siz yozgan xatlarni va ularga qoʻygan ismlaringizni\n\
         qonun bizdan talab qilgan muddat davomida saqlaymiz, xolos.\n\n1.2. Boshqa hech narsani saqlamaymiz.\n",
        "## 1. Biz nima qilamiz\n\n1.1. Biz siz yozgan xatlarni va ularga qoʻygan ismlaringizni qonun bizdan talab qilgan \
         muddat davomida saqlaymiz, xolos.\n\n1.2. Boshqa hech narsani saqlamaymiz.\n",
    ),
    (
        "uz-Cyrl",
        "МАХФИЙЛИК СИЁСАТИ\n\n1. Биз нима қиламиз\n\n1.1. Биз сиз ёзган хатларни ва уларга қўйган исмларингизни\n\
         қонун биздан талаб қилган муддат давомида сақлаймиз, холос.\n\n1.2. Бошқа ҳеч нарсани сақламаймиз.\n",
        "## 1. Биз нима қиламиз\n\n1.1. Биз сиз ёзган хатларни ва уларга қўйган исмларингизни қонун биздан талаб қилган муддат \
         давомида сақлаймиз, холос.\n\n1.2. Бошқа ҳеч нарсани сақламаймиз.\n",
    ),
];

fn import(folder: &Folder, file: &str, locale: &str) -> Run {
    folder.candor(&["import", file, "--policy", "privacy", "--version", "2", "--locale", locale])
}

/// Imports a file into a new portal, and returns the edition's text below its front matter.
fn imported(file: &str, bytes: impl AsRef<[u8]>, locale: &str) -> String {
    let folder = Folder::smallest();
    folder.write(file, bytes);
    let run = import(&folder, file, locale);
    assert_eq!(run.code, 0, "{file}: {}", run.stderr);
    let edition = folder.read(&format!("content/policies/privacy/2/{locale}.md"));
    edition.splitn(3, "+++\n").nth(2).expect("front matter has an end").trim_start().to_owned()
}

#[test]
fn a_page_becomes_an_edition_that_checks() {
    let folder = Folder::smallest();
    folder.write(
        "page.html",
        "<!doctype html><html lang=en><body><nav><a href=/>Home</a></nav><main><h1>Privacy policy</h1><h2>1. What we do</h2>\
         <p>1.1. We keep <b>letters</b>.</p><p>1.2. Nothing else.</p></main></body></html>",
    );
    let run = import(&folder, "page.html", "en");
    assert!(run.code == 0 && run.stdout.starts_with("Wrote "), "{}", run.stderr);
    assert!(run.stderr.contains("“Home”") && run.stderr.contains("[[version]]"), "{}", run.stderr);
    assert_eq!(
        folder.read(EDITION),
        "+++\ntitle = \"Privacy policy\"\n+++\n\n## 1. What we do\n\n1.1. We keep **letters**.\n\n1.2. Nothing else.\n"
    );
    let table = "content/policies/privacy/versions.toml";
    folder.write(table, folder.read(table) + "\n[[version]]\nid = \"2\"\neffective = 2999-01-01\ndraft = true\n");
    let check = folder.candor(&["check", "--format", "json"]);
    assert!(check.code == 0 && !check.stdout.contains("\"error\""), "{}", check.stdout);
}

#[test]
fn a_text_in_each_language_becomes_its_clauses() {
    for (locale, text, edition) in TEXTS {
        assert_eq!(imported("policy.txt", text, locale), edition, "{locale}");
    }
}

#[test]
fn the_encodings_of_old_programs_are_read() {
    let (_, text, edition) = TEXTS[1];
    assert_eq!(imported("policy.txt", WINDOWS_1251.encode(text).0, "ru"), edition);
    for mark in ["\u{feff}", ""] {
        let units = || mark.encode_utf16().chain(text.encode_utf16());
        let little: Vec<u8> = units().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = units().flat_map(u16::to_be_bytes).collect();
        assert_eq!(imported("policy.txt", little, "ru"), edition, "{mark:?}");
        assert_eq!(imported("policy.txt", big, "ru"), edition, "{mark:?}");
    }
}

/// The numbers that begin an edition's lines, headings among them.
fn numbers(edition: &str) -> BTreeSet<&str> {
    let firsts = edition.lines().filter_map(|line| line.trim_start_matches(['#', ' ']).split(' ').next());
    firsts.filter(|first| first.ends_with('.') && first.starts_with(|c: char| c.is_ascii_digit())).collect()
}

#[test]
fn a_page_of_the_sample_keeps_every_clause_on_its_way_back() {
    let folder = Folder::sample();
    assert_eq!(folder.candor(&["build"]).code, 0);
    for locale in ["en", "ru", "uz"] {
        let original = folder.read(&format!("content/policies/privacy/2/{locale}.md"));
        let page = format!("dist/site/{locale}/privacy/2/index.html");
        let run =
            folder.candor(&["import", &page, "--policy", "privacy", "--version", "5", "--locale", locale, "--dry-run"]);
        assert_eq!(run.code, 0, "{}", run.stderr);
        let (before, after) = (numbers(&original), numbers(&run.stdout));
        let lost: Vec<_> = before.difference(&after).collect();
        assert!(before.len() > 20 && lost.is_empty(), "{locale}: {lost:?}");
    }
}

#[test]
fn an_edition_that_is_there_is_not_written_over() {
    let folder = Folder::smallest();
    folder.write("policy.txt", TEXTS[0].1);
    folder.write(EDITION, "Mine.\n");
    let run = import(&folder, "policy.txt", "en");
    assert!(run.code == 2 && run.stderr.contains("is there already"), "{}: {}", run.code, run.stderr);
    assert_eq!(folder.read(EDITION), "Mine.\n");
}

#[test]
fn what_cannot_be_imported_is_answered_in_one_sentence() {
    let folder = Folder::smallest();
    for (file, bytes, code, answer) in [
        ("a.docx", b"PK\x03\x04".as_slice(), 1, "it is damaged"),
        ("a.pdf", b"%PDF-1.7\n", 1, "it is damaged"),
        ("a.odt", b"words", 2, "`.odt` is no kind of file that can be imported"),
        ("a.html", b"%PDF-1.7\n", 2, "it is a PDF by its first bytes"),
        ("a.txt", b"", 1, "there are no words in it"),
        ("b.txt", b" \n\n", 1, "there are no words in it"),
        ("b.html", b"<html><body></body></html>", 1, "there are no words in it"),
        ("c.txt", b"\x01\x02\x03\x04\x05\x06\x07\x08", 1, "it is not text"),
    ] {
        folder.write(file, bytes);
        let run = import(&folder, file, "en");
        assert!(run.code == code && run.stderr.contains(answer), "{file}: {}: {}", run.code, run.stderr);
        assert_eq!(run.stderr.trim_end().lines().count(), 1, "{file}: {}", run.stderr);
        assert!(!folder.path(EDITION).exists(), "{file}");
    }
}

#[test]
fn large_and_deep_files_are_read_to_their_end() {
    let line = imported("line.txt", "word ".repeat(2_000_000) + "end", "en");
    assert!(line.trim_end().ends_with("end"), "the line was cut");
    let deep = "<div>".repeat(100_000) + "<p>Deep words.</p>" + &"</div>".repeat(100_000);
    assert_eq!(imported("deep.html", deep, "en"), "Deep words.\n");
}

/// Each of these would take minutes if what was read already were looked through again at every step.
#[test]
fn files_with_much_of_the_same_are_read_in_one_pass() {
    let addresses = imported("addresses.txt", "Policy\n\n".to_owned() + &"https://a".repeat(50_000), "en");
    assert!(addresses.trim_end().ends_with("https://a"), "the addresses were cut");
    let brackets = imported("brackets.txt", "Policy\n\nWe collect ".to_owned() + &"[".repeat(2_000_000), "en");
    assert!(brackets.trim_end().ends_with('['), "the brackets were cut");
    let bold = imported("bold.html", "<h1>Policy</h1><p>".to_owned() + &"<b>x</b>y".repeat(100_000), "en");
    assert!(bold.trim_end().ends_with("**x**y"), "the bold words were cut");
    let lines = imported("lines.html", "<h1>Policy</h1><p>".to_owned() + &"we collect data<br>".repeat(100_000), "en");
    assert_eq!(lines.matches("we collect data").count(), 100_000);
}
