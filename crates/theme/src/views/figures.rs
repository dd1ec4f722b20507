//! The figures of requests, year by year.

use serde::Serialize;

use crate::{Chrome, DateView};

/// `/<locale>/requests/figures/`.
#[derive(Clone, Debug, Serialize)]
pub struct FiguresPage {
    /// The frame.
    pub chrome: Chrome,
    /// The years, the newest first.
    pub years: Vec<FiguresYear>,
}

/// The figures of one year.
#[derive(Clone, Debug, Serialize)]
pub struct FiguresYear {
    /// The year, in digits.
    pub year: String,
    /// The day on which they were counted.
    pub counted_on: DateView,
    /// Where so few requests came that nothing else is told: fewer than so many.
    pub fewer_than: Option<String>,
    /// A row for each right, then one for rights that are told together, then one for all. Their cells have the same
    /// names.
    pub rows: Vec<FiguresRow>,
    /// Some rights are told together, since few people used them.
    pub has_together: bool,
    /// How many requests were refused on each ground.
    pub grounds: Vec<FiguresRow>,
}

/// One row of a table.
#[derive(Clone, Debug, Serialize)]
pub struct FiguresRow {
    /// What is counted: a right, a ground.
    pub title: String,
    /// The counts.
    pub cells: Vec<FiguresCell>,
}

/// One count.
#[derive(Clone, Debug, Serialize)]
pub struct FiguresCell {
    /// What it counts; the words stand under `figures.counts.<name>`.
    pub name: &'static str,
    /// The number as the locale writes it; empty where nobody knows it.
    pub number: String,
}
