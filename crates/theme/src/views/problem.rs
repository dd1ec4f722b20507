//! A page that says what went wrong and what to do.

use serde::Serialize;

use crate::Chrome;

/// The 404 page of the site, and every error of the intake that is not about a field.
#[derive(Clone, Debug, Serialize)]
pub struct ProblemPage {
    /// The frame. `chrome.title` says what went wrong: `problems.<name>.title`.
    pub chrome: Chrome,
    /// The HTTP status.
    pub status: u16,
    /// What to do now, in a sentence or two: `problems.<name>.text`.
    pub text: String,
}
