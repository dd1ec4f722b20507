//! The portal: what check makes of the drafts. Every reference in it is resolved, and the renderer trusts it.

use std::collections::{BTreeMap, BTreeSet};

use candor_model::{
    Catalogue, ConsentRules, Controller, Cookie, EntryState, Kept, Locale, LocalizedText, PolicyId, PolicyInForce,
    PolicyKind, Purpose, RequestRules, RetentionRules, Role, TimeLimit, VersionId, VersionState,
};
use jiff::civil::Date;

use crate::check::check;
use crate::edition::Edition;
use crate::figures::YearFigures;
use crate::parse::parse;
use crate::{Branding, Preset, Report, Routes, Sources};

/// A checked privacy portal.
#[derive(Clone, Debug)]
pub struct Portal {
    /// The portal's name.
    pub name: LocalizedText,
    /// The origin without a slash at the end: `https://privacy.example.uz`.
    pub base_url: String,
    /// The locales; never empty, the first is the default.
    pub locales: Vec<Locale>,
    /// The locale whose editions prevail where a policy does not say otherwise.
    pub authoritative: Locale,
    /// The IANA time zone in which days begin.
    pub time_zone: String,
    /// The portal's theme, by its folder's name under `themes/`; the built-in one without.
    pub theme: Option<String>,
    /// The day as of which the portal stands.
    pub today: Date,
    /// What the jurisdiction asks for; the neutral preset where none is named.
    pub jurisdiction: &'static Preset,
    /// The company that decides.
    pub controller: Controller,
    /// The rules for subject requests.
    pub requests: RequestRules,
    /// The rules for choices.
    pub consent: ConsentRules,
    /// Why anything is stored on a visitor's device; those that are required come first.
    pub purposes: Vec<Purpose>,
    /// The registers that the portal keeps.
    pub registers: Registers,
    /// The figures of requests, the newest year first.
    pub figures: Vec<YearFigures>,
    /// The policies that have a version: privacy first, then cookies, terms and others.
    pub policies: Vec<Policy>,
    /// The portal's own words, by locale, as TOML text: they change the theme's.
    pub strings: BTreeMap<Locale, String>,
    /// Where someone who finds a hole can tell us.
    pub security: Security,
    /// What the portal says of the browser's signal against selling and sharing; nothing where it says nothing.
    pub gpc: Option<Gpc>,
    /// What it shows of the company.
    pub branding: Branding,
    /// Every page that the site has.
    pub routes: Routes,
}

/// Where someone who finds a hole in the portal can tell us, as `security.txt` says it (RFC 9116).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Security {
    /// Where to tell it, the best first, with their schemes: `mailto:security@example.uz`. Never empty.
    pub contacts: Vec<String>,
    /// Where our rules for such reports can be read.
    pub policy: Option<String>,
    /// Where the key is with which a report can be encrypted.
    pub encryption: Option<String>,
    /// Where we thank those who reported something.
    pub acknowledgments: Option<String>,
    /// Where our openings for people of that trade are.
    pub hiring: Option<String>,
}

/// Whether the company heeds the signal that browsers send as `Sec-GPC: 1` (Global Privacy Control).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gpc {
    /// It does.
    pub honoured: bool,
    /// The day from which that is so.
    pub since: Date,
}

/// The registers. One that is nothing has no file, and so no page; an empty one has a page that says so.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Registers {
    /// What is stored on a visitor's device; shown on the page of choices.
    pub cookies: Option<Vec<Cookie>>,
    /// Who receives personal data.
    pub recipients: Option<Vec<Recipient>>,
    /// How long records are kept.
    pub retention: Option<Vec<RetentionTerm>>,
    /// What is done with personal data.
    pub processing: Option<Vec<Activity>>,
}

impl Registers {
    /// For how long the intake keeps its records on that day.
    fn retention_rules(&self, today: Date) -> RetentionRules {
        let keep = |kept| {
            let entries = self.retention.iter().flatten().filter(|entry| entry.period.holds_on(today));
            entries.filter_map(|entry| entry.erasure).find(|erasure| erasure.of == kept).map(|erasure| erasure.keep)
        };
        RetentionRules { requests: keep(Kept::SubjectRequests), consents: keep(Kept::ConsentRecords) }
    }
}

/// Someone who receives personal data.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Recipient {
    /// Its name in programs.
    pub id: String,
    /// What it is called.
    pub name: LocalizedText,
    /// Whether it acts for us, decides itself, or is a public body.
    pub role: Role,
    /// Where it is: ISO 3166-1 alpha-2.
    pub country: String,
    /// What it receives the data for.
    pub purpose: LocalizedText,
    /// On what ground the data may go there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ground: Option<LocalizedText>,
    /// The days between which the entry holds.
    #[serde(flatten)]
    pub period: Period,
}

/// How long one kind of record is kept.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct RetentionTerm {
    /// Its name in programs.
    pub id: String,
    /// Which records.
    pub records: LocalizedText,
    /// For how long.
    pub term: LocalizedText,
    /// Why so long.
    pub basis: LocalizedText,
    /// What of the intake's own records it is about, and for how long those are kept after their end.
    #[serde(flatten)]
    pub erasure: Option<Erasure>,
    /// The days between which the entry holds.
    #[serde(flatten)]
    pub period: Period,
}

/// What the courier erases by an entry of the register of retention.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Erasure {
    /// Which records.
    pub of: Kept,
    /// For how long they are kept after their end.
    pub keep: TimeLimit,
}

/// One thing that is done with personal data.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Activity {
    /// Its name in programs.
    pub id: String,
    /// What is done.
    pub activity: LocalizedText,
    /// What for.
    pub purpose: LocalizedText,
    /// On what legal basis.
    pub basis: LocalizedText,
    /// With which data.
    pub data_categories: LocalizedText,
    /// Of whom.
    pub subjects: LocalizedText,
    /// The days between which the entry holds.
    #[serde(flatten)]
    pub period: Period,
}

/// The days between which an entry of a register holds; open where nothing is said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Period {
    /// The first day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<Date>,
    /// The last day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
}

/// A policy with its versions.
#[derive(Clone, Debug)]
pub struct Policy {
    /// Its name.
    pub id: PolicyId,
    /// What it is about.
    pub kind: PolicyKind,
    /// What it is called.
    pub title: LocalizedText,
    /// The locale of the editions that prevail.
    pub authoritative: Locale,
    /// The texts that belong to it, in the order of writing.
    pub related: Vec<Related>,
    /// Its versions from the oldest to the newest by their effective date; never empty.
    pub versions: Vec<Version>,
}

/// A text that belongs to a policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// Which text.
    pub text: RelatedText,
    /// Its rank where texts contradict each other: 1 prevails over 2.
    pub precedence: Option<u16>,
}

/// Which text belongs to a policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RelatedText {
    /// A policy of this portal, which has a version.
    Policy(PolicyId),
    /// A text elsewhere.
    Url(String),
}

/// One version of a policy.
#[derive(Clone, Debug)]
pub struct Version {
    /// Its name: `2`.
    pub id: VersionId,
    /// The day from which it binds.
    pub effective: Date,
    /// The day on which it went online.
    pub published: Option<Date>,
    /// What changed, for visitors.
    pub summary: Option<LocalizedText>,
    /// Whether the change matters so much that visitors are told of it beforehand.
    pub material: bool,
    /// Where it stands on the day of the build.
    pub state: VersionState,
    /// Its editions have been published by digest, and cannot change any more.
    pub locked: bool,
    /// What was corrected since it was published, the oldest correction first.
    pub corrections: Vec<Correction>,
    /// The edition that prevails.
    pub authoritative: Locale,
    /// The editions that exist; the authoritative one always does.
    pub editions: BTreeMap<Locale, CheckedEdition>,
}

/// A correction of editions that had been published.
#[derive(Clone, Debug)]
pub struct Correction {
    /// The day on which it was made.
    pub date: Date,
    /// Why, for readers.
    pub reason: LocalizedText,
    /// The editions that were corrected.
    pub locales: BTreeSet<Locale>,
    /// What they said before, as far as that was kept.
    pub replaced: BTreeMap<Locale, CheckedEdition>,
}

/// An edition whose links and claims hold.
#[derive(Clone, Debug)]
pub struct CheckedEdition {
    /// What it says.
    pub edition: Edition,
    /// Its normalized text.
    pub text: String,
    /// SHA-256 of that, in hexadecimal.
    pub digest: String,
    /// Where each of its links goes, by the target as it was written.
    pub links: BTreeMap<String, Target>,
}

/// Where a link of an edition goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A page of this portal, as an absolute path with its locale; or a clause of the same page, as `#5.5`.
    Page(String),
    /// An address elsewhere: `https:`, `mailto:` or `tel:`.
    Outside(String),
    /// A claim about a fact. It holds, and is plain text to the visitor.
    Claim,
}

impl Portal {
    /// Makes the portal of its sources, as it stands on `today` in the portal's time zone. Versions that are drafts are
    /// left out unless `drafts` is set.
    ///
    /// Everything that an author should know goes into the report, in one go; with an error in it there is no portal.
    #[must_use]
    pub fn load(sources: &Sources, today: Date, drafts: bool) -> (Option<Self>, Report) {
        let mut report = Report::default();
        let parsed = parse(sources, drafts, &mut report);
        let portal = check(parsed, today, &mut report);
        (portal.filter(|_| !report.has_errors()), report)
    }

    /// The default locale.
    #[must_use]
    pub fn default_locale(&self) -> &Locale {
        self.locales.first().unwrap_or(&self.authoritative)
    }

    /// The policy of that name.
    #[must_use]
    pub fn policy(&self, id: &PolicyId) -> Option<&Policy> {
        self.policies.iter().find(|policy| policy.id == *id)
    }

    /// What the build tells the function, and draws the forms from.
    #[must_use]
    pub fn catalogue(&self) -> Catalogue {
        Catalogue {
            name: self.name.clone(),
            base_url: self.base_url.clone(),
            locales: self.locales.clone(),
            authoritative: self.authoritative.clone(),
            time_zone: self.time_zone.clone(),
            jurisdiction: (self.jurisdiction.id != Preset::neutral().id).then(|| self.jurisdiction.id.clone()),
            controller: self.controller.clone(),
            brand: self.branding.brand.clone(),
            requests: self.requests.clone(),
            consent: self.consent.clone(),
            retention: self.registers.retention_rules(self.today),
            purposes: self.purposes.clone(),
            cookies: self.cookies_to_show(),
            policies: self.policies.iter().filter_map(Policy::as_in_force).collect(),
        }
    }

    /// What is stored on a device now or later: an ended cookie is nobody's choice any more.
    fn cookies_to_show(&self) -> Vec<Cookie> {
        let is_over = |cookie: &Cookie| cookie.state(self.today) == EntryState::Ended;
        self.registers.cookies.iter().flatten().filter(|cookie| !is_over(cookie)).cloned().collect()
    }
}

impl Policy {
    /// The version of that name.
    #[must_use]
    pub fn version(&self, id: &VersionId) -> Option<&Version> {
        self.versions.iter().find(|version| version.id == *id)
    }

    /// The version that came before, where there is one.
    #[must_use]
    pub fn before(&self, version: &Version) -> Option<&Version> {
        let place = self.versions.iter().position(|known| known.id == version.id)?;
        self.versions.get(place.checked_sub(1)?)
    }

    /// The version that binds on the day of the build.
    #[must_use]
    pub fn in_force(&self) -> Option<&Version> {
        self.versions.iter().find(|version| version.state == VersionState::InForce)
    }

    /// The version that the policy's stable address shows: the one in force, else the first that will be.
    #[must_use]
    pub fn current(&self) -> Option<&Version> {
        self.in_force().or_else(|| self.versions.first())
    }

    fn as_in_force(&self) -> Option<PolicyInForce> {
        let version = self.in_force()?;
        let digests = version.editions.iter().map(|(locale, edition)| (locale.clone(), edition.digest.clone()));
        Some(PolicyInForce {
            id: self.id.clone(),
            kind: self.kind,
            title: self.title.clone(),
            version: version.id.clone(),
            effective: version.effective,
            digests: digests.collect(),
            authoritative: self.authoritative.clone(),
        })
    }
}

impl Version {
    /// The edition that prevails.
    ///
    /// # Panics
    /// Never for a portal that [`Portal::load`] made: no version is without it.
    #[must_use]
    pub fn authoritative_edition(&self) -> &CheckedEdition {
        self.editions.get(&self.authoritative).expect("check refuses a version without its authoritative edition")
    }
}
