//! Chromium, driven by chromedriver.

use std::path::Path;
use std::process::Command;

use serde_json::{Map, Value, json};

use super::driver::{Driver, named};
use super::visitor::Script;

/// Without the last one, what is scrolled into view for a click would still be moving when it is clicked.
const FLAGS: [&str; 11] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--window-size=1280,900",
    "--force-prefers-reduced-motion",
];

/// Starts the driver, which takes any free port.
pub(super) fn start() -> Driver {
    let mut command = Command::new(named("CANDOR_CHROMEDRIVER", "chromedriver"));
    Driver::telling(command.arg("--port=0"), "successfully on port ").ended_by("GET /shutdown")
}

/// What the driver is to start.
pub(super) fn capabilities(profile: &Path, script: Script) -> Map<String, Value> {
    let mut arguments: Vec<_> = FLAGS.map(str::to_owned).into();
    arguments.push(format!("--user-data-dir={}", profile.display()));
    let blocked = 2;
    let preferences = match script {
        Script::Runs => json!({}),
        Script::Blocked => json!({ "profile.managed_default_content_settings.javascript": blocked }),
    };
    let options = json!({ "binary": named("CANDOR_CHROMIUM", "chromium"), "args": arguments, "prefs": preferences });
    let logs = json!({ "browser": "ALL" });
    Map::from_iter([("goog:chromeOptions".to_owned(), options), ("goog:loggingPrefs".to_owned(), logs)])
}
