//! Content to portal to site: parse the sources, check that they agree, render every page.
//!
//! ```text
//! Sources (path -> bytes)  --parse-->  drafts with spans  --check-->  Portal  --render-->  Site (path -> bytes)
//! ```
//!
//! Parse and check go as far as they can and fill one [`Report`]; rendering needs a report without errors. Today's date
//! is an argument; nothing here reads a disk, a clock or the environment. Same input and date, same bytes.

mod at;
mod branding;
mod build;
pub mod changes;
mod check;
mod code;
mod diagnostic;
mod directions;
mod edition;
mod entry;
mod exceptions;
mod figures;
mod grounds;
mod nearest;
mod parse;
mod portal;
mod presets;
pub mod publish;
mod reading;
mod render;
mod requirements;
mod routes;
mod sources;
mod wording;

pub use branding::Branding;
pub use build::{
    acts_for_another, build, build_for_intake, build_spoken, calendar, calendars, refusal_grounds, today_in,
};
pub use code::Code;
pub use diagnostic::{Diagnostic, Report, Severity, Span};
pub use edition::{
    Alignment, Block, Clause, Edition, Footnote, Heading, Html, Inline, Item, Link, LinkHtml, List, Table, digest,
    normalized, plain_text,
};
pub use entry::{Entry, EntryChange, history};
pub use figures::{Counts, YearFigures};
pub use portal::{
    Activity, CheckedEdition, Gpc, Period, Policy, Portal, Recipient, Registers, Related, RelatedText, RetentionTerm,
    Security, Target, Version,
};
pub use presets::{Acknowledgement, Confidence, Extension, Preset, PresetPause};
pub use reading::{Reading, ReadingClause};
pub use render::{Files, Site};
pub use routes::{Destination, Page, RegisterName, Routes};
pub use sources::Sources;
