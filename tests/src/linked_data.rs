//! The JSON-LD of the pages as a program reads it: expanded to statements, each in words that their vocabulary has.

use std::collections::BTreeSet;

use oxjsonld::{JsonLdParser, JsonLdRemoteDocument};
use serde_json::{Value, json};

use crate::html::elements;
use crate::machines::{self, build, json};
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
        ("ru/privacy/2", &us, TYPE.to_owned(), format!("<{SCHEMA}Organization>")),
        ("ru/requests", &us, TYPE.to_owned(), format!("<{DPV}DataController>")),
        (
            "en/privacy",
            &format!("{ORIGIN}/en/privacy/"),
            format!("{SCHEMA}sameAs"),
            format!("<{ORIGIN}/en/privacy/2/>"),
        ),
        ("en/requests", &format!("{ORIGIN}/#right-erasure"), CLOSE_MATCH.to_owned(), format!("<{GDPR}A17>")),
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

/// What a page tells programs: the nodes of its JSON-LD.
fn told(folder: &Folder, path: &str) -> Vec<Value> {
    let page = elements(&folder.read(&format!("dist/site/{path}index.html")));
    let blocks: Vec<_> = page.iter().filter(|element| element.attribute("type") == "application/ld+json").collect();
    assert_eq!(blocks.len(), 1, "{path}");
    let document: Value = serde_json::from_str(&blocks[0].text).unwrap_or_else(|error| panic!("{path}: {error}"));
    document["@graph"].as_array().expect("a graph is a list").clone()
}

#[test]
fn a_policy_tells_programs_its_version_its_days_and_its_translations() {
    let folder = machines::built_sample();
    let page = &told(&folder, "uz/privacy/1/")[0];
    let address = |path: &str| format!("{ORIGIN}/{path}/privacy/1/");
    assert_eq!(page["@type"], "WebPage");
    assert_eq!(page["@id"], address("uz"));
    assert_eq!(page["version"], "1");
    assert_eq!(page["inLanguage"], "uz");
    assert_eq!(page["datePublished"], "2024-08-20");
    assert_eq!(page["temporalCoverage"], "2024-09-01/2026-04-14");
    assert_eq!(page["expires"], "2026-04-15");
    assert_eq!(page["translationOfWork"]["@id"], address("ru"));
    assert_eq!(page.get("workTranslation"), None);
    let portal = json(&folder, "dist/site/portal.json");
    let digest = &portal["policies"][0]["versions"][0]["editions"]["uz"]["digest"];
    assert_eq!(page["identifier"]["value"], *digest);
    let prevailing = &told(&folder, "ru/privacy/")[0];
    assert_eq!(prevailing["sameAs"], format!("{ORIGIN}/ru/privacy/2/"));
    let translations = prevailing["workTranslation"].as_array().expect("there are two");
    assert_eq!(translations.iter().map(|other| &other["inLanguage"]).collect::<Vec<_>>(), ["en", "uz"]);
    let last = &told(&folder, "en/privacy/3/")[0];
    assert_eq!((&last["temporalCoverage"], last.get("expires")), (&json!("2027-01-15/.."), None));
    assert_eq!(prevailing["publisher"]["name"], "ООО «Турнапост»");
    let us = &told(&folder, "en/")[1];
    assert_eq!(us["contactPoint"]["email"], "privacy@turnapost.example.uz");
    assert_eq!(us["contactPoint"]["availableLanguage"], json!(["uz", "ru", "en"]));
}

#[test]
fn the_registers_and_rights_are_told_in_the_words_of_the_privacy_vocabulary() {
    let folder = machines::built_sample();
    let list = |node: &Value, side: &str| node[side].as_array().unwrap_or_else(|| panic!("no {side}: {node}")).clone();
    let recipients = list(&told(&folder, "en/registers/recipients/")[2], "dpv:hasProcess");
    let first = &recipients[0]["dpv:hasRecipient"];
    assert_eq!(first["@type"], json!(["Organization", "dpv:DataProcessor"]));
    assert_eq!((&first["name"], &first["dpv:hasCountry"]["@id"]), (&json!("Samo Bulut LLC"), &json!("loc:UZ")));
    let terms = list(&told(&folder, "en/registers/retention/")[2], "dpv:hasProcess");
    assert_eq!(terms[0]["dpv:hasStorageCondition"]["name"], "While the account is open and 1 year after it is closed");
    let activities = list(&told(&folder, "en/registers/processing/")[2], "dpv:hasProcess");
    assert_eq!(activities[0]["dpv:hasLegalBasis"]["name"], "Our rights and legitimate interests");
    let purposes = list(&told(&folder, "en/choices/")[2], "dpv:hasProcess");
    let consents: Vec<_> = purposes.iter().map(|purpose| purpose["dpv:hasLegalBasis"]["@id"].as_str()).collect();
    assert_eq!(consents, [None, Some("dpv:Consent"), Some("dpv:Consent"), Some("dpv:Consent")]);
    let rights = list(&told(&folder, "en/requests/")[2], "dpv:hasRight");
    assert_eq!(rights.len(), 6);
    let erasure = rights.iter().find(|right| right["url"] == format!("{ORIGIN}/en/requests/erasure/"));
    assert_eq!(erasure.expect("the form is told of")["skos:closeMatch"]["@id"], "eu-gdpr:A17");
}

#[test]
fn a_purpose_without_a_title_is_told_by_its_name() {
    let folder = Folder::smallest();
    folder.edit("content/portal.toml", "[controller]", "[[purpose]]\nid = \"chat\"\n\n[controller]");
    build(&folder);
    let choices = &told(&folder, "en/choices/")[2]["dpv:hasProcess"];
    let chat = &choices.as_array().expect("a list").last().expect("it has a purpose")["dpv:hasPurpose"];
    assert_eq!((&chat["name"], chat.get("description")), (&json!("chat"), None));
}

#[test]
fn no_title_breaks_out_of_the_data_in_a_page() {
    let hostile = ["</script><script>alert(1)</script>", "<!-- <script>", "a\\u2028b\\u0000c", "]]> & \\\" '"];
    for title in hostile {
        let folder = Folder::smallest();
        folder.edit("content/portal.toml", "name = \"Example\"", &format!("name = \"{title}\""));
        build(&folder);
        let page = folder.read("dist/site/en/privacy/index.html");
        assert_eq!(page.matches("<script").count(), 2, "the page's own script, and the data: {title}");
        assert!(!page.contains("<!--"), "{title}");
        let portal = json(&folder, "dist/site/portal.json");
        // The outline of a page folds white space, so the name is compared without.
        let folded = |name: &Value| name.as_str().unwrap_or_default().split_whitespace().collect::<String>();
        assert_eq!(folded(&told(&folder, "en/")[0]["isPartOf"]["name"]), folded(&portal["name"]), "{title}");
    }
}
