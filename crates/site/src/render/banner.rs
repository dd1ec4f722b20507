//! `/consent.js`: the banner for the company's own sites, made for this portal, with its words in each locale beside it.
//!
//! The script is bundled from `banner/source/` before the binary is built, so that a build of a portal needs no tool but the
//! binary: it only puts the portal's settings in their place.

use std::collections::{BTreeMap, BTreeSet};

use candor_model::{Catalogue, Cookie, CookieKind, Locale, Party, Purpose};
use candor_theme::{BannerView, ThemeError, notice};
use serde::Serialize;

use super::{Files, Renderer};

const SCRIPT: &str = include_str!("../../banner/consent.js");
/// The same for pages that demand Trusted Types.
const TRUSTED: &str = include_str!("../../banner/trusted.js");
const GOOGLE: &str = include_str!("../../banner/google.js");
const TYPES: &str = include_str!("../../banner/consent.d.ts");
/// What stands in the script where its settings belong.
const PLACE: &str = "CANDOR_SETTINGS";
/// The same in what speaks to Google's tags.
const SIGNALS_PLACE: &str = "CANDOR_SIGNALS";

/// What Google's Consent Mode calls what a purpose allows; version 2 of it has `ad_user_data` and `ad_personalization`. All of
/// them are told, also of purposes that the portal does not have: what is not denied is granted to Google's tags.
const SIGNALS: [(&str, &str); 7] = [
    ("security_storage", "necessary"),
    ("functionality_storage", "functional"),
    ("personalization_storage", "functional"),
    ("analytics_storage", "analytics"),
    ("ad_storage", "marketing"),
    ("ad_user_data", "marketing"),
    ("ad_personalization", "marketing"),
];

/// What the script must know of the portal; `banner/source/settings.js` says what each of it is.
#[derive(Serialize)]
struct Settings<'a> {
    domain: String,
    version: u32,
    given: i128,
    refused: i128,
    required: BTreeMap<&'a str, bool>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    opposed: BTreeMap<&'a str, &'a str>,
    stored: BTreeMap<&'a str, String>,
    domains: BTreeSet<&'a str>,
    locales: String,
}

/// The script, its types, and the banner in each locale.
pub(super) fn files(renderer: Renderer<'_>) -> Result<Files, ThemeError> {
    let mut files = Files::from([
        ("consent.js".to_owned(), script(renderer).into_bytes()),
        ("consent.d.ts".to_owned(), TYPES.as_bytes().to_vec()),
    ]);
    for locale in &renderer.catalogue.locales {
        let notice = notice(renderer.catalogue, &renderer.theme.words(locale));
        let view = BannerView::new(notice, renderer.catalogue.name.get(locale).to_owned());
        files.insert(format!("consent/{locale}.html"), renderer.theme.banner(&view)?.into_bytes());
    }
    Ok(files)
}

/// The script with its settings. What speaks to Google's tags comes first, since they must know it before anything else.
fn script(renderer: Renderer<'_>) -> String {
    let register = renderer.portal.registers.cookies.as_deref().unwrap_or_default();
    let script = if renderer.catalogue.consent.trusted_types { TRUSTED } else { SCRIPT };
    let script = script.replacen(PLACE, &json(&Settings::of(renderer.catalogue, register)), 1);
    if renderer.catalogue.consent.google_consent_mode {
        GOOGLE.replacen(SIGNALS_PLACE, &json(&BTreeMap::from(SIGNALS)), 1) + &script
    } else {
        script
    }
}

fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("maps with text keys always serialize")
}

impl<'a> Settings<'a> {
    /// The settings of a portal. The whole register counts: what was stored by an entry that has ended may be there still.
    fn of(catalogue: &'a Catalogue, register: &'a [Cookie]) -> Self {
        let rules = &catalogue.consent;
        let (required, optional): (Vec<_>, Vec<_>) = catalogue.purposes.iter().partition(|purpose| purpose.required);
        Self {
            domain: rules.cookie_domain.as_ref().map(|domain| format!(".{domain}")).unwrap_or_default(),
            version: rules.version,
            given: rules.consent_stands_for().as_millis(),
            refused: rules.refusal_stands_for().as_millis(),
            required: required.iter().map(|purpose| (purpose.id.as_str(), true)).collect(),
            opposed: rules.opposed.iter().map(|id| (id.as_str(), "0")).collect(),
            stored: optional
                .iter()
                .map(|purpose| (purpose.id.as_str(), stored_by(purpose, &required, register)))
                .collect(),
            domains: domains(catalogue, register).chain([""]).collect(),
            locales: locales(catalogue),
        }
    }
}

/// What a page of the company can take away itself: what another site stored, it cannot even see.
fn own(register: &[Cookie]) -> impl Iterator<Item = &Cookie> {
    register.iter().filter(|cookie| cookie.party == Party::First && cookie.kind != CookieKind::Pixel)
}

/// A regular expression for the names of what a purpose stores. What cannot be refused is not among them, even where a star
/// would stand for it.
fn stored_by(purpose: &Purpose, required: &[&Purpose], register: &[Cookie]) -> String {
    let names_of = |purpose: &Purpose| {
        let names = own(register).filter(|cookie| cookie.purpose == purpose.id);
        names.map(|cookie| pattern(&cookie.name)).collect::<Vec<_>>().join("|")
    };
    let names = names_of(purpose);
    if names.is_empty() {
        return NOTHING.to_owned();
    }
    let kept = required.iter().map(|purpose| names_of(purpose)).filter(|names| !names.is_empty()).collect::<Vec<_>>();
    let but = if names.contains(ANY) { format!("(?!({})$)", kept.join("|")) } else { String::new() };
    format!("^{but}({names})$")
}

/// A regular expression that no name matches.
const NOTHING: &str = "(?!)";
/// What a star in a name stands for.
const ANY: &str = ".*";

fn pattern(name: &str) -> String {
    name.split('*').map(escape).collect::<Vec<_>>().join(ANY)
}

fn escape(name: &str) -> String {
    let is_special = |c: char| "\\^$.|?+()[]{}/".contains(c);
    name.chars().flat_map(|c| is_special(c).then_some('\\').into_iter().chain([c])).collect()
}

/// The domains on which something may have been stored that can be refused.
fn domains<'a>(catalogue: &'a Catalogue, register: &'a [Cookie]) -> impl Iterator<Item = &'a str> {
    let is_required = |purpose: &Purpose| purpose.required;
    let refusable = own(register).filter(move |cookie| {
        !catalogue.purposes.iter().any(|purpose| purpose.id == cookie.purpose && is_required(purpose))
    });
    refusable.filter_map(|cookie| cookie.domain.as_deref()).chain(catalogue.consent.cookie_domain.as_deref())
}

/// A regular expression for the locales. `uz` is not the beginning of `uz-Cyrl`, where the portal has both.
fn locales(catalogue: &Catalogue) -> String {
    let tags: Vec<&str> = catalogue.locales.iter().map(Locale::as_str).collect();
    let longer = |tag: &str| {
        let rest = tags.iter().filter_map(|other| other.strip_prefix(tag)).filter(|rest| rest.starts_with('-'));
        rest.map(|rest| format!("(?!{rest})")).collect::<String>()
    };
    let tags: Vec<String> = tags.iter().map(|tag| format!("{tag}{}", longer(tag))).collect();
    format!("\\b(?:{})\\b", tags.join("|"))
}
