//! Lists: items with the numbers and letters that a browser shows before them.

use super::style::{MAX_HEADING, Style, css};
use super::tree::Node;
use super::walk::Walker;
use crate::Note;
use crate::block::{Block, Kind, Place, Words, is_bold, plain};
use crate::label::Label;
use crate::roman::roman;
use crate::shape::{with_label, without};

/// The deepest level of a list in Google Docs.
const MAX_LEVEL: usize = 8;

/// How a list counts.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Count {
    Bullet,
    Nothing,
    Decimal,
    Letter,
    CapitalLetter,
    Roman,
    CapitalRoman,
}

impl<'a> Walker<'a> {
    /// A list with the items, and whatever else stands, in it.
    pub(super) fn list(&mut self, node: &'a Node, style: Style) {
        self.end_paragraph();
        let is_item = |child: &&Node| child.name == "li";
        let step = if node.attribute("reversed").is_some() { -1 } else { 1 };
        let count = self.tree.children(node).filter(is_item).count();
        let first = if step > 0 { 1 } else { i32::try_from(count).unwrap_or(i32::MAX) };
        let mut number = node.attribute("start").and_then(|start| start.trim().parse::<i32>().ok()).unwrap_or(first);
        let outer = self.lists.len();
        self.lists.resize(outer.max(level(node)), Count::Nothing);
        self.lists.push(Count::of(node, node));
        self.sheet.enter(node, self.lists.len());
        self.remark_nested();
        for child in self.tree.children(node) {
            if !is_item(&child) {
                self.node(child, style.clone());
                continue;
            }
            number = child.attribute("value").and_then(|value| value.trim().parse().ok()).unwrap_or(number);
            let counted = self.sheet.label(node, child, (self.lists.len(), number));
            let label = counted.or_else(|| Count::of(node, child).label(number));
            self.item(child, style.clone(), label);
            number = number.saturating_add(step);
        }
        self.end_paragraph();
        self.lists.truncate(outer);
    }

    /// A style sheet that is not in the file may number lists in lists as 1.1.
    fn remark_nested(&mut self) {
        let is_nested = self.lists.iter().filter(|count| **count == Count::Decimal).count() > 1;
        if is_nested && self.lists.last() == Some(&Count::Decimal) && !self.sheet.counts() && !self.is_nested {
            self.is_nested = true;
            let message = "A numbered list lies in another here: the page may have shown its numbers as 1.1, 1.2.";
            self.open.remarks.push(Note::doubt(message));
        }
    }

    fn item(&mut self, node: &'a Node, style: Style, label: Option<String>) {
        self.end_paragraph();
        let first = self.draft.blocks.len();
        self.node(node, style);
        self.end_paragraph();
        let depth = u8::try_from(self.lists.len().saturating_sub(1)).unwrap_or(u8::MAX);
        let is_opening = self.draft.blocks.len() > first + 1;
        if let Some(block) = self.draft.blocks.get_mut(first) {
            match &block.kind {
                Kind::Paragraph(words) => block.kind = item(words.clone(), label, depth, is_opening),
                Kind::Heading(level, words) => block.kind = Kind::Heading(*level, labelled(words.clone(), label)),
                Kind::Item(..) if label.as_ref().is_none_or(String::is_empty) => {}
                Kind::Table(_) | Kind::Item(..) => {
                    let label = Block::new(item(Vec::new(), label, depth, false), Place::Line(node.line));
                    self.forget_ways(first);
                    self.draft.blocks.insert(first, label);
                }
                Kind::Footnote(..) => {}
            }
        }
    }
}

impl Count {
    /// How an item is counted, by its own say or its list's.
    fn of(list: &Node, item: &Node) -> Self {
        let css = css(item) + ";" + &css(list);
        let (_, style) = css.split_once("list-style").unwrap_or_default();
        let style = style.trim_start_matches("-type").trim_start_matches(':').split(';').next().unwrap_or_default();
        let named = [item.attribute("type"), list.attribute("type")].into_iter().flatten().next().unwrap_or_default();
        match (Self::of_style(style), named) {
            (Some(count), _) => count,
            (None, _) if style.contains("none") && list.name == "ol" => Self::Nothing,
            (None, "a") => Self::Letter,
            (None, "A") => Self::CapitalLetter,
            (None, "i") => Self::Roman,
            (None, "I") => Self::CapitalRoman,
            _ if list.name == "ol" => Self::Decimal,
            _ => Self::Bullet,
        }
    }

    /// How a style sheet says that a list counts.
    pub(super) fn of_style(style: &str) -> Option<Self> {
        let has = |names: [&str; 2]| names.iter().any(|name| style.contains(name));
        match () {
            () if has(["lower-alpha", "lower-latin"]) => Some(Self::Letter),
            () if has(["upper-alpha", "upper-latin"]) => Some(Self::CapitalLetter),
            () if style.contains("lower-roman") => Some(Self::Roman),
            () if style.contains("upper-roman") => Some(Self::CapitalRoman),
            () if style.contains("decimal") => Some(Self::Decimal),
            () => None,
        }
    }

    /// A number as it is counted.
    pub(super) fn digits(self, number: i32) -> String {
        match (self, u32::try_from(number)) {
            (Self::Letter, Ok(1..)) => letters(number.unsigned_abs()),
            (Self::CapitalLetter, Ok(1..)) => letters(number.unsigned_abs()).to_uppercase(),
            (Self::Roman, Ok(1..)) => roman(number.unsigned_abs()),
            (Self::CapitalRoman, Ok(1..)) => roman(number.unsigned_abs()).to_uppercase(),
            _ => number.to_string(),
        }
    }

    /// What stands before an item. A letter and a small roman number are written as those of clauses are, `a)`.
    fn label(self, number: i32) -> Option<String> {
        let digits = self.digits(number);
        match self {
            Self::Bullet => None,
            Self::Nothing => Some(String::new()),
            Self::Letter | Self::CapitalLetter | Self::Roman if number > 0 => Some(format!("{digits})")),
            _ => Some(format!("{digits}.")),
        }
    }
}

/// How deep a list of Google Docs lies, which writes each below the one it lies in: `lst-kix_abc-1`.
fn level(list: &Node) -> usize {
    let classes = list.attribute("class").unwrap_or_default().split_whitespace();
    let levels = classes.filter_map(|class| class.strip_prefix("lst-kix_")?.rsplit_once('-')?.1.parse().ok());
    levels.filter(|level| *level <= MAX_LEVEL).max().unwrap_or_default()
}

/// An item's first words with its label. Where they have a label of their own, the list was there for the looks; a dash
/// behind a bullet says the same again. An asterisk may refer to a note.
fn item(words: Words, label: Option<String>, depth: u8, is_opening: bool) -> Kind {
    let text = plain(&words);
    if let (Some((Label::Bullet, len)), None, false) = (Label::of(&text), &label, text.starts_with('*')) {
        return Kind::Item(depth, None, without(&words, len));
    }
    let has_label = matches!(Label::of(&plain(&words)), Some((Label::Number(_) | Label::Letter(_), _)));
    let Some(label) = label.filter(|_| !has_label) else {
        return if has_label { Kind::Paragraph(words) } else { Kind::Item(depth, None, words) };
    };
    let is_counted = label.len() <= 10 && label.ends_with('.') && label[..label.len() - 1].parse::<u32>().is_ok();
    let is_heading = depth == 0 && is_opening && is_bold(&words) && plain(&words).chars().count() <= MAX_HEADING;
    if is_counted && !is_heading {
        Kind::Item(depth, Some(label), words)
    } else {
        Kind::Paragraph(labelled(words, Some(label)))
    }
}

/// Words with a label before them, unless they have one.
fn labelled(words: Words, label: Option<String>) -> Words {
    match label.filter(|label| !label.is_empty() && Label::of(&plain(&words)).is_none()) {
        Some(label) => with_label(words, &label),
        None => words,
    }
}

/// `a` to `z`, then `aa`, as browsers count.
fn letters(mut number: u32) -> String {
    let mut letters = Vec::new();
    while number > 0 {
        number -= 1;
        letters.push(char::from(b'a' + u8::try_from(number % 26).unwrap_or_default()));
        number /= 26;
    }
    letters.iter().rev().collect()
}
