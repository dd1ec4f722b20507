//! `candor requests enter`: a request that came by letter, by telephone, by e-mail or in person, with its original day.

use candor_intake::{Entry, Key, NewRequest};
use candor_model::{Catalogue, FieldError, FieldFault, KEEP_NUMBERS, Reference, SubjectRequest};
use candor_site::{Portal, Severity};
use candor_theme::Typed;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};
use serde::Serialize;

use super::words::{officer, text_if_any};
use super::{Shown, today};
use crate::arguments::{Enter, Format};
use crate::commands::on_runtime;
use crate::terminal::{print_json, print_line};
use crate::{Error, Verdict, folder, records, report, terminal};

/// What was entered, for programs: the only time that the key is told.
#[derive(Serialize)]
struct WithKey<'a> {
    #[serde(flatten)]
    shown: Shown<'a>,
    key: Key,
}

/// Checks what was typed by the rules of the portal, stores it, and prints reference, key and respond-by date.
///
/// # Errors
/// What was typed is not a request that the portal takes, the content or a file cannot be read, or the records not be
/// reached.
pub(super) fn enter(arguments: &Enter) -> Result<Verdict, Error> {
    let officer = officer(&arguments.words)?;
    let typed = typed(arguments)?;
    let sources = folder::read(&arguments.root.root)?;
    let now = Timestamp::now();
    // As the portal stood on the day of receipt: the policy of that day was in force.
    let (portal, report) = Portal::load(&sources, arguments.received.date(), false);
    let Some(catalogue) = portal.map(|portal| portal.catalogue()) else {
        let errors = report.iter().filter(|diagnostic| diagnostic.severity() == Severity::Error);
        terminal::tell(report::draw(errors, &sources, terminal::width()));
        terminal::tell_line("Nothing was entered: the portal has errors, so its rules are not known.");
        return Ok(Verdict::Faults);
    };
    let received = received(arguments, &catalogue, now)?;
    let mut random = [0; 40];
    getrandom::fill(&mut random).map_err(Error::Random)?;
    let entry = Entry {
        channel: arguments.channel,
        received: received.timestamp(),
        received_on: received.date(),
        entered: now,
        officer,
        random,
    };
    let entered = candor_intake::enter(&typed, &catalogue, entry);
    let (new, key) = entered.map_err(|errors| refused(&errors, &catalogue))?;
    store(arguments, &new)?.iter().for_each(|open| {
        terminal::tell_line(format_args!(
            "{open} is open with the same right and name: see whether it is the same request."
        ));
    });
    print(new.request(), key, arguments.records.format, today(&sources));
    Ok(Verdict::Fine)
}

/// Stores it, and gives what awaits an answer already with the same right and name.
fn store(arguments: &Enter, new: &NewRequest) -> Result<Vec<Reference>, Error> {
    let mut similar = Vec::new();
    on_runtime(async {
        let store = records::open(&arguments.records.place).await?;
        let open = store.open_requests().await?.into_iter().filter(|open| are_similar(open, new.request()));
        similar = open.map(|open| open.reference).collect();
        // Without a mark it repeats nothing.
        store.put_request(new).await.map(drop).map_err(Error::from)
    })?;
    Ok(similar)
}

fn are_similar(one: &SubjectRequest, other: &SubjectRequest) -> bool {
    one.right == other.right && one.name.to_lowercase() == other.name.to_lowercase()
}

/// What was typed, under the names of the form's fields.
fn typed(arguments: &Enter) -> Result<Typed, Error> {
    let details = text_if_any(&arguments.words)?.replace("\r\n", "\n");
    let fields = [
        ("right", Some(arguments.right.to_string())),
        ("relationship", arguments.relationship.as_ref().map(ToString::to_string)),
        ("locale", arguments.locale.as_ref().map(ToString::to_string)),
        ("name", Some(arguments.name.clone())),
        ("email", arguments.email.clone()),
        ("details", Some(details)),
        (KEEP_NUMBERS, arguments.keep_numbers.then(|| "yes".to_owned())),
    ];
    Ok(fields.into_iter().filter_map(|(name, text)| Some((name.to_owned(), text?))).collect())
}

/// The moment of receipt by the portal's clocks, which has come.
fn received(arguments: &Enter, catalogue: &Catalogue, now: Timestamp) -> Result<Zoned, Error> {
    let zone = TimeZone::get(&catalogue.time_zone).unwrap_or(TimeZone::UTC);
    let received = arguments.received.to_zoned(zone).ok().filter(|received| received.timestamp() <= now);
    received.ok_or_else(|| {
        let time = arguments.received.strftime("%Y-%m-%d %H:%M");
        Error::Usage(format!("--received: {time} has not come yet where the portal is, in {}", catalogue.time_zone))
    })
}

/// Everything that is wrong with what was typed, a line for each argument.
fn refused(errors: &[FieldError], catalogue: &Catalogue) -> Error {
    let lines = errors.iter().map(|error| format!("\n  {}", sentence(error, catalogue)));
    Error::Usage(format!("nothing was entered:{}", lines.collect::<String>()))
}

fn sentence(error: &FieldError, catalogue: &Catalogue) -> String {
    let argument = if error.field == "details" { "text" } else { &error.field };
    let wrong = match &error.fault {
        FieldFault::Missing => format!("is missing{}", choices(&error.field, catalogue)),
        FieldFault::TooLong { max, actual } => format!("has {actual} characters, and at most {max} fit"),
        FieldFault::NotAnEmail => "is not an e-mail address such as name@example.com".to_owned(),
        FieldFault::NotOffered => format!("is not known{}", choices(&error.field, catalogue)),
        FieldFault::BadCharacter => "holds a character that no text holds, such as NUL".to_owned(),
        FieldFault::PrivateNumbers { .. } => {
            "holds what looks like the number of a card or a document: leave it out, nobody needs it, or say `--keep-numbers`"
                .to_owned()
        }
    };
    format!("--{argument} {wrong}")
}

/// What can be chosen, where something can.
fn choices(field: &str, catalogue: &Catalogue) -> String {
    let names: Vec<String> = match field {
        "right" => catalogue.requests.rights.iter().map(|rules| rules.right.to_string()).collect(),
        "relationship" => catalogue.requests.relationships.iter().map(|known| known.id.to_string()).collect(),
        "locale" => catalogue.locales.iter().map(ToString::to_string).collect(),
        _ => Vec::new(),
    };
    if names.is_empty() { String::new() } else { format!(": the portal has {}", names.join(", ")) }
}

fn print(request: &SubjectRequest, key: Key, format: Format, today: Date) {
    match format {
        Format::Json => print_json(&WithKey { shown: Shown::new(request, None, today), key }),
        Format::Human => {
            let SubjectRequest { reference, respond_by, .. } = request;
            print_line(format_args!("reference     {reference}\nkey           {key}\nrespond by    {respond_by}"));
            print_line(
                "\nThe key is shown this once. With reference and key the subject sees where the request stands.",
            );
        }
    }
}
