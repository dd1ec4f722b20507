//! The courier: one round does the duties of the day, and sends what waits in the outbox. Every step may be repeated without
//! harm; several couriers may run at once.

use candor_model::{Mail, MailState, News, Reference};

use crate::duties::Duties;
use crate::letters::{Letter, Unwritable, Writer};
use crate::outbox::{claimed, failed, sent};
use crate::requests::Found;
use crate::store::DueMail;
use crate::{Intake, StoreError};

/// Takes letters to where they go: a mail server, a folder.
pub trait Post {
    /// Hands a letter over.
    ///
    /// # Errors
    /// It was not taken. The reason is for the operator and names no address.
    fn send(&self, letter: &Letter) -> impl Future<Output = Result<(), String>> + Send;
}

/// What came of one round.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Round {
    /// What was done besides the mail.
    pub duties: Duties,
    /// Why the duties of the day were not all done.
    pub unfinished: Vec<String>,
    /// How many letters were taken.
    pub sent: u32,
    /// Why others were not, each reason once per letter; they are tried again later.
    pub failures: Vec<String>,
    /// How many will not be tried again.
    pub given_up: u32,
}

/// How many letters of each shard are taken at once.
const AT_ONCE: i32 = 25;
/// How often a round looks for letters, so that it comes to an end although more are written all the time.
const LOOKS: u32 = 40;

impl Intake {
    /// Sends what is due, does the duties of the day, and sends what they caused. `front` is how readers reach the portal,
    /// without a slash at the end. Mail does not wait for duties that take long or cannot be done.
    ///
    /// A letter is claimed before it is sent, so that two couriers do not both send it; one whose courier broke down in
    /// between is sent by another after some minutes, and so perhaps twice, but never not at all.
    ///
    /// # Errors
    /// The table does not answer. What was done and sent until then stays so.
    pub async fn make_round(&self, post: &impl Post, front: &str) -> Result<Round, StoreError> {
        let mut round = Round::default();
        self.deliver((post, front), &mut round).await?;
        match self.do_duties().await {
            Ok(None) => {}
            Ok(Some(work)) => {
                (round.duties, round.unfinished) = (work.done, work.unfinished);
                self.deliver((post, front), &mut round).await?;
            }
            Err(error) => round.unfinished.push(error.to_string()),
        }
        Ok(round)
    }

    /// Sends what is due until nothing is.
    async fn deliver(&self, (post, front): (&impl Post, &str), round: &mut Round) -> Result<(), StoreError> {
        for _ in 0..LOOKS {
            let DueMail { letters, unreadable } = self.store.due_mail(self.now().0, AT_ONCE).await?;
            let before = round.sent;
            for mail in letters {
                let claimed = claimed(&mail, self.now().0);
                if self.store.change_mail(&mail, &claimed).await? {
                    self.deliver_one(&claimed, (post, front), round).await?;
                }
            }
            if round.sent == before {
                round.failures.extend((0..unreadable).map(|_| "a letter in the outbox cannot be read".to_owned()));
                break;
            }
        }
        Ok(())
    }

    async fn deliver_one(
        &self,
        mail: &Mail,
        (post, front): (&impl Post, &str),
        round: &mut Round,
    ) -> Result<(), StoreError> {
        let outcome = match self.write(mail, front).await {
            Ok(Ok(Some(letter))) => post.send(&letter).await.map(|()| 1),
            Ok(Ok(None)) => Ok(0),
            Ok(Err(unwritable)) => Err(unwritable.to_string()),
            // No later run can read it either: it is given up in the end, and does not hold up the others.
            Err(unreadable @ StoreError::Unreadable(_)) => Err(unreadable.to_string()),
            Err(error) => return Err(error),
        };
        let (now, _) = self.now();
        let after = match outcome {
            Ok(count) => {
                round.sent += count;
                sent(mail, now)
            }
            Err(reason) => {
                round.failures.push(reason);
                failed(mail, now)
            }
        };
        round.given_up += u32::from(after.state == MailState::GivenUp);
        self.store.change_mail(mail, &after).await.map(drop)
    }

    /// Writes a letter, unless there is nothing to tell any more.
    async fn write(&self, mail: &Mail, front: &str) -> Result<Result<Option<Letter>, Unwritable>, StoreError> {
        let writer = Writer { intake: self, front };
        Ok(match &mail.news {
            News::Event { reference, event } => match self.found(reference).await? {
                Some(found) => writer.tell((*event, mail.audience), &found).map(Some),
                None => Err(Unwritable::NoEvent),
            },
            News::Digest { digest } => {
                writer.digest(*digest, &self.store.open_requests().await?, &self.untold().await?)
            }
        })
    }

    async fn found(&self, reference: &Reference) -> Result<Option<Found>, StoreError> {
        let Some(request) = self.store.request(reference).await? else { return Ok(None) };
        self.with_history(request).await.map(Some)
    }
}
