//! A visitor's browser: a fresh profile, driven over WebDriver, gone afterwards.

use std::time::Duration;

use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::elements::Element;
use fantoccini::error::CmdError;
use fantoccini::wd::{PrintConfiguration, WebDriverCompatibleCommand};
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tempfile::TempDir;

use super::chromium;
use super::driver::Driver;

/// How long a condition may take to come true on a busy machine. No test waits this long unless it fails.
const PATIENCE: Duration = Duration::from_secs(60);

/// Keys without a character, as WebDriver numbers them.
pub(super) const TAB: &str = "\u{e004}";
pub(super) const ENTER: &str = "\u{e007}";
pub(super) const ESCAPE: &str = "\u{e00c}";
pub(super) const END: &str = "\u{e010}";

/// A browser with one page open.
pub(super) struct Browser {
    client: Client,
    origin: String,
    // Dropped in this order: the driver ends the browser, which then no longer writes into its profile.
    _driver: Driver,
    _profile: TempDir,
}

/// Whether pages may run script.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Script {
    /// As nearly everybody has it.
    Runs,
    /// Switched off in the browser's settings.
    Blocked,
}

impl Browser {
    /// Opens a browser for the pages below an origin, such as `http://127.0.0.1:4000`.
    ///
    /// On a machine with much to do, chromium may not come up in the time that its driver gives it.
    pub(super) async fn open(origin: &str, script: Script) -> Self {
        let mut refusals = Vec::new();
        while refusals.len() < 3 {
            let profile = tempfile::tempdir().expect("the system has room for a folder");
            let driver = chromium::start();
            let driven = ClientBuilder::new(HttpConnector::new())
                .capabilities(chromium::capabilities(profile.path(), script))
                .connect(&driver.address())
                .await;
            match driven {
                Ok(client) => return Self { client, origin: origin.to_owned(), _driver: driver, _profile: profile },
                Err(refusal) => refusals.push(refusal.to_string()),
            }
        }
        panic!("chromedriver does not start chromium; both must be of the same version: {refusals:#?}");
    }

    /// Opens a page by its path.
    pub(super) async fn visit(&self, path: &str) {
        self.client.goto(&format!("{}{path}", self.origin)).await.unwrap_or_else(|error| panic!("{path}: {error}"));
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

    /// The cookies of the page, as Chromium keeps them.
    pub(super) async fn cookies(&self) -> Vec<Value> {
        let mut answer = self.devtools("Network.getCookies", json!({})).await;
        serde_json::from_value(answer["cookies"].take()).expect("cookies are a list")
    }

    /// What the console said since it was last asked: errors of scripts, of loading, and of the content policy.
    pub(super) async fn console(&self) -> Vec<String> {
        let said = self.command("se/log", json!({ "type": "browser" })).await;
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
        self.client.print(paper).await.expect("chromium prints")
    }

    /// A command of the DevTools protocol.
    pub(super) async fn devtools(&self, command: &str, parameters: Value) -> Value {
        self.command("goog/cdp/execute", json!({ "cmd": command, "params": parameters })).await
    }

    async fn command(&self, path: &'static str, body: Value) -> Value {
        let answer: Result<Value, CmdError> = self.client.issue_cmd(Extension { path, body }).await;
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

/// A command that chromedriver knows and the WebDriver standard does not.
#[derive(Debug)]
struct Extension {
    path: &'static str,
    body: Value,
}

impl WebDriverCompatibleCommand for Extension {
    fn endpoint(&self, base: &url::Url, session: Option<&str>) -> Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/{}", session.unwrap_or_default(), self.path))
    }

    fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
        (http::Method::POST, Some(self.body.to_string()))
    }
}
