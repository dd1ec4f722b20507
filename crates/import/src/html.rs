//! `.html`: a page without its site. What stands in navigation, banners and footers is set aside; scripts are no words.

mod address;
mod contents;
mod ends;
mod list;
mod panel;
mod sheet;
mod site;
mod style;
mod table;
mod tree;
mod walk;
mod word;
mod words;

use crate::block::Draft;
use crate::{Unreadable, charset};

/// How far into a page its encoding is named.
const HEAD: usize = 4096;

/// Reads a page.
///
/// # Errors
/// The bytes are no text.
pub(crate) fn read(bytes: &[u8]) -> Result<Draft, Unreadable> {
    let (text, notes) = charset::decode(bytes, declared(bytes).as_deref())?;
    let mut draft = walk::walk(&tree::Tree::new(&text));
    draft.notes.extend(notes);
    Ok(draft)
}

/// The encoding that the page names: `<meta charset="…">`, or `charset=…` in an older one.
fn declared(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD)]).to_lowercase();
    let (_, after) = head.split_once("charset")?;
    let value = after.trim_start().strip_prefix('=')?.trim_start_matches([' ', '"', '\'']);
    let end = value.find(|c: char| !c.is_ascii_alphanumeric() && !"-_:.".contains(c)).unwrap_or(value.len());
    Some(value[..end].to_owned())
}
