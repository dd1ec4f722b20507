//! The program `candor`: parses the arguments, runs the command, and is the one place that picks the exit code.

use std::process::ExitCode;

use candor::{Arguments, Error, Verdict, terminal};
use clap::Parser;

fn main() -> ExitCode {
    // Wrong arguments leave here, with exit code 2.
    let arguments = Arguments::parse();
    let result = candor::run(arguments);
    if let Err(error) = &result {
        terminal::tell_line(format_args!("error: {error}"));
    }
    ExitCode::from(match result {
        Ok(Verdict::Fine) => 0,
        Ok(Verdict::Faults) => 1,
        Err(Error::BadCalendar(_) | Error::BadContent) => 1,
        Err(Error::Unreadable { reason, .. }) if !reason.is_of_usage() => 1,
        Err(Error::Usage(_) | Error::Unreadable { .. } | Error::HasContent(_) | Error::HasEdition(_)) => 2,
        Err(Error::Impossible(_) | Error::MailServer(_)) => 2,
        Err(_) => 3,
    })
}
