//! Watches the portal's folders. What the system reports is only a hint that something changed: a new folder is reported
//! before the files in it, an editor that saves replaces files, so whoever is woken looks at the whole tree.

use std::path::{Path, PathBuf};
use std::sync::mpsc::Sender;
use std::time::Duration;

use notify::{EventKind, RecommendedWatcher, RecursiveMode};
use notify_debouncer_full::{DebounceEventResult, DebouncedEvent, Debouncer, RecommendedCache, new_debouncer};

use super::rebuild::Wake;
use crate::Error;
use crate::folder::{FOLDERS, is_editor_junk};

/// How long a folder must be quiet. An editor's save is a few operations within a millisecond or two.
const QUIET: Duration = Duration::from_millis(30);

/// The watch over a portal's folders.
pub(super) struct Watch {
    debouncer: Debouncer<RecommendedWatcher, RecommendedCache>,
    folders: [PathBuf; 2],
}

impl Watch {
    /// Begins to watch. The root itself is watched too, but not what is below it: that is how a folder is noticed that
    /// appears, goes, or is replaced.
    ///
    /// # Errors
    /// The system watches no more folders, or the root does not exist.
    pub(super) fn start(root: &Path, wake: Sender<Wake>) -> Result<Self, Error> {
        // Changes are reported with whole paths.
        let root = &root.canonicalize().map_err(Error::read(root))?;
        let failed = |reason| Error::Watch { path: root.clone(), reason };
        let folders = FOLDERS.map(|folder| root.join(folder));
        let own = folders.clone();
        let report = move |result: DebounceEventResult| {
            if let Some(change) = change(&result, &own) {
                // Nobody listens any more when the preview stops.
                let _ = wake.send(change);
            }
        };
        let mut debouncer = new_debouncer(QUIET, None, report).map_err(failed)?;
        debouncer.watch(root, RecursiveMode::NonRecursive).map_err(failed)?;
        let mut watch = Self { debouncer, folders };
        watch.renew()?;
        Ok(watch)
    }

    /// Watches the folders that are there now. The old watch of a folder follows it to where it was moved.
    ///
    /// # Errors
    /// The system watches no more folders.
    pub(super) fn renew(&mut self) -> Result<(), Error> {
        for folder in &self.folders {
            // Refused when it was not watched, or is gone: both are fine.
            let _ = self.debouncer.unwatch(folder);
            if folder.is_dir() {
                let failed = |reason| Error::Watch { path: folder.clone(), reason };
                self.debouncer.watch(folder, RecursiveMode::Recursive).map_err(failed)?;
            }
        }
        Ok(())
    }
}

/// What the reports mean, if anything. Reading a file is reported too, and the build itself reads.
fn change(result: &DebounceEventResult, folders: &[PathBuf]) -> Option<Wake> {
    // Reports were lost: anything may have changed.
    let Ok(events) = result else { return Some(Wake::FoldersMoved) };
    let paths: Vec<_> = events.iter().filter(|event| is_change(event)).flat_map(|event| &event.paths).collect();
    if paths.iter().any(|path| folders.contains(path)) {
        return Some(Wake::FoldersMoved);
    }
    (!paths.is_empty()).then_some(Wake::Changed)
}

fn is_change(event: &DebouncedEvent) -> bool {
    let names = event.paths.iter().filter_map(|path| path.file_name()).filter_map(|name| name.to_str());
    !matches!(event.kind, EventKind::Access(_)) && !names.clone().all(is_editor_junk)
}
