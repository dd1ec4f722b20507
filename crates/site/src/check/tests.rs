//! What an author is told, for portals small enough to read: the code, the place, and the words at the place.

mod promises;

use candor_model::{Locale, PolicyKind, VersionState};
use jiff::civil::date;

use crate::{Code, Diagnostic, Portal, Report, Severity, Sources, Target};

/// The smallest portal that builds, with two locales so that there is something to compare.
const PORTAL: &str = r#"[portal]
base_url = "https://privacy.example.uz"
locales = ["ru", "uz"]
name = "Privacy"

[controller]
name = "Example LLC"
email = "privacy@example.uz"
"#;
const VERSIONS: &str = r#"kind = "privacy"
title = "Privacy policy"

[[version]]
id = "1"
effective = 2026-01-01
"#;
const EDITION: &str = "+++\ntitle = \"Privacy policy\"\n+++\n\n1.1. Who we are.\n\n1.2. What we do.\n";

const PRIVACY: &str = "content/policies/privacy/versions.toml";
const RU: &str = "content/policies/privacy/1/ru.md";
const UZ: &str = "content/policies/privacy/1/uz.md";

/// The small portal with some files replaced; an empty text takes the file away.
fn portal_with(changes: &[(&str, &str)]) -> Sources {
    let files = [("content/portal.toml", PORTAL), (PRIVACY, VERSIONS), (RU, EDITION), (UZ, EDITION)];
    let mut sources = Sources::default();
    let unchanged = files.iter().filter(|(path, _)| changes.iter().all(|(changed, _)| changed != path));
    for (path, text) in unchanged.chain(changes).filter(|(_, text)| !text.is_empty()) {
        sources.insert(*path, *text);
    }
    sources
}

fn load(sources: &Sources) -> (Option<Portal>, Report) {
    Portal::load(sources, date(2026, 11, 23), false)
}

/// Each fault as `code file:line words`.
fn said(changes: &[(&str, &str)]) -> Vec<String> {
    let sources = portal_with(changes);
    let (_, report) = load(&sources);
    let diagnostics = report.iter().filter(is_fault);
    let said = diagnostics.map(|diagnostic| {
        let text = sources.get(&diagnostic.span.file).and_then(|bytes| str::from_utf8(bytes).ok()).unwrap_or_default();
        let range = diagnostic.span.range.clone();
        let line = text[..range.start].lines().count().max(1) + usize::from(text[..range.start].ends_with('\n'));
        let line = if range.start == 0 { 1 } else { line };
        let file = diagnostic.span.file.trim_start_matches("content/");
        format!("{} {file}:{line} {}", diagnostic.code, &text[range]).trim_end().to_owned()
    });
    said.collect()
}

/// Whether a diagnostic is about what is wrong with a file, not about what is missing, or said otherwise in another
/// edition: most tests change one edition only.
fn is_fault(diagnostic: &&Diagnostic) -> bool {
    diagnostic.severity() != Severity::Advice
        && ![Code::NumbersDiffer, Code::AddressesDiffer].contains(&diagnostic.code)
}

/// The messages and hints of faults.
fn words(changes: &[(&str, &str)]) -> Vec<String> {
    let (_, report) = load(&portal_with(changes));
    let diagnostics = report.iter().filter(is_fault);
    diagnostics.map(|diagnostic| format!("{} {}", diagnostic.message, diagnostic.hint)).collect()
}

#[test]
fn the_smallest_portal_has_good_defaults() {
    let (portal, report) = load(&portal_with(&[]));
    let portal = portal.unwrap_or_else(|| panic!("{report:?}"));
    assert_eq!(report.count(Severity::Error) + report.count(Severity::Warning), 0, "{report:?}");
    assert!(report.iter().any(|diagnostic| diagnostic.code == Code::NotLocked), "{report:?}");
    assert_eq!(portal.authoritative.as_str(), "ru");
    assert_eq!(portal.time_zone, "UTC");
    assert_eq!(portal.requests.respond_within.to_string(), "1 month");
    assert_eq!(portal.consent.valid_for.to_string(), "12 months");
    assert_eq!(portal.consent.ask_again_after_refusal.to_string(), "6 months");
    let purposes: Vec<_> = portal.purposes.iter().map(|purpose| (purpose.id.as_str(), purpose.required)).collect();
    assert_eq!(purposes, [("necessary", true)]);
    assert_eq!(portal.policies[0].in_force().map(|version| version.state), Some(VersionState::InForce));
    let catalogue = portal.catalogue();
    let policy = catalogue.policy(PolicyKind::Privacy).expect("the policy is in force");
    assert_eq!(policy.digests.len(), 2);
}

#[test]
fn one_run_says_what_is_wrong_in_every_file() {
    let portal = PORTAL.replace("name = \"Privacy\"", "nam = \"Privacy\"\ntime_zone = \"Asia/Tashkend\"");
    let versions = VERSIONS.replace("2026-01-01", "2026-02-30");
    let edition = EDITION.replace("Who we are.", "See [cookies](/cookies/).");
    assert_eq!(
        said(&[("content/portal.toml", &portal), (PRIVACY, &versions), (UZ, &edition)]),
        [
            "dead-link policies/privacy/1/uz.md:5 [cookies](/cookies/)",
            "bad-value policies/privacy/versions.toml:6 2026-02-30",
            "unknown-key portal.toml:4 nam",
            "bad-value portal.toml:5 \"Asia/Tashkend\"",
        ]
    );
}

#[test]
fn a_torn_file_is_reported_once_at_the_tear_and_nothing_that_follows_from_it() {
    let portal = PORTAL.replace("[controller]", "[controller");
    let versions = VERSIONS.replace("title = \"Privacy policy\"", "title = \"Privacy policy");
    assert_eq!(said(&[("content/portal.toml", &portal)]), ["toml-syntax portal.toml:6"]);
    assert_eq!(said(&[(PRIVACY, &versions)]), ["toml-syntax policies/privacy/versions.toml:2"]);
    let linked = EDITION.replace("Who we are.", "[Text](/privacy/1/#1.2).");
    assert_eq!(said(&[(PRIVACY, &versions), (RU, &linked)]), ["toml-syntax policies/privacy/versions.toml:2"]);
}

#[test]
fn what_is_missing_is_missed_where_it_should_be() {
    assert_eq!(said(&[("content/portal.toml", "")]), ["missing-file portal.toml:1"]);
    assert_eq!(said(&[(PRIVACY, "")]), ["missing-file policies/privacy/versions.toml:1"]);
    assert_eq!(said(&[(PRIVACY, ""), (RU, ""), (UZ, "")]), ["missing-file policies/:1"]);
    assert_eq!(said(&[(RU, "")]), ["missing-authoritative policies/privacy/1/ru.md:1"]);
    assert_eq!(said(&[(UZ, "")]), ["missing-edition policies/privacy/1/uz.md:1"]);
    let portal = PORTAL.replace("[controller]\nname = \"Example LLC\"\nemail = \"privacy@example.uz\"\n", "");
    assert_eq!(said(&[("content/portal.toml", &portal)]), ["missing-key portal.toml:1"]);
    let versions = VERSIONS.replace("id = \"1\"\n", "");
    assert_eq!(said(&[(PRIVACY, &versions)]), ["missing-key policies/privacy/versions.toml:4 [[version]]"]);
}

#[test]
fn what_belongs_to_nothing_is_pointed_out() {
    assert_eq!(
        said(&[
            ("content/notes.txt", "x"),
            ("content/.DS_Store", "x"),
            ("content/registers/cookie.toml", "x"),
            ("content/policies/privacy/1/en.md", EDITION),
            ("content/policies/privacy/1/russian.md", EDITION),
            ("content/policies/privacy/2/ru.md", EDITION),
            ("content/calendars/DE.toml", ""),
            ("content/calendars/FR.toml", "source = \"x\""),
            ("content/strings/kk.toml", "a = 1"),
        ]),
        [
            "unused-file calendars/FR.toml:1",
            "unused-file notes.txt:1",
            "unused-file policies/privacy/1/en.md:1",
            "unused-file policies/privacy/1/russian.md:1",
            "unused-file policies/privacy/2/ru.md:1",
            "unused-file registers/cookie.toml:1",
            "unused-file strings/kk.toml:1",
        ]
    );
}

#[test]
fn names_must_exist_and_be_their_own() {
    let versions = format!("{VERSIONS}\n[[version]]\nid = \"1\"\neffective = 2026-02-01\n");
    assert_eq!(said(&[(PRIVACY, &versions)]), ["duplicate-id policies/privacy/versions.toml:9 \"1\""]);
    let versions = VERSIONS.replace("[[version]]", "related = [{ policy = \"privcy\" }]\n[[version]]");
    assert_eq!(said(&[(PRIVACY, &versions)]), ["unknown-name policies/privacy/versions.toml:4 \"privcy\""]);
    let portal =
        PORTAL.replace("\"uz\"]", "\"uz\", \"ru\"]\njurisdiction = \"UK\"\nauthoritative = \"en\"\ntheme = \"mine\"");
    assert_eq!(
        said(&[("content/portal.toml", &portal)]),
        [
            "duplicate-id portal.toml:3 \"ru\"",
            "unknown-name portal.toml:4 \"UK\"",
            "unknown-name portal.toml:5 \"en\"",
            "unknown-name portal.toml:6 \"mine\"",
        ]
    );
    let cookies = "[[cookie]]\nname = \"a\"\npurpose = \"tracking\"\nprovider = \"us\"\nduration = \"1 day\"\ndescription = \"x\"\n";
    assert_eq!(
        said(&[("content/registers/cookies.toml", cookies)]),
        ["unknown-name registers/cookies.toml:3 \"tracking\""]
    );
    assert_eq!(
        said(&[("content/policies/choices/versions.toml", VERSIONS)]),
        ["bad-value policies/choices/versions.toml:1"]
    );
}

#[test]
fn localized_texts_are_held_against_the_locales_of_the_portal() {
    let portal =
        PORTAL.replace("name = \"Privacy\"", "name = { ru = \"Приватность\", kk = \"Құпиялылық\", RU = \"x\" }");
    assert_eq!(
        said(&[("content/portal.toml", &portal)]),
        [
            "missing-locale portal.toml:4 { ru = \"Приватность\", kk = \"Құпиялылық\", RU = \"x\" }",
            "unused-locale portal.toml:4 kk",
            "bad-value portal.toml:4 RU",
        ]
    );
}

#[test]
fn dates_run_forward_and_something_is_in_force() {
    let versions = VERSIONS.replace("effective = 2026-01-01", "effective = 2026-01-01\npublished = 2026-01-02");
    assert_eq!(said(&[(PRIVACY, &versions)]), ["bad-value policies/privacy/versions.toml:6 2026-01-01"]);
    let versions = VERSIONS.replace("2026-01-01", "2027-01-01");
    assert_eq!(said(&[(PRIVACY, &versions)]), ["none-in-force policies/privacy/versions.toml:1"]);
    let versions = VERSIONS.replace("2026-01-01", "\"2026-01-01\"");
    assert_eq!(
        words(&[(PRIVACY, &versions)]),
        ["`effective` cannot be `\"2026-01-01\"`. Write a date without quotes, such as 2026-04-15."]
    );
}

#[test]
fn a_draft_is_left_out_with_its_editions_until_it_is_asked_for() {
    let versions = format!("{VERSIONS}\n[[version]]\nid = \"2\"\neffective = 2027-01-01\ndraft = true\n");
    let sources = portal_with(&[(PRIVACY, &versions), ("content/policies/privacy/2/ru.md", EDITION)]);
    let versions = |drafts| {
        let (portal, report) = Portal::load(&sources, date(2026, 11, 23), drafts);
        portal.unwrap_or_else(|| panic!("{report:?}")).policies[0].versions.len()
    };
    assert_eq!((versions(false), versions(true)), (1, 2));
}

#[test]
fn an_edition_shows_the_clauses_that_it_lacks_in_their_places() {
    let ru = "+++\ntitle = \"T\"\n+++\n\n1.1. A.\n\n1.2. B.\n\n1.2.1. C.\n\n1.3. D.\n";
    let uz = "+++\ntitle = \"T\"\n+++\n\n1.1. A.\n\n1.3. D.\n\n1.4. E.\n";
    let changes = [(RU, ru), (UZ, uz)];
    assert_eq!(
        said(&changes).iter().map(|said| said.split(' ').take(2).collect::<Vec<_>>().join(" ")).collect::<Vec<_>>(),
        ["untranslated-clause policies/privacy/1/uz.md:5", "extra-clause policies/privacy/1/uz.md:9"]
    );
    let (portal, _) = load(&portal_with(&changes));
    let portal = portal.expect("warnings only");
    let reading = portal.policies[0].versions[0].reading(&Locale::new("uz").expect("a good tag"));
    let shown: Vec<_> =
        reading.clauses.iter().map(|shown| (shown.anchor.as_str(), reading.is_untranslated(shown))).collect();
    assert_eq!(shown, [("1.1", false), ("1.2", true), ("1.2.1", true), ("1.3", false), ("1.4", false)]);
}

/// The small edition with links in its first clause.
fn linked(links: &[&str]) -> String {
    let links: Vec<String> = links.iter().map(|link| format!("[слова]({link})")).collect();
    EDITION.replace("Who we are.", &links.join(" "))
}

#[test]
fn every_link_leads_somewhere() {
    let links = [
        "#1.2",
        "/privacy/",
        "/uz/privacy/#1.2",
        "../choices/",
        "1/#1.1",
        "/requests/erasure/",
        "/requests/status",
        "https://privacy.example.uz/ru/",
        "https://example.com/x",
        "HTTPS://example.com/X",
        "mailto:privacy@example.uz",
        "tel:+998712004517",
        "ftp://example.uz/old",
        "versions/",
        "feed.xml",
        "/portal.json",
    ];
    let (portal, report) = load(&portal_with(&[(RU, &linked(&links))]));
    let portal = portal.unwrap_or_else(|| panic!("{report:?}"));
    let targets = &portal.policies[0].versions[0].authoritative_edition().links;
    let page = |path: &str| Some(Target::Page(path.to_owned()));
    assert_eq!(targets.get("../choices/").cloned(), page("/ru/choices/"));
    assert_eq!(targets.get("/requests/status").cloned(), page("/ru/requests/status/"));
    assert_eq!(targets.get("1/#1.1").cloned(), page("/ru/privacy/1/#1.1"));
    assert_eq!(targets.get("#1.2").cloned(), page("#1.2"));
    assert_eq!(targets.get("https://example.com/x"), Some(&Target::Outside("https://example.com/x".to_owned())));
}

#[test]
fn a_link_that_leads_nowhere_is_told_with_what_was_meant() {
    let dead = linked(&[
        "#1.9",
        "/privcy/",
        "/uz/privacy/#7",
        "/registers/retention/",
        "//x.uz",
        "../../../ru.md",
        "/.well-known/change-password",
    ]);
    assert_eq!(
        words(&[(RU, &dead)]),
        [
            "Version 1 has no clause `1.9`. Did you mean `#1.1`?",
            "There is no page `/privcy/`. Did you mean `/privacy/`?",
            "Version 1 has no clause `7`. Write the number of a clause that it has, with dots, such as `#5.5` or `#1.4.a`.",
            "There is no page `/registers/retention/`. Fill `content/registers/retention.toml` to have it.",
            "`//x.uz` does not say how the site is reached. Write `https://x.uz`.",
            "There is no page `/ru.md`. Link to a page of this portal, such as `/privacy/`, `/choices/` or `/requests/`.",
            "There is no page `/.well-known/change-password`. Link to a page of this portal, such as `/privacy/`, `/choices/` or `/requests/`.",
        ]
    );
}

#[test]
fn a_claim_must_agree_with_its_fact() {
    let claim = |words: &str, fact: &str| EDITION.replace("Who we are.", &format!("[{words}](fact:{fact})"));
    assert_eq!(said(&[(RU, &claim("1 месяц", "requests.respond_within"))]), [""; 0]);
    assert_eq!(
        words(&[(RU, &claim("2 месяца", "requests.respond_within"))]),
        [
            "The text says `2 месяца`, but `requests.respond_within` is `1 month`. Correct the text, or the fact in `portal.toml`."
        ]
    );
    assert_eq!(words(&[(RU, &claim("x", "controller.phone"))]).len(), 1);
    assert_eq!(
        words(&[(RU, &claim("x", "controler.email"))]),
        ["There is no fact `controler.email`. Did you mean `controller.email`?"]
    );
}

#[test]
fn an_edition_that_was_published_may_not_change() {
    let (portal, _) = load(&portal_with(&[]));
    let portal = portal.expect("no errors");
    let digest = &portal.policies[0].versions[0].authoritative_edition().digest;
    let locked = format!("{VERSIONS}digest = {{ ru = \"{digest}\", uz = \"{digest}\" }}\n");
    let (portal, report) = load(&portal_with(&[(PRIVACY, &locked)]));
    assert!(portal.is_some_and(|portal| portal.policies[0].versions[0].locked), "{report:?}");
    assert_eq!(report.iter().filter(is_fault).count(), 0);
    let changed = EDITION.replace("Who we are.", "Who we were once.");
    assert_eq!(said(&[(PRIVACY, &locked), (RU, &changed)]), ["changed-edition policies/privacy/1/ru.md:1"]);
}

#[test]
fn a_calendar_in_content_changes_the_built_in_years_it_names() {
    let portal = PORTAL.replace("[controller]", "jurisdiction = \"UZ\"\n[controller]");
    let calendar = "[[year]]\nyear = 2027\nstatus = \"final\"\ndays_off = [2027-01-04, 2026-01-05]\n";
    let changes = [("content/portal.toml", portal.as_str()), ("content/calendars/UZ.toml", calendar)];
    assert_eq!(said(&changes), ["bad-value calendars/UZ.toml:4 2026-01-05"]);
    let calendar = calendar.replace(", 2026-01-05", "");
    let (portal, _) = load(&portal_with(&[changes[0], ("content/calendars/UZ.toml", &calendar)]));
    let calendar = portal.expect("no errors").requests.calendar;
    assert!(!calendar.is_working_day(date(2027, 1, 4)) && !calendar.is_provisional(2027));
    assert!(!calendar.is_working_day(date(2026, 1, 2)));
}

#[test]
fn broken_files_never_panic() {
    for path in ["content/portal.toml", PRIVACY, RU, "content/registers/cookies.toml"] {
        for text in [
            "{",
            "[[[",
            "a = [",
            "portal = 1",
            "version = [1]",
            "= \"\u{feff}ў",
            "[portal]\nname = { ru = [], 1 = 2 }",
            "\0",
        ] {
            let (portal, report) = load(&portal_with(&[(path, text)]));
            assert!(portal.is_some() || report.has_errors(), "{path}: {text}");
        }
        for bytes in [&[0xff, 0xfe], b"a\0"] {
            let mut sources = portal_with(&[]);
            sources.insert(path, bytes);
            assert!(load(&sources).1.iter().any(|diagnostic| diagnostic.code == Code::NotUtf8), "{path}");
        }
    }
}
