//! What was published stays as it was: editions against their digests, and material changes against their notice.

use candor_model::{Locale, VersionState};
use jiff::civil::Date;

use super::altered::altered;
use super::rows::VersionRow;
use crate::at::At;
use crate::nearest::list;
use crate::parse::{EditionDraft, PolicyDraft, PublishedText};
use crate::{Code, Diagnostic, Report, Span};

/// The version table of a policy.
pub(super) struct Table<'a> {
    pub(super) policy: &'a str,
    /// The oldest first.
    pub(super) versions: &'a [VersionRow],
    pub(super) notice_days: Option<u16>,
    pub(super) today: Date,
}

/// Checks every version of a table. `locales` are the portal's; empty where they are not known.
pub(super) fn check(table: &Table<'_>, locales: &[Locale], report: &mut Report) {
    for (place, version) in table.versions.iter().enumerate() {
        let check = Check { table, version, locales };
        version.digests.iter().for_each(|(locale, digest)| check.hold(locale, digest, report));
        check.warn_of_unused(report);
        if let Some(entry) = &version.place {
            report_some(check.short_notice(entry), report);
            report_some(check.no_summary(place, entry), report);
            report_some(check.not_locked(entry), report);
        }
    }
}

/// `1 day`, `14 days`.
fn counted(days: i32) -> String {
    format!("{days} day{}", if days == 1 { "" } else { "s" })
}

fn report_some(diagnostic: Option<Diagnostic>, report: &mut Report) {
    diagnostic.into_iter().for_each(|diagnostic| report.add(diagnostic));
}

struct Check<'a> {
    table: &'a Table<'a>,
    version: &'a VersionRow,
    locales: &'a [Locale],
}

impl Check<'_> {
    /// Holds an edition to its digest. One that is missing altogether is reported with the editions.
    fn hold(&self, locale: &Locale, digest: &At<String>, report: &mut Report) {
        let differs = |draft: &&EditionDraft| draft.digest.as_ref().is_some_and(|own| *own != digest.value);
        let Some(draft) = self.version.editions.get(locale).filter(differs) else { return };
        if let Some(other_digest) = self.other_digest(draft, digest) {
            return report.add(other_digest);
        }
        let published = self.version.kept.iter().find(|text| text.digest == digest.value);
        let told = published.map(|published| altered(draft, published)).unwrap_or_default();
        let (policy, id) = (self.table.policy, &self.version.id);
        let hint = format!(
            "Undo it, make it a new version with `candor draft {policy}`, or record a correction with `candor publish \
             {policy} {id} --correct \"the reason\"`."
        );
        let add = |(range, message): (std::ops::Range<usize>, String)| {
            let changed = Diagnostic::new(Code::ChangedEdition, Span::new(&draft.file, range), message, hint.clone());
            report.add(changed.with_related(digest.span.clone(), "it was locked here"));
        };
        if told.is_empty() {
            let message = format!("This edition is not what was published as version {id} of `{policy}`.");
            Some((0..0, message)).into_iter().for_each(add);
        } else {
            told.into_iter().for_each(add);
        }
    }

    /// An edition that is as it was published, under a digest that is of no text: somebody changed the digest.
    fn other_digest(&self, draft: &EditionDraft, digest: &At<String>) -> Option<Diagnostic> {
        let own = draft.digest.as_ref()?;
        let copy = |digest: &String| self.version.kept.iter().find(|text| text.digest == *digest);
        let (None, Some(copy)) = (copy(&digest.value), copy(own)) else { return None };
        let message = format!("This is not the digest of the `{}` edition that was published.", copy.locale);
        let hint = format!("Write \"{own}\", the digest of the text that is kept.");
        let other = Diagnostic::new(Code::ChangedEdition, digest.span.clone(), message, hint);
        Some(other.with_related(Span::whole(&copy.file), "it is kept here"))
    }

    /// Copies that no digest names: somebody took the digest away, or the copy came from elsewhere. Where nothing else locks
    /// the edition, it could be changed and locked anew.
    fn warn_of_unused(&self, report: &mut Report) {
        let replaced = self.version.corrections.iter().flat_map(|correction| correction.replaced.values());
        let locked = self.version.digests.values().map(|digest| &digest.value);
        let named: Vec<&String> = replaced.chain(locked).collect();
        let is_unused = |text: &&PublishedText| !named.contains(&&text.digest);
        for text in self.version.kept.iter().filter(is_unused) {
            let file = PolicyDraft::file(self.table.policy);
            if self.is_unlocked(&text.locale) {
                let message = format!("The digest that locked the `{}` edition is no longer in `{file}`.", text.locale);
                let hint = format!(
                    "Put back `digest.{} = \"{}\"`, or remove this copy if it was never published.",
                    text.locale, text.digest
                );
                report.add(Diagnostic::new(Code::ChangedEdition, Span::whole(&text.file), message, hint));
                continue;
            }
            let message = format!("No digest in `{file}` is that of this `{}` text.", text.locale);
            let hint = "Put the digest back, or remove the copy if it was never published.";
            report.add(Diagnostic::new(Code::UnusedFile, Span::whole(&text.file), message, hint));
        }
    }

    /// Whether there is an edition in that language without a digest.
    fn is_unlocked(&self, locale: &Locale) -> bool {
        self.version.editions.contains_key(locale) && !self.version.digests.contains_key(locale)
    }

    fn short_notice(&self, entry: &Span) -> Option<Diagnostic> {
        let version = self.version;
        let promised =
            self.table.notice_days.filter(|_| version.material && version.state != Some(VersionState::Draft))?;
        let is_open = version.digests.is_empty() && version.state == Some(VersionState::Upcoming);
        let published = version.published.or_else(|| is_open.then_some(self.table.today))?;
        let days = published.until(version.effective?).ok()?.get_days();
        if days < 0 || days >= i32::from(promised) {
            return None;
        }
        let (days, promised) = (counted(days), counted(i32::from(promised)));
        let message = format!("Version {} is material and binds {days} after it is published.", version.id);
        let hint = format!("Readers are promised {promised}: move `effective`, or write down why it cannot wait.");
        Some(Diagnostic::new(Code::ShortNotice, entry.clone(), message, hint))
    }

    /// The first version has nothing to tell.
    fn no_summary(&self, place: usize, entry: &Span) -> Option<Diagnostic> {
        let version = self.version;
        let is_told = place == 0 || version.summary.is_some() || version.state == Some(VersionState::Superseded);
        let message = format!("Version {} does not say what changed in it.", version.id);
        let hint = "Add `[version.summary]` with a sentence for readers in each language.";
        (!is_told).then(|| Diagnostic::new(Code::NoSummary, entry.clone(), message, hint))
    }

    fn not_locked(&self, entry: &Span) -> Option<Diagnostic> {
        let version = self.version;
        let is_open = |locale: &&Locale| {
            (self.locales.is_empty() || self.locales.contains(locale)) && !version.digests.contains_key(locale)
        };
        let open: Vec<&str> = version.editions.keys().filter(is_open).map(Locale::as_str).collect();
        if open.is_empty() || version.state == Some(VersionState::Draft) {
            return None;
        }
        let (policy, id) = (self.table.policy, &version.id);
        let message = format!("Version {id} of `{policy}` is not locked in {}.", list(open));
        let hint = format!("Lock it with `candor publish {policy} {id}`, so that nobody changes its text unnoticed.");
        Some(Diagnostic::new(Code::NotLocked, entry.clone(), message, hint))
    }
}
