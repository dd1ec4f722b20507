//! Editions: one version of a policy in one locale, from Markdown to clauses to HTML.
//!
//! ```text
//! text --source--> mended text --markdown--> draft (events) --outline--> clauses --html--> HTML
//! ```
//!
//! Nothing of the text is lost, doubled or reordered on the way, whatever the author pasted; only footnotes go to the
//! end. Where CommonMark drops or hides words, `markdown.rs` and `source.rs` keep them.

mod address;
mod ahead;
mod body;
mod cyrillic;
mod definitions;
mod digest;
mod draft;
mod guards;
mod html;
mod inlines;
mod label;
mod language;
mod latin;
mod manuscript;
mod markdown;
mod model;
mod nest;
mod numbering;
mod outline;
mod places;
mod running;
mod script;
mod source;
mod stand;
#[cfg(test)]
mod tests;
mod walk;

use candor_model::Locale;

pub(crate) use address::{FACT, REGISTER};
pub(crate) use digest::digest_of_normalized;
pub use digest::{digest, normalized};
pub use html::{Html, LinkHtml};
pub(crate) use label::is_apostrophe;
pub(crate) use language::first_character;
pub use model::{Alignment, Block, Clause, Edition, Footnote, Heading, Inline, Item, Link, List, Table};
pub(crate) use places::Places;
pub(crate) use running::RunningText;
pub use walk::plain_text;
pub(crate) use walk::text_of_blocks;

use crate::Report;
use draft::Draft;
use manuscript::{Manuscript, front_matter};
use source::Source;

impl Edition {
    /// Reads an edition. What an author should know goes into the report. Nothing comes out where the front matter is
    /// missing or not closed; any other fault leaves an edition with all of its text.
    #[must_use]
    pub fn parse(file: &str, text: &str, locale: &Locale, report: &mut Report) -> Option<Self> {
        let (front_matter, body) = front_matter(file, text, report)?;
        let manuscript = Manuscript { file, text, body, locale };
        let mut draft = Draft::new(manuscript, report);
        markdown::read(&Source::of_file(text, body), &mut draft);
        let (events, footnotes) = draft.finish();
        let (mut clauses, footnotes) = outline::outline(events, footnotes, manuscript, report);
        language::mark_languages(&mut clauses, manuscript, report);
        let title = front_matter.title.map(|title| title.value).unwrap_or_default();
        Some(Self { title, locale: locale.clone(), clauses, footnotes, translation_of: front_matter.of })
    }
}
