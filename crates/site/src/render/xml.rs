//! Writes serializable structs as XML documents; quick-xml is named here only.

use serde::Serialize;

/// A struct as an XML document with its declaration. Fields that begin with `@` are attributes, `$text` is the text.
pub(super) fn document(root: &impl Serialize) -> Vec<u8> {
    let body = quick_xml::se::to_string(root).expect("structs of texts and lists always serialize");
    let body = body.replace(is_forbidden, "\u{fffd}");
    format!("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n{body}\n").into_bytes()
}

/// Characters that no XML document may hold, however they are written (XML 1.0, 2.2): one pasted into a title would make
/// readers refuse the whole feed.
fn is_forbidden(c: char) -> bool {
    c.is_ascii_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{7f}') || matches!(c, '\u{fffe}' | '\u{ffff}')
}
