//! Counting what comes, and refusing what is too much. A counter that the table does not keep loses nothing: what it
//! would have counted passes.

use std::time::Duration;

use jiff::Timestamp;
use tokio::time::timeout;

use crate::challenge::Proof;
use crate::limits::{BRAKE_SHARDS, Counted, Excess, Limit, Window, neighbourhood, network};
use crate::store::Counter;
use crate::{Intake, StoreError};

/// How long the table may think about a counter. What is counted for must still be stored in the time that is left.
const PATIENCE: Duration = Duration::from_millis(800);

impl Intake {
    /// Lets a new submission in, or says that it is too much.
    ///
    /// The brake counts what its own client may send: one client alone, or one household, cannot step on it for everybody.
    /// Whoever brings a proof of work does not touch it.
    pub(crate) async fn admit(&self, client: &str, proof: Option<&Proof>, now: Timestamp) -> Result<(), Excess> {
        if let Some(proof) = proof
            && self.is_fresh(proof).await
        {
            return self.count(Counted::ProvenSubmission, client, now).await;
        }
        self.count(Counted::Submission, client, now).await?;
        self.count(Counted::Neighbour, client, now).await?;
        self.brake(now).await
    }

    /// Counts what comes from a client, or says that it is too much.
    pub(crate) async fn count(&self, counted: Counted, client: &str, now: Timestamp) -> Result<(), Excess> {
        let Some((counter, limit)) = self.counter(counted, client, now) else { return Ok(()) };
        let count = told(self.store.count(&counter)).await;
        within(count, limit.most, Excess::until(counter.window, now, counted))
    }

    /// Whether a client may try to open something, after the tries that failed. Nothing is counted yet.
    pub(crate) async fn let_try(&self, client: &str, now: Timestamp) -> Result<(), Excess> {
        let Some((counter, limit)) = self.counter(Counted::FailedTry, client, now) else { return Ok(()) };
        let count = told(self.store.counted(&counter)).await;
        within(count.saturating_add(1), limit.most, Excess::until(counter.window, now, Counted::FailedTry))
    }

    /// Counts a try that failed. Whether the next one is too much is asked before it.
    pub(crate) async fn count_failed_try(&self, client: &str) {
        if let Some((counter, _)) = self.counter(Counted::FailedTry, client, self.now().0) {
            told(self.store.count(&counter)).await;
        }
    }

    /// A submission's own proof of work may be used once; it is counted for as long as it stands.
    async fn is_fresh(&self, proof: &Proof) -> bool {
        let hash = self.host.hashing_key.of_counted("proof", &proof.nonce, proof.expires);
        let window = Window { begins: proof.expires, ends: proof.expires };
        told(self.store.count(&Counter { hash, window })).await <= 1
    }

    async fn brake(&self, now: Timestamp) -> Result<(), Excess> {
        let limit = self.host.limits.brake;
        let window = limit.window(now);
        let shard = u32::from((self.host.random)()[0]) % BRAKE_SHARDS;
        let hash = self.host.hashing_key.of_counted("brake", &shard.to_string(), window.begins);
        let count = told(self.store.count(&Counter { hash, window })).await;
        within(count, limit.most.div_ceil(BRAKE_SHARDS), Excess::until(window, now, Counted::Submission))
    }

    /// The counter of a client, or of an e-mail address.
    fn counter(&self, counted: Counted, client: &str, now: Timestamp) -> Option<(Counter, Limit)> {
        let of_whom = match counted {
            Counted::Neighbour => neighbourhood(client)?,
            Counted::Recipient => self.host.hashing_key.of_email(client),
            _ => network(client)?,
        };
        let limit = self.host.limits.of(counted);
        let window = limit.window(now);
        let hash = self.host.hashing_key.of_counted(counted.as_str(), &of_whom, window.begins);
        Some((Counter { hash, window }, limit))
    }
}

fn within(count: u32, most: u32, excess: Excess) -> Result<(), Excess> {
    if count <= most { Ok(()) } else { Err(excess) }
}

/// What a counter says; nothing where the table does not tell in time.
async fn told(count: impl Future<Output = Result<u32, StoreError>>) -> u32 {
    match timeout(PATIENCE, count).await {
        Ok(Ok(count)) => count,
        Ok(Err(_)) | Err(_) => 0,
    }
}
