//! Submission to record to receipt: takes subject requests and choices over HTTP and stores them in DynamoDB.
//!
//! ```text
//! bytes --decode--> what was typed --accept(catalogue, arrival)--> SubjectRequest | all field errors at once
//!       --one conditional transaction--> stored --> Receipt --respond--> 303 to a page, or JSON
//! ```
//!
//! [`router`] is the whole of it. The Lambda function and the preview are two hosts of the same router: clock,
//! randomness, the client's address and the log are arguments that the [`Host`] gives. Routes only decode and respond;
//! the rules are plain functions.
//!
//! Against abuse there are [`Limits`], which the host lends as well: counters in the table per network and window, wider
//! for whoever brings a proof of work, and a field that only programs fill in. Nobody else is asked about a visitor.

mod accept;
mod answers;
mod asking;
mod base32;
mod chain;
mod challenge;
mod choose;
mod consent_json;
mod consents;
mod cookies;
mod counting;
mod courier;
mod decode;
mod digest;
mod duties;
mod enter;
mod gate;
mod guards;
mod hashing;
mod intake;
mod key;
mod letters;
mod limits;
mod links;
mod notices;
mod outbox;
mod post;
mod problem;
mod receipt;
mod reckon;
mod requests;
mod routes;
#[cfg(test)]
mod sample;
mod steps;
mod store;
pub mod table;
mod token;

pub use chain::{Break, verify};
pub use consent_json::{ConsentProof, receipt_json, record_json};
pub use courier::{Post, Round};
pub use duties::Duties;
pub use enter::{Entry, enter};
pub use gate::EdgeSecret;
pub use guards::{GUARDS, guard};
pub use hashing::{HashingKey, WeakHashingKey, sha256};
pub use intake::{Front, Host, Intake, LogLine, UnknownTimeZone};
pub use key::{Key, KeyError};
pub use letters::Letter;
pub use limits::{Limit, Limits};
pub use outbox::leaves_subject_untold;
pub use post::{BadMailServer, MailServer};
pub use routes::router;
pub use steps::{Action, Anew, Impossible, Moment, Step};
pub use store::{Added, Connection, DueMail, Mark, NewRequest, Store, StoreError, Stored};
