//! Importing PDFs that are damaged, locked, or made to do harm: the answer is one sentence, or what is left of the text.

use std::fs;
use std::io::Write;

use candor_import::{Unreadable, import};
use flate2::Compression;
use flate2::write::ZlibEncoder;

use crate::program::Folder;
use crate::tree;

fn capture(name: &str) -> Vec<u8> {
    fs::read(tree::root().join("tests/captures").join(name)).expect("a capture can be read")
}

#[test]
fn what_holds_no_words_to_read_is_answered_in_one_sentence() {
    for (file, answer) in [("scan.pdf", "it holds pictures of its words"), ("locked.pdf", "it is encrypted")] {
        let folder = Folder::smallest();
        folder.write(file, capture(file));
        let run = folder.candor(&["import", file, "--policy", "privacy", "--version", "2", "--locale", "en"]);
        assert!(run.code == 1 && run.stderr.contains(answer), "{file}: {}: {}", run.code, run.stderr);
        assert_eq!(run.stderr.trim_end().lines().count(), 1, "{file}: {}", run.stderr);
    }
}

#[test]
fn a_stream_that_is_folded_again_and_again_is_refused() {
    let folded = |bytes: Vec<u8>| {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(&bytes).and_then(|()| encoder.finish()).expect("memory can be written to")
    };
    let bomb = (0..9).fold(b"words".to_vec(), |bytes, _| folded(bytes));
    let mut file = b"%PDF-1.7\n1 0 obj\n<</Filter/FlateDecode>>\nstream\n".to_vec();
    file.extend(bomb);
    file.extend(b"\nendstream\nendobj\n");
    assert_eq!(import("policy.pdf", &file, None).err(), Some(Unreadable::Overgrown));
}

/// Every damaged copy is read or refused, and the test ends.
#[test]
fn a_damaged_file_is_read_as_far_as_it_goes_or_refused() {
    let whole = capture("libreoffice.pdf");
    let mut read = 0;
    for step in 1..16 {
        let cut = &whole[..whole.len() * step / 16];
        read += usize::from(import("policy.pdf", cut, None).is_ok());
    }
    for step in 0..64_usize {
        let mut damaged = whole.clone();
        // Places that are far from each other, and a mark that stands for something in a PDF.
        let place = step * 7919 % damaged.len();
        damaged[place..(place + 4).min(whole.len())].fill(b"\0</(9R"[step % 6]);
        read += usize::from(import("policy.pdf", &damaged, None).is_ok());
    }
    assert!(read > 16, "only {read} of the damaged files could be read");
}
