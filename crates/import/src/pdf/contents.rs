//! The list of contents: rows that lead over dots to the number of a page are no clauses.

use super::flow::{Page, Piece};
use crate::Note;
use crate::block::Place;

/// So many dots lead to a number.
const LEADER: usize = 5;

/// So many lines of an entry may stand above the one that leads to its number.
const MAX_WRAPPED: usize = 3;

/// What stands over the list.
const HEADINGS: [&str; 6] = ["contents", "table of contents", "содержание", "оглавление", "mundarija", "мундарижа"];

/// Takes the list out of the pages, and names it.
pub(super) fn take(pages: &mut [Page]) -> Vec<Note> {
    pages.iter_mut().filter_map(take_of_page).collect()
}

fn take_of_page(page: &mut Page) -> Option<Note> {
    let text = |piece: &Piece| match piece {
        Piece::Row(row) => row.text().trim().to_owned(),
        Piece::Table(_) => String::new(),
    };
    let texts: Vec<String> = page.pieces.iter().map(text).collect();
    let first = texts.iter().position(|text| leads(text))?;
    let mut is_listed: Vec<bool> = texts.iter().map(|text| leads(text)).collect();
    let is_heading = |text: &String| HEADINGS.contains(&text.trim_end_matches(':').to_lowercase().as_str());
    let heading = texts[..first].iter().rposition(is_heading).filter(|heading| first - heading <= MAX_WRAPPED + 1);
    let start = heading.unwrap_or(first);
    is_listed[start] = true;
    wrapped(&mut is_listed[start..]);
    let words: Vec<&str> = texts.iter().zip(&is_listed).filter(|(_, is)| **is).map(|(text, _)| text.as_str()).collect();
    let note = Note::set_aside("the list of contents", words.join(" "), Place::Page(page.number));
    page.remove(is_listed);
    Some(note)
}

/// Lists what stands in the midst of the list: an entry may take several lines, of which the last leads to its number.
fn wrapped(is_listed: &mut [bool]) {
    let listed: Vec<usize> = (0..is_listed.len()).filter(|at| is_listed[*at]).collect();
    for pair in listed.windows(2).filter(|pair| pair[1] - pair[0] <= MAX_WRAPPED + 1) {
        is_listed[pair[0]..pair[1]].fill(true);
    }
}

/// Whether a row leads over dots to a number.
pub(super) fn leads(text: &str) -> bool {
    let before = text.trim_end_matches(|c: char| c.is_ascii_digit());
    if before.len() == text.len() {
        return false;
    }
    let dots = before.chars().rev().filter(|c| !c.is_whitespace()).take_while(|c| matches!(c, '.' | '…' | '·'));
    dots.map(|dot| if dot == '…' { 3 } else { 1 }).sum::<usize>() >= LEADER
}
