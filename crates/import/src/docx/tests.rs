//! Word documents as Word writes them, and the editions that they become. Each is packed from the XML that stands here.

mod hostile;
mod lists;
mod marks;
mod tables;
mod text;

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::{Imported, Language, Topic, import};

const W: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
                 xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" \
                 xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" \
                 xmlns:m=\"http://schemas.openxmlformats.org/officeDocument/2006/math\" \
                 xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" \
                 xmlns:v=\"urn:schemas-microsoft-com:vml\" \
                 xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" \
                 xmlns:wps=\"http://schemas.microsoft.com/office/word/2010/wordprocessingShape\"";

const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A document in the making: what stands in its body, and its other parts, each by its kind.
#[derive(Default)]
struct Made {
    body: String,
    parts: Vec<(String, String)>,
    links: Vec<String>,
}

impl Made {
    fn of(body: impl Into<String>) -> Self {
        Self { body: body.into(), ..Self::default() }
    }

    /// With a part such as `styles`, and what stands in its outermost element.
    fn with(mut self, kind: &str, inner: &str) -> Self {
        self.parts.push((kind.to_owned(), inner.to_owned()));
        self
    }

    /// With an address that `link1`, `link2` and so on lead to.
    fn link(mut self, address: &str) -> Self {
        self.links.push(address.to_owned());
        self
    }

    fn files(&self) -> Vec<(String, String)> {
        let relation = |id: &str, kind: &str, target: &str, more: &str| {
            format!("<Relationship Id=\"{id}\" Type=\"{RELATIONS}/{kind}\" Target=\"{target}\"{more}/>")
        };
        let all = |inner: &str| format!("<Relationships xmlns=\"urn:rels\">{inner}</Relationships>");
        let mut relations = String::new();
        let mut files = vec![
            ("_rels/.rels".to_owned(), all(&relation("a", "officeDocument", "word/document.xml", ""))),
            ("word/document.xml".to_owned(), format!("<w:document {W}><w:body>{}</w:body></w:document>", self.body)),
        ];
        for (at, (kind, inner)) in self.parts.iter().enumerate() {
            relations += &relation(&format!("part{at}"), kind, &format!("{kind}{at}.xml"), "");
            files.push((format!("word/{kind}{at}.xml"), format!("<w:{kind} {W}>{inner}</w:{kind}>")));
        }
        for (at, address) in self.links.iter().enumerate() {
            relations += &relation(&format!("link{}", at + 1), "hyperlink", address, " TargetMode=\"External\"");
        }
        files.push(("word/_rels/document.xml.rels".to_owned(), all(&relations)));
        files
    }

    fn bytes(&self) -> Vec<u8> {
        packed(&self.files())
    }

    fn import(&self) -> Imported {
        import("policy.docx", &self.bytes(), Some(Language::English)).expect("it is a document")
    }

    /// The edition below its front matter.
    fn edition(&self) -> String {
        let imported = self.import();
        imported.markdown.splitn(3, "+++\n").nth(2).expect("front matter has an end").trim_start().to_owned()
    }
}

fn packed(files: &[(String, String)]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in files {
        archive.start_file(name.as_str(), SimpleFileOptions::default()).expect("memory has room");
        archive.write_all(text.as_bytes()).expect("memory has room");
    }
    archive.finish().expect("memory has room").into_inner()
}

/// A paragraph.
fn p(text: &str) -> String {
    format!("<w:p>{}</w:p>", r(text))
}

/// A paragraph with properties.
fn pp(properties: &str, text: &str) -> String {
    format!("<w:p><w:pPr>{properties}</w:pPr>{}</w:p>", r(text))
}

/// A paragraph in a list.
fn item(list: u8, level: u8, text: &str) -> String {
    pp(&format!("<w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr>"), text)
}

/// A run.
fn r(text: &str) -> String {
    format!("<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
}

/// The words that were set aside, and what they are.
fn aside(imported: &Imported) -> Vec<(&str, &str)> {
    let notes = imported.notes.iter().filter(|note| note.topic == Topic::SetAside);
    notes.map(|note| (note.message.as_str(), note.words.as_str())).collect()
}

/// What is said about the file and in it, words that were set aside apart.
fn said(imported: &Imported) -> Vec<&str> {
    let notes = imported.notes.iter().filter(|note| note.topic != Topic::SetAside);
    notes.map(|note| note.message.as_str()).collect()
}
