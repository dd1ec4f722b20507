//! Importing Word documents as an author goes through it: `tests/import` holds one as Word writes it, and one that
//! LibreOffice saved; the others are packed from the XML that stands here.

use std::collections::BTreeSet;
use std::fs;
use std::io::{Cursor, Read, Write};

use quick_xml::Reader;
use quick_xml::events::Event;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::program::{Folder, Run};
use crate::tree;

/// The edition of `word-ru.docx`: all of its numbers and letters are counted.
const RUSSIAN: &str = "\
## 1. Общие положения

1.1. Лавка «Тестовый чай» (далее — **мы**) хранит письма, которые ей пишут.

1.2. Политика опубликована на [странице правил](https://lavka.example/pravila) и по адресу pismo@lavka.example.

1.2.1. Мы отвечаем за 5 рабочих дней[^1], а именно:
a) по почте;
b) по телефону;
c) лично.

## 2. Какие данные мы храним

2.1. Мы храним:
а) имя;
б) адрес;
в) любимый сорт чая.

2.2. Мы храним их пять лет, как показано в таблице:

| Данные | Срок | Почему |
|---|---|---|
| Имя | 5 лет | Закон |
| | до отзыва согласия | |

2.3. Мы не храним:
а) ничего другого;
б) того, что нам не сказали.

## 3. Права

3.1. Вы можете:

- спросить;
- исправить;
  - в том числе по телефону;
- забрать.

[^1]: Рабочий день — день, когда лавка открыта.
";

/// The edition of `libreoffice-uz.docx`. `1.2.2` is what both programs show: a letter stands where its `1.2.1` would.
const UZBEK: &str = "\
## 1. Umumiy qoidalar

1.1. Ushbu siyosat «Sinov choyi» doʻkoni bilan siz oʻrtangizda amal qiladi.

1.2. Biz siz yozgan xatlarni qonun talab qilgan muddat davomida saqlaymiz:
a) ismingiz;
b) manzilingiz.

1.2.2. Bu muddat tugagach, ular oʻchiriladi.

## 2. Sizning huquqlaringiz

2.1. Siz har doim:

- soʻrashingiz mumkin;
- oʻzgartirishingiz mumkin;
  - shu jumladan telefon orqali.

| Maʼlumot | Muddat |
|---|---|
| Xatlar | besh yil |

2.2. Javob 10 ish kuni ichida beriladi.
";

fn fixture(name: &str) -> Vec<u8> {
    fs::read(tree::root().join("tests/import").join(name)).expect("the tree has it")
}

fn import(folder: &Folder, bytes: &[u8], locale: &str) -> Run {
    folder.write("policy.docx", bytes);
    folder.candor(&["import", "policy.docx", "--policy", "privacy", "--version", "2", "--locale", locale, "--full"])
}

fn edition(folder: &Folder, locale: &str) -> String {
    let edition = folder.read(&format!("content/policies/privacy/2/{locale}.md"));
    edition.splitn(3, "+++\n").nth(2).expect("front matter has an end").trim_start().to_owned()
}

/// A document with a body, packed.
fn document(body: &str) -> Vec<u8> {
    let word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    let kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument";
    packed(&[
        (
            "_rels/.rels",
            &format!(
                "<Relationships><Relationship Id=\"a\" Type=\"{kind}\" Target=\"word/text.xml\"/></Relationships>"
            ),
        ),
        ("word/text.xml", &format!("<w:document xmlns:w=\"{word}\"><w:body>{body}</w:body></w:document>")),
    ])
}

fn packed(files: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in files {
        archive.start_file(*name, SimpleFileOptions::default()).expect("memory has room");
        archive.write_all(text.as_bytes()).expect("memory has room");
    }
    archive.finish().expect("memory has room").into_inner()
}

#[test]
fn a_document_as_word_writes_it_becomes_an_edition_that_checks() {
    let folder = Folder::smallest();
    let run = import(&folder, &fixture("word-ru.docx"), "ru");
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert_eq!(edition(&folder, "ru"), RUSSIAN);
    for part in
        ["“десять”", "“Скрытая заметка юриста.”", "“ООО «Тестовый чай»”", "the table of contents", "paragraph 17"]
    {
        assert!(run.stderr.contains(part), "{part}: {}", run.stderr);
    }
    folder.edit("content/portal.toml", "locales = [\"en\"]", "locales = [\"ru\"]");
    folder.edit("content/policies/privacy/versions.toml", "id = \"1\"", "id = \"2\"");
    let check = folder.candor(&["check", "--format", "json"]);
    let found: Vec<_> = check.stdout.lines().filter(|line| line.contains("/2/ru.md")).collect();
    assert!(found.iter().all(|line| line.contains("\"advice\"")) && !check.stdout.contains("\"error\""), "{found:?}");
}

#[test]
fn a_document_that_libreoffice_saved_becomes_an_edition() {
    let folder = Folder::smallest();
    let run = import(&folder, &fixture("libreoffice-uz.docx"), "uz");
    assert_eq!((run.code, edition(&folder, "uz").as_str()), (0, UZBEK), "{}", run.stderr);
}

#[test]
fn every_word_of_a_document_is_in_the_edition_or_named() {
    for (name, locale) in [("word-ru.docx", "ru"), ("libreoffice-uz.docx", "uz")] {
        let folder = Folder::smallest();
        let bytes = fixture(name);
        let run = import(&folder, &bytes, locale);
        let edition = folder.read(&format!("content/policies/privacy/2/{locale}.md"));
        let said = format!("{edition} {}", run.stderr);
        let said: BTreeSet<&str> = words(&said).collect();
        let text = text_of(&bytes);
        let lost: Vec<&str> = words(&text).filter(|word| !said.contains(word)).collect();
        assert!(words(&text).count() > 50 && lost.is_empty(), "{name}: {lost:?}");
    }
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// All words in a document's parts, read without knowing anything of them but where words stand.
fn text_of(bytes: &[u8]) -> String {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("it is an archive");
    let mut text = String::new();
    for at in 0..archive.len() {
        let mut file = archive.by_index(at).expect("it is whole");
        let name = file.name().expect("it has a name").into_owned();
        if name.starts_with("word/") && name.ends_with(".xml") {
            let mut part = String::new();
            file.read_to_string(&mut part).expect("a part is text");
            add_words(&part, &mut text);
        }
    }
    text
}

fn add_words(part: &str, text: &mut String) {
    let mut reader = Reader::from_str(part);
    let mut is_in_words = false;
    loop {
        match reader.read_event().expect("a part is XML") {
            Event::Start(start) => is_in_words = start.name().as_ref() == "w:t",
            Event::Text(words) if is_in_words => text.push_str(&words.xml10_content()),
            Event::End(end) if end.name().as_ref() == "w:p" => text.push('\n'),
            Event::Empty(empty) if empty.name().as_ref() == "w:tab" => text.push('\t'),
            Event::Eof => return,
            _ => {}
        }
    }
}

#[test]
fn numbers_that_somebody_typed_are_kept_as_they_are() {
    let paragraphs = ["Privacy policy", "1. What we do", "1.1. We keep letters.", "1.2. Nothing else."];
    let body: String = paragraphs.iter().map(|text| format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")).collect();
    let folder = Folder::smallest();
    assert_eq!(import(&folder, &document(&body), "en").code, 0);
    assert_eq!(edition(&folder, "en"), "## 1. What we do\n\n1.1. We keep letters.\n\n1.2. Nothing else.\n");
}

#[test]
fn what_is_no_word_document_is_answered_in_one_sentence() {
    let bomb = document(&format!("<w:p><w:r><w:t>{}</w:t></w:r></w:p>", " ".repeat(65_000_000)));
    let deep = document(&("<w:p>".repeat(5000) + &"</w:p>".repeat(5000)));
    let half = fixture("word-ru.docx")[..4000].to_vec();
    for (bytes, code, answer) in [
        (packed(&[("a.txt", "words")]), 2, "it is an archive, and no Word document"),
        (half, 1, "it is damaged"),
        (bomb, 1, "it holds more than 64 MB"),
        (deep, 1, "it has more in it, or deeper, than any policy"),
        (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec(), 2, "an old or an encrypted Word document"),
        (document(""), 1, "there are no words in it"),
    ] {
        let folder = Folder::smallest();
        let run = import(&folder, &bytes, "en");
        assert!(run.code == code && run.stderr.contains(answer), "{answer}: {}: {}", run.code, run.stderr);
        assert_eq!(run.stderr.trim_end().lines().count(), 1, "{}", run.stderr);
    }
}

#[test]
fn a_document_that_was_cut_or_changed_never_stops_the_program() {
    let bytes = fixture("libreoffice-uz.docx");
    let folder = Folder::smallest();
    for step in 1..12 {
        let at = bytes.len() * step / 12;
        let mut changed = bytes.clone();
        changed[at] ^= 0xff;
        for broken in [&bytes[..at], &changed] {
            folder.write("broken.docx", broken);
            let arguments =
                ["import", "broken.docx", "--policy", "privacy", "--version", "2", "--locale", "uz", "--dry-run"];
            let run = folder.candor(&arguments);
            assert!(matches!(run.code, 0..=2) && !run.stderr.contains("panicked"), "{at}: {}", run.stderr);
        }
    }
}
