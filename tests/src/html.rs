//! A page as a browser reads it: its elements in order, each with its attributes and the text up to the next one.

use std::collections::BTreeMap;

use html5gum::{Token, Tokenizer};

/// An element of a page, in the order of their start tags.
#[derive(Debug)]
pub(crate) struct Element {
    /// The tag's name.
    pub(crate) name: String,
    /// Its attributes.
    pub(crate) attributes: BTreeMap<String, String>,
    /// The text in it, that of the elements in it included, with white space folded.
    pub(crate) text: String,
}

impl Element {
    /// The value of an attribute, empty where there is none.
    pub(crate) fn attribute(&self, name: &str) -> &str {
        self.attributes.get(name).map_or("", String::as_str)
    }

    /// Whether it has a class.
    pub(crate) fn has_class(&self, class: &str) -> bool {
        self.attribute("class").split_whitespace().any(|known| known == class)
    }
}

/// Elements that never have an end tag (HTML § 13.1.2).
const VOID: [&str; 7] = ["br", "hr", "img", "input", "link", "meta", "source"];

/// The elements of a page.
pub(crate) fn elements(page: &str) -> Vec<Element> {
    let mut elements: Vec<Element> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    for Ok(token) in Tokenizer::new(page) {
        match token {
            Token::StartTag(tag) => {
                let text_of = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
                let attributes = tag.attributes.iter().map(|(name, value)| (text_of(name), text_of(value)));
                let name = text_of(&tag.name);
                if !VOID.contains(&name.as_str()) {
                    open.push(elements.len());
                }
                elements.push(Element { name, attributes: attributes.collect(), text: String::new() });
            }
            Token::EndTag(tag) => {
                let ended = open.iter().rposition(|&at| elements[at].name.as_bytes() == &**tag.name);
                open.truncate(
                    ended.unwrap_or_else(|| panic!("</{}> ends nothing", String::from_utf8_lossy(&tag.name))),
                );
            }
            Token::String(text) => {
                open.iter().for_each(|&at| elements[at].text.push_str(&String::from_utf8_lossy(&text)));
            }
            _ => {}
        }
    }
    assert!(open.is_empty(), "{:?} has no end", open.iter().map(|&at| &elements[at].name).collect::<Vec<_>>());
    for element in &mut elements {
        element.text = element.text.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    elements
}
