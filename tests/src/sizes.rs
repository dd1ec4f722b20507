//! How many bytes every visitor of the company's site gets for the banner, compressed as a server sends them.

use std::io::Write;

use crate::program::Folder;

/// The most that the script, the style in it and the markup may have together; and a script with the settings of the sample.
const LIMIT: usize = 2_048;
/// The most that the words of one language may have.
const WORDS_LIMIT: usize = 600;

#[test]
fn the_banner_has_at_most_two_kibibytes_beside_its_words() {
    let folder = built();
    let sample = compressed(&folder.read("dist/site/consent.js"));
    assert!(sample <= LIMIT, "script, style and the sample's settings: {sample} of {LIMIT} bytes");
    let script = compressed(include_str!("../../crates/site/banner/consent.js"));
    let markup = compressed(&parts(&folder.read("dist/site/consent/en.html")).0);
    let total = script + markup;
    assert!(total <= LIMIT, "script and style {script} bytes, markup {markup}: {total} of {LIMIT} bytes");
}

#[test]
fn the_banners_words_are_few_in_each_language() {
    let folder = built();
    for locale in ["en", "ru", "uz"] {
        let (_, words) = parts(&folder.read(&format!("dist/site/consent/{locale}.html")));
        assert!(words.lines().count() > 10, "{locale} says only {words:?}");
        let bytes = compressed(&words);
        assert!(bytes <= WORDS_LIMIT, "{bytes} of {WORDS_LIMIT} bytes in {locale}:\n{words}");
    }
}

/// The sample, built.
fn built() -> Folder {
    let folder = Folder::sample();
    let run = folder.candor(&["build"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    folder
}

/// The tags of a file of the banner, and the texts between them, a line each.
fn parts(html: &str) -> (String, String) {
    let (mut tags, mut words) = (String::new(), Vec::new());
    for piece in html.split_inclusive('>') {
        let (text, tag) = piece.split_at(piece.find('<').unwrap_or(piece.len()));
        tags.push_str(tag);
        words.push(text.trim());
    }
    words.retain(|text| !text.is_empty());
    (tags, words.join("\n"))
}

/// How many bytes are left at the highest quality.
fn compressed(text: &str) -> usize {
    let mut bytes = Vec::new();
    let mut writer = brotli::CompressorWriter::new(&mut bytes, 4096, 11, 22);
    writer.write_all(text.as_bytes()).expect("memory takes all that is written");
    drop(writer);
    bytes.len()
}
