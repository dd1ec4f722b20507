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
