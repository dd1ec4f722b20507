//! The JSON-LD of the pages as a program reads it: expanded to statements, each in words that their vocabulary has.

use std::collections::BTreeSet;

use oxjsonld::{JsonLdParser, JsonLdRemoteDocument};

use crate::html::elements;
use crate::program::Folder;
use crate::tree;

const ORIGIN: &str = "https://privacy.turnapost.example.uz";
const TYPE: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";
const SCHEMA: &str = "http://schema.org/";
const DPV: &str = "https://w3id.org/dpv#";
const GDPR: &str = "https://w3id.org/dpv/legal/eu/gdpr#";
const COUNTRY: &str = "https://w3id.org/dpv/loc#";
const CLOSE_MATCH: &str = "http://www.w3.org/2004/02/skos/core#closeMatch";

/// What <https://schema.org> answers to who asks for its context, as far as it concerns the terms that we use (27.01).
const CONTEXT: &str = r#"{ "@context": {
    "type": "@type", "id": "@id", "@vocab": "http://schema.org/", "schema": "http://schema.org/",
    "Date": { "@id": "schema:Date" },
    "datePublished": { "@id": "schema:datePublished", "@type": "Date" },
    "expires": { "@id": "schema:expires", "@type": "Date" },
    "sameAs": { "@id": "schema:sameAs", "@type": "@id" },
    "url": { "@id": "schema:url", "@type": "@id" }
} }"#;

/// The classes and properties of schema.org (27.01) that a page may use.
const SCHEMA_TERMS: [&str; 28] = [
    "ContactPoint",
    "Organization",
    "PropertyValue",
    "WebPage",
    "WebSite",
    "address",
    "availableLanguage",
    "contactPoint",
    "contactType",
    "datePublished",
    "description",
    "email",
    "expires",
    "identifier",
    "inLanguage",
    "isPartOf",
    "name",
    "propertyID",
    "publisher",
    "sameAs",
    "taxID",
    "telephone",
    "temporalCoverage",
    "translationOfWork",
    "url",
    "value",
    "version",
    "workTranslation",
];
/// The concepts and properties of DPV that a page may use; 2.0 has each of them, and so has 2.2.
const DPV_TERMS: [&str; 23] = [
    "Authority",
    "Consent",
    "DataController",
    "DataProcessor",
    "DataSubject",
    "DataSubjectRight",
    "DataTransferLegalBasis",
    "LegalBasis",
    "PersonalData",
    "PersonalDataProcess",
    "Process",
    "Purpose",
    "StorageDuration",
    "hasCountry",
    "hasDataController",
    "hasDataSubject",
    "hasLegalBasis",
    "hasPersonalData",
    "hasProcess",
    "hasPurpose",
    "hasRecipient",
    "hasRight",
    "hasStorageCondition",
];
/// The rights in DPV's extension for the GDPR (2.2).
const GDPR_TERMS: [&str; 8] = ["A15", "A16", "A17", "A18", "A20", "A21", "A22", "A7-3"];

/// A subject, a predicate and an object, as N-Quads writes them.
type Statement = (String, String, String);

/// What a page states; nothing where it has no JSON-LD.
fn statements(page: &str) -> BTreeSet<Statement> {
    let data = elements(page).into_iter().find(|element| element.attribute("type") == "application/ld+json");
    let Some(data) = data else { return BTreeSet::new() };
    let reader = JsonLdParser::new().for_slice(&data.text).with_load_document_callback(|address, _| {
        assert_eq!(address.trim_end_matches('/'), "https://schema.org");
        Ok(JsonLdRemoteDocument { document: CONTEXT.into(), document_url: address.to_owned() })
    });
    let quads = reader.map(|quad| quad.unwrap_or_else(|error| panic!("{error}: {}", data.text)));
    quads.map(|quad| (quad.subject.to_string(), quad.predicate.to_string(), quad.object.to_string())).collect()
}

/// The address in a statement: `<https://…>`.
fn address(node: &str) -> Option<&str> {
    node.strip_prefix('<')?.strip_suffix('>')
}

/// Whether a vocabulary has the word.
fn is_known(word: &str) -> bool {
    let has =
        |vocabulary: &str, terms: &[&str]| word.strip_prefix(vocabulary).is_some_and(|term| terms.contains(&term));
    let is_country = word.strip_prefix(COUNTRY).is_some_and(|code| code.len() == 2);
    is_country || has(SCHEMA, &SCHEMA_TERMS) || has(DPV, &DPV_TERMS) || has(GDPR, &GDPR_TERMS) || word == CLOSE_MATCH
}

fn built_sample() -> Folder {
    let folder = Folder::sample();
    let build = folder.candor(&["build", "--date", "2026-11-23"]);
    assert_eq!(build.code, 0, "{}", build.stderr);
    folder
}

#[test]
fn every_page_states_only_what_the_vocabularies_have_words_for() {
    let folder = built_sample();
    let pages = tree::files(&folder.path("dist/site"));
    let mut stated = 0;
    for page in pages.iter().filter(|file| file.extension().is_some_and(|ending| ending == "html")) {
        let text = std::fs::read_to_string(page).expect("a page is text");
        for (subject, predicate, object) in statements(&text) {
            stated += 1;
            let place = format!("{}: {subject} {predicate} {object}", page.display());
            assert!(address(&subject).is_none_or(|address| address.starts_with(ORIGIN)), "{place}");
            let predicate = address(&predicate).expect("a predicate has an address");
            match predicate {
                TYPE => assert!(address(&object).is_some_and(is_known), "{place}"),
                _ => assert!(is_known(predicate), "{place}"),
            }
            let leads = address(&object).filter(|_| !predicate.starts_with(SCHEMA) && predicate != TYPE);
            assert!(leads.is_none_or(|object| object.starts_with(ORIGIN) || is_known(object)), "{place}");
        }
    }
    assert!(stated > 2000, "{stated} statements");
}

#[test]
fn a_program_learns_who_decides_where_data_goes_and_which_text_binds() {
    let folder = built_sample();
    let us = format!("{ORIGIN}/#controller");
    let version = format!("{ORIGIN}/ru/privacy/2/");
    for (path, subject, predicate, object) in [
        ("ru/privacy/2", &version, format!("{SCHEMA}version"), "\"2\"".to_owned()),
        ("ru/privacy/2", &version, format!("{SCHEMA}publisher"), format!("<{us}>")),
        ("ru/privacy/2", &us, TYPE.to_owned(), format!("<{DPV}DataController>")),
        (
            "en/privacy",
            &format!("{ORIGIN}/en/privacy/"),
            format!("{SCHEMA}sameAs"),
            format!("<{ORIGIN}/en/privacy/2/>"),
        ),
        ("en/requests/erasure", &format!("{ORIGIN}/#right-erasure"), CLOSE_MATCH.to_owned(), format!("<{GDPR}A17>")),
        (
            "en/registers/recipients",
            &format!("{ORIGIN}/#recipient-postwind"),
            format!("{DPV}hasCountry"),
            format!("<{COUNTRY}NL>"),
        ),
    ] {
        let stated = statements(&folder.read(&format!("dist/site/{path}/index.html")));
        let statement = (format!("<{subject}>"), format!("<{predicate}>"), object);
        assert!(stated.contains(&statement), "{path} does not state {statement:?}: {stated:#?}");
    }
}
