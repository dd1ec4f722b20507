//! Letters: due, taken by one courier, tried again, sent.

use candor_intake::{Store, Stored};
use candor_model::{Audience, Mail, MailState, SubjectRequest};
use jiff::Timestamp;

use super::{at, new, on_each_engine, request};

/// Stores a request that was received at that moment, which causes two letters.
async fn receive(store: &Store, number: u64, moment: Timestamp) -> SubjectRequest {
    let new = new(SubjectRequest { received: moment, ..request(number) }, &[]);
    assert_eq!(store.put_request(&new).await, Ok(Stored::New));
    new.request().clone()
}

/// The letters that are due then.
async fn due(store: &Store, moment: Timestamp, most: i32) -> Vec<Mail> {
    store.due_mail(moment, most).await.expect("it answers").letters
}

#[tokio::test]
async fn a_letter_is_due_from_its_second_on_and_until_it_is_sent_or_given_up() {
    on_each_engine("due", async |store| {
        let request = receive(store, 1, at("10:00:00")).await;
        assert_eq!(due(store, at("09:59:59"), 25).await, []);
        let waiting = due(store, at("10:00:00"), 25).await;
        assert_eq!(waiting.iter().map(|mail| mail.audience).collect::<Vec<_>>().len(), 2);
        assert_eq!(store.mail_of(&request.reference).await.expect("it answers").len(), 2);

        let [sent, given_up] = &waiting[..] else { panic!("two letters: {waiting:?}") };
        let taken = |mail: &Mail| Mail { attempts: mail.attempts + 1, due: at("10:05:00"), ..mail.clone() };
        for (mail, end) in [(sent, MailState::Sent), (given_up, MailState::GivenUp)] {
            let taken = taken(mail);
            assert_eq!(store.change_mail(mail, &taken).await, Ok(true));
            assert_eq!(store.change_mail(mail, &taken).await, Ok(false), "another courier has it");
            assert!(!due(store, at("10:04:59"), 25).await.contains(&taken));
            assert!(due(store, at("10:05:00"), 25).await.contains(&taken));
            let ended = Mail { state: end, due: at("10:00:01"), ..taken.clone() };
            assert_eq!(store.change_mail(&taken, &ended).await, Ok(true));
            assert_eq!(store.change_mail(&taken, &ended).await, Ok(false), "what has ended does not change");
        }
        assert_eq!(due(store, at("23:00:00"), 25).await, []);
        assert_eq!(store.given_up(at("10:00:00")).await, Ok(Vec::new()));
        let given_up = store.given_up(at("10:00:01")).await.expect("it answers");
        assert_eq!(given_up.iter().map(|mail| mail.state).collect::<Vec<_>>(), [MailState::GivenUp]);
        let ends: Vec<_> =
            store.mail_of(&request.reference).await.expect("it answers").iter().map(|m| m.state).collect();
        assert!(ends.contains(&MailState::Sent) && ends.contains(&MailState::GivenUp), "{ends:?}");
    })
    .await;
}

#[tokio::test]
async fn a_letter_is_taken_by_one_of_the_couriers_that_are_at_work_at_once() {
    on_each_engine("couriers", async |store| {
        receive(store, 1, at("10:00:00")).await;
        let waiting = due(store, at("10:00:00"), 25).await;
        let taken = Mail { attempts: 1, due: at("10:05:00"), ..waiting[0].clone() };
        let take = || store.change_mail(&waiting[0], &taken);
        let took: [_; 4] = tokio::join!(take(), take(), take(), take()).into();
        assert_eq!(took.iter().filter(|took| **took == Ok(true)).count(), 1, "{took:?}");
        assert_eq!(took.iter().filter(|took| **took == Ok(false)).count(), 3, "{took:?}");
    })
    .await;
}

#[tokio::test]
async fn one_look_takes_so_many_letters_of_each_shard_those_that_wait_longest_first() {
    on_each_engine("some", async |store| {
        for number in 1..=24 {
            receive(store, number, at(&format!("10:00:{number:02}"))).await;
        }
        let some = due(store, at("11:00:00"), 2).await;
        assert_eq!(some.len(), 8, "two of each of the four shards");
        assert!(some.is_sorted_by_key(|mail| mail.due));
        assert_eq!(some[0].due, at("10:00:01"));
        let all = due(store, at("11:00:00"), 100).await;
        assert_eq!(all.iter().filter(|mail| mail.audience == Audience::Subject).count(), 24);
        assert_eq!(all.len(), 48);
    })
    .await;
}
