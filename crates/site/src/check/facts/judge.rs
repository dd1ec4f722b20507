//! Judges a claim: whether its words agree with the fact that it names, on the day for which they are written.

use candor_model::Locale;
use jiff::civil::Date;

use super::known::{Fact, Facts, file_of};
use super::suggest;
use super::table::compared;
use crate::Code;
use crate::check::fault::Fault;

/// The words of a `fact:` link.
#[derive(Clone, Copy, Debug)]
pub(in super::super) struct Claim<'a> {
    /// The name of the fact.
    pub(in super::super) name: &'a str,
    /// The words that state it.
    pub(in super::super) words: &'a str,
    /// The locale in which they are written.
    pub(in super::super) locale: &'a Locale,
    /// The day for which they must hold; nothing for words about the past, which are not judged.
    pub(in super::super) day: Option<Date>,
}

impl Facts {
    /// Whether a claim stands, or why it does not.
    pub(in super::super) fn judge(&self, claim: Claim<'_>) -> Result<(), Fault> {
        let name = claim.name;
        let Some(compared) = compared(name) else { return Err(self.unknown(name)) };
        let Some(fact) = self.named(name) else { return self.judge_missing(claim) };
        let Some(day) = claim.day else { return Ok(()) };
        if !fact.period.holds_on(day) {
            return Err(self.out_of_date(fact, day));
        }
        let text = fact.text.get(claim.locale);
        if compared.agrees(text, claim.words) { Ok(()) } else { Err(contradicted(name, claim.words, text)) }
    }

    fn judge_missing(&self, claim: Claim<'_>) -> Result<(), Fault> {
        let name = claim.name;
        if self.is_torn(name) {
            return Ok(());
        }
        match suggest::entry(self, name) {
            Some(hint) => Err(Fault(Code::UnknownFact, format!("There is no fact `{name}`."), hint)),
            None if claim.day.is_none() => Ok(()),
            None => Err(not_given(name)),
        }
    }

    fn unknown(&self, name: &str) -> Fault {
        Fault(Code::UnknownFact, format!("There is no fact `{name}`."), suggest::name(self, name))
    }

    fn out_of_date(&self, fact: &Fact, day: Date) -> Fault {
        let Fact { name, period, .. } = fact;
        let when = if day == self.today() { "today".to_owned() } else { format!("on {day}") };
        let bound = match (period.until.filter(|until| *until < day), period.since) {
            (Some(until), _) => format!("ended on {until}"),
            (None, Some(since)) => format!("begins on {since}"),
            (None, None) => "does not hold".to_owned(),
        };
        let message = format!("`{name}` {bound}, but what this text says must hold {when}.");
        let hint = match suggest::on_day(self, fact, day) {
            Some(other) => format!("Claim `{}`, which holds then.", other.name),
            None => format!("Claim an entry that holds then, or correct the dates in `{}`.", short(name)),
        };
        Fault(Code::FalseClaim, message, hint)
    }
}

fn contradicted(name: &str, words: &str, fact: &str) -> Fault {
    let message = format!("The text says `{words}`, but `{name}` is `{fact}`.");
    Fault(Code::FalseClaim, message, format!("Correct the text, or the fact in `{}`.", short(name)))
}

fn not_given(name: &str) -> Fault {
    let message = format!("The portal does not say what `{name}` is.");
    Fault(Code::UnknownFact, message, format!("Add it to `{}`, or take the mark off the text.", short(name)))
}

/// The file in which a fact stands, as authors call it.
fn short(name: &str) -> String {
    file_of(name).trim_start_matches("content/").to_owned()
}
