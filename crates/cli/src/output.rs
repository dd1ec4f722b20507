//! Writes what a build made into its output folder, and nothing else.
//!
//! What stands there is replaced file by file, so that a file whose bytes are the same keeps its time. First everything
//! that changed is written to a staging folder: a full disk or a missing right stops the build there, and the old
//! site stays as it was. Then the files are renamed into place, those that nothing refers to yet first, and only at
//! the end what is no longer made is removed. So at every moment each file is whole and finds the assets it names; a
//! process that is killed while it renames leaves pages of two builds side by side, which the next build mends.

use std::collections::BTreeMap;
use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};

use crate::Error;

/// Files as a build makes them: path from the output folder, with `/` between the parts, and bytes.
pub(crate) type Files = BTreeMap<String, Vec<u8>>;

/// What a write did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Written {
    /// How many files the build made.
    pub made: usize,
    /// How many of them were new or had other bytes.
    pub changed: usize,
    /// How many files were removed, since they are no longer made.
    pub removed: usize,
}

/// Stands in a folder that a build made, is the sign that it may remove files there, and the lock against a second build.
const MARKER: &str = ".made-by-candor";
const MARKER_TEXT: &str =
    "`candor build` made this folder: it replaces site/ and intake/ and removes what it no longer makes.\n";
const STAGING: &str = ".staging";
/// The folders inside the output folder that a build owns; it never touches anything beside them.
const OWNED: [&str; 2] = ["site", "intake"];

/// Makes `site/` and `intake/` in `out` hold exactly `files`, each below one of the two.
///
/// # Errors
/// `out` holds something that no build made, another build is at work, or the disk refuses.
pub(crate) fn write(out: &Path, files: &Files) -> Result<Written, Error> {
    let _lock = claim(out)?;
    let standing = standing(out)?;
    let changed: Vec<_> = files.iter().filter(|(path, bytes)| !holds(&out.join(path), bytes)).collect();
    let staging = Staging::new(out.join(STAGING))?;
    for (number, (_, bytes)) in changed.iter().enumerate() {
        staging.put(number, bytes)?;
    }
    let mut order: Vec<_> = changed.iter().map(|(path, _)| path.as_str()).enumerate().collect();
    order.sort_by_key(|(_, path)| standing.binary_search_by(|known| known.as_str().cmp(path)).is_ok());
    for (number, path) in order {
        staging.place(number, out, path)?;
    }
    let gone = standing.iter().filter(|path| !files.contains_key(*path));
    let removed = gone.map(|path| remove(out, path)).sum::<Result<usize, Error>>()?;
    Ok(Written { made: files.len(), changed: changed.len(), removed })
}

/// Makes sure that the folder is ours, and keeps other builds out of it as long as the file is open.
fn claim(out: &Path) -> Result<File, Error> {
    fs::create_dir_all(out).map_err(Error::write(out))?;
    let marker = out.join(MARKER);
    let is_empty = fs::read_dir(out).map_err(Error::read(out))?.next().is_none();
    if !is_empty && !marker.is_file() {
        return Err(Error::ForeignFolder(out.to_owned()));
    }
    if is_empty {
        fs::write(&marker, MARKER_TEXT).map_err(Error::write(&marker))?;
    }
    let file = File::open(&marker).map_err(Error::read(&marker))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(Error::Busy(out.to_owned())),
        Err(TryLockError::Error(reason)) => Err(Error::write(&marker)(reason)),
    }
}

/// The paths of all files in the owned folders, sorted. A symbolic link counts as a file: it is replaced, not followed.
fn standing(out: &Path) -> Result<Vec<String>, Error> {
    let mut paths = Vec::new();
    let mut folders: Vec<String> = OWNED.map(str::to_owned).into();
    while let Some(folder) = folders.pop() {
        let place = out.join(&folder);
        if !place.exists() {
            continue;
        }
        for entry in fs::read_dir(&place).map_err(Error::read(&place))? {
            let entry = entry.map_err(Error::read(&place))?;
            let name = entry.file_name().into_string().map_err(|_| Error::Name(entry.path()))?;
            let is_folder = entry.file_type().map_err(Error::read(&place))?.is_dir();
            if is_folder { &mut folders } else { &mut paths }.push(format!("{folder}/{name}"));
        }
    }
    paths.sort();
    Ok(paths)
}

fn holds(path: &Path, bytes: &[u8]) -> bool {
    let is_file = path.symlink_metadata().is_ok_and(|own| own.is_file() && own.len() == bytes.len() as u64);
    is_file && fs::read(path).is_ok_and(|standing| standing == bytes)
}

/// The folder in which changed files wait, on the same file system as their places, so that a rename is all it takes.
struct Staging(PathBuf);

impl Staging {
    fn new(path: PathBuf) -> Result<Self, Error> {
        if path.exists() {
            fs::remove_dir_all(&path).map_err(Error::write(&path))?;
        }
        fs::create_dir(&path).map_err(Error::write(&path))?;
        Ok(Self(path))
    }

    fn put(&self, number: usize, bytes: &[u8]) -> Result<(), Error> {
        let path = self.0.join(number.to_string());
        fs::write(&path, bytes).map_err(Error::write(&path))
    }

    fn place(&self, number: usize, out: &Path, path: &str) -> Result<(), Error> {
        let target = out.join(path);
        clear_way(out, path)?;
        fs::rename(self.0.join(number.to_string()), &target).map_err(Error::write(&target))
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        // What cannot be removed now is removed by the next build.
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Makes the folders above `path`, and removes what stands where a folder must be, or a folder where the file must be.
fn clear_way(out: &Path, path: &str) -> Result<(), Error> {
    for (end, _) in path.match_indices('/') {
        let folder = out.join(&path[..end]);
        let own = folder.symlink_metadata();
        if own.as_ref().is_ok_and(|own| !own.is_dir()) {
            fs::remove_file(&folder).map_err(Error::write(&folder))?;
        }
        if !own.is_ok_and(|own| own.is_dir()) {
            fs::create_dir(&folder).map_err(Error::write(&folder))?;
        }
    }
    let target = out.join(path);
    let is_folder = target.symlink_metadata().is_ok_and(|own| own.is_dir());
    if is_folder { fs::remove_dir_all(&target).map_err(Error::write(&target)) } else { Ok(()) }
}

/// Removes a file that is no longer made, and the folders that it leaves empty. A folder or file that took its place, or
/// the place of a folder above it, has removed it already.
fn remove(out: &Path, path: &str) -> Result<usize, Error> {
    let target = out.join(path);
    if target.symlink_metadata().is_ok_and(|own| !own.is_dir()) {
        fs::remove_file(&target).map_err(Error::write(&target))?;
    }
    let folders = path.match_indices('/').map(|(end, _)| out.join(&path[..end]));
    for folder in folders.collect::<Vec<_>>().into_iter().rev() {
        // Refused while the folder holds anything, which is the question.
        if fs::remove_dir(folder).is_err() {
            break;
        }
    }
    Ok(1)
}

#[cfg(test)]
mod tests {
    use std::time::SystemTime;

    use super::*;

    fn files(list: &[(&str, &str)]) -> Files {
        list.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect()
    }

    fn age(path: &Path) {
        let file = File::options().write(true).open(path).expect("a file");
        file.set_modified(SystemTime::UNIX_EPOCH).expect("its time is set");
    }

    fn is_old(path: &Path) -> bool {
        path.metadata().expect("a file").modified().expect("a time") == SystemTime::UNIX_EPOCH
    }

    #[test]
    fn only_files_whose_bytes_changed_are_written_and_what_is_no_longer_made_goes() {
        let out = tempfile::tempdir().expect("a folder");
        let first = files(&[("site/a.html", "a"), ("site/uz/b.html", "b"), ("site/en/c.html", "c"), ("intake/x", "x")]);
        assert_eq!(write(out.path(), &first).expect("written"), Written { made: 4, changed: 4, removed: 0 });
        for path in ["site/a.html", "site/uz/b.html"] {
            age(&out.path().join(path));
        }

        let second = files(&[("site/a.html", "a"), ("site/uz/b.html", "B"), ("intake/x", "x")]);
        assert_eq!(write(out.path(), &second).expect("written"), Written { made: 3, changed: 1, removed: 1 });
        assert!(is_old(&out.path().join("site/a.html")));
        assert_eq!(fs::read(out.path().join("site/uz/b.html")).expect("a file"), b"B");
        assert!(!out.path().join("site/en").exists() && !out.path().join(STAGING).exists());
    }

    #[test]
    fn a_file_may_become_a_folder_and_a_folder_a_file() {
        let out = tempfile::tempdir().expect("a folder");
        write(out.path(), &files(&[("site/a", "file"), ("site/b/c", "file")])).expect("written");
        let swapped = files(&[("site/a/c", "file"), ("site/b", "file")]);
        write(out.path(), &swapped).expect("written");
        assert_eq!(standing(out.path()).expect("listed"), ["site/a/c", "site/b"]);
    }

    #[test]
    fn a_folder_that_no_build_made_is_left_alone() {
        let out = tempfile::tempdir().expect("a folder");
        fs::create_dir(out.path().join("site")).expect("a folder");
        fs::write(out.path().join("site/thesis.txt"), "mine").expect("a file");
        assert!(matches!(write(out.path(), &files(&[("site/a", "a")])), Err(Error::ForeignFolder(_))));
        assert!(out.path().join("site/thesis.txt").exists() && !out.path().join("site/a").exists());
    }

    #[test]
    fn what_stands_beside_the_owned_folders_is_never_touched() {
        let out = tempfile::tempdir().expect("a folder");
        write(out.path(), &files(&[("site/a", "a")])).expect("written");
        fs::write(out.path().join("function.zip"), "zip").expect("a file");
        write(out.path(), &files(&[("site/b", "b")])).expect("written");
        assert!(out.path().join("function.zip").exists());
    }

    #[test]
    fn two_builds_do_not_write_to_one_folder_at_once() {
        let out = tempfile::tempdir().expect("a folder");
        let _first = claim(out.path()).expect("free");
        assert!(matches!(claim(out.path()), Err(Error::Busy(_))));
    }

    #[cfg(unix)]
    #[test]
    fn a_link_in_the_output_folder_is_replaced_and_not_followed() {
        let (out, elsewhere) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
        write(out.path(), &files(&[("site/a", "a")])).expect("written");
        std::os::unix::fs::symlink(elsewhere.path(), out.path().join("site/uz")).expect("a link");
        write(out.path(), &files(&[("site/uz/a", "a")])).expect("written");
        assert_eq!(fs::read_dir(elsewhere.path()).expect("listed").count(), 0);
        assert!(out.path().join("site/uz/a").is_file());
    }
}
