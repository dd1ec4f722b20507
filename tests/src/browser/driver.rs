//! The program between a test and a browser: on a port of its own, ended together with its browser.

use std::env;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

/// How long a browser may take to end, or a driver to begin.
const PATIENCE: Duration = Duration::from_secs(60);

/// A driver that runs.
pub(super) struct Driver {
    process: Child,
    port: u16,
    farewell: Option<String>,
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
        Self { process, port, farewell: None }
    }

    /// Says which request ends the driver together with its browser.
    pub(super) fn ended_by(mut self, request: &str) -> Self {
        self.farewell = Some(request.to_owned());
        self
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
        if !ended {
            let _ = self.process.kill();
        }
        let _ = self.process.wait();
    }
}

/// A program that an environment variable names, or that lies in the path.
pub(super) fn named(variable: &str, program: &str) -> PathBuf {
    if let Some(path) = env::var_os(variable) {
        return path.into();
    }
    let folders = env::var_os("PATH").unwrap_or_default();
    let found = env::split_paths(&folders).map(|folder| folder.join(program)).find(|path| path.is_file());
    found.unwrap_or_else(|| {
        panic!(
            "the browser tests need {program}: put it on PATH or name it in {variable}. \
             On Debian: apt-get install chromium chromium-driver"
        )
    })
}

fn spawn(command: &mut Command) -> Child {
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
