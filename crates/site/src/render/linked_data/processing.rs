//! What is done with personal data, in the words of DPV 2: purposes, recipients, retention, legal bases and rights.
//!
//! The words of the registers are the company's own, so each is an instance of DPV's concept with a name, and never one
//! of DPV's finer concepts, which would be our guess.

use candor_model::{LocalizedText, Purpose, Right, Role};
use candor_theme::purpose_title;
use serde_json::{Value, json};

use super::Teller;
use super::controller::CONTROLLER;
use crate::portal::{Activity, Period, Recipient, RetentionTerm};
use crate::routes::{Page, RegisterName};

/// The entries of a register that hold today.
pub(super) fn register(teller: Teller<'_>, name: RegisterName) -> Value {
    let registers = &teller.portal.registers;
    let recipients = registers.recipients.iter().flatten();
    let retention = registers.retention.iter().flatten();
    let processing = registers.processing.iter().flatten();
    let processes: Vec<Value> = match name {
        RegisterName::Cookies => return choices(teller),
        RegisterName::Recipients => {
            recipients.filter(|r| teller.holds(r.period)).map(|r| teller.recipient(r)).collect()
        }
        RegisterName::Retention => retention.filter(|r| teller.holds(r.period)).map(|r| teller.retention(r)).collect(),
        RegisterName::Processing => processing.filter(|a| teller.holds(a.period)).map(|a| teller.activity(a)).collect(),
    };
    teller.whole("dpv:hasProcess", json!(processes))
}

/// What is stored on a visitor's device, by purpose.
pub(super) fn choices(teller: Teller<'_>) -> Value {
    let purposes: Vec<Value> = teller.portal.purposes.iter().map(|purpose| teller.storage(purpose)).collect();
    teller.whole("dpv:hasProcess", json!(purposes))
}

/// The rights that a person can exercise here.
pub(super) fn rights(teller: Teller<'_>) -> Value {
    let rights: Vec<Value> =
        teller.portal.requests.rights.iter().map(|right| self::right(teller, right.right)).collect();
    teller.whole("dpv:hasRight", json!(rights))
}

/// One right. The portal's law grants it; the article of the GDPR that DPV names comes closest to it.
fn right(teller: Teller<'_>, right: Right) -> Value {
    json!({
        "@type": "dpv:DataSubjectRight",
        "@id": teller.name(&format!("right-{right}")),
        "name": teller.words.text(&format!("rights.{right}.title")),
        "description": teller.words.text(&format!("rights.{right}.summary")),
        "url": teller.address(&Page::Request(right)),
        "skos:closeMatch": article(right).map(|article| json!({ "@id": format!("eu-gdpr:{article}") })),
    })
}

/// The article in DPV's extension for the GDPR (2.3, of 25 February 2026). It has none for the rights of other laws.
fn article(right: Right) -> Option<&'static str> {
    match right {
        Right::Access => Some("A15"),
        Right::Rectification => Some("A16"),
        Right::Erasure => Some("A17"),
        Right::Restriction => Some("A18"),
        Right::Portability => Some("A20"),
        Right::Objection => Some("A21"),
        Right::AutomatedDecisionReview => Some("A22"),
        Right::WithdrawConsent => Some("A7-3"),
        Right::OptOutOfSale | Right::LimitSensitiveUse => None,
    }
}

impl Teller<'_> {
    /// All that the company does with personal data, of which a page tells one side.
    fn whole(self, side: &str, told: Value) -> Value {
        json!({
            "@type": "dpv:PersonalDataProcess",
            "@id": self.name("processing"),
            "dpv:hasDataController": { "@id": self.name(CONTROLLER) },
            side: told,
        })
    }

    fn holds(self, period: Period) -> bool {
        period.holds_on(self.portal.today)
    }

    fn recipient(self, entry: &Recipient) -> Value {
        let role = match entry.role {
            Role::Controller => "dpv:DataController",
            Role::Processor => "dpv:DataProcessor",
            Role::Authority => "dpv:Authority",
        };
        json!({
            "@type": "dpv:PersonalDataProcess",
            "dpv:hasPurpose": self.named("dpv:Purpose", &entry.purpose),
            "dpv:hasRecipient": {
                "@type": ["Organization", role],
                "@id": self.name(&format!("recipient-{}", entry.id)),
                "name": entry.name.get(self.words.locale()),
                "dpv:hasCountry": { "@id": format!("loc:{}", entry.country) },
            },
            "dpv:hasLegalBasis": entry.ground.as_ref().map(|ground| self.named("dpv:DataTransferLegalBasis", ground)),
        })
    }

    fn retention(self, entry: &RetentionTerm) -> Value {
        json!({
            "@type": "dpv:PersonalDataProcess",
            "@id": self.name(&format!("retention-{}", entry.id)),
            "dpv:hasPersonalData": self.named("dpv:PersonalData", &entry.records),
            "dpv:hasStorageCondition": {
                "@type": "dpv:StorageDuration",
                "name": entry.term.get(self.words.locale()),
                "description": entry.basis.get(self.words.locale()),
            },
        })
    }

    fn activity(self, entry: &Activity) -> Value {
        json!({
            "@type": "dpv:PersonalDataProcess",
            "@id": self.name(&format!("processing-{}", entry.id)),
            "name": entry.activity.get(self.words.locale()),
            "dpv:hasPurpose": self.named("dpv:Purpose", &entry.purpose),
            "dpv:hasLegalBasis": self.named("dpv:LegalBasis", &entry.basis),
            "dpv:hasPersonalData": self.named("dpv:PersonalData", &entry.data_categories),
            "dpv:hasDataSubject": self.named("dpv:DataSubject", &entry.subjects),
        })
    }

    /// What is stored for one purpose. Unless the site does not work without it, it rests on the visitor's consent.
    fn storage(self, purpose: &Purpose) -> Value {
        let own = |text: &Option<LocalizedText>| text.as_ref().map(|text| text.get(self.words.locale()).to_owned());
        let built_in = |part: &str| {
            let text = self.words.text_or_empty(&format!("purposes.{}.{part}", purpose.id));
            (!text.is_empty()).then_some(text)
        };
        json!({
            "@type": "dpv:Process",
            "dpv:hasPurpose": {
                "@type": "dpv:Purpose",
                "@id": self.name(&format!("purpose-{}", purpose.id)),
                "name": purpose_title(purpose, self.words),
                "description": own(&purpose.description).or_else(|| built_in("description")),
            },
            "dpv:hasLegalBasis": (!purpose.required).then(|| json!({ "@id": "dpv:Consent" })),
        })
    }

    fn named(self, concept: &str, text: &LocalizedText) -> Value {
        json!({ "@type": concept, "name": text.get(self.words.locale()) })
    }
}
