//! What a privacy policy must say: the topics, by which words each is known, and which law asks for them.

use std::sync::LazyLock;

use candor_model::Right;

use crate::at::At;
use crate::parse::{FromItem, FromTable, Named, OneOf, Table, read};
use crate::wording::{LANGUAGES, Phrase};
use crate::{Confidence, Report};

/// Something that a policy speaks of, and how it is known that it does.
#[derive(Debug)]
pub(crate) struct Topic {
    /// Its name in the built-in files: `retention`.
    pub(crate) id: String,
    /// The end of the sentence "The policy does not say …".
    pub(crate) lacks: String,
    /// What to add, as the end of a sentence.
    pub(crate) write: String,
    /// What the portal must have for it to be asked for.
    pub(crate) only_with: Option<OnlyWith>,
    /// The right that it is about.
    pub(crate) right: Option<Right>,
    /// What an address holds that leads to a page about it.
    pub(crate) links: Vec<String>,
    /// The facts that say it.
    pub(crate) facts: Vec<String>,
    /// The phrases that say it, in all languages.
    pub(crate) phrases: Vec<Phrase>,
}

/// What a portal must have for a topic to be asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OnlyWith {
    /// An officer.
    Officer,
    /// A register of cookies.
    Cookies,
}

/// That a topic must be spoken of, and who says so.
#[derive(Debug)]
pub(crate) struct Requirement {
    jurisdictions: Vec<String>,
    topics: Vec<String>,
    /// The law or the regulator; nothing where it is only usual.
    pub(crate) source: Option<String>,
    /// How sure we are of it.
    pub(crate) confidence: Confidence,
    /// In which case it is asked for, where that is not always.
    pub(crate) case: Option<String>,
}

/// The topics that the preset of that name asks for, in the order of their file, each with its first requirement.
pub(crate) fn asked_by(preset: &str) -> impl Iterator<Item = (&'static Topic, &'static Requirement)> {
    let of_preset = move |requirement: &&Requirement| requirement.jurisdictions.iter().any(|id| id == preset);
    let asked: Vec<&Requirement> = REQUIREMENTS.iter().filter(of_preset).collect();
    TOPICS.iter().filter_map(move |topic| {
        let requirement = asked.iter().find(|requirement| requirement.topics.contains(&topic.id))?;
        Some((topic, *requirement))
    })
}

/// The topic that marks the sections about rights.
pub(crate) fn rights() -> &'static Topic {
    TOPICS.iter().find(|topic| topic.id == "rights").expect("the built-in topics hold `rights`, which a test reads")
}

static TOPICS: LazyLock<Vec<Topic>> =
    LazyLock::new(|| read::<Topics>("topics.toml", TOPICS_TOML, &mut Report::default()).draft.0);
static REQUIREMENTS: LazyLock<Vec<Requirement>> =
    LazyLock::new(|| read::<Requirements>("requirements.toml", REQUIREMENTS_TOML, &mut Report::default()).draft.0);

const TOPICS_TOML: &str = include_str!("../data/topics.toml");
const REQUIREMENTS_TOML: &str = include_str!("../data/requirements.toml");

struct Topics(Vec<Topic>);

impl FromTable for Topics {
    fn from_table(table: &mut Table<'_>) -> Self {
        Self(table.tables::<Option<Topic>>("topic").into_iter().flatten().collect())
    }
}

impl FromTable for Option<Topic> {
    fn from_table(table: &mut Table<'_>) -> Self {
        let phrases = LANGUAGES.map(|language| texts(table, language));
        Some(Topic {
            id: table.required("id").map(value)?,
            lacks: table.required("lacks").map(value)?,
            write: table.required("write").map(value)?,
            only_with: table.optional("only_with").map(|with: At<OneOf<OnlyWith>>| with.value.0),
            right: table.optional("right").map(|right: At<OneOf<Right>>| right.value.0),
            links: texts(table, "links"),
            facts: texts(table, "facts"),
            phrases: phrases.iter().flatten().map(|phrase| Phrase::new(phrase)).collect(),
        })
    }
}

struct Requirements(Vec<Requirement>);

impl FromTable for Requirements {
    fn from_table(table: &mut Table<'_>) -> Self {
        Self(table.tables::<Option<Requirement>>("requirement").into_iter().flatten().collect())
    }
}

impl FromTable for Option<Requirement> {
    fn from_table(table: &mut Table<'_>) -> Self {
        Some(Requirement {
            jurisdictions: texts(table, "jurisdictions"),
            topics: texts(table, "topics"),
            source: table.optional("source").map(value),
            confidence: table.required::<OneOf<Confidence>>("confidence")?.value.0,
            case: table.optional("case").map(value),
        })
    }
}

impl Named for OnlyWith {
    fn names() -> Vec<(&'static str, Self)> {
        vec![("officer", Self::Officer), ("cookies", Self::Cookies)]
    }
}

fn texts(table: &mut Table<'_>, key: &'static str) -> Vec<String> {
    table.optional::<Vec<At<String>>>(key).map(value).into_iter().flatten().map(value).collect()
}

fn value<T: FromItem>(at: At<T>) -> T {
    at.value
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::Preset;

    #[test]
    fn the_built_in_files_are_free_of_faults() {
        let mut report = Report::default();
        let topics = read::<Topics>("topics.toml", TOPICS_TOML, &mut report).draft.0;
        read::<Requirements>("requirements.toml", REQUIREMENTS_TOML, &mut report);
        assert_eq!(report.iter().collect::<Vec<_>>(), Vec::<&crate::Diagnostic>::new());
        assert_eq!(rights().id, "rights");
        let known = |topic: &Topic| !topic.phrases.is_empty() || !topic.facts.is_empty();
        assert!(topics.iter().all(known));
    }

    #[test]
    fn every_name_in_a_requirement_exists_and_every_preset_asks_for_something() {
        let topics: BTreeSet<&str> = TOPICS.iter().map(|topic| topic.id.as_str()).collect();
        for requirement in REQUIREMENTS.iter() {
            assert!(requirement.topics.iter().all(|topic| topics.contains(topic.as_str())), "{requirement:?}");
            assert!(requirement.jurisdictions.iter().all(|id| Preset::of(id).is_some()), "{requirement:?}");
        }
        for id in Preset::ids() {
            assert!(asked_by(id).any(|(topic, _)| topic.id == "purposes"), "{id}");
        }
    }

    #[test]
    fn what_is_only_usual_names_no_source() {
        for requirement in REQUIREMENTS.iter() {
            assert_eq!(requirement.source.is_none(), requirement.confidence == Confidence::D, "{requirement:?}");
        }
    }

    #[test]
    fn every_right_has_a_topic() {
        for right in Right::ALL {
            assert!(TOPICS.iter().any(|topic| topic.right == Some(right)), "{right}");
        }
    }
}
