//! The program between a test and a browser: on a port of its own, ended together with its browser.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, iter, thread};

use super::screen::Screen;
use crate::tree;

/// How long a browser may take to end, or a driver to begin.
const PATIENCE: Duration = Duration::from_secs(60);

/// A driver that runs.
pub(super) struct Driver {
    process: Child,
    port: u16,
    farewell: Option<String>,
    ends_itself: bool,
    // Ended after the driver and its browser.
    _screen: Option<Screen>,
}

impl Driver {
    /// Starts a driver that tells its port, after these words.
    pub(super) fn telling(command: &mut Command, words: &str) -> Self {
        let mut process = spawn(command.stdout(Stdio::piped()));
        let mut told = BufReader::new(process.stdout.take().expect("it is piped"));
        let port = told.by_ref().lines().map_while(Result::ok).find_map(|line| port(&line, words));
        let port = port.expect("a driver tells its port");
        // It may go on talking; nobody listens, but it must not wait for a reader.
        thread::spawn(move || io::copy(&mut told, &mut io::sink()));
        Self { process, port, farewell: None, ends_itself: false, _screen: None }
    }

    /// Starts a driver that was told its port, and waits until it listens there.
    pub(super) fn listening(command: &mut Command, port: u16) -> Result<Self, String> {
        let mut driver = Self { process: spawn(command), port, farewell: None, ends_itself: false, _screen: None };
        let begun = Instant::now();
        while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
            if let Some(status) = driver.process.try_wait().expect("it is our child") {
                return Err(format!("{} ended: {status}", command.get_program().display()));
            }
            assert!(begun.elapsed() < PATIENCE, "{} never listens", command.get_program().display());
            thread::sleep(Duration::from_millis(20));
        }
        Ok(driver)
    }

    /// Gives it a screen to keep as long as it runs.
    pub(super) fn on(mut self, screen: Screen) -> Self {
        self._screen = Some(screen);
        self
    }

    /// Says which request ends the driver together with its browser; others are killed when theirs has ended.
    pub(super) fn ended_by(mut self, request: &str) -> Self {
        self.farewell = Some(request.to_owned());
        self.ends_itself = true;
        self
    }

    /// Says under which session it drives a browser.
    pub(super) fn drives(&mut self, session: &str) {
        self.farewell.get_or_insert_with(|| format!("DELETE /session/{session}"));
    }

    /// Where it takes commands.
    pub(super) fn address(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }
}

impl Drop for Driver {
    /// Has the browser ended first: a driver that is killed leaves it running.
    fn drop(&mut self) {
        let ended = self.farewell.as_ref().is_some_and(|request| ask(self.port, request).is_ok());
        if !(ended && self.ends_itself) {
            let _ = self.process.kill();
        }
        let _ = self.process.wait();
    }
}

/// A program that an environment variable names, that `tests/run` installed, or that lies in the path.
pub(super) fn named(variable: &str, program: &str) -> PathBuf {
    if let Some(path) = env::var_os(variable) {
        return path.into();
    }
    let installed = tree::root().join("target/tools/bin");
    let path = env::var_os("PATH").unwrap_or_default();
    let mut folders = iter::once(installed).chain(env::split_paths(&path));
    let found = folders.find_map(|folder| Some(folder.join(program)).filter(|path| path.is_file()));
    found.unwrap_or_else(|| {
        panic!(
            "the browser tests need {program}: put it on PATH or name it in {variable}. \
             `./tests/run test` installs it on Debian"
        )
    })
}

/// Starts a program, which must be there.
pub(super) fn spawn(command: &mut Command) -> Child {
    command.spawn().unwrap_or_else(|error| panic!("{} does not start: {error}", command.get_program().display()))
}

/// The number that stands in a line after these words.
fn port(line: &str, words: &str) -> Option<u16> {
    let (_, told) = line.split_once(words)?;
    told.split(|character: char| !character.is_ascii_digit()).next()?.parse().ok()
}

/// Sends a request and waits until it is done.
fn ask(port: u16, request: &str) -> io::Result<()> {
    let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port))?;
    stream.set_read_timeout(Some(PATIENCE))?;
    write!(stream, "{request} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n")?;
    stream.read_to_end(&mut Vec::new()).map(drop)
}
