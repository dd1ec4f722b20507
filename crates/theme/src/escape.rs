//! Escaping for HTML: the one place that both the templates and the text of editions go through.

use std::borrow::Cow;

/// Text as it may stand in an element and between the quotes of an attribute.
///
/// ```
/// assert_eq!(candor_theme::escape("<b title='x'>&"), "&lt;b title=&#39;x&#39;&gt;&amp;");
/// ```
#[must_use]
pub fn escape(text: &str) -> Cow<'_, str> {
    const SPECIAL: [char; 6] = ['&', '<', '>', '"', '\'', '\0'];
    if !text.contains(SPECIAL) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            // HTML has no NUL, and each browser makes something else of it.
            '\0' => escaped.push(char::REPLACEMENT_CHARACTER),
            other => escaped.push(other),
        }
    }
    Cow::Owned(escaped)
}
