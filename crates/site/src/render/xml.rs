//! Writes serializable structs as XML documents; quick-xml is named here only.

use serde::Serialize;

/// A struct as an XML document with its declaration. Fields that begin with `@` are attributes, `$text` is the text.
pub(super) fn document(root: &impl Serialize) -> Vec<u8> {
    let body = quick_xml::se::to_string(root).expect("structs of texts and lists always serialize");
    format!("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n{body}\n").into_bytes()
}
