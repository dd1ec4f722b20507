//! Labels that only their neighbours prove: `(a)`, `(1)`, `a.`, `ii.` and the bullet `o` of Word may begin a line in the midst
//! of a sentence, too, and `I.` be somebody's first name. They are labels where the next of them follows, or a list was
//! announced.

use super::{Label, roman};
use crate::block::is_invisible;
use crate::lines::ends_sentence;

/// The next of a series begins no more lines further down.
const FAR: usize = 60;

/// A longer line is no heading of a section.
const MAX_SECTION: usize = 80;

const LATIN: &str = "abcdefghijklmnopqrstuvwxyz";
const CYRILLIC: &str = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя";

/// Letters that a list may pass over: as Word does in Russian, and Uzbek has no c and w.
const PASSED: &str = "cwёйъыь";

/// A line among its neighbours.
#[derive(Debug)]
pub(crate) struct Standing {
    /// Its words.
    pub(crate) text: String,
    /// Whether a space stands between it and the line before, or somebody ended that one.
    pub(crate) is_apart: bool,
    /// Whether it is an item with a bullet that is not among its words.
    pub(crate) is_item: bool,
}

/// A label, how many bytes of the line it takes, and how an edition has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Proven {
    /// What nobody sees before it included.
    pub(crate) len: usize,
    /// `a)` for `(a)` and `a.`; `◦` for `o`.
    pub(crate) written: String,
}

/// What is counted, and between which signs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Series {
    Letters(&'static str, Signs),
    Romans(Signs),
    Numbers,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Signs {
    Brackets,
    Dot,
}

/// One way of reading the beginning of a line.
struct Reading {
    series: Series,
    /// Its place among its like, from 1.
    value: usize,
    proven: Proven,
}

/// Whether the words are such a label, or begin with one; and how many bytes it takes then. Nothing is proved yet.
pub(crate) fn end(line: &str) -> Option<usize> {
    let (start, text) = seen(line);
    let capitals = || numeral(text).map(|(_, rest)| line.len() - rest.len());
    let letter = || text.strip_prefix("o").filter(|rest| rest.starts_with(char::is_whitespace)).map(|_| start + 1);
    readings(line).first().map(|reading| reading.proven.len).or_else(capitals).or_else(letter)
}

/// What is proved of each line.
pub(crate) fn proven(lines: &[Standing]) -> Vec<Option<Proven>> {
    let readings: Vec<Vec<Reading>> = lines.iter().map(|line| readings(&line.text)).collect();
    let mut prover = Prover { lines, readings: &readings, open: Vec::new(), has_bullet: false };
    (0..lines.len()).map(|at| prover.line(at)).collect()
}

struct Prover<'a> {
    lines: &'a [Standing],
    readings: &'a [Vec<Reading>],
    /// The series that may go on, the innermost last.
    open: Vec<Open>,
    /// Whether the last label was a bullet.
    has_bullet: bool,
}

/// A series that may go on.
struct Open {
    series: Series,
    /// How far it has come.
    value: usize,
    /// The line that it came there in.
    at: usize,
}

impl Prover<'_> {
    fn line(&mut self, at: usize) -> Option<Proven> {
        let line = &self.lines[at];
        match Label::of(&line.text) {
            _ if line.is_item => self.has_bullet = true,
            Some((Label::Bullet, _)) => self.has_bullet = true,
            Some(_) => self.has_bullet = false,
            None => {}
        }
        if is_clause(&line.text) {
            self.open.clear();
        }
        if let Some(found) = self.next(at).or_else(|| self.first(at)) {
            self.has_bullet = false;
            return Some(found);
        }
        let bullet = bullet(&line.text).filter(|_| !line.is_item && self.proves_bullet(at))?;
        self.has_bullet = true;
        Some(bullet)
    }

    /// The next of a series that is open.
    fn next(&mut self, at: usize) -> Option<Proven> {
        self.open.retain(|open| at - open.at <= FAR);
        for depth in (0..self.open.len()).rev() {
            let Open { series, value: last, .. } = self.open[depth];
            let is_next = |reading: &&Reading| reading.series == series && follows(series, last, reading.value);
            let Some(reading) = self.readings[at].iter().find(is_next) else { continue };
            if self.may_follow(at, reading) {
                self.open.truncate(depth);
                self.open.push(Open { series, value: reading.value, at });
                return Some(reading.proven.clone());
            }
        }
        None
    }

    /// The first of a series: a list was announced, or the second follows.
    fn first(&mut self, at: usize) -> Option<Proven> {
        let is_announced = self.before(at).ends_with(':');
        let mut firsts = self.readings[at].iter().filter(|reading| reading.value == 1);
        let reading = firsts.find(|reading| is_announced || self.is_followed(at, reading))?;
        let again = self.open.iter().position(|open| open.series == reading.series);
        self.open.truncate(again.unwrap_or(self.open.len()));
        self.open.push(Open { series: reading.series, value: 1, at });
        Some(reading.proven.clone())
    }

    fn before(&self, at: usize) -> &str {
        at.checked_sub(1).map(|before| self.lines[before].text.trim_end()).unwrap_or_default()
    }

    /// Whether the next of a series begins a line further down, in the same clause.
    fn is_followed(&self, at: usize, reading: &Reading) -> bool {
        let below = (at + 1..self.lines.len()).take(FAR).take_while(|below| !is_clause(&self.lines[*below].text));
        let mut like = below.flat_map(|below| self.readings[below].iter().map(move |next| (below, next)));
        let next = like.find(|(_, next)| {
            next.series == reading.series && (next.value == 1 || follows(next.series, reading.value, next.value))
        });
        next.is_some_and(|(below, next)| next.value > 1 && self.may_break(below, next.series))
    }

    fn may_follow(&self, at: usize, reading: &Reading) -> bool {
        let rest = self.lines[at].text[reading.proven.len..].trim_start();
        // `г. Ташкент`, `с. 5`: shortened words.
        let is_short = matches!(reading.series, Series::Letters(CYRILLIC, Signs::Dot))
            && (rest.starts_with(|c: char| c.is_ascii_digit())
                || reading.proven.written == "г)" && rest.starts_with(char::is_uppercase));
        let is_sure = || self.before(at).ends_with([';', ',']) || self.is_followed(at, reading);
        self.may_break(at, reading.series) && (!is_short || is_sure())
    }

    /// Whether a line may end before a label of a series: in the midst of a sentence, brackets enclose what it refers to.
    fn may_break(&self, at: usize, series: Series) -> bool {
        const JOINING: [&str; 11] = ["and", "or", "и", "или", "а также", "либо", "va", "yoki", "hamda", "ва", "ёки"];
        let before = self.before(at);
        let is_joining = |word: &str| before.strip_suffix(word).is_some_and(|rest| rest.ends_with([' ', ',', ';']));
        matches!(series, Series::Letters(_, Signs::Dot) | Series::Romans(Signs::Dot))
            || self.lines[at].is_apart
            || ends_sentence(before)
            || before.ends_with(',')
            || JOINING.into_iter().any(is_joining)
    }

    fn proves_bullet(&self, at: usize) -> bool {
        let next = self.lines.get(at + 1).is_some_and(|next| bullet(&next.text).is_some());
        self.has_bullet || next || self.before(at).ends_with(':')
    }
}

/// Which lines are the headings of sections with a roman number in capitals: `II. Rights` after `I. General`.
pub(crate) fn sections<'a>(lines: impl Iterator<Item = &'a str>) -> Vec<bool> {
    let mut found = Vec::new();
    let mut chain: Vec<usize> = Vec::new();
    for (at, line) in lines.enumerate() {
        found.push(false);
        let value = numeral(seen(line).1).filter(|(_, rest)| is_section(rest)).map(|(value, _)| value);
        match value {
            // The last before the next counts: the first may be a name.
            Some(value) if value > 1 && value == chain.len() => drop(chain.pop()),
            Some(1) => mark(&mut found, std::mem::take(&mut chain)),
            Some(value) if value == chain.len() + 1 => {}
            _ => continue,
        }
        chain.push(at);
    }
    mark(&mut found, chain);
    found
}

fn mark(found: &mut [bool], chain: Vec<usize>) {
    if chain.len() > 1 {
        chain.into_iter().for_each(|at| found[at] = true);
    }
}

fn is_section(rest: &str) -> bool {
    rest.chars().count() <= MAX_SECTION && !rest.ends_with([';', ':', ',']) && rest.chars().any(char::is_alphabetic)
}

/// A roman number in capitals with its dot, and what follows.
fn numeral(text: &str) -> Option<(usize, &str)> {
    let (number, rest) = text.split_once('.')?;
    let letters = number.replace('І', "I").replace('Х', "X");
    let is_upper = letters.chars().all(|c| "IVX".contains(c));
    let value = roman(&letters.to_lowercase()).filter(|_| is_upper)?;
    rest.chars().next().is_none_or(char::is_whitespace).then_some((value, rest))
}

/// Whether a line begins with a number and its dot, as a clause does.
fn is_clause(text: &str) -> bool {
    matches!(Label::of(text), Some((Label::Number(parts), len)) if parts.len() > 1 || text[..len].ends_with('.'))
}

fn bullet(text: &str) -> Option<Proven> {
    let (start, text) = seen(text);
    let rest = text.strip_prefix('o')?;
    let begins = rest.starts_with(char::is_whitespace) && !rest.trim().is_empty();
    begins.then(|| Proven { len: start + 1, written: "◦".to_owned() })
}

/// A line from its first character that is seen, and how many bytes stand before it.
fn seen(line: &str) -> (usize, &str) {
    let text = line.trim_start_matches(|c: char| c.is_whitespace() || is_invisible(c));
    (line.len() - text.len(), text)
}

fn readings(line: &str) -> Vec<Reading> {
    let (start, text) = seen(line);
    let (signs, core, rest) = match text.strip_prefix('(') {
        Some(inner) => match inner.split_once(')') {
            Some((core, rest)) => (Signs::Brackets, core, rest),
            None => return Vec::new(),
        },
        None => match text.split_once('.') {
            Some((core, rest)) if core.chars().all(char::is_lowercase) => (Signs::Dot, core, rest),
            _ => return Vec::new(),
        },
    };
    let ends = rest.chars().find(|c| !is_invisible(*c)).is_none_or(char::is_whitespace);
    if !ends || core.len() > 8 || is_something_else(core, rest.trim_start()) {
        return Vec::new();
    }
    let core: String = core.chars().filter(|c| !is_invisible(*c)).collect();
    let proven = Proven { len: start + text.len() - rest.len(), written: format!("{core})") };
    let series = series(&core.to_lowercase(), signs);
    series.into_iter().map(|(series, value)| Reading { series, value, proven: proven.clone() }).collect()
}

/// `(c) 2026`, `i. e.`
fn is_something_else(core: &str, rest: &str) -> bool {
    matches!(core, "c" | "C" | "с" | "С") && rest.starts_with(|c: char| c.is_ascii_digit())
        || core == "i" && rest.starts_with("e.")
}

/// The series that a label may belong to, and its place in each.
fn series(core: &str, signs: Signs) -> Vec<(Series, usize)> {
    let mut found = Vec::new();
    let mut chars = core.chars();
    if let (Some(letter), None) = (chars.next(), chars.next()) {
        for alphabet in [LATIN, CYRILLIC] {
            let place = alphabet.chars().position(|c| c == letter);
            found.extend(place.map(|place| (Series::Letters(alphabet, signs), place + 1)));
        }
    }
    found.extend(roman(core).map(|value| (Series::Romans(signs), value)));
    let is_number = signs == Signs::Brackets && core.len() <= 3 && core.chars().all(|c| c.is_ascii_digit());
    found.extend(core.parse().ok().filter(|value| is_number && *value > 0).map(|value| (Series::Numbers, value)));
    found
}

/// Whether a place in a series comes next.
fn follows(series: Series, last: usize, next: usize) -> bool {
    match series {
        Series::Letters(alphabet, _) => {
            next > last && alphabet.chars().skip(last).take(next - last - 1).all(|c| PASSED.contains(c))
        }
        _ => next == last + 1,
    }
}
