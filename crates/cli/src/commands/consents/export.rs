//! `candor consents export`: the records of some time, as proof or for a spreadsheet.

use std::collections::{BTreeMap, BTreeSet};

use candor_intake::{ConsentProof, Store, record_json};
use candor_model::{ConsentRecord, Notice, PurposeId};
use jiff::tz::TimeZone;

use super::name_of;
use crate::arguments::{ConsentsExport, ExportFormat};
use crate::commands::on_runtime;
use crate::sheet::sheet;
use crate::terminal::{print, print_json};
use crate::{Error, Verdict, records};

/// What stands before the purposes in a table.
const COLUMNS: [&str; 11] = [
    "record",
    "visitor",
    "at",
    "received_at",
    "valid_until",
    "method",
    "signal",
    "site",
    "locale",
    "notice_version",
    "notice_digest",
];

/// Prints the records that were received in that time, the oldest first.
///
/// # Errors
/// The records, or a notice that one refers to, cannot be read.
pub(super) fn export(arguments: &ConsentsExport) -> Result<Verdict, Error> {
    on_runtime(async {
        let store = records::open(&arguments.place).await?;
        let found = store.all_consents().await?;
        let is_within = |record: &ConsentRecord| is_within(record, arguments);
        match arguments.format {
            ExportFormat::Csv => print(table(&found.into_iter().filter(is_within).collect::<Vec<_>>())),
            ExportFormat::Json => print_proofs(&store, found, is_within).await?,
        }
        Ok(())
    })
}

fn is_within(record: &ConsentRecord, arguments: &ConsentsExport) -> bool {
    let day = record.received_at.to_zoned(TimeZone::UTC).date();
    arguments.from.is_none_or(|from| from <= day) && arguments.to.is_none_or(|to| day <= to)
}

/// Each record with what its visitor was shown, and had chosen before.
async fn print_proofs(
    store: &Store,
    records: Vec<ConsentRecord>,
    is_wanted: impl Fn(&ConsentRecord) -> bool,
) -> Result<(), Error> {
    let mut notices: BTreeMap<String, Notice> = BTreeMap::new();
    let mut standing: BTreeMap<String, ConsentRecord> = BTreeMap::new();
    for record in records {
        let before = record.visitor.clone().and_then(|visitor| standing.insert(visitor, record.clone()));
        if !is_wanted(&record) {
            continue;
        }
        let digest = &record.notice.digest;
        if !notices.contains_key(digest) {
            notices.insert(digest.clone(), store.notice_of(&record).await?);
        }
        let notice = notices[digest].clone();
        print_json(&record_json(&ConsentProof { record, notice, before }));
    }
    Ok(())
}

/// A row for each record, with a column for each purpose that was ever decided.
fn table(records: &[ConsentRecord]) -> String {
    let purposes: BTreeSet<&PurposeId> = records.iter().flat_map(|record| record.choices.keys()).collect();
    let head = COLUMNS.into_iter().chain(purposes.iter().map(|id| id.as_str())).map(str::to_owned).collect();
    let row = |record: &ConsentRecord| {
        let choice =
            |purpose: &&PurposeId| record.choices.get(*purpose).map_or("", |choice| name_of(*choice)).to_owned();
        facts(record).into_iter().chain(purposes.iter().map(choice)).collect()
    };
    sheet([head].into_iter().chain(records.iter().map(row)))
}

fn facts(record: &ConsentRecord) -> [String; 11] {
    [
        record.id.clone(),
        record.visitor.clone().unwrap_or_default(),
        record.at.to_string(),
        record.received_at.to_string(),
        record.valid_until.to_string(),
        record.method.as_str().to_owned(),
        if record.signal { "yes" } else { "no" }.to_owned(),
        record.site.clone().unwrap_or_default(),
        record.locale.to_string(),
        record.notice.version.to_string(),
        record.notice.digest.clone(),
    ]
}
