//! Why a command cannot do its work, in the words of whoever typed it.

use std::io;
use std::path::{Path, PathBuf};

use candor_import::Unreadable;
use candor_intake::{Impossible, StoreError, UnknownTimeZone, WeakHashingKey};

use crate::engine::EngineError;

/// Something outside the content stops a command. The content's own mistakes are diagnostics, not errors.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A combination of arguments that says too little or too much.
    #[error("{0}")]
    Usage(String),
    /// A file or folder cannot be read.
    #[error("cannot read {path}: {reason}")]
    Read {
        /// Which.
        path: PathBuf,
        /// What the system says.
        reason: io::Error,
    },
    /// A file or folder cannot be written.
    #[error("cannot write {path}: {reason}")]
    Write {
        /// Which.
        path: PathBuf,
        /// What the system says.
        reason: io::Error,
    },
    /// A file's name is not Unicode, so that no address could be made of it.
    #[error("the name of {0} is not UTF-8: rename it")]
    Name(PathBuf),
    /// A symbolic link leads out of the portal.
    #[error("{0} is a symbolic link that leads out of the root folder: copy what it points to")]
    LinkOut(PathBuf),
    /// Symbolic links lead round in a circle.
    #[error("{0} is a symbolic link to a folder that it stands in: remove it")]
    LinkLoop(PathBuf),
    /// The output folder holds something that no build put there.
    #[error("{0} is not empty and was not made by `candor build`: name a new or empty folder with --out")]
    ForeignFolder(PathBuf),
    /// A new portal would mix with one that is there.
    #[error("{0} has a content folder already: name another folder")]
    HasContent(PathBuf),
    /// An import would write over an edition.
    #[error(
        "{0} is there already, and nothing was written: remove it, or import into another version, or look at the result with --dry-run"
    )]
    HasEdition(PathBuf),
    /// What was to be imported cannot be.
    #[error("{path} cannot be imported: {reason}")]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        reason: Unreadable,
    },
    /// Two builds write to the same folder.
    #[error("another `candor build` is writing to {0}: wait until it is done")]
    Busy(PathBuf),
    /// The port that was asked for is taken.
    #[error("port {0} is in use: stop the program that has it, or choose another with --port")]
    PortTaken(u16),
    /// The preview cannot listen at all.
    #[error("cannot listen on 127.0.0.1: {0}")]
    Listen(io::Error),
    /// The folders cannot be watched.
    #[error("cannot watch {path} for changes: {reason}")]
    Watch {
        /// Which.
        path: PathBuf,
        /// What the system says.
        reason: notify::Error,
    },
    /// The database file cannot be opened.
    #[error(transparent)]
    Engine(#[from] EngineError),
    /// The table does not answer, or answers what cannot be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A step that the officer cannot make.
    #[error(transparent)]
    Impossible(#[from] Impossible),
    /// The mail server's address says too little.
    #[error(transparent)]
    MailServer(#[from] candor_intake::BadMailServer),
    /// Duties of the courier were not all done.
    #[error("the duties of the day were not all done; the next round tries again")]
    Unfinished,
    /// Letters were not taken.
    #[error("not sent: {failed}, of which {given_up} are given up and the others tried again at a later run")]
    Undelivered {
        /// How many.
        failed: usize,
        /// How many of them are not tried again.
        given_up: u32,
    },
    /// The way to the table in AWS is not known.
    #[error("the table in AWS cannot be reached: {0}; set AWS_PROFILE, or AWS_REGION and credentials")]
    Account(String),
    /// What was asked for is not in the table.
    #[error("{0}")]
    NotFound(String),
    /// The hashing key beside the database cannot be used.
    #[error("{file}: {weak}; remove the file, and a new one is made")]
    WeakKey {
        /// Its file.
        file: PathBuf,
        /// What is wrong with it.
        weak: WeakHashingKey,
    },
    /// The portal has errors.
    #[error("the portal has errors, which `candor check` shows: nothing was sent")]
    BadContent,
    /// A calendar of the portal has errors, which are told apart.
    #[error("nothing can be reckoned by the calendar `{0}`: content/calendars/{0}.toml has errors")]
    BadCalendar(String),
    /// The intake cannot work with the catalogue.
    #[error(transparent)]
    TimeZone(#[from] UnknownTimeZone),
    /// The asynchronous runtime cannot start.
    #[error("the system gives no threads or timers: {0}")]
    Runtime(io::Error),
    /// A thread broke down.
    #[error("the first build broke down; this is a mistake in Candor")]
    Broken,
    /// The system has no random bytes to give.
    #[error("the system gives no random bytes: {0}")]
    Random(getrandom::Error),
}

impl Error {
    /// Makes a [`Error::Read`] of what the system says about `path`.
    pub fn read(path: &Path) -> impl FnOnce(io::Error) -> Self {
        move |reason| Self::Read { path: path.to_owned(), reason }
    }

    /// Makes a [`Error::Write`] of what the system says about `path`.
    pub fn write(path: &Path) -> impl FnOnce(io::Error) -> Self {
        move |reason| Self::Write { path: path.to_owned(), reason }
    }
}
