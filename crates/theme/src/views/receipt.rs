//! The receipt of a subject request.

use serde::Serialize;

use crate::{Chrome, DateView, ReckoningView};

/// `/api/receipts/<reference>`: what the visitor keeps.
#[derive(Clone, Debug, Serialize)]
pub struct ReceiptPage {
    /// The frame.
    pub chrome: Chrome,
    /// The reference: `7KQ2M-X9D41`.
    pub reference: String,
    /// The key that opens the request, in groups that can be read aloud.
    pub key: String,
    /// What the right is called.
    pub right: String,
    /// When it was received.
    pub received: DateView,
    /// The last day on which an answer is in time.
    pub respond_by: DateView,
    /// The respond-by date may still move, since that year's days off are not final.
    pub provisional: bool,
    /// Why it is that day.
    pub reckoning: Option<ReckoningView>,
    /// Another decides about the data, and gets the request from us.
    pub for_another: bool,
    /// How fast we answer, in words.
    pub respond_within: String,
    /// The last day on which the request is kept open if nobody confirms it; none where nobody has to.
    pub confirm_by: Option<DateView>,
    /// Within what time the law wants receipt to be confirmed, in words; empty where it does not.
    pub acknowledge_within: String,
    /// The privacy policy that was in force, with its version; empty where there was none.
    pub policy: String,
    /// SHA-256 of the edition that was in force; empty where there was none.
    pub policy_digest: String,
    /// The hash of the newest event, the head of their chain.
    pub head: String,
    /// The path of the status page.
    pub status_path: String,
}
