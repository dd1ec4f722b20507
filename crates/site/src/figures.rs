//! The figures of a year, and what of them may be published: how many requests came, what became of them, how fast.
//!
//! Where few people used a right, whoever knows one of them could read from the figures what became of that request.
//! Rights that fewer than [`YearFigures::smallest_group`] requests used are therefore counted together, with the next
//! larger one where they would still be too few. For the same reason, grounds are told for all rights together only.
//! No law says how small is too small; five is what statistical offices often take (practice). A company with the data
//! of ten million Californians must publish each right by itself (11 CCR § 7102(a); the regulation's own text), and sets
//! the limit to zero.

use std::collections::BTreeMap;

use candor_model::{RefusalGround, Right};
use jiff::civil::Date;
use serde::Serialize;

/// How small a group may be where the author does not say.
pub(crate) const SMALLEST_GROUP: u32 = 5;

/// The figures of one year, as the company counted them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct YearFigures {
    /// The year in which the requests were received.
    pub year: i16,
    /// The day on which they were counted. Some were open then.
    pub counted_on: Date,
    /// Of fewer requests than these nothing is told.
    pub smallest_group: u32,
    /// The median of all answers; of medians it cannot be reckoned.
    pub median_days: Option<u32>,
    /// What was counted of each right that was used.
    pub rights: Vec<(Right, Counts)>,
    /// How many requests were refused on each ground.
    pub refused_by: Vec<(RefusalGround, u32)>,
}

/// What was counted of some requests. Each is one of those that were fulfilled, refused, forwarded or withdrawn,
/// or expired, or are open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// How many were received.
    pub received: u32,
    /// Of how many what was asked for was done.
    pub fulfilled: u32,
    /// Of how many it was not done.
    pub refused: u32,
    /// How many were handed over to the one who decides.
    pub forwarded: u32,
    /// How many the subject took back.
    pub withdrawn: u32,
    /// How many were closed since nobody confirmed them.
    pub expired: u32,
    /// How many still awaited an answer.
    pub open: u32,
    /// How many were to be answered later than promised.
    pub extended: u32,
    /// How many were fulfilled or refused after the day by which they had to be.
    pub late: u32,
    /// The median of the calendar days from receipt to answer; none where nothing was answered, or nobody knows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub median_days: Option<u32>,
}

/// The figures of a year that tell of nobody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Published {
    pub(crate) year: i16,
    pub(crate) counted_on: Date,
    /// Fewer requests than so many came, and nothing else is told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) fewer_than: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) all: Option<Counts>,
    pub(crate) rights: Vec<OfRight>,
    /// Rights that few people used.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) together: Option<Together>,
    pub(crate) refused_by: BTreeMap<&'static str, u32>,
    /// How many were refused on other grounds, each of which is rare.
    #[serde(skip_serializing_if = "is_zero")]
    pub(crate) refused_otherwise: u32,
}

/// What is told of one right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct OfRight {
    pub(crate) right: Right,
    #[serde(flatten)]
    pub(crate) counts: Counts,
}

/// What is told of several rights.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Together {
    pub(crate) rights: Vec<Right>,
    #[serde(flatten)]
    pub(crate) counts: Counts,
}

impl YearFigures {
    /// What may be published of them.
    pub(crate) fn published(&self) -> Published {
        let all = Counts { median_days: self.median_days, ..sum(self.rights.iter().map(|(_, counts)| counts)) };
        let mut published = Published {
            year: self.year,
            counted_on: self.counted_on,
            fewer_than: None,
            all: Some(all),
            rights: Vec::new(),
            together: None,
            refused_by: BTreeMap::new(),
            refused_otherwise: 0,
        };
        if (1..self.smallest_group).contains(&all.received) {
            return Published { fewer_than: Some(self.smallest_group), all: None, ..published };
        }
        let is_rare = rare(&self.rights, self.smallest_group, |(_, counts)| counts.received);
        for (of_right, is_rare) in self.rights.iter().zip(&is_rare) {
            let (right, counts) = *of_right;
            if *is_rare {
                published.together.get_or_insert_with(Together::default).add(right, counts);
            } else {
                published.rights.push(OfRight { right, counts });
            }
        }
        let is_rare = rare(&self.refused_by, self.smallest_group, |(_, count)| *count);
        for ((ground, count), is_rare) in self.refused_by.iter().zip(&is_rare) {
            if *is_rare {
                published.refused_otherwise += count;
            } else {
                published.refused_by.insert(ground.as_str(), *count);
            }
        }
        published
    }
}

impl Together {
    fn add(&mut self, right: Right, counts: Counts) {
        self.rights.push(right);
        self.counts = sum([&self.counts, &counts]);
    }
}

/// Which groups are counted together: those that are too small and, where they are too few even then, the next larger
/// ones. An empty group tells of nobody.
fn rare<T>(groups: &[T], smallest: u32, size: impl Fn(&T) -> u32) -> Vec<bool> {
    let mut by_size: Vec<usize> = (0..groups.len()).filter(|at| size(&groups[*at]) > 0).collect();
    by_size.sort_by_key(|at| size(&groups[*at]));
    let (mut is_rare, mut together) = (vec![false; groups.len()], 0_u32);
    for at in by_size {
        let size = size(&groups[at]);
        if size >= smallest && (together == 0 || together >= smallest) {
            break;
        }
        is_rare[at] = true;
        together = together.saturating_add(size);
    }
    is_rare
}

/// Nobody knows the median of several groups from theirs.
fn sum<'a>(counts: impl IntoIterator<Item = &'a Counts>) -> Counts {
    counts.into_iter().fold(Counts::default(), |sum, one| Counts {
        received: sum.received.saturating_add(one.received),
        fulfilled: sum.fulfilled.saturating_add(one.fulfilled),
        refused: sum.refused.saturating_add(one.refused),
        forwarded: sum.forwarded.saturating_add(one.forwarded),
        withdrawn: sum.withdrawn.saturating_add(one.withdrawn),
        expired: sum.expired.saturating_add(one.expired),
        open: sum.open.saturating_add(one.open),
        extended: sum.extended.saturating_add(one.extended),
        late: sum.late.saturating_add(one.late),
        median_days: None,
    })
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde asks so")]
fn is_zero(count: &u32) -> bool {
    *count == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figures(received: &[u32], refused_by: &[u32]) -> Published {
        let counts = |received: &u32| Counts { received: *received, ..Counts::default() };
        let figures = YearFigures {
            year: 2025,
            counted_on: jiff::civil::date(2026, 1, 12),
            smallest_group: 5,
            median_days: None,
            rights: Right::ALL.into_iter().zip(received.iter().map(counts)).collect(),
            refused_by: RefusalGround::ALL.into_iter().zip(refused_by.iter().copied()).collect(),
        };
        figures.published()
    }

    #[test]
    fn groups_that_are_too_small_are_told_together_and_never_to_be_reckoned_back() {
        for (received, alone, together) in [
            (&[23, 9][..], &[23, 9][..], None),
            (&[23, 0, 9], &[23, 0, 9], None),
            (&[23, 4, 3, 9], &[23, 9], Some(7)),
            // The two would be 3 together: the next larger one hides them.
            (&[23, 1, 2, 9], &[23], Some(12)),
            (&[23, 4], &[], Some(27)),
        ] {
            let published = figures(received, &[]);
            let told: Vec<_> = published.rights.iter().map(|of_right| of_right.counts.received).collect();
            assert_eq!((told.as_slice(), published.together.map(|all| all.counts.received)), (alone, together));
            assert_eq!(published.all.map(|all| all.received), Some(received.iter().sum()));
        }
    }

    #[test]
    fn of_a_year_with_too_few_requests_nothing_but_that_is_told() {
        let published = figures(&[2, 2], &[1]);
        assert_eq!((published.fewer_than, published.all, published.rights.len()), (Some(5), None, 0));
        assert_eq!((published.refused_by.len(), published.refused_otherwise), (0, 0));
        assert_eq!(figures(&[], &[]).all, Some(Counts::default()));
    }

    #[test]
    fn rare_grounds_are_told_together() {
        // Of two that were refused on one ground alone nobody could be told apart from the six.
        let published = figures(&[40], &[7, 2, 6]);
        assert_eq!((published.refused_by, published.refused_otherwise), (BTreeMap::from([("not-confirmed", 7)]), 8));
        let published = figures(&[40], &[7, 0, 6]);
        let told = BTreeMap::from([("not-confirmed", 7), ("no-data", 0), ("unfounded", 6)]);
        assert_eq!((published.refused_by, published.refused_otherwise), (told, 0));
    }
}
