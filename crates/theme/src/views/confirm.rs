//! Confirming that one sent a request.

use serde::Serialize;

use crate::Chrome;

/// `/api/confirm/<token>`: a button, or what became of it.
#[derive(Clone, Debug, Serialize)]
pub struct ConfirmPage {
    /// The frame.
    pub chrome: Chrome,
    /// What the page says; the words stand under `confirm.<name>`.
    pub outcome: ConfirmOutcome,
    /// Where the button sends the form.
    pub action: String,
    /// The request that is meant; empty where the link leads to none.
    pub reference: String,
    /// The path of the status page.
    pub status_path: String,
}

/// What a link that confirms leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ConfirmOutcome {
    /// The button. Mail scanners follow links, so that the link alone confirms nothing.
    Ask,
    /// It is confirmed, now or before.
    Confirmed,
    /// The link's time is over, and another may be sent.
    LinkOver,
    /// The link was sent as often as it is and its time is over, or the request is closed.
    TooLate,
    /// The link is none of ours, or not whole.
    Unknown,
}
