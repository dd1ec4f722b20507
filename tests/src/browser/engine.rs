//! The engines that visitors' browsers are made of, and what each is started with.

use std::panic::resume_unwind;
use std::path::Path;

use serde_json::{Map, Value};
use tokio::task::{LocalSet, spawn_local};

use super::driver::Driver;
use super::visitor::Settings;
use super::{chromium, firefox, webkit};

/// One of the three.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Engine {
    /// Of Chrome, Edge, Yandex Browser and most others.
    Chromium,
    /// Of Firefox: its release with extended support.
    Firefox,
    /// Of Safari, here as Linux has it: WebKitGTK.
    WebKit,
}

impl Engine {
    /// Starts its driver, with an empty folder for whatever a browser keeps.
    pub(super) fn start(self, profile: &Path) -> Result<Driver, String> {
        match self {
            Self::Chromium => Ok(chromium::start()),
            Self::Firefox => Ok(firefox::start(profile)),
            Self::WebKit => webkit::start(profile),
        }
    }

    /// What the driver is asked to start.
    pub(super) fn capabilities(self, profile: &Path, settings: Settings) -> Map<String, Value> {
        match self {
            Self::Chromium => chromium::capabilities(profile, settings.script),
            Self::Firefox => firefox::capabilities(settings),
            Self::WebKit => webkit::capabilities(settings),
        }
    }
}

/// What drivers say when the process that draws the page is gone, and of everything that they are asked afterwards.
const GONE: [&str; 3] = ["page crash or hang", "InvalidSessionId", "invalid session id"];

/// Goes a way, and once more from its beginning where the engine itself broke down on it, as WebKitGTK does now and then on a
/// busy machine. A page that breaks it each time still fails.
pub(super) async fn although_it_may_crash<Way: Future<Output = ()> + 'static>(way: impl Fn() -> Way) {
    let gone = LocalSet::new().run_until(async { spawn_local(way()).await }).await;
    let Err(end) = gone else { return };
    let panic = end.into_panic();
    let said = panic.downcast_ref::<String>().map(String::as_str).unwrap_or_default();
    if !GONE.iter().any(|gone| said.contains(gone)) {
        resume_unwind(panic);
    }
    way().await;
}

/// Makes a test of each way for each of the engines in which it must work.
macro_rules! in_each_engine {
    ($($way:ident: $($name:ident $engine:ident),+;)+) => {
        $(mod $way {
            $(#[tokio::test]
            async fn $name() {
                let way = || super::$way($crate::browser::engine::Engine::$engine);
                $crate::browser::engine::although_it_may_crash(way).await;
            })+
        })+
    };
}

pub(super) use in_each_engine;
