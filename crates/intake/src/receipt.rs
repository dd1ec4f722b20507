//! The receipt: what the visitor keeps of a subject request.

use candor_model::{Catalogue, ClockRules, Locale, PolicyReference, Reference, Right, Role, SubjectRequest};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;

use crate::Key;
use crate::duties::expires_on;

/// Proof of a subject request, with the key that opens it.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Receipt {
    /// The name by which everyone speaks of the request.
    pub(crate) reference: Reference,
    /// What opens it.
    pub(crate) key: Key,
    /// The right that is exercised.
    pub(crate) right: Right,
    /// What the controller is for the subject: for whom it is a processor, another decides about the data.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) role: Option<Role>,
    /// When it was received.
    pub(crate) received: Timestamp,
    /// The day of receipt in the portal's time zone.
    pub(crate) received_on: Date,
    /// By which rules the clock runs.
    pub(crate) clock: ClockRules,
    /// The last day on which an answer is in time.
    pub(crate) respond_by: Date,
    /// The respond-by date may still move.
    pub(crate) provisional: bool,
    /// The last day on which the request is kept open if nobody confirms it, where that is needed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) confirm_by: Option<Date>,
    /// The privacy policy that was in force.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) policy: Option<PolicyReference>,
    /// The locale of the form.
    pub(crate) locale: Locale,
    /// The number and hash of the newest event: whoever keeps the receipt can tell later whether the events were changed.
    pub(crate) events: u32,
    pub(crate) head: String,
    /// Where the request can be looked up.
    pub(crate) status_url: String,
}

impl Receipt {
    /// The receipt of a request for whoever has its key.
    pub(crate) fn new(request: SubjectRequest, key: Key, catalogue: &Catalogue) -> Self {
        Self {
            status_url: format!("{}/{}/{STATUS_PLACE}", catalogue.base_url, request.locale),
            confirm_by: expires_on(&request),
            reference: request.reference,
            key,
            right: request.right,
            role: catalogue.requests.role_for(request.relationship.as_ref()),
            received: request.received,
            received_on: request.received_on,
            clock: request.clock,
            respond_by: request.respond_by,
            provisional: request.provisional,
            policy: request.policy,
            locale: request.locale,
            events: request.events,
            head: request.head,
        }
    }
}

/// The path of the status page below its locale.
pub(crate) const STATUS_PLACE: &str = "requests/status/";
