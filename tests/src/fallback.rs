//! A reader of an edition that lacks something sees it from the edition that prevails, in that one's words and marked as
//! such: clauses, sections, tables, footnotes, claims, in languages that are written either way.

use std::collections::BTreeSet;

use candor_site::{Severity, Site, Sources};
use jiff::civil::date;

use crate::html::{Element, elements};

const VERSIONS: &str = "kind = \"privacy\"\ntitle = \"Privacy\"\nauthoritative = \"SOURCE\"\n\n\
                        [[version]]\nid = \"1\"\neffective = 2026-01-01\n\n\
                        [[version]]\nid = \"2\"\neffective = 2026-06-01\nsummary = \"Clearer.\"\n";

/// The edition that prevails, in a language of its own or in another.
const WHOLE: &str = "## 1. What\n\n1.1. We keep:\na) names;\nb) letters[^1].\n\n1.2. For how long:\n\n\
                     | What | How long |\n|---|---|\n| Letters[^2] | 3 years |\n\n\
                     1.3. We answer within [one month](fact:requests.respond_within); see [kept](register:retention) and [1.1](#1.1).\n\n\
                     ## 2. Who\n\n2.1. Nobody[^1].\n\n2.2. The end.\n\n[^1]: On paper[^3].\n\n[^2]: All.\n\n[^3]: Recycled.\n";

/// A portal in two locales, the source first, whose reading edition in both versions is `reading`.
fn built(source: &str, reader: &str, reading: &str) -> Site {
    let mut sources = Sources::default();
    let portal = format!(
        "[portal]\nbase_url = \"https://x.uz\"\nlocales = [\"{source}\", \"{reader}\"]\nname = \"Portal\"\n\n\
         [controller]\nname = \"Company\"\nemail = \"a@x.uz\"\n\n[requests]\nrespond_within = \"1 month\"\n"
    );
    sources.insert("content/portal.toml", portal);
    sources.insert(
        "content/registers/retention.toml",
        "[[retention]]\nid = \"letters\"\nrecords = \"Letters\"\nterm = \"3 years\"\nbasis = \"Law\"\n",
    );
    sources.insert("content/policies/privacy/versions.toml", VERSIONS.replace("SOURCE", source));
    for version in ["1", "2"] {
        let edition = |text: &str| format!("+++\ntitle = \"Privacy\"\n+++\n\n{text}");
        let whole = if version == "1" { WHOLE.replace("The end", "The very end") } else { WHOLE.to_owned() };
        sources.insert(format!("content/policies/privacy/{version}/{source}.md"), edition(&whole));
        if !reading.is_empty() {
            sources.insert(format!("content/policies/privacy/{version}/{reader}.md"), edition(reading));
        }
    }
    let (site, report) = candor_site::build(&sources, date(2026, 11, 23), false);
    site.unwrap_or_else(|| panic!("{reader}: {:?}", report.iter().find(|said| said.severity() == Severity::Error)))
}

/// A page, of which no id is there twice and every link to a part of it leads somewhere.
fn page(site: &Site, path: &str) -> Vec<Element> {
    let page = elements(&String::from_utf8_lossy(&site.site[path]));
    let ids: Vec<_> = page.iter().map(|element| element.attribute("id")).filter(|id| !id.is_empty()).collect();
    let unique: BTreeSet<_> = ids.iter().collect();
    assert_eq!(unique.len(), ids.len(), "{path}: {ids:?}");
    for target in page.iter().filter_map(|element| element.attribute("href").strip_prefix('#')) {
        assert!(ids.contains(&target), "{path}: nothing has the id {target}");
    }
    page
}

/// The language and direction in which an element's words are, by its own attributes or those of the last element of
/// its text that began before it and contains it.
fn language_of(page: &[Element], id: &str) -> (String, String) {
    let at = page.iter().position(|element| element.attribute("id") == id).unwrap_or_else(|| panic!("no {id}"));
    let around = page[..=at].iter().rev().find(|outer| {
        !outer.attribute("lang").is_empty()
            && outer.text.contains(&page[at].text)
            && outer.name != "a"
            && outer.name != "option"
    });
    let around = around.expect("a page has a language");
    (around.attribute("lang").to_owned(), around.attribute("dir").to_owned())
}

#[test]
fn whatever_is_missing_is_shown_once_in_its_own_language() {
    for (missing, own, lent) in [
        (
            "## 1. Nima\n\n1.2. Muddat: qancha boʻlsa.\n\n1.3. Javob beramiz.\n\n## 2. Kim\n\n2.1. Hech kim.\n\n2.2. Tamom.\n",
            "1.2",
            "1.1.a",
        ),
        (
            "## 1. Nima\n\n1.1. Saqlaymiz:\na) ismlar;\nb) xatlar.\n\n1.3. Javob beramiz.\n\n## 2. Kim\n\n2.1. Hech kim.\n\n2.2. Tamom.\n",
            "1.1.b",
            "1.2",
        ),
        (
            "## 1. Nima\n\n1.1. Saqlaymiz:\na) ismlar;\nb) xatlar.\n\n1.2. Muddat: qancha boʻlsa.\n\n## 2. Kim\n\n2.1. Hech kim.\n\n2.2. Tamom.\n",
            "2.1",
            "1.3",
        ),
        ("## 1. Nima\n\n1.1. Saqlaymiz:\na) ismlar;\nb) xatlar.\n", "1.1.a", "2"),
        (
            "## 1. Nima\n\n1.1. Saqlaymiz:\na) ismlar;\nb) xatlar[^1].\n\n## 2. Kim\n\n2.1. Hech kim.\n\n[^1]: Qogʻozda.\n",
            "2.1",
            "2.2",
        ),
    ] {
        for reader in ["uz", "ar", "uz-Arab"] {
            let site = built("en", reader, missing);
            let page = page(&site, &format!("{reader}/privacy/index.html"));
            let direction = if reader == "uz" { "ltr" } else { "rtl" };
            assert_eq!(language_of(&page, own), (reader.to_owned(), direction.to_owned()), "{reader}: {own}");
            assert_eq!(language_of(&page, lent), ("en".to_owned(), "ltr".to_owned()), "{reader}: {lent}");
            assert!(page.iter().any(|element| element.has_class("untranslated")), "{reader}");
        }
    }
}

#[test]
fn a_source_that_is_written_from_the_right_keeps_its_direction_on_other_pages() {
    let site = built("ar", "en", "## 1. What\n\n1.1. We keep:\na) names;\nb) letters.\n");
    let page = page(&site, "en/privacy/index.html");
    assert_eq!(language_of(&page, "1.1"), ("en".to_owned(), "ltr".to_owned()));
    assert_eq!(language_of(&page, "2.1"), ("ar".to_owned(), "rtl".to_owned()));
    let contents = page.iter().find(|element| element.attribute("href") == "#2" && element.text.contains("Who"));
    assert_eq!(contents.map(|entry| (entry.attribute("lang"), entry.attribute("dir"))), Some(("ar", "rtl")));
}

#[test]
fn a_missing_edition_is_shown_whole_with_its_title_in_its_language() {
    for reader in ["uz", "ar"] {
        let site = built("en", reader, "");
        let page = page(&site, &format!("{reader}/privacy/index.html"));
        let title = page.iter().find(|element| element.name == "h1").expect("a page has a heading");
        assert_eq!((title.attribute("lang"), title.attribute("dir")), ("en", "ltr"));
        assert_eq!(language_of(&page, "1.1"), ("en".to_owned(), "ltr".to_owned()));
        assert_eq!(language_of(&page, "fn:1"), ("en".to_owned(), "ltr".to_owned()));
    }
}

#[test]
fn what_is_lent_comes_with_the_footnotes_that_it_refers_to_and_no_other() {
    let site = built(
        "en",
        "uz",
        "## 1. Nima\n\n1.1. Saqlaymiz:\na) ismlar;\nb) xatlar[^1].\n\n1.3. Javob.\n\n## 2. Kim\n\n2.1. Hech kim.\n\n2.2. Tamom.\n\n[^1]: Qogʻozda.\n",
    );
    let page = page(&site, "uz/privacy/index.html");
    let ids: Vec<_> = page.iter().map(|element| element.attribute("id")).filter(|id| id.contains("fn:")).collect();
    assert_eq!(ids, ["fn:1", "authoritative-fn:2"]);
    assert_eq!(language_of(&page, "authoritative-fn:2"), ("en".to_owned(), "ltr".to_owned()));
}

#[test]
fn changes_and_the_portal_for_programs_hold_where_an_edition_lacks_clauses() {
    for (reader, reading) in [("ar", "## 1. What\n\n1.1. Only this.\n"), ("uz", "")] {
        let site = built("en", reader, reading);
        page(&site, &format!("{reader}/privacy/2/changes/index.html"));
        page(&site, &format!("{reader}/privacy/versions/index.html"));
        let portal: serde_json::Value = serde_json::from_slice(&site.site["portal.json"]).expect("it is JSON");
        assert_eq!(portal["policies"][0]["versions"].as_array().map(Vec::len), Some(2));
    }
}
