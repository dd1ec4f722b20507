//! The components of the default theme by themselves, each as it looks with the values of its examples. When one changes on
//! purpose, `CANDOR_BLESS=1 cargo test -p candor-tests components` writes the new HTML into `tests/golden/components/`.

use std::collections::BTreeSet;
use std::fs;

use candor_site::Sources;
use candor_theme::{Chrome, Component};
use jiff::civil::date;

use crate::html::elements;
use crate::tree;

/// The portal in whose frame they are drawn.
const PORTAL: &str = "[portal]\nbase_url = \"https://privacy.example.uz\"\nlocales = [\"en\"]\nname = \"Privacy\"\n\n\
                      [controller]\nname = \"Example LLC\"\nemail = \"privacy@example.uz\"\n";
const VERSIONS: &str =
    "kind = \"privacy\"\ntitle = \"Privacy policy\"\n\n[[version]]\nid = \"1\"\neffective = 2026-01-01\n";

fn components() -> Vec<Component> {
    let mut sources = Sources::default();
    sources.insert("content/portal.toml", PORTAL);
    sources.insert("content/policies/privacy/versions.toml", VERSIONS);
    sources
        .insert("content/policies/privacy/1/en.md", "+++\ntitle = \"Privacy policy\"\n+++\n\n1.1. We keep nothing.\n");
    let (site, _) = candor_site::build(&sources, date(2026, 11, 23), false);
    let site = site.expect("the portal is in order");
    let words = site.theme.words(site.catalogue.default_locale());
    let chrome = Chrome::of_answer(&site.catalogue, &words, "Example", "");
    site.theme.components(&chrome)
}

#[test]
fn every_component_says_what_it_is_for_and_has_examples() {
    let components = components();
    let templates = tree::files(&tree::root().join("themes/default/components")).into_iter().filter(|path| {
        path.extension().is_some_and(|ending| ending == "html")
            && path.file_stem() == path.parent().and_then(|folder| folder.file_name())
    });
    let with_template: BTreeSet<_> =
        templates.map(|path| path.file_stem().expect("a name").to_string_lossy().into_owned()).collect();
    assert_eq!(components.iter().map(|component| component.name.clone()).collect::<BTreeSet<_>>(), with_template);
    for Component { name, note, examples } in components {
        assert!(note.ends_with('.'), "{name}: {note}");
        assert!(examples.is_ok_and(|examples| !examples.is_empty()), "{name} has no example");
    }
}

#[test]
fn the_examples_of_the_components_are_as_they_were() {
    let folder = tree::root().join("tests/golden/components");
    let mut differing = Vec::new();
    for Component { name, examples, .. } in components() {
        let mut drawn = String::new();
        for example in examples.unwrap_or_else(|error| panic!("{error}")) {
            let html = example.html.unwrap_or_else(|error| panic!("{}: {error}", example.name));
            // What is not well formed breaks here.
            elements(&html);
            drawn += &format!("<!-- {} -->\n{}\n", example.name, html.trim());
        }
        let kept = folder.join(&name).with_extension("html");
        if std::env::var_os("CANDOR_BLESS").is_some() {
            fs::write(&kept, drawn).expect("it can be written");
        } else if fs::read_to_string(&kept).ok().as_deref() != Some(&drawn) {
            differing.push(format!("{}\n{drawn}", kept.display()));
        }
    }
    assert!(differing.is_empty(), "{}", differing.join("\n"));
}
