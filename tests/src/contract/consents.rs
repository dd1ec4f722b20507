//! Consent records, which are added and never changed, and the notices that they refer to.

use std::collections::BTreeMap;

use candor_intake::Added;
use candor_model::{Choice, ConsentMethod, ConsentRecord, NoticeReference, PurposeId};

use super::{at, on_each_engine};

fn record(visitor: Option<&str>, id: &str, choice: Choice) -> ConsentRecord {
    ConsentRecord {
        id: id.to_owned(),
        visitor: visitor.map(str::to_owned),
        at: at("10:00:00"),
        received_at: at("10:00:01"),
        choices: BTreeMap::from([(PurposeId::new("analytics").expect("an id"), choice)]),
        notice: NoticeReference { version: 1, digest: "ab".repeat(32) },
        policy: None,
        locale: "uz".to_owned().try_into().expect("a locale"),
        method: ConsentMethod::Page,
        signal: false,
        site: None,
        valid_until: at("12:00:00"),
    }
}

#[tokio::test]
async fn the_newest_record_of_a_visitor_stands_and_the_others_stay() {
    on_each_engine("consents", async |store| {
        let records = [
            record(Some("visitor-a"), "01B", Choice::Given),
            record(Some("visitor-a"), "01A", Choice::Refused),
            record(Some("visitor-b"), "01C", Choice::Refused),
            record(None, "01D", Choice::Refused),
        ];
        for record in &records {
            assert_eq!(store.put_consent(record, None).await, Ok(Added::New));
        }
        let [newest, oldest, other, nobodys] = &records;
        assert_eq!(store.latest_consent("visitor-a").await, Ok(Some(newest.clone())));
        assert_eq!(store.latest_consent("visitor").await, Ok(None), "the beginning of a name is not the name");
        assert_eq!(store.consents("visitor-a").await, Ok(vec![oldest.clone(), newest.clone()]));
        assert_eq!(store.all_consents().await, Ok([oldest, newest, other, nobodys].map(Clone::clone).into()));

        // Whoever stands there is this record, from an attempt whose answer was lost: it is not written over.
        let again = record(Some("visitor-a"), "01B", Choice::Refused);
        assert_eq!(store.put_consent(&again, None).await, Ok(Added::New));
        assert_eq!(store.latest_consent("visitor-a").await, Ok(Some(newest.clone())));
    })
    .await;
}

#[tokio::test]
async fn a_record_is_found_by_its_visitor_and_one_that_is_nobodys_by_its_identifier() {
    on_each_engine("consent-lookup", async |store| {
        let (own, nobodys) = (record(Some("visitor-a"), "01A", Choice::Given), record(None, "01B", Choice::Refused));
        for record in [&own, &nobodys] {
            assert_eq!(store.put_consent(record, None).await, Ok(Added::New));
        }
        assert_eq!(store.consent("01A", Some("visitor-a")).await, Ok(Some(own)));
        assert_eq!(store.consent("01B", None).await, Ok(Some(nobodys)));
        for (id, visitor) in [("01A", Some("visitor-b")), ("01A", None), ("01B", Some("visitor-a")), ("01C", None)] {
            assert_eq!(store.consent(id, visitor).await, Ok(None), "{id} for {visitor:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn what_comes_twice_under_one_key_is_added_once() {
    on_each_engine("consent-keys", async |store| {
        let first = record(Some("visitor-a"), "01A", Choice::Given);
        let again = record(Some("visitor-b"), "01B", Choice::Refused);
        assert_eq!(store.put_consent(&first, Some("key")).await, Ok(Added::New));
        assert_eq!(store.put_consent(&again, Some("key")).await, Ok(Added::Before));
        assert_eq!(store.put_consent(&again, Some("another key")).await, Ok(Added::New));
        assert_eq!(store.all_consents().await, Ok(vec![first, again]));
    })
    .await;
}
