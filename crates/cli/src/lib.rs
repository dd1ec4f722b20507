//! The command line of Candor: reads a portal's folder, writes or serves what the build makes of it, and reads the
//! records that visitors sent.
//!
//! The libraries know no disk, clock, terminal or socket; all of these are here. [`run`] does what was typed; the program
//! only parses, prints an error, and exits.

mod arguments;
mod commands;
mod compress;
pub mod engine;
mod error;
pub mod figures;
mod folder;
mod output;
mod post;
mod preview;
mod reckoning;
mod records;
mod report;
mod sheet;
mod starter;
pub mod terminal;

pub use arguments::Arguments;
pub use error::Error;

use arguments::Command;

/// What a command that did its work has to say about the content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Nothing stands in the way.
    Fine,
    /// The content has errors, or with `--strict` warnings; or records are not what they were.
    Faults,
}

/// Does what was typed.
///
/// # Errors
/// Something outside the content stops the command.
pub fn run(arguments: Arguments) -> Result<Verdict, Error> {
    match arguments.command {
        Command::Init(init) => commands::init(&init),
        Command::Build(build) => commands::build(&build),
        Command::Check(check) => commands::check(&check),
        Command::Explain(explain) => commands::explain(&explain),
        Command::Serve(serve) => commands::serve(&serve),
        Command::Publish(publish) => commands::publish(&publish),
        Command::Draft(draft) => commands::draft(&draft),
        Command::Import(import) => commands::import(&import),
        Command::Requests(requests) => commands::requests(&requests),
        Command::Consents(consents) => commands::consents(&consents),
        Command::Courier(courier) => commands::courier(&courier),
    }
}
