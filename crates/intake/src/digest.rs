//! The officer's digest: what is overdue, and what is due soon. Like every letter to an officer it names references and
//! dates, and nothing of what subjects wrote.

use candor_model::{SubjectRequest, TimeLimit};
use candor_theme::{LetterFact, LetterView, Words};
use jiff::ToSpan;
use jiff::civil::Date;

use crate::Intake;
use crate::letters::{Letter, Unwritable, Writer};

/// How soon something is due that the digest names.
const SOON: &str = "3 working days";
/// For how many days the answer to a question is awaited before the digest names it.
const PATIENCE: i64 = 14;
/// How many requests the digest names; it counts all.
const NAMED: usize = 50;

impl Intake {
    /// Whether an open request is overdue, or due soon. While its clock stands, it is neither; but whoever was asked long
    /// ago will perhaps never answer.
    pub(crate) fn is_pressing(&self, request: &SubjectRequest, today: Date) -> bool {
        let last = soon().reckon(today, &self.catalogue.requests.calendar).respond_by;
        match request.open_question().filter(|question| question.stops) {
            Some(question) => question.asked_on.saturating_add(PATIENCE.days()) < today,
            None => request.respond_by <= last,
        }
    }
}

impl Writer<'_> {
    /// The digest of a day, with all requests that are open; none where there is nothing to tell.
    pub(crate) fn digest(&self, day: Date, open: &[SubjectRequest]) -> Result<Option<Letter>, Unwritable> {
        let (_, today) = self.intake.now();
        let pressing: Vec<_> = open.iter().filter(|request| self.intake.is_pressing(request, today)).collect();
        if pressing.is_empty() {
            return Ok(None);
        }
        let view = self.digest_view(&pressing, today, &self.own_words());
        self.finish_for_officer(format!("digest.{day}"), view).map(Some)
    }

    fn digest_view(&self, pressing: &[&SubjectRequest], today: Date, words: &Words<'_>) -> LetterView {
        let overdue = pressing.iter().filter(|request| request.respond_by < today).count();
        let counts = [("overdue", overdue.to_string()), ("due", (pressing.len() - overdue).to_string())];
        let counts: Vec<_> = counts.iter().map(|(name, count)| (*name, count.as_str())).collect();
        let limit = words.time_limit(soon());
        let mut view = self.frame(words, words.text_with("mail.officer.digest_subject", &counts));
        view.paragraphs
            .push(words.text_with("mail.officer.digest_lead", &[counts.as_slice(), &[("limit", &limit)]].concat()));
        view.facts.extend(pressing.iter().take(NAMED).map(|request| row(request, today, words)));
        let command = "candor requests list".to_owned();
        view.facts.push(LetterFact { label: words.text("mail.officer.command"), value: command });
        view
    }
}

fn row(request: &SubjectRequest, today: Date, words: &Words<'_>) -> LetterFact {
    let right = words.text(&format!("rights.{}.title", request.right));
    let key = if request.respond_by < today { "mail.officer.digest_overdue" } else { "mail.officer.digest_due" };
    let date = words.date(request.respond_by).text;
    LetterFact {
        label: request.reference.to_string(),
        value: words.text_with(key, &[("right", &right), ("date", &date)]),
    }
}

fn soon() -> TimeLimit {
    SOON.parse().expect("three working days are a time limit")
}
