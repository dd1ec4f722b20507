//! Copies of the site's files as browsers take them, for hosts that send what lies beside a file instead of compressing it
//! anew for each visitor: `index.html.br` (RFC 7932) and `index.html.gz` (RFC 1952), both as small as they get.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use flate2::Compression;
use flate2::write::GzEncoder;

use crate::output::Files;

/// What is text, by the end of its name. Pictures and fonts are compressed as they are.
const TEXTS: [&str; 8] = ["css", "html", "js", "json", "md", "svg", "txt", "xml"];
/// A file of this size fits into the packets that come anyway.
const LEAST: usize = 512;

/// Adds the copies. Those that stand in `out` beside a file of the same bytes are taken over: to make them is the slowest
/// part of a build.
pub(crate) fn add_copies(files: &mut Files, out: &Path) {
    let is_text = |path: &str| {
        path.starts_with("site/") && path.rsplit_once('.').is_some_and(|(_, ending)| TEXTS.contains(&ending))
    };
    let texts = files.iter().filter(|(path, bytes)| is_text(path) && bytes.len() >= LEAST);
    let copies: Vec<_> = texts.flat_map(|(path, bytes)| copies(path, bytes, out)).collect();
    files.extend(copies);
}

fn copies(path: &str, bytes: &[u8], out: &Path) -> [(String, Vec<u8>); 2] {
    let is_same = fs::read(out.join(path)).is_ok_and(|standing| standing == bytes);
    let copy = |ending: &str, compress: fn(&[u8]) -> io::Result<Vec<u8>>| {
        let name = format!("{path}.{ending}");
        let standing = is_same.then(|| fs::read(out.join(&name)).ok()).flatten();
        let copy = standing.unwrap_or_else(|| compress(bytes).expect("memory takes all that is written"));
        (name, copy)
    };
    [copy("br", brotli), copy("gz", gzip)]
}

fn brotli(bytes: &[u8]) -> io::Result<Vec<u8>> {
    const BUFFER: usize = 4096;
    const BEST: u32 = 11;
    const WINDOW: u32 = 22;
    let mut copy = Vec::new();
    brotli::CompressorWriter::new(&mut copy, BUFFER, BEST, WINDOW).write_all(bytes)?;
    Ok(copy)
}

/// Without a time in it, so that the same file has the same copy.
fn gzip(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    encoder.finish()
}
