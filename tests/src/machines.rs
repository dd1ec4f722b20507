//! The files for programs, as programs read them: `portal.json` against its schema, the feeds in a reader of feeds, the
//! site map, and what lies under `.well-known`.

use std::collections::BTreeSet;

use feed_rs::model::{Entry, Feed};
use sectxtlib::SecurityTxt;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::program::Folder;

const LOCALES: [&str; 3] = ["uz", "ru", "en"];
const ORIGIN: &str = "https://privacy.turnapost.example.uz";

/// Builds the portal as of a day on which the sample has versions in every state.
pub(crate) fn build(folder: &Folder) {
    let build = folder.candor(&["build", "--date", "2026-11-23"]);
    assert_eq!(build.code, 0, "{}", build.stderr);
}

pub(crate) fn built_sample() -> Folder {
    let folder = Folder::sample();
    build(&folder);
    folder
}

pub(crate) fn json(folder: &Folder, path: &str) -> Value {
    serde_json::from_str(&folder.read(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

#[test]
fn portal_json_follows_the_schema_that_it_names() {
    let smallest = Folder::smallest();
    build(&smallest);
    for folder in [built_sample(), smallest] {
        let schema = json(&folder, "dist/site/portal.schema.json");
        let portal = json(&folder, "dist/site/portal.json");
        let origin = portal["base_url"].as_str().expect("the origin is a text");
        assert_eq!(portal["$schema"], format!("{origin}/portal.schema.json"));
        jsonschema::draft202012::meta::validate(&schema).expect("the schema is one of draft 2020-12");
        let checker = jsonschema::draft202012::options().should_validate_formats(true).build(&schema);
        let errors: Vec<String> = checker
            .expect("the schema refers to nothing outside")
            .iter_errors(&portal)
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect();
        assert_eq!(errors, Vec::<String>::new());
    }
}

/// A schema that lags behind is caught above, since it allows nothing that it does not describe. This catches one that runs
/// ahead, or that leaves a reader guessing.
#[test]
fn the_schema_describes_every_key_and_none_that_is_never_there() {
    let folder = built_sample();
    folder.edit("content/registers/recipients.toml", "since = 2024-09-01", "since = 2024-09-01\nuntil = 2027-01-01");
    build(&folder);
    let schema = json(&folder, "dist/site/portal.schema.json");
    let portal = json(&folder, "dist/site/portal.json");
    let written = keys(&portal);
    for (path, properties) in properties(&schema, "#") {
        for (key, rule) in properties {
            assert!(
                rule["description"].as_str().is_some_and(|text| text.ends_with('.')),
                "{path} does not say what {key} is"
            );
            assert!(written.contains(key.as_str()), "the sample has no {key}, which {path} describes");
        }
    }
}

/// Each `properties` of a schema, with its path.
fn properties<'a>(schema: &'a Value, path: &str) -> Vec<(String, &'a serde_json::Map<String, Value>)> {
    let Some(keys) = schema.as_object() else { return Vec::new() };
    let here = keys.get("properties").and_then(Value::as_object).map(|properties| (path.to_owned(), properties));
    if here.is_some() {
        assert_eq!(keys.get("additionalProperties"), Some(&json!(false)), "{path} allows what it does not describe");
    }
    let below = keys.get("$defs").and_then(Value::as_object);
    let below = below.into_iter().flatten().flat_map(|(name, rule)| properties(rule, &format!("{path}/$defs/{name}")));
    here.into_iter().chain(below).collect()
}

/// All keys that stand anywhere in a document.
fn keys(document: &Value) -> BTreeSet<&str> {
    match document {
        Value::Object(entries) => {
            entries.iter().flat_map(|(key, value)| keys(value).into_iter().chain([key.as_str()])).collect()
        }
        Value::Array(entries) => entries.iter().flat_map(keys).collect(),
        _ => BTreeSet::new(),
    }
}

fn feed(folder: &Folder, locale: &str) -> Feed {
    let text = folder.read(&format!("dist/site/{locale}/privacy/feed.xml"));
    feed_rs::parser::parse(text.as_bytes()).unwrap_or_else(|error| panic!("{locale}: {error}"))
}

#[test]
fn a_reader_of_feeds_sees_every_version_in_its_language() {
    let folder = built_sample();
    for locale in LOCALES {
        let feed = feed(&folder, locale);
        let page = format!("{ORIGIN}/{locale}/privacy/");
        assert_eq!((feed.id.as_str(), feed.language.as_deref()), (page.as_str(), Some(locale)));
        assert_eq!(feed.authors[0].email.as_deref(), Some("info@turnapost.example.uz"));
        assert_eq!(feed.updated.map(|at| at.to_rfc3339()).as_deref(), Some("2026-11-01T19:00:00+00:00"));
        let own = feed.links.iter().find(|link| link.rel.as_deref() == Some("self")).expect("it says where it is");
        assert_eq!((own.href.clone(), own.href_lang.as_deref()), (format!("{page}feed.xml"), Some(locale)));
        let ids: Vec<_> = feed.entries.iter().map(|entry| entry.id.clone()).collect();
        assert_eq!(ids, ["3", "2", "1"].map(|version| format!("{page}{version}/")));
        assert_eq!(
            feed.entries.iter().map(categories).collect::<Vec<_>>(),
            [vec!["material"], vec!["material"], vec![]]
        );
        assert!(feed.entries.iter().all(|entry| entry.summary.as_ref().is_some_and(|text| !text.content.is_empty())));
    }
    let alternates: BTreeSet<_> = feed(&folder, "ru")
        .links
        .into_iter()
        .filter(|link| link.rel.as_deref() == Some("alternate"))
        .map(|link| (link.href_lang.unwrap_or_default(), link.href))
        .collect();
    let expected = [("uz", "uz/privacy/feed.xml"), ("ru", "ru/privacy/versions/"), ("en", "en/privacy/feed.xml")];
    assert_eq!(alternates, expected.map(|(locale, path)| (locale.to_owned(), format!("{ORIGIN}/{path}"))).into());
}

fn categories(entry: &Entry) -> Vec<&str> {
    entry.categories.iter().map(|category| category.term.as_str()).collect()
}

#[test]
fn a_correction_reaches_those_who_follow_the_feed_and_the_site_map() {
    let folder = Folder::smallest();
    let edition = "content/policies/privacy/1/en.md";
    folder.edit(edition, "Nothing.", "We keep letters for 30 yaers.");
    assert_eq!(folder.candor(&["publish", "privacy", "1", "--date", "2025-12-01"]).code, 0);
    folder.edit(edition, "yaers", "years");
    let correct = ["publish", "privacy", "1", "--correct", "A slip of the pen.", "--date", "2026-11-20"];
    assert_eq!(folder.candor(&correct).code, 0);
    build(&folder);
    let feed = feed(&folder, "en");
    let entry = &feed.entries[0];
    let days = [feed.updated, entry.updated, entry.published].map(|at| at.expect("it says when").to_rfc3339());
    assert_eq!(days.each_ref().map(|day| &day[..10]), ["2026-11-20", "2026-11-20", "2025-12-01"]);
    let told = entry.summary.as_ref().map(|text| &*text.content);
    assert_eq!(told, Some("Corrected on 20 November 2026: A slip of the pen."));
    let pages = quick_xml::de::from_str::<UrlSet>(&folder.read("dist/site/sitemap.xml")).expect("it is XML").url;
    let page = pages.iter().find(|page| page.loc.ends_with("/en/privacy/1/")).expect("it is listed");
    assert_eq!(page.lastmod.as_deref(), Some("2026-11-20"));
}

#[test]
fn programs_and_followers_are_told_the_same_counts() {
    let folder = built_sample();
    let portal = json(&folder, "dist/site/portal.json");
    let versions = portal["policies"][0]["versions"].as_array().expect("a policy has versions").clone();
    for version in &versions[1..] {
        let changes = &version["editions"]["en"]["changes"];
        for kind in ["added", "changed", "moved", "removed"] {
            let listed = changes[kind].as_array().expect("a list").len();
            assert_eq!(changes["counts"][kind], listed, "{kind} in {}", version["id"]);
        }
    }
    assert_eq!(versions[1]["editions"]["en"].get("changes").map(|changes| changes["counts"].is_object()), Some(true));
}

#[test]
fn a_feed_with_a_hostile_title_is_read_all_the_same() {
    let folder = Folder::smallest();
    let title = "A & B <script>alert(1)</script> ]]>";
    folder.edit(
        "content/policies/privacy/versions.toml",
        "title = \"Privacy policy\"",
        &format!("title = \"{title}\""),
    );
    folder.edit(
        "content/policies/privacy/versions.toml",
        "id = \"1\"",
        "id = \"1\"\nsummary = \"</summary> & \\u0001\"",
    );
    build(&folder);
    let feed = feed(&folder, "en");
    assert_eq!(feed.title.map(|text| text.content), Some(format!("{title} – Example")));
    assert_eq!(feed.entries[0].summary.as_ref().map(|text| &*text.content), Some("</summary> & \u{fffd}"));
}

#[test]
fn the_feed_does_not_change_from_one_day_to_the_next() {
    let folder = built_sample();
    let before = folder.read("dist/site/ru/privacy/feed.xml");
    assert_eq!(folder.candor(&["build", "--date", "2026-12-24"]).code, 0);
    assert_eq!(folder.read("dist/site/ru/privacy/feed.xml"), before);
}

#[derive(Deserialize)]
struct UrlSet {
    url: Vec<Url>,
}

#[derive(Deserialize)]
struct Url {
    loc: String,
    lastmod: Option<String>,
    #[serde(rename = "link")]
    sisters: Vec<Sister>,
}

#[derive(Deserialize)]
struct Sister {
    #[serde(rename = "@rel")]
    rel: String,
    #[serde(rename = "@hreflang")]
    locale: String,
    #[serde(rename = "@href")]
    address: String,
}

#[test]
fn the_site_map_names_every_page_with_its_sisters_and_the_day_it_changed() {
    let folder = built_sample();
    let text = folder.read("dist/site/sitemap.xml");
    assert!(text.contains("<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\""));
    let entries = quick_xml::de::from_str::<UrlSet>(&text).expect("the site map is XML").url;
    let addresses: BTreeSet<&str> = entries.iter().map(|entry| entry.loc.as_str()).collect();
    assert_eq!(addresses.len(), entries.len(), "an address stands there twice");
    for Url { loc, sisters, .. } in &entries {
        let path = loc.strip_prefix(ORIGIN).expect("it is on this site");
        assert!(folder.path(&format!("dist/site{path}index.html")).is_file(), "{loc} is no page");
        assert_eq!(sisters.iter().map(|s| s.locale.as_str()).collect::<Vec<_>>(), ["uz", "ru", "en", "x-default"]);
        assert!(sisters.iter().any(|sister| sister.address == *loc), "{loc} is no sister of its own");
        assert!(sisters.iter().all(|s| s.rel == "alternate" && addresses.contains(s.address.as_str())), "{loc}");
    }
    assert!(entries.len() > 70, "the sample has {} pages", entries.len());
    let of = |path: &str| entries.iter().find(|entry| entry.loc == format!("{ORIGIN}{path}"));
    let policy = of("/ru/privacy/").expect("the policy is listed");
    assert_eq!(policy.lastmod.as_deref(), Some("2026-11-02"), "the third version was announced on that day");
    assert_eq!(policy.sisters[3].address, format!("{ORIGIN}/uz/privacy/"));
    let languages = of("/").expect("the choice of language is listed");
    assert_eq!((&languages.lastmod, &languages.sisters[3].address), (&None, &format!("{ORIGIN}/")));
}

#[test]
fn robots_may_read_all_but_the_intake_and_find_the_site_map() {
    let robots = built_sample().read("dist/site/robots.txt");
    assert_eq!(robots, format!("User-agent: *\nDisallow: /api/\nSitemap: {ORIGIN}/sitemap.xml\n"));
}

/// The file as a reader of such files understands it, on the day of this test: that is when it may not have expired.
fn security_txt(folder: &Folder) -> SecurityTxt {
    let build = folder.candor(&["build"]);
    assert_eq!(build.code, 0, "{}", build.stderr);
    let text = folder.read("dist/site/.well-known/security.txt");
    SecurityTxt::parse(&text).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

#[test]
fn a_hole_can_be_reported_to_the_controller_where_nobody_else_is_named() {
    let folder = Folder::smallest();
    let security = security_txt(&folder);
    assert_eq!(security.contact[0].uri.as_str(), "mailto:privacy@example.com");
    assert_eq!(security.canonical[0].uri.as_str(), "https://privacy.example.com/.well-known/security.txt");
    assert!(security.policy.is_empty());
}

#[test]
fn a_hole_is_reported_to_those_whom_the_portal_names() {
    let folder = Folder::smallest();
    let contacts = "contact = [\"https://example.com/report\", \"mailto:security@example.com\", \"tel:+998712004517\"]";
    let more = "policy = \"https://example.com/p\"\nencryption = \"https://example.com/k\"\n\
                acknowledgments = \"https://example.com/a\"\nhiring = \"https://example.com/h\"";
    folder.edit("content/portal.toml", "[controller]", &format!("[security]\n{contacts}\n{more}\n\n[controller]"));
    let security = security_txt(&folder);
    let contacts: Vec<_> = security.contact.iter().map(|contact| contact.uri.as_str()).collect();
    assert_eq!(contacts, ["https://example.com/report", "mailto:security@example.com", "tel:+998712004517"]);
    let addresses = [
        security.policy[0].uri.as_str(),
        security.encryption[0].uri.as_str(),
        security.acknowledgments[0].uri.as_str(),
        security.hiring[0].uri.as_str(),
    ];
    assert_eq!(addresses, ["p", "k", "a", "h"].map(|path| format!("https://example.com/{path}")));
}

#[test]
fn the_security_file_is_the_same_all_month_and_never_a_year_ahead() {
    let folder = Folder::smallest();
    let on = |day: &str| {
        assert_eq!(folder.candor(&["build", "--date", day]).code, 0);
        folder.read("dist/site/.well-known/security.txt")
    };
    assert_eq!(
        on("2026-03-01"),
        "Contact: mailto:privacy@example.com\nExpires: 2027-02-01T00:00:00Z\nPreferred-Languages: en\n\
         Canonical: https://privacy.example.com/.well-known/security.txt\n"
    );
    assert_eq!(on("2026-03-01"), on("2026-03-31"));
}

#[test]
fn the_browsers_signal_is_answered_only_where_the_portal_says_so() {
    let folder = Folder::smallest();
    build(&folder);
    let statement = "dist/site/.well-known/gpc.json";
    assert!(!folder.path(statement).exists(), "nobody said anything");
    for honoured in [true, false] {
        let folder = Folder::smallest();
        let says = format!("[consent.gpc]\nhonoured = {honoured}\nsince = 2026-05-01\n\n[controller]");
        folder.edit("content/portal.toml", "[controller]", &says);
        build(&folder);
        assert_eq!(json(&folder, statement), json!({ "gpc": honoured, "lastUpdate": "2026-05-01" }));
        assert_eq!(folder.candor(&["build", "--date", "2026-04-30"]).code, 0);
        assert!(!folder.path(statement).exists(), "it is not so before its day");
    }
}
