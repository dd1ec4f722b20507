//! `candor init`: a small portal to start from, and what to do next.

use std::fs;
use std::path::Path;

use candor_model::Locale;
use candor_site::{Preset, Report, Severity, Sources};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::starter::{Starter, edition, is_written_in};
use crate::{Error, Verdict, arguments, terminal};

/// Writes the portal into the folder, unless there is content in it already.
///
/// # Errors
/// There is content, what was asked for makes no portal, or the disk refuses.
pub(crate) fn init(arguments: &arguments::Init) -> Result<Verdict, Error> {
    let root = &arguments.folder;
    if root.join("content").exists() {
        return Err(Error::HasContent(root.clone()));
    }
    let (sources, report) = portal(arguments)?;
    for (path, bytes) in sources.under("content/") {
        write(&root.join(path), bytes)?;
    }
    print_next_steps(root, &arguments.locales, &report);
    Ok(Verdict::Fine)
}

/// The new portal, in force from today, if it builds; and what there is to say about it.
fn portal(arguments: &arguments::Init) -> Result<(Sources, Report), Error> {
    refuse_duplicates(&arguments.locales)?;
    refuse_control_characters("--name", &arguments.name)?;
    refuse_control_characters("--email", &arguments.email)?;
    let jurisdiction = arguments.jurisdiction.as_deref().map(preset).transpose()?;
    let starter = Starter {
        locales: &arguments.locales,
        name: &arguments.name,
        email: &arguments.email,
        jurisdiction,
        today: today(jurisdiction.unwrap_or(Preset::neutral())),
    };
    let sources = starter.sources();
    let (_, report) = candor_site::build(&sources, starter.today, false);
    let error = report.iter().find(|diagnostic| diagnostic.severity() == Severity::Error);
    match error {
        Some(error) => Err(Error::Usage(format!("this makes no portal: {}", error.message))),
        None => Ok((sources, report)),
    }
}

/// The day where the company is, which is the day that the new portal is checked on.
fn today(preset: &Preset) -> Date {
    let zone = TimeZone::get(&preset.time_zone).unwrap_or(TimeZone::UTC);
    Timestamp::now().to_zoned(zone).date()
}

fn refuse_duplicates(locales: &[Locale]) -> Result<(), Error> {
    let repeats = |(place, locale): &(usize, &Locale)| locales[..*place].contains(locale);
    match locales.iter().enumerate().find(repeats) {
        Some((_, locale)) => Err(Error::Usage(format!("--locales names `{locale}` twice: name each locale once"))),
        None => Ok(()),
    }
}

fn refuse_control_characters(option: &str, text: &str) -> Result<(), Error> {
    if text.trim().is_empty() || text.contains(char::is_control) {
        return Err(Error::Usage(format!("{option} is empty, or has a line end or another control character in it")));
    }
    Ok(())
}

fn preset(id: &str) -> Result<&'static Preset, Error> {
    let known = || Preset::ids().filter(|id| *id != "none").collect::<Vec<_>>().join(", ");
    let unknown = || Error::Usage(format!("there is no jurisdiction `{id}`: use one of {}, or none", known()));
    Preset::of(id).ok_or_else(unknown)
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let folder = path.parent().unwrap_or(path);
    fs::create_dir_all(folder).map_err(Error::write(folder))?;
    fs::write(path, bytes).map_err(Error::write(path))
}

fn print_next_steps(root: &Path, locales: &[Locale], report: &Report) {
    let shown = root.display();
    let first = locales.first().map(edition).unwrap_or_default();
    terminal::print_line(format_args!("A small portal is in {shown}. What to do next:\n"));
    terminal::print_line(format_args!("  Make it yours:      {}", root.join("content/portal.toml").display()));
    terminal::print_line(format_args!("  Say what you do:    {}", root.join(first).display()));
    for locale in locales.iter().filter(|locale| !is_written_in(locale)) {
        let edition = root.join(edition(locale));
        terminal::print_line(format_args!("  Translate:          {}, which is English still", edition.display()));
    }
    for warning in report.iter().filter(|diagnostic| diagnostic.severity() == Severity::Warning) {
        terminal::print_line(format_args!("  Mind:               {} {}", warning.message, warning.hint));
    }
    terminal::print_line(format_args!("  See it as you edit: candor serve --root {shown}"));
    terminal::print_line(format_args!("  See what it lacks:  candor check --root {shown}"));
    terminal::print_line(format_args!("  Lock the text:      candor publish privacy 1 --root {shown}"));
}
