//! The courier's duties, once a day and whenever their rules change: keep the notices that visitors are shown, reckon open
//! requests anew, let expire what nobody confirmed, purge what has been kept for long enough, and prepare the officer's
//! digest. Each may be done again without harm.

use candor_model::{
    Actor, Audience, Channel, ConsentRecord, Event, EventKind, Mail, MailState, News, Reference, RequestState,
    SubjectRequest, TimeLimit, is_over, newest_end,
};
use jiff::ToSpan;
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;

use crate::hashing::sha256;
use crate::links::confirm_until;
use crate::reckon::{changed_days, has_moved};
use crate::requests::Found;
use crate::{Action, Anew, Intake, Moment, Step, StoreError};

/// How many consent records of each shard are looked at in one round.
const RECORDS_AT_ONCE: i32 = 500;
/// How many requests are purged in one round.
const PURGES_AT_ONCE: usize = 500;
/// When the officer's digest is sent, by the clocks of the portal.
const DIGEST_AT: Time = Time::constant(7, 0, 0, 0);

/// What came of the duties.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Duties {
    /// How many requests have another date, or a surer one.
    pub reckoned: u32,
    /// How many requests expired.
    pub expired: u32,
    /// How many requests were purged.
    pub purged: u32,
    /// How many consent records were erased.
    pub consents_erased: u32,
}

/// How far a duty has come.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Progress {
    Done,
    /// Somebody made a step in between, or there is more than fits into one round: the next goes on.
    More,
}

/// The duties under way.
pub(crate) struct Work {
    pub(crate) done: Duties,
    progress: Progress,
    /// Why they cannot all be done.
    pub(crate) unfinished: Vec<String>,
}

impl Default for Work {
    fn default() -> Self {
        Self { done: Duties::default(), progress: Progress::Done, unfinished: Vec::new() }
    }
}

impl Work {
    /// Notes how far a duty has come with one request. What cannot be read of it is for the operator, and for no later run.
    fn note(&mut self, reference: &Reference, taken: Result<Progress, StoreError>) -> Result<(), StoreError> {
        match taken {
            Ok(progress) => self.progress = self.progress.and(progress),
            Err(unreadable @ StoreError::Unreadable(_)) => self.unfinished.push(format!("{reference}: {unreadable}")),
            Err(error) => return Err(error),
        }
        Ok(())
    }
}

impl Progress {
    fn and(self, other: Self) -> Self {
        if self == Self::Done { other } else { Self::More }
    }
}

impl Intake {
    /// Does the duties of the day, unless they are done. What cannot be read holds up no other.
    ///
    /// # Errors
    /// The table does not answer. What was done until then stays done.
    pub(crate) async fn do_duties(&self) -> Result<Option<Work>, StoreError> {
        let (now, today) = self.now();
        let rules = self.rules_digest();
        let mut work = Work::default();
        if self.store.are_duties_done(today, &rules).await? {
            return Ok(None);
        }
        self.store_notices().await?;
        let open = self.store.open_requests().await?;
        self.prepare_digest(&open).await?;
        for request in &open {
            let taken = self.look_after(request, &mut work.done).await;
            work.note(&request.reference, taken)?;
        }
        self.purge_requests(&mut work).await?;
        self.erase_consents(&mut work).await?;
        if work.progress == Progress::Done {
            self.store.mark_duties(today, &rules, now).await?;
        }
        Ok(Some(work))
    }

    /// The digest of all that decides what the duties come to: they are done anew when it changes.
    fn rules_digest(&self) -> String {
        let notices: Vec<_> = self.notices.digests().collect();
        let rules = (&self.catalogue.requests.calendar, self.catalogue.retention, notices);
        sha256(&serde_json::to_vec(&rules).expect("rules have text keys only, and so always serialize"))
    }

    /// Reckons an open request anew, or lets it expire.
    async fn look_after(&self, request: &SubjectRequest, done: &mut Duties) -> Result<Progress, StoreError> {
        let (_, today) = self.now();
        let calendar = &self.catalogue.requests.calendar;
        if expires_on(request).is_some_and(|last| last < today) && self.had_its_link(request).await? {
            return self.take_duty(request, Action::Expire, &mut done.expired).await;
        }
        // A request that came under another calendar stays with that, which is not known here.
        let moved = has_moved(request, calendar).filter(|_| request.clock.calendar == calendar.id);
        let Some(reckoning) = moved else { return Ok(Progress::Done) };
        let events = self.store.events(&request.reference).await?;
        let anew = Anew { reckoning, because: changed_days(request, &events, calendar) };
        self.take_duty(request, Action::Reckon(anew), &mut done.reckoned).await
    }

    /// Whether the subject could have confirmed. One that an officer entered came on paper or by telephone, without a link;
    /// and a letter with the link may still wait for a mail server that is out of order.
    async fn had_its_link(&self, request: &SubjectRequest) -> Result<bool, StoreError> {
        let events = self.store.events(&request.reference).await?;
        let letters = self.store.mail_of(&request.reference).await?;
        let has_link = |number: u32| {
            let kind = events.iter().find(|event| event.number == number).map(|event| &event.kind);
            matches!(kind, Some(EventKind::Received(_) | EventKind::LinkSent))
        };
        let newest = letters.iter().rfind(|mail| {
            mail.audience == Audience::Subject && matches!(mail.news, News::Event { event, .. } if has_link(event))
        });
        Ok(came_by_form(&events) && newest.is_none_or(|mail| mail.state == MailState::Sent))
    }

    async fn purge_requests(&self, work: &mut Work) -> Result<(), StoreError> {
        let (_, today) = self.now();
        if let Some(keep) = self.catalogue.retention.requests {
            let closed = self.store.closed_until(newest_end(keep, today)).await?;
            let mut over = closed.iter().filter(|request| is_to_be_purged(request, keep, today));
            for request in over.by_ref().take(PURGES_AT_ONCE) {
                let before = work.done.purged;
                let taken = self.take_duty(request, Action::Purge, &mut work.done.purged).await;
                work.note(&request.reference, taken)?;
                if work.done.purged > before {
                    self.store.tidy_up_after(&request.reference).await?;
                }
            }
            work.progress = work.progress.and(if over.next().is_none() { Progress::Done } else { Progress::More });
        }
        // What a courier has left that broke down in between.
        for purged in self.store.being_purged().await? {
            self.store.tidy_up_after(&purged.reference).await?;
        }
        Ok(())
    }

    async fn erase_consents(&self, work: &mut Work) -> Result<(), StoreError> {
        let (_, today) = self.now();
        let Some(keep) = self.catalogue.retention.consents else { return Ok(()) };
        let newest = newest_end(keep, today);
        let records = self.store.consents_until(newest, RECORDS_AT_ONCE).await?;
        let mut out_of_sight = 0;
        for record in &records {
            let ended_on = self.end_of(record).await?;
            if is_over(keep, ended_on, today) {
                self.store.erase_consent(record).await?;
                work.done.consents_erased += 1;
                out_of_sight += 1;
            } else if ended_on > newest {
                // One that stands may be replaced any day, and is looked at again when that would be over.
                self.store.date_consent(record, ended_on.min(today)).await?;
                out_of_sight += 1;
            }
        }
        // Others may stand behind those that were in the way.
        let is_full = records.len() >= usize::try_from(RECORDS_AT_ONCE).unwrap_or_default();
        work.progress = work.progress.and(if is_full && out_of_sight > 0 { Progress::More } else { Progress::Done });
        Ok(())
    }

    /// The day on which a record no longer stood, or no longer will: another took its place, or its time was over.
    async fn end_of(&self, record: &ConsentRecord) -> Result<Date, StoreError> {
        let next = self.store.consent_after(record).await?;
        let replaced = next.map(|next| self.local(next.at).date());
        let last = self.local(record.valid_until).date();
        Ok(replaced.map_or(last, |replaced| replaced.min(last)))
    }

    /// Puts the digest of a working day into the outbox, if there is anything to tell.
    async fn prepare_digest(&self, open: &[SubjectRequest]) -> Result<(), StoreError> {
        let (now, today) = self.now();
        let is_worked = self.catalogue.requests.calendar.kind_of(today).is_working();
        let presses = open.iter().any(|request| self.is_pressing(request, today));
        if !is_worked || (!presses && self.untold().await?.is_empty()) {
            return Ok(());
        }
        let due = today.to_datetime(DIGEST_AT).to_zoned(self.zone.clone()).map_or(now, |zoned| zoned.timestamp());
        let (news, audience, state) = (News::Digest { digest: today }, Audience::Officer, MailState::Waiting);
        self.store.put_mail(&Mail { news, audience, due, attempts: 0, state }).await
    }

    async fn take_duty(
        &self,
        request: &SubjectRequest,
        action: Action,
        count: &mut u32,
    ) -> Result<Progress, StoreError> {
        let (at, on) = self.now();
        let moment = Moment { at, on, by: Actor::Courier, random: [0; 32] };
        let Ok(step) = Step::take(request, action, moment, &self.catalogue.requests.calendar) else {
            return Ok(Progress::Done);
        };
        match self.store.take_step(&step).await {
            Err(StoreError::Changed) => Ok(Progress::More),
            taken => {
                taken?;
                *count += 1;
                Ok(Progress::Done)
            }
        }
    }
}

/// The last day on which a request is kept open that must be confirmed and is not, by the rules under which it came. Where an
/// officer is at work on it, an officer goes on.
pub(crate) fn expires_on(request: &SubjectRequest) -> Option<Date> {
    let is_untouched = request.state == RequestState::Received && request.questions.is_empty() && !request.held;
    let keep = request.clock.expire_unconfirmed_after.filter(|_| request.confirmed.is_none() && is_untouched)?;
    // A link that was sent late is good for some hours yet; by UTC, it may be the day after.
    let link = confirm_until(request).to_zoned(TimeZone::UTC).date().saturating_add(1.day());
    Some(keep.end(request.received_on).max(link))
}

/// The same for a request that was found with its events: one that an officer entered does not expire.
pub(crate) fn will_expire_on(found: &Found) -> Option<Date> {
    expires_on(&found.request).filter(|_| came_by_form(&found.events))
}

fn is_to_be_purged(request: &SubjectRequest, keep: TimeLimit, today: Date) -> bool {
    !request.held && request.closed_on.is_some_and(|closed_on| is_over(keep, closed_on, today))
}

fn came_by_form(events: &[Event]) -> bool {
    let first = events.first().map(|event| &event.kind);
    matches!(first, Some(EventKind::Received(received)) if received.channel == Channel::Form)
}
