//! WebKitGTK in its own small browser, driven by WebKitWebDriver. It knows no headless mode, so each has a screen.

use std::fs;
use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::{Map, Value, json};

use super::driver::{Driver, named};
use super::screen::Screen;
use super::visitor::{Script, Settings};

/// Starts the driver on a screen of its own. It takes a port only by number, which somebody else may take first.
pub(super) fn start(profile: &Path) -> Result<Driver, String> {
    without_motion(profile);
    let screen = Screen::start();
    let port = free_port();
    let mut command = Command::new(named("CANDOR_WEBKITDRIVER", "WebKitWebDriver"));
    command.arg(format!("--port={port}")).env("DISPLAY", screen.name()).env("GDK_BACKEND", "x11").env("HOME", profile);
    for folder in ["XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"] {
        command.env_remove(folder);
    }
    // What GTK misses on a bare screen is of no interest.
    command.stdout(Stdio::null()).stderr(Stdio::null());
    Ok(Driver::listening(&mut command, port)?.on(screen))
}

/// What the driver is to start: the browser that it was built with.
pub(super) fn capabilities(settings: Settings) -> Map<String, Value> {
    assert!(!settings.privacy_control, "WebKit has no Global Privacy Control: only Chromium and Firefox can send it");
    let script = settings.script == Script::Runs;
    let options = json!({ "args": ["--automation", format!("--enable-javascript={script}")] });
    Map::from_iter([("webkitgtk:browserOptions".to_owned(), options)])
}

/// Otherwise what is scrolled into view for a click would still be moving when it is clicked.
fn without_motion(profile: &Path) {
    for toolkit in ["gtk-3.0", "gtk-4.0"] {
        let folder = profile.join(".config").join(toolkit);
        fs::create_dir_all(&folder).expect("the profile is an empty folder");
        let written = fs::write(folder.join("settings.ini"), "[Settings]\ngtk-enable-animations=0\n");
        written.expect("the profile takes a file");
    }
}

fn free_port() -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("loopback has a free port");
    listener.local_addr().expect("it is bound").port()
}
