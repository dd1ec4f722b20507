//! A visitor's choices from the submission to the record, and the record that stands.

use std::borrow::Cow;

use candor_model::{Choice, ConsentMethod, ConsentRecord, Locale, PurposeId};
use jiff::Timestamp;
use uuid::Uuid;

use crate::choose::{Chosen, ConsentArrival, Decision, choose, kept};
use crate::hashing::sha256;
use crate::limits::Counted;
use crate::problem::Problem;
use crate::{Added, Intake, StoreError, base32};

/// The random identifier of a visitor's browser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Visitor(String);

impl Visitor {
    /// The identifier in a cookie, if it is one of ours.
    pub(crate) fn from_cookie(text: &str) -> Option<Self> {
        base32::decode(text).map(|bits| Self(base32::encode(bits)))
    }
}

/// Who chooses, and from where.
pub(crate) struct Chooser {
    /// The visitor that the browser is, if it has an identifier.
    pub(crate) visitor: Option<Visitor>,
    /// The network address.
    pub(crate) client: String,
    /// The browser says Global Privacy Control.
    pub(crate) signal: bool,
    /// The friendly site that it comes from.
    pub(crate) site: Option<String>,
}

impl Intake {
    /// Stores a visitor's choices. What a script sends under a key is stored once, however often it comes. The record of a
    /// repetition is not stored: it is what a browser that missed the answer is told again, with the same visitor.
    pub(crate) async fn take_choices(
        &self,
        mut chosen: Chosen,
        locale: &Locale,
        chooser: Chooser,
    ) -> Result<(ConsentRecord, Added), Problem> {
        let random = (self.host.random)();
        let (at, _) = self.now();
        self.count(Counted::Choices, &chooser.client, at).await?;
        let mark = chosen.kept.as_ref().map(|kept| kept.seen.as_str()).filter(|mark| !mark.is_empty());
        let notice = match mark {
            Some(mark) => self.seen(mark).await?,
            None => self.shown_in(locale).map(Cow::Borrowed).ok_or(Problem::Outdated)?,
        };
        let until = match chosen.method {
            ConsentMethod::Signal => self.carry_on(&mut chosen, chooser.visitor.as_ref()).await?,
            _ => None,
        };
        let key = chosen.kept.as_ref().map(|kept| kept.key.as_str());
        let arrival = ConsentArrival {
            at,
            id: time_ordered(at, random),
            visitor: chooser.visitor.map(|visitor| visitor.0),
            new_visitor: self.new_visitor(key, random).0,
            notice: &notice,
            signal: chooser.signal,
            site: chooser.site,
        };
        let mut record = choose(&chosen, &self.catalogue, arrival).map_err(Problem::NotOffered)?;
        // The signal prolongs nothing that was given before.
        record.valid_until = until.map_or(record.valid_until, |until| until.min(record.valid_until));
        self.store_notices().await?;
        let key = key.map(|key| sha256(format!("choice {key}").as_bytes()));
        let added = self.store.put_consent(&record, key.as_deref()).await?;
        Ok((record, added))
    }

    /// A visitor of whom nothing is known yet: of the key under which its script sends the choice, or drawn.
    fn new_visitor(&self, key: Option<&str>, random: [u8; 32]) -> Visitor {
        let drawn = || random[..16].iter().fold(0, |bits, &byte| (bits << 8) | u128::from(byte));
        Visitor(base32::encode(key.map_or_else(drawn, |key| self.host.hashing_key.visitor_bits(key))))
    }

    /// The browser's signal gives nothing: what stands beside its refusals was given before, until the moment that this gives,
    /// or is left open.
    async fn carry_on(&self, chosen: &mut Chosen, visitor: Option<&Visitor>) -> Result<Option<Timestamp>, StoreError> {
        let Decision::Kept(choices) = &mut chosen.decision else { return Ok(None) };
        let standing = match visitor {
            Some(visitor) => self.store.latest_consent(&visitor.0).await?.filter(|record| self.stands(record)),
            None => None,
        };
        let was_given = |purpose: &PurposeId| {
            standing.as_ref().is_some_and(|record| record.choices.get(purpose) == Some(&Choice::Given))
        };
        choices.retain(|purpose, choice| *choice == Choice::Refused || was_given(purpose));
        let gives = choices.values().any(|choice| *choice == Choice::Given);
        Ok(standing.as_ref().filter(|_| gives).map(|record| record.valid_until))
    }

    /// Whether a record need not be asked for again.
    pub(crate) fn stands(&self, record: &ConsentRecord) -> bool {
        kept(record, &self.catalogue.purposes).stands(&self.catalogue.consent, self.now().0)
    }

    /// The visitor's records, the newest first.
    pub(crate) async fn history(&self, visitor: &Visitor) -> Result<Vec<ConsentRecord>, StoreError> {
        let mut records = self.store.consents(&visitor.0).await?;
        records.reverse();
        Ok(records)
    }

    /// The record with that identifier, for this visitor: its own, or one that is nobody's.
    pub(crate) async fn consent(
        &self,
        id: &str,
        visitor: Option<&Visitor>,
    ) -> Result<Option<ConsentRecord>, StoreError> {
        let Some(id) = Uuid::try_parse(id).ok().map(|id| id.to_string()) else { return Ok(None) };
        if let Some(Visitor(visitor)) = visitor
            && let Some(own) = self.store.consent(&id, Some(visitor)).await?
        {
            return Ok(Some(own));
        }
        self.store.consent(&id, None).await
    }
}

/// A UUID of version 7 (RFC 9562): it begins with the milliseconds, so that records sort by time.
fn time_ordered(at: Timestamp, random: [u8; 32]) -> String {
    let milliseconds = u64::try_from(at.as_millisecond()).unwrap_or_default();
    let mut last = [0; 10];
    last.copy_from_slice(&random[22..]);
    uuid::Builder::from_unix_timestamp_millis(milliseconds, &last).into_uuid().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_sort_by_time_whatever_their_random_part() {
        let early = time_ordered("2026-11-23T10:00:00.000Z".parse().expect("a moment"), [0xff; 32]);
        let late = time_ordered("2026-11-23T10:00:00.001Z".parse().expect("a moment"), [0; 32]);
        assert!(early < late);
        assert_eq!(late, "01a207d9-2101-7000-8000-000000000000");
    }
}
