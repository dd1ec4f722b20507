//! The figures of past years: from the officer's command to the portal's page, and what of them nobody is told.

use serde_json::{Value, json};

use crate::desk::year_of_letters;
use crate::html::{Element, elements};
use crate::program::{Folder, Run};
use crate::server::DATA;

const FILE: &str = "content/figures/2025.toml";

fn built(folder: &Folder) -> Value {
    let build = folder.candor(&["build", "--date", "2026-11-23"]);
    assert_eq!(build.code, 0, "{}", build.stderr);
    serde_json::from_str(&folder.read("dist/site/portal.json")).expect("it is JSON")
}

fn page(folder: &Folder, locale: &str) -> Vec<Element> {
    elements(&folder.read(&format!("dist/site/{locale}/requests/figures/index.html")))
}

/// The texts of the elements of that name.
fn texts<'p>(page: &'p [Element], name: &str) -> Vec<&'p str> {
    page.iter().filter(|element| element.name == name).map(|element| element.text.as_str()).collect()
}

#[test]
fn the_file_that_the_officers_command_prints_is_the_one_that_the_portal_reads() {
    let folder = Folder::sample();
    year_of_letters(&folder);
    let print =
        |more: &[&str]| folder.candor(&[&["requests", "figures", "--format", "toml", "--data", DATA], more].concat());
    let Run { code, stdout, stderr } = print(&["--year", "2025"]);
    assert_eq!((code, stderr.as_str()), (0, ""));
    folder.write(FILE, &stdout);
    assert_eq!(built(&folder)["figures"][0]["fewer_than"], 5, "one request is the affair of one person");
    assert_eq!(texts(&page(&folder, "en"), "table"), Vec::<&str>::new());

    folder.edit(FILE, "year = 2025\n", "year = 2025\nsmallest_group = 0\n");
    let figures = &built(&folder)["figures"][0];
    let erasure = &figures["rights"][0];
    assert_eq!((&erasure["right"], &erasure["refused"], &erasure["late"]), (&json!("erasure"), &json!(1), &json!(1)));
    assert_eq!(figures["refused_by"], json!({ "legal-obligation": 1 }));
    assert_eq!(erasure["median_days"], figures["all"]["median_days"]);

    let none = print(&["--year", "2024"]);
    folder.write("content/figures/2024.toml", &none.stdout);
    assert_eq!(built(&folder)["figures"][1]["all"]["received"], 0, "the newest year comes first");
    let unnamed = print(&[]);
    assert_eq!((unnamed.code, unnamed.stdout.as_str()), (2, ""));
    assert!(unnamed.stderr.contains("--year"), "{}", unnamed.stderr);
}

#[test]
fn the_figures_stand_in_tables_that_can_be_heard_and_are_linked_from_the_rights() {
    let folder = Folder::sample();
    built(&folder);
    let sitemap = folder.read("dist/site/sitemap.xml");
    for (locale, caption) in [
        ("en", "Requests received in 2025"),
        ("ru", "Обращения, полученные в 2025 году"),
        ("uz", "2025-yilda olingan murojaatlar"),
    ] {
        let address = format!("/{locale}/requests/figures/");
        let rights = elements(&folder.read(&format!("dist/site/{locale}/requests/index.html")));
        assert!(rights.iter().any(|element| element.attribute("href") == address), "no link to {address}");
        assert!(sitemap.contains(&format!("<loc>https://privacy.turnapost.example.uz{address}</loc>")), "{sitemap}");
        let page = page(&folder, locale);
        assert_eq!(texts(&page, "caption")[0], caption);
        for cell in page.iter().filter(|element| element.name == "th") {
            assert!(["col", "row"].contains(&cell.attribute("scope")), "{cell:?}");
        }
        assert!(
            page.iter().filter(|element| element.name == "td").all(|cell| !cell.attribute("data-label").is_empty())
        );
    }
}

#[test]
fn a_portal_without_figures_has_no_page_for_them() {
    let folder = Folder::sample();
    std::fs::remove_dir_all(folder.path("content/figures")).expect("the sample has figures");
    assert_eq!(built(&folder).get("figures"), None);
    assert!(!folder.path("dist/site/en/requests/figures").exists());
    assert!(!folder.read("dist/site/en/requests/index.html").contains("figures"));
}
