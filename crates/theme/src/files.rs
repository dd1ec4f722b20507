//! The files of a theme: the default one, embedded in the binary, with a portal's own laid over it file by file.

use std::collections::BTreeMap;

use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "../../themes/default/"]
struct Embedded;

/// A theme's files, by their path in the theme's folder: `pages/policy.html`, `strings/uz.toml`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThemeFiles {
    files: BTreeMap<String, Vec<u8>>,
}

impl ThemeFiles {
    /// The default theme.
    #[must_use]
    pub fn embedded() -> Self {
        let file = |path: std::borrow::Cow<'static, str>| {
            Embedded::get(&path).map(|file| (path.to_string(), file.data.into_owned()))
        };
        Self { files: Embedded::iter().filter_map(file).collect() }
    }

    /// Replaces one file, or adds it. Words are the exception: a strings file is merged key by key, so it goes to
    /// [`Theme::new`](crate::Theme::new) as an override.
    pub fn lay_over(&mut self, path: impl Into<String>, bytes: impl Into<Vec<u8>>) {
        self.files.insert(path.into(), bytes.into());
    }

    /// The files with an ending, in the order of their paths.
    pub(crate) fn ending(&self, ending: &'static str) -> impl Iterator<Item = (&str, &[u8])> {
        let files = self.files.iter().filter(move |(path, _)| path.ends_with(ending));
        files.map(|(path, bytes)| (path.as_str(), bytes.as_slice()))
    }

    /// The files that a browser fetches by themselves.
    pub(crate) fn assets(&self) -> impl Iterator<Item = (&str, &[u8])> {
        const FOLDERS: [&str; 4] = ["styles/", "scripts/", "images/", "fonts/"];
        let is_asset = |path: &str| FOLDERS.iter().any(|folder| path.starts_with(folder));
        let files = self.files.iter().filter(move |(path, _)| is_asset(path));
        files.map(|(path, bytes)| (path.as_str(), bytes.as_slice()))
    }
}
