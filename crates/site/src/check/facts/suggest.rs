//! Finds the fact that an author most likely meant by a name that no fact has.

use jiff::civil::Date;

use super::known::{Fact, Facts};
use super::table::{FACTS, entry_of};
use crate::nearest::{list, nearest};

/// So many names are told at most.
const MANY: usize = 12;

/// The hint for a name that is none of the table's.
pub(super) fn name(facts: &Facts, name: &str) -> String {
    let fields = fields_of_entry(facts, name);
    if !fields.is_empty() {
        return one_of(name, fields);
    }
    let names = FACTS.iter().map(|(pattern, _)| *pattern).chain(facts.iter().map(|fact| fact.name.as_str()));
    match nearest(name, names) {
        Some(near) => format!("Did you mean `{near}`?"),
        None => "Name one of the facts that `candor explain unknown-fact` lists.".to_owned(),
    }
}

/// The hint for a name whose entry does not exist; nothing where the entry exists, and says nothing of that.
pub(super) fn entry(facts: &Facts, name: &str) -> Option<String> {
    let (pattern, entry) = FACTS.iter().find_map(|(pattern, _)| Some((*pattern, entry_of(pattern, name)??)))?;
    let (before, after) = around(pattern)?;
    let entries = entries(facts, before);
    if entries.contains(&entry) {
        return None;
    }
    if entries.is_empty() {
        let file = match before.strip_prefix("registers.") {
            Some(register) => format!("content/registers/{}.toml", register.trim_end_matches('.')),
            None => "content/portal.toml".to_owned(),
        };
        return Some(format!("Add the entry `{entry}` to `{file}`, or take the mark off the text."));
    }
    Some(match nearest(entry, entries.iter().copied()) {
        Some(near) => format!("Did you mean `{before}{near}{after}`?"),
        None => format!("Use an entry that there is: {}.", list(entries.into_iter().take(MANY))),
    })
}

/// A fact that says the same of the same as `ended` does, and holds on a day.
pub(super) fn on_day<'f>(facts: &'f Facts, ended: &Fact, day: Date) -> Option<&'f Fact> {
    let (pattern, entry) = FACTS.iter().find_map(|(pattern, _)| Some((*pattern, entry_of(pattern, &ended.name)??)))?;
    let (before, after) = around(pattern)?;
    let is_same =
        |fact: &&Fact| fact.period.holds_on(day) && fact.name.starts_with(before) && fact.name.ends_with(after);
    let id = |fact: &Fact| fact.name[before.len()..fact.name.len() - after.len()].to_owned();
    let subject = |id: &str| subjects(before).find_map(|field| facts.named(&format!("{before}{id}.{field}")));
    let same_subject = |fact: &&Fact| {
        let (one, other) = (subject(entry), subject(&id(fact)));
        one.zip(other).is_some_and(|(one, other)| one.text == other.text)
    };
    facts.iter().filter(is_same).find(same_subject)
}

/// The fields that say what an entry is about.
fn subjects(before: &str) -> impl Iterator<Item = &'static str> {
    let field = match before {
        "registers.retention." => Some("records"),
        "registers.recipients." => Some("name"),
        "registers.processing." => Some("activity"),
        _ => None,
    };
    field.into_iter()
}

/// The facts of the entry that a name begins with, where only its last word is wrong.
fn fields_of_entry<'f>(facts: &'f Facts, name: &str) -> Vec<&'f str> {
    let Some((entry, _)) = name.rsplit_once('.') else { return Vec::new() };
    let is_of_entry = |known: &&str| known.rsplit_once('.').is_some_and(|(known, _)| known == entry);
    let names = facts.iter().map(|fact| fact.name.as_str()).filter(|name| name.starts_with("registers."));
    names.filter(is_of_entry).collect()
}

fn one_of(name: &str, fields: Vec<&str>) -> String {
    let word = |name: &'_ str| name.rsplit('.').next().unwrap_or_default().to_owned();
    let words: Vec<String> = fields.iter().map(|field| word(field)).collect();
    match nearest(&word(name), words.iter().map(String::as_str)) {
        Some(near) => format!("Did you mean `{}.{near}`?", name.rsplit_once('.').map_or(name, |(entry, _)| entry)),
        None => format!("Use one of {}.", list(fields)),
    }
}

/// What stands before and behind the entry in a pattern.
fn around(pattern: &'static str) -> Option<(&'static str, &'static str)> {
    let (before, rest) = pattern.split_once('<')?;
    Some((before, rest.split_once('>')?.1))
}

/// The names of all entries whose facts begin so.
fn entries<'f>(facts: &'f Facts, before: &str) -> Vec<&'f str> {
    let patterns =
        || FACTS.iter().map(|(pattern, _)| *pattern).filter(|pattern| pattern.starts_with(&format!("{before}<")));
    let mut entries: Vec<&str> =
        facts.iter().filter_map(|fact| patterns().find_map(|pattern| entry_of(pattern, &fact.name)?)).collect();
    entries.dedup();
    entries
}
