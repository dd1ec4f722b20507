//! The catalogue: what the build tells the function, as `catalogue.json`.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{
    Brand, Calendar, ClockRules, ConsentRules, EntryState, Locale, LocalizedText, Need, PolicyId, PolicyKind,
    PolicyReference, PurposeId, RefusalGround, RelationshipId, RetentionRules, Right, TimeLimit, VersionId,
};

/// Everything that a page or the intake must know of the portal, checked. The build makes it from the portal and draws
/// the forms from it; the function reads the same bytes and checks submissions with it, so that they cannot disagree.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Catalogue {
    /// The portal's name.
    pub name: LocalizedText,
    /// The portal's origin without a slash at the end: `https://privacy.example.uz`.
    pub base_url: String,
    /// The portal's locales; the first is the default.
    pub locales: Vec<Locale>,
    /// The locale whose editions prevail where a policy does not say otherwise.
    pub authoritative: Locale,
    /// The IANA time zone in which days begin.
    pub time_zone: String,
    /// The jurisdiction that the portal names, such as `UZ`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub jurisdiction: Option<String>,
    /// Who decides about the processing.
    pub controller: Controller,
    /// What every page shows of the company.
    #[serde(default)]
    pub brand: Brand,
    /// The rules for subject requests.
    pub requests: RequestRules,
    /// The rules for choices.
    pub consent: ConsentRules,
    /// For how long the intake keeps what it stores.
    #[serde(default)]
    pub retention: RetentionRules,
    /// Why anything is stored on a visitor's device; those that are required come first.
    pub purposes: Vec<Purpose>,
    /// The cookie register without what has ended: what is in use, and what is announced.
    pub cookies: Vec<Cookie>,
    /// The policies that have a version in force.
    pub policies: Vec<PolicyInForce>,
}

/// The company that decides why and how personal data is processed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Controller {
    /// Its registered name.
    pub name: LocalizedText,
    /// Where it takes questions about personal data.
    pub email: String,
    /// Its tax number, as it is written in the country.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tax_id: Option<String>,
    /// Its postal address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<LocalizedText>,
    /// Its telephone number, as people dial it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// Its own site.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub site: Option<String>,
    /// The person responsible for personal data.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub officer: Option<Officer>,
}

/// The person responsible for personal data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Officer {
    /// The person's name or post.
    pub name: LocalizedText,
    /// Where to write.
    pub email: String,
    /// Where to call.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
}

/// The rules for subject requests.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequestRules {
    /// How fast we answer, as the portal says it of requests in general.
    pub respond_within: TimeLimit,
    /// The calendar that says which days are worked.
    pub calendar: Calendar,
    /// The rights that the portal offers, in their order.
    pub rights: Vec<RightRules>,
    /// How long a request is kept open that nobody confirms, where it must be sure who sent it.
    pub expire_unconfirmed_after: TimeLimit,
    /// Who supervises data protection and hears complaints.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub authority: Option<LocalizedText>,
    /// Who a person may be to the controller. Empty, or with one entry, where it makes no difference.
    pub relationships: Vec<Relationship>,
    /// On what grounds a request may be refused, the more special rule of a ground before the general one.
    #[serde(default)]
    pub grounds: Vec<GroundRules>,
}

/// The rules for requests that exercise one right.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RightRules {
    /// The right.
    pub right: Right,
    /// How fast we answer: what the portal says of requests in general, or what the law asks for of this right where
    /// that is stricter.
    pub respond_within: TimeLimit,
    /// By how much the law, or the portal's own rule, lets us answer later where we say so in time and why; none where
    /// nothing does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extend_by: Option<TimeLimit>,
    /// Within what time the law wants receipt to be confirmed; none where it does not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub acknowledge_within: Option<TimeLimit>,
    /// While we wait for which answers of the subject the clock stands still.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pauses: Vec<Need>,
    /// Whether it must become sure who asks before the right is served.
    pub confirm: bool,
}

/// A ground on which a request may be refused, and what it rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroundRules {
    /// The ground.
    pub ground: RefusalGround,
    /// For requests that exercise these rights; for all where none is named.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rights: Vec<Right>,
    /// The article of the law, as every language writes it: `GDPR, Art. 12(5)`. None where no single one says it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub article: Option<String>,
}

impl RequestRules {
    /// The rules for that right, if the portal offers it.
    #[must_use]
    pub fn of(&self, right: Right) -> Option<&RightRules> {
        self.rights.iter().find(|rules| rules.right == right)
    }

    /// Whether it must become sure who exercises that right before it is served; by the general rule, where the portal no
    /// longer offers it.
    #[must_use]
    pub fn needs_confirmation(&self, right: Right) -> bool {
        self.of(right).map_or_else(|| right.needs_confirmation(), |rules| rules.confirm)
    }

    /// The grounds on which a request that exercises that right may be refused, each with what it rests on.
    pub fn grounds_for(&self, right: Right) -> impl Iterator<Item = &GroundRules> {
        let first = move |ground| self.grounds.iter().find(|rules: &&GroundRules| rules.holds(ground, right));
        RefusalGround::ALL.into_iter().filter_map(first)
    }

    /// What the controller is for a person of that relationship. Where the portal has only one, nobody is asked for it.
    /// None where the portal has none, or no longer has that one.
    #[must_use]
    pub fn role_for(&self, relationship: Option<&RelationshipId>) -> Option<Role> {
        let known = match (relationship, self.relationships.as_slice()) {
            (Some(id), all) => all.iter().find(|known| known.id == *id),
            (None, [only]) => Some(only),
            (None, _) => None,
        };
        known.map(|known| known.role)
    }

    /// Whether the controller only acts for another company where a person of that relationship asks: then the other decides.
    #[must_use]
    pub fn acts_for_another(&self, relationship: Option<&RelationshipId>) -> bool {
        self.role_for(relationship) == Some(Role::Processor)
    }

    /// The rules by which the clock of a request runs that exercises that right.
    #[must_use]
    pub fn clock_of(&self, right: Right) -> ClockRules {
        let rules = self.of(right);
        ClockRules {
            respond_within: rules.map_or(self.respond_within, |rules| rules.respond_within),
            extend_by: rules.and_then(|rules| rules.extend_by),
            acknowledge_within: rules.and_then(|rules| rules.acknowledge_within),
            pauses: rules.map(|rules| rules.pauses.clone()).unwrap_or_default(),
            expire_unconfirmed_after: self.needs_confirmation(right).then_some(self.expire_unconfirmed_after),
            calendar: self.calendar.id.clone(),
        }
    }
}

impl GroundRules {
    fn holds(&self, ground: RefusalGround, right: Right) -> bool {
        self.ground == ground && (self.rights.is_empty() || self.rights.contains(&right))
    }
}

/// Who a person is to the controller, and so whether it decides or acts for another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Relationship {
    /// Its name in records.
    pub id: RelationshipId,
    /// What the controller is for such a person.
    pub role: Role,
    /// What the form calls it; the identifier where nothing is written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<LocalizedText>,
}

/// Whether one decides, or acts for another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Decides why and how data is processed.
    Controller,
    /// Processes data for another who decides.
    Processor,
    /// A public body to which the law gives the data.
    Authority,
}

impl Role {
    /// The name in files and records: `processor`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Controller => "controller",
            Self::Processor => "processor",
            Self::Authority => "authority",
        }
    }
}

/// Why something is stored on the visitor's device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Purpose {
    /// Its name in cookies and records.
    pub id: PurposeId,
    /// Cannot be refused, since the site does not work without.
    pub required: bool,
    /// What the page calls it; the theme has words for `necessary`, `functional`, `analytics` and `marketing`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<LocalizedText>,
    /// What it is for, in a sentence or two.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<LocalizedText>,
}

/// One entry of the cookie register.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cookie {
    /// The name on the device; a star stands for any characters.
    pub name: String,
    /// Why it is stored.
    pub purpose: PurposeId,
    /// Who stores it.
    pub provider: LocalizedText,
    /// What it is technically.
    #[serde(default)]
    pub kind: CookieKind,
    /// Whether the visited site or another stores it.
    #[serde(default)]
    pub party: Party,
    /// How long it stays.
    pub duration: LocalizedText,
    /// The domain that can read it, where that is not the portal's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub domain: Option<String>,
    /// What it does.
    pub description: LocalizedText,
    /// The day from which it is in use.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<Date>,
    /// The last day of its use.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
}

impl Cookie {
    /// Whether it is in use on that day, will be, or was.
    #[must_use]
    pub fn state(&self, day: Date) -> EntryState {
        EntryState::on(day, self.since, self.until)
    }

    /// The HTML id of its place on a page. Characters that an address would have to escape become hyphens.
    #[must_use]
    pub fn anchor(&self) -> String {
        cookie_anchor(&self.name)
    }
}

/// The HTML id of the place on a page of the cookie with that name.
#[must_use]
pub fn cookie_anchor(name: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | '*');
    let plain: String = name.chars().map(|c| if is_plain(c) { c } else { '-' }).collect();
    format!("cookie-{plain}")
}

/// What an entry of the cookie register is technically.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CookieKind {
    /// An HTTP cookie.
    #[default]
    Cookie,
    /// An entry of the browser's local storage.
    LocalStorage,
    /// An entry of the storage of one tab, gone when that is closed.
    SessionStorage,
    /// An image or request that reports a visit.
    Pixel,
}

/// Whose cookie it is, seen from the visited site.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Party {
    /// The visited site's.
    #[default]
    First,
    /// Another site's.
    Third,
}

/// A policy as it binds on the day of the build.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicyInForce {
    /// The policy.
    pub id: PolicyId,
    /// What it is about.
    pub kind: PolicyKind,
    /// What it is called.
    pub title: LocalizedText,
    /// The version in force.
    pub version: VersionId,
    /// The day from which it binds.
    pub effective: Date,
    /// SHA-256 of each normalized edition, in hexadecimal.
    pub digests: BTreeMap<Locale, String>,
    /// The locale of the edition that prevails.
    pub authoritative: Locale,
}

impl PolicyInForce {
    /// Exactly which text a reader of `locale` has in front of them.
    #[must_use]
    pub fn reference(&self, locale: &Locale) -> PolicyReference {
        let digest = self.digests.get(locale).or_else(|| self.digests.get(&self.authoritative));
        PolicyReference {
            policy: self.id.clone(),
            version: self.version.clone(),
            digest: digest.cloned().unwrap_or_default(),
        }
    }
}

impl Catalogue {
    /// The portal's default locale.
    #[must_use]
    pub fn default_locale(&self) -> &Locale {
        self.locales.first().unwrap_or(&self.authoritative)
    }

    /// The portal's locale with that tag.
    #[must_use]
    pub fn locale(&self, tag: &str) -> Option<&Locale> {
        self.locales.iter().find(|locale| locale.as_str() == tag)
    }

    /// The first policy of that kind that is in force.
    #[must_use]
    pub fn policy(&self, kind: PolicyKind) -> Option<&PolicyInForce> {
        self.policies.iter().find(|policy| policy.kind == kind)
    }
}
