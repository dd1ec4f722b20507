//! What axe-core has to say about the banner and about the portal's pages of choices: nothing, in any language or look.

use std::fs;

use serde_json::{Value, json};

use super::consenting::{is_asked, is_open, press, recorded};
use super::everywhere::pages;
use super::sending::{correct_and_send, look_up, send_with_mistakes};
use super::visitor::{Browser, Script};
use crate::company::Company;
use crate::program::Folder;
use crate::server::Server;
use crate::tree;

const LOCALES: [&str; 3] = ["en", "ru", "uz"];

/// What the visitor's system may ask for, and widths in CSS pixels: 320 of 1280 are left where all is magnified.
pub(super) const LOOKS: [(&str, u32); 5] =
    [("light", 1280), ("light", 320), ("dark", 1280), ("dark", 320), (FORCED, 1280)];

/// The system's few colours in the place of the page's own.
const FORCED: &str = "forced";

/// A script that gives a line for each element that a rule finds fault with. All rules are asked, those that no law
/// demands included, except for a contrast of 7 to 1, which even the buttons of browsers do not have, and for one that is an
/// experiment: that nothing but a control may have the focus, which a table that scrolls must have for the keyboard's sake.
/// Where colours are forced, they are the system's, and axe reads some that are not shown.
const AUDIT: &str = "const known = axe.getRules().map(({ ruleId }) => [ruleId, { enabled: true }]);
     const rules = { ...Object.fromEntries(known), 'color-contrast-enhanced': { enabled: false },
       'color-contrast': { enabled: !matchMedia('(forced-colors: active)').matches },
       'focus-order-semantics': { enabled: false } };
     const lines = ({ id, nodes }) =>
       nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary}`);
     return axe.run({ resultTypes: ['violations'], rules }).then(({ violations }) => violations.flatMap(lines));";

#[tokio::test]
async fn an_audit_finds_nothing_in_the_banner_and_in_the_dialog() {
    let folder = Folder::sample();
    let company = Company::open(&folder).await;
    let browser = Browser::open(&company.site, Script::Runs).await;
    let mut audit = Audit::of(&browser);
    for look in LOOKS {
        wear(&browser, look).await;
        for locale in LOCALES {
            browser.visit(&format!("/?lang={locale}")).await;
            is_asked(&browser, true).await;
            audit.look(&format!("the banner, {locale}, {look:?}")).await;
            browser.evaluate("candor.open()").await;
            is_open(&browser, true).await;
            audit.look(&format!("the dialog, {locale}, {look:?}")).await;
        }
    }
    audit.finds_nothing();
}

#[tokio::test]
async fn an_audit_finds_nothing_on_the_pages_of_choices_and_receipts() {
    let folder = Folder::sample();
    let company = Company::open(&folder).await;
    let browser = Browser::open(&company.site, Script::Runs).await;
    browser.visit("/").await;
    is_asked(&browser, true).await;
    press(&browser, "1").await;
    let records = recorded(&company, 1).await;
    let receipt = format!("/api/consents/{}", records[0]["id"].as_str().expect("an id is text"));
    let mut audit = Audit::of(&browser);
    for look in LOOKS {
        wear(&browser, look).await;
        for locale in LOCALES {
            for (page, part) in [
                (format!("/{locale}/choices/"), "form button[value=save]"),
                (format!("/api/consents/current?locale={locale}"), ".notice"),
                (format!("{receipt}?locale={locale}"), "dl code"),
            ] {
                browser.goto_url(&format!("{}{page}", company.portal)).await;
                browser.find(&format!("html[lang={locale}] {part}")).await;
                audit.look(&format!("{page}, {look:?}")).await;
            }
        }
    }
    audit.finds_nothing();
}

#[tokio::test]
async fn an_audit_finds_nothing_on_any_page_of_the_site() {
    let folder = Folder::sample();
    let pages = pages(&folder);
    let server = Server::start(&folder);
    let browser = Browser::open(&server.site, Script::Runs).await;
    let mut audit = Audit::of(&browser);
    // What forced colours do to a kind of page, they do to it in every language.
    for (look, part) in [(("light", 1280), "/"), (("dark", 320), "/"), ((FORCED, 1280), "/ru/")] {
        wear(&browser, look).await;
        for path in pages.iter().filter(|path| path.starts_with(part)) {
            browser.visit(path).await;
            audit.look(&format!("{path}, {look:?}")).await;
        }
    }
    audit.finds_nothing();
}

#[tokio::test]
async fn an_audit_finds_nothing_on_any_page_that_the_intake_makes() {
    let folder = Folder::sample();
    let server = Server::start(&folder);
    for (look, locale) in [(LOOKS[0], "en"), (LOOKS[3], "ru"), (LOOKS[2], "uz"), (LOOKS[4], "en")] {
        // Each is another visitor: the same words from one are the same request.
        let browser = Browser::open(&server.site, Script::Runs).await;
        let mut audit = Audit::of(&browser);
        wear(&browser, look).await;
        send_with_mistakes(&browser, locale).await;
        audit.look(&format!("a form with errors, {look:?}")).await;
        let ticket = correct_and_send(&browser).await;
        audit.look(&format!("a receipt, {look:?}")).await;
        look_up(&browser, locale, &ticket, 1).await;
        audit.look(&format!("a status, {look:?}")).await;
        for path in ["/api/requests", "/api/receipts/7KQ2M-X9D41", "/api/confirm/none", "/nothing/"] {
            browser.visit(&format!("{path}?locale={locale}")).await;
            audit.look(&format!("{path}, {look:?}")).await;
        }
        audit.finds_nothing();
    }
}

/// Gives the page the look that the visitor's system asks for.
pub(super) async fn wear(browser: &Browser, (scheme, width): (&str, u32)) {
    let (scheme, forced) = if scheme == FORCED { ("dark", "active") } else { (scheme, "none") };
    let features = [("prefers-color-scheme", scheme), ("forced-colors", forced)];
    let media = json!({ "features": features.map(|(name, value)| json!({ "name": name, "value": value })) });
    browser.devtools("Emulation.setEmulatedMedia", media).await;
    browser.resize(width, 900).await;
}

/// What was found on all pages so far: a fault seldom comes alone.
pub(super) struct Audit<'b> {
    browser: &'b Browser,
    source: String,
    found: Vec<String>,
}

impl<'b> Audit<'b> {
    pub(super) fn of(browser: &'b Browser) -> Self {
        let file = tree::root().join("tests/tools/banner/node_modules/axe-core/axe.min.js");
        let source = fs::read_to_string(&file);
        let source = source.unwrap_or_else(|error| {
            panic!("axe-core is not there ({error}): `./tests/run banner` installs it from tests/tools/banner")
        });
        Self { browser, source, found: Vec::new() }
    }

    /// Looks at the page that is open. No content policy holds for a tool of the browser.
    pub(super) async fn look(&mut self, name: &str) {
        self.browser.devtools("Runtime.evaluate", json!({ "expression": self.source })).await;
        let found = self.browser.evaluate(AUDIT).await;
        let found = found.as_array().expect("the audit gives a list").iter().filter_map(Value::as_str);
        self.found.extend(found.map(|line| format!("{name}: {line}")));
    }

    pub(super) fn finds_nothing(self) {
        assert!(self.found.is_empty(), "{}", self.found.join("\n"));
    }
}
