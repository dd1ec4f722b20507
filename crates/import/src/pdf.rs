//! `.pdf`: a page as it is printed, back to what was written. Letters become rows, rows lines, lines paragraphs.
//!
//! A PDF says where each letter stands, and no more: what is a row, a column or a cell is found by where it stands.

mod aligned;
mod annotations;
mod bullets;
mod contents;
mod direction;
mod edges;
mod flow;
mod footnotes;
mod gaps;
mod grid;
mod hyphens;
mod measure;
mod order;
mod row;
mod sheet;
mod steps;
mod table;
mod text;
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
    steps::count(pdf.pages())?;
    let mut sheets = sheet::read(&pdf);
    hyphens::harden(&mut sheets);
    let mut draft = Draft { title: title(&pdf), blocks: Vec::new(), notes: notes(&sheets)? };
    let mut pages: Vec<Page> = sheets.into_iter().map(Page::new).collect();
    draft.notes.extend(edges::take(&mut pages));
    pages.iter_mut().for_each(Page::order);
    draft.notes.extend(contents::take(&mut pages));
    let footnotes = footnotes::take(&mut pages);
    draft.blocks = flow::blocks(&pages);
    draft.blocks.extend(footnotes);
    Ok(draft)
}

/// What the document calls itself, unless that is what the program made of the file's name.
fn title(pdf: &Pdf) -> String {
    let title = text::decoded(pdf.metadata().title.as_deref().unwrap_or_default());
    let is_file =
        [".doc", ".docx", ".pdf", ".odt", ".html"].iter().any(|ending| title.to_lowercase().ends_with(ending));
    if is_file { String::new() } else { title }
}

/// What cannot be read, page by page.
///
/// # Errors
/// That is all, or most of it.
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
    Ok(sheets.iter().flat_map(|sheet| doubts(sheet).into_iter().chain(beside(sheet))).collect())
}

/// What makes a page doubtful as a whole.
fn doubts(sheet: &Sheet) -> Vec<Note> {
    let Sheet { number, untold, .. } = sheet;
    let doubts = [
        (
            sheet.letters.is_empty() && sheet.has_image,
            format!("Page {number} is a picture: its words are not in the edition."),
        ),
        (*untold > 0, format!("On page {number}, {untold} letters are drawn without saying which they are.")),
        (
            sheet.letters.iter().any(|letter| letter.text.contains(direction::is_leftward)),
            format!("On page {number}, words are written from right to left: compare their order with the page."),
        ),
        (sheet.is_recognized, format!("Page {number} is a picture whose words a program recognized: read all of it.")),
    ];
    doubts.into_iter().filter(|(holds, _)| *holds).map(|(_, message)| Note::file(message)).collect()
}

/// The words of a page that are not its text.
fn beside(sheet: &Sheet) -> Vec<Note> {
    const DEAD: &str = "where a link leads, which is nowhere from another place";
    let dead = sheet.dead.iter().map(|address| (DEAD, address));
    let words = [
        ("what stands across the page", &sheet.askew),
        ("what nobody sees", &sheet.hidden),
        ("comments", &sheet.comments),
    ];
    let all = dead.chain(words).map(|(what, words)| (what, words.split_whitespace().collect::<Vec<_>>().join(" ")));
    let named = all.filter(|(_, words)| !words.is_empty());
    named.map(|(what, words)| Note::set_aside(what, words, Place::Page(sheet.number))).collect()
}
