//! `candor courier`: one round of the courier.

use std::path::Path;

use candor_intake::{Duties, Front, HashingKey, Host, Intake, Limits, LogLine, MailServer, Round};
use http::request::Parts;
use jiff::Timestamp;

use super::on_runtime;
use crate::post::Folder;
use crate::terminal::{print_line, tell_line};
use crate::{Error, Verdict, arguments, folder, records};

/// Does the duties of the day and sends the mail that waits.
///
/// # Errors
/// The portal does not build, the records or the secret cannot be read, or a letter was not taken; it is tried again at a
/// later run.
pub(crate) fn courier(arguments: &arguments::Courier) -> Result<Verdict, Error> {
    let sources = folder::read(&arguments.root.root)?;
    let today = candor_site::today_in(&sources, Timestamp::now());
    let (Some((catalogue, theme)), _) = candor_site::build_for_intake(&sources, today) else {
        return Err(Error::BadContent);
    };
    let hashing_key = hashing_key(arguments)?;
    on_runtime(async {
        let store = records::open(&arguments.place).await?;
        let front = catalogue.base_url.clone();
        let from = arguments.from.clone().unwrap_or_else(|| catalogue.controller.email.clone());
        let intake = Intake::new(catalogue, theme, store, host(hashing_key))?;
        let round = match (&arguments.smtp, &arguments.folder) {
            (Some(address), _) => intake.make_round(&MailServer::at(address, from)?, &front).await?,
            (None, Some(path)) => intake.make_round(&Folder { path: path.clone(), from }, &front).await?,
            (None, None) => {
                return Err(Error::Usage(
                    "say how to send mail: --smtp smtps://NAME:PASSWORD@SERVER (or CANDOR_SMTP), or --folder DIR for \
                     files instead"
                        .to_owned(),
                ));
            }
        };
        tell(&round)
    })
}

fn tell(round: &Round) -> Result<(), Error> {
    let Duties { reckoned, expired, purged, consents_erased } = round.duties;
    let done = [
        ("Requests with another date: ", reckoned),
        ("Requests that expired: ", expired),
        ("Requests that were purged: ", purged),
        ("Consent records that were erased: ", consents_erased),
    ];
    done.iter().filter(|(_, count)| *count > 0).for_each(|(what, count)| print_line(format_args!("{what}{count}")));
    print_line(format_args!("Sent: {}", round.sent));
    round.unfinished.iter().for_each(|reason| tell_line(format_args!("not done: {reason}")));
    if round.failures.is_empty() {
        return if round.unfinished.is_empty() { Ok(()) } else { Err(Error::Unfinished) };
    }
    round.failures.iter().for_each(|reason| tell_line(format_args!("not sent: {reason}")));
    Err(Error::Undelivered { failed: round.failures.len(), given_up: round.given_up })
}

/// The secret of the portal: that of the preview lies beside its database.
fn hashing_key(arguments: &arguments::Courier) -> Result<HashingKey, Error> {
    match (&arguments.hashing_key, &arguments.place.data) {
        (Some(secret), _) => {
            let weak = |weak| Error::WeakKey { file: Path::new("CANDOR_HASHING_KEY").to_owned(), weak };
            HashingKey::new(secret).map_err(weak)
        }
        (None, Some(data)) => records::hashing_key(data),
        (None, None) => Err(Error::Usage("set CANDOR_HASHING_KEY to the secret that the function has".to_owned())),
    }
}

/// The courier answers nobody: of a host it needs the time and the secret alone.
fn host(hashing_key: HashingKey) -> Host {
    let nothing = |_: &Parts| String::new();
    let log = |_: &LogLine<'_>| {};
    Host {
        now: Timestamp::now,
        random: || [0; 32],
        client: nothing,
        request_id: nothing,
        log,
        hashing_key,
        front: Front::Edge(None),
        limits: Limits::NONE,
    }
}
