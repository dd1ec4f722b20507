//! The ends of lines: an edited text gets those back that its author gave it.

use similar::{Algorithm, DiffOp, capture_diff_slices};

/// An edited text in which each line ends as its author ended it; toml_edit writes `\n`. A new line ends as the one before.
pub(super) fn with_line_ends_of(text: &str, edited: &str) -> String {
    let (was, is): (Vec<&str>, Vec<&str>) =
        (text.split_inclusive('\n').collect(), edited.split_inclusive('\n').collect());
    let words = |lines: &[&str]| lines.iter().map(|line| without_end(line).to_owned()).collect::<Vec<_>>();
    let mut end = was.first().map_or("\n", |line| end_of(line));
    let mut written = String::with_capacity(edited.len());
    for step in capture_diff_slices(Algorithm::Myers, &words(&was), &words(&is)) {
        let is_kept = matches!(step, DiffOp::Equal { .. });
        let mut before = was[step.old_range()].iter().filter(|_| is_kept);
        for line in &is[step.new_range()] {
            end = before.next().map_or(end, |line| end_of(line));
            written.push_str(without_end(line));
            written.push_str(if line.ends_with('\n') { end } else { "" });
        }
    }
    written
}

fn without_end(line: &str) -> &str {
    line.trim_end_matches(['\r', '\n'])
}

fn end_of(line: &str) -> &'static str {
    if line.ends_with("\r\n") { "\r\n" } else { "\n" }
}
