//! Publishing what visitors are asked to agree to: a new version of it asks everybody again, a correction nobody.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use jiff::civil::Date;

use super::Refusal;
use super::table::quoted;
use crate::check::{asked, changes};
use crate::parse::{CHOICES, ChoicesDraft, parse};
use crate::{Portal, Report, Sources};

/// What an author wants.
#[derive(Clone, Copy, Debug)]
pub struct ChoicesWish<'a> {
    /// The version, where it was named: the next one asks again even where only words changed.
    pub version: Option<u32>,
    /// Why it changes without anybody being asked again, where that is so.
    pub correction: Option<&'a str>,
    /// The day in the portal's time zone.
    pub today: Date,
}

/// What comes of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChoicesPublication {
    /// The file to write.
    pub file: (String, String),
    /// The version that holds now.
    pub version: u32,
    /// What is new and what is gone.
    pub changes: Vec<String>,
}

/// Writes down what visitors are asked.
///
/// # Errors
/// The content has errors, the version is not the next one, or there is nothing to do.
pub fn publish_choices(sources: &Sources, wish: ChoicesWish<'_>) -> Result<ChoicesPublication, Refusal> {
    let (portal, report) = Portal::load(sources, wish.today, false);
    let portal = portal.ok_or(Refusal::Content(report))?;
    let asked = asked(&portal.purposes, portal.registers.cookies.as_deref(), portal.default_locale());
    let draft = parse(sources, false, &mut Report::default()).choices;
    let published = draft.as_ref().and_then(|draft| draft.asked.as_ref());
    let before: BTreeSet<&str> =
        published.iter().flat_map(|list| &list.value).map(|line| line.value.as_str()).collect();
    let changes = changes(&before, &asked);
    let version = next(draft.as_ref(), &changes, &wish)?;
    let since = draft.as_ref().and_then(|draft| draft.since.as_ref()).filter(|_| wish.correction.is_some());
    let mut text = format!(
        "# What visitors are asked to agree to. `candor publish choices` writes this file, never a hand.\n\nversion = {version}\n\
         since = {}\nasked = [\n",
        since.map_or(wish.today, |since| since.value)
    );
    for line in &asked {
        let _ = writeln!(text, "  {},", quoted(line));
    }
    text.push_str("]\n");
    for (date, reason) in corrections(draft.as_ref(), &wish) {
        let _ = write!(text, "\n[[correction]]\ndate = {date}\nreason = {}\n", quoted(&reason));
    }
    Ok(ChoicesPublication { file: (CHOICES.to_owned(), text), version, changes })
}

/// The version to write, or why there is none.
fn next(draft: Option<&ChoicesDraft>, changes: &[String], wish: &ChoicesWish<'_>) -> Result<u32, Refusal> {
    let Some(version) = draft.and_then(|draft| draft.version.as_ref()).map(|version| version.value) else {
        return match wish {
            ChoicesWish { correction: Some(_), .. } => {
                Err(Refusal::Name("nothing was published yet that could be corrected".to_owned()))
            }
            ChoicesWish { version: Some(version), .. } if *version != 1 => {
                Err(Refusal::Name("the first version is 1".to_owned()))
            }
            _ => Ok(1),
        };
    };
    let next = version.saturating_add(1);
    match (wish.version, wish.correction) {
        (Some(named), None) if named != next => Err(Refusal::Name(format!("the next version is {next}"))),
        (Some(_), Some(_)) => Err(Refusal::Name("a correction has no version of its own".to_owned())),
        (None, _) if changes.is_empty() => Err(Refusal::Nothing(format!(
            "Visitors are asked the same as in version {version}, up to words; `candor publish choices {next}` asks all of \
             them again"
        ))),
        (_, Some(_)) => Ok(version),
        (_, None) => Ok(next),
    }
}

/// What was corrected in this version, the newest at last.
fn corrections(draft: Option<&ChoicesDraft>, wish: &ChoicesWish<'_>) -> Vec<(Date, String)> {
    let Some(reason) = wish.correction else { return Vec::new() };
    let before = draft.into_iter().flat_map(|draft| &draft.corrections);
    let before = before.filter_map(|entry| Some((entry.date.as_ref()?.value, entry.reason.as_ref()?.value.clone())));
    before.chain([(wish.today, reason.to_owned())]).collect()
}
