//! A portal's folder as [`Sources`]: reads `content/` and `themes/` below the root.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use candor_site::Sources;

use crate::Error;

/// The folders below the root that the build reads, and the preview watches.
pub(crate) const FOLDERS: [&str; 2] = ["content", "themes"];

/// Reads every file of the portal below `root`. What editors leave behind is passed over; a symbolic link is followed as
/// long as it stays below the root, since nothing else may end up in public.
///
/// # Errors
/// A file or folder cannot be read, has a name that is not Unicode, or is a link that must not be followed. A folder that
/// is missing is none: what the portal lacks is for the build to say.
pub(crate) fn read(root: &Path) -> Result<Sources, Error> {
    let mut reader = Reader { root: root.canonicalize().map_err(Error::read(root))?, sources: Sources::default() };
    for folder in FOLDERS {
        reader.folder(&reader.root.join(folder), folder)?;
    }
    Ok(reader.sources)
}

struct Reader {
    root: PathBuf,
    sources: Sources,
}

impl Reader {
    fn folder(&mut self, folder: &Path, name: &str) -> Result<(), Error> {
        let Some(entries) = unless_gone(fs::read_dir(folder)).map_err(Error::read(folder))? else { return Ok(()) };
        for entry in entries {
            let entry = entry.map_err(Error::read(folder))?;
            let own_name = entry.file_name().into_string().map_err(|_| Error::Name(entry.path()))?;
            if !is_editor_junk(&own_name) {
                self.entry(&entry.path(), &format!("{name}/{own_name}"))?;
            }
        }
        Ok(())
    }

    /// A file that is gone between the listing and the reading was being replaced by an editor, or removed.
    fn entry(&mut self, path: &Path, name: &str) -> Result<(), Error> {
        let Some(own) = unless_gone(fs::symlink_metadata(path)).map_err(Error::read(path))? else { return Ok(()) };
        if own.is_symlink() {
            self.check_link(path)?;
        }
        if path.is_dir() {
            return self.folder(path, name);
        }
        // A pipe or a socket would be waited for without end.
        if !path.is_file() {
            return Ok(());
        }
        if let Some(bytes) = unless_gone(fs::read(path)).map_err(Error::read(path))? {
            self.sources.insert(name, bytes);
        }
        Ok(())
    }

    fn check_link(&self, path: &Path) -> Result<(), Error> {
        let target = path.canonicalize().map_err(Error::read(path))?;
        if !target.starts_with(&self.root) {
            return Err(Error::LinkOut(path.to_owned()));
        }
        // Two links may lead round together: so each folder on the way is looked at, by where it really is.
        let mut above = path.ancestors().skip(1).take_while(|above| above.starts_with(&self.root));
        let is_round = above.any(|above| above.canonicalize().is_ok_and(|above| above.starts_with(&target)));
        if is_round { Err(Error::LinkLoop(path.to_owned())) } else { Ok(()) }
    }
}

fn unless_gone<T>(result: io::Result<T>) -> io::Result<Option<T>> {
    match result {
        Err(reason) if reason.kind() == io::ErrorKind::NotFound => Ok(None),
        other => other.map(Some),
    }
}

/// Whether editors and systems leave files of that name beside the real ones: hidden files, back-ups, locks, swap files.
pub(crate) fn is_editor_junk(name: &str) -> bool {
    name.starts_with('.')
        || name.ends_with('~')
        || name.starts_with('#') && name.ends_with('#')
        || [".swp", ".swx", ".tmp", ".bak"].iter().any(|ending| name.ends_with(ending))
        || name == "Thumbs.db"
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder_with(files: &[&str]) -> tempfile::TempDir {
        let root = tempfile::tempdir().expect("a folder");
        for file in files {
            let path = root.path().join(file);
            fs::create_dir_all(path.parent().expect("below the root")).expect("a folder");
            fs::write(path, *file).expect("a file");
        }
        root
    }

    fn names(root: &Path) -> Vec<String> {
        let sources = read(root).expect("readable");
        FOLDERS.iter().flat_map(|f| sources.under(f).map(|(path, _)| path.to_owned()).collect::<Vec<_>>()).collect()
    }

    #[test]
    fn content_and_themes_are_read_without_what_editors_leave_behind() {
        let files = ["content/portal.toml", "content/a/1/uz.md", "themes/mine/base.html", "dist/site/index.html"];
        let junk = ["content/.portal.toml.swp", "content/portal.toml~", "content/#portal.toml#", "content/.git/HEAD"];
        let root = folder_with(&[files.as_slice(), &junk].concat());
        assert_eq!(names(root.path()), ["content/a/1/uz.md", "content/portal.toml", "themes/mine/base.html"]);
    }

    #[test]
    fn a_folder_without_content_is_read_as_nothing() {
        assert_eq!(names(folder_with(&[]).path()), Vec::<String>::new());
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_followed_inside_the_root_only() {
        use std::os::unix::fs::symlink;

        let root = folder_with(&["legal/uz.md", "content/portal.toml"]);
        symlink(root.path().join("legal"), root.path().join("content/policies")).expect("a link");
        assert_eq!(names(root.path()), ["content/policies/uz.md", "content/portal.toml"]);
        symlink(root.path(), root.path().join("content/round")).expect("a link");
        assert!(matches!(read(root.path()), Err(Error::LinkLoop(_))));
        fs::remove_file(root.path().join("content/round")).expect("removed");
        symlink(root.path().join("content"), root.path().join("legal/back")).expect("a link");
        assert!(matches!(read(root.path()), Err(Error::LinkLoop(_))));
        fs::remove_file(root.path().join("legal/back")).expect("removed");
        symlink("/etc/hostname", root.path().join("content/out")).expect("a link");
        assert!(matches!(read(root.path()), Err(Error::LinkOut(_))));
    }
}
