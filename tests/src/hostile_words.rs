//! Words that nobody means well with in the places that few portals use: corrections, the portal's own words for the
//! interface, every value of every register, and the addresses of `security.txt`.

use candor_site::{Sources, digest};

use crate::hostile::{ATTACKS, EVIL, Markup, assert_harmless, build, files, in_toml, markup, portal};
use crate::tree;

/// Each register with an entry that says `EVIL` wherever a text may stand.
const REGISTERS: [(&str, &str); 4] = [
    (
        "content/registers/retention.toml",
        "[[retention]]\nid = \"letters\"\nrecords = \"EVIL R\"\nterm = \"EVIL\"\nbasis = \"B EVIL\"\nuntil = 2026-02-01\n\n\
         [[retention]]\nid = \"names\"\nrecords = \"EVIL\"\nterm = \"1 year\"\nbasis = \"EVIL\"\n",
    ),
    (
        "content/registers/recipients.toml",
        "[[recipient]]\nid = \"post\"\nname = \"EVIL\"\nrole = \"controller\"\ncountry = \"DE\"\npurpose = \"EVIL\"\n\
         ground = \"EVIL\"\nsince = 2026-02-01\n",
    ),
    (
        "content/registers/processing.toml",
        "[[processing]]\nid = \"orders\"\nactivity = \"EVIL\"\npurpose = \"EVIL\"\nbasis = \"EVIL\"\n\
         data_categories = \"EVIL\"\nsubjects = \"EVIL\"\nsince = 2026-02-01\n",
    ),
    (
        "content/registers/cookies.toml",
        "[[cookie]]\nname = \"EVIL\"\npurpose = \"stats\"\nprovider = \"EVIL\"\nduration = \"EVIL\"\ndescription = \"EVIL\"\n\
         since = 2026-02-01\n",
    ),
];

/// Asserts that none of the attacks becomes markup in the portal that is made of it. Braces are the words' own
/// placeholders in some places; a portal that is refused for them has no page to look at.
fn assert_no_attack_succeeds(portal: fn(&str) -> Sources) {
    let site = build(&portal("kind words")).expect("the portal is good");
    let known: Markup = files(&site, ".html").flat_map(|(_, page)| markup(page)).collect();
    for evil in ATTACKS {
        match build(&portal(evil)) {
            Some(site) => assert_harmless(&site, &known, evil),
            None => assert!(evil.contains('{'), "{evil} is no error"),
        }
    }
}

#[test]
fn values_of_registers_never_become_markup() {
    assert_no_attack_succeeds(|evil| {
        let mut sources = portal("words");
        for (path, text) in REGISTERS {
            sources.insert(path, text.replace(EVIL, &in_toml(evil)));
        }
        sources
    });
}

#[test]
fn the_reason_of_a_correction_never_becomes_markup() {
    assert_no_attack_succeeds(|evil| {
        let edition = |words: &str| format!("+++\ntitle = \"Terms\"\n+++\n\n1.1. We {words} sell nothing.\n");
        let (old, new) = (edition(""), edition(evil));
        let table = format!(
            "kind = \"terms\"\ntitle = \"Terms\"\n\n[[version]]\nid = \"1\"\npublished = 2026-01-01\n\
             effective = 2026-01-01\nsummary = \"{reason}\"\ndigest.en = \"{}\"\n\n[[version.correction]]\n\
             date = 2026-02-01\nreason = \"{reason}\"\nreplaced.en = \"{}\"\n",
            digest(&new),
            digest(&old),
            reason = in_toml(evil),
        );
        let mut sources = portal("words");
        sources.insert("content/policies/terms/versions.toml", table);
        for text in [&old, &new] {
            let digest = digest(text);
            sources.insert(format!("content/policies/terms/1/published/en.{}.md", &digest[..12]), text.as_str());
        }
        sources.insert("content/policies/terms/1/en.md", new);
        sources
    });
}

#[test]
fn the_portals_own_words_never_become_markup() {
    assert_no_attack_succeeds(|evil| {
        let words = std::fs::read_to_string(tree::root().join("themes/default/strings/en.toml"));
        let words = words.expect("the theme has words in English");
        let attacked = words.lines().map(|line| match line.strip_suffix('"') {
            Some(start) if start.contains(" = \"") => format!("{start} {}\"\n", in_toml(evil)),
            _ => format!("{line}\n"),
        });
        let mut sources = portal("words");
        sources.insert("content/strings/en.toml", attacked.collect::<String>());
        sources
    });
}

#[test]
fn no_value_begins_a_line_of_its_own_in_security_txt() {
    for evil in
        ["\n", "\r", "\r\n", "\u{85}", "\u{b}", "\u{c}", "\u{2028}", "\u{2029}", "\u{0}", "\u{1b}[2J", "\t", " "]
    {
        let evil = in_toml(&format!("{evil}Contact: https://evil.example"));
        for line in [
            "contact = [\"https://x.uz/EVIL\"]",
            "contact = [\"mailto:a@x.uzEVIL\"]",
            "contact = [\"mailto:aEVIL@x.uz\"]",
            "contact = [\"tel:+99871EVIL\"]",
            "policy = \"https://x.uz/EVIL\"",
            "encryption = \"https://x.uz/#EVIL\"",
            "acknowledgments = \"https://x.uz/?EVIL\"",
            "hiring = \"https://x.uzEVIL\"",
        ] {
            assert_refused("", &format!("[security]\n{}\n", line.replace(EVIL, &evil)));
        }
        assert_refused("a@x.uz", &format!("a@x.uz{evil}"));
        assert_refused("https://x.uz", &format!("https://x.uz{evil}"));
        assert_refused("\"en\"", &format!("\"en{evil}\""));
    }
}

/// Asserts that nothing is built where `from` in `portal.toml` has become `to`, or `to` stands at its end.
fn assert_refused(from: &str, to: &str) {
    let mut sources = portal("words");
    let settings = sources.get("content/portal.toml").map(String::from_utf8_lossy).expect("the portal has settings");
    let settings = if from.is_empty() { format!("{settings}\n{to}") } else { settings.replacen(from, to, 1) };
    sources.insert("content/portal.toml", settings);
    assert!(build(&sources).is_none(), "{to:?}");
}
