//! The figures of each year: of a year that there was, and with counts that add up.

use std::collections::BTreeMap;

use candor_model::RefusalGround;
use jiff::civil::Date;

use super::texts::report_duplicates;
use crate::at::At;
use crate::figures::{Counts, SMALLEST_GROUP, YearFigures};
use crate::parse::{FiguresDraft, RightFiguresDraft};
use crate::{Code, Diagnostic, Report, Span};

/// Checks the figures of all years by the names of their files. Gives those of the years that have begun, the newest first:
/// a portal may be built as of a day long ago.
pub(super) fn check(drafts: BTreeMap<i16, FiguresDraft>, today: Date, report: &mut Report) -> Vec<YearFigures> {
    drafts
        .into_iter()
        .rev()
        .filter_map(|(year, draft)| of_year(year, draft, report))
        .filter(|f| f.year <= today.year())
        .collect()
}

fn of_year(name: i16, draft: FiguresDraft, report: &mut Report) -> Option<YearFigures> {
    if let Some(year) = &draft.year {
        check_year(name, year, draft.counted_on.as_ref(), report);
    }
    let ids: Vec<_> = draft.rights.iter().filter_map(|right| right.id.as_ref()).collect();
    let ids: Vec<_> = ids.into_iter().map(|id| At::new(id.value.0, id.span.clone())).collect();
    report_duplicates("rights", &ids, report);
    draft.rights.iter().for_each(|right| check_sums(name, right, report));
    let grounds = draft.rights.iter().flat_map(|right| &right.refused_by.0);
    let refused_by = by_ground(grounds.map(|(ground, count)| (*ground, count.value)));
    Some(YearFigures {
        year: draft.year?.value,
        counted_on: draft.counted_on?.value,
        smallest_group: draft.smallest_group.map_or(SMALLEST_GROUP, |limit| limit.value),
        median_days: draft.median_days.map(|days| days.value),
        rights: draft
            .rights
            .into_iter()
            .filter_map(|right| Some((right.id.as_ref()?.value.0, counts(&right))))
            .collect(),
        refused_by,
    })
}

fn check_year(name: i16, year: &At<i16>, counted_on: Option<&At<Date>>, report: &mut Report) {
    let wrong = if year.value != name {
        let message = format!("The file is named for {name}, and its figures are of {year}.");
        Some((message, "Name the file after the year, or mend the year."))
    } else if counted_on.is_some_and(|day| day.value.year() < year.value) {
        let message = format!("The year {year} had not begun on the day on which it was counted.");
        Some((message, "Write the year in which the requests were received."))
    } else {
        None
    };
    if let Some((message, hint)) = wrong {
        report.add(Diagnostic::new(Code::WrongYear, year.span.clone(), message, hint));
    }
}

/// Sees that each request is counted once among what became of it, and that no part is more than its whole.
fn check_sums(year: i16, draft: &RightFiguresDraft, report: &mut Report) {
    let Some(received) = &draft.received else { return };
    let Counts { fulfilled, refused, forwarded, withdrawn, expired, open, extended, late, .. } = counts(draft);
    let mut wrong = |span: &Span, message: String| {
        let hint = format!("Count again: `candor requests figures --year {year} --format toml`.");
        report.add(Diagnostic::new(Code::WrongSum, span.clone(), message, hint));
    };
    let ended = total([fulfilled, refused, forwarded, withdrawn, expired, open]);
    if ended != u64::from(received.value) {
        wrong(
            &received.span,
            format!(
                "{received} requests were received, but {fulfilled} fulfilled, {refused} refused, {forwarded} forwarded, \
                 {withdrawn} withdrawn, {expired} expired and {open} open ones are {ended}."
            ),
        );
    }
    let grounds = &draft.refused_by.0;
    let by_ground = total(grounds.iter().map(|(_, count)| count.value));
    if let Some((_, first)) = grounds.first().filter(|_| by_ground != u64::from(refused)) {
        let span = draft.refused.as_ref().map_or(&first.span, |refused| &refused.span);
        wrong(span, format!("{refused} requests were refused, but the grounds of {by_ground} are given."));
    }
    let answered = total([fulfilled, refused]);
    for (count, whole, message) in [
        (
            &draft.extended,
            u64::from(received.value),
            format!("{extended} requests were extended, of {received} received."),
        ),
        (&draft.late, answered, format!("{late} answers were late, of {answered}.")),
    ] {
        if let Some(count) = count.as_ref().filter(|count| u64::from(count.value) > whole) {
            wrong(&count.span, message);
        }
    }
}

fn total(counts: impl IntoIterator<Item = u32>) -> u64 {
    counts.into_iter().map(u64::from).sum()
}

fn counts(draft: &RightFiguresDraft) -> Counts {
    let count = |count: &Option<At<u32>>| count.as_ref().map_or(0, |count| count.value);
    Counts {
        received: count(&draft.received),
        fulfilled: count(&draft.fulfilled),
        refused: count(&draft.refused),
        forwarded: count(&draft.forwarded),
        withdrawn: count(&draft.withdrawn),
        expired: count(&draft.expired),
        open: count(&draft.open),
        extended: count(&draft.extended),
        late: count(&draft.late),
        median_days: draft.median_days.as_ref().map(|days| days.value),
    }
}

/// The counts of each ground that was given, in the order of the grounds.
fn by_ground(given: impl Iterator<Item = (RefusalGround, u32)>) -> Vec<(RefusalGround, u32)> {
    let given: Vec<_> = given.collect();
    let of = |ground: RefusalGround| {
        let counts = given.iter().filter(|(other, _)| *other == ground).map(|(_, count)| *count);
        (ground, counts.fold(0, u32::saturating_add))
    };
    RefusalGround::ALL.into_iter().map(of).filter(|(_, count)| *count > 0).collect()
}
