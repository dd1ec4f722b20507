//! A visitor on the company's own site: asked, choosing, changing; and what the page does and the portal records meanwhile.

use serde_json::{Value, json};

use super::engine::{Engine, in_each_engine};
use super::visitor::{Browser, ENTER, ESCAPE, Settings, TAB};
use crate::company::Company;
use crate::program::Folder;

/// Begins every script that looks into the banner.
pub(super) const BANNER: &str =
    "const dialog = document.querySelector('candor-banner')?.shadowRoot.querySelector('dialog');
     const button = (name) => dialog.querySelector(`[value='${name}'], [data-candor='${name}']`);
     const box = (name) => dialog.querySelector(`[name='${name}']`);";

in_each_engine! {
    a_first_visit_asks_and_accepting_everything_is_honoured_in_order: in_chromium Chromium, in_firefox Firefox, in_webkit WebKit;
    everything_is_refused_from_the_keyboard_within_two_steps: in_chromium Chromium, in_firefox Firefox, in_webkit WebKit;
    what_is_ticked_in_the_dialog_is_what_is_given: in_chromium Chromium, in_firefox Firefox, in_webkit WebKit;
    what_is_withdrawn_stops_and_leaves_nothing_behind: in_chromium Chromium, in_firefox Firefox, in_webkit WebKit;
    nobody_is_asked_again_before_the_time_is_over: in_chromium Chromium, in_firefox Firefox, in_webkit WebKit;
    only_the_author_decides_that_a_change_asks_everybody_again: in_chromium Chromium, in_firefox Firefox, in_webkit WebKit;
    a_choice_made_without_a_line_is_sent_once_when_it_is_back: in_chromium Chromium, in_firefox Firefox, in_webkit WebKit;
    a_choice_in_another_tab_or_on_another_page_is_honoured_here: in_chromium Chromium, in_firefox Firefox, in_webkit WebKit;
    what_a_route_draws_later_has_its_gate_too: in_chromium Chromium, in_firefox Firefox, in_webkit WebKit;
    the_browsers_signal_refuses_and_a_visitor_may_choose_otherwise: in_chromium Chromium, in_firefox Firefox;
    a_strangers_page_reads_nothing_and_changes_nothing: in_chromium Chromium, in_firefox Firefox, in_webkit WebKit;
    a_friendly_site_under_another_domain_keeps_choices_of_its_own: in_chromium Chromium, in_firefox Firefox;
}

async fn a_first_visit_asks_and_accepting_everything_is_honoured_in_order(engine: Engine) {
    let folder = Folder::sample();
    let company = Company::open(&folder).await;
    let browser = visit(engine, &company.site).await;
    is_asked(&browser, true).await;
    assert_eq!(browser.evaluate("return [ran.length, frames.length, document.cookie]").await, json!([0, 0, ""]));
    assert_eq!(browser.active().await, "", "the focus stays where the visitor has it");
    press(&browser, "1").await;
    is_asked(&browser, false).await;
    let order = json!(["analytics", "inline after analytics", "marketing", "both"]);
    ran(&browser, &order).await;
    browser.until("return frames.length === 1 && !document.querySelector('.map p')").await;
    let records = recorded(&company, 1).await;
    assert_eq!(decided(&records[0]), [Some(true); 3]);
    let facts = json!(["banner", "en", false, company.site]);
    assert_eq!(json!([records[0]["method"], records[0]["locale"], records[0]["signal"], records[0]["site"]]), facts);
    keeps(&browser, &records[0]).await;
    browser.refresh().await;
    ran(&browser, &order).await;
    is_asked(&browser, false).await;
    assert_eq!(browser.evaluate("return refused").await, json!([]), "the content policy has nothing to say");
    assert_eq!(recorded(&company, 1).await.len(), 1, "nothing is recorded by coming back");
}

async fn everything_is_refused_from_the_keyboard_within_two_steps(engine: Engine) {
    let folder = Folder::sample();
    let company = Company::open(&folder).await;
    let browser = visit(engine, &company.site).await;
    is_asked(&browser, true).await;
    let mut steps = 0;
    while browser.active().await != "Refuse all" {
        assert!(steps < 2, "{} after {steps} steps", browser.active().await);
        browser.press(TAB).await;
        steps += 1;
    }
    browser.press(ENTER).await;
    is_asked(&browser, false).await;
    let records = recorded(&company, 1).await;
    assert_eq!((decided(&records[0]), records[0].get("visitor")), ([Some(false); 3], None));
    keeps(&browser, &records[0]).await;
    let names = "return document.cookie.split('; ').map((cookie) => cookie.split('=')[0])";
    assert_eq!(browser.evaluate(names).await, json!(["candor_choices"]), "one cookie, and no identifier");
    browser.refresh().await;
    is_asked(&browser, false).await;
    assert_eq!(browser.evaluate("return [ran.length, frames.length]").await, json!([0, 0]));
    browser.goto_url(&format!("{}/api/consents/current?locale=en", company.portal)).await;
    browser.says(".notice", "They stand until").await;
    assert_eq!(browser.count("input[id$=-refused]:checked").await, 3, "the portal's page knows it from the browser");
}

async fn what_is_ticked_in_the_dialog_is_what_is_given(engine: Engine) {
    let folder = Folder::sample();
    let company = Company::open(&folder).await;
    let browser = visit(engine, &company.site).await;
    is_asked(&browser, true).await;
    open_by_link(&browser).await;
    is_open(&browser, true).await;
    browser.press(ESCAPE).await;
    is_open(&browser, false).await;
    is_asked(&browser, true).await;
    assert_eq!(browser.focus().await, "choices", "the focus is where it was");
    browser.evaluate("candor.open()").await;
    is_open(&browser, true).await;
    browser.evaluate(&format!("{BANNER} box('analytics').click(); button('save').click()")).await;
    is_open(&browser, false).await;
    is_asked(&browser, false).await;
    ran(&browser, &json!(["analytics", "inline after analytics"])).await;
    let choices = json!({ "necessary": true, "functional": false, "analytics": true, "marketing": false });
    assert_eq!(browser.evaluate("return [candor.choices, told.at(-1)]").await, json!([choices, choices]));
    let records = recorded(&company, 1).await;
    assert_eq!(decided(&records[0]), [Some(false), Some(true), Some(false)]);
    keeps(&browser, &records[0]).await;
}

async fn what_is_withdrawn_stops_and_leaves_nothing_behind(engine: Engine) {
    let folder = Folder::sample();
    let company = Company::open(&folder).await;
    let browser = visit(engine, &company.site).await;
    browser.visit("/news/first").await;
    is_asked(&browser, true).await;
    browser.visit("/").await;
    is_asked(&browser, true).await;
    press(&browser, "1").await;
    browser.until("return ran.length === 4 && document.cookie.includes('_mq_id')").await;
    browser.evaluate("document.cookie = 'tp_session=1; path=/'; localStorage.setItem('other', '1')").await;
    recorded(&company, 1).await;
    let before = browser.evaluate("return pageId").await;
    open_by_link(&browser).await;
    is_open(&browser, true).await;
    browser.evaluate(&format!("{BANNER} box('analytics').click(); button('save').click()")).await;
    browser.until(&format!("return window.pageId && pageId !== {before}")).await;
    ran(&browser, &json!(["marketing"])).await;
    let kept = "return [document.cookie.includes('_mq_'), document.cookie.includes('tp_session=1'),
         Object.keys(localStorage), Object.keys(sessionStorage)]";
    assert_eq!(browser.evaluate(kept).await, json!([false, true, ["other"], []]));
    browser.visit("/news").await;
    browser.until("return !document.cookie.includes('_mq_')").await;
    let records = recorded(&company, 2).await;
    assert_eq!(decided(&records[1]), [Some(true), Some(false), Some(true)]);
    // Below `.localhost`, WebKit takes no cookie for the portal's host alone from an answer to a page of another host.
    if engine != Engine::WebKit {
        assert_eq!(records[0]["visitor"], records[1]["visitor"], "what is withdrawn was given in the same history");
    }
}

async fn nobody_is_asked_again_before_the_time_is_over(engine: Engine) {
    let folder = Folder::sample();
    let company = Company::open(&folder).await;
    let browser = visit(engine, &company.site).await;
    for (pressed, last, first) in [("0", 183, 185), ("1", 364, 366)] {
        browser.visit("/").await;
        browser.evaluate("document.cookie = 'candor_choices=; max-age=0; path=/; domain=acme.localhost'").await;
        browser.visit("/").await;
        is_asked(&browser, true).await;
        press(&browser, pressed).await;
        is_asked(&browser, false).await;
        browser.until("return !document.cookie.includes('_key')").await;
        browser.visit(&format!("/?days={last}")).await;
        browser.until("return told.length === 1").await;
        is_asked(&browser, false).await;
        browser.visit(&format!("/?days={first}")).await;
        is_asked(&browser, true).await;
        assert_eq!(browser.evaluate("return candor.choices.analytics").await, false, "what is over is refused");
    }
}

async fn only_the_author_decides_that_a_change_asks_everybody_again(engine: Engine) {
    let folder = Folder::sample();
    let company = Company::open(&folder).await;
    let browser = visit(engine, &company.site).await;
    is_asked(&browser, true).await;
    press(&browser, "1").await;
    is_asked(&browser, false).await;
    recorded(&company, 1).await;
    let register = "content/registers/cookies.toml";
    folder.edit(register, "A pseudonymous identifier used to count", "A pseudonymous identifier to count");
    folder.edit(register, "name = \"_mq_id\"", "name = \"_mq_user\"");
    assert_eq!(folder.candor(&["publish", "choices", "--correct", "It is called so now."]).code, 0);
    company.shows("_mq_user");
    browser.refresh().await;
    is_asked(&browser, false).await;
    assert_eq!(folder.candor(&["publish", "choices", "2"]).code, 0);
    company.shows("\"version\":2");
    browser.refresh().await;
    is_asked(&browser, true).await;
    assert_eq!(browser.evaluate("return [ran.length, candor.choices.analytics]").await, json!([0, false]));
    press(&browser, "0").await;
    let records = recorded(&company, 2).await;
    let versions: Vec<_> = records.iter().map(|record| &record["notice"]["version"]).collect();
    assert_eq!(versions, [1, 2]);
    assert_ne!(records[0]["notice"]["digest"], records[1]["notice"]["digest"]);
}

async fn a_choice_made_without_a_line_is_sent_once_when_it_is_back(engine: Engine) {
    let folder = Folder::sample();
    let mut company = Company::open(&folder).await;
    let browser = visit(engine, &company.site).await;
    is_asked(&browser, true).await;
    company.stop();
    press(&browser, "1").await;
    browser.until("return ran.length === 4").await;
    browser.until("return document.cookie.includes('_key')").await;
    company.start();
    for _ in 0..3 {
        browser.evaluate("dispatchEvent(new Event('online'))").await;
    }
    browser.until("return !document.cookie.includes('_key')").await;
    let records = recorded(&company, 1).await;
    assert_eq!((records.len(), decided(&records[0])), (1, [Some(true); 3]));
    keeps(&browser, &records[0]).await;
}

async fn a_choice_in_another_tab_or_on_another_page_is_honoured_here(engine: Engine) {
    let folder = Folder::sample();
    let company = Company::open(&folder).await;
    let browser = visit(engine, &company.site).await;
    is_asked(&browser, true).await;
    let first = browser.tab().await;
    browser.new_tab().await;
    browser.visit("/news").await;
    is_asked(&browser, true).await;
    press(&browser, "1").await;
    is_asked(&browser, false).await;
    browser.switch(&first).await;
    // A browser without a window does not always say that its tab is seen again.
    browser.evaluate("document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))").await;
    is_asked(&browser, false).await;
    browser.until("return ran.length === 4").await;

    let before = browser.evaluate("return pageId").await;
    browser.click("header a[href='/news']").await;
    browser.until(&format!("return window.pageId && pageId !== {before}")).await;
    browser.evaluate("candor.open()").await;
    is_open(&browser, true).await;
    press(&browser, "0").await;
    is_asked(&browser, false).await;
    recorded(&company, 2).await;
    browser.back().await;
    browser.until("return window.told?.at(-1)?.analytics === false && frames.length === 0").await;
    browser.until("return ran.length === 0").await;
}

async fn what_a_route_draws_later_has_its_gate_too(engine: Engine) {
    let folder = Folder::sample();
    let company = Company::open(&folder).await;
    let browser = visit(engine, &company.site).await;
    browser.visit("/news").await;
    is_asked(&browser, true).await;
    browser.click("#first").await;
    browser.until("return document.querySelector('h1').textContent === 'first'").await;
    assert_eq!(browser.evaluate("return ran").await, json!([]));
    press(&browser, "1").await;
    ran(&browser, &json!(["first"])).await;
    browser.click("#second").await;
    ran(&browser, &json!(["first", "second"])).await;
    is_asked(&browser, false).await;
}

async fn the_browsers_signal_refuses_and_a_visitor_may_choose_otherwise(engine: Engine) {
    let folder = Folder::sample();
    let company = Company::open(&folder).await;
    let settings = Settings { privacy_control: true, ..Settings::default() };
    let browser = Browser::open_in(engine, &company.site, settings).await;
    browser.visit("/").await;
    is_asked(&browser, true).await;
    let said = browser.evaluate(&format!("{BANNER} return dialog.querySelector('.signal').textContent")).await;
    assert!(said.as_str().is_some_and(|said| said.contains("Global Privacy Control")), "{said}");
    let records = recorded(&company, 1).await;
    assert_eq!((&records[0]["method"], decided(&records[0])), (&json!("signal"), [None, None, Some(false)]));
    assert_eq!((&records[0]["signal"], records[0].get("visitor")), (&json!(true), None));
    press(&browser, "1").await;
    let records = recorded(&company, 2).await;
    assert_eq!((&records[1]["method"], decided(&records[1])), (&json!("banner"), [Some(true); 3]));
    browser.refresh().await;
    browser.until("return ran.length === 4").await;
    is_asked(&browser, false).await;
    assert_eq!(recorded(&company, 2).await.len(), 2, "the visitor's own word stands against the signal");
}

async fn a_friendly_site_under_another_domain_keeps_choices_of_its_own(engine: Engine) {
    let folder = Folder::sample();
    let company = Company::open(&folder).await;
    let browser = visit(engine, &company.friend).await;
    is_asked(&browser, true).await;
    press(&browser, "1").await;
    browser.until("return ran.length === 4").await;
    browser.until("return !document.cookie.includes('_key')").await;
    browser.evaluate("candor.open()").await;
    is_open(&browser, true).await;
    browser.evaluate(&format!("{BANNER} box('marketing').click(); button('save').click()")).await;
    let records = recorded(&company, 2).await;
    assert_eq!(decided(&records[1]), [Some(true), Some(true), Some(false)]);
    assert_eq!((&records[1]["site"], &records[0]["visitor"]), (&json!(company.friend), &records[1]["visitor"]));
    browser.goto_url(&company.site).await;
    is_asked(&browser, true).await;
}

async fn a_strangers_page_reads_nothing_and_changes_nothing(engine: Engine) {
    let folder = Folder::sample();
    let company = Company::open(&folder).await;
    let browser = visit(engine, &company.site).await;
    is_asked(&browser, true).await;
    press(&browser, "1").await;
    recorded(&company, 1).await;
    browser.until("return !document.cookie.includes('_key')").await;
    browser.goto_url(&company.stranger).await;
    browser.until("return window.told?.length > 0").await;
    assert_eq!(browser.evaluate("return document.cookie").await, "", "it is told nothing of the choices");
    let tries = format!(
        "window.outcomes = [];
         const say = (promise) => promise.then((answer) => answer.text(), () => 'refused').then((text) => outcomes.push(text));
         const path = '{}/api/consents';
         const form = (body) => ({{ method: 'POST', credentials: 'include', body: new URLSearchParams(body) }});
         say(fetch(path + '/current', {{ credentials: 'include', headers: {{ accept: 'application/json' }} }}));
         say(fetch(path, form('choice=refuse-all')));
         say(fetch(path, {{ ...form('choice=refuse-all'), mode: 'no-cors' }}));",
        company.portal
    );
    browser.evaluate(&tries).await;
    browser.until("return outcomes.length === 3").await;
    let outcomes = browser.evaluate("return outcomes.sort()").await;
    assert_eq!(outcomes, json!(["", "refused", "refused"]), "an opaque answer has no text");
    assert_eq!(recorded(&company, 1).await.len(), 1);
}

/// Opens the company's page.
async fn visit(engine: Engine, site: &str) -> Browser {
    let browser = Browser::open_in(engine, site, Settings::default()).await;
    browser.visit("/").await;
    browser
}

/// Waits until the banner is there, or is not.
pub(super) async fn is_asked(browser: &Browser, asked: bool) {
    let script = "return Boolean(window.told?.length && dialog?.open && !dialog.matches(':modal'))";
    browser.until(&format!("{BANNER} {script} === {asked} && window.told?.length > 0")).await;
}

/// Waits until the dialog is open, or is not.
pub(super) async fn is_open(browser: &Browser, open: bool) {
    browser.until(&format!("{BANNER} return Boolean(dialog?.matches(':modal')) === {open}")).await;
}

/// Presses the link at the end of the page, which the banner leaves room for.
async fn open_by_link(browser: &Browser) {
    let has_room =
        "return !dialog?.open || parseFloat(document.documentElement.style.paddingBottom) === dialog.offsetHeight";
    browser.until(&format!("{BANNER} {has_room}")).await;
    browser.evaluate("scrollTo(0, document.documentElement.scrollHeight)").await;
    browser.click("#choices").await;
}

/// Presses a button of the banner or of the dialog.
pub(super) async fn press(browser: &Browser, name: &str) {
    browser.evaluate(&format!("{BANNER} button('{name}').click()")).await;
}

/// Waits until as many scripts ran, and sees that it was these, in this order.
async fn ran(browser: &Browser, expected: &Value) {
    browser.until(&format!("return window.ran?.length >= {}", expected.as_array().map_or(0, Vec::len))).await;
    let kept = browser.evaluate("return document.cookie").await;
    assert_eq!(browser.evaluate("return ran").await, *expected, "with {kept}");
}

/// Waits until the portal has that many records.
pub(super) async fn recorded(company: &Company<'_>, count: usize) -> Vec<Value> {
    for _ in 0..600 {
        let records = company.records();
        if records.len() >= count {
            return records;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    panic!("the portal has {:?}", company.records());
}

/// Functional, analytics and marketing of a record, in this order; nothing where it was left open.
pub(super) fn decided(record: &Value) -> [Option<bool>; 3] {
    ["functional", "analytics", "marketing"]
        .map(|purpose| record["choices"].get(purpose).map(|choice| *choice == json!("given")))
}

/// Waits until the browser keeps exactly what a record says, in the cookie that scripts read.
pub(super) async fn keeps(browser: &Browser, record: &Value) {
    let moment = |name: &str| {
        let moment = record[name].as_str().and_then(|text| text.parse::<jiff::Timestamp>().ok());
        moment.map(|at| at.as_millisecond().to_string())
    };
    let seen = |digest: &str| format!("{}-{}", record["notice"]["version"], &digest[..16]);
    let given = decided(record).map(|given| given.map_or("-", |given| if given { "1" } else { "0" }));
    let [functional, analytics, marketing] = given;
    let expected = json!({
        "functional": functional, "analytics": analytics, "marketing": marketing,
        "_since": moment("at"), "_until": moment("valid_until"),
        "_signal": "0", "_seen": record["notice"]["digest"].as_str().map(seen),
    });
    browser.until("return !document.cookie.includes('_key')").await;
    let kept = "return Object.fromEntries(new URLSearchParams(document.cookie.match(/candor_choices=([^;]*)/)[1]))";
    assert_eq!(browser.evaluate(kept).await, expected);
}
