//! `candor requests export`: the requests of some time, for a spreadsheet or a program.

use candor_model::SubjectRequest;
use jiff::civil::Date;

use super::cases::{cases, received};
use super::show::print_record;
use super::today;
use crate::arguments::{Export, ExportFormat};
use crate::commands::on_runtime;
use crate::figures::Case;
use crate::sheet::sheet;
use crate::terminal::{harmless, print};
use crate::{Error, Verdict, folder, records};

/// The columns without anything personal. Without any request they are all that is printed.
const COLUMNS: [&str; 12] = [
    "reference",
    "right",
    "channel",
    "received_on",
    "respond_by",
    "state",
    "closed_on",
    "days",
    "in_time",
    "ground",
    "extended",
    "confirmed",
];

/// The columns that hold what the subject typed.
const PERSONAL: [&str; 3] = ["name", "email", "details"];

/// Prints the requests that were received in that time, the oldest first.
///
/// # Errors
/// The records cannot be reached.
pub(super) fn export(arguments: &Export) -> Result<Verdict, Error> {
    let (from, to) = (arguments.from.unwrap_or(Date::MIN), arguments.to.unwrap_or(Date::MAX));
    let today = today(&folder::read(&arguments.root.root)?);
    on_runtime(async {
        let store = records::open(&arguments.place).await?;
        match arguments.format {
            ExportFormat::Csv => print(table(&cases(&store, from, to).await?, today, arguments.personal)),
            ExportFormat::Json => {
                for request in received(&store, from, to).await? {
                    print_record(&store, &request, today).await?;
                }
            }
        }
        Ok(())
    })
}

fn table(cases: &[Case], today: Date, personal: bool) -> String {
    let extra = if personal { PERSONAL.as_slice() } else { &[] };
    let head = COLUMNS.iter().chain(extra).map(|&name| name.to_owned()).collect();
    let row = |case: &Case| {
        let typed = personal.then(|| typed(&case.request)).into_iter().flatten();
        cells(case, today).into_iter().chain(typed).collect()
    };
    sheet([head].into_iter().chain(cases.iter().map(row)))
}

fn cells(case: &Case, today: Date) -> [String; 12] {
    let request = &case.request;
    let yes_or_no = |is_so: bool| if is_so { "yes" } else { "no" }.to_owned();
    [
        request.reference.to_string(),
        request.right.to_string(),
        case.channel.as_str().to_owned(),
        request.received_on.to_string(),
        request.respond_by.to_string(),
        request.state.as_str().to_owned(),
        request.closed_on.map(|date| date.to_string()).unwrap_or_default(),
        case.days().map(|days| days.to_string()).unwrap_or_default(),
        case.is_in_time(today).map(yes_or_no).unwrap_or_default(),
        case.ground.map_or("", |ground| ground.as_str()).to_owned(),
        yes_or_no(case.extended),
        yes_or_no(request.confirmed.is_some()),
    ]
}

fn typed(request: &SubjectRequest) -> [String; 3] {
    [&request.name, &request.email, &request.details].map(|text| harmless(text))
}
