//! `.pdf`: a page as it is printed, back to what was written. Letters become rows, rows lines, lines paragraphs.
//!
//! A PDF says where each letter stands, and no more: what is a row, a column or a cell is found by where it stands.

mod aligned;
mod edges;
mod flow;
mod footnotes;
mod grid;
mod measure;
mod order;
mod row;
mod sheet;
mod table;
mod weight;

use hayro_interpret::hayro_syntax::{LoadPdfError, Pdf};

use crate::block::{Draft, Place};
use crate::{Note, Unreadable};
use flow::Page;
use sheet::Sheet;

/// Where more letters than one in so many cannot be told, the text is not there to be read.
const MAX_UNTOLD_SHARE: usize = 10;

/// Reads a PDF.
///
/// # Errors
/// It is broken or locked, unfolds to more than any policy, or has pictures of text in place of text.
pub(crate) fn read(bytes: &[u8]) -> Result<Draft, Unreadable> {
    weight::weigh(bytes)?;
    let pdf = Pdf::new(bytes.to_vec()).map_err(|reason| match reason {
        LoadPdfError::Decryption(_) => Unreadable::Encrypted,
        LoadPdfError::Invalid => Unreadable::Damaged,
    })?;
    let sheets = sheet::read(&pdf);
    let mut draft = Draft { title: title(&pdf), blocks: Vec::new(), notes: notes(&sheets)? };
    let mut pages: Vec<Page> = sheets.into_iter().map(Page::new).collect();
    draft.notes.extend(edges::take(&mut pages));
    pages.iter_mut().for_each(Page::order);
    let footnotes = footnotes::take(&mut pages);
    draft.blocks = flow::blocks(&pages);
    draft.blocks.extend(footnotes);
    Ok(draft)
}

/// What the document calls itself, unless that is what the program made of the file's name.
fn title(pdf: &Pdf) -> String {
    let bytes = pdf.metadata().title.as_deref().unwrap_or_default();
    let title = match bytes {
        [0xfe, 0xff, units @ ..] => utf_16(units),
        [0xef, 0xbb, 0xbf, text @ ..] => String::from_utf8_lossy(text).into_owned(),
        // What is left is Latin, letter by letter.
        _ => bytes.iter().map(|byte| char::from(*byte)).collect(),
    };
    let is_file =
        [".doc", ".docx", ".pdf", ".odt", ".html"].iter().any(|ending| title.to_lowercase().ends_with(ending));
    if is_file { String::new() } else { title }
}

fn utf_16(bytes: &[u8]) -> String {
    let units = bytes.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
    char::decode_utf16(units).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

/// What cannot be read, page by page.
fn notes(sheets: &[Sheet]) -> Result<Vec<Note>, Unreadable> {
    let letters: usize = sheets.iter().map(|sheet| sheet.letters.len()).sum();
    let untold: usize = sheets.iter().map(|sheet| sheet.untold).sum();
    if letters == 0 {
        let is_scan = sheets.iter().any(|sheet| sheet.has_image);
        return Err(if is_scan { Unreadable::Scan } else { Unreadable::Empty });
    }
    if untold * MAX_UNTOLD_SHARE > letters {
        return Err(Unreadable::Untold);
    }
    let mut notes = Vec::new();
    for (number, sheet) in (1..).zip(sheets) {
        if sheet.letters.is_empty() && sheet.has_image {
            notes.push(Note::file(format!("Page {number} is a picture: its words are not in the edition.")));
        }
        if sheet.untold > 0 {
            let count = sheet.untold;
            notes.push(Note::file(format!(
                "On page {number}, {count} letters are drawn without saying which they are."
            )));
        }
        if sheet.is_recognized {
            notes.push(Note::file(format!(
                "Page {number} is a picture whose words a program recognized: read all of it."
            )));
        }
        if !sheet.askew.trim().is_empty() {
            let words = sheet.askew.split_whitespace().collect::<Vec<_>>().join(" ");
            notes.push(Note::set_aside("what stands across the page", words, Place::Page(number)));
        }
        if !sheet.hidden.trim().is_empty() {
            let words = sheet.hidden.split_whitespace().collect::<Vec<_>>().join(" ");
            notes.push(Note::set_aside("what nobody sees", words, Place::Page(number)));
        }
    }
    Ok(notes)
}
