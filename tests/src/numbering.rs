//! The numbers that an author wrote are the numbers that readers see, cite and import again, whatever they are.

use candor_import::import;
use candor_model::Locale;
use candor_site::{Edition, Report, Sources};
use jiff::civil::date;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use crate::html::{Element, elements};
use crate::program::SMALLEST;

/// Letters that begin lists of three alphabets, in order.
const ALPHABETS: [&str; 3] = ["abcdefgh", "абвгдежз", "ABCDEFGH"];

/// A number or letter as it is written, and the anchor that it gives.
#[derive(Clone, Debug)]
struct Label {
    written: String,
    anchor: String,
}

/// The step from a number to the next, mostly one: a number that was taken out leaves a gap.
fn step() -> impl Strategy<Value = u16> {
    prop_oneof![4 => Just(1_u16), 1 => 2_u16..4]
}

/// The letters below a clause.
fn letters() -> impl Strategy<Value = Vec<char>> {
    let some = |alphabet: &str| prop::sample::subsequence(alphabet.chars().collect::<Vec<_>>(), 0..=4);
    prop_oneof![some(ALPHABETS[0]), some(ALPHABETS[1]), some(ALPHABETS[2])]
}

/// What stands below a number: letters, and the numbers one deeper.
type Below = (Vec<char>, Vec<(u16, Vec<char>)>);

/// The labels of an edition: sections, clauses below them, clauses below these, letters below any clause.
fn labels() -> impl Strategy<Value = Vec<Label>> {
    let clause = (step(), (letters(), prop::collection::vec((step(), letters()), 0..3)));
    let section = (step(), prop::collection::vec(clause, 0..5));
    prop::collection::vec(section, 1..5).prop_map(|sections| written(&sections))
}

fn written(sections: &[(u16, Vec<(u16, Below)>)]) -> Vec<Label> {
    let mut labels = Vec::new();
    let mut section = 0;
    for (step, clauses) in sections {
        section += step;
        let mut clause = 0;
        labels.push(number(&section.to_string()));
        for (step, (letters, deeper)) in clauses {
            clause += step;
            add(&mut labels, &format!("{section}.{clause}"), letters);
            let mut last = 0;
            for (step, letters) in deeper {
                last += step;
                add(&mut labels, &format!("{section}.{clause}.{last}"), letters);
            }
        }
    }
    labels
}

fn add(labels: &mut Vec<Label>, anchor: &str, letters: &[char]) {
    labels.push(number(anchor));
    labels.extend(
        letters.iter().map(|letter| Label {
            written: format!("{letter})"),
            anchor: format!("{anchor}.{}", letter.to_lowercase()),
        }),
    );
}

fn number(anchor: &str) -> Label {
    Label { written: format!("{anchor}."), anchor: anchor.to_owned() }
}

/// An edition with these labels.
fn edition(labels: &[Label]) -> String {
    let mut text = "+++\ntitle = \"Privacy policy\"\n+++\n".to_owned();
    for label in labels {
        let written = &label.written;
        text += &if written.ends_with(')') {
            format!("{written} some words of ours;\n")
        } else if label.anchor.contains('.') {
            format!("\n{written} We say this:\n")
        } else {
            format!("\n## {written} What we say here\n")
        };
    }
    text
}

/// The page of a portal with such an edition.
fn page(edition: &str) -> String {
    let mut sources = Sources::default();
    SMALLEST.iter().for_each(|(path, text)| sources.insert(*path, *text));
    sources.insert("content/policies/privacy/1/en.md", edition);
    let (site, report) = candor_site::build(&sources, date(2026, 11, 23), true);
    let site = site.unwrap_or_else(|| panic!("{report:?}\n{edition}"));
    let page = site.site.get("en/privacy/index.html").expect("the policy has a page");
    String::from_utf8_lossy(page).into_owned()
}

/// The anchors of the clauses of an edition, in order.
fn anchors(edition: &str) -> Vec<String> {
    let locale = Locale::new("en").expect("a good tag");
    let edition = Edition::parse("en.md", edition, &locale, &mut Report::default()).expect("it has a front matter");
    edition.clauses.into_iter().filter(|clause| clause.number.is_some()).map(|clause| clause.anchor).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, rng_seed: RngSeed::Fixed(7), ..ProptestConfig::default() })]

    #[test]
    fn numbers_are_the_same_on_the_page_in_its_anchors_and_after_an_import(labels in labels()) {
        let edition = edition(&labels);
        let expected: Vec<String> = labels.iter().map(|label| label.anchor.clone()).collect();
        prop_assert_eq!(&anchors(&edition), &expected, "{}", edition);
        let page = page(&edition);
        let elements = elements(&page);
        let shown: Vec<(&str, &str)> = elements
            .iter()
            .filter(|element| element.has_class("number"))
            .map(|element| (element.text.as_str(), element.attribute("href").trim_start_matches('#')))
            .collect();
        let written: Vec<(&str, &str)> =
            labels.iter().map(|label| (label.written.as_str(), label.anchor.as_str())).collect();
        prop_assert_eq!(shown, written, "{}", edition);
        let ids: Vec<&str> = elements.iter().map(|element: &Element| element.attribute("id")).collect();
        for anchor in &expected {
            prop_assert_eq!(ids.iter().filter(|id| **id == anchor).count(), 1, "{} in {}", anchor, edition);
        }
        let imported = import("page.html", page.as_bytes(), None).expect("the page has a text");
        prop_assert_eq!(&anchors(&imported.markdown), &expected, "{}\n{}", edition, imported.markdown);
    }
}
