//! The officer's digest: what is overdue, what is due soon, and whom a letter did not reach. Like every letter to an
//! officer it names references and dates, and nothing of what subjects wrote.

use candor_model::{Audience, News, Reference, SubjectRequest, TimeLimit};
use candor_theme::{LetterFact, LetterView, Words};
use jiff::civil::Date;
use jiff::{SignedDuration, ToSpan};

use crate::letters::{Letter, Unwritable, Writer};
use crate::limits::later;
use crate::{Intake, StoreError};

/// How soon something is due that the digest names.
const SOON: &str = "3 working days";
/// For how many days the answer to a question is awaited before the digest names it.
const PATIENCE: i64 = 14;
/// For how long the digest names a letter that was given up: over a weekend and a holiday.
const UNTOLD: SignedDuration = SignedDuration::from_hours(4 * 24);
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

    /// The requests of which a letter to the subject was given up in the last days: somebody must tell the subject.
    ///
    /// # Errors
    /// The table does not answer.
    pub(crate) async fn untold(&self) -> Result<Vec<Reference>, StoreError> {
        let (now, _) = self.now();
        let mut letters = self.store.given_up(now).await?;
        letters.retain(|mail| mail.audience == Audience::Subject && later(mail.due, UNTOLD) > now);
        let references = letters.into_iter().filter_map(|mail| match mail.news {
            News::Event { reference, .. } => Some(reference),
            News::Digest { .. } => None,
        });
        Ok(references.collect())
    }
}

impl Writer<'_> {
    /// The digest of a day, with all requests that are open, and those whose subjects a letter did not reach; none where
    /// there is nothing to tell.
    pub(crate) fn digest(
        &self,
        day: Date,
        open: &[SubjectRequest],
        untold: &[Reference],
    ) -> Result<Option<Letter>, Unwritable> {
        let (_, today) = self.intake.now();
        let words = self.own_words();
        let pressing: Vec<_> = open.iter().filter(|request| self.intake.is_pressing(request, today)).collect();
        if pressing.is_empty() && untold.is_empty() {
            return Ok(None);
        }
        let mut view = self.digest_view(&pressing, today, &words);
        let row = |reference: &Reference| fact(reference, words.text("mail.officer.digest_untold"));
        view.facts.extend(untold.iter().take(NAMED).map(row));
        view.facts
            .push(LetterFact { label: words.text("mail.officer.command"), value: "candor requests list".to_owned() });
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
        view
    }
}

fn row(request: &SubjectRequest, today: Date, words: &Words<'_>) -> LetterFact {
    let right = words.text(&format!("rights.{}.title", request.right));
    let key = if request.respond_by < today { "mail.officer.digest_overdue" } else { "mail.officer.digest_due" };
    let date = words.date(request.respond_by).text;
    fact(&request.reference, words.text_with(key, &[("right", &right), ("date", &date)]))
}

fn fact(reference: &Reference, value: String) -> LetterFact {
    LetterFact { label: reference.to_string(), value }
}

fn soon() -> TimeLimit {
    SOON.parse().expect("three working days are a time limit")
}
