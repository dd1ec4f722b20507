//! Consent records, which are added and never changed.

use std::collections::BTreeMap;

use candor_model::{Choice, ConsentMethod, ConsentRecord, PurposeId};
use jiff::civil::date;

use super::{at, on_each_engine};

fn record(visitor: &str, id: &str, choice: Choice) -> ConsentRecord {
    ConsentRecord {
        id: id.to_owned(),
        visitor: visitor.to_owned(),
        at: at("10:00:00"),
        choices: BTreeMap::from([(PurposeId::new("analytics").expect("an id"), choice)]),
        policy: None,
        locale: "uz".to_owned().try_into().expect("a locale"),
        method: ConsentMethod::Form,
        valid_until: date(2027, 11, 20),
    }
}

#[tokio::test]
async fn the_newest_record_of_a_visitor_stands_and_the_others_stay() {
    on_each_engine("consents", async |store| {
        let records = [
            record("visitor-a", "01B", Choice::Given),
            record("visitor-a", "01A", Choice::Refused),
            record("visitor-b", "01C", Choice::Refused),
        ];
        for record in &records {
            assert_eq!(store.put_consent(record).await, Ok(()));
        }
        let [newest, oldest, other] = &records;
        assert_eq!(store.latest_consent("visitor-a").await, Ok(Some(newest.clone())));
        assert_eq!(store.latest_consent("visitor").await, Ok(None), "the beginning of a name is not the name");
        assert_eq!(store.consents("visitor-a").await, Ok(vec![oldest.clone(), newest.clone()]));
        assert_eq!(store.all_consents().await, Ok(vec![oldest.clone(), newest.clone(), other.clone()]));

        // Whoever stands there is this record, from an attempt whose answer was lost: it is not written over.
        assert_eq!(store.put_consent(&record("visitor-a", "01B", Choice::Refused)).await, Ok(()));
        assert_eq!(store.latest_consent("visitor-a").await, Ok(Some(newest.clone())));
    })
    .await;
}
