//! Copies of the site's files for hosts that send what lies beside a file: they hold the same, and are made once.

use std::io::Read;

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
