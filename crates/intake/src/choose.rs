//! Choices to consent record: the rules, as functions of what was chosen, the catalogue and the moment; and the form in
//! which a browser keeps the choices.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use candor_model::{
    Catalogue, Choice, ConsentMethod, ConsentRecord, FieldError, FieldFault, Locale, PolicyKind, Purpose, PurposeId,
};
use jiff::Timestamp;
use jiff::civil::Date;

/// What a visitor sent, unchecked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Chosen {
    /// The button that was pressed, with the boxes where they count.
    pub(crate) decision: Decision,
    /// The locale in which the visitor chose, as it was sent.
    pub(crate) locale: Option<String>,
    /// How the choice reached us.
    pub(crate) method: ConsentMethod,
}

/// One of the three buttons.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Decision {
    /// Everything is given.
    AcceptAll,
    /// Everything is refused that can be.
    RefuseAll,
    /// `given` or `refused` by purpose; what is not named is refused.
    Save(BTreeMap<String, String>),
}

/// What a consent record gets from its surroundings.
#[derive(Clone, Debug)]
pub(crate) struct ConsentArrival {
    /// When it arrived.
    pub(crate) at: Timestamp,
    /// The day of that moment in the portal's time zone.
    pub(crate) on: Date,
    /// The record's time-ordered identifier.
    pub(crate) id: String,
    /// The visitor's identifier.
    pub(crate) visitor: String,
}

/// Makes a consent record of what was chosen, with a choice for every purpose of the portal, or says which purposes it
/// does not have.
pub(crate) fn choose(
    chosen: &Chosen,
    locale: &Locale,
    catalogue: &Catalogue,
    arrival: ConsentArrival,
) -> Result<ConsentRecord, Vec<FieldError>> {
    let choices = choices(&chosen.decision, &catalogue.purposes)?;
    let policy = catalogue.policy(PolicyKind::Cookies).or_else(|| catalogue.policy(PolicyKind::Privacy));
    Ok(ConsentRecord {
        id: arrival.id,
        visitor: arrival.visitor,
        at: arrival.at,
        valid_until: valid_until(&choices, catalogue, arrival.on),
        choices,
        policy: policy.map(|policy| policy.reference(locale)),
        locale: locale.clone(),
        method: chosen.method,
    })
}

/// The choices as the browser keeps them in the cookie `candor_choices`, for scripts to read:
/// `v1.20780.analytics-1.marketing-0`, that is the version of the format, the day of the choice in days since
/// 1970-01-01 (UTC), and each purpose that can be refused with 1 for given and 0 for refused.
pub(crate) fn choices_cookie(record: &ConsentRecord, purposes: &[Purpose]) -> String {
    let mut cookie = format!("v1.{}", record.at.as_second().div_euclid(86_400));
    for purpose in purposes.iter().filter(|purpose| !purpose.required) {
        let given = record.choices.get(&purpose.id) == Some(&Choice::Given);
        // Writing to a text cannot fail.
        let _ = write!(cookie, ".{}-{}", purpose.id, u8::from(given));
    }
    cookie
}

fn choices(decision: &Decision, purposes: &[Purpose]) -> Result<BTreeMap<PurposeId, Choice>, Vec<FieldError>> {
    if let Decision::Save(boxes) = decision {
        let errors: Vec<_> = boxes.iter().filter(|entry| !is_offered(*entry, purposes)).map(not_offered).collect();
        if !errors.is_empty() {
            return Err(errors);
        }
    }
    let given = |purpose: &Purpose| match decision {
        Decision::AcceptAll => true,
        Decision::RefuseAll => purpose.required,
        Decision::Save(boxes) => purpose.required || boxes.get(purpose.id.as_str()).is_some_and(|c| c == "given"),
    };
    let choice = |purpose: &Purpose| if given(purpose) { Choice::Given } else { Choice::Refused };
    Ok(purposes.iter().map(|purpose| (purpose.id.clone(), choice(purpose))).collect())
}

fn is_offered((purpose, choice): (&String, &String), purposes: &[Purpose]) -> bool {
    matches!(choice.as_str(), "given" | "refused") && purposes.iter().any(|known| known.id.as_str() == purpose)
}

fn not_offered((purpose, _): (&String, &String)) -> FieldError {
    FieldError { field: format!("purpose.{purpose}"), fault: FieldFault::NotOffered }
}

/// Someone who refused everything is asked again after its own time.
fn valid_until(choices: &BTreeMap<PurposeId, Choice>, catalogue: &Catalogue, on: Date) -> Date {
    let mut optional = catalogue.purposes.iter().filter(|purpose| !purpose.required);
    let any_given = optional.any(|purpose| choices.get(&purpose.id) == Some(&Choice::Given));
    let rules = &catalogue.consent;
    if any_given { rules.valid_for.end(on) } else { rules.ask_again_after_refusal.end(on) }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::sample;

    fn record(decision: Decision) -> Result<ConsentRecord, Vec<FieldError>> {
        let catalogue = sample::catalogue();
        let chosen = Chosen { decision, locale: None, method: ConsentMethod::Form };
        let arrival = ConsentArrival {
            at: "2026-11-23T10:00:00Z".parse().expect("a moment"),
            on: date(2026, 11, 23),
            id: "record".to_owned(),
            visitor: "visitor".to_owned(),
        };
        choose(&chosen, catalogue.default_locale(), &catalogue, arrival)
    }

    fn save(boxes: &[(&str, &str)]) -> Decision {
        Decision::Save(boxes.iter().map(|&(id, choice)| (id.to_owned(), choice.to_owned())).collect())
    }

    fn cookie(decision: Decision) -> String {
        choices_cookie(&record(decision).expect("purposes of the portal"), &sample::catalogue().purposes)
    }

    #[test]
    fn what_is_not_ticked_is_refused_and_what_is_required_stays() {
        assert_eq!(cookie(save(&[("analytics", "given")])), "v1.20780.analytics-1.marketing-0");
        assert_eq!(cookie(Decision::AcceptAll), "v1.20780.analytics-1.marketing-1");
        let refused = record(save(&[("necessary", "refused")])).expect("purposes of the portal");
        let choices: Vec<_> = refused.choices.iter().map(|(id, choice)| (id.as_str(), *choice)).collect();
        let expected = [("analytics", Choice::Refused), ("marketing", Choice::Refused), ("necessary", Choice::Given)];
        assert_eq!(choices, expected);
    }

    #[test]
    fn who_refuses_everything_is_asked_again_after_its_own_time() {
        let until = |decision| record(decision).expect("purposes of the portal").valid_until;
        assert_eq!(until(Decision::RefuseAll), date(2027, 5, 23));
        assert_eq!(until(save(&[("marketing", "given")])), date(2027, 11, 23));
    }

    #[test]
    fn a_purpose_that_the_portal_does_not_have_is_refused_by_name() {
        let errors = record(save(&[("spying", "given"), ("analytics", "perhaps")])).expect_err("neither is offered");
        assert_eq!(
            errors.iter().map(|error| error.field.as_str()).collect::<Vec<_>>(),
            ["purpose.analytics", "purpose.spying"]
        );
    }
}
