//! Styles: what a paragraph or a run is by its style, and by the styles that this one is based on.

use std::collections::BTreeMap;

use super::xml::Node;
use crate::language::Language;

/// A document's styles, by their ids.
#[derive(Default)]
pub(super) struct Styles {
    styles: BTreeMap<String, Style>,
    /// The style of paragraphs that name none.
    usual: Option<String>,
    is_bold: bool,
}

/// A style, as far as it says something itself.
#[derive(Default)]
struct Style {
    /// The name in lower case. Ids differ from language to language, the names of Word's own styles do not.
    name: String,
    based_on: Option<String>,
    outline: Option<u8>,
    list: ListOf,
    is_bold: Option<bool>,
    is_hidden: Option<bool>,
    is_struck: Option<bool>,
    language: Option<Language>,
}

/// The list that a paragraph is in, as far as a style or the paragraph says so.
#[derive(Clone, Debug, Default)]
pub(super) struct ListOf {
    /// The list's number; `0` takes a paragraph out of the list of its style.
    pub(super) number: Option<String>,
    /// How deep in it.
    pub(super) level: Option<usize>,
}

/// What a paragraph is by its style.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// The title.
    Title,
    /// A heading, of level 1 to 9.
    Heading(u8),
    /// A line in a table of contents.
    Contents,
    /// Anything else.
    Text,
}

/// A longer chain of styles goes in a circle.
const MAX_CHAIN: usize = 50;

/// What is lifted less stands on the line, in halves of a point.
const MIN_LIFT: i32 = 4;

impl Styles {
    /// Reads `styles.xml`.
    pub(super) fn of(root: &Node) -> Self {
        let mut styles = Self::default();
        let defaults = root.child("w:docDefaults").and_then(|all| all.child("w:rPrDefault"));
        styles.is_bold = defaults.and_then(|all| all.child("w:rPr")?.switch("w:b")).unwrap_or_default();
        for node in root.all("w:style") {
            let Some(id) = node.attribute("w:styleId") else { continue };
            let is_usual = matches!(node.attribute("w:default"), Some("1" | "true" | "on"));
            if is_usual && node.attribute("w:type") == Some("paragraph") {
                styles.usual = Some(id.to_owned());
            }
            styles.styles.insert(id.to_owned(), Style::of(node));
        }
        styles
    }

    /// What a paragraph of a style is.
    pub(super) fn role(&self, id: Option<&str>, outline: Option<u8>) -> Role {
        let named = self.chain(id).find_map(|(_, style)| style.role());
        match (named, outline) {
            (Some(role @ (Role::Title | Role::Contents)), _) => role,
            (_, Some(outline)) => of_outline(outline),
            (role, None) => role.unwrap_or(Role::Text),
        }
    }

    /// The list that a style puts its paragraphs into, and the style in the chain that says so.
    pub(super) fn list(&self, id: Option<&str>) -> Option<(&str, ListOf)> {
        let level = self.chain(id).find_map(|(_, style)| style.list.level);
        let (id, style) = self.chain(id).find(|(_, style)| style.list.number.is_some())?;
        Some((id, ListOf { number: style.list.number.clone(), level }))
    }

    /// Whether the styles of a paragraph and of a run in it make it bold together: two that do undo each other
    /// (ISO 29500-1 § 17.7.3).
    pub(super) fn is_bold(&self, paragraph: Option<&str>, run: Option<&str>) -> bool {
        let is_bold = |(_, style): (&str, &Style)| style.is_bold;
        let paragraph = self.chain(paragraph).find_map(is_bold).unwrap_or_default();
        let run = run.and_then(|run| self.own_chain(run).find_map(is_bold)).unwrap_or_default();
        self.is_bold || paragraph != run
    }

    /// Whether the styles of a paragraph and of a run in it hide it.
    pub(super) fn is_hidden(&self, paragraph: Option<&str>, run: Option<&str>) -> bool {
        self.toggles((paragraph, run), |style| style.is_hidden)
    }

    /// Whether the styles of a paragraph and of a run in it strike it out.
    pub(super) fn is_struck(&self, paragraph: Option<&str>, run: Option<&str>) -> bool {
        self.toggles((paragraph, run), |style| style.is_struck)
    }

    /// Whether one of the styles of a paragraph and of a run in it has a property, and the other does not undo it.
    fn toggles(&self, (paragraph, run): (Option<&str>, Option<&str>), has: impl Fn(&Style) -> Option<bool>) -> bool {
        let own = |(_, style): (&str, &Style)| has(style);
        let paragraph = self.chain(paragraph).find_map(own).unwrap_or_default();
        paragraph != run.and_then(|run| self.own_chain(run).find_map(own)).unwrap_or_default()
    }

    /// The language that a style says its words are in. The one that all paragraphs are in by default says nothing.
    pub(super) fn language(&self, id: Option<&str>) -> Option<Language> {
        let usual = self.usual.as_deref();
        self.chain(id).filter(|(id, _)| Some(*id) != usual).find_map(|(_, style)| style.language)
    }

    /// The style of a paragraph and those below it.
    fn chain<'a>(&'a self, id: Option<&str>) -> impl Iterator<Item = (&'a str, &'a Style)> + use<'a> {
        let id = id.filter(|id| self.styles.contains_key(*id)).or(self.usual.as_deref());
        self.own_chain(id.unwrap_or_default())
    }

    fn own_chain<'a>(&'a self, id: &str) -> impl Iterator<Item = (&'a str, &'a Style)> + use<'a> {
        let first = self.styles.get_key_value(id);
        let chain = std::iter::successors(first, |(_, style)| self.styles.get_key_value(style.based_on.as_ref()?));
        chain.map(|(id, style)| (id.as_str(), style)).take(MAX_CHAIN)
    }
}

impl Style {
    fn of(node: &Node) -> Self {
        let run = node.child("w:rPr");
        let paragraph = node.child("w:pPr");
        Self {
            name: node.value("w:name").unwrap_or_default().to_lowercase(),
            based_on: node.value("w:basedOn").map(str::to_owned),
            outline: paragraph.and_then(outline),
            list: paragraph.map(ListOf::of).unwrap_or_default(),
            is_bold: run.and_then(|run| run.switch("w:b")),
            is_hidden: run.and_then(|run| run.switch("w:vanish")),
            is_struck: run.and_then(|run| run.switch("w:strike").or_else(|| run.switch("w:dstrike"))),
            language: run.and_then(language),
        }
    }

    fn role(&self) -> Option<Role> {
        let level = |prefix: &str| self.name.strip_prefix(prefix)?.trim().parse::<u8>().ok();
        match self.name.as_str() {
            "title" => Some(Role::Title),
            "toc heading" | "table of figures" | "table of authorities" | "contents heading" => Some(Role::Contents),
            _ if level("toc ").or(level("contents ")).is_some() => Some(Role::Contents),
            _ => self.outline.or(level("heading ").and_then(|level| level.checked_sub(1))).map(of_outline),
        }
    }
}

impl ListOf {
    /// What the properties of a paragraph or a style say.
    pub(super) fn of(properties: &Node) -> Self {
        let list = properties.child("w:numPr");
        Self {
            number: list.and_then(|list| list.value("w:numId")).map(str::to_owned),
            level: list.and_then(|list| list.value("w:ilvl")).and_then(|level| level.parse().ok()),
        }
    }
}

/// The outline level that properties name.
pub(super) fn outline(properties: &Node) -> Option<u8> {
    properties.value("w:outlineLvl")?.parse().ok()
}

/// The language that the properties of a run name, where it is to be believed. Word marks what is typed by the keyboard
/// that it is typed on, and Uzbek is typed on English and Russian ones; nobody has an Uzbek one by accident.
pub(super) fn language(properties: &Node) -> Option<Language> {
    let tag = properties.child("w:lang")?.attribute("w:val")?;
    let is_uzbek = |language: &Language| matches!(language, Language::Uzbek | Language::UzbekCyrillic);
    Language::of_tag(tag).filter(is_uzbek)
}

/// Whether the properties of a run raise it above the line, as what it is or by how much, in halves of a point
/// (ISO 29500-1 §§ 17.3.2.24 and 17.3.2.42).
pub(super) fn is_raised(properties: &Node) -> bool {
    let is_lifted = || properties.value("w:position")?.parse::<i32>().ok().map(|halves| halves >= MIN_LIFT);
    properties.value("w:vertAlign") == Some("superscript") || is_lifted().unwrap_or_default()
}

fn of_outline(outline: u8) -> Role {
    if outline < 9 { Role::Heading(outline + 1) } else { Role::Text }
}
