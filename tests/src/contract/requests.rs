//! Requests with their marks, and the lists of those that are open and closed.

use candor_intake::{Action, Moment, Step, Store, StoreError, Stored};
use candor_model::{Actor, Calendar, Reference, RefusalGround, SubjectRequest};
use jiff::civil::date;

use super::{at, new, on_each_engine, request};

#[tokio::test]
async fn what_is_stored_is_read_back_to_the_letter() {
    on_each_engine("letters", async |store| {
        let new = new(request(1), &[]);
        assert_eq!(store.put_request(&new).await, Ok(Stored::New));
        let reference = &new.request().reference;
        assert_eq!(store.request(reference).await, Ok(Some(new.request().clone())));
        assert_eq!(store.events(reference).await, Ok(vec![new.event().clone()]));
        assert_eq!(store.remarks(reference).await, Ok(Vec::new()));
        assert_eq!(store.request(&request(2).reference).await, Ok(None));
        assert_eq!(store.reach().await, Ok(()));
        store.create_table().await.expect("a table that is there stays as it is");
        assert_eq!(references(&store.open_requests().await), std::slice::from_ref(reference));
    })
    .await;
}

#[tokio::test]
async fn a_mark_tells_whose_repetition_it_is_until_it_expires_and_whether_it_is_swept_or_not() {
    on_each_engine("marks", async |store| {
        let first = new(request(1), &[("token", at("12:00:00")), ("content", at("10:10:00"))]);
        assert_eq!(store.put_request(&first).await, Ok(Stored::New));
        let repeats = Ok(Stored::Repeats(first.request().reference.clone()));
        for marks in [["token", "other"], ["other", "content"], ["token", "content"]] {
            let again = new(request(2), &marks.map(|hash| (hash, at("12:00:00"))));
            assert_eq!(store.put_request(&again).await, repeats, "{marks:?}");
        }
        assert_eq!(store.request(&request(2).reference).await, Ok(None), "of a repetition nothing is written");

        // Ten minutes later the mark of the content is there still, and means nothing any more.
        let later = SubjectRequest { received: at("10:10:00"), ..request(3) };
        assert_eq!(store.put_request(&new(later, &[("content", at("10:20:00"))])).await, Ok(Stored::New));
        let soon = SubjectRequest { received: at("10:19:59"), ..request(4) };
        let second = Ok(Stored::Repeats(request(3).reference));
        assert_eq!(store.put_request(&new(soon, &[("content", at("10:29:59"))])).await, second);
    })
    .await;
}

#[tokio::test]
async fn of_submissions_at_the_same_moment_one_is_stored() {
    on_each_engine("at-once", async |store| {
        let news: Vec<_> = (1..=5).map(|number| new(request(number), &[("token", at("12:00:00"))])).collect();
        let [a, b, c, d, e] = &news[..] else { unreachable!("there are five") };
        let put = |new| store.put_request(new);
        let outcomes: [_; 5] = tokio::join!(put(a), put(b), put(c), put(d), put(e)).into();
        let stored: Vec<_> = outcomes.into_iter().map(|outcome| outcome.expect("each is answered")).collect();
        assert_eq!(stored.iter().filter(|stored| **stored == Stored::New).count(), 1, "{stored:?}");
        let open = references(&store.open_requests().await);
        let repeated = stored.iter().filter(|stored| **stored == Stored::Repeats(open[0].clone())).count();
        assert_eq!((open.len(), repeated), (1, 4), "{stored:?}");
    })
    .await;
}

#[tokio::test]
async fn a_reference_that_is_taken_is_not_written_over() {
    on_each_engine("collisions", async |store| {
        let first = new(request(1), &[]);
        store.put_request(&first).await.expect("it is the first");
        let other = SubjectRequest { name: "Somebody else".to_owned(), ..request(1) };
        let refused = store.put_request(&new(other, &[("token", at("12:00:00"))])).await;
        let expected = StoreError::Unavailable {
            operation: "TransactWriteItems",
            code: "TransactionCanceledException".to_owned(),
        };
        assert_eq!(refused, Err(expected));
        assert_eq!(store.request(&request(1).reference).await, Ok(Some(first.request().clone())));
        let next = new(request(2), &[("token", at("12:00:00"))]);
        assert_eq!(store.put_request(&next).await, Ok(Stored::New), "the mark was not written either");
    })
    .await;
}

/// More than DynamoDB gives at once, which is a megabyte, in each of the four shards.
const MANY: u64 = 120;
const LONG: usize = 45_000;

#[tokio::test]
async fn lists_are_complete_over_many_pages_and_in_the_order_of_their_dates() {
    on_each_engine("pages", async |store| {
        let mut expected = Vec::new();
        for number in 1..=MANY {
            let respond_by = date(2027, 1, 1 + i8::try_from(number * 7 % 28).expect("a day"));
            let request = SubjectRequest { respond_by, details: "ж".repeat(LONG / 2), ..request(number) };
            expected.push((respond_by, request.reference.clone()));
            store.put_request(&new(request, &[])).await.expect("each is new");
        }
        expected.sort();
        let order: Vec<_> = expected.into_iter().map(|(_, reference)| reference).collect();
        assert_eq!(references(&store.open_requests().await), order);

        for (closed, reference) in order.iter().enumerate().filter(|(at, _)| at % 2 == 0) {
            close(store, reference, i8::try_from(closed % 28).expect("a day")).await;
        }
        let open: Vec<_> = order.iter().skip(1).step_by(2).cloned().collect();
        assert_eq!(references(&store.open_requests().await), open);
        let closed = store.closed_requests().await.expect("it answers");
        assert_eq!(closed.len(), order.len() - open.len());
        assert!(closed.is_sorted_by_key(|request| (request.closed_on, request.reference.clone())));
    })
    .await;
}

/// Refuses a request on that day after the first of December.
async fn close(store: &Store, reference: &Reference, day: i8) {
    let request = store.request(reference).await.expect("it answers").expect("it is there");
    let action = Action::Refuse { ground: RefusalGround::NoData, article: None, reason: "We have nothing.".to_owned() };
    let by = Actor::Officer("Nargiza".to_owned());
    let moment = Moment { at: at("11:00:00"), on: date(2026, 12, 1 + day), by, random: [7; 32] };
    let step = Step::take(&request, action, moment, &calendar()).expect("an open request can be refused");
    store.take_step(&step).await.expect("nobody else is at it");
}

/// The calendar by which the requests are reckoned.
pub(super) fn calendar() -> Calendar {
    candor_site::calendar("UZ", &candor_site::Sources::default()).0.expect("it is built in")
}

fn references(listed: &Result<Vec<SubjectRequest>, StoreError>) -> Vec<Reference> {
    listed.as_ref().expect("it answers").iter().map(|request| request.reference.clone()).collect()
}
