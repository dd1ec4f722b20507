//! A part as a tree of elements, whatever prefixes it writes: the only file that knows the parser.

use quick_xml::XmlVersion;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::name::{Namespace, NamespaceResolver, ResolveResult};
use quick_xml::reader::NsReader;

use crate::Unreadable;

/// An element.
#[derive(Debug, Default)]
pub(super) struct Node {
    /// Its name behind a prefix of ours, such as `w:p`; behind `?:` where its vocabulary is none of those we read.
    pub(super) name: String,
    /// Its attributes, named in the same way; those without a prefix have none.
    attributes: Vec<(String, String)>,
    /// The elements in it.
    pub(super) children: Vec<Node>,
    /// The characters that stand in it, but not in an element in it.
    pub(super) text: String,
}

/// The deepest that Word nests is far from this, tables in text boxes in tables included.
const MAX_DEPTH: usize = 200;

/// The vocabularies that are read, by the ends of their addresses: Word writes others for the same in its strict form.
const VOCABULARIES: [(&str, &str); 10] = [
    ("/wordprocessingml/2006/main", "w:"),
    ("/ooxml/wordprocessingml/main", "w:"),
    ("/officeDocument/2006/relationships", "r:"),
    ("/ooxml/officeDocument/relationships", "r:"),
    ("/markup-compatibility/2006", "mc:"),
    ("/officeDocument/2006/math", "m:"),
    ("/ooxml/officeDocument/math", "m:"),
    ("/drawingml/2006/main", "a:"),
    ("/ooxml/drawingml/main", "a:"),
    ("urn:schemas-microsoft-com:vml", "v:"),
];

impl Node {
    /// Reads a part, of no more elements than are left. Entities that it declares are not looked up, so none can grow.
    ///
    /// # Errors
    /// It is no XML, or nested deeper or longer than any document.
    pub(super) fn read(text: &str, left: &mut usize) -> Result<Self, Unreadable> {
        let mut reader = NsReader::from_str(text);
        reader.config_mut().allow_dangling_amp = true;
        let mut builder = Builder { open: vec![Self::default()], left };
        loop {
            match reader.read_event().map_err(|_| Unreadable::Damaged)? {
                Event::Start(start) => builder.start(node(&start, reader.resolver()))?,
                Event::Empty(start) => {
                    builder.start(node(&start, reader.resolver()))?;
                    builder.end()?;
                }
                Event::End(_) => builder.end()?,
                Event::Text(text) => builder.text(&text.xml10_content()),
                Event::CData(text) => builder.text(&text.xml10_content()),
                Event::GeneralRef(reference) => builder.text(&meant(&reference)),
                Event::Eof => return builder.root(),
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
            }
        }
    }

    /// The value of an attribute.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    /// The first element of a name in it.
    pub(super) fn child(&self, name: &str) -> Option<&Self> {
        self.children.iter().find(|child| child.name == name)
    }

    /// The elements of a name in it.
    pub(super) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Self> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// The `w:val` of the first element of a name in it.
    pub(super) fn value(&self, name: &str) -> Option<&str> {
        self.child(name)?.attribute("w:val")
    }

    /// Whether a property is switched on or off in it, where it says so.
    pub(super) fn switch(&self, name: &str) -> Option<bool> {
        let value = self.child(name)?.attribute("w:val");
        Some(!matches!(value, Some("0" | "false" | "off" | "none")))
    }

    /// Whether the test holds for it or for an element in it.
    pub(super) fn holds(&self, test: &impl Fn(&Self) -> bool) -> bool {
        test(self) || self.children.iter().any(|child| child.holds(test))
    }
}

struct Builder<'a> {
    /// The elements that are open, below one that holds the outermost.
    open: Vec<Node>,
    /// How many more may be read.
    left: &'a mut usize,
}

impl Builder<'_> {
    fn start(&mut self, node: Node) -> Result<(), Unreadable> {
        self.open.push(node);
        *self.left = self.left.checked_sub(1).ok_or(Unreadable::Overgrown)?;
        if self.open.len() > MAX_DEPTH { Err(Unreadable::Overgrown) } else { Ok(()) }
    }

    fn end(&mut self) -> Result<(), Unreadable> {
        let node = self.open.pop().ok_or(Unreadable::Damaged)?;
        self.open.last_mut().ok_or(Unreadable::Damaged)?.children.push(node);
        Ok(())
    }

    fn text(&mut self, text: &str) {
        if let Some(node) = self.open.last_mut() {
            node.text.push_str(text);
        }
    }

    fn root(mut self) -> Result<Node, Unreadable> {
        let is_whole = self.open.len() == 1;
        let root = self.open.pop().and_then(|mut above| above.children.pop());
        root.filter(|_| is_whole).ok_or(Unreadable::Damaged)
    }
}

fn node(start: &BytesStart<'_>, names: &NamespaceResolver) -> Node {
    let (vocabulary, local) = names.resolve_element(start.name());
    let name = format!("{}{}", prefix(&vocabulary, "?:"), local.as_ref());
    let mut attributes = Vec::new();
    // Word stamps most elements with the session in which they were typed.
    for attribute in start.attributes().with_checks(false).flatten().filter(|one| !one.key.as_ref().contains(":rsid")) {
        let (vocabulary, local) = names.resolve_attribute(attribute.key);
        let value = attribute.normalized_value(XmlVersion::Implicit1_0);
        let value = value.map_or_else(|_| attribute.value.clone().into_owned(), |value| value.into_owned());
        attributes.push((format!("{}{}", prefix(&vocabulary, ""), local.as_ref()), value));
    }
    Node { name, attributes, ..Node::default() }
}

fn prefix(vocabulary: &ResolveResult<'_>, unbound: &'static str) -> &'static str {
    match vocabulary {
        ResolveResult::Bound(Namespace(address)) => {
            VOCABULARIES.iter().find(|(end, _)| address.ends_with(end)).map_or("?:", |(_, prefix)| prefix)
        }
        _ => unbound,
    }
}

/// The character that a reference means; one that we do not know stays as it is written.
fn meant(reference: &BytesRef<'_>) -> String {
    let name: &str = reference;
    match (reference.resolve_char_ref(), name) {
        (Ok(Some(character)), _) => character.to_string(),
        (_, "amp") => "&".to_owned(),
        (_, "lt") => "<".to_owned(),
        (_, "gt") => ">".to_owned(),
        (_, "quot") => "\"".to_owned(),
        (_, "apos") => "'".to_owned(),
        (_, name) => format!("&{name};"),
    }
}
