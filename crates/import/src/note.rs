//! What a person should look at after an import.

use crate::block::Place;

/// Something to look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// What it is about.
    pub topic: Topic,
    /// One sentence.
    pub message: String,
    /// The words it is about, in full: for what was set aside, all of them.
    pub words: String,
    /// Where they stood in the file.
    pub place: Place,
    /// The line in the edition, counted from 1; nothing where they are not in it.
    pub line: Option<usize>,
}

/// What a note is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Topic {
    /// Something in the edition that was guessed, or looks wrong.
    Doubt,
    /// Words that are not in the edition.
    SetAside,
    /// Something about the file as a whole.
    File,
}

impl Note {
    /// A doubt about words in the edition.
    pub(crate) fn doubt(message: impl Into<String>) -> Self {
        Self::new(Topic::Doubt, message, Place::Nowhere)
    }

    /// A doubt about words in the edition that the file shows as struck out.
    pub(crate) fn struck_out(words: impl Into<String>) -> Self {
        let message = "These words are struck out on the page, and stand in the edition as if they counted.";
        Self { words: words.into(), ..Self::doubt(message) }
    }

    /// Words that are not in the edition, what they are, and where they stood.
    pub(crate) fn set_aside(what: impl Into<String>, words: impl Into<String>, place: Place) -> Self {
        Self { words: words.into(), ..Self::new(Topic::SetAside, what, place) }
    }

    /// Something about the file.
    pub(crate) fn file(message: impl Into<String>) -> Self {
        Self::new(Topic::File, message, Place::Nowhere)
    }

    fn new(topic: Topic, message: impl Into<String>, place: Place) -> Self {
        Self { topic, message: message.into(), words: String::new(), place, line: None }
    }
}
