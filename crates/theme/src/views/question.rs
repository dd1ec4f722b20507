//! What a subject is asked for besides, with the form that answers it.

use candor_model::{ANSWER, Catalogue, FieldError, Question};
use serde::Serialize;

use super::form::field_view;
use crate::{FieldView, Typed, Words};

/// The question that waits for an answer, on the status page of its request.
#[derive(Clone, Debug, Serialize)]
pub struct QuestionView {
    /// What is needed, as a sentence.
    pub need: String,
    /// What the officer wrote; empty where it was erased.
    pub text: String,
    /// Whether the clock stands until the answer comes.
    pub stops: bool,
    /// Where the answer is sent.
    pub action: &'static str,
    /// The field for the answer.
    pub field: FieldView,
}

impl QuestionView {
    /// The question, with what was typed for an answer and what is wrong with it.
    #[must_use]
    pub fn new(
        question: &Question,
        text: String,
        (catalogue, words): (&Catalogue, &Words<'_>),
        typed: (&Typed, &[FieldError]),
    ) -> Self {
        Self {
            need: words.text(&format!("requests.needs.{}", question.need.as_str())),
            text,
            stops: question.stops,
            action: "/api/answer",
            field: field_view(ANSWER, catalogue, words, typed),
        }
    }
}
