//! The steps that an officer makes: confirm, note, extend, ask, resume, fulfil, refuse, forward, hold, release.

use std::fs;
use std::path::{Path, PathBuf};

use candor_intake::{Action, Moment, Step, leaves_subject_untold};
use candor_model::{Actor, EventKind, Need, RefusalGround, SubjectRequest, TimeLimit};
use candor_site::Sources;
use jiff::Timestamp;
use jiff::civil::Date;

use super::show::find;
use super::words::{officer, text, text_if_any};
use super::{Shown, today};
use crate::arguments::{Format, Said};
use crate::commands::on_runtime;
use crate::reckoning::calendar;
use crate::terminal::{print_json, print_line, tell_line};
use crate::{Error, Verdict, folder, records};

/// What the officer wants besides what is said.
pub(super) enum Wish<'a> {
    Confirm,
    Note,
    Extend(Option<TimeLimit>),
    Ask(Need),
    Resume(Option<Date>),
    Fulfil(&'a [PathBuf]),
    Refuse(RefusalGround),
    Forward,
    Hold,
    Release,
}

/// What a step is made of besides the wish: the request, and the rules of the portal as it stands today.
struct Desk<'a> {
    request: &'a SubjectRequest,
    sources: &'a Sources,
    today: Date,
}

impl Wish<'_> {
    fn with(self, text: String, desk: &Desk<'_>) -> Result<Action, Error> {
        Ok(match self {
            Self::Confirm => Action::Confirm(Some(text)),
            Self::Note => Action::Note(text),
            Self::Extend(by) => Action::Extend { by, reason: text },
            Self::Ask(need) => Action::Ask { need, text },
            Self::Resume(on) => Action::Answer { on, text: Some(text).filter(|text| !text.is_empty()) },
            Self::Fulfil(files) => {
                let files: Result<_, _> = files.iter().map(|file| digest(file)).collect();
                Action::Fulfil { answer: text, files: files? }
            }
            Self::Refuse(ground) => Action::Refuse { ground, article: desk.article_of(ground)?, reason: text },
            Self::Forward => Action::Forward(text),
            Self::Hold => Action::Hold(text),
            Self::Release => Action::Release(text),
        })
    }
}

impl Desk<'_> {
    /// The article on which a ground rests, where there is one. It is the one of the law as the portal knows it today, when it
    /// is refused, and not of the day of receipt: a date is promised with the receipt, a ground only with the refusal. The
    /// event keeps it.
    fn article_of(&self, ground: RefusalGround) -> Result<Option<String>, Error> {
        let known = candor_site::refusal_grounds(self.sources, self.today, self.request.right);
        match known.iter().find(|rules| rules.ground == ground) {
            Some(rules) => Ok(rules.article.clone()),
            None => {
                let names: Vec<_> = known.iter().map(|rules| rules.ground.as_str()).collect();
                Err(Error::Usage(format!(
                    "the law of the portal does not know the ground {} for {}; it knows {}",
                    ground.as_str(),
                    self.request.right,
                    names.join(", ")
                )))
            }
        }
    }
}

/// Makes a step of a request and prints where it stands then.
///
/// # Errors
/// The request does not exist, has changed meanwhile, or does not allow the step; a file or the records cannot be read.
pub(super) fn take(said: &Said, wish: Wish<'_>) -> Result<Verdict, Error> {
    let text = if let Wish::Resume(_) = wish { text_if_any(&said.words)? } else { text(&said.words)? };
    let officer = officer(&said.words)?;
    on_runtime(async {
        let sources = folder::read(&said.root.root)?;
        let store = records::open(&said.records.place).await?;
        let mut request = find(&store, &said.reference).await?;
        let today = today(&sources);
        let action = wish.with(text, &Desk { request: &request, sources: &sources, today })?;
        let actions = with_what_it_answers(action, &request);
        let calendar =
            calendar(&request.clock.calendar, &sources)?.ok_or_else(|| unknown_calendar(&request.clock.calendar))?;
        let mut random = [0; 32];
        getrandom::fill(&mut random).map_err(Error::Random)?;
        let moment = Moment { at: Timestamp::now(), on: today, by: Actor::Officer(officer), random };
        for action in actions {
            let step = Step::take(&request, action, moment.clone(), &calendar)?;
            store.take_step(&step).await?;
            if said.records.format == Format::Human {
                print(&step);
            }
            if leaves_subject_untold(&step.request, &step.event) {
                tell_line("No letter goes out about it: tell the subject yourself.");
            }
            request = step.request;
        }
        if said.records.format == Format::Json {
            print_json(&Shown::new(&request, None, today));
        }
        Ok(())
    })
}

/// Whoever is sure who sent a request has the answer to the question who it is.
fn with_what_it_answers(action: Action, request: &SubjectRequest) -> Vec<Action> {
    match action {
        Action::Confirm(_) if request.asks_who_it_is() => vec![action, Action::Answer { on: None, text: None }],
        action => vec![action],
    }
}

fn print(step: &Step) {
    let Step { request, event, .. } = step;
    let due = if request.state.is_open() { format!(", respond by {}", request.respond_by) } else { String::new() };
    let (happened, state) = (event.kind.as_str(), request.state.as_str());
    print_line(format_args!(
        "{}: {happened} as event {}. It is {state}{due}.{}",
        request.reference,
        event.number,
        clock(request, &event.kind)
    ));
}

/// What a question does to the clock.
fn clock(request: &SubjectRequest, kind: &EventKind) -> &'static str {
    match kind {
        EventKind::NeedsMore { stops: true, .. } => " The clock stands until the answer comes.",
        EventKind::NeedsMore { need, .. } if request.clock.pauses.contains(need) => {
            " The clock does not stand: it had run out before."
        }
        EventKind::NeedsMore { .. } => {
            " The clock runs on: the rules under which the request came let it stand for no such question."
        }
        _ => "",
    }
}

fn digest(file: &Path) -> Result<String, Error> {
    fs::read(file).map(|bytes| candor_intake::sha256(&bytes)).map_err(Error::read(file))
}

fn unknown_calendar(id: &str) -> Error {
    Error::NotFound(format!("the request is reckoned by the calendar `{id}`, which is not in content/calendars/"))
}
