//! Asking the subject for more, and what the question and its answer do to the clock: the rules.

use candor_model::{Calendar, EventKind, Need, Question, SubjectRequest};
use jiff::civil::Date;

use crate::steps::Impossible;

/// Asks the subject for something. There is one question at a time: of two, nobody could say which one was answered.
pub(crate) fn ask(
    need: Need,
    request: &mut SubjectRequest,
    today: Date,
    calendar: &Calendar,
) -> Result<EventKind, Impossible> {
    if let Some(open) = request.open_question() {
        return Err(Impossible::AskedAlready(open.asked_on));
    }
    let stops = request.would_stop(need, today, calendar);
    request.questions.push(Question { need, asked_on: today, answered_on: None, stops });
    Ok(EventKind::NeedsMore { need, asked_on: today, stops })
}

/// Takes the answer that came on a day, today where nothing is said. Where the clock stood, the request is due later by the
/// days on which it did, and never earlier than before, even if the calendar has changed meanwhile. By another calendar than
/// its own, nothing is reckoned: then the date stays, which is early at worst.
pub(crate) fn answered(
    on: Option<Date>,
    request: &mut SubjectRequest,
    today: Date,
    calendar: &Calendar,
) -> Result<EventKind, Impossible> {
    let on = on.unwrap_or(today);
    let open = request.questions.last_mut().filter(|question| question.answered_on.is_none());
    let question = open.ok_or(Impossible::NotAsked)?;
    if !(question.asked_on..=today).contains(&on) {
        return Err(Impossible::AnsweredThen { on, asked_on: question.asked_on });
    }
    question.answered_on = Some(on);
    let moves = question.stops && request.clock.calendar == calendar.id;
    let reckoning = request.reckon(request.extended_by, calendar);
    if moves && reckoning.respond_by > request.respond_by {
        request.respond_by = reckoning.respond_by;
        request.provisional = reckoning.provisional;
    }
    Ok(EventKind::AnsweredMore { answered_on: on, respond_by: request.respond_by, provisional: request.provisional })
}
