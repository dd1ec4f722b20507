//! The courier's duties, once a day and whenever their rules change: reckon open requests anew, let expire what nobody
//! confirmed, purge what has been kept for long enough, and prepare the officer's digest. Each may be done again without
//! harm.

use candor_model::{
    Actor, Audience, Channel, ConsentRecord, Event, EventKind, Mail, MailState, News, RequestRules, SubjectRequest,
    TimeLimit, is_over, newest_end,
};
use jiff::ToSpan;
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;

use crate::hashing::sha256;
use crate::links::confirm_until;
use crate::reckon::{changed_days, has_moved};
use crate::{Action, Anew, Intake, Moment, Step, StoreError};

/// How many consent records of each shard are looked at in one run.
const RECORDS_AT_ONCE: i32 = 500;
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
    /// Somebody made a step in between, or there is more than fits into one run: the next run goes on.
    More,
}

impl Progress {
    fn and(self, other: Self) -> Self {
        if self == Self::Done { other } else { Self::More }
    }
}

impl Intake {
    /// Does the duties of the day, unless they are done.
    ///
    /// # Errors
    /// The table does not answer. What was done until then stays done.
    pub async fn do_duties(&self) -> Result<Duties, StoreError> {
        let (now, today) = self.now();
        let rules = self.rules_digest();
        let mut duties = Duties::default();
        if self.store.are_duties_done(today, &rules).await? {
            return Ok(duties);
        }
        let open = self.store.open_requests().await?;
        let progress = self.reckon_anew(&open, &mut duties).await?;
        let progress = progress.and(self.let_expire(&open, &mut duties).await?);
        let progress = progress.and(self.purge_requests(&mut duties).await?);
        let progress = progress.and(self.erase_consents(&mut duties).await?);
        self.prepare_digest(&open).await?;
        if progress == Progress::Done {
            self.store.mark_duties(today, &rules, now).await?;
        }
        Ok(duties)
    }

    /// The digest of all that decides what the duties come to.
    fn rules_digest(&self) -> String {
        let requests = &self.catalogue.requests;
        let rules = (&requests.calendar, requests.expire_unconfirmed_after, self.catalogue.retention);
        sha256(&serde_json::to_vec(&rules).expect("rules have text keys only, and so always serialize"))
    }

    async fn reckon_anew(&self, open: &[SubjectRequest], duties: &mut Duties) -> Result<Progress, StoreError> {
        let calendar = &self.catalogue.requests.calendar;
        let mut progress = Progress::Done;
        // A request that came under another calendar stays with that, which is not known here.
        for request in open.iter().filter(|request| request.clock.calendar == calendar.id) {
            let Some(reckoning) = has_moved(request, calendar) else { continue };
            let events = self.store.events(&request.reference).await?;
            let anew = Anew { reckoning, because: changed_days(request, &events, calendar) };
            progress = progress.and(self.take_duty(request, Action::Reckon(anew), &mut duties.reckoned).await?);
        }
        Ok(progress)
    }

    /// Lets requests expire that nobody confirmed, where the right needs it. One that an officer entered came on paper or by
    /// telephone, and its sender never had a link.
    async fn let_expire(&self, open: &[SubjectRequest], duties: &mut Duties) -> Result<Progress, StoreError> {
        let (_, today) = self.now();
        let rules = &self.catalogue.requests;
        let mut progress = Progress::Done;
        for request in open.iter().filter(|request| expires_on(request, rules).is_some_and(|last| last < today)) {
            let events = self.store.events(&request.reference).await?;
            if came_by_form(&events) {
                progress = progress.and(self.take_duty(request, Action::Expire, &mut duties.expired).await?);
            }
        }
        Ok(progress)
    }

    async fn purge_requests(&self, duties: &mut Duties) -> Result<Progress, StoreError> {
        let (_, today) = self.now();
        let mut progress = Progress::Done;
        if let Some(keep) = self.catalogue.retention.requests {
            let closed = self.store.closed_until(newest_end(keep, today)).await?;
            for request in closed.iter().filter(|request| is_to_be_purged(request, keep, today)) {
                progress = progress.and(self.take_duty(request, Action::Purge, &mut duties.purged).await?);
            }
        }
        for purged in self.store.being_purged().await? {
            self.store.tidy_up_after(&purged).await?;
        }
        Ok(progress)
    }

    async fn erase_consents(&self, duties: &mut Duties) -> Result<Progress, StoreError> {
        let (_, today) = self.now();
        let Some(keep) = self.catalogue.retention.consents else { return Ok(Progress::Done) };
        let records = self.store.consents_until(newest_end(keep, today), RECORDS_AT_ONCE).await?;
        for record in &records {
            let ended_on = self.end_of(record).await?;
            if is_over(keep, ended_on, today) {
                self.store.erase_consent(record).await?;
                duties.consents_erased += 1;
            } else {
                self.store.date_consent(record, ended_on).await?;
            }
        }
        let is_last = records.len() < usize::try_from(RECORDS_AT_ONCE).unwrap_or_default();
        Ok(if is_last { Progress::Done } else { Progress::More })
    }

    /// The day on which a record no longer stood, or no longer will: another took its place, or its time was over.
    async fn end_of(&self, record: &ConsentRecord) -> Result<Date, StoreError> {
        let next = self.store.consent_after(record).await?;
        let replaced = next.map(|next| self.local(next.at).date());
        Ok(replaced.map_or(record.valid_until, |replaced| replaced.min(record.valid_until)))
    }

    /// Puts the digest of a working day into the outbox, if there is anything to tell.
    async fn prepare_digest(&self, open: &[SubjectRequest]) -> Result<(), StoreError> {
        let (now, today) = self.now();
        let is_worked = self.catalogue.requests.calendar.kind_of(today).is_working();
        if !is_worked || !open.iter().any(|request| self.is_pressing(request, today)) {
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

/// The last day on which a request is kept open that must be confirmed and is not. Where an officer has asked the subject for
/// more, an officer goes on with it.
pub(crate) fn expires_on(request: &SubjectRequest, rules: &RequestRules) -> Option<Date> {
    let is_unsure = request.confirmed.is_none() && rules.needs_confirmation(request.right);
    let waits = is_unsure && request.state.is_open() && request.questions.is_empty();
    // A link that was sent late is good for some hours yet; by UTC, it may be the day after.
    let link = confirm_until(request).to_zoned(TimeZone::UTC).date().saturating_add(1.day());
    waits.then(|| rules.expire_unconfirmed_after.end(request.received_on).max(link))
}

fn is_to_be_purged(request: &SubjectRequest, keep: TimeLimit, today: Date) -> bool {
    !request.held && request.closed_on.is_some_and(|closed_on| is_over(keep, closed_on, today))
}

fn came_by_form(events: &[Event]) -> bool {
    let first = events.first().map(|event| &event.kind);
    matches!(first, Some(EventKind::Received(received)) if received.channel == Channel::Form)
}
