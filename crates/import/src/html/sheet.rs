//! The little of a page's style sheets that is text: the numbers that they count before the items of lists, and bold classes.

use std::collections::{BTreeMap, BTreeSet};

use super::list::Count;
use super::tree::{Node, Tree, is_of};

/// No page counts with more rules, or with more counters in one.
const MAX_RULES: usize = 300;
const MAX_COUNTERS: usize = 20;

/// What a page's own style sheets say.
#[derive(Default)]
pub(super) struct Sheet {
    bold: BTreeSet<String>,
    resets: Rules<Vec<(String, i32)>>,
    steps: Rules<Vec<(String, i32)>>,
    labels: Rules<Vec<Part>>,
    /// The counters that are running, with the depth of the list that began each.
    running: Vec<(String, usize, i32)>,
}

/// Rules in their order, to be found by one of the classes that each needs.
struct Rules<T> {
    all: Vec<(Selector, T)>,
    /// Where those are that need a class, and under the empty name those that need none.
    by_class: BTreeMap<String, Vec<usize>>,
}

/// Which lists and items a rule is for.
struct Selector {
    list: Option<Compound>,
    item: Option<Compound>,
    /// How deep a list must lie at least.
    depth: usize,
}

/// `ol.terms`.
struct Compound {
    tag: String,
    classes: Vec<String>,
}

/// A piece of what stands before an item.
enum Part {
    Text(String),
    /// A counter, what divides it from those of the lists around it if these are shown, and how it counts.
    Counter(String, Option<String>, Count),
}

impl Sheet {
    pub(super) fn of(tree: &Tree) -> Self {
        let styles = tree.nodes.iter().filter(|node| node.name == "style");
        let css: String = styles.flat_map(|node| tree.children(node)).map(|child| child.text.as_str()).collect();
        let mut sheet = Self::default();
        for (selectors, body) in rules(&css) {
            selectors.split(',').for_each(|selector| sheet.rule(selector.trim(), body));
        }
        sheet
    }

    /// Whether one of an element's classes is bold.
    pub(super) fn is_bold(&self, node: &Node) -> bool {
        !self.bold.is_empty() && classes(node).any(|class| self.bold.contains(class))
    }

    /// Whether it counts the items of lists.
    pub(super) fn counts(&self) -> bool {
        !self.labels.all.is_empty()
    }

    /// Begins a list at a depth, from 1.
    pub(super) fn enter(&mut self, list: &Node, depth: usize) {
        for (name, value) in self.resets.fitting(list, None, depth).flatten() {
            self.running.retain(|(running, at, _)| running != name || *at < depth);
            self.running.push((name.clone(), depth, *value));
        }
    }

    /// Counts an item, and says what stands before it, where the style sheet says so.
    pub(super) fn label(&mut self, list: &Node, item: &Node, (depth, number): (usize, i32)) -> Option<String> {
        for (name, step) in self.steps.fitting(list, Some(item), depth).flatten() {
            self.running.retain(|(running, at, _)| running != name || *at <= depth);
            match self.running.iter_mut().rev().find(|(running, ..)| running == name) {
                Some((_, _, value)) => *value = value.saturating_add(*step),
                None => self.running.push((name.clone(), depth, *step)),
            }
        }
        self.running.retain(|(running, at, _)| running != "list-item" || *at < depth);
        self.running.push(("list-item".to_owned(), depth, number));
        let parts = self.labels.fitting(list, Some(item), depth).next_back()?;
        let label: String = parts.iter().map(|part| self.shown(part)).collect();
        let label = label.split_whitespace().collect::<Vec<_>>().join(" ");
        Some(label).filter(|label| label.contains(char::is_alphanumeric))
    }

    fn shown(&self, part: &Part) -> String {
        match part {
            Part::Text(text) => text.clone(),
            Part::Counter(name, divider, count) => {
                let values = self.running.iter().filter(|(running, ..)| running == name).map(|(_, _, value)| *value);
                let values: Vec<String> = values.map(|value| count.digits(value)).collect();
                match divider {
                    Some(divider) => values.join(divider),
                    None => values.last().cloned().unwrap_or_else(|| count.digits(0)),
                }
            }
        }
    }

    fn rule(&mut self, selector: &str, body: &str) {
        let value = |name: &str| {
            let of = |line: &str| {
                line.split_once(':').filter(|(key, _)| key.trim() == name).map(|(_, value)| value.trim().to_owned())
            };
            body.split(';').find_map(of)
        };
        let weight = value("font-weight").unwrap_or_default();
        if matches!(weight.as_str(), "bold" | "bolder" | "600" | "700" | "800" | "900") {
            self.bold.extend(
                Compound::of(selector)
                    .filter(|compound| compound.classes.len() == 1)
                    .map(|mut one| one.classes.remove(0)),
            );
        }
        let counters = |name: &str, usual: i32| {
            value(name).map(|value| counters(&value, usual)).filter(|counters| !counters.is_empty())
        };
        if let Some((selector, resets)) = Selector::of_list(selector).zip(counters("counter-reset", 0)) {
            self.resets.push(selector, resets);
        }
        if let Some((selector, steps)) = Selector::of_item(selector).zip(counters("counter-increment", 1)) {
            self.steps.push(selector, steps);
        }
        let before = [":before", "::before", "::marker"].iter().find_map(|pseudo| selector.strip_suffix(pseudo));
        let parts = value("content").map(|content| parts(&content));
        if let Some((selector, parts)) =
            before.map(|item| item.trim_end_matches(':')).and_then(Selector::of_item).zip(parts)
        {
            let is_counted = parts.iter().any(|part| matches!(part, Part::Counter(..)));
            if is_counted {
                self.labels.push(selector, parts);
            }
        }
    }
}

impl<T> Default for Rules<T> {
    fn default() -> Self {
        Self { all: Vec::new(), by_class: BTreeMap::new() }
    }
}

impl<T> Rules<T> {
    fn push(&mut self, selector: Selector, value: T) {
        if self.all.len() >= MAX_RULES {
            return;
        }
        let class = selector.class().unwrap_or_default().to_owned();
        self.by_class.entry(class).or_default().push(self.all.len());
        self.all.push((selector, value));
    }

    /// What the rules say that are for a list or an item in it, in their order.
    fn fitting(&self, list: &Node, item: Option<&Node>, depth: usize) -> impl DoubleEndedIterator<Item = &T> {
        let classes = std::iter::once("").chain(classes(list)).chain(item.into_iter().flat_map(classes));
        let near: BTreeSet<usize> = classes.filter_map(|class| self.by_class.get(class)).flatten().copied().collect();
        let rules = near.into_iter().map(|at| &self.all[at]);
        rules.filter(move |(selector, _)| selector.fits(list, item, depth)).map(|(_, value)| value)
    }
}

impl Selector {
    /// A class that a list or an item must have.
    fn class(&self) -> Option<&str> {
        let compounds = [&self.list, &self.item].into_iter().flatten();
        compounds.flat_map(|compound| &compound.classes).map(String::as_str).next()
    }

    fn of_list(text: &str) -> Option<Self> {
        let compounds = compounds(text);
        let depth = lists(&compounds);
        let list = compounds.into_iter().last().map(|(compound, _)| compound)?;
        Some(Self { list: Some(list), item: None, depth })
    }

    /// `.terms > li`, `ol ol li`. An element around the list may be anywhere.
    fn of_item(text: &str) -> Option<Self> {
        let mut compounds = compounds(text);
        let depth = lists(&compounds);
        let (item, is_child) = compounds.pop().filter(|(item, _)| matches!(item.tag.as_str(), "li" | ""))?;
        let list = compounds.pop().map(|(compound, _)| compound);
        let list = list.filter(|list| is_child || matches!(list.tag.as_str(), "ol" | "ul"));
        Some(Self { list, item: Some(item), depth })
    }

    fn fits(&self, list: &Node, item: Option<&Node>, depth: usize) -> bool {
        let is_of = |compound: &Option<Compound>, node: Option<&Node>| match (compound, node) {
            (Some(compound), Some(node)) => compound.fits(node),
            (None, _) => true,
            (Some(_), None) => false,
        };
        depth >= self.depth && is_of(&self.list, Some(list)) && is_of(&self.item, item)
    }
}

impl Compound {
    fn of(text: &str) -> Option<Self> {
        let mut names = text.split('.').map(|name| name.trim().to_lowercase());
        let tag = names.next()?;
        let is_simple = text.chars().all(|c| c.is_alphanumeric() || "._-".contains(c));
        is_simple.then(|| Self { tag, classes: text.split('.').skip(1).map(str::to_owned).collect() })
    }

    fn fits(&self, node: &Node) -> bool {
        (self.tag.is_empty() || self.tag == node.name)
            && self.classes.iter().all(|own| classes(node).any(|class| class == own))
    }
}

/// The parts of a selector, each with whether it must be a child of the one before.
fn compounds(text: &str) -> Vec<(Compound, bool)> {
    let spaced = text.replace('>', " > ");
    let mut is_child = false;
    let mut compounds = Vec::new();
    for word in spaced.split_whitespace() {
        match Compound::of(word) {
            Some(compound) => compounds.push((compound, std::mem::take(&mut is_child))),
            None if word == ">" => is_child = true,
            None => return Vec::new(),
        }
    }
    compounds
}

fn lists(compounds: &[(Compound, bool)]) -> usize {
    compounds.iter().filter(|(compound, _)| matches!(compound.tag.as_str(), "ol" | "ul")).count()
}

fn classes(node: &Node) -> impl Iterator<Item = &str> {
    node.attribute("class").unwrap_or_default().split_whitespace()
}

/// The rules of a style sheet. Those for a kind of screen count as any other.
fn rules(css: &str) -> Vec<(&str, &str)> {
    let mut rules = Vec::new();
    let mut rest = css;
    while let Some((before, after)) = rest.split_once('{') {
        let selector = before.rsplit(['}', ';', '/']).next().unwrap_or_default().trim();
        rest = after;
        if !selector.starts_with("@media") && !selector.starts_with("@supports") {
            let (body, after) = after.split_once('}').unwrap_or((after, ""));
            rules.push((selector, body));
            rest = after;
        }
    }
    rules
}

/// `item 0 other`: names with numbers, or with the usual one.
fn counters(value: &str, usual: i32) -> Vec<(String, i32)> {
    let mut counters: Vec<(String, i32)> = Vec::new();
    for word in value.split_whitespace().filter(|word| !is_of(" none inherit initial ", word)).take(MAX_COUNTERS) {
        match (word.parse(), counters.last_mut()) {
            (Ok(number), Some((_, value))) => *value = number,
            (Ok(_), None) => {}
            (Err(_), _) => counters.push((word.to_owned(), usual)),
        }
    }
    counters
}

/// What `content` says: strings, and counters.
fn parts(content: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut rest = content.trim();
    while let Some(first) = rest.chars().next() {
        let after = &rest[first.len_utf8()..];
        let (part, after) = match first {
            '"' | '\'' => {
                let (text, after) = after.split_once(first).unwrap_or((after, ""));
                (Some(Part::Text(unescaped(text))), after)
            }
            _ if rest.starts_with("counter") => {
                let (call, after) = rest.split_once(')').unwrap_or((rest, ""));
                (counter(call), after)
            }
            _ => (None, after),
        };
        parts.extend(part);
        rest = after.trim_start();
    }
    parts
}

/// `counter(name, style)` or `counters(name, ".", style)`, without its bracket at the end.
fn counter(call: &str) -> Option<Part> {
    let (function, arguments) = call.split_once('(')?;
    let mut arguments = arguments.split(',').map(str::trim);
    let name = arguments.next()?.to_owned();
    let divider = if function.trim() == "counters" { arguments.next() } else { None };
    let divider = divider.map(|text| unescaped(text.trim_matches(['"', '\''])));
    Some(Part::Counter(name, divider, Count::of_style(arguments.next().unwrap_or_default()).unwrap_or(Count::Decimal)))
}

/// `\25cf` is the character of that number.
fn unescaped(text: &str) -> String {
    let mut pieces = text.split('\\');
    let first = pieces.next().unwrap_or_default().to_owned();
    pieces.fold(first, |unescaped, piece| {
        let digits = piece.len() - piece.trim_start_matches(|c: char| c.is_ascii_hexdigit()).len();
        let code = u32::from_str_radix(&piece[..digits.min(6)], 16).ok().and_then(char::from_u32);
        match code {
            Some(c) => unescaped + &c.to_string() + piece[digits.min(6)..].trim_start_matches(' '),
            None => unescaped + piece,
        }
    })
}
