//! Link definitions (`[label]: address`) that no link uses. Markdown drops them without a trace, and with them words
//! that an author wrote: `[Note]: see-below` is such a definition too.

use std::collections::HashSet;

/// Longer labels are none.
const MAX_LABEL: usize = 999;

/// Brackets with words in them, and what follows.
struct Label<'a> {
    at: usize,
    folded: String,
    after: &'a str,
}

/// Where the `[` of each definition stands that nothing refers to, or that repeats another.
pub(super) fn unused(text: &str) -> Vec<usize> {
    let (definitions, others): (Vec<_>, Vec<_>) = labels(text).partition(|label| label.is_definition(text));
    let ends: Vec<usize> = definitions.iter().map(|label| label.at + line_len(&text[label.at..])).collect();
    // What stands on a definition's own line is its address, not a link.
    let is_address = |label: &Label<'_>| {
        let before = definitions.partition_point(|definition| definition.at < label.at);
        before.checked_sub(1).is_some_and(|index| label.at < ends[index])
    };
    let used: HashSet<String> =
        others.into_iter().filter(|label| label.is_use() && !is_address(label)).map(|label| label.folded).collect();
    let mut seen = HashSet::new();
    let mut is_kept = |label: &Label<'_>| used.contains(&label.folded) && seen.insert(label.folded.clone());
    definitions.iter().filter(|label| !is_kept(label)).map(|label| label.at).collect()
}

fn line_len(text: &str) -> usize {
    text.find('\n').unwrap_or(text.len())
}

fn labels(text: &str) -> impl Iterator<Item = Label<'_>> {
    let opened = text.match_indices('[').filter(|(at, _)| !text[..*at].ends_with('\\'));
    opened.filter_map(|(at, _)| {
        let rest = &text[at + 1..];
        let end = closing(rest).filter(|end| !is_footnote(&rest[..*end]))?;
        Some(Label { at, folded: fold(&rest[..end]), after: &rest[end + 1..] })
    })
}

fn is_footnote(label: &str) -> bool {
    label.strip_prefix('^').is_some_and(|name| !name.is_empty() && !name.contains([' ', '\t', '\n', '\0']))
}

impl Label<'_> {
    /// It stands at the beginning of a line, a quote or a list's item, and a colon follows.
    fn is_definition(&self, text: &str) -> bool {
        let is_marker = |c: char| matches!(c, ' ' | '\t' | '>' | '*' | '+' | '-' | '.' | ')' | '0'..='9');
        self.after.starts_with(':')
            && matches!(text[..self.at].trim_end_matches(is_marker).chars().last(), None | Some('\n'))
    }

    /// Not the words of a link that says its address or label itself.
    fn is_use(&self) -> bool {
        !self.after.starts_with('(') && (!self.after.starts_with('[') || self.after.starts_with("[]"))
    }
}

/// Where the bracket closes that was opened before `text`, unless another opens first.
fn closing(text: &str) -> Option<usize> {
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate().take(MAX_LABEL) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b']' => return Some(at),
            b'[' => return None,
            _ => {}
        }
    }
    None
}

fn fold(label: &str) -> String {
    label.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}
