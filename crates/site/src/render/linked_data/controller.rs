//! Who decides about personal data, and where to write to them.

use serde_json::{Value, json};

use super::Teller;

/// The name of the controller in the documents.
pub(super) const CONTROLLER: &str = "controller";

/// The controller as who publishes a page. A visitor of any other page than the center is spared the rest, which a program
/// finds there.
pub(super) fn publisher(teller: Teller<'_>) -> Value {
    json!({
        "@type": "Organization",
        "@id": teller.name(CONTROLLER),
        "name": teller.portal.controller.name.get(teller.words.locale()),
    })
}

/// The controller as who decides what is done with personal data.
pub(super) fn as_who_decides(teller: Teller<'_>) -> Value {
    json!({
        "@type": "dpv:DataController",
        "@id": teller.name(CONTROLLER),
    })
}

/// The controller, with the person or the desk that answers.
pub(super) fn controller(teller: Teller<'_>) -> Value {
    let (us, locale) = (&teller.portal.controller, teller.words.locale());
    let officer = us.officer.as_ref();
    json!({
        "@type": ["Organization", "dpv:DataController"],
        "@id": teller.name(CONTROLLER),
        "name": us.name.get(locale),
        "taxID": us.tax_id,
        "address": us.address.as_ref().map(|address| address.get(locale)),
        "telephone": us.phone,
        "email": us.email,
        "url": us.site,
        "contactPoint": {
            "@type": "ContactPoint",
            "contactType": "privacy",
            "name": officer.map(|officer| officer.name.get(locale)),
            "email": officer.map_or(&us.email, |officer| &officer.email),
            "telephone": officer.map_or(us.phone.as_ref(), |officer| officer.phone.as_ref()),
            "availableLanguage": teller.portal.locales,
        },
    })
}
