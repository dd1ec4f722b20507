//! A running `candor serve`: the real program on a portal of its own, ended with the test.

use std::fs::File;
use std::process::{Child, Command, ExitStatus};
use std::thread::sleep;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;
use tempfile::TempDir;

use crate::client::{BOUND, Client};
use crate::program::{Folder, Run, program};

/// Where the preview keeps what it takes, when nothing else is asked for.
pub(crate) const DATA: &str = ".candor/intake.db";

/// A program that runs, in a folder that must outlive it.
pub(crate) struct Running<'f> {
    folder: &'f Folder,
    process: Child,
    terminal: TempDir,
}

impl<'f> Running<'f> {
    /// Starts `candor` in a portal's folder.
    pub(crate) fn start(folder: &'f Folder, arguments: &[&str]) -> Self {
        let terminal = tempfile::tempdir().expect("the system has room for a folder");
        let into = |name| File::create(terminal.path().join(name)).expect("an empty folder takes a file");
        let process = Command::new(program("candor"))
            .args(arguments)
            .current_dir(folder.path("."))
            .env("NO_COLOR", "1")
            .stdout(into("stdout"))
            .stderr(into("stderr"))
            .spawn()
            .expect("candor starts");
        Self { folder, process, terminal }
    }

    /// What it has printed so far.
    pub(crate) fn stdout(&self) -> String {
        self.printed("stdout")
    }

    /// What it has told on the way so far.
    pub(crate) fn stderr(&self) -> String {
        self.printed("stderr")
    }

    /// Sends it a signal.
    pub(crate) fn signal(&self, signal: Signal) {
        kill_process(Pid::from_child(&self.process), signal).expect("the program is there");
    }

    /// Waits for its end.
    pub(crate) fn end(&mut self) -> ExitStatus {
        until("the program ends", || self.process.try_wait().expect("it is our child"))
    }

    fn printed(&self, name: &str) -> String {
        let bytes = std::fs::read(self.terminal.path().join(name)).expect("the file is there from the start");
        // The last character may be half written.
        String::from_utf8_lossy(&bytes).into_owned()
    }
}

impl Drop for Running<'_> {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// A preview that listens.
pub(crate) struct Server<'f> {
    /// The program.
    pub(crate) running: Running<'f>,
    /// A client of it.
    pub(crate) client: Client,
    /// Its address without a slash at the end.
    pub(crate) site: String,
}

impl<'f> Server<'f> {
    /// Starts the preview of a portal on any free port, for tests that send more than one visitor would.
    pub(crate) fn start(folder: &'f Folder) -> Self {
        Self::start_with(folder, &["--port", "0", "--no-limits"])
    }

    /// Starts the preview with these arguments, and waits until it has printed its address.
    pub(crate) fn start_with(folder: &'f Folder, arguments: &[&str]) -> Self {
        let mut running = Running::start(folder, &[&["serve", "--no-open"], arguments].concat());
        let greeting = until("the preview greets", || {
            let ended = running.process.try_wait().expect("it is our child");
            assert_eq!(ended, None, "the preview ended: {}", running.stderr());
            Some(running.stdout()).filter(|printed| printed.contains("Ctrl-C stops"))
        });
        let address = greeting.lines().find_map(|line| line.strip_prefix("Preview"));
        let site = address.expect("the greeting names the address").trim().trim_end_matches('/').to_owned();
        Self { running, client: Client::new(&site), site }
    }

    /// What an officer's command says of the records meanwhile, line by line.
    pub(crate) fn records(&self, command: &[&str]) -> Vec<Value> {
        records(self.running.folder, command)
    }

    /// Stops it as Ctrl-C does, and gives all that it has told.
    pub(crate) fn stop(mut self) -> String {
        self.running.signal(Signal::INT);
        assert_eq!(self.running.end().code(), Some(0), "{}", self.running.stderr());
        self.running.stdout() + &self.running.stderr()
    }

    /// Ends it as a crash does.
    pub(crate) fn kill(mut self) {
        self.running.signal(Signal::KILL);
        self.running.end();
    }
}

/// The records in a portal's folder, as an officer's command prints them for programs.
pub(crate) fn records(folder: &Folder, command: &[&str]) -> Vec<Value> {
    let Run { code, stdout, stderr } = folder.candor(&[command, &["--data", DATA, "--format", "json"]].concat());
    assert_eq!((code, stderr.as_str()), (0, ""));
    stdout.lines().map(|line| serde_json::from_str(line).expect("each line is a record")).collect()
}

/// Waits until there is something.
pub(crate) fn until<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let begun = Instant::now();
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(begun.elapsed() < BOUND, "waited in vain until {what}");
        sleep(Duration::from_millis(10));
    }
}
