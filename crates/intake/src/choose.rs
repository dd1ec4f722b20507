//! Choices to consent record: the rules, as functions of what was chosen, the catalogue and the moment.

use std::collections::BTreeMap;

use candor_model::{
    Catalogue, Choice, ConsentMethod, ConsentRecord, FieldError, FieldFault, KeptChoices, NoticePurpose,
    NoticeReference, PolicyKind, Purpose, PurposeId,
};
use candor_theme::notice_mark;
use jiff::{SignedDuration, Timestamp};

use crate::store::ShownNotice;

/// For how long a choice may have waited for the line. A browser's clock that says more is not believed.
const WAITED_AT_MOST: SignedDuration = SignedDuration::from_hours(30 * 24);

/// What a visitor sent, unchecked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Chosen {
    /// The button that was pressed, with the boxes where they count.
    pub(crate) decision: Decision,
    /// The locale in which the visitor chose, as it was sent.
    pub(crate) locale: Option<String>,
    /// How the choice was made.
    pub(crate) method: ConsentMethod,
    /// What the banner's script says beside.
    pub(crate) kept: Option<KeptByScript>,
}

/// One of the three buttons, or what a browser keeps already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Decision {
    /// Everything is given.
    AcceptAll,
    /// Everything is refused that can be.
    RefuseAll,
    /// `given` or `refused` by purpose; what is not named is refused.
    Save(BTreeMap<String, String>),
    /// What was decided; what is not named was left open.
    Kept(BTreeMap<PurposeId, Choice>),
}

/// What the banner's script sends beside the choices.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct KeptByScript {
    /// When the visitor chose, by the browser's clock.
    pub(crate) since: Timestamp,
    /// The mark of the notice that was seen; empty where the browser's signal decided.
    pub(crate) seen: String,
    /// The browser said Global Privacy Control.
    pub(crate) signal: bool,
    /// Under what it is sent, once: what the browser drew, with the moment at which it did, so that no two visitors have the
    /// same.
    pub(crate) key: String,
}

/// What a consent record gets from its surroundings.
#[derive(Clone, Debug)]
pub(crate) struct ConsentArrival<'a> {
    /// When it arrived.
    pub(crate) at: Timestamp,
    /// The record's time-ordered identifier.
    pub(crate) id: String,
    /// The visitor's identifier: the one that the browser has.
    pub(crate) visitor: Option<String>,
    /// The one that it gets, where it has none and agrees to anything.
    pub(crate) new_visitor: String,
    /// What was seen.
    pub(crate) notice: &'a ShownNotice,
    /// The browser's signal came as a header.
    pub(crate) signal: bool,
    /// The friendly site from which it came.
    pub(crate) site: Option<String>,
}

/// Makes a consent record of what was chosen, or says about which purposes the visitor was not asked.
pub(crate) fn choose(
    chosen: &Chosen,
    catalogue: &Catalogue,
    arrival: ConsentArrival<'_>,
) -> Result<ConsentRecord, Vec<FieldError>> {
    let ShownNotice { digest, notice } = arrival.notice;
    let choices = choices(&chosen.decision, &notice.purposes)?;
    let policy = catalogue.policy(PolicyKind::Cookies).or_else(|| catalogue.policy(PolicyKind::Privacy));
    let at = chosen.kept.as_ref().map_or(arrival.at, |kept| chosen_at(kept.since, arrival.at));
    let mut record = ConsentRecord {
        id: arrival.id,
        visitor: arrival.visitor,
        at,
        received_at: arrival.at,
        choices,
        notice: NoticeReference { version: notice.version, digest: digest.clone() },
        policy: policy.map(|policy| policy.reference(&notice.locale)),
        locale: notice.locale.clone(),
        method: chosen.method,
        signal: arrival.signal || chosen.kept.as_ref().is_some_and(|kept| kept.signal),
        site: arrival.site,
        valid_until: at,
    };
    let gives = record.gives(|id| notice.purposes.iter().any(|purpose| purpose.id == *id && purpose.required));
    let rules = &catalogue.consent;
    let stands_for = if gives { rules.consent_stands_for() } else { rules.refusal_stands_for() };
    record.valid_until = at.saturating_add(stands_for).unwrap_or(Timestamp::MAX);
    record.visitor = record.visitor.or_else(|| gives.then_some(arrival.new_visitor));
    Ok(record)
}

/// What the visitor's browser keeps of a record.
pub(crate) fn kept(record: &ConsentRecord, purposes: &[Purpose]) -> KeptChoices {
    let is_required = |id: &PurposeId| purposes.iter().any(|purpose| purpose.id == *id && purpose.required);
    let choices = record.choices.iter().filter(|(id, _)| !is_required(id));
    KeptChoices {
        choices: choices.map(|(purpose, choice)| (purpose.clone(), *choice)).collect(),
        since: record.at,
        until: record.valid_until,
        version: record.notice.version,
        signal: record.signal,
        seen: match record.method {
            ConsentMethod::Signal => String::new(),
            _ => notice_mark(&record.notice.digest).to_owned(),
        },
        key: None,
    }
}

/// When a visitor chose who says `since`.
fn chosen_at(since: Timestamp, received: Timestamp) -> Timestamp {
    let is_likely = since <= received && received.duration_since(since) <= WAITED_AT_MOST;
    if is_likely { since } else { received }
}

fn choices(decision: &Decision, purposes: &[NoticePurpose]) -> Result<BTreeMap<PurposeId, Choice>, Vec<FieldError>> {
    let unknown: Vec<_> = match decision {
        Decision::AcceptAll | Decision::RefuseAll => Vec::new(),
        Decision::Save(boxes) => {
            let unknown = boxes.iter().filter(|(id, choice)| !is_offered(id, purposes) || !is_choice(choice));
            unknown.map(|(id, _)| not_offered(id)).collect()
        }
        Decision::Kept(kept) => {
            let ids = kept.keys().map(PurposeId::as_str);
            ids.filter(|id| !is_offered(id, purposes)).map(not_offered).collect()
        }
    };
    if !unknown.is_empty() {
        return Err(unknown);
    }
    let decided = |purpose: &NoticePurpose| {
        let given = |given| Some(if given { Choice::Given } else { Choice::Refused });
        match decision {
            _ if purpose.required => given(true),
            Decision::AcceptAll => given(true),
            Decision::RefuseAll => given(false),
            Decision::Save(boxes) => given(boxes.get(purpose.id.as_str()).is_some_and(|choice| choice == "given")),
            Decision::Kept(kept) => kept.get(&purpose.id).copied(),
        }
    };
    Ok(purposes.iter().filter_map(|purpose| Some((purpose.id.clone(), decided(purpose)?))).collect())
}

fn is_offered(purpose: &str, purposes: &[NoticePurpose]) -> bool {
    purposes.iter().any(|known| known.id.as_str() == purpose)
}

fn is_choice(choice: &str) -> bool {
    matches!(choice, "given" | "refused")
}

fn not_offered(purpose: &str) -> FieldError {
    FieldError { field: format!("purpose.{purpose}"), fault: FieldFault::NotOffered }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    const NOW: &str = "2026-11-23T10:00:00Z";

    fn record(decision: Decision, since: Option<&str>) -> Result<ConsentRecord, Vec<FieldError>> {
        let catalogue = sample::catalogue();
        let notice = sample::notice(&catalogue);
        let kept = since.map(|since| KeptByScript {
            since: since.parse().expect("a moment"),
            seen: String::new(),
            signal: false,
            key: "key".to_owned(),
        });
        let chosen = Chosen { decision, locale: None, method: ConsentMethod::Page, kept };
        let arrival = ConsentArrival {
            at: NOW.parse().expect("a moment"),
            id: "record".to_owned(),
            visitor: None,
            new_visitor: "visitor".to_owned(),
            notice: &notice,
            signal: false,
            site: None,
        };
        choose(&chosen, &catalogue, arrival)
    }

    fn save(boxes: &[(&str, &str)]) -> Decision {
        Decision::Save(boxes.iter().map(|&(id, choice)| (id.to_owned(), choice.to_owned())).collect())
    }

    fn cookie(decision: Decision) -> String {
        let record = record(decision, None).expect("purposes of the portal");
        kept(&record, &sample::catalogue().purposes).to_string()
    }

    #[test]
    fn what_is_not_ticked_is_refused_and_what_is_required_stays() {
        let rest = "_signal=0&_seen=1-0123456789abcdef";
        let year = "_since=1795428000000&_until=1826964000000";
        assert_eq!(cookie(save(&[("analytics", "given")])), format!("analytics=1&marketing=0&{year}&{rest}"));
        assert_eq!(cookie(Decision::AcceptAll), format!("analytics=1&marketing=1&{year}&{rest}"));
        let refused = record(save(&[("necessary", "refused")]), None).expect("purposes of the portal");
        let choices: Vec<_> = refused.choices.iter().map(|(id, choice)| (id.as_str(), *choice)).collect();
        let expected = [("analytics", Choice::Refused), ("marketing", Choice::Refused), ("necessary", Choice::Given)];
        assert_eq!(choices, expected);
    }

    #[test]
    fn who_refuses_everything_is_asked_again_after_its_own_time_and_gets_no_identifier() {
        let stands = |decision| {
            let record = record(decision, None).expect("purposes of the portal");
            (record.valid_until.to_string(), record.visitor)
        };
        assert_eq!(stands(Decision::RefuseAll), ("2027-05-26T10:00:00Z".to_owned(), None));
        let given = save(&[("marketing", "given")]);
        assert_eq!(stands(given), ("2027-11-23T10:00:00Z".to_owned(), Some("visitor".to_owned())));
    }

    #[test]
    fn a_choice_that_waited_for_the_line_counts_from_when_it_was_made() {
        let at = |since| record(Decision::RefuseAll, Some(since)).expect("purposes of the portal").at.to_string();
        assert_eq!(at("2026-11-20T08:00:00Z"), "2026-11-20T08:00:00Z");
        for unlikely in ["2026-11-23T10:00:01Z", "2026-10-01T00:00:00Z", "1970-01-01T00:00:00Z"] {
            assert_eq!(at(unlikely), NOW, "{unlikely}");
        }
    }

    #[test]
    fn a_purpose_that_the_portal_does_not_have_is_refused_by_name() {
        let errors =
            record(save(&[("spying", "given"), ("analytics", "perhaps")]), None).expect_err("neither is offered");
        assert_eq!(
            errors.iter().map(|error| error.field.as_str()).collect::<Vec<_>>(),
            ["purpose.analytics", "purpose.spying"]
        );
    }
}
