//! A document with the parts that belong to it.

use std::collections::BTreeMap;

use super::numbering::Numbering;
use super::package::{Package, Part, Relation};
use super::styles::Styles;
use super::xml::Node;
use crate::Unreadable;

/// A document.
pub(super) struct Document {
    /// The text.
    pub(super) main: Part,
    /// Its styles.
    pub(super) styles: Styles,
    /// Its lists.
    pub(super) numbering: Numbering,
    /// What it calls itself.
    pub(super) title: String,
    /// Its other parts with words in them, by their kinds: `footnotes`, `header`, `comments`.
    others: BTreeMap<&'static str, Vec<Part>>,
    /// The places of the footnotes and endnotes in their parts, by their ids.
    footnotes: BTreeMap<&'static str, BTreeMap<String, usize>>,
}

/// The kinds of parts that may hold words beside the text.
const OTHERS: [&str; 8] = ["footnotes", "endnotes", "comments", "header", "footer", "chart", "chartEx", "diagramData"];

impl Document {
    /// Reads a document's parts.
    ///
    /// # Errors
    /// It is no Word document, or a part of it cannot be read.
    pub(super) fn read(package: &mut Package<'_>) -> Result<Self, Unreadable> {
        let relations = package.relations("")?;
        let name = target(&relations, "officeDocument").map(str::to_owned).or(by_type(package)?);
        let main = package.part(&name.ok_or(Unreadable::NotWord)?)?.ok_or(Unreadable::NotWord)?;
        if main.root.name != "w:document" {
            return Err(Unreadable::NotWord);
        }
        let mut one = |relations: &BTreeMap<_, _>, kind: &str| match target(relations, kind) {
            Some(name) => package.part(name),
            None => Ok(None),
        };
        let styles = one(&main.relations, "styles")?.map(|part| Styles::of(&part.root)).unwrap_or_default();
        let numbering = one(&main.relations, "numbering")?.map(|part| Numbering::of(&part.root)).unwrap_or_default();
        let title = one(&relations, "core-properties")?.map(|part| title(&part.root)).unwrap_or_default();
        let mut others: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for relation in main.relations.values() {
            let Some(kind) = OTHERS.into_iter().find(|kind| *kind == relation.kind) else { continue };
            others.entry(kind).or_default().extend(package.part(&relation.target)?);
        }
        let footnotes =
            ["footnotes", "endnotes"].map(|kind| (kind, ids(others.get(kind).and_then(|parts| parts.first()))));
        Ok(Self { main, styles, numbering, title, others, footnotes: footnotes.into() })
    }

    /// The other parts of a kind.
    pub(super) fn others(&self, kind: &str) -> &[Part] {
        self.others.get(kind).map_or(&[], Vec::as_slice)
    }

    /// A footnote by its id and the part it stands in, which is one of `footnotes` and `endnotes`.
    pub(super) fn footnote(&self, kind: &str, id: &str) -> Option<&Node> {
        let place = self.footnotes.get(kind)?.get(id)?;
        self.others(kind).first()?.root.children.get(*place)
    }
}

fn target<'a>(relations: &'a BTreeMap<String, Relation>, kind: &str) -> Option<&'a str> {
    relations.values().find(|relation| relation.kind == kind).map(|relation| relation.target.as_str())
}

/// The part that the list of types says is the text, where nothing refers to it.
fn by_type(package: &mut Package<'_>) -> Result<Option<String>, Unreadable> {
    let Some(types) = package.part("[Content_Types].xml")? else { return Ok(None) };
    let is_main = |node: &&Node| {
        let kind = node.attribute("ContentType").unwrap_or_default();
        kind.contains("word") && kind.ends_with(".main+xml")
    };
    let name = types.root.children.iter().find(is_main).and_then(|node| node.attribute("PartName"));
    Ok(name.map(str::to_owned))
}

fn ids(part: Option<&Part>) -> BTreeMap<String, usize> {
    let footnotes = part.into_iter().flat_map(|part| &part.root.children).enumerate();
    footnotes.filter_map(|(place, node)| Some((node.attribute("w:id")?.to_owned(), place))).collect()
}

fn title(properties: &Node) -> String {
    properties.child("?:title").map(|title| title.text.trim().to_owned()).unwrap_or_default()
}
