//! `/portal.json`: policies, versions, states, digests and registers for programs, and the schema that describes it.

use std::collections::{BTreeMap, BTreeSet};

use candor_model::{Controller, Locale, LocalizedText, PolicyKind, Purpose, Right, TimeLimit, VersionState};
use jiff::civil::Date;
use serde::Serialize;

use super::Renderer;
use super::changes::{self, ChangesJson};
use super::policies::edition_path;
use super::register_json::{RegistersJson, registers_json};
use crate::figures::{Published, YearFigures};
use crate::portal::{Correction, Policy, Version};

/// The JSON Schema of `portal.json`. It allows no key that it does not describe, and a test holds the two together: a new
/// field belongs into both.
pub(super) const SCHEMA: &str = include_str!("../../schema/portal.schema.json");

#[derive(Serialize)]
struct PortalJson<'a> {
    #[serde(rename = "$schema")]
    schema: String,
    name: &'a LocalizedText,
    base_url: &'a str,
    locales: &'a [Locale],
    authoritative: &'a Locale,
    time_zone: &'a str,
    controller: &'a Controller,
    policies: Vec<PolicyJson<'a>>,
    rights: Vec<Right>,
    respond_within: TimeLimit,
    purposes: &'a [Purpose],
    registers: RegistersJson<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    figures: Vec<Published>,
}

#[derive(Serialize)]
struct PolicyJson<'a> {
    id: &'a str,
    kind: PolicyKind,
    title: &'a LocalizedText,
    authoritative: &'a Locale,
    versions: Vec<VersionJson<'a>>,
}

#[derive(Serialize)]
struct VersionJson<'a> {
    id: &'a str,
    state: VersionState,
    effective: Date,
    #[serde(skip_serializing_if = "Option::is_none")]
    published: Option<Date>,
    material: bool,
    locked: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    corrections: Vec<CorrectionJson<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    summary: Option<&'a LocalizedText>,
    editions: BTreeMap<&'a Locale, EditionJson<'a>>,
}

#[derive(Serialize)]
struct CorrectionJson<'a> {
    date: Date,
    reason: &'a LocalizedText,
    locales: &'a BTreeSet<Locale>,
}

#[derive(Serialize)]
struct EditionJson<'a> {
    title: &'a str,
    url: String,
    digest: &'a str,
    source: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    changes: Option<ChangesJson<'a>>,
}

/// The whole portal as JSON.
pub(super) fn portal_json(renderer: Renderer<'_>) -> Vec<u8> {
    let portal = renderer.portal;
    let json = PortalJson {
        schema: format!("{}/portal.schema.json", portal.base_url),
        name: &portal.name,
        base_url: &portal.base_url,
        locales: &portal.locales,
        authoritative: &portal.authoritative,
        time_zone: &portal.time_zone,
        controller: &portal.controller,
        policies: portal.policies.iter().map(|policy| policy_json(renderer, policy)).collect(),
        rights: portal.requests.rights.iter().map(|rules| rules.right).collect(),
        respond_within: portal.requests.respond_within,
        purposes: &portal.purposes,
        registers: registers_json(portal),
        figures: portal.figures.iter().map(YearFigures::published).collect(),
    };
    let mut bytes = serde_json::to_vec_pretty(&json).expect("maps with text keys always serialize");
    bytes.push(b'\n');
    bytes
}

fn policy_json<'a>(renderer: Renderer<'a>, policy: &'a Policy) -> PolicyJson<'a> {
    PolicyJson {
        id: policy.id.as_str(),
        kind: policy.kind,
        title: &policy.title,
        authoritative: &policy.authoritative,
        versions: policy.versions.iter().map(|version| version_json(renderer, policy, version)).collect(),
    }
}

fn version_json<'a>(renderer: Renderer<'a>, policy: &'a Policy, version: &'a Version) -> VersionJson<'a> {
    let portal = renderer.portal;
    let editions = version.editions.iter().map(|(locale, checked)| {
        let url = format!("{}/{locale}/{}/{}/", portal.base_url, policy.id, version.id);
        let changes = changes_json(renderer, policy, version, locale);
        let source = format!("{}{}", portal.base_url, edition_path(policy, version, locale));
        (locale, EditionJson { title: &checked.edition.title, url, digest: &checked.digest, source, changes })
    });
    VersionJson {
        id: version.id.as_str(),
        state: version.state,
        effective: version.effective,
        published: version.published,
        material: version.material,
        locked: version.locked,
        corrections: version.corrections.iter().map(correction_json).collect(),
        summary: version.summary.as_ref(),
        editions: editions.collect(),
    }
}

fn correction_json(correction: &Correction) -> CorrectionJson<'_> {
    CorrectionJson { date: correction.date, reason: &correction.reason, locales: &correction.locales }
}

fn changes_json<'a>(
    renderer: Renderer<'a>,
    policy: &'a Policy,
    version: &'a Version,
    locale: &Locale,
) -> Option<ChangesJson<'a>> {
    let compared = renderer.changes.get(policy, version, locale)?;
    let url = format!("{}{}", renderer.portal.base_url, changes::place(policy, version).path(locale));
    Some(ChangesJson::new(policy.before(version)?, compared, url))
}
