//! The parts of a Word document, which lie packed in an archive: the only file that knows how it is packed.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::xml::Node;
use crate::{Unreadable, charset};

/// No Word document has more parts.
const MAX_PARTS: usize = 10_000;

/// No policy is larger once it is unpacked; what is would only take memory.
const MAX_BYTES: u64 = 64 * 1_000_000;

/// No policy has more elements in its parts.
const MAX_ELEMENTS: usize = 1_500_000;

/// An open document.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// The place of each part in the archive, by its name in lower case: names differ in nothing else (OPC § 6.2.2.3).
    places: BTreeMap<String, usize>,
    /// How many bytes may still be unpacked, whichever parts they are in.
    bytes: u64,
    /// How many elements may still be read.
    elements: usize,
}

/// A part, and where the names in it lead.
pub(super) struct Part {
    /// Its outermost element.
    pub(super) root: Node,
    /// What it refers to, by the name that it gives it.
    pub(super) relations: BTreeMap<String, Relation>,
}

/// What a part refers to.
pub(super) struct Relation {
    /// The end of its kind's address, such as `styles` or `hyperlink`.
    pub(super) kind: String,
    /// The part's name, or an address outside.
    pub(super) target: String,
}

impl<'a> Package<'a> {
    /// Opens a document.
    ///
    /// # Errors
    /// It is no archive that can be read, or one with more in it than any document has.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, Unreadable> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Unreadable::Damaged)?;
        if archive.len() > MAX_PARTS {
            return Err(Unreadable::Overgrown);
        }
        let names = archive.file_names_raw().enumerate();
        let places = names.map(|(place, name)| (key(&String::from_utf8_lossy(name)), place)).collect();
        Ok(Self { archive, places, bytes: MAX_BYTES, elements: MAX_ELEMENTS })
    }

    /// The names of the parts that another refers to, by the end of their kind's address; with `""`, the whole
    /// document's.
    ///
    /// # Errors
    /// The part that says so cannot be read.
    pub(super) fn relations(&mut self, part: &str) -> Result<BTreeMap<String, Relation>, Unreadable> {
        let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
        let Some(text) = self.text(&format!("{folder}/_rels/{name}.rels"))? else { return Ok(BTreeMap::new()) };
        let root = Node::read(&text, &mut self.elements)?;
        let relation = |node: &Node| {
            let kind = node.attribute("Type")?.rsplit('/').next()?.to_owned();
            let target = node.attribute("Target")?;
            let is_outside = node.attribute("TargetMode") == Some("External");
            let target = if is_outside { target.to_owned() } else { absolute(folder, target) };
            Some((node.attribute("Id")?.to_owned(), Relation { kind, target }))
        };
        Ok(root.children.iter().filter_map(relation).collect())
    }

    /// A part by its name, where there is one.
    ///
    /// # Errors
    /// It is there, and cannot be read.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<Part>, Unreadable> {
        let Some(text) = self.text(name)? else { return Ok(None) };
        Ok(Some(Part { root: Node::read(&text, &mut self.elements)?, relations: self.relations(name)? }))
    }

    fn text(&mut self, name: &str) -> Result<Option<String>, Unreadable> {
        let Some(place) = self.places.get(&key(name)) else { return Ok(None) };
        if self.archive.by_index_raw(*place).is_ok_and(|file| file.encrypted()) {
            return Err(Unreadable::Encrypted);
        }
        let file = self.archive.by_index(*place).map_err(|_| Unreadable::Damaged)?;
        let mut bytes = Vec::new();
        // What the archive says about the size may be a lie: so no more is read than allowed, and one byte to tell.
        file.take(self.bytes + 1).read_to_end(&mut bytes).map_err(|_| Unreadable::Damaged)?;
        let left = self.bytes.checked_sub(bytes.len() as u64);
        self.bytes = left.ok_or(Unreadable::TooLarge((MAX_BYTES / 1_000_000) as usize))?;
        let (text, _) = charset::decode(&bytes, Some("utf-8")).map_err(|_| Unreadable::Damaged)?;
        Ok(Some(text))
    }
}

fn key(name: &str) -> String {
    name.replace('\\', "/").trim_start_matches('/').to_lowercase()
}

/// The name of a part that is named from a folder.
fn absolute(folder: &str, target: &str) -> String {
    let whole = if target.starts_with('/') { target.to_owned() } else { format!("{folder}/{target}") };
    let mut steps: Vec<&str> = Vec::new();
    for step in whole.split('/') {
        match step {
            "" | "." => {}
            ".." => drop(steps.pop()),
            step => steps.push(step),
        }
    }
    steps.join("/")
}
