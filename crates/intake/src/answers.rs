//! A subject's answer to what was asked, from what was typed to the event.

use candor_model::{ANSWER, Actor, EventKind, FieldError, Reference};
use candor_theme::Typed;

use crate::accept::{fault, text};
use crate::requests::Found;
use crate::{Action, Intake, Key, StoreError};

/// What became of an answer.
pub(crate) enum Answered {
    /// It is stored, now or by an earlier press of the same button.
    Taken(Found),
    /// Nothing is asked: there was no question, somebody else answered it, or the request is closed.
    NotAsked(Found),
}

/// What is wrong with an answer; nothing where it can be taken. The same holds as for the text of a request's form.
pub(crate) fn answer_errors(typed: &Typed, intake: &Intake) -> Vec<FieldError> {
    let fault = fault(&ANSWER, typed, &intake.catalogue);
    fault.into_iter().map(|fault| FieldError { field: ANSWER.name.to_owned(), fault }).collect()
}

impl Intake {
    /// Takes an answer from whoever has the key of the request; none where the key opens nothing.
    pub(crate) async fn take_answer(
        &self,
        reference: &Reference,
        key: Key,
        typed: &Typed,
    ) -> Result<Option<Answered>, StoreError> {
        let text = text(typed, ANSWER.name);
        let action = Action::Answer { on: None, text: Some(text.to_owned()) };
        let stepped = self.step_of_subject(reference, key, &action).await?;
        Ok(stepped.map(|(found, impossible)| match impossible {
            Some(_) if !found.has_answer(text) => Answered::NotAsked(found),
            _ => Answered::Taken(found),
        }))
    }
}

impl Found {
    /// Whether the subject's newest answer says just that.
    fn has_answer(&self, text: &str) -> bool {
        let is_answer = |kind: &EventKind| matches!(kind, EventKind::AnsweredMore { .. });
        let newest = self.events.iter().rfind(|event| is_answer(&event.kind) && event.by == Actor::Subject);
        newest.is_some_and(|event| self.remark_of(event) == text)
    }

    /// What the officer wrote with the newest question.
    pub(crate) fn question_text(&self) -> &str {
        let asked = self.events.iter().rfind(|event| matches!(event.kind, EventKind::NeedsMore { .. }));
        asked.map_or("", |event| self.remark_of(event))
    }
}
