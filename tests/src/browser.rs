//! What only a browser shows: visitors' and authors' ways through the preview of the sample portal, in real Chromium, and
//! what must not depend on the engine in Firefox and WebKit, too.
//!
//! No test depends on time: each waits for a condition, and a missing browser is a failure that says what to install.

mod accessible;
mod answering;
mod careless;
mod choosing;
mod chromium;
mod consenting;
mod driver;
mod engine;
mod engines;
mod everywhere;
mod fair;
mod firefox;
mod heard;
mod hurrying;
mod keeping;
mod keyboard;
mod languages;
mod measuring;
mod previewing;
mod printing;
mod proving;
mod reading;
mod resending;
mod screen;
mod screenshots;
mod sending;
mod theming;
mod visitor;
mod walking;
mod webkit;
mod wording;
