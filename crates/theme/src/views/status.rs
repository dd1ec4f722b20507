//! Looking up a subject request by reference and key.

use serde::Serialize;

use crate::{Chrome, DateView, ErrorView, QuestionView, ReckoningView};

/// `/<locale>/requests/status/`, and the intake's answer to it.
#[derive(Clone, Debug, Serialize)]
pub struct StatusPage {
    /// The frame.
    pub chrome: Chrome,
    /// Where the form is sent.
    pub action: &'static str,
    /// The reference as it was typed.
    pub reference: String,
    /// What was typed to answer a question while the key was not at hand; the form keeps it. Mostly empty.
    pub answer: String,
    /// What is wrong: no such pair of reference and key, a field that is empty, an answer that cannot be taken.
    pub errors: Vec<ErrorView>,
    /// The request that was found.
    pub request: Option<RequestView>,
}

/// A subject request as its subject may see it.
#[derive(Clone, Debug, Serialize)]
pub struct RequestView {
    /// The reference.
    pub reference: String,
    /// What the right is called.
    pub right: String,
    /// The state's name, or `needs-more` while the subject is asked; the words stand under `requests.states.<state>`.
    pub state: &'static str,
    /// Whether an answer is still owed. Then the page offers to take the request back; the key is in a cookie, not in it.
    pub is_open: bool,
    /// What the subject is asked, if anything.
    pub question: Option<Box<QuestionView>>,
    /// Another decides about the data, and is still to get the request from us.
    pub for_another: bool,
    /// When it was received.
    pub received: DateView,
    /// The last day on which an answer is in time.
    pub respond_by: DateView,
    /// How many days are left until then, fewer than none when it has passed; nothing while the clock stands.
    pub days_left: Option<i32>,
    /// The respond-by date may still move.
    pub provisional: bool,
    /// Why it is that day.
    pub reckoning: Option<ReckoningView>,
    /// The link that confirms, as long as it is awaited that the subject follows it.
    pub link: Option<LinkView>,
    /// What happened, the oldest first.
    pub events: Vec<EventView>,
}

/// The link in a letter by which the subject confirms the request.
#[derive(Clone, Debug, Serialize)]
pub struct LinkView {
    /// Until when it works.
    pub until: DateView,
    /// It no longer does.
    pub is_over: bool,
    /// The last day on which the request is kept open without it; none where it is kept all the same.
    pub expires: Option<DateView>,
    /// The subject may have it sent once more; the key is in a cookie, as for taking the request back.
    pub may_be_sent: bool,
    /// It was sent once more a short time ago.
    pub was_just_sent: bool,
}

/// One thing that happened.
#[derive(Clone, Debug, Serialize)]
pub struct EventView {
    /// When.
    pub at: DateView,
    /// What; the words stand under `requests.events.<kind>`.
    pub kind: &'static str,
    /// What there is to know about it besides, as a sentence; may be empty.
    pub detail: String,
    /// What was written to the subject, or by the subject; may be empty.
    pub remark: String,
}
