//! Copies of the site's files as browsers take them, for hosts that send what lies beside a file instead of compressing it
//! anew for each visitor: `index.html.br` (RFC 7932) and `index.html.gz` (RFC 1952), both as small as they get.

use std::fs;
use std::io::{self, Read, Write};
use std::path::Path;

use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;

use crate::output::Files;

/// What is text, by the end of its name. Pictures and fonts are compressed as they are.
const TEXTS: [&str; 8] = ["css", "html", "js", "json", "md", "svg", "txt", "xml"];
/// A file of this size fits into the packets that come anyway.
const LEAST: usize = 512;
const BUFFER: usize = 4096;

/// Adds the copies. Those that stand in `out` and hold the same are taken over: to make them is the slowest part of a build.
pub(crate) fn add_copies(files: &mut Files, out: &Path) {
    let is_text = |path: &str| {
        path.starts_with("site/") && path.rsplit_once('.').is_some_and(|(_, ending)| TEXTS.contains(&ending))
    };
    let texts = files.iter().filter(|(path, bytes)| is_text(path) && bytes.len() >= LEAST);
    let copies: Vec<_> = texts.flat_map(|(path, bytes)| copies(path, bytes, out)).collect();
    files.extend(copies);
}

fn copies(path: &str, bytes: &[u8], out: &Path) -> [(String, Vec<u8>); 2] {
    let standing = |name: &str, holds: &dyn Fn(&[u8]) -> bool| fs::read(out.join(name)).ok().filter(|copy| holds(copy));
    let made = |made: io::Result<Vec<u8>>| made.expect("memory takes all that is written");
    let [br, gz] = ["br", "gz"].map(|ending| format!("{path}.{ending}"));
    let of_brotli = standing(&br, &|copy| is_whole(brotli::Decompressor::new(copy, BUFFER), bytes));
    let of_gzip = standing(&gz, &|copy| is_whole(GzDecoder::new(copy), bytes));
    [(br, of_brotli.unwrap_or_else(|| made(brotli(bytes)))), (gz, of_gzip.unwrap_or_else(|| made(gzip(bytes))))]
}

/// Whether a copy holds exactly these bytes. One that a build left behind which was ended may hold others.
fn is_whole(mut copy: impl Read, bytes: &[u8]) -> bool {
    let mut held = Vec::with_capacity(bytes.len());
    copy.read_to_end(&mut held).is_ok() && held == bytes
}

fn brotli(bytes: &[u8]) -> io::Result<Vec<u8>> {
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
