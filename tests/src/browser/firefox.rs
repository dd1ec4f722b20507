//! Firefox, driven by geckodriver.

use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::{Map, Value, json};

use super::driver::{Driver, named};
use super::visitor::{Script, Settings};

/// Starts the driver, which takes any free port and makes a profile for each browser.
pub(super) fn start(profile: &Path) -> Driver {
    let mut command = Command::new(named("CANDOR_GECKODRIVER", "geckodriver"));
    // The second port is for a protocol that no test speaks; by its usual number only one driver could have it.
    command.args(["--port=0", "--websocket-port=0"]).arg("--profile-root").arg(profile);
    Driver::telling(command.env("HOME", profile).stderr(Stdio::null()), "Listening on 127.0.0.1:")
}

/// What the driver is to start.
pub(super) fn capabilities(settings: Settings) -> Map<String, Value> {
    let preferences = json!({
        "javascript.enabled": settings.script == Script::Runs,
        "privacy.globalprivacycontrol.enabled": settings.privacy_control,
        "privacy.globalprivacycontrol.functionality.enabled": settings.privacy_control,
        // Otherwise what is scrolled into view for a click would still be moving when it is clicked.
        "ui.prefersReducedMotion": 1,
    });
    let binary = named("CANDOR_FIREFOX", "firefox-esr");
    let options = json!({ "binary": binary, "args": ["-headless"], "prefs": preferences });
    Map::from_iter([("moz:firefoxOptions".to_owned(), options)])
}
