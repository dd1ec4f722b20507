//! Steps of a request, each on condition that nobody made another one in between.

use candor_intake::{Action, Moment, Step, Store, StoreError, verify};
use candor_model::{Actor, RequestState, SubjectRequest};
use jiff::civil::date;

use super::requests::calendar;
use super::{at, new, on_each_engine, request};

/// The step that an officer makes of what was read.
fn step(before: &SubjectRequest, action: Action) -> Step {
    let by = Actor::Officer("Nargiza".to_owned());
    let moment = Moment { at: at("11:00:00"), on: date(2026, 11, 20), by, random: [7; 32] };
    Step::take(before, action, moment, &calendar()).expect("the request is open")
}

fn note(before: &SubjectRequest, words: &str) -> Step {
    step(before, Action::Note(words.to_owned()))
}

/// A request that was just stored.
async fn stored(store: &Store) -> SubjectRequest {
    let new = new(request(1), &[]);
    store.put_request(&new).await.expect("it is new");
    new.request().clone()
}

#[tokio::test]
async fn a_step_changes_what_it_must_and_leaves_the_rest() {
    on_each_engine("step", async |store| {
        let mut request = stored(store).await;
        for (action, state) in [
            (Action::Confirm(Some("She called.".to_owned())), RequestState::Received),
            (Action::Note("Ask the shop.".to_owned()), RequestState::Received),
            (Action::Fulfil { answer: "Done.".to_owned(), files: vec!["digest".to_owned()] }, RequestState::Fulfilled),
        ] {
            let step = step(&request, action);
            assert_eq!(store.take_step(&step).await, Ok(()));
            request = store.request(&request.reference).await.expect("it answers").expect("it is there");
            assert_eq!((&request, request.state), (&step.request, state));
        }
        let events = store.events(&request.reference).await.expect("it answers");
        let remarks = store.remarks(&request.reference).await.expect("it answers");
        assert_eq!(events.iter().map(|event| event.number).collect::<Vec<_>>(), [1, 2, 3, 4]);
        assert_eq!(
            remarks.iter().map(|remark| remark.text.as_str()).collect::<Vec<_>>(),
            ["She called.", "Ask the shop.", "Done."]
        );
        assert_eq!(verify(&request, &events, &remarks), []);
    })
    .await;
}

#[tokio::test]
async fn of_two_steps_of_what_both_have_read_one_is_made_and_the_other_is_told() {
    on_each_engine("two-steps", async |store| {
        let request = stored(store).await;
        let (one, other) = (note(&request, "one"), note(&request, "other"));
        assert_eq!(store.take_step(&one).await, Ok(()));
        assert_eq!(store.take_step(&one).await, Ok(()), "it is made already, by whoever did not hear so");
        assert_eq!(store.take_step(&other).await, Err(StoreError::Changed));

        let (one, other) = (note(&one.request, "one"), note(&one.request, "other"));
        let outcomes: [_; 2] = tokio::join!(store.take_step(&one), store.take_step(&other)).into();
        let made = outcomes.iter().filter(|outcome| outcome.is_ok()).count();
        assert_eq!(made, 1, "{outcomes:?}");
        assert!(outcomes.contains(&Err(StoreError::Changed)), "{outcomes:?}");
        let remarks = store.remarks(&request.reference).await.expect("it answers");
        assert_eq!((remarks.len(), store.events(&request.reference).await.expect("it answers").len()), (2, 3));
    })
    .await;
}

#[tokio::test]
async fn a_request_that_is_not_there_takes_no_step() {
    on_each_engine("no-step", async |store| {
        let unknown = new(request(9), &[]);
        assert_eq!(store.take_step(&note(unknown.request(), "words")).await, Err(StoreError::Changed));
        assert_eq!(store.events(&request(9).reference).await, Ok(Vec::new()));
        assert_eq!(store.open_requests().await, Ok(Vec::new()));
    })
    .await;
}
