//! Content to portal to site: parse the sources, check that they agree, render every page.
//!
//! ```text
//! Sources (path -> bytes)  --parse-->  drafts with spans  --check-->  Portal  --render-->  Site (path -> bytes)
//! ```
//!
//! Parse and check go as far as they can and fill one [`Report`]; rendering needs a report without errors. Today's date
//! is an argument; nothing here reads a disk, a clock or the environment. Same input and date, same bytes.

mod code;
mod diagnostic;
mod sources;

pub use code::Code;
pub use diagnostic::{Diagnostic, Report, Severity, Span};
pub use sources::Sources;
