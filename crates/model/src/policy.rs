//! Policies and their versions: kinds, states and the numbers of clauses.

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// What a policy is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PolicyKind {
    /// How personal data is processed. A portal's consent records and receipts refer to this one.
    Privacy,
    /// What is stored on the visitor's device.
    Cookies,
    /// The terms of use.
    Terms,
    /// Anything else.
    Other,
}

/// Where a version stands on a given day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum VersionState {
    /// Not for publication yet.
    Draft,
    /// Published, binding from a later day on.
    Upcoming,
    /// Binding today.
    InForce,
    /// Replaced by a later version.
    Superseded,
}

impl VersionState {
    /// The states of versions that are not drafts, by their effective dates, on `today`: the latest that is effective
    /// is in force, those before it are superseded, those after it upcoming. Of two with the same date the later in
    /// the list wins.
    #[must_use]
    pub fn of_all(effective: &[Date], today: Date) -> Vec<Self> {
        let in_force = (0..effective.len()).filter(|&i| effective[i] <= today).max_by_key(|&i| (effective[i], i));
        (0..effective.len())
            .map(|i| match in_force {
                Some(current) if current == i => Self::InForce,
                _ if effective[i] > today => Self::Upcoming,
                _ => Self::Superseded,
            })
            .collect()
    }

    /// The name in files and programs: `in-force`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Upcoming => "upcoming",
            Self::InForce => "in-force",
            Self::Superseded => "superseded",
        }
    }
}

/// The number of a clause as an anchor: `5`, `5.5`, `1.4.a`. Parts are separated by dots; there is no last dot.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct ClauseNumber(String);

impl ClauseNumber {
    /// Makes a number of its written parts, lower-cased: `["1", "4", "A"]` is `1.4.a`.
    #[must_use]
    pub fn from_parts<'a>(parts: impl IntoIterator<Item = &'a str>) -> Self {
        Self(parts.into_iter().collect::<Vec<_>>().join(".").to_lowercase())
    }

    /// The number as an anchor.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The parts: `1`, `4`, `a`.
    pub fn parts(&self) -> impl Iterator<Item = &str> {
        self.0.split('.')
    }

    /// How deep the clause lies: 1 for `5`, 3 for `1.4.a`.
    #[must_use]
    pub fn depth(&self) -> usize {
        self.parts().count()
    }

    /// The clause that this one is a part of, or nothing for `5`.
    #[must_use]
    pub fn parent(&self) -> Option<Self> {
        self.0.rsplit_once('.').map(|(parent, _)| Self(parent.to_owned()))
    }

    /// The clause under this one with the given last part.
    #[must_use]
    pub fn child(&self, last: &str) -> Self {
        Self(format!("{}.{}", self.0, last.to_lowercase()))
    }
}

impl fmt::Display for ClauseNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn the_latest_effective_version_is_in_force_whatever_the_order_of_the_table() {
        use VersionState::{InForce, Superseded, Upcoming};
        let effective = [date(2027, 1, 15), date(2024, 9, 1), date(2026, 4, 15)];
        assert_eq!(VersionState::of_all(&effective, date(2026, 11, 23)), [Upcoming, Superseded, InForce]);
        assert_eq!(VersionState::of_all(&effective, date(2027, 1, 15)), [InForce, Superseded, Superseded]);
        assert_eq!(VersionState::of_all(&effective, date(2020, 1, 1)), [Upcoming; 3]);
    }

    #[test]
    fn a_clause_number_knows_its_parent() {
        let number = ClauseNumber::from_parts(["1", "4", "А"]);
        assert_eq!(number.as_str(), "1.4.а");
        assert_eq!(number.depth(), 3);
        assert_eq!(number.parent(), Some(ClauseNumber::from_parts(["1", "4"])));
    }
}
