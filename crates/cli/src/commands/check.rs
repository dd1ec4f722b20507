//! `candor check`: every diagnostic, advice too, and nothing written.

use candor_site::{Report, Severity, Sources};
use jiff::Timestamp;

use crate::arguments::{self, Format};
use crate::report;
use crate::{Error, Verdict, folder, terminal};

/// Prints the diagnostics. Drafts are checked too, since whoever writes one wants to know.
///
/// # Errors
/// The content cannot be read.
pub(crate) fn check(arguments: &arguments::Check) -> Result<Verdict, Error> {
    let sources = folder::read(&arguments.root.root)?;
    let date = candor_site::today_in(&sources, Timestamp::now());
    let (_, report) = candor_site::build(&sources, date, true);
    match arguments.format {
        Format::Human => print_for_people(&report, &sources),
        Format::Json => print_for_programs(&report, &sources),
    }
    let fails = report.has_errors() || arguments.strict && report.count(Severity::Warning) > 0;
    Ok(if fails { Verdict::Faults } else { Verdict::Fine })
}

fn print_for_people(report: &Report, sources: &Sources) {
    terminal::print(report::draw(report.iter(), sources, terminal::width()));
    let summary = report::summary(report).unwrap_or_else(|| "Nothing to say: the content is fine".to_owned());
    terminal::print_line(format_args!("{summary}."));
}

fn print_for_programs(report: &Report, sources: &Sources) {
    for entry in report::entries(report.iter(), sources) {
        terminal::print_json(&entry);
    }
}
