//! Proof of work: what it is good for, and what does not pass for it.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use candor_intake::{Limit, Limits};
use jiff::SignedDuration;
use serde_json::{Value, json};

use crate::client::Answer;
use crate::host::{ELSEWHERE, HOME, Host};
use crate::limits::{borrowed, exhaust, numbered};
use crate::submissions::reference;

/// A challenge, solved by ALTCHA's own solver.
async fn solved(host: &Host) -> Value {
    let answer = host.get("/api/challenge", &[("accept", "application/json")]).await.expect(200);
    assert_eq!((answer.header("content-type"), answer.header("cache-control")), ("application/json", "no-store"));
    let challenge: altcha::Challenge = serde_json::from_value(answer.json()).expect("a challenge");
    let solution = altcha::solve_challenge(altcha::SolveChallengeOptions::new(&challenge));
    let solution = solution.expect("a good challenge").expect("it is found in time");
    json!({ "challenge": challenge, "solution": solution })
}

async fn send(host: &Host, address: &str, number: u32, proof: &Value) -> Answer {
    let mut fields = numbered(number, "en");
    fields.push(("submission_key".to_owned(), format!("the token of page {number}")));
    fields.push(("altcha".to_owned(), STANDARD.encode(proof.to_string())));
    host.form(address, "/api/requests", &borrowed(&fields)).await
}

#[tokio::test]
async fn a_proof_passes_the_limit_once_and_the_receipt_again() {
    let host = Host::start().await;
    exhaust(&host, HOME).await;
    let proof = solved(&host).await;
    let first = send(&host, HOME, 0, &proof).await.expect(303);
    send(&host, HOME, 1, &proof).await.expect(429);
    let again = send(&host, HOME, 0, &proof).await.expect(303);
    assert_eq!(reference(&again), reference(&first), "a second press brings the same proof");
    // A replay is no proof elsewhere, and so counts as none.
    exhaust(&host, ELSEWHERE).await;
    send(&host, ELSEWHERE, 1, &proof).await.expect(429);
    send(&host, HOME, 1, &solved(&host).await).await.expect(303);
}

#[tokio::test]
async fn a_proof_that_is_forged_wrong_or_too_late_is_none() {
    let host = Host::start().await;
    exhaust(&host, HOME).await;
    let proof = solved(&host).await;
    let with = |pointer: &str, value: Value| {
        let mut changed = proof.clone();
        *changed.pointer_mut(pointer).expect("it is there") = value;
        changed
    };
    let counter = proof["solution"]["counter"].as_u64().expect("a number");
    let wrong = [
        with("/challenge/parameters/cost", json!(1)),
        with("/challenge/parameters/keyPrefix", json!("")),
        with("/challenge/parameters/expiresAt", json!(4_102_444_800_i64)),
        with("/challenge/parameters/nonce", json!("00".repeat(16))),
        with("/challenge/signature", json!("00".repeat(32))),
        with("/challenge/signature", Value::Null),
        with("/solution/counter", json!(counter + 1)),
        with("/solution/derivedKey", json!("00".repeat(32))),
        json!("no proof at all"),
    ];
    for wrong in wrong {
        send(&host, HOME, 1, &wrong).await.expect(429);
    }
    let late = solved(&host).await;
    Host::pass(SignedDuration::from_secs(601));
    exhaust(&host, HOME).await;
    send(&host, HOME, 1, &late).await.expect(429);
}

#[tokio::test]
async fn proofs_have_a_limit_of_their_own() {
    let proven_submissions = Limit { most: 1, within: SignedDuration::from_mins(10) };
    let host = Host::with(Limits { proven_submissions, ..Limits::default() }).await;
    send(&host, HOME, 0, &solved(&host).await).await.expect(303);
    let answer = send(&host, HOME, 1, &solved(&host).await).await.expect(429);
    assert_eq!(answer.header("retry-after"), "600");
    exhaust(&host, HOME).await;
}

#[tokio::test]
async fn whoever_brings_a_proof_passes_while_the_brake_holds_others() {
    let brake = Limit { most: 0, within: SignedDuration::from_mins(1) };
    let host = Host::with(Limits { brake, ..Limits::default() }).await;
    host.form(HOME, "/api/requests", &borrowed(&numbered(0, "en"))).await.expect(429);
    send(&host, HOME, 0, &solved(&host).await).await.expect(303);
}
