//! The facts that a portal holds, by name, each with the days on which it holds.

use std::collections::BTreeSet;

use candor_model::{Controller, Cookie, Locale, LocalizedText, Purpose};
use jiff::civil::Date;

use super::super::Rules;
use super::super::settings::Settings;
use crate::parse::PORTAL;
use crate::portal::{Period, Registers};
use crate::{Report, Severity};

/// The facts of a portal.
#[derive(Debug)]
pub(in super::super) struct Facts {
    known: Vec<Fact>,
    today: Date,
    /// The files that hold facts and have errors: more facts may be meant in them than are known.
    torn: BTreeSet<String>,
}

/// A fact.
#[derive(Debug)]
pub(super) struct Fact {
    /// Its name: `registers.retention.accounts.term`.
    pub(super) name: String,
    /// What it is.
    pub(super) text: LocalizedText,
    /// The days on which it holds.
    pub(super) period: Period,
}

/// How long some records are kept.
#[derive(Debug)]
pub(super) struct Kept {
    /// The name of the fact that says so.
    pub(super) name: String,
    pub(super) records: String,
    pub(super) term: String,
}

impl Facts {
    /// The facts of a portal; nothing where the controller is not known. The report has what was wrong with the files so
    /// far.
    pub(in super::super) fn new(rules: &Rules, registers: &Registers, today: Date, report: &Report) -> Option<Self> {
        let errors = report.iter().filter(|diagnostic| diagnostic.severity() == Severity::Error);
        let torn = errors.map(|error| error.span.file.clone()).collect();
        let mut facts = Self { known: Vec::new(), today, torn };
        facts.add_portal(&rules.settings);
        facts.add_controller(rules.controller.as_ref()?);
        facts.add_requests(rules);
        facts.add_consent(rules);
        rules.purposes.iter().for_each(|purpose| facts.add_purpose(purpose));
        registers.cookies.iter().flatten().for_each(|cookie| facts.add_cookie(cookie, &rules.purposes));
        facts.add_registers(registers);
        Some(facts)
    }

    /// The day on which the portal is checked.
    pub(in super::super) fn today(&self) -> Date {
        self.today
    }

    /// All facts.
    pub(super) fn iter(&self) -> impl Iterator<Item = &Fact> {
        self.known.iter()
    }

    /// The fact of that name.
    pub(super) fn named(&self, name: &str) -> Option<&Fact> {
        self.known.iter().find(|fact| fact.name == name)
    }

    /// Those of the named facts that are known, each with its text, which is the same in every locale.
    pub(super) fn of<'n>(&self, names: &[&'n str]) -> Vec<(&'n str, String)> {
        let text = |text: &LocalizedText| match text {
            LocalizedText::Everywhere(text) => Some(text.clone()),
            LocalizedText::ByLocale(_) => None,
        };
        names.iter().filter_map(|name| Some((*name, text(&self.named(name)?.text)?))).collect()
    }

    /// The texts, in every locale, of the facts whose names begin and end so.
    pub(super) fn texts(&self, before: &str, after: &str) -> Vec<String> {
        let named = self.known.iter().filter(|fact| fact.name.starts_with(before) && fact.name.ends_with(after));
        let texts = named.flat_map(|fact| match &fact.text {
            LocalizedText::Everywhere(text) => vec![text.clone()],
            LocalizedText::ByLocale(texts) => texts.values().cloned().collect(),
        });
        texts.collect()
    }

    /// The names of the cookies that the register has on a day.
    pub(super) fn cookies(&self, day: Date) -> Vec<&str> {
        let held = self.known.iter().filter(|fact| fact.period.holds_on(day));
        held.filter_map(|fact| fact.name.strip_prefix("registers.cookies.")?.strip_suffix(".duration")).collect()
    }

    /// How long which records are kept on a day, as a reader of `locale` sees it.
    pub(super) fn retention(&self, locale: &Locale, day: Date) -> Vec<Kept> {
        let held = self.known.iter().filter(|fact| fact.period.holds_on(day));
        let kept = held.filter_map(|term| {
            let entry = term.name.strip_prefix("registers.retention.")?.strip_suffix(".term")?;
            let records = self.named(&format!("registers.retention.{entry}.records"))?.text.get(locale).to_owned();
            Some(Kept { name: term.name.clone(), records, term: term.text.get(locale).to_owned() })
        });
        kept.collect()
    }

    /// Whether the file that holds facts of such a name has errors.
    pub(super) fn is_torn(&self, name: &str) -> bool {
        self.torn.contains(&file_of(name))
    }

    fn add_portal(&mut self, settings: &Settings) {
        self.add("portal.name", settings.name.clone());
        self.add("portal.base_url", settings.base_url.as_ref().map(text));
        self.add("portal.jurisdiction", Some(text(&settings.preset.name)));
        self.add("portal.law", settings.preset.law.as_ref().map(text));
        self.add("portal.authority", settings.preset.authority.clone());
        self.add("portal.authoritative", settings.authoritative.as_ref().map(|locale| text(locale.language())));
    }

    fn add_controller(&mut self, controller: &Controller) {
        let officer = controller.officer.as_ref();
        self.add("controller.name", Some(controller.name.clone()));
        self.add("controller.email", Some(text(&controller.email)));
        self.add("controller.tax_id", controller.tax_id.as_ref().map(text));
        self.add("controller.phone", controller.phone.as_ref().map(text));
        self.add("controller.address", controller.address.clone());
        self.add("controller.site", controller.site.as_ref().map(text));
        self.add("controller.officer.name", officer.map(|officer| officer.name.clone()));
        self.add("controller.officer.email", officer.map(|officer| text(&officer.email)));
        self.add("controller.officer.phone", officer.and_then(|officer| officer.phone.as_ref()).map(text));
    }

    fn add_requests(&mut self, rules: &Rules) {
        self.add("requests.respond_within", Some(text(rules.requests.respond_within)));
        for right in rules.requests.rights.iter().map(|rules| rules.right) {
            self.add(format!("requests.rights.{right}"), Some(text(right)));
        }
        for relationship in &rules.requests.relationships {
            let label = relationship.label.clone().unwrap_or_else(|| text(&relationship.id));
            self.add(format!("requests.relationship.{}.label", relationship.id), Some(label));
        }
    }

    fn add_consent(&mut self, rules: &Rules) {
        let consent = &rules.consent;
        self.add("consent.valid_for", Some(text(consent.valid_for)));
        self.add("consent.ask_again_after_refusal", Some(text(consent.ask_again_after_refusal)));
        self.add("consent.cookie_domain", consent.cookie_domain.as_ref().map(text));
        let origins = (!consent.origins.is_empty()).then(|| text(consent.origins.join(" ")));
        self.add("consent.origins", origins);
    }

    fn add_purpose(&mut self, purpose: &Purpose) {
        self.add(format!("purpose.{}.title", purpose.id), Some(title(purpose)));
        self.add(format!("purpose.{}.description", purpose.id), purpose.description.clone());
    }

    fn add_cookie(&mut self, cookie: &Cookie, purposes: &[Purpose]) {
        let purpose = purposes.iter().find(|purpose| purpose.id == cookie.purpose).map(title);
        let facts = [
            ("purpose", purpose),
            ("provider", Some(cookie.provider.clone())),
            ("duration", Some(cookie.duration.clone())),
            ("domain", cookie.domain.as_ref().map(text)),
            ("description", Some(cookie.description.clone())),
        ];
        let period = Period { since: cookie.since, until: cookie.until };
        self.add_entry("cookies", &cookie.name, period, facts);
    }

    fn add_registers(&mut self, registers: &Registers) {
        for entry in registers.recipients.iter().flatten() {
            let facts = [
                ("name", Some(entry.name.clone())),
                ("country", Some(text(&entry.country))),
                ("purpose", Some(entry.purpose.clone())),
                ("ground", entry.ground.clone()),
            ];
            self.add_entry("recipients", &entry.id, entry.period, facts);
        }
        for entry in registers.retention.iter().flatten() {
            let facts = [("records", &entry.records), ("term", &entry.term), ("basis", &entry.basis)];
            self.add_entry("retention", &entry.id, entry.period, facts.map(|(name, text)| (name, Some(text.clone()))));
        }
        for entry in registers.processing.iter().flatten() {
            let facts = [
                ("activity", &entry.activity),
                ("purpose", &entry.purpose),
                ("basis", &entry.basis),
                ("data_categories", &entry.data_categories),
                ("subjects", &entry.subjects),
            ];
            self.add_entry("processing", &entry.id, entry.period, facts.map(|(name, text)| (name, Some(text.clone()))));
        }
    }

    fn add_entry<const N: usize>(
        &mut self,
        register: &str,
        id: &str,
        period: Period,
        facts: [(&str, Option<LocalizedText>); N],
    ) {
        for (field, text) in facts {
            let name = format!("registers.{register}.{id}.{field}");
            self.known.extend(text.map(|text| Fact { name, text, period }));
        }
    }

    fn add(&mut self, name: impl Into<String>, text: Option<LocalizedText>) {
        let period = Period::default();
        self.known.extend(text.map(|text| Fact { name: name.into(), text, period }));
    }
}

/// The file in which a fact of that name stands.
pub(super) fn file_of(name: &str) -> String {
    let register = name.strip_prefix("registers.").and_then(|rest| rest.split('.').next());
    register.map_or_else(|| PORTAL.to_owned(), |register| format!("content/registers/{register}.toml"))
}

/// What a purpose is called. The theme's words for the usual ones are not the portal's facts; their names are.
fn title(purpose: &Purpose) -> LocalizedText {
    purpose.title.clone().unwrap_or_else(|| text(&purpose.id))
}

fn text(fact: impl ToString) -> LocalizedText {
    LocalizedText::Everywhere(fact.to_string())
}
