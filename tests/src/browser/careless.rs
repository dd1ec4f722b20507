//! Portals whose authors took no care: each still looks right, in every width and look, and an audit finds nothing.

use super::accessible::{Audit, LOOKS, wear};
use super::everywhere::{is_well, pages_of};
use super::visitor::{Browser, Script};
use crate::program::Folder;
use crate::server::Server;

/// The narrowest window that WCAG 2.2 asks for (1.4.10), a tablet, and a desk.
const WIDTHS: [u32; 3] = [320, 768, 1280];

/// As long as names of companies come, without a place to break.
const LONG: &str = "Transkontinentalspeditionsverein";

#[tokio::test]
async fn one_locale_is_enough() {
    let folder = Folder::sample();
    folder.edit("content/portal.toml", "locales = [\"uz\", \"ru\", \"en\"]", "locales = [\"ru\"]");
    holds(&folder).await;
}

#[tokio::test]
async fn no_registers_are_needed() {
    let folder = Folder::smallest();
    holds(&folder).await;
}

#[tokio::test]
async fn a_name_may_be_long_in_each_place() {
    let folder = Folder::smallest();
    folder.write(
        "content/portal.toml",
        format!(
            "[portal]\nbase_url = \"https://privacy.example.uz\"\nlocales = [\"en\", \"de\"]\nname = \"{LONG}\"\n\n\
             [controller]\nname = \"{LONG}\"\nemail = \"{LONG}@{LONG}.example.uz\"\naddress = \"{LONG}\"\nphone = \"+998712004517\"\n\n\
             [controller.officer]\nname = \"{LONG}\"\nemail = \"privacy@example.uz\"\n\n\
             [[requests.relationship]]\nid = \"visitor\"\nrole = \"controller\"\nlabel = \"{LONG}\"\n\n\
             [[requests.relationship]]\nid = \"partner\"\nrole = \"processor\"\nlabel = \"{LONG}\"\n\n\
             [[purpose]]\nid = \"necessary\"\nrequired = true\n\n\
             [[purpose]]\nid = \"other\"\ntitle = \"{LONG}\"\ndescription = \"{LONG}\"\n\n\
             [brand]\nfooter = \"{LONG}\"\n\n[[brand.link]]\ntitle = \"{LONG}\"\nurl = \"https://www.example.uz\"\n"
        ),
    );
    folder.write(
        "content/registers/recipients.toml",
        format!("[[recipient]]\nid = \"one\"\nname = \"{LONG}\"\nrole = \"processor\"\ncountry = \"UZ\"\npurpose = \"{LONG}\"\n"),
    );
    folder.write(
        "content/policies/privacy/versions.toml",
        format!("kind = \"privacy\"\ntitle = \"{LONG}\"\n\n[[version]]\nid = \"1\"\neffective = 2026-01-01\n"),
    );
    folder.write(
        "content/policies/privacy/1/en.md",
        format!("+++\ntitle = \"{LONG}\"\n+++\n\n## 1. {LONG}\n\n1.1. {LONG} {LONG}.\n\n1.1.1.1.1.1. {LONG}\n"),
    );
    holds(&folder).await;
}

#[tokio::test]
async fn a_policy_may_have_three_hundred_clauses() {
    let folder = Folder::smallest();
    let clause = |section, clause| format!("{section}.{clause}. We do what clause {section}.{clause} says.\n\n");
    let section = |section| {
        let clauses: String = (1..=10).map(|number| clause(section, number)).collect();
        format!("## {section}. Section {section}\n\n{clauses}")
    };
    let text: String = (1..=30).map(section).collect();
    folder.write("content/policies/privacy/1/en.md", format!("+++\ntitle = \"Privacy policy\"\n+++\n\n{text}"));
    holds(&folder).await;
}

#[tokio::test]
async fn a_yellow_that_nobody_could_read_is_refused_and_its_nearest_shade_is_read() {
    let folder = Folder::smallest();
    let portal = folder.read("content/portal.toml");
    folder.write("content/portal.toml", format!("{portal}\n[brand.light]\naccent = \"#ffff00\"\n"));
    let refused = folder.candor(&["build", "--out", "built"]);
    assert_eq!(refused.code, 1, "{}", refused.stderr);
    let shade = refused.stderr.split("passes is `").nth(1).and_then(|rest| rest.split('`').next());
    let shade = shade.unwrap_or_else(|| panic!("no shade is named: {}", refused.stderr));
    folder.edit("content/portal.toml", "#ffff00", shade);
    holds(&folder).await;
}

/// Sees that no page complains, is wider than its window, or has a fault that an audit finds.
async fn holds(folder: &Folder) {
    let build = folder.candor(&["build", "--out", "built"]);
    assert_eq!(build.code, 0, "{}", build.stderr);
    let pages = pages_of(folder);
    let server = Server::start(folder);
    let browser = Browser::open(&server.site, Script::Runs).await;
    for path in &pages {
        browser.visit(path).await;
        for width in WIDTHS {
            browser.resize(width, 900).await;
            is_well(&browser).await;
        }
    }
    let mut audit = Audit::of(&browser);
    for look in LOOKS {
        wear(&browser, look).await;
        for path in &pages {
            browser.visit(path).await;
            audit.look(&format!("{path}, {look:?}")).await;
        }
    }
    audit.finds_nothing();
}
