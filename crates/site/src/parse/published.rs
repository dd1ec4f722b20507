//! The texts that were published: `candor publish` keeps a copy of each edition that it locks, named for its digest.

use candor_model::Locale;

use super::not_a_locale;
use crate::edition::digest;
use crate::{Code, Diagnostic, Report, Span};

/// How many characters of a digest the name of a copy has: more than enough to tell the texts of one version apart.
const SHORT: usize = 12;

/// What was published once.
#[derive(Debug)]
pub(crate) struct PublishedText {
    pub(crate) file: String,
    pub(crate) locale: Locale,
    /// The normalized text.
    pub(crate) text: String,
    pub(crate) digest: String,
}

impl PublishedText {
    /// The path of the copy with that digest, in the folder of a version.
    pub(crate) fn path(version_folder: &str, locale: &Locale, digest: &str) -> String {
        format!("{version_folder}published/{locale}.{}.md", &digest[..digest.len().min(SHORT)])
    }

    /// Reads a copy, of which nobody has changed a letter since.
    pub(super) fn read(path: &str, file: &str, text: Option<&str>, report: &mut Report) -> Option<Self> {
        let text = text?;
        let name = file.strip_suffix(".md").and_then(|name| name.split_once('.'));
        let Some((Ok(locale), short)) = name.map(|(locale, short)| (Locale::new(locale), short)) else {
            report.add(not_a_locale(path));
            return None;
        };
        let digest = digest(text);
        if !digest.starts_with(short) || short.len() < SHORT {
            report.add(changed(path));
            return None;
        }
        Some(Self { file: path.to_owned(), locale, text: text.to_owned(), digest })
    }
}

fn changed(path: &str) -> Diagnostic {
    let message = "This copy of a published text is not what its name says any more.";
    let hint = "Restore it: it is the evidence of what readers agreed to, and nothing in `published/` is ever edited.";
    Diagnostic::new(Code::ChangedEdition, Span::whole(path), message, hint)
}
