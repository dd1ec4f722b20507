//! Why a file cannot become an edition, in the words of whoever has it.

/// Why a file cannot become an edition.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// The name's ending is none of ours.
    #[error("`{0}` is no kind of file that can be imported: save it as .html or .txt")]
    UnknownEnding(String),
    /// The bytes are of another kind than the ending says.
    #[error("it is {0} by its first bytes, whatever its name says: {1}")]
    OtherKind(&'static str, &'static str),
    /// A kind of file that is known, and not read.
    #[error("Word documents and PDFs are not read: save it as .html or .txt first")]
    NotRead,
    /// It is not what it says, from some place on.
    #[error("the {0} is broken: look whether it was saved or downloaded whole")]
    Broken(&'static str),
    /// It asks for a password.
    #[error("it asks for a password: save it without one")]
    Locked,
    /// It is encrypted in a way that is not known.
    #[error("it is encrypted in a way that is not known: save it without a password")]
    UnknownLock,
    /// It unfolds to more megabytes than any policy.
    #[error("it unfolds to more than {0} MB, which no policy does")]
    Unfolds(u64),
    /// It holds pictures of text.
    #[error(
        "it holds pictures of its words, not the words: have a program recognize the text, or ask for the document itself"
    )]
    Scan,
    /// Most of its letters do not say which they are.
    #[error(
        "its letters are drawn without saying which they are: ask for the document itself, or copy the text out and save it as .txt"
    )]
    Untold,
    /// There are no words in it.
    #[error("there are no words in it")]
    Empty,
    /// It is larger than any policy.
    #[error("it holds more than {0} MB, which no policy does: cut out what does not belong to it")]
    TooLarge(usize),
    /// What it holds is not text.
    #[error("it is not text: open it in the program that made it, and save it as .html or .txt")]
    Binary,
}

impl Unreadable {
    /// Whether another file should have been named, and nothing is wrong with this one.
    #[must_use]
    pub fn is_of_usage(&self) -> bool {
        matches!(self, Self::UnknownEnding(_) | Self::NotRead | Self::OtherKind(..))
    }
}
