//! What stands at the top and bottom of every page is the paper's, not the text's.

use std::collections::{BTreeMap, BTreeSet};

use super::flow::{Page, Piece};
use super::row::Row;
use crate::Note;
use crate::block::Place;
use crate::label::Label;
use crate::lines::begins_with_section;

/// How much of a page's height its edges take.
const EDGE: f32 = 0.14;

/// So far up or down what repeats may stand from one page to the next, in points.
const NEAR: f32 = 4.0;

/// A longer line is no running head.
const MAX_HEAD: usize = 250;

/// Takes running heads, feet and page numbers out of the pages, and names them.
pub(super) fn take(pages: &mut [Page]) -> Vec<Note> {
    let mut seen: BTreeMap<(String, i32), usize> = BTreeMap::new();
    for page in pages.iter() {
        let keys: BTreeSet<_> = lines(page).iter().flat_map(|line| keys(line, page.number)).collect();
        keys.into_iter().for_each(|key| *seen.entry(key).or_default() += 1);
    }
    let mut taken: Vec<Taken> = Vec::new();
    for page in pages.iter_mut() {
        let mut taken_rows = BTreeSet::new();
        for line in lines(page) {
            let words = text(&line);
            let key = match keys(&line, page.number).into_iter().find(|key| is_repeated(key, &seen)) {
                Some((text, _)) => text,
                None if line.iter().all(|row| is_artifact(row)) || is_page_number(&words, page.number) => words.clone(),
                None => continue,
            };
            taken_rows.extend(line.iter().map(|row| std::ptr::from_ref(*row)));
            match taken.iter_mut().find(|taken| taken.key == key) {
                Some(taken) => taken.pages += 1,
                None => taken.push(Taken { key, words, first: page.number, pages: 1 }),
            }
        }
        let is_taken =
            |piece: &Piece| matches!(piece, Piece::Row(row) if taken_rows.contains(&std::ptr::from_ref(row)));
        let is_taken = page.pieces.iter().map(is_taken).collect();
        page.remove(is_taken);
    }
    taken.into_iter().map(Taken::named).collect()
}

/// Words that stand at the edges of pages.
struct Taken {
    /// What is the same on all these pages.
    key: String,
    /// What stands on the first of them.
    words: String,
    first: usize,
    pages: usize,
}

impl Taken {
    fn named(self) -> Note {
        let what = match self.pages {
            1 => "what stands at the edge of the page".to_owned(),
            pages => format!("what stands at the edge of {pages} pages"),
        };
        Note::set_aside(what, self.words, Place::Page(self.first))
    }
}

/// Whether a line stands in the same place, or nearly, on another page.
fn is_repeated((text, place): &(String, i32), seen: &BTreeMap<(String, i32), usize>) -> bool {
    (place - 1..=place + 1).filter_map(|place| seen.get(&(text.clone(), place))).sum::<usize>() > 1
}

/// The rows at the edges of a page, those that stand on one line together.
fn lines(page: &Page) -> Vec<Vec<&Row>> {
    let height = page.height;
    let is_at_edge = |row: &&Row| row.base < height * EDGE || row.base > height * (1.0 - EDGE);
    let mut rows: Vec<&Row> = page.rows().filter(is_at_edge).filter(|row| row.count() > 0).collect();
    rows.sort_by(|one, other| one.base.total_cmp(&other.base));
    let mut lines: Vec<Vec<&Row>> = Vec::new();
    for row in rows {
        match lines.last_mut() {
            Some(line) if line.iter().all(|other| other.is_beside(row)) => line.push(row),
            _ => lines.push(vec![row]),
        }
    }
    lines.iter_mut().for_each(|line| line.sort_by(|one, other| one.left.total_cmp(&other.left)));
    lines
}

fn text(line: &[&Row]) -> String {
    line.iter().map(|row| row.text().trim().to_owned()).collect::<Vec<_>>().join(" ")
}

fn is_artifact(row: &Row) -> bool {
    row.letters.iter().all(|letter| letter.is_artifact || letter.text.trim().is_empty())
}

/// What may be the same on other pages: the text, or the text but for a number that moves along with the pages; and how far
/// down it stands. The number of a clause, a section or a footnote does not repeat: it is another one.
fn keys(line: &[&Row], page: usize) -> Vec<(String, i32)> {
    let text = text(line);
    let place = (line.first().map_or(0.0, |row| row.base) / NEAR).round() as i32;
    let mut texts = vec![text.clone()];
    if text.len() <= MAX_HEAD && Label::of(&text).is_none() && !begins_with_section(&text) {
        texts.extend(numbers(&text).map(|(start, end)| {
            let ahead = text[start..end].parse::<i64>().unwrap_or_default() - page as i64;
            format!("{}{{page {ahead:+}}}{}", &text[..start], &text[end..])
        }));
    }
    texts.into_iter().map(|text| (text, place)).collect()
}

/// Where the numbers in a text begin and end.
fn numbers(text: &str) -> impl Iterator<Item = (usize, usize)> {
    let is_digit = |at: &usize| text.as_bytes().get(*at).is_some_and(u8::is_ascii_digit);
    let starts = (0..text.len()).filter(move |at| is_digit(at) && (*at == 0 || !is_digit(&(at - 1))));
    starts.map(move |start| (start, (start..).find(|at| !is_digit(at)).unwrap_or(text.len())))
}

/// Whether a text is the number of a page, with a word or the number of pages beside it.
fn is_page_number(text: &str, number: usize) -> bool {
    const WORDS: [&str; 11] = ["page", "of", "p", "стр", "страница", "из", "с", "bet", "sahifa", "dan", "бет"];
    let lower = text.to_lowercase();
    let parts: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()).collect();
    !parts.is_empty()
        && parts.contains(&number.to_string().as_str())
        && parts.iter().all(|part| part.chars().all(|c| c.is_ascii_digit()) || WORDS.contains(part))
        && parts.len() <= 4
}
