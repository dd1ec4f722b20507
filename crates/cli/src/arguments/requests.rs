//! What can be typed after `candor requests`.

use std::path::PathBuf;

use candor_model::{Channel, Locale, Need, Reference, RefusalGround, RelationshipId, Right, TimeLimit};
use clap::{Args, Subcommand, ValueEnum};
use jiff::civil::{Date, DateTime, Time};

use super::{Format, Place, Records, Root, day};

/// `candor requests`.
#[derive(Debug, Subcommand)]
pub enum Requests {
    /// List the requests that await an answer, those that are due first
    List(List),
    /// Show one request with all that happened to it, and why it is due when it is
    Show(Show),
    /// Say that it is sure who sent it, and how you know
    Confirm(Said),
    /// Write something down that the subject does not see
    Note(Said),
    /// Answer later than promised, and tell the subject why
    Extend {
        #[command(flatten)]
        #[allow(missing_docs, reason = "the type says it")]
        said: Said,
        /// By how much, such as "1 month" [default: as much as the rules allow]
        #[arg(long, value_name = "TIME")]
        by: Option<TimeLimit>,
    },
    /// Ask the subject for more; where the rules of the request allow it, its clock stands until the answer comes
    Ask {
        #[command(flatten)]
        #[allow(missing_docs, reason = "the type says it")]
        said: Said,
        /// What is needed: clarification of what is asked for, or something by which to know who asks
        #[arg(long, value_name = "NEED", value_parser = need, default_value = "clarification")]
        about: Need,
    },
    /// Say that the answer to what was asked came another way than by the status page
    Resume {
        #[command(flatten)]
        #[allow(missing_docs, reason = "the type says it")]
        said: Said,
        /// The day on which it came [default: today]
        #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
        on: Option<Date>,
    },
    /// Close it: what was asked for is done, and this is the answer
    Fulfil {
        #[command(flatten)]
        #[allow(missing_docs, reason = "the type says it")]
        said: Said,
        /// A file that the subject gets; its SHA-256 is written down. May be repeated
        #[arg(long = "file", value_name = "FILE")]
        files: Vec<PathBuf>,
    },
    /// Close it: what was asked for is not done, on this ground and for this reason
    Refuse {
        #[command(flatten)]
        #[allow(missing_docs, reason = "the type says it")]
        said: Said,
        /// The ground, such as no-data, excessive or legal-obligation
        #[arg(long, value_name = "GROUND", value_parser = ground)]
        ground: RefusalGround,
    },
    /// Close it: another company decides, and this is which
    Forward(Said),
    /// Keep it from being erased, whatever the register of retention says, and write down why
    Hold(Said),
    /// Let it be erased again, and write down why
    Release(Said),
    /// Enter a request that came another way than by the form, with the day on which it came
    Enter(Box<Enter>),
    /// Write out all requests that were received in some time, open and closed
    Export(Export),
    /// Count the requests of some time: what came, what became of it, and how fast
    Figures(Figures),
    /// See whether any event of a request was changed, removed or moved
    Verify {
        /// The request's reference [default: every request]
        reference: Option<Reference>,
        /// The head of the chain that a receipt carries: one of the events must have it
        #[arg(long, value_name = "HASH", requires = "reference")]
        head: Option<String>,
        #[command(flatten)]
        #[allow(missing_docs, reason = "the type says it")]
        records: Records,
    },
    /// Reckon by when a request would have to be answered, and say why
    ExplainDate(ExplainDate),
}

/// `candor requests list`.
#[derive(Debug, Args)]
pub struct List {
    /// List those that are closed instead, the oldest first
    #[arg(long, conflicts_with = "overdue")]
    pub closed: bool,
    /// Only those whose day has passed
    #[arg(long)]
    pub overdue: bool,
    /// Only those that exercise this right, such as erasure
    #[arg(long, value_parser = right)]
    pub right: Option<Right>,
    #[command(flatten)]
    #[allow(missing_docs, reason = "the type says it")]
    pub records: Records,
    #[command(flatten)]
    #[allow(missing_docs, reason = "the type says it")]
    pub root: Root,
}

/// `candor requests show`.
#[derive(Debug, Args)]
pub struct Show {
    /// The request's reference, such as 7KQ2M-X9D41
    pub reference: Reference,
    #[command(flatten)]
    #[allow(missing_docs, reason = "the type says it")]
    pub records: Records,
    #[command(flatten)]
    #[allow(missing_docs, reason = "the type says it")]
    pub root: Root,
}

/// A step of a request: what is said, and by whom.
#[derive(Debug, Args)]
pub struct Said {
    /// The request's reference, such as 7KQ2M-X9D41
    pub reference: Reference,
    #[command(flatten)]
    #[allow(missing_docs, reason = "the type says it")]
    pub words: Words,
    #[command(flatten)]
    #[allow(missing_docs, reason = "the type says it")]
    pub records: Records,
    #[command(flatten)]
    #[allow(missing_docs, reason = "the type says it")]
    pub root: Root,
}

/// What is said, and who writes it down.
#[derive(Debug, Args)]
pub struct Words {
    /// What there is to say; it stays in the history of your shell
    #[arg(long, value_name = "TEXT", conflicts_with = "text_file")]
    pub text: Option<String>,
    /// The file that says it; - reads standard input
    #[arg(long, value_name = "FILE")]
    pub text_file: Option<PathBuf>,
    /// Who you are [default: the name that you are logged in with]
    #[arg(long = "as", value_name = "NAME", env = "CANDOR_OFFICER")]
    pub officer: Option<String>,
}

/// `candor requests enter`.
#[derive(Debug, Args)]
pub struct Enter {
    /// The right that it exercises, such as erasure
    #[arg(long, value_parser = right)]
    pub right: Right,
    /// When it came, by the clocks of the portal; the clock of the request runs from that day
    #[arg(long, value_name = "YYYY-MM-DD[THH:MM]", value_parser = received)]
    pub received: DateTime,
    /// How it came
    #[arg(long, value_name = "CHANNEL", value_parser = channel)]
    pub channel: Channel,
    /// The subject's name
    #[arg(long)]
    pub name: String,
    /// The subject's e-mail address, if it is known
    #[arg(long)]
    pub email: Option<String>,
    /// Who the subject is to the company, where the portal's forms ask for it
    #[arg(long, value_name = "ID", value_parser = |text: &str| RelationshipId::new(text))]
    pub relationship: Option<RelationshipId>,
    /// Keep what looks like the number of a card or a document, since it is something else
    #[arg(long)]
    pub keep_numbers: bool,
    /// In which of the portal's locales to write to the subject [default: the portal's default]
    #[arg(long, value_parser = |text: &str| Locale::new(text))]
    pub locale: Option<Locale>,
    #[command(flatten)]
    #[allow(missing_docs, reason = "the type says it")]
    pub words: Words,
    #[command(flatten)]
    #[allow(missing_docs, reason = "the type says it")]
    pub records: Records,
    #[command(flatten)]
    #[allow(missing_docs, reason = "the type says it")]
    pub root: Root,
}

fn right(name: &str) -> Result<Right, String> {
    Right::from_name(name).ok_or_else(|| format!("the rights are {}", Right::ALL.map(Right::as_str).join(", ")))
}

/// The ways on which an officer gets a request: what the form takes is never entered.
fn channel(name: &str) -> Result<Channel, String> {
    let others = Channel::ALL.into_iter().filter(|channel| *channel != Channel::Form);
    let names: Vec<_> = others.clone().map(Channel::as_str).collect();
    let found = others.clone().find(|channel| channel.as_str() == name);
    found.ok_or_else(|| format!("the channels are {}", names.join(", ")))
}

/// A day, or a minute of it. What has an offset is refused: the time is the portal's.
fn received(text: &str) -> Result<DateTime, String> {
    let moment = day(text).map(|date| date.to_datetime(Time::midnight()));
    let moment = moment.or_else(|_| DateTime::strptime("%Y-%m-%dT%H:%M", text));
    moment.map_err(|_| "write the day as 2026-11-20, or day and time as 2026-11-20T10:00".to_owned())
}

fn need(name: &str) -> Result<Need, String> {
    Need::from_name(name).ok_or_else(|| format!("the needs are {}", Need::ALL.map(Need::as_str).join(", ")))
}

fn ground(name: &str) -> Result<RefusalGround, String> {
    let names = RefusalGround::ALL.map(RefusalGround::as_str);
    RefusalGround::from_name(name).ok_or_else(|| format!("the grounds are {}", names.join(", ")))
}

/// `candor requests export`.
#[derive(Debug, Args)]
pub struct Export {
    /// Only those that were received on this day or later
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    pub from: Option<Date>,
    /// Only those that were received on this day or before
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    pub to: Option<Date>,
    /// How to write them
    #[arg(long, value_enum, default_value_t)]
    pub format: ExportFormat,
    /// Give the table the columns with names, addresses and texts, too; JSON always has them
    #[arg(long)]
    pub personal: bool,
    #[command(flatten)]
    #[allow(missing_docs, reason = "the type says it")]
    pub place: Place,
    #[command(flatten)]
    #[allow(missing_docs, reason = "the type says it")]
    pub root: Root,
}

/// How to write an export.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum ExportFormat {
    /// A table for spreadsheets, by default without anything personal
    #[default]
    Csv,
    /// One JSON object per line, with all that is known of the request
    Json,
}

/// `candor requests figures`.
#[derive(Debug, Args)]
pub struct Figures {
    /// Only those that were received in this year [default: all years]
    #[arg(long, value_name = "YYYY", value_parser = clap::value_parser!(i16).range(1..=9999))]
    pub year: Option<i16>,
    /// How to write them
    #[arg(long, value_enum, default_value_t)]
    pub format: FiguresFormat,
    #[command(flatten)]
    #[allow(missing_docs, reason = "the type says it")]
    pub place: Place,
    #[command(flatten)]
    #[allow(missing_docs, reason = "the type says it")]
    pub root: Root,
}

/// How to write figures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum FiguresFormat {
    /// Tables for people
    #[default]
    Human,
    /// One JSON object per right, then one for all
    Json,
    /// The file content/figures/YEAR.toml, from which the portal makes its page
    Toml,
}

/// `candor requests explain-date`.
#[derive(Debug, Args)]
pub struct ExplainDate {
    /// The calendar of working days, such as UZ, DE or US-CA
    #[arg(long, value_name = "ID")]
    pub calendar: String,
    /// The day of receipt
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    pub received: Date,
    /// How fast to answer: "10 working days", "30 days", "1 month"
    #[arg(long, value_name = "TIME")]
    pub limit: TimeLimit,
    /// How to write the reckoning
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
    #[command(flatten)]
    #[allow(missing_docs, reason = "the type says it")]
    pub root: Root,
}
