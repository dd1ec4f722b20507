//! Editions that were translated from an earlier text of the authoritative edition.

use crate::at::At;
use crate::parse::EditionDraft;
use crate::{Code, Diagnostic, Report, Span};

/// How many characters of a digest are shown, and are enough to name it.
const SHOWN: usize = 12;

/// Warns of an edition whose front matter names another digest than the authoritative edition has now.
pub(super) fn check(own: &EditionDraft, authoritative: &EditionDraft, report: &mut Report) {
    let (Some(edition), Some(digest)) = (&own.edition, &authoritative.digest) else { return };
    let Some(At { value: of, span }) = &edition.translation_of else { return };
    if !digest.starts_with(&of.0) {
        let message = "This edition was translated from an earlier text of the authoritative edition.";
        let now = &digest[..SHOWN];
        let hint = format!("Compare the two, correct what has changed, and then write `of = \"{now}\"` here.");
        let older = Diagnostic::new(Code::OlderEdition, span.clone(), message, hint);
        report.add(older.with_related(Span::whole(&authoritative.file), "the text has changed here"));
    }
}
