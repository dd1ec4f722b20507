//! Lists as a document defines them: how each level counts, and how its labels are written.

use std::collections::BTreeMap;

use super::numerals::Numerals;
use super::styles::{ListOf, Styles};
use super::xml::Node;

/// Lists have nine levels.
pub(super) const LEVELS: usize = 9;

/// A document's lists.
#[derive(Default)]
pub(super) struct Numbering {
    /// The kinds of lists, by their ids. Lists of one kind count on from each other.
    kinds: BTreeMap<String, ListKind>,
    /// The lists, by their numbers.
    lists: BTreeMap<String, List>,
}

#[derive(Default)]
struct ListKind {
    levels: BTreeMap<usize, Level>,
    /// The style of the list that this one is defined by.
    defined_by: Option<String>,
}

struct List {
    kind: String,
    /// Levels that are written in another way than its kind's.
    levels: BTreeMap<usize, Level>,
    /// Levels that begin anew with this list, and at which number.
    starts: BTreeMap<usize, u32>,
}

/// How a level counts.
#[derive(Clone, Debug)]
pub(super) struct Level {
    /// The first number.
    pub(super) start: u32,
    /// How its number is written.
    pub(super) numerals: Numerals,
    /// The label, with `%1` to `%9` for the numbers of the levels.
    pub(super) text: String,
    /// All numbers in the label are written in digits.
    pub(super) is_legal: bool,
    /// It begins anew after a number of one of so many levels above.
    pub(super) restarts_below: Option<usize>,
    /// The style whose paragraphs are at this level.
    style: Option<String>,
}

/// A level of a list, found.
pub(super) struct Found<'a> {
    /// The list's number.
    pub(super) list: &'a str,
    /// The id of its kind.
    pub(super) kind: &'a str,
    /// The level.
    pub(super) level: usize,
}

/// A longer label is none.
const MAX_LABEL: usize = 100;

/// A longer chain of lists that are defined by styles goes in a circle.
const MAX_CHAIN: usize = 10;

impl Numbering {
    /// Reads `numbering.xml`.
    pub(super) fn of(root: &Node) -> Self {
        let kinds = root.all("w:abstractNum").filter_map(|node| {
            let defined_by = node.value("w:numStyleLink").map(str::to_owned);
            Some((node.attribute("w:abstractNumId")?.to_owned(), ListKind { levels: levels(node), defined_by }))
        });
        let lists = root.all("w:num").filter_map(|node| Some((node.attribute("w:numId")?.to_owned(), List::of(node)?)));
        Self { kinds: kinds.collect(), lists: lists.collect() }
    }

    /// The level that a paragraph is at, by what it says itself and what its style says.
    pub(super) fn find(&self, own: &ListOf, style: Option<&str>, styles: &Styles) -> Option<Found<'_>> {
        let of_style = styles.list(style);
        let (giver, by_style) = of_style.as_ref().map(|(giver, list)| (*giver, list)).unzip();
        let number = own.number.as_deref().or_else(|| by_style?.number.as_deref())?;
        let (number, list) = self.lists.get_key_value(number)?;
        let list = self.defining(list, styles);
        let kind = self.kinds.get(&list.kind)?;
        let linked = |style: Option<&str>| {
            let is_linked = |level: &Level| level.style.is_some() && level.style.as_deref() == style;
            kind.levels.iter().find(|(_, level)| is_linked(level)).map(|(level, _)| *level)
        };
        let level = own.level.or_else(|| linked(style)).or_else(|| by_style?.level).or_else(|| linked(giver));
        let level = level.unwrap_or_default().min(LEVELS - 1);
        Some(Found { list: number, kind: &list.kind, level })
    }

    /// How a level of a list counts.
    pub(super) fn level(&self, list: &str, kind: &str, level: usize) -> Option<&Level> {
        let own = self.lists.get(list).and_then(|list| list.levels.get(&level));
        own.or_else(|| self.kinds.get(kind)?.levels.get(&level))
    }

    /// At which number a level begins anew with a list, where it does.
    pub(super) fn start(&self, list: &str, level: usize) -> Option<u32> {
        self.lists.get(list)?.starts.get(&level).copied()
    }

    /// The list that defines another, which may do so by a style.
    fn defining<'a>(&'a self, list: &'a List, styles: &Styles) -> &'a List {
        let mut list = list;
        for _ in 0..MAX_CHAIN {
            let style = self.kinds.get(&list.kind).and_then(|kind| kind.defined_by.as_deref());
            let number = style.and_then(|style| styles.list(Some(style))).and_then(|(_, list)| list.number);
            match number.and_then(|number| self.lists.get(&number)) {
                Some(defining) => list = defining,
                None => break,
            }
        }
        list
    }
}

impl List {
    fn of(node: &Node) -> Option<Self> {
        let mut list =
            Self { kind: node.value("w:abstractNumId")?.to_owned(), levels: BTreeMap::new(), starts: BTreeMap::new() };
        for other in node.all("w:lvlOverride") {
            let start = other.value("w:startOverride").and_then(|start| start.parse().ok());
            if let (Some(level), Some(start)) = (level_of(other), start) {
                list.starts.insert(level, start);
            }
            list.levels.extend(levels(other));
        }
        Some(list)
    }
}

impl Level {
    fn of(node: &Node) -> Self {
        let number = |name: &str| node.value(name).and_then(|value| value.parse().ok());
        // Word hides some numerals from older versions behind a choice.
        let format = node.value("w:numFmt").or_else(|| alternative(node)?.value("w:numFmt"));
        Self {
            start: number("w:start").unwrap_or(0),
            numerals: Numerals::of(format.unwrap_or("decimal")),
            text: node.value("w:lvlText").unwrap_or_default().chars().take(MAX_LABEL).collect(),
            is_legal: node.switch("w:isLgl").unwrap_or_default(),
            restarts_below: node.value("w:lvlRestart").and_then(|level| level.parse().ok()),
            style: node.value("w:pStyle").map(str::to_owned),
        }
    }

    /// The levels whose numbers stand in the label.
    pub(super) fn parts(&self) -> Vec<usize> {
        (0..LEVELS).filter(|level| self.text.contains(&Self::mark(*level))).collect()
    }

    /// What stands in the label for the number of a level.
    pub(super) fn mark(level: usize) -> String {
        format!("%{}", level + 1)
    }
}

fn alternative(node: &Node) -> Option<&Node> {
    let choices = node.child("mc:AlternateContent")?;
    choices.child("mc:Choice").or_else(|| choices.child("mc:Fallback"))
}

fn levels(node: &Node) -> BTreeMap<usize, Level> {
    node.all("w:lvl").filter_map(|level| Some((level_of(level)?, Level::of(level)))).collect()
}

fn level_of(node: &Node) -> Option<usize> {
    node.attribute("w:ilvl")?.parse().ok().filter(|level| *level < LEVELS)
}
