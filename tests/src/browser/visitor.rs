//! A visitor's browser: a fresh profile, driven over WebDriver, gone afterwards.

use std::time::Duration;

use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::elements::Element;
use fantoccini::error::CmdError;
use fantoccini::wd::{PrintConfiguration, WebDriverCompatibleCommand, WindowHandle};
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tempfile::TempDir;

use super::driver::Driver;
use super::engine::Engine;

/// How long a condition may take to come true on a busy machine. No test waits this long unless it fails.
const PATIENCE: Duration = Duration::from_secs(60);

/// Keys without a character, as WebDriver numbers them.
pub(super) const TAB: &str = "\u{e004}";
pub(super) const ENTER: &str = "\u{e007}";
pub(super) const ESCAPE: &str = "\u{e00c}";

/// A script that follows the focus into components.
const ACTIVE: &str = "let active = document.activeElement;
     while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
     return !active || active === document.body ? '' : active.id || active.textContent.trim();";

/// A script that shows scripts the signal as a browser that sends it does.
pub(super) const SIGNAL: &str = "Object.defineProperty(Navigator.prototype, 'globalPrivacyControl',
     { get: () => true, enumerable: true, configurable: true });";

/// A browser that is open.
pub(super) struct Browser {
    client: Client,
    origin: String,
    engine: Engine,
    settings: Settings,
    // Dropped in this order: the driver ends the browser, which then no longer writes into its profile.
    _driver: Driver,
    _profile: TempDir,
}

/// Whether pages may run script.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Script {
    /// As nearly everybody has it.
    #[default]
    Runs,
    /// Switched off in the browser's settings.
    Blocked,
}

/// How a visitor has set up the browser.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Settings {
    /// Whether pages may run script.
    pub(super) script: Script,
    /// Whether it sends Global Privacy Control, to servers and to scripts. WebKit does not know it.
    pub(super) privacy_control: bool,
}

impl Browser {
    /// Opens Chromium for the pages below an origin, such as `http://127.0.0.1:4000`.
    pub(super) async fn open(origin: &str, script: Script) -> Self {
        Self::open_in(Engine::Chromium, origin, Settings { script, ..Settings::default() }).await
    }

    /// Opens a browser for the pages below an origin.
    ///
    /// On a machine with much to do, a browser may not come up in the time that its driver gives it.
    pub(super) async fn open_in(engine: Engine, origin: &str, settings: Settings) -> Self {
        let mut refusals = Vec::new();
        while refusals.len() < 3 {
            match Self::try_open(engine, origin, settings).await {
                Ok(browser) => return browser,
                Err(refusal) => refusals.push(refusal),
            }
        }
        panic!("{engine:?} is not started by its driver; both must be of the same version: {refusals:#?}");
    }

    async fn try_open(engine: Engine, origin: &str, settings: Settings) -> Result<Self, String> {
        let profile = tempfile::tempdir().expect("the system has room for a folder");
        let capabilities = engine.capabilities(profile.path(), settings);
        let mut driver = engine.start(profile.path())?;
        let mut builder = ClientBuilder::new(HttpConnector::new());
        let driven = builder.capabilities(capabilities).connect(&driver.address()).await;
        let client = driven.map_err(|refusal| refusal.to_string())?;
        let session = client.session_id().await.ok().flatten().expect("a browser is driven in a session");
        driver.drives(&session);
        let origin = origin.to_owned();
        let browser = Self { client, origin, engine, settings, _driver: driver, _profile: profile };
        browser.signal().await;
        Ok(browser)
    }

    /// Opens a page by its path.
    pub(super) async fn visit(&self, path: &str) {
        self.goto_url(&format!("{}{path}", self.origin)).await;
    }

    /// Opens any page by its address.
    pub(super) async fn goto_url(&self, url: &str) {
        self.client.goto(url).await.unwrap_or_else(|error| panic!("{url}: {error}"));
    }

    /// Goes to the page before this one.
    pub(super) async fn back(&self) {
        self.client.back().await.expect("there is a page before this one");
    }

    /// Goes to the page after this one.
    pub(super) async fn forward(&self) {
        self.client.forward().await.expect("there is a page after this one");
    }

    /// Loads the page anew.
    pub(super) async fn refresh(&self) {
        self.client.refresh().await.expect("the page is still there");
    }

    /// The tab that is open.
    pub(super) async fn tab(&self) -> WindowHandle {
        self.client.window().await.expect("a tab is open")
    }

    /// Opens another tab, without a page.
    pub(super) async fn new_tab(&self) -> WindowHandle {
        let tab = self.client.new_window(true).await.expect("there is room for another tab").handle;
        self.switch(&tab).await;
        self.signal().await;
        tab
    }

    /// Goes to another tab.
    pub(super) async fn switch(&self, tab: &WindowHandle) {
        self.client.switch_to_window(tab.clone()).await.expect("the tab is still open");
    }

    /// The path of the page, with its fragment.
    pub(super) async fn path(&self) -> String {
        let url = self.client.current_url().await.expect("a page is open");
        url.as_str().strip_prefix(&self.origin).unwrap_or(url.as_str()).to_owned()
    }

    /// Waits until the page is the one at a path.
    pub(super) async fn is_at(&self, path: &str) {
        let arrived = async || self.path().await == path;
        if !holds(arrived).await {
            panic!("the page is {}, not {path}", self.path().await);
        }
    }

    /// The element that a selector finds first, waiting until there is one.
    pub(super) async fn find(&self, css: &str) -> Element {
        let wait = self.client.wait().at_most(PATIENCE);
        match wait.for_element(Locator::Css(css)).await {
            Ok(element) => element,
            Err(error) => panic!("{css} on {}: {error}", self.path().await),
        }
    }

    /// How many elements a selector finds.
    pub(super) async fn count(&self, css: &str) -> usize {
        self.client.find_all(Locator::Css(css)).await.expect("the selector is valid").len()
    }

    /// Clicks what a selector finds first.
    pub(super) async fn click(&self, css: &str) {
        let clicked = self.find(css).await.click().await;
        clicked.unwrap_or_else(|error| panic!("{css}: {error}"));
    }

    /// The text that a visitor sees in what a selector finds first.
    pub(super) async fn text(&self, css: &str) -> String {
        self.find(css).await.text().await.unwrap_or_else(|error| panic!("{css}: {error}"))
    }

    /// Waits until the text of what a selector finds first contains a piece.
    pub(super) async fn says(&self, css: &str, piece: &str) {
        // The element may be of a page that just went away.
        let says = async || {
            let Ok(element) = self.client.find(Locator::Css(css)).await else { return false };
            element.text().await.is_ok_and(|text| text.contains(piece))
        };
        if !holds(says).await {
            panic!("{css} on {} says {:?}, not {piece:?}", self.path().await, self.text(css).await);
        }
    }

    /// An attribute of what a selector finds first; empty when it is absent.
    pub(super) async fn attribute(&self, css: &str, name: &str) -> String {
        let attribute = self.find(css).await.attr(name).await.expect("the element is there");
        attribute.unwrap_or_default()
    }

    /// What stands in a field now.
    pub(super) async fn value(&self, css: &str) -> String {
        let value = self.find(css).await.prop("value").await.expect("the element is there");
        value.unwrap_or_default()
    }

    /// Empties a field and types into it.
    pub(super) async fn fill(&self, css: &str, text: &str) {
        let field = self.find(css).await;
        field.clear().await.expect("the field can be emptied");
        field.send_keys(text).await.expect("the field takes text");
    }

    /// Presses keys one after the other, wherever the focus may be.
    pub(super) async fn press(&self, keys: &str) {
        let strokes = keys.chars().flat_map(|value| [KeyAction::Down { value }, KeyAction::Up { value }]);
        let keyboard = strokes.fold(KeyActions::new("keyboard".to_owned()), KeyActions::then);
        self.client.perform_actions(keyboard).await.expect("the page takes keys");
    }

    /// The `id` of what has the focus; empty when it has none.
    pub(super) async fn focus(&self) -> String {
        let focused = self.client.active_element().await.expect("something has the focus");
        focused.attr("id").await.expect("it is on the page").unwrap_or_default()
    }

    /// What has the focus, in components too: its `id`, or else its text. Empty when nothing has it.
    pub(super) async fn active(&self) -> String {
        let active = self.evaluate(ACTIVE).await;
        active.as_str().expect("the script gives text").to_owned()
    }

    /// The title of the page.
    pub(super) async fn title(&self) -> String {
        self.client.title().await.expect("a page has a title")
    }

    /// The page as it stands now, as HTML.
    pub(super) async fn source(&self) -> String {
        self.client.source().await.expect("a page is open")
    }

    /// What a script's `return` gives.
    pub(super) async fn evaluate(&self, script: &str) -> Value {
        self.client.execute(script, Vec::new()).await.unwrap_or_else(|error| panic!("{script}: {error}"))
    }

    /// Waits until a script's `return` is true.
    pub(super) async fn until(&self, script: &str) {
        let true_now = async || {
            // A page that is just being loaded cannot answer yet.
            self.client.execute(script, Vec::new()).await.is_ok_and(|value| value == true)
        };
        assert!(holds(true_now).await, "never true on {}: {script}", self.path().await);
    }

    /// The cookies that the page's address is sent, by name, as WebDriver has them: `name`, `value`, `path`, `domain`,
    /// `httpOnly`, `secure`, `sameSite` and, where they outlive the browser, `expiry`.
    pub(super) async fn kept_cookies(&self) -> Vec<Value> {
        let kept = self.command(Extension { method: http::Method::GET, path: "cookie", body: None }).await;
        let mut kept: Vec<Value> = serde_json::from_value(kept).expect("cookies are a list");
        kept.sort_by(|one, other| one["name"].as_str().cmp(&other["name"].as_str()));
        kept
    }

    /// Gives the window a size, its bars included. Neither Firefox nor WebKit makes it as narrow as a telephone.
    pub(super) async fn size(&self, width: u32, height: u32) {
        self.client.set_window_size(width, height).await.expect("a window can have any size");
    }

    /// The cookies of the page, as Chromium keeps them.
    pub(super) async fn cookies(&self) -> Vec<Value> {
        let mut answer = self.devtools("Network.getCookies", json!({})).await;
        serde_json::from_value(answer["cookies"].take()).expect("cookies are a list")
    }

    /// What the console said since it was last asked: errors of scripts, of loading, and of the content policy.
    pub(super) async fn console(&self) -> Vec<String> {
        let said = self.of_chromium("se/log", json!({ "type": "browser" })).await;
        let said = said.as_array().expect("a log is a list");
        said.iter().map(|entry| entry["message"].as_str().unwrap_or_default().to_owned()).collect()
    }

    /// Gives the page a width in CSS pixels, however narrow.
    pub(super) async fn resize(&self, width: u32, height: u32) {
        let metrics = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.devtools("Emulation.setDeviceMetricsOverride", metrics).await;
    }

    /// The page as a PDF, the way a visitor prints it.
    pub(super) async fn print(&self, paper: PrintConfiguration) -> Vec<u8> {
        self.only_chromium("prints");
        self.client.print(paper).await.expect("chromium prints")
    }

    /// A command of the DevTools protocol.
    pub(super) async fn devtools(&self, command: &str, parameters: Value) -> Value {
        self.of_chromium("goog/cdp/execute", json!({ "cmd": command, "params": parameters })).await
    }

    /// Has the tab send Global Privacy Control, for which Chromium has no setting.
    async fn signal(&self) {
        if self.engine == Engine::Chromium && self.settings.privacy_control {
            self.devtools("Network.enable", json!({})).await;
            self.devtools("Network.setExtraHTTPHeaders", json!({ "headers": { "Sec-GPC": "1" } })).await;
            self.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": SIGNAL })).await;
        }
    }

    async fn of_chromium(&self, path: &'static str, body: Value) -> Value {
        self.only_chromium(path);
        self.command(Extension { method: http::Method::POST, path, body: Some(body) }).await
    }

    fn only_chromium(&self, what: &str) {
        let engine = self.engine;
        assert_eq!(engine, Engine::Chromium, "{what}: a test can ask that of Chromium only, not of {engine:?}");
    }

    async fn command(&self, command: Extension) -> Value {
        let path = command.path;
        let answer: Result<Value, CmdError> = self.client.issue_cmd(command).await;
        answer.unwrap_or_else(|error| panic!("{path}: {error}"))
    }
}

/// Asks again until it is so, or patience ends.
async fn holds(mut is_so: impl AsyncFnMut() -> bool) -> bool {
    let asking = async {
        while !is_so().await {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(PATIENCE, asking).await.is_ok()
}

/// A command that the library does not have, or whose answer it does not give whole.
#[derive(Debug)]
struct Extension {
    method: http::Method,
    path: &'static str,
    body: Option<Value>,
}

impl WebDriverCompatibleCommand for Extension {
    fn endpoint(&self, base: &url::Url, session: Option<&str>) -> Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/{}", session.unwrap_or_default(), self.path))
    }

    fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
        (self.method.clone(), self.body.as_ref().map(Value::to_string))
    }
}
