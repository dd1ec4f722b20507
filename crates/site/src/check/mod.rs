//! Check: the drafts become a portal, if they agree with each other.
//!
//! Every check goes as far as it can with what parse could read, so that one run says all that is wrong; what was
//! reported as missing or unreadable is not reported again by what depends on it.

mod agreement;
mod altered;
mod brand;
mod cardinals;
mod choices;
mod completeness;
mod editions;
mod facts;
mod fault;
mod figures;
mod languages;
mod lengths;
mod links;
mod negation;
mod policies;
mod promises;
mod publishing;
pub(crate) mod reading;
mod register_links;
mod registers;
mod retention;
mod rows;
mod rules;
mod settings;
mod statements;
mod telephones;
mod terms;
mod texts;
mod transfers;
mod words;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use candor_model::{ConsentRules, Controller, Locale, PolicyId, Purpose, RequestRules};
use jiff::civil::Date;

pub(crate) use self::choices::{asked, changes};
use self::completeness::Asked;
use self::facts::{Facts, warn_of_contradictions};
use self::links::{Links, World};
use self::policies::Context;
use self::register_links::Index;
use self::rows::PolicyRow;
pub(crate) use self::rules::corrected;
use self::settings::{Settings, report_unused};
use self::texts::Texts;
use crate::figures::YearFigures;
use crate::parse::{ChoicesDraft, Parsed, PortalDraft};
use crate::portal::{Gpc, Policy, Portal, Registers, RelatedText, Security};
use crate::routes::{GPC, Page, RegisterName, Routes};
use crate::{Branding, Report};

/// Checks the drafts as of `today`. The portal is there only where nothing that it needs is missing.
pub(crate) fn check(mut parsed: Parsed, today: Date, report: &mut Report) -> Option<Portal> {
    let mut rules = Rules::check(&mut parsed, today, report);
    transfers::check(parsed.registers.recipients.as_ref(), rules.settings.preset, today, report);
    let index = Index::of(&parsed.registers);
    let mut texts = Texts { locales: &rules.settings.locales, report };
    let registers = registers::check(parsed.registers, rules.purpose_names(), rules.settings.preset, &mut texts);
    rules.check_choices(parsed.choices.as_ref(), &registers, report);
    let figures = figures::check(parsed.figures, today, report);
    let strings = strings(parsed.strings, &rules.settings.locales, report);
    let names = parsed.policies.keys().cloned().collect();
    let rows = policies::check(parsed.policies, &Context { settings: &rules.settings, today, names }, report);
    if let Some(asked) = Asked::of(&rules, &registers) {
        completeness::check(&rows, &asked, report);
    }
    let mut pages = pages(&rows, &registers, &rules.requests);
    pages.extend((!figures.is_empty()).then_some(Page::Figures));
    let routes = Routes::new(&rules.settings.locales, pages, files(&rows, rules.gpc.as_ref()));
    let facts = Facts::new(&rules, &registers, today, report);
    if let Some(facts) = &facts {
        warn_of_contradictions(facts, &rows, report);
    }
    let mut links = rules.check_links(facts.as_ref(), &rows, (&routes, &index), report);
    let policies: Option<Vec<Policy>> = rows.into_iter().map(|row| row.into_policy(&mut links)).collect();
    rules.into_portal(Content { registers, figures, strings, routes, policies: without_loose_ends(policies?) })
}

/// The time zone that a portal names, or else its jurisdiction's: what must be known before there is a today.
pub(crate) fn time_zone(draft: PortalDraft) -> String {
    settings::check(draft.settings, &[], &mut Report::default()).time_zone
}

/// How many days before it binds a material change of a policy is published, where the portal or the policy says so.
pub(crate) fn notice_days(parsed: Parsed, policy: &PolicyId) -> Option<u16> {
    let settings = settings::check(parsed.portal.unwrap_or_default().settings, &[], &mut Report::default());
    let table = parsed.policies.get(policy.as_str()).and_then(|policy| policy.table.as_ref());
    settings.notice_days(table.and_then(|table| table.notice_days.as_ref()))
}

/// What a portal has beside its rules.
struct Content {
    registers: Registers,
    figures: Vec<YearFigures>,
    strings: BTreeMap<Locale, String>,
    routes: Routes,
    policies: Vec<Policy>,
}

/// `portal.toml` and the calendars, checked as far as they go.
struct Rules {
    /// `portal.toml` could be read. Otherwise everything here is a default, and nothing is held against it.
    is_known: bool,
    /// The day as of which the portal is checked.
    today: Date,
    settings: Settings,
    controller: Option<Controller>,
    requests: RequestRules,
    consent: ConsentRules,
    purposes: Vec<Purpose>,
    /// The portal says itself which purposes it has.
    declares_purposes: bool,
    security: Option<Security>,
    gpc: Option<Gpc>,
    branding: Branding,
}

impl Rules {
    fn check(parsed: &mut Parsed, today: Date, report: &mut Report) -> Self {
        let is_known = parsed.portal.is_some();
        let mut draft = parsed.portal.take().unwrap_or_default();
        let settings = settings::check(draft.settings, &parsed.themes, report);
        let calendar = rules::calendar(settings.preset, &parsed.calendars, report);
        let requests = rules::requests(draft.requests, &settings, calendar, report);
        let gpc_draft = draft.consent.gpc.take();
        let gpc = statements::gpc(gpc_draft.as_ref(), today);
        let mut consent = rules::consent(draft.consent, &settings, report);
        let mut texts = Texts { locales: &settings.locales, report };
        let controller = draft.controller.and_then(|controller| settings::controller(controller, &mut texts));
        let declares_purposes = !draft.purposes.is_empty();
        let purposes = rules::purposes(draft.purposes, parsed.registers.cookies.as_ref(), &mut texts);
        consent.opposed = statements::opposed(gpc_draft.as_ref(), gpc.as_ref(), &purposes, texts.report);
        let security = controller.as_ref().map(|controller| statements::security(draft.security, controller));
        let branding = brand::check(draft.brand, &parsed.images, &mut texts);
        Self {
            is_known,
            today,
            controller,
            requests,
            consent,
            purposes,
            declares_purposes,
            security,
            gpc,
            branding,
            settings,
        }
    }

    /// The purposes that a cookie may have, where they are known.
    fn purpose_names(&self) -> Option<Vec<&str>> {
        let own = || self.purposes.iter().map(|purpose| purpose.id.as_str()).collect();
        let names = || if self.declares_purposes { own() } else { rules::KNOWN_PURPOSES.to_vec() };
        self.is_known.then(names)
    }

    /// Takes over the version of what visitors are asked, where it is known what that is.
    fn check_choices(&mut self, draft: Option<&ChoicesDraft>, registers: &Registers, report: &mut Report) {
        if let (true, Some(locale)) = (self.is_known, self.settings.locales.first()) {
            let asked = asked(&self.purposes, registers.cookies.as_deref(), locale);
            self.consent.version = choices::check(draft, &asked, &self.consent, report);
        }
    }

    fn check_links(
        &self,
        facts: Option<&Facts>,
        rows: &[PolicyRow],
        (routes, registers): (&Routes, &Index),
        report: &mut Report,
    ) -> Links {
        let Some(base_url) = self.settings.base_url.as_ref().map(ToString::to_string) else { return Links::new() };
        if self.settings.locales.is_empty() {
            return Links::new();
        }
        let world = World { base_url: &base_url, routes, registers, facts, policies: rows, today: self.today };
        links::check(&world, report)
    }

    fn into_portal(self, content: Content) -> Option<Portal> {
        Some(Portal {
            name: self.settings.name?,
            base_url: self.settings.base_url?.to_string(),
            authoritative: self.settings.authoritative?,
            locales: self.settings.locales,
            time_zone: self.settings.time_zone,
            theme: self.settings.theme,
            today: self.today,
            jurisdiction: self.settings.preset,
            controller: self.controller?,
            requests: self.requests,
            consent: self.consent,
            purposes: self.purposes,
            registers: content.registers,
            figures: content.figures,
            policies: content.policies,
            strings: content.strings,
            security: self.security?,
            gpc: self.gpc,
            branding: self.branding,
            routes: content.routes,
        })
    }
}

/// Takes away references to policies that have nothing but drafts, and so are not there. The policies come in the order
/// in which a reader looks for them: privacy, cookies, terms, others, and each kind by name.
fn without_loose_ends(mut policies: Vec<Policy>) -> Vec<Policy> {
    policies.sort_by(|one, other| (one.kind, &one.id).cmp(&(other.kind, &other.id)));
    let ids: Vec<_> = policies.iter().map(|policy| policy.id.clone()).collect();
    for policy in &mut policies {
        policy.related.retain(|related| !matches!(&related.text, RelatedText::Policy(id) if !ids.contains(id)));
    }
    policies
}

/// The pages that depend on what the portal has.
fn pages(rows: &[PolicyRow], registers: &Registers, requests: &RequestRules) -> Vec<Page> {
    let kept = [
        (RegisterName::Recipients, registers.recipients.is_some()),
        (RegisterName::Retention, registers.retention.is_some()),
        (RegisterName::Processing, registers.processing.is_some()),
        (RegisterName::Cookies, registers.cookies.is_some()),
    ];
    let kept = kept.into_iter().filter(|(_, is_kept)| *is_kept);
    let registers = kept.flat_map(|(name, _)| [Page::Register(name), Page::RegisterFeed(name)]);
    let rights = requests.rights.iter().map(|right| Page::Request(right.right));
    rows.iter().flat_map(PolicyRow::pages).chain(registers).chain(rights).collect()
}

/// The files that depend on what the portal has.
fn files(rows: &[PolicyRow], gpc: Option<&Gpc>) -> Vec<String> {
    rows.iter().flat_map(PolicyRow::files).chain(gpc.map(|_| GPC.to_owned())).collect()
}

/// The portal's own words for its locales; warns of others.
fn strings(mut strings: BTreeMap<Locale, String>, locales: &[Locale], report: &mut Report) -> BTreeMap<Locale, String> {
    if !locales.is_empty() {
        strings.retain(|locale, _| {
            let is_used = locales.contains(locale);
            if !is_used {
                let message = format!("The portal has no locale `{locale}`, so these words are not used.");
                let hint = "Remove the file, or add the locale to `locales` in `portal.toml`.";
                report_unused(&format!("content/strings/{locale}.toml"), message, hint, report);
            }
            is_used
        });
    }
    strings
}
