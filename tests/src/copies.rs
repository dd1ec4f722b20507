//! Copies of the site's files for hosts that send what lies beside a file: they hold the same, and are made once.

use std::io::{Read, Write};

use flate2::read::GzDecoder;

use crate::program::Folder;
use crate::tree;

#[test]
fn each_text_has_copies_that_hold_the_same_and_the_next_build_makes_none_anew() {
    let folder = Folder::smallest();
    let build = || folder.candor(&["build", "--compress"]);
    assert_eq!(build().code, 0);
    let site = folder.path("dist/site");
    let files = tree::files(&site);
    let copies: Vec<_> = files.iter().filter(|path| path.extension().is_some_and(|end| end == "br")).collect();
    assert!(copies.len() > 20, "{copies:?}");
    for brotli in copies {
        let whole = std::fs::read(brotli.with_extension("")).expect("a copy lies beside its file");
        let mut read = Vec::new();
        let file = std::fs::File::open(brotli).expect("readable");
        brotli::Decompressor::new(file, 4096).read_to_end(&mut read).expect("it is brotli");
        assert!(read == whole, "{}", brotli.display());
        read.clear();
        let file = std::fs::File::open(brotli.with_extension("gz")).expect("there is one for gzip, too");
        GzDecoder::new(file).read_to_end(&mut read).expect("it is gzip");
        assert!(read == whole, "{}", brotli.display());
    }
    let again = build();
    assert!(again.stdout.contains("(0 written, 0 removed)"), "{}", again.stdout);
    assert!(folder.candor(&["build"]).stdout.contains("(0 written,"), "without copies the rest is the same");
    assert!(tree::files(&site).iter().all(|path| path.extension().is_none_or(|end| end != "br")), "and they are gone");
}

#[test]
fn a_copy_that_holds_the_same_stays_and_one_that_holds_something_else_goes() {
    let folder = Folder::smallest();
    assert_eq!(folder.candor(&["build", "--compress"]).code, 0);
    let page = std::fs::read(folder.path("dist/site/en/index.html")).expect("it is built");
    let copy = "dist/site/en/index.html.br";
    let worse = |bytes: &[u8]| {
        let mut copy = Vec::new();
        brotli::CompressorWriter::new(&mut copy, 4096, 1, 16).write_all(bytes).expect("memory takes it");
        copy
    };
    folder.write(copy, worse(&page));
    assert!(folder.candor(&["build", "--compress"]).stdout.contains("(0 written, 0 removed)"), "it is taken over");
    folder.write(copy, worse(b"the page as it was before"));
    assert!(folder.candor(&["build", "--compress"]).stdout.contains("(1 written, 0 removed)"), "it is made anew");
}
