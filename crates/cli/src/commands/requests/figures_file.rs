//! `content/figures/<year>.toml`: the figures of a year as the portal reads them. There is nothing personal in it, and what
//! would tell of single persons stays off the portal's page.

use std::fmt::Write as _;

use candor_model::Right;
use jiff::civil::Date;

use crate::figures::Figures;

/// The file with the figures of each right that was used, and of all together. A count of zero is left out.
pub(super) fn file(year: i16, counted_on: Date, (rights, all): (&[(Right, Figures)], &Figures)) -> String {
    let mut text = format!(
        "# Requests received in {year}, as `candor requests figures --year {year} --format toml` printed them.\n\n\
         year = {year}\ncounted_on = {counted_on}\n"
    );
    if let Some(days) = all.median_days {
        let _ = writeln!(text, "median_days = {days}");
    }
    for (right, figures) in rights {
        text += &of_right(*right, figures);
    }
    text
}

fn of_right(right: Right, figures: &Figures) -> String {
    let mut text = format!("\n[[right]]\nid = \"{right}\"\nreceived = {}\n", figures.received);
    let mut line = |key: &str, count: usize| {
        if count > 0 {
            let _ = writeln!(text, "{key} = {count}");
        }
    };
    line("fulfilled", figures.fulfilled);
    line("refused", figures.refused);
    line("forwarded", figures.forwarded);
    line("withdrawn", figures.withdrawn);
    line("expired", figures.expired);
    line("open", figures.open);
    line("extended", figures.extended);
    line("late", figures.late);
    if let Some(days) = figures.median_days {
        let _ = writeln!(text, "median_days = {days}");
    }
    if !figures.refused_by.is_empty() {
        let grounds: Vec<_> = figures.refused_by.iter().map(|(ground, count)| format!("{ground} = {count}")).collect();
        let _ = writeln!(text, "refused_by = {{ {} }}", grounds.join(", "));
    }
    text
}
