//! A screen that nobody sees, for a browser that needs one.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use rustix::process::{Pid, Signal, kill_process};

use super::driver::{named, spawn};

/// A running Xvfb.
pub(super) struct Screen {
    process: Child,
    name: String,
}

impl Screen {
    /// Starts one under the first number that is free.
    pub(super) fn start() -> Self {
        let mut command = Command::new(named("CANDOR_XVFB", "Xvfb"));
        command.args(["-displayfd", "1", "-screen", "0", "1600x1200x24", "-nolisten", "tcp"]);
        let mut process = spawn(command.stdout(Stdio::piped()).stderr(Stdio::null()));
        let mut number = String::new();
        let told = BufReader::new(process.stdout.take().expect("it is piped")).read_line(&mut number);
        told.expect("Xvfb tells its number");
        assert_ne!(number, "", "Xvfb ended before it had a screen");
        Self { process, name: format!(":{}", number.trim()) }
    }

    /// Its name, as programs look for it.
    pub(super) fn name(&self) -> &str {
        &self.name
    }
}

impl Drop for Screen {
    /// Asks it to end: killed, it would leave its number taken.
    fn drop(&mut self) {
        let _ = kill_process(Pid::from_child(&self.process), Signal::TERM);
        let _ = self.process.wait();
    }
}
