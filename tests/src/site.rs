//! The built sample as a whole: what holds on every page, and where every link leads.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::html::{Element, elements};
use crate::program::Folder;
use crate::tree;

/// The origin of the sample portal.
const ORIGIN: &str = "https://privacy.turnapost.example.uz";
/// The type of a script element that holds data, and so is neither run nor fetched.
const DATA: &str = "application/ld+json";

/// Every page of the built sample, by its path on the site.
fn pages() -> BTreeMap<String, Vec<Element>> {
    let folder = Folder::sample();
    let build = folder.candor(&["build", "--date", "2026-11-23"]);
    assert_eq!(build.code, 0, "{}", build.stderr);
    let site = folder.path("dist/site");
    let path_of = |file: &Path| {
        let path = format!("/{}", file.strip_prefix(&site).expect("below the site").to_string_lossy());
        path.strip_suffix("index.html").map_or(path.clone(), str::to_owned)
    };
    let html = tree::files(&site).into_iter().filter(|file| file.extension().is_some_and(|ending| ending == "html"));
    // What the banner shows is a piece of other pages.
    let html = html.filter(|file| !file.starts_with(site.join("consent")));
    let pages = html.map(|file| (path_of(&file), std::fs::read_to_string(file).expect("a page is text")));
    pages.map(|(path, page)| (path, elements(&page))).collect()
}

fn named<'a>(page: &'a [Element], name: &'a str) -> impl Iterator<Item = &'a Element> {
    page.iter().filter(move |element| element.name == name)
}

#[test]
fn every_page_has_one_heading_its_language_and_nothing_inline() {
    let pages = pages();
    assert!(pages.len() > 70, "the sample has {} pages", pages.len());
    for (path, page) in &pages {
        assert_eq!(named(page, "h1").count(), 1, "{path}");
        let html = named(page, "html").next().expect("a page is HTML");
        let locale = path.split('/').nth(1).filter(|part| ["uz", "ru", "en"].contains(part)).unwrap_or("uz");
        assert_eq!((html.attribute("lang"), html.attribute("dir")), (locale, "ltr"), "{path}");
        assert_eq!(named(page, "style").count(), 0, "{path}");
        for element in page {
            let inline = element.attributes.keys().find(|name| *name == "style" || name.starts_with("on"));
            assert_eq!(inline, None, "{path}: {element:?}");
        }
        // Data in a script element is neither run nor held back by the content policy (HTML, "prepare the script element").
        for script in named(page, "script").filter(|script| script.attribute("type") != DATA) {
            assert!(script.attribute("src").starts_with("/assets/") && script.text.is_empty(), "{path}: {script:?}");
        }
        let ids: Vec<_> = page.iter().map(|element| element.attribute("id")).filter(|id| !id.is_empty()).collect();
        let unique: BTreeSet<_> = ids.iter().collect();
        assert_eq!(unique.len(), ids.len(), "{path} has an id twice: {ids:?}");
    }
}

#[test]
fn nothing_on_a_page_is_fetched_from_anyone_else() {
    for (path, page) in pages() {
        let loaders = page.iter().filter(|element| ["script", "img", "iframe", "source"].contains(&&*element.name));
        for element in loaders.filter(|element| element.attribute("type") != DATA) {
            assert!(element.attribute("src").starts_with('/'), "{path}: {element:?}");
        }
        let fetched = named(&page, "link").filter(|link| ["stylesheet", "icon"].contains(&link.attribute("rel")));
        for link in fetched {
            assert!(link.attribute("href").starts_with("/assets/"), "{path}: {link:?}");
        }
    }
}

#[test]
fn the_sisters_of_a_page_name_each_other() {
    let pages = pages();
    for (path, page) in pages.iter().filter(|(path, _)| path.ends_with('/') && *path != "/") {
        let canonical = named(page, "link").find(|link| link.attribute("rel") == "canonical");
        assert_eq!(canonical.map(|link| link.attribute("href")), Some(&*format!("{ORIGIN}{path}")));
        for sister in named(page, "link").filter(|link| !link.attribute("hreflang").is_empty()) {
            let address = sister.attribute("href").strip_prefix(ORIGIN).expect("a sister is on this site");
            let there = pages.get(address).unwrap_or_else(|| panic!("{path} has no sister {address}"));
            let back = format!("{ORIGIN}{path}");
            assert!(named(there, "link").any(|link| link.attribute("href") == back), "{address} forgets {path}");
        }
    }
}

#[test]
fn every_link_on_every_page_leads_to_a_page_and_a_place_on_it() {
    let pages = pages();
    let ids: BTreeMap<&str, BTreeSet<&str>> =
        pages.iter().map(|(path, page)| (path.as_str(), page.iter().map(|e| e.attribute("id")).collect())).collect();
    let mut links = 0;
    for (path, page) in &pages {
        for link in named(page, "a").map(|link| link.attribute("href")) {
            let (target, anchor) = link.split_once('#').unwrap_or((link, ""));
            let target = if target.is_empty() { path } else { target };
            let leaves = ["https:", "http:", "mailto:", "tel:"].iter().any(|scheme| target.starts_with(scheme));
            if leaves || target.starts_with("/api/") || [".xml", ".md"].iter().any(|e| target.ends_with(e)) {
                continue;
            }
            let there = ids.get(target).unwrap_or_else(|| panic!("{path} leads to {link}, which is not there"));
            assert!(anchor.is_empty() || there.contains(anchor), "{path} leads to {link}, which has no such place");
            links += 1;
        }
    }
    assert!(links > 5000, "{links} links");
}

#[test]
fn cookies_whose_names_differ_in_one_mark_have_places_of_their_own() {
    let folder = Folder::smallest();
    let cookie = |name: &str| {
        format!(
            "[[cookie]]\nname = \"{name}\"\npurpose = \"necessary\"\nprovider = \"Example\"\nduration = \"1 day\"\n\
             description = \"Keeps {name}.\"\n\n"
        )
    };
    folder.write("content/registers/cookies.toml", ["a:b", "a/b", "a-b", "other"].map(cookie).concat());
    let build = folder.candor(&["build"]);
    assert_eq!(build.code, 0, "{}", build.stderr);
    let page = elements(&folder.read("dist/site/en/registers/cookies/index.html"));
    let ids: Vec<&str> =
        page.iter().map(|element| element.attribute("id")).filter(|id| id.starts_with("cookie-")).collect();
    assert_eq!(ids, ["cookie-a-b", "cookie-a-b~2", "cookie-a-b~3", "cookie-other"]);
}

#[test]
fn a_clause_that_is_not_translated_is_shown_in_its_own_language_at_its_place() {
    let pages = pages();
    let page = &pages["/uz/privacy/"];
    let place = |id: &str| page.iter().position(|element| element.attribute("id") == id).expect("the clause is there");
    let wrapper = page.iter().position(|element| element.has_class("untranslated")).expect("one is not translated");
    assert!(place("9.3") < wrapper && wrapper < place("9.4") && place("9.4") < place("10"));
    assert!(page[wrapper..place("9.4")].iter().any(|element| element.attribute("lang") == "ru"));
    assert!(page[wrapper].text.contains("tarjima") && page[wrapper].text.contains("Мы не обучаем модели"));
    assert!(!pages["/uz/privacy/3/"].iter().any(|element| element.has_class("untranslated")));
}

#[test]
fn programs_are_told_the_same_as_people() {
    let folder = Folder::sample();
    assert_eq!(folder.candor(&["build", "--date", "2026-11-23"]).code, 0);
    let portal: serde_json::Value =
        serde_json::from_str(&folder.read("dist/site/portal.json")).expect("portal.json is JSON");
    let policies = portal["policies"].as_array().expect("a list of policies");
    let privacy = policies.iter().find(|policy| policy["id"] == "privacy").expect("the sample has a privacy policy");
    let versions = privacy["versions"].as_array().expect("a list of versions");
    let states: Vec<_> = versions.iter().map(|version| &version["state"]).collect();
    assert_eq!(states, ["superseded", "in-force", "upcoming"]);
    assert_eq!(portal["respond_within"], "10 working days");
    let page = folder.read("dist/site/uz/privacy/2/index.html");
    assert!(page.contains(versions[1]["editions"]["uz"]["digest"].as_str().expect("a digest is text")));
    let feed = folder.read("dist/site/ru/privacy/feed.xml");
    assert_eq!(feed.matches("<entry>").count(), versions.len());
    assert!(
        folder
            .read("dist/site/sitemap.xml")
            .contains("hreflang=\"uz\" href=\"https://privacy.turnapost.example.uz/uz/privacy/\"")
    );
}

#[test]
fn a_changed_section_that_is_not_translated_yet_is_headed_in_its_own_language() {
    let folder = Folder::smallest();
    folder.edit("content/portal.toml", "locales = [\"en\"]", "locales = [\"en\", \"ru\"]");
    folder.edit(
        "content/policies/privacy/versions.toml",
        "[[version]]",
        "[[version]]\nid = \"0\"\neffective = 2025-01-01\n\n[[version]]",
    );
    folder.write("content/policies/privacy/0/en.md", EMPTY.to_owned() + "\n1.1. Nothing.\n");
    folder.write("content/policies/privacy/0/ru.md", EMPTY.to_owned() + "\n1.1. Ничего.\n");
    folder.write(
        "content/policies/privacy/1/en.md",
        EMPTY.to_owned() + "\n1.1. Nothing.\n\n## 2. Periods\n\n2.1. None.\n",
    );
    folder.write("content/policies/privacy/1/ru.md", EMPTY.to_owned() + "\n1.1. Ничего.\n");
    let build = folder.candor(&["build", "--date", "2026-11-23"]);
    assert_eq!(build.code, 0, "{}", build.stderr);
    let page = elements(&folder.read("dist/site/ru/privacy/1/changes/index.html"));
    let heading = named(&page, "h2").find(|heading| heading.text == "2. Periods").expect("the section is new");
    assert_eq!((heading.attribute("lang"), heading.attribute("dir")), ("en", "ltr"));
}

const EMPTY: &str = "+++\ntitle = \"Privacy policy\"\n+++\n";

#[test]
fn a_star_in_the_cookie_register_never_stands_for_what_cannot_be_refused() {
    let folder = Folder::sample();
    folder.edit("content/registers/cookies.toml", "name = \"_mq_ses\"", "name = \"tp_*\"");
    let run = folder.candor(&["build"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let script = folder.read("dist/site/consent.js");
    let (_, names) = script.split_once("\"analytics\":\"").expect("what analytics stores");
    let (names, _) = names.split_once('"').expect("a text ends");
    let (kept, cleared) = names.split_once(")$)").unwrap_or_else(|| panic!("nothing is kept by {names}"));
    assert!(kept.starts_with("^(?!(") && kept.contains("candor_choices") && kept.contains("tp_session"), "{names}");
    assert_eq!(cleared, "(_mq_id|tp_.*)$");
}
