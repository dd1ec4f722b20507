//! The draft of a year's figures: `figures/<year>.toml`, as `candor requests figures --format toml` writes it.

use candor_model::{RefusalGround, Right};
use jiff::civil::Date;

use super::table::{FromTable, Table};
use super::values::OneOf;
use crate::at::At;

/// `figures/<year>.toml`
#[derive(Debug)]
pub(crate) struct FiguresDraft {
    pub(crate) year: Option<At<i16>>,
    pub(crate) counted_on: Option<At<Date>>,
    pub(crate) smallest_group: Option<At<u32>>,
    pub(crate) median_days: Option<At<u32>>,
    pub(crate) rights: Vec<RightFiguresDraft>,
}

impl FromTable for FiguresDraft {
    fn from_table(table: &mut Table<'_>) -> Self {
        Self {
            year: table.required("year"),
            counted_on: table.required("counted_on"),
            smallest_group: table.optional("smallest_group"),
            median_days: table.optional("median_days"),
            rights: table.tables("right"),
        }
    }
}

/// `[[right]]`. A count that is not written is zero.
#[derive(Debug)]
pub(crate) struct RightFiguresDraft {
    pub(crate) id: Option<At<OneOf<Right>>>,
    pub(crate) received: Option<At<u32>>,
    pub(crate) fulfilled: Option<At<u32>>,
    pub(crate) refused: Option<At<u32>>,
    pub(crate) refused_by: GroundsDraft,
    pub(crate) forwarded: Option<At<u32>>,
    pub(crate) withdrawn: Option<At<u32>>,
    pub(crate) expired: Option<At<u32>>,
    pub(crate) open: Option<At<u32>>,
    pub(crate) extended: Option<At<u32>>,
    pub(crate) late: Option<At<u32>>,
    pub(crate) median_days: Option<At<u32>>,
}

impl FromTable for RightFiguresDraft {
    fn from_table(table: &mut Table<'_>) -> Self {
        Self {
            id: table.required("id"),
            received: table.required("received"),
            fulfilled: table.optional("fulfilled"),
            refused: table.optional("refused"),
            refused_by: table.table("refused_by").unwrap_or_default(),
            forwarded: table.optional("forwarded"),
            withdrawn: table.optional("withdrawn"),
            expired: table.optional("expired"),
            open: table.optional("open"),
            extended: table.optional("extended"),
            late: table.optional("late"),
            median_days: table.optional("median_days"),
        }
    }
}

/// `refused_by`: how many on each ground.
#[derive(Debug, Default)]
pub(crate) struct GroundsDraft(pub(crate) Vec<(RefusalGround, At<u32>)>);

impl FromTable for GroundsDraft {
    fn from_table(table: &mut Table<'_>) -> Self {
        let read = |ground: RefusalGround| Some((ground, table.optional(ground.as_str())?));
        Self(RefusalGround::ALL.into_iter().filter_map(read).collect())
    }
}
