//! What can be typed after `candor`.

mod requests;

use std::path::{Path, PathBuf};

use candor_model::{Locale, LocaleError, PolicyId, VersionId};
use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;

pub(crate) use requests::{
    Enter, ExplainDate, Export, ExportFormat, Figures, FiguresFormat, List, Requests, Said, Words,
};

/// Builds a privacy center from policies and facts, previews it, and reads what visitors sent.
#[derive(Debug, Parser)]
#[command(name = "candor", version, about, disable_help_subcommand = true)]
#[command(after_help = "Exit codes: 0 fine, 1 the content has errors, 2 wrong usage, 3 the environment failed.")]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make a small portal to start from
    Init(Init),
    /// Build the site, and what the function needs
    Build(Build),
    /// Say all that there is to say about the content
    Check(Check),
    /// Explain a diagnostic: what it guards against, how to mend it, how to except a place from it
    Explain(Explain),
    /// Preview the portal with its intake, and rebuild while you edit
    Serve(Serve),
    /// Lock the editions of a version, or correct what was published
    Publish(Publish),
    /// Begin the next version of a policy, with the editions of the newest
    Draft(Draft),
    /// Make an edition of a text or a web page, and say what to look at
    Import(Import),
    /// Read and answer the subject requests
    #[command(subcommand)]
    Requests(Requests),
    /// Read what visitors chose
    #[command(subcommand)]
    Consents(Consents),
    /// Send the mail that waits, once
    Courier(Courier),
}

/// Where the portal is.
#[derive(Clone, Debug, Args)]
pub struct Root {
    /// The folder that holds content/ (and themes/, if the portal has its own theme)
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub root: PathBuf,
}

impl Root {
    /// A path below the root, as a person would write it.
    pub fn below(&self, path: &str) -> PathBuf {
        if self.root == Path::new(".") { PathBuf::from(path) } else { self.root.join(path) }
    }
}

/// How to write a result.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people
    #[default]
    Human,
    /// One JSON object per line
    Json,
}

/// `candor init`.
#[derive(Debug, Args)]
pub struct Init {
    /// The folder to make it in
    #[arg(value_name = "DIR")]
    pub folder: PathBuf,
    /// Its locales, the default one first; there are texts in uz, uz-Cyrl, ru and en
    #[arg(long, value_name = "LOCALES", default_value = "en", value_delimiter = ',', value_parser = locale)]
    pub locales: Vec<Locale>,
    /// What the company is called
    #[arg(long, default_value = "Example Ltd")]
    pub name: String,
    /// Where it takes questions about personal data
    #[arg(long, default_value = "privacy@example.com")]
    pub email: String,
    /// Where it is, such as UZ, KZ or EU: rights, time limits and working days follow it
    #[arg(long, value_name = "ID")]
    pub jurisdiction: Option<String>,
}

fn locale(tag: &str) -> Result<Locale, LocaleError> {
    Locale::new(tag.trim())
}

/// `candor build`.
#[derive(Debug, Args)]
pub struct Build {
    #[command(flatten)]
    #[allow(missing_docs, reason = "the type says it")]
    pub root: Root,
    /// Where to write site/ and intake/
    #[arg(long, value_name = "DIR", default_value = "dist")]
    pub out: PathBuf,
    /// The day for which to build [default: today in the portal's time zone]
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    pub date: Option<Date>,
    /// Build the versions that are drafts, too
    #[arg(long)]
    pub drafts: bool,
    /// Write a copy of each file for brotli and for gzip beside it, for hosts that send such copies
    #[arg(long)]
    pub compress: bool,
}

/// `candor check`.
#[derive(Debug, Args)]
pub struct Check {
    #[command(flatten)]
    #[allow(missing_docs, reason = "the type says it")]
    pub root: Root,
    /// How to write the diagnostics
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
    /// Fail on warnings, too
    #[arg(long)]
    pub strict: bool,
}

/// `candor explain`.
#[derive(Debug, Args)]
pub struct Explain {
    /// The code, such as dead-link [default: list all codes]
    pub code: Option<String>,
}

/// `candor publish`.
#[derive(Debug, Args)]
pub struct Publish {
    /// The policy's folder, such as privacy; or `choices`, for what visitors are asked to agree to
    #[arg(value_parser = |text: &str| PolicyId::new(text))]
    pub policy: PolicyId,
    /// The version, such as 4; of choices, the next one asks again although only words changed
    #[arg(value_parser = |text: &str| VersionId::new(text))]
    pub version: Option<VersionId>,
    /// Let published editions change, and tell readers why; once, or once per locale as uz="…"
    #[arg(long, value_name = "REASON")]
    pub correct: Vec<String>,
    /// The day of publication [default: today in the portal's time zone]
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    pub date: Option<Date>,
    #[command(flatten)]
    #[allow(missing_docs, reason = "the type says it")]
    pub root: Root,
}

/// `candor draft`.
#[derive(Debug, Args)]
pub struct Draft {
    /// The policy's folder, such as privacy
    #[arg(value_parser = |text: &str| PolicyId::new(text))]
    pub policy: PolicyId,
    /// The new version [default: the number after the highest]
    #[arg(value_parser = |text: &str| VersionId::new(text))]
    pub version: Option<VersionId>,
    #[command(flatten)]
    #[allow(missing_docs, reason = "the type says it")]
    pub root: Root,
}

/// `candor serve`.
#[derive(Debug, Args)]
pub struct Serve {
    #[command(flatten)]
    #[allow(missing_docs, reason = "the type says it")]
    pub root: Root,
    /// The port to listen on [default: 4000, or the next one that is free]
    #[arg(long, value_name = "N")]
    pub port: Option<u16>,
    /// The database file [default: .candor/intake.db below the root]
    #[arg(long, value_name = "FILE")]
    pub data: Option<PathBuf>,
    /// Don't open the browser
    #[arg(long)]
    pub no_open: bool,
    /// Take as much as comes, for tests that send more than the intake takes of one visitor
    #[arg(long)]
    pub no_limits: bool,
}

/// `candor import`.
#[derive(Debug, Args)]
pub struct Import {
    /// The file: .txt, .html, .docx or .pdf
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// The policy, by its folder name
    #[arg(long, value_name = "P", value_parser = |text: &str| PolicyId::new(text))]
    pub policy: PolicyId,
    /// The version, by its folder name
    #[arg(long, value_name = "V", value_parser = |text: &str| VersionId::new(text))]
    pub version: VersionId,
    /// The locale; where the file holds several languages, the one to keep
    #[arg(long, value_name = "L", value_parser = |text: &str| Locale::new(text))]
    pub locale: Locale,
    #[command(flatten)]
    #[allow(missing_docs, reason = "the type says it")]
    pub root: Root,
    /// Print the edition, and write nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Print all words that were set aside, not only the first of them
    #[arg(long)]
    pub full: bool,
}

/// Where the records are.
#[derive(Clone, Debug, Args)]
pub struct Place {
    /// The preview's database file, such as .candor/intake.db
    #[arg(long, value_name = "FILE", conflicts_with = "table")]
    pub data: Option<PathBuf>,
    /// The table in AWS; region and credentials are found as the AWS tools find them
    #[arg(long, value_name = "NAME", env = "CANDOR_TABLE")]
    pub table: Option<String>,
}

/// Where the records are, and how to write them.
#[derive(Clone, Debug, Args)]
pub struct Records {
    #[command(flatten)]
    #[allow(missing_docs, reason = "the type says it")]
    pub place: Place,
    /// How to write the records
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
}

/// `candor consents`.
#[derive(Debug, Subcommand)]
pub enum Consents {
    /// Show the consent records of one visitor, or of all
    Show {
        /// The visitor's identifier, as the cookie holds it [default: all visitors]
        visitor: Option<String>,
        #[command(flatten)]
        #[allow(missing_docs, reason = "the type says it")]
        records: Records,
    },
    /// Print the consent records of some time as ISO/IEC TS 27560 has them, or as a table
    Export(ConsentsExport),
    /// Count what visitors chose, by month and purpose
    Figures {
        #[command(flatten)]
        #[allow(missing_docs, reason = "the type says it")]
        records: Records,
    },
}

/// `candor consents export`.
#[derive(Debug, Args)]
pub struct ConsentsExport {
    /// The first day on which they were received, in UTC [default: the first of all]
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub from: Option<Date>,
    /// The last day on which they were received, in UTC [default: today]
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub to: Option<Date>,
    /// How to write them
    #[arg(long, value_enum, default_value_t)]
    pub format: ExportFormat,
    #[command(flatten)]
    #[allow(missing_docs, reason = "the type says it")]
    pub place: Place,
}

/// `candor courier`.
#[derive(Debug, Args)]
pub struct Courier {
    /// The mail server, such as smtps://NAME:PASSWORD@mail.example.uz
    #[arg(long, value_name = "URL", env = "CANDOR_SMTP", hide_env_values = true)]
    pub smtp: Option<String>,
    /// Write letters into this folder instead of sending them
    #[arg(long, value_name = "DIR", conflicts_with = "smtp")]
    pub folder: Option<PathBuf>,
    /// The address that letters come from [default: the controller's]
    #[arg(long, value_name = "ADDRESS")]
    pub from: Option<String>,
    /// The secret that the function has [default: the file beside the preview's database]
    #[arg(long, value_name = "SECRET", env = "CANDOR_HASHING_KEY", hide_env_values = true)]
    pub hashing_key: Option<String>,
    #[command(flatten)]
    #[allow(missing_docs, reason = "the type says it")]
    pub place: Place,
    #[command(flatten)]
    #[allow(missing_docs, reason = "the type says it")]
    pub root: Root,
}

/// A day as people write it down, and nothing that is merely like one.
fn day(text: &str) -> Result<Date, String> {
    let date = text.parse().ok().filter(|date: &Date| date.to_string() == text);
    date.ok_or_else(|| "write the day as 2026-11-20".to_owned())
}
