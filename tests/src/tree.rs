//! The tree of sources that the tests look at.

use std::fs;
use std::path::{Path, PathBuf};

/// The root of the workspace.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("tests/ lies in the root")
}

/// The Rust files of a folder, given by its path from the root, and of the folders in it.
pub(crate) fn rust_files(folder: &str) -> Vec<PathBuf> {
    files(&root().join(folder)).into_iter().filter(|path| path.extension().is_some_and(|e| e == "rs")).collect()
}

/// The files of a folder and of the folders in it.
pub(crate) fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder of the tree can be read");
    let paths = entries.map(|entry| entry.expect("an entry of the tree can be read").path());
    paths.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}
