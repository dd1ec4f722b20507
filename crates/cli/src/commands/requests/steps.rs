//! The steps that an officer makes: confirm, note, extend, fulfil, refuse, forward, hold, release.

use std::fs;
use std::path::{Path, PathBuf};

use candor_intake::{Action, Moment, Step};
use candor_model::{Actor, RefusalGround, TimeLimit};
use jiff::Timestamp;

use super::show::find;
use super::words::{officer, text};
use super::{Shown, today};
use crate::arguments::{Format, Said};
use crate::commands::on_runtime;
use crate::terminal::{print_json, print_line};
use crate::{Error, Verdict, folder, records};

/// What the officer wants besides what is said.
pub(super) enum Wish<'a> {
    Confirm,
    Note,
    Extend(Option<TimeLimit>),
    Fulfil(&'a [PathBuf]),
    Refuse(RefusalGround),
    Forward,
    Hold,
    Release,
}

impl Wish<'_> {
    fn with(self, text: String) -> Result<Action, Error> {
        Ok(match self {
            Self::Confirm => Action::Confirm(Some(text)),
            Self::Note => Action::Note(text),
            Self::Extend(by) => Action::Extend { by, reason: text },
            Self::Fulfil(files) => {
                let files: Result<_, _> = files.iter().map(|file| digest(file)).collect();
                Action::Fulfil { answer: text, files: files? }
            }
            Self::Refuse(ground) => Action::Refuse { ground, reason: text },
            Self::Forward => Action::Forward(text),
            Self::Hold => Action::Hold(text),
            Self::Release => Action::Release(text),
        })
    }
}

/// Makes a step of a request and prints where it stands then.
///
/// # Errors
/// The request does not exist, has changed meanwhile, or does not allow the step; a file or the records cannot be read.
pub(super) fn take(said: &Said, wish: Wish<'_>) -> Result<Verdict, Error> {
    let action = wish.with(text(&said.words)?)?;
    let officer = officer(&said.words)?;
    on_runtime(async {
        let sources = folder::read(&said.root.root)?;
        let store = records::open(&said.records.place).await?;
        let request = find(&store, &said.reference).await?;
        let calendar = candor_site::calendar(&request.clock.calendar, &sources);
        let calendar = calendar.ok_or_else(|| unknown_calendar(&request.clock.calendar))?;
        let mut random = [0; 32];
        getrandom::fill(&mut random).map_err(Error::Random)?;
        let moment = Moment { at: Timestamp::now(), on: today(&sources), by: Actor::Officer(officer), random };
        let step = Step::take(&request, action, moment, &calendar)?;
        store.take_step(&step).await?;
        print(&step, said.records.format, &sources);
        Ok(())
    })
}

fn print(step: &Step, format: Format, sources: &candor_site::Sources) {
    let Step { request, event, .. } = step;
    match format {
        Format::Json => print_json(&Shown::new(request, None, today(sources))),
        Format::Human => {
            let due =
                if request.state.is_open() { format!(", respond by {}", request.respond_by) } else { String::new() };
            let (happened, state) = (event.kind.as_str(), request.state.as_str());
            print_line(format_args!(
                "{}: {happened} as event {}. It is {state}{due}.",
                request.reference, event.number
            ));
        }
    }
}

fn digest(file: &Path) -> Result<String, Error> {
    fs::read(file).map(|bytes| candor_intake::sha256(&bytes)).map_err(Error::read(file))
}

fn unknown_calendar(id: &str) -> Error {
    Error::NotFound(format!("the request is reckoned by the calendar `{id}`, which is not in content/calendars/"))
}
