//! What the build reads: the portal's files as paths and bytes.

use std::collections::BTreeMap;

/// The files of a portal, by their path from its root (`content/portal.toml`, `themes/mine/styles/base.css`), with `/`
/// between the parts on every system. Whoever fills it decides where they come from; the library reads no disk.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sources {
    files: BTreeMap<String, Vec<u8>>,
}

impl Sources {
    /// Adds a file, or replaces it.
    pub fn insert(&mut self, path: impl Into<String>, bytes: impl Into<Vec<u8>>) {
        self.files.insert(path.into(), bytes.into());
    }

    /// The bytes of one file.
    #[must_use]
    pub fn get(&self, path: &str) -> Option<&[u8]> {
        self.files.get(path).map(Vec::as_slice)
    }

    /// The files below a folder, in the order of their paths. `folder` ends with `/`.
    pub fn under<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = (&'a str, &'a [u8])> {
        let files = self.files.range(folder.to_owned()..);
        files
            .take_while(move |(path, _)| path.starts_with(folder))
            .map(|(path, bytes)| (path.as_str(), bytes.as_slice()))
    }
}
