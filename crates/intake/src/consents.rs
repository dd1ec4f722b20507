//! A visitor's choices from the submission to the record, and the record that stands.

use candor_model::{ConsentRecord, Locale};
use jiff::Timestamp;

use crate::choose::{Chosen, ConsentArrival, choose};
use crate::limits::Counted;
use crate::requests::Refusal;
use crate::{Intake, StoreError, base32};

/// The random identifier of a visitor's browser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Visitor(String);

impl Visitor {
    /// The identifier in a cookie, if it is one of ours.
    pub(crate) fn from_cookie(text: &str) -> Option<Self> {
        base32::decode(text).map(|bits| Self(base32::encode(bits)))
    }
}

impl Intake {
    /// Stores a visitor's choices; one who comes for the first time gets an identifier.
    pub(crate) async fn take_choices(
        &self,
        chosen: &Chosen,
        locale: &Locale,
        (visitor, client): (Option<Visitor>, &str),
    ) -> Result<ConsentRecord, Refusal> {
        let random = (self.host.random)();
        let (at, on) = self.now();
        self.count(Counted::Choices, client, at).await?;
        let visitor = visitor.map_or_else(|| base32::encode(bits(&random[..16])), |visitor| visitor.0);
        let arrival = ConsentArrival { at, on, id: time_ordered(at, bits(&random[16..])), visitor };
        let record = choose(chosen, locale, &self.catalogue, arrival).map_err(Refusal::Fields)?;
        self.store.put_consent(&record).await?;
        Ok(record)
    }

    /// The visitor's newest record, unless its time is over.
    pub(crate) async fn standing(&self, visitor: &Visitor) -> Result<Option<ConsentRecord>, StoreError> {
        let (_, today) = self.now();
        let newest = self.store.latest_consent(&visitor.0).await?;
        Ok(newest.filter(|record| record.valid_until >= today))
    }
}

fn bits(bytes: &[u8]) -> u128 {
    bytes.iter().fold(0, |bits, &byte| (bits << 8) | u128::from(byte))
}

/// A ULID: 48 bits of milliseconds, so that records sort by time, then 80 random bits.
fn time_ordered(at: Timestamp, random: u128) -> String {
    let milliseconds = u128::try_from(at.as_millisecond()).unwrap_or_default();
    base32::encode((milliseconds << 80) | (random & ((1 << 80) - 1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_sort_by_time_whatever_their_random_part() {
        let early = time_ordered("2026-11-23T10:00:00.000Z".parse().expect("a moment"), u128::MAX);
        let late = time_ordered("2026-11-23T10:00:00.001Z".parse().expect("a moment"), 0);
        assert!(early < late);
        assert_eq!(early.len(), 26);
    }
}
