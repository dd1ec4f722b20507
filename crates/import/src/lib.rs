//! A captured policy becomes an edition: text, HTML, Word and PDF files in, Markdown with its clauses out.
//!
//! The library is given a file's name and bytes and reads no disk, clock or terminal. Each format is read into the same
//! blocks, these are shaped into headings, clauses and lists, and written as an edition.
//! What does not go into the edition stands, with its place, in a [`Note`].

mod block;
mod charset;
mod docx;
mod format;
mod html;
mod label;
mod language;
mod lines;
#[cfg(test)]
mod lossless;
mod markdown;
mod note;
mod pdf;
mod raised;
mod roman;
mod shape;
#[cfg(test)]
mod tests;
mod text;
mod unreadable;

use format::Format;

pub use block::Place;
pub use language::Language;
pub use note::{Note, Topic};
pub use unreadable::Unreadable;

/// An edition made of a file, and what a person should look at.
#[derive(Clone, Debug)]
pub struct Imported {
    /// The policy's title; empty where the file has none.
    pub title: String,
    /// The whole edition: front matter and text.
    pub markdown: String,
    /// What to look at, in the order of the edition's lines; what has no line stands last.
    pub notes: Vec<Note>,
}

/// Reads a file as an edition in a language. `name` is the file's name, of which only the ending matters; the language
/// decides what to keep where a file holds several, and is nothing where it is none of the known ones.
///
/// # Errors
/// The file is not what its name says, or holds no text that could be read.
pub fn import(name: &str, bytes: &[u8], language: Option<Language>) -> Result<Imported, Unreadable> {
    let draft = match Format::of(name, bytes)? {
        Format::Text => text::read(bytes)?,
        Format::Html => html::read(bytes)?,
        Format::Docx => docx::read(bytes)?,
        Format::Pdf => pdf::read(bytes)?,
    };
    if draft.blocks.iter().all(|block| block.words().trim().is_empty()) {
        return Err(Unreadable::Empty);
    }
    let shaped = shape::shape(language::split(draft, language));
    Ok(markdown::write(shaped))
}
