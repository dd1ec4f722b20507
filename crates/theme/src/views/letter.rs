//! What is written to a subject or an officer by mail.

use candor_model::{Direction, Locale};
use serde::Serialize;

/// A letter. The same view becomes its text and its HTML.
#[derive(Clone, Debug, Serialize)]
pub struct LetterView {
    /// In which locale it is, and which way that is written; templates see it where a page has its frame.
    pub chrome: LetterFrame,
    /// The subject line; never anything that a visitor typed.
    pub subject: String,
    /// What it says first.
    pub paragraphs: Vec<String>,
    /// What an officer wrote to the subject; may be empty.
    pub remark: String,
    /// What must be at hand: reference, key, dates.
    pub facts: Vec<LetterFact>,
    /// Where to go on, such as the page that confirms.
    pub links: Vec<LetterLink>,
    /// What it says at the end.
    pub closing: Vec<String>,
}

/// The frame of a letter.
#[derive(Clone, Debug, Serialize)]
pub struct LetterFrame {
    /// The locale.
    pub locale: Locale,
    /// Which way it is written.
    pub direction: Direction,
    /// The portal's name.
    pub portal: String,
    /// The name of who decides about the data.
    pub controller: String,
}

/// One thing to have at hand.
#[derive(Clone, Debug, Serialize)]
pub struct LetterFact {
    /// What it is.
    pub label: String,
    /// How it is.
    pub value: String,
}

/// A link.
#[derive(Clone, Debug, Serialize)]
pub struct LetterLink {
    /// What one does there.
    pub title: String,
    /// The full address.
    pub address: String,
}
