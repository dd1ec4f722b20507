//! The field table: the one list that draws the form of a right, and that checks what comes back.

use serde::Serialize;

use crate::{PrivateNumber, Relationship, Right};

/// The most bytes that the body of any submission may have. The largest honest form is some 12 KB.
pub const MAX_SUBMISSION_BYTES: usize = 64 * 1024;

/// The name of the answer to a question about private numbers: `yes` sends them as they are. The form has it only where it
/// asks, and it is no part of what is sent.
pub const KEEP_NUMBERS: &str = "keep_numbers";

/// The name of a field that no person sees, and that only a program fills in. Browsers know no words for it to fill in by
/// themselves, and it is no part of what is sent.
pub const TRAP: &str = "comment_title";

/// The name of the proof of work that a form or a program may send along, as ALTCHA's own widget calls it.
pub const PROOF_OF_WORK: &str = "altcha";

/// One field of a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Field {
    /// The name in forms and JSON. The theme finds the field's words under it.
    pub name: &'static str,
    /// What is typed into it.
    pub kind: FieldKind,
    /// When it must be filled in.
    pub required: Required,
    /// The most characters (Unicode scalar values, line ends counted as one) that it may hold.
    pub max_length: usize,
    /// The browser's `autocomplete` token (HTML § 4.10.18.7), empty for none; WCAG 2.2, 1.3.5 asks for it.
    pub autocomplete: &'static str,
}

/// When a field must be filled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Required {
    /// Whatever else is typed.
    Always,
    /// By whoever acts for another person.
    ForAnother,
    /// It may be left empty.
    Never,
}

/// What is typed into a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum FieldKind {
    /// One line of text.
    Line,
    /// An e-mail address.
    Email,
    /// Text of several lines.
    Text,
    /// One of the portal's relationships.
    Relationship,
    /// On whose behalf the request is made, as [`Behalf`](crate::Behalf) has it.
    Behalf,
}

const RELATIONSHIP: Field = Field {
    name: "relationship",
    kind: FieldKind::Relationship,
    required: Required::Always,
    max_length: 64,
    autocomplete: "",
};
/// A form always answers it; a program that does not asks for its own person.
const BEHALF: Field =
    Field { name: "behalf", kind: FieldKind::Behalf, required: Required::Never, max_length: 64, autocomplete: "" };
const PERSON: Field = Field {
    name: "person",
    kind: FieldKind::Line,
    required: Required::ForAnother,
    max_length: 200,
    autocomplete: "off",
};
const NAME: Field =
    Field { name: "name", kind: FieldKind::Line, required: Required::Always, max_length: 200, autocomplete: "name" };
const EMAIL: Field =
    Field { name: "email", kind: FieldKind::Email, required: Required::Always, max_length: 254, autocomplete: "email" };
const DETAILS: Field =
    Field { name: "details", kind: FieldKind::Text, required: Required::Never, max_length: 4000, autocomplete: "off" };

/// The field in which a subject answers what was asked besides: a text like the one of the form.
pub const ANSWER: Field = Field { name: "answer", required: Required::Always, ..DETAILS };

/// The fields of the form for `right`, in their order on the page.
///
/// A form asks for no more than its right needs: who is asking, for whom, and where to answer; what it is about must be told only
/// where the right cannot be served without it. The relationship is asked where the portal has more than one.
#[must_use]
pub fn request_fields(right: Right, relationships: &[Relationship]) -> Vec<Field> {
    let relationship = (relationships.len() > 1).then_some(RELATIONSHIP);
    let needs_details = matches!(right, Right::Rectification | Right::Objection | Right::AutomatedDecisionReview);
    let details = if needs_details { Field { required: Required::Always, ..DETAILS } } else { DETAILS };
    relationship.into_iter().chain([BEHALF, PERSON, NAME, EMAIL, details]).collect()
}

/// What is wrong with one field, for the visitor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FieldError {
    /// The field's name.
    pub field: String,
    /// What is wrong with it.
    #[serde(flatten)]
    pub fault: FieldFault,
}

/// The kinds of fault. The theme's words for each stand under `errors.<fault>` in the strings catalogue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "fault")]
pub enum FieldFault {
    /// Nothing was typed into a required field.
    Missing,
    /// More was typed than fits.
    TooLong {
        /// How many characters fit.
        max: usize,
        /// How many there are.
        actual: usize,
    },
    /// It cannot be an e-mail address.
    NotAnEmail,
    /// It is none of the choices that the form offers.
    NotOffered,
    /// It holds a character that no text holds, such as NUL or a line end in a single line.
    BadCharacter,
    /// It seems to hold numbers that a visitor had better leave out, and the visitor did not say to send them.
    PrivateNumbers {
        /// What they look like. The numbers themselves are not repeated.
        numbers: Vec<PrivateNumber>,
    },
}

impl FieldFault {
    /// The name under which the theme keeps its words: `too-long`.
    #[must_use]
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::TooLong { .. } => "too-long",
            Self::NotAnEmail => "not-an-email",
            Self::NotOffered => "not-offered",
            Self::BadCharacter => "bad-character",
            Self::PrivateNumbers { .. } => "private-numbers",
        }
    }
}
