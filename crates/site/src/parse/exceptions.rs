//! The draft of `exceptions.toml`: where an author looked at a warning and decided that it may stand.

use super::table::{FromItem, FromTable, Item, Table};
use super::{decode, read};
use crate::at::At;
use crate::nearest::did_you_mean;
use crate::{Code, Report, Sources};

/// Where the exceptions stand.
const EXCEPTIONS: &str = "content/exceptions.toml";

/// `[[exception]]`
#[derive(Debug)]
pub(crate) struct ExceptionDraft {
    pub(crate) code: Option<At<Code>>,
    pub(crate) file: Option<At<String>>,
    /// Words of the line that the diagnostic is about; nothing for a diagnostic about a file as a whole.
    pub(crate) line: Option<At<String>>,
    /// Words of the message, where several stand at one place.
    pub(crate) message: Option<At<String>>,
    /// Why it may stand. Nothing reads it but people.
    pub(crate) reason: Option<At<String>>,
}

impl FromTable for ExceptionDraft {
    fn from_table(table: &mut Table<'_>) -> Self {
        let code: Option<At<Code>> = table.required("code");
        let needs_message = code.as_ref().is_some_and(|code| code.value.is_excepted_by_message());
        Self {
            code,
            file: table.required("file"),
            line: table.optional("line"),
            message: if needs_message { table.required("message") } else { table.optional("message") },
            reason: table.required("reason"),
        }
    }
}

impl FromItem for Code {
    fn expected() -> String {
        "the code of a warning or of advice, in quotes".to_owned()
    }

    fn from_item(item: &Item<'_>) -> Option<Self> {
        item.text().and_then(Self::named).filter(|code| code.can_be_excepted())
    }

    fn hint(item: &Item<'_>) -> String {
        let written = item.text().unwrap_or_default();
        match Self::named(written) {
            Some(_) => "An error is never excepted, since it would publish something broken or false: mend it.".into(),
            None => did_you_mean(written, Self::ALL.iter().filter(|code| code.can_be_excepted()).map(|c| c.as_str())),
        }
    }
}

struct ExceptionsDraft(Vec<ExceptionDraft>);

impl FromTable for ExceptionsDraft {
    fn from_table(table: &mut Table<'_>) -> Self {
        Self(table.tables("exception"))
    }
}

/// The exceptions that an author made; none where there is no such file.
pub(crate) fn exceptions(sources: &Sources, report: &mut Report) -> Vec<ExceptionDraft> {
    let Some(bytes) = sources.get(EXCEPTIONS) else { return Vec::new() };
    let text = decode(EXCEPTIONS, bytes, report);
    text.map(|text| read::<ExceptionsDraft>(EXCEPTIONS, text, report).draft.0).unwrap_or_default()
}
