//! `candor build`: the portal becomes files in the output folder.

use candor_site::{Report, Site};
use jiff::Timestamp;

use crate::output::{Files, Written};
use crate::{Error, Verdict, arguments, compress, folder, output, report, terminal};

/// Builds and writes, unless the content has errors: then nothing is written, and what stands in the folder stays.
///
/// # Errors
/// The content cannot be read, or the output not be written.
pub(crate) fn build(arguments: &arguments::Build) -> Result<Verdict, Error> {
    let sources = folder::read(&arguments.root.root)?;
    let date = arguments.date.unwrap_or_else(|| candor_site::today_in(&sources, Timestamp::now()));
    let (site, report) = candor_site::build(&sources, date, arguments.drafts);
    terminal::tell(report::draw(report::first(&report), &sources, terminal::width()));
    let Some(site) = site else {
        terminal::tell_line(format_args!("Nothing was written: {}.", summary(&report)));
        return Ok(Verdict::Faults);
    };
    let out = &arguments.out;
    let mut files = files(site);
    if arguments.compress {
        compress::add_copies(&mut files, out);
    }
    let written = output::write(out, &files)?;
    terminal::print_line(format_args!("{} in {}, as of {date}.", told(written), out.display()));
    if let Some(summary) = report::summary(&report) {
        terminal::tell_line(format_args!("{summary}; `candor check` shows everything."));
    }
    Ok(Verdict::Fine)
}

fn summary(report: &Report) -> String {
    report::summary(report).unwrap_or_default()
}

/// The site and the intake's folder as one map, as they lie in the output folder.
fn files(site: Site) -> Files {
    let inside = |folder: &'static str| move |(path, bytes)| (format!("{folder}/{path}"), bytes);
    site.site.into_iter().map(inside("site")).chain(site.intake.into_iter().map(inside("intake"))).collect()
}

fn told(Written { made, changed, removed }: Written) -> String {
    format!("{made} files ({changed} written, {removed} removed)")
}
