//! The courier: one run sends what waits in the outbox. Every step may be repeated without harm; several couriers may run at
//! once.

use candor_model::{Mail, MailState};

use crate::letters::{Letter, Unwritable, Writer};
use crate::outbox::{claimed, failed, sent};
use crate::requests::Found;
use crate::{Intake, StoreError};

/// Takes letters to where they go: a mail server, a folder.
pub trait Post {
    /// Hands a letter over.
    ///
    /// # Errors
    /// It was not taken. The reason is for the operator and names no address.
    fn send(&self, letter: &Letter) -> impl Future<Output = Result<(), String>> + Send;
}

/// What came of one run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Delivered {
    /// How many letters were taken.
    pub sent: u32,
    /// Why others were not, each reason once per letter; they are tried again later.
    pub failures: Vec<String>,
    /// How many will not be tried again.
    pub given_up: u32,
}

/// How many letters of each shard one run takes.
const AT_ONCE: i32 = 25;

impl Intake {
    /// Sends what is due. `front` is how readers reach the portal, without a slash at the end.
    ///
    /// A letter is claimed before it is sent, so that two couriers do not both send it; one whose courier broke down in
    /// between is sent by another after some minutes, and so perhaps twice, but never not at all.
    ///
    /// # Errors
    /// The table does not answer. What was sent until then stays sent.
    pub async fn deliver(&self, post: &impl Post, front: &str) -> Result<Delivered, StoreError> {
        let (now, _) = self.now();
        let mut delivered = Delivered::default();
        for mail in self.store.due_mail(now, AT_ONCE).await? {
            let claimed = claimed(&mail, now);
            if self.store.change_mail(&mail, &claimed).await? {
                self.deliver_one(&claimed, (post, front), &mut delivered).await?;
            }
        }
        Ok(delivered)
    }

    async fn deliver_one(
        &self,
        mail: &Mail,
        (post, front): (&impl Post, &str),
        delivered: &mut Delivered,
    ) -> Result<(), StoreError> {
        let outcome = match self.found(&mail.reference).await? {
            None => Err(Unwritable::NoEvent.to_string()),
            Some(found) => match (Writer { intake: self, front }).write(mail, &found) {
                Ok(letter) => post.send(&letter).await,
                Err(unwritable) => Err(unwritable.to_string()),
            },
        };
        let (now, _) = self.now();
        let after = match outcome {
            Ok(()) => {
                delivered.sent += 1;
                sent(mail, now)
            }
            Err(reason) => {
                delivered.failures.push(reason);
                failed(mail, now)
            }
        };
        delivered.given_up += u32::from(after.state == MailState::GivenUp);
        self.store.change_mail(mail, &after).await.map(drop)
    }

    async fn found(&self, reference: &candor_model::Reference) -> Result<Option<Found>, StoreError> {
        let Some(request) = self.store.request(reference).await? else { return Ok(None) };
        self.with_history(request).await.map(Some)
    }
}
