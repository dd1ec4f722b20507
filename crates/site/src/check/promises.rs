//! What the portal promises about the time of its answers, beside what the law lets it promise: quicker always, slower
//! never.

use candor_model::{Calendar, Right, RightRules, TimeLimit};
use jiff::ToSpan;
use jiff::civil::{Date, date};

use crate::at::At;
use crate::presets::Extension;
use crate::{Code, Diagnostic, Preset, Report};

/// The law and the calendar by which promises are weighed.
pub(super) struct Promises<'a> {
    /// What the jurisdiction asks for.
    pub(super) preset: &'a Preset,
    /// Which days are worked.
    pub(super) calendar: &'a Calendar,
}

/// A request that a promise would answer later than the law allows.
#[derive(Debug, PartialEq, Eq)]
struct Late {
    received: Date,
    promised: Date,
    allowed: Date,
}

impl Promises<'_> {
    /// `respond_within`, or what the preset says.
    pub(super) fn respond_within(&self, promise: Option<At<TimeLimit>>, report: &mut Report) -> TimeLimit {
        let limit = self.preset.respond_within;
        let Some(promise) = promise else { return limit };
        if let Some(late) = self.late(promise.value, limit).filter(|_| self.preset.statutory) {
            report.add(self.too_slow(&promise, limit, &late));
        }
        promise.value
    }

    /// `extend_by`, or what the preset says. Where the law has a time limit but no extension, there is none.
    pub(super) fn extend_by(&self, promise: Option<At<TimeLimit>>, report: &mut Report) -> Option<TimeLimit> {
        let Some(promise) = promise else { return self.preset.extension.limit() };
        if let Some(hint) = self.too_long(promise.value).filter(|_| self.preset.statutory) {
            let message =
                format!("`{}` is more time than the law lets an answer take ({}).", promise.value, self.preset.name);
            report.add(Diagnostic::new(Code::BadValue, promise.span, message, hint));
        }
        Some(promise.value)
    }

    /// What to do about an extension that the law does not allow.
    fn too_long(&self, promise: TimeLimit) -> Option<String> {
        match self.preset.extension {
            Extension::None => Some("Remove the line: the law knows no extension.".to_owned()),
            Extension::By(limit) => {
                self.late(promise, limit).map(|_| format!("Write `{limit}` or less: {}.", self.preset.source))
            }
            Extension::AsAnnounced => None,
        }
    }

    /// The rules for one right. Where the law asks for more speed than the portal promises, the law's limit holds.
    pub(super) fn rules_of(&self, right: Right, respond_within: TimeLimit, extend_by: Option<TimeLimit>) -> RightRules {
        let (respond_within, extend_by) = match self.preset.limit_of(right) {
            Some(law) if self.late(respond_within, law.respond_within).is_some() => (law.respond_within, law.extend_by),
            Some(law) => (respond_within, law.extend_by),
            None => (respond_within, extend_by),
        };
        RightRules {
            right,
            respond_within,
            extend_by,
            acknowledge_within: self.preset.acknowledge_within(right),
            pauses: self.preset.pauses_of(right),
            confirm: self.preset.needs_confirmation(right),
        }
    }

    /// The first day of receipt within four years, a leap year among them, for which a promise ends after a limit. One
    /// that counts other units can be later on some days only: `30 days` for `1 month` in February.
    fn late(&self, promise: TimeLimit, limit: TimeLimit) -> Option<Late> {
        if promise.unit() == limit.unit() && promise.amount() <= limit.amount() {
            return None;
        }
        let newest = self.calendar.years.iter().map(|year| year.year).max();
        let first = date(newest.map_or(2027, |year| year - 1), 1, 1);
        let days = (0..4 * 366_i64).map(|day| first.saturating_add(day.days()));
        days.map(|received| Late {
            received,
            promised: promise.reckon(received, self.calendar).respond_by,
            allowed: limit.reckon(received, self.calendar).respond_by,
        })
        .find(|late| late.promised > late.allowed)
    }

    fn too_slow(&self, promise: &At<TimeLimit>, limit: TimeLimit, late: &Late) -> Diagnostic {
        let message = format!(
            "`{}` promises an answer later than the law allows ({}): to a request of {} by {}, not by {}.",
            promise.value, self.preset.name, late.received, late.promised, late.allowed
        );
        let hint = format!("Promise `{limit}` or less: {}.", self.preset.source);
        Diagnostic::new(Code::BadValue, promise.span.clone(), message, hint)
    }
}
