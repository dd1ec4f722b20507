//! The words of a privacy portal as types: what a policy, a version, a right, a purpose, a subject request and a
//! consent record are, and the rules that need nothing but these.
//!
//! Nothing here reads a file, a clock or a source of randomness: dates, times and identifiers are arguments. What is
//! parsed once is trusted from there on: constructors check, fields that carry an invariant are private.

mod brand;
mod calendar;
mod catalogue;
mod clock;
mod consent;
mod entry;
mod event;
mod fields;
mod id;
mod kept;
mod locale;
mod mail;
mod need;
mod notice;
mod number;
mod pause;
mod policy;
mod reference;
mod request;
mod retention;
mod right;

pub use brand::{Brand, BrandLink};
pub use calendar::{Calendar, CalendarYear, DayKind, MonthDay, MonthDayError, Weekday, WeekendHolidays, YearStatus};
pub use catalogue::{
    Catalogue, Controller, Cookie, CookieKind, GroundRules, Officer, Party, PolicyInForce, Purpose, Relationship,
    RequestRules, RightRules, Role, cookie_anchor,
};
pub use clock::{ReckonedDay, Reckoning, TimeLimit, TimeLimitError, Unit};
pub use consent::{Choice, ConsentMethod, ConsentRecord, ConsentRules, NoticeReference, PolicyReference};
pub use entry::EntryState;
pub use event::{Actor, Channel, Event, EventKind, Received, RefusalGround, Remark};
pub use fields::{
    ANSWER, Field, FieldError, FieldFault, FieldKind, KEEP_NUMBERS, MAX_SUBMISSION_BYTES, PROOF_OF_WORK, Required,
    TRAP, request_fields,
};
pub use id::{IdError, PolicyId, PurposeId, RelationshipId, VersionId};
pub use kept::KeptChoices;
pub use locale::{Direction, Locale, LocaleError, LocalizedText};
pub use mail::{Audience, Mail, MailState, News};
pub use need::Need;
pub use notice::{Notice, NoticeController, NoticeCookie, NoticePurpose};
pub use number::PrivateNumber;
pub use pause::{Pause, Question};
pub use policy::{ClauseNumber, PolicyKind, VersionState};
pub use reference::{Reference, ReferenceError};
pub use request::{Behalf, ClockRules, LINK_HOURS, RequestState, SubjectRequest};
pub use retention::{Kept, RetentionRules, is_over, newest_end};
pub use right::Right;
