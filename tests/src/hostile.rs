//! Content that nobody means well with: whatever stands in it, a build ends with diagnostics or a site, and nothing of it
//! becomes markup, in pages, feeds, data for programs or `security.txt`.

use std::collections::{BTreeMap, BTreeSet};

use candor_site::{Site, Sources};
use html5gum::{Token, Tokenizer};
use jiff::civil::date;

/// The elements and attributes that the templates write; a page of a well-meant portal shows them.
pub(crate) type Markup = BTreeSet<(String, String)>;

/// Words that would be markup where somebody forgot to escape them.
pub(crate) const ATTACKS: [&str; 10] = [
    "<img src=x onerror=alert(1)>",
    "\"><script>alert(1)</script>",
    "' onmouseover='alert(1)",
    "</title></h1><xss>",
    "]]><xss/>",
    "--><script>alert(1)</script><!--",
    "</script><script>alert(1)</script>",
    "<xss:tag xmlns:xss=\"x\">&lt;b&gt;&amp;&#0;",
    "</style></textarea></noscript></template><svg onload=alert(1)>",
    "{{ 7 * 7 }}{% raw %}<xss>",
];

pub(crate) const EVIL: &str = "EVIL";

/// A portal that says `EVIL` wherever an author's words may stand.
const PORTAL: [(&str, &str); 6] = [
    (
        "content/portal.toml",
        "[portal]\nbase_url = \"https://x.uz\"\nlocales = [\"en\"]\nname = \"N EVIL\"\n\n[controller]\nname = \"C EVIL\"\n\
         email = \"a@x.uz\"\naddress = \"A EVIL\"\n\n[[purpose]]\nid = \"necessary\"\nrequired = true\n\n[[purpose]]\nid = \"stats\"\n\
         title = \"P EVIL\"\ndescription = \"D EVIL\"\n",
    ),
    (
        "content/registers/retention.toml",
        "[[retention]]\nid = \"letters\"\nrecords = \"R EVIL\"\nterm = \"3 years EVIL\"\nbasis = \"B EVIL\"\nsince = 2026-01-01\n",
    ),
    (
        "content/registers/recipients.toml",
        "[[recipient]]\nid = \"post\"\nname = \"N EVIL\"\nrole = \"processor\"\ncountry = \"UZ\"\npurpose = \"P EVIL\"\n",
    ),
    (
        "content/policies/privacy/versions.toml",
        "kind = \"privacy\"\ntitle = \"T EVIL\"\n\n[[version]]\nid = \"1\"\neffective = 2026-01-01\nsummary = \"First EVIL\"\n\n\
         [[version]]\nid = \"2\"\neffective = 2026-06-01\nsummary = \"Second EVIL\"\n",
    ),
    ("content/policies/privacy/1/en.md", EDITION),
    ("content/policies/privacy/2/en.md", EDITION),
];

const EDITION: &str = "+++\ntitle = \"E EVIL\"\n+++\n\n## 1. H EVIL\n\n1.1. W EVIL VERSION:\na) EVIL;\nb) `EVIL` *EVIL* **EVIL**[^n].\n\n\
                       1.2. [words EVIL](https://x.uz/ \"title\") ![alt EVIL](x.png) [C EVIL](fact:controller.name)\n\n\
                       | EVIL | two |\n|---|---|\n| EVIL | cell |\n\n> EVIL\n\n## EVIL\n\n- EVIL\n\n[^n]: EVIL\n";

pub(crate) fn portal(evil: &str) -> Sources {
    let mut sources = Sources::default();
    for (path, text) in PORTAL {
        let quoted = if path.ends_with(".md") {
            text.replacen(EVIL, &in_toml(evil), 1)
        } else {
            text.replace(EVIL, &in_toml(evil))
        };
        let version = if path.contains("/1/") { "one" } else { "two" };
        sources.insert(path, quoted.replace(EVIL, evil).replace("VERSION", version));
    }
    sources
}

/// Words as they stand between the quotes of a TOML text.
pub(crate) fn in_toml(words: &str) -> String {
    let escape = |c: char| match c {
        '"' | '\\' => format!("\\{c}"),
        c if c.is_control() => format!("\\u{:04X}", u32::from(c)),
        c => c.to_string(),
    };
    words.chars().map(escape).collect()
}

pub(crate) fn build(sources: &Sources) -> Option<Site> {
    let (site, report) = candor_site::build(sources, date(2026, 11, 23), true);
    assert_eq!(site.is_none(), report.has_errors(), "{report:?}");
    site
}

/// The elements of a page with the names of their attributes.
pub(crate) fn markup(page: &[u8]) -> Markup {
    let mut markup = Markup::new();
    for Ok(token) in Tokenizer::new(page) {
        let Token::StartTag(tag) = token else { continue };
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        markup.insert((text(&tag.name), String::new()));
        markup.extend(tag.attributes.keys().map(|name| (text(&tag.name), text(name))));
    }
    markup
}

/// The files of a site with the given ending.
pub(crate) fn files<'a>(site: &'a Site, ending: &'a str) -> impl Iterator<Item = (&'a str, &'a [u8])> {
    site.site.iter().map(|(path, bytes)| (path.as_str(), &**bytes)).filter(move |(path, _)| path.ends_with(ending))
}

/// What the templates write, and the edition's own Markdown.
fn known() -> Markup {
    let site = build(&portal("kind words")).expect("the portal is good");
    files(&site, ".html").flat_map(|(_, page)| markup(page)).collect()
}

/// Asserts that a site is well-formed in every format, and has no other markup than is known.
pub(crate) fn assert_harmless(site: &Site, known: &Markup, evil: &str) {
    for (path, page) in files(site, ".html") {
        let new: Vec<_> = markup(page).difference(known).cloned().collect();
        assert!(new.is_empty(), "{path} with {evil:?}: {new:?}");
        // Ends that do not match would be told by a panic.
        crate::html::elements(&String::from_utf8_lossy(page));
        for data in data_in(page) {
            let _: serde_json::Value =
                serde_json::from_str(&data).unwrap_or_else(|error| panic!("{path}: {error}: {data}"));
        }
    }
    for (path, feed) in files(site, ".xml") {
        let mut reader = quick_xml::Reader::from_reader(feed);
        reader.config_mut().check_comments = true;
        loop {
            match reader.read_event().unwrap_or_else(|error| panic!("{path} with {evil:?}: {error}")) {
                quick_xml::events::Event::Eof => break,
                quick_xml::events::Event::Start(tag) => {
                    assert!(!format!("{:?}", tag.name()).contains("xss"), "{path} with {evil:?}");
                }
                _ => {}
            }
        }
        let forbidden = String::from_utf8_lossy(feed).chars().find(|c| !is_xml(*c));
        assert_eq!(forbidden, None, "{path} with {evil:?}");
        if path.contains("feed") {
            feed_rs::parser::parse(feed).unwrap_or_else(|error| panic!("{path} with {evil:?}: {error}"));
        }
    }
    for (path, data) in files(site, ".json") {
        let _: serde_json::Value = serde_json::from_slice(data).unwrap_or_else(|error| panic!("{path}: {error}"));
    }
}

/// A character that XML 1.0 § 2.2 allows.
fn is_xml(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..)
}

/// The contents of a page's script elements that hold data.
fn data_in(page: &[u8]) -> Vec<String> {
    let page = String::from_utf8_lossy(page);
    let parts = page.split("<script type=\"application/ld+json\">").skip(1);
    parts.map(|part| part.split("</script>").next().unwrap_or_default().to_owned()).collect()
}

#[test]
fn words_never_become_markup() {
    let known = known();
    for evil in ATTACKS {
        let site = build(&portal(evil));
        let site = site.unwrap_or_else(|| panic!("{evil} is no error"));
        assert_harmless(&site, &known, evil);
    }
}

#[test]
fn characters_that_no_text_has_break_nothing() {
    let known = known();
    for evil in [
        "\u{0}",
        "\u{1}\u{8}\u{b}",
        "\u{fffd}\u{fffe}\u{ffff}",
        "\u{202e}reversed\u{202c}",
        "\u{2067}open",
        "\u{200f}\u{200b}\u{2060}\u{feff}",
        "\u{e0041}\u{e007f}",
        "a\r\rb",
        "a\u{2028}b\u{2029}c",
        "e\u{301}\u{301}\u{301}",
        "\u{85}\u{9f}\u{7f}",
        "אבג <b>",
        "\u{10ffff}\u{d7ff}\u{e000}",
    ] {
        if let Some(site) = build(&portal(evil)) {
            assert_harmless(&site, &known, evil);
        }
    }
}

/// Numbers that look random and are the same each time (Numerical Recipes, a linear congruential generator).
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).map_or(0, |number| number % end)
    }
}

/// Pieces that mean something to one of the parsers, and characters that trouble all.
const PIECES: [&str; 40] = [
    "+++",
    "title = ",
    "\"",
    "\"\"\"",
    "'",
    "[",
    "]",
    "[[",
    "]]",
    "{",
    "}",
    "=",
    "\n",
    "\r",
    "\r\n",
    "#",
    "## ",
    "1.",
    "1.1. ",
    "a) ",
    "- ",
    "> ",
    "|",
    "|---|",
    "*",
    "**",
    "`",
    "```",
    ":::",
    ":::lang ru",
    "[^1]",
    "[^1]: ",
    "](fact:",
    "](#1.1)",
    "<b>",
    "&#0;",
    "\u{0}",
    "\u{202e}",
    "\u{2028}",
    "ӯ\u{301}😀",
];

#[test]
fn random_pieces_and_bytes_in_any_file_end_in_a_site_or_in_diagnostics() {
    let known = known();
    let mut dice = Dice(7);
    let others = [
        "content/exceptions.toml",
        "content/strings/en.toml",
        "content/registers/cookies.toml",
        "content/registers/processing.toml",
    ];
    let paths: Vec<&str> = PORTAL.iter().map(|(path, _)| *path).chain(others).collect();
    for round in 0..60 {
        let path = paths[round % paths.len()];
        let texts: BTreeMap<&str, &str> = PORTAL.into_iter().collect();
        let mut bytes = texts.get(path).copied().unwrap_or_default().as_bytes().to_vec();
        for _ in 0..=dice.below(4) {
            let at = dice.below(bytes.len() + 1);
            let new = if round % 7 == 0 {
                vec![u8::try_from(dice.below(256)).unwrap_or(0)]
            } else {
                PIECES[dice.below(PIECES.len())].as_bytes().to_vec()
            };
            bytes.splice(at..at, new);
        }
        let mut sources = portal("words");
        sources.insert(path, bytes);
        if let Some(site) = build(&sources) {
            let added: Markup = ["pre", "hr", "em", "ul", "li", "ol", "blockquote", "br", "h3", "h4"]
                .map(|name| (name.to_owned(), String::new()))
                .into();
            let known: Markup = known.union(&added).cloned().collect();
            let mut known = known;
            known.extend(["class", "id", "lang", "dir", "start"].into_iter().flat_map(|attribute| {
                ["ol", "ul", "div", "h2", "h3", "h4", "p", "a", "h1", "span"]
                    .map(|name| (name.to_owned(), attribute.to_owned()))
            }));
            assert_harmless(&site, &known, path);
        }
    }
}

/// An edition with the given text.
fn with_edition(text: &str) -> Option<Site> {
    let mut sources = portal("words");
    sources.insert("content/policies/privacy/2/en.md", format!("+++\ntitle = \"T\"\n+++\n\n1.1. One.\n\n{text}\n"));
    build(&sources)
}

#[test]
fn ten_thousand_levels_of_anything_are_read() {
    for (open, close) in [
        ("> ", ""),
        ("- ", ""),
        ("1. ", ""),
        ("[", "]"),
        ("![", "](x)"),
        ("*a ", "*"),
        ("**a ", "**"),
        ("(", ")"),
        ("`", ""),
        (":::lang ru\n", ":::\n"),
        ("[^a]", ""),
        ("<b>", "</b>"),
        ("|", ""),
        ("    ", ""),
        ("# ", ""),
        ("a) ", ""),
        ("1.1. ", ""),
        ("~~", ""),
    ] {
        let site = with_edition(&format!("{}word{}", open.repeat(10_000), close.repeat(10_000)));
        assert!(site.is_some(), "{open}");
    }
}
