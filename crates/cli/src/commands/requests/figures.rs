//! `candor requests figures`: how many requests came, what became of them, and how fast.

use candor_model::Right;
use jiff::civil::Date;
use serde::Serialize;

use super::cases::cases;
use super::figures_file::file;
use super::today;
use crate::arguments::{self, FiguresFormat};
use crate::commands::on_runtime;
use crate::figures::{Case, Figures, by_right};
use crate::terminal::{print, print_json, print_line};
use crate::{Error, Verdict, folder, records};

/// What stands in the place of a right for all of them together.
const ALL: &str = "all";

/// A line for programs.
#[derive(Serialize)]
struct Line<'a> {
    right: &'a str,
    #[serde(flatten)]
    figures: &'a Figures,
}

/// Prints the figures of each right that was exercised, then of all together.
///
/// # Errors
/// The records cannot be reached, or a file is asked for without saying of which year.
pub(super) fn figures(arguments: &arguments::Figures) -> Result<Verdict, Error> {
    let (from, to) = match arguments.year {
        Some(year) => (Date::constant(year, 1, 1), Date::constant(year, 12, 31)),
        None => (Date::MIN, Date::MAX),
    };
    on_runtime(async {
        let cases = cases(&records::open(&arguments.place).await?, from, to).await?;
        let by_right = by_right(&cases);
        let all = Figures::of(&cases.iter().collect::<Vec<&Case>>());
        let rights = by_right.iter().map(|(right, figures)| (Right::as_str(*right), figures));
        let lines: Vec<(&str, &Figures)> = rights.chain([(ALL, &all)]).collect();
        match (arguments.format, arguments.year) {
            (FiguresFormat::Json, _) => {
                lines.iter().for_each(|&(right, figures)| print_json(&Line { right, figures }));
            }
            (FiguresFormat::Toml, Some(year)) => {
                let counted_on = today(&folder::read(&arguments.root.root)?);
                print(file(year, counted_on, (&by_right, &all)));
            }
            (FiguresFormat::Toml, None) => {
                return Err(Error::Usage(
                    "say of which year, with --year YYYY: the portal has a file for each".to_owned(),
                ));
            }
            (FiguresFormat::Human, _) if cases.is_empty() => print_line("No request was received in that time."),
            (FiguresFormat::Human, _) => print_tables(&lines),
        }
        Ok(())
    })
}

/// Three tables, since one does not fit beside each other on 80 columns.
fn print_tables(lines: &[(&str, &Figures)]) {
    print_line(format_args!("{:25} received fulfilled refused forwarded withdrawn", "right"));
    for (right, figures) in lines {
        let Figures { received, fulfilled, refused, forwarded, withdrawn, .. } = figures;
        print_line(format_args!("{right:25} {received:8} {fulfilled:9} {refused:7} {forwarded:9} {withdrawn:9}"));
    }
    print_line(format_args!("\n{:25}  open  expired  extended  answered late  median days", "right"));
    for (right, figures) in lines {
        let Figures { open, expired, extended, late, .. } = figures;
        let median = figures.median_days.map_or("-".to_owned(), |days| days.to_string());
        print_line(format_args!("{right:25}  {open:4}  {expired:7}  {extended:8}  {late:13}  {median:>11}"));
    }
    if lines.iter().any(|(_, figures)| !figures.refused_by.is_empty()) {
        print_line(format_args!("\n{:25} refused, by ground", "right"));
    }
    for (right, figures) in lines {
        for (ground, count) in &figures.refused_by {
            print_line(format_args!("{right:25} {count:7}  {ground}"));
        }
    }
}
