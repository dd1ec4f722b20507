//! The steps that an officer makes: confirm, note, extend, fulfil, refuse, forward.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use candor_intake::{Action, Moment, Step};
use candor_model::{Actor, RefusalGround, TimeLimit};
use jiff::Timestamp;

use super::show::find;
use super::{Shown, today};
use crate::arguments::{Format, Said};
use crate::commands::on_runtime;
use crate::terminal::{print_json, print_line};
use crate::{Error, Verdict, folder, records};

/// Standard input, where a file is asked for.
const STANDARD_INPUT: &str = "-";

/// What the officer wants besides what is said.
pub(super) enum Wish<'a> {
    Confirm,
    Note,
    Extend(Option<TimeLimit>),
    Fulfil(&'a [PathBuf]),
    Refuse(RefusalGround),
    Forward,
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
        })
    }
}

/// Makes a step of a request and prints where it stands then.
///
/// # Errors
/// The request does not exist, has changed meanwhile, or does not allow the step; a file or the records cannot be read.
pub(super) fn take(said: &Said, wish: Wish<'_>) -> Result<Verdict, Error> {
    let action = wish.with(text(said)?)?;
    let officer = officer(said)?;
    on_runtime(async {
        let sources = folder::read(&said.root.root)?;
        let store = records::open(&said.records).await?;
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

/// What is said, as it was typed or as it stands in a file. In a file it does not end in the shell's history.
fn text(said: &Said) -> Result<String, Error> {
    match (&said.text, &said.text_file) {
        (Some(text), _) => Ok(text.clone()),
        (None, Some(file)) if file == Path::new(STANDARD_INPUT) => {
            let mut text = String::new();
            std::io::stdin().read_to_string(&mut text).map_err(Error::read(file))?;
            Ok(text)
        }
        (None, Some(file)) => fs::read_to_string(file).map_err(Error::read(file)),
        (None, None) => Err(Error::Usage(
            "say what there is to say with --text-file FILE (- reads what you type or pipe in), or with --text TEXT"
                .to_owned(),
        )),
    }
}

fn officer(said: &Said) -> Result<String, Error> {
    let named = said.officer.clone().or_else(|| std::env::var("USER").ok()).map(|name| name.trim().to_owned());
    named.filter(|name| !name.is_empty() && name.chars().all(|c| !c.is_control())).ok_or_else(|| {
        Error::Usage("say who you are with --as NAME or CANDOR_OFFICER: it is written down with the step".to_owned())
    })
}

fn digest(file: &Path) -> Result<String, Error> {
    fs::read(file).map(|bytes| candor_intake::sha256(&bytes)).map_err(Error::read(file))
}

fn unknown_calendar(id: &str) -> Error {
    Error::NotFound(format!("the request is reckoned by the calendar `{id}`, which is not in content/calendars/"))
}
