//! A small portal's catalogue, for the tests of the rules.

use candor_model::{Catalogue, Purpose};
use serde_json::json;

use crate::store::ShownNotice;

/// Two relationships, three rights, two purposes that can be refused, and a policy in Russian.
pub(crate) fn catalogue() -> Catalogue {
    let json = r#"{
        "name": "Privacy",
        "base_url": "https://privacy.example.uz", "locales": ["uz", "ru"],
        "authoritative": "ru",
        "time_zone": "Asia/Tashkent",
        "controller": { "name": "Example", "email": "privacy@example.uz" }, "requests": {
            "respond_within": "10 working days", "expire_unconfirmed_after": "14 days",
            "calendar": { "id": "UZ", "weekend": ["sat", "sun"], "year": [], "source": "none" },
            "rights": [
                { "right": "access", "respond_within": "10 working days", "confirm": true },
                { "right": "rectification", "respond_within": "7 working days", "confirm": true },
                { "right": "erasure", "respond_within": "10 working days", "confirm": true }
            ],
            "relationships": [{ "id": "customer", "role": "controller" }, { "id": "recipient", "role": "processor" }]
        },
        "consent": {
            "valid_for": "12 months",
            "ask_again_after_refusal": "6 months",
            "cookie_domain": "example.uz",
            "origins": ["https://www.example.uz"]
        },
        "purposes": [
            { "id": "necessary", "required": true },
            { "id": "analytics", "required": false },
            { "id": "marketing", "required": false }
        ],
        "cookies": [],
        "policies": [{
            "id": "privacy",
            "kind": "privacy",
            "title": "Privacy policy",
            "version": "2",
            "effective": "2026-04-15",
            "digests": { "ru": "digest-ru" },
            "authoritative": "ru"
        }]
    }"#;
    serde_json::from_str(json).expect("the sample is a catalogue")
}

/// What the portal asks, without words and register.
pub(crate) fn notice(catalogue: &Catalogue) -> ShownNotice {
    let purpose = |purpose: &Purpose| {
        let (id, required) = (&purpose.id, purpose.required);
        json!({ "id": id, "required": required, "opposed": false, "title": id, "description": "", "cookies": [] })
    };
    let notice = json!({
        "locale": catalogue.default_locale(),
        "version": 1,
        "controller": { "name": "Example", "email": "privacy@example.uz" },
        "valid_for": catalogue.consent.valid_for,
        "ask_again_after_refusal": catalogue.consent.ask_again_after_refusal,
        "withdraw_at": "https://privacy.example.uz/uz/choices/",
        "words": {},
        "purposes": catalogue.purposes.iter().map(purpose).collect::<Vec<_>>(),
    });
    let notice = serde_json::from_value(notice).expect("the sample is a notice");
    ShownNotice { digest: "0123456789abcdef0123".to_owned(), notice }
}
