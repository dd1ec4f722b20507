//! Data for programs in a page: JSON-LD, as the text of a `<script>` element that no browser runs.

use std::fmt::Write as _;

use serde::Serialize;
use serde_json::Value;

/// A JSON-LD document as it may stand in a `<script type="application/ld+json">`. Whatever its texts hold, it cannot end
/// the element or open a comment in it, so that a template may write it as it is.
///
/// ```
/// let data = candor_theme::LinkedData::new(&serde_json::json!({ "name": "</script>" }));
/// assert_eq!(data.as_str(), r#"{"name":"\u003c/script\u003e"}"#);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct LinkedData(String);

impl LinkedData {
    /// The document, ready to be written into a page.
    #[must_use]
    pub fn new(document: &Value) -> Self {
        Self(escape(&document.to_string()))
    }

    /// The text of the element.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Outside of its texts JSON has none of these characters, so that each can be written as JSON's own escape.
fn escape(json: &str) -> String {
    let mut escaped = String::with_capacity(json.len());
    for c in json.chars() {
        match c {
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => {
                let _ = write!(escaped, "\\u{:04x}", u32::from(c));
            }
            other => escaped.push(other),
        }
    }
    escaped
}
