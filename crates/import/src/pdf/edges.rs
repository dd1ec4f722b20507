//! What stands at the top and bottom of every page is the paper's, not the text's.

use std::collections::{BTreeMap, BTreeSet};

use super::flow::{Page, Piece};
use super::row::Row;
use crate::Note;
use crate::block::Place;

/// How much of a page's height its edges take.
const EDGE: f32 = 0.14;

/// So far up or down what repeats may stand from one page to the next, in points.
const NEAR: f32 = 4.0;

/// Takes running heads, feet and page numbers out of the pages, and names them.
pub(super) fn take(pages: &mut [Page]) -> Vec<Note> {
    let mut seen: BTreeMap<(String, i32), usize> = BTreeMap::new();
    for page in pages.iter() {
        let keys: BTreeSet<(String, i32)> = lines(page).iter().map(|line| key(line)).collect();
        keys.into_iter().for_each(|key| *seen.entry(key).or_default() += 1);
    }
    let is_repeated = |line: &[&Row]| {
        let (text, place) = key(line);
        (place - 1..=place + 1).filter_map(|place| seen.get(&(text.clone(), place))).sum::<usize>() > 1
    };
    let mut taken: BTreeMap<String, (String, usize, usize)> = BTreeMap::new();
    for page in pages.iter_mut() {
        let mut bases = Vec::new();
        for line in lines(page) {
            let words = text(&line);
            if line.iter().all(|row| is_artifact(row)) || is_repeated(&line) || is_page_number(&words, page.number) {
                bases.extend(line.iter().map(|row| row.base));
                let (_, _, count) = taken.entry(digits_as_one(&words)).or_insert((words, page.number, 0));
                *count += 1;
            }
        }
        page.pieces.retain(|piece| !matches!(piece, Piece::Row(row) if bases.contains(&row.base)));
    }
    let mut taken: Vec<_> = taken.into_values().collect();
    taken.sort_by_key(|(_, first, _)| *first);
    taken.into_iter().map(|(words, first, count)| named(words, first, count)).collect()
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

fn named(words: String, first: usize, count: usize) -> Note {
    let what = match count {
        1 => "what stands at the edge of the page".to_owned(),
        count => format!("what stands at the edge of {count} pages"),
    };
    Note::set_aside(what, words, Place::Page(first))
}

fn is_artifact(row: &Row) -> bool {
    row.letters.iter().all(|letter| letter.is_artifact || letter.text.trim().is_empty())
}

/// What is the same on other pages: the text but for its numbers, and how far down it stands.
fn key(line: &[&Row]) -> (String, i32) {
    let base = line.first().map_or(0.0, |row| row.base);
    (digits_as_one(&text(line)), (base / NEAR).round() as i32)
}

fn digits_as_one(text: &str) -> String {
    let mut shape = String::new();
    for c in text.trim().chars() {
        match c.is_ascii_digit() {
            true if shape.ends_with('0') => {}
            true => shape.push('0'),
            false => shape.push(c),
        }
    }
    shape
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
