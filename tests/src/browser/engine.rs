//! The engines that visitors' browsers are made of, and what each is started with.

use std::path::Path;

use serde_json::{Map, Value};

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

/// Makes a test of each way for each of the engines in which it must work.
macro_rules! in_each_engine {
    ($($way:ident: $($name:ident $engine:ident),+;)+) => {
        $(mod $way {
            $(#[tokio::test]
            async fn $name() {
                super::$way($crate::browser::engine::Engine::$engine).await;
            })+
        })+
    };
}

pub(super) use in_each_engine;
