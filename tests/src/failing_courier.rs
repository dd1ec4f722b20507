//! A courier whose table fails at any call, while officers work: every duty is done in the end and once, every letter that
//! must be sent is, and every chain verifies.

use candor_intake::Action;
use candor_model::{EventKind, Reference, RequestState, Right};
use jiff::ToSpan;
use jiff::civil::{Date, date};
use proptest::prelude::*;

use crate::faulty::{Fault, Table, faults};
use crate::rounds::{Portal, refusal};

/// The day on which the courier begins.
const FIRST: Date = date(2026, 11, 23);

/// What waits for the courier: of each kind one.
struct Waiting {
    unconfirmed: Reference,
    open: Reference,
    extended: Reference,
    old: Reference,
    held: Reference,
}

impl Waiting {
    async fn new(portal: &mut Portal) -> Self {
        let unconfirmed = portal.receive(1, Right::Access, date(2026, 11, 2)).await;
        let open = portal.receive(2, Right::WithdrawConsent, FIRST).await;
        let extended = portal.receive(3, Right::Objection, FIRST).await;
        portal.step(&extended, Action::Extend { by: None, reason: "Archives.".to_owned() }, FIRST).await;
        let (old, held) = (
            portal.receive(4, Right::Erasure, date(2020, 2, 3)).await,
            portal.receive(5, Right::Rectification, date(2020, 2, 3)).await,
        );
        portal.step(&held, Action::Hold("A court asks for it.".to_owned()), date(2020, 2, 4)).await;
        for reference in [&old, &held] {
            portal.step(reference, refusal(), date(2020, 2, 4)).await;
        }
        portal.add_days_off(2026, &[date(2026, 12, 3)]);
        Self { unconfirmed, open, extended, old, held }
    }

    async fn check(&self, portal: &Portal) {
        let count = async |reference, kind: &str| {
            portal.events(reference).await.iter().filter(|event| event.as_str() == kind).count()
        };
        assert_eq!(count(&self.unconfirmed, "expired").await, 1);
        assert_eq!(portal.request(&self.unconfirmed).await.state, RequestState::Expired);
        assert_eq!(portal.request(&self.open).await.respond_by, date(2026, 12, 9));
        assert_eq!(portal.request(&self.extended).await.respond_by, date(2026, 12, 15));
        for reference in [&self.open, &self.extended] {
            assert_eq!(count(reference, "reckoned").await, 1);
        }
        assert_eq!(count(&self.old, "purged").await, 1);
        assert!(portal.request(&self.old).await.is_without_personal_data());
        assert_eq!(portal.store.remarks(&self.old).await, Ok(Vec::new()));
        assert_eq!(count(&self.held, "purged").await, 0);
        let closed = portal.store.closed_requests().await.expect("all is well again");
        assert_eq!(closed.len(), 3, "each is listed once");
    }

    /// Every event that somebody must know was told, and more than once only where a call failed. What was told of the one
    /// that was purged may have gone with it.
    async fn check_letters(&self, portal: &Portal, faults: usize) {
        let mut again = 0;
        for reference in [&self.unconfirmed, &self.open, &self.extended, &self.held] {
            for (number, event) in (1..).zip(portal.events(reference).await) {
                let is_told = matches!(
                    event,
                    EventKind::Received(_)
                        | EventKind::Extended { .. }
                        | EventKind::Expired
                        | EventKind::Refused { .. }
                );
                let sent = portal.sent(&format!("{reference}.{number}.subject")).len();
                assert_eq!(sent > 0, is_told, "{} was sent {sent} times", event.as_str());
                again += sent.saturating_sub(1);
            }
        }
        assert!(again <= faults, "{again} letters were sent again, and {faults} calls failed");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]
    #[test]
    fn every_duty_is_done_once_and_every_letter_is_sent(
        plan in faults(),
        notes in prop::collection::vec(any::<bool>(), 3),
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        runtime.block_on(async {
            let failures = plan.iter().filter(|fault| !matches!(fault, Fault::None)).count();
            let (table, store) = Table::start(Vec::new()).await;
            let mut portal = Portal::over(table.database.clone(), store);
            let waiting = Waiting::new(&mut portal).await;
            let day = |rounds: usize| FIRST.saturating_add(i64::try_from(rounds).expect("few rounds").days());
            for (round, note) in notes.iter().enumerate() {
                table.fail(plan[plan.len() * round / notes.len()..plan.len() * (round + 1) / notes.len()].to_vec());
                let _ = portal.round(day(round)).await;
                table.recover();
                if *note {
                    portal.step(&waiting.held, Action::Note("Still in court.".to_owned()), day(round)).await;
                }
            }
            for round in notes.len()..notes.len() + 2 {
                portal.round(day(round)).await.expect("all is well again");
            }
            waiting.check(&portal).await;
            waiting.check_letters(&portal, failures).await;
        });
    }
}
