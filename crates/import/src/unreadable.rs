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
    /// It ends too early, or a part of it is broken.
    #[error("it is damaged: look whether it was saved and downloaded whole, or save it anew")]
    Damaged,
    /// It is an archive, and no Word document.
    #[error("it is an archive, and no Word document: open it in the program that made it, and save it as .docx")]
    NotWord,
    /// It cannot be read without a password.
    #[error("it is encrypted: save it without a password")]
    Encrypted,
    /// It was made to take memory, or by a program out of hand.
    #[error("it has more in it, or deeper, than any policy: open it in the program that made it, and save it anew")]
    Overgrown,
}

impl Unreadable {
    /// Whether another file should have been named, and nothing is wrong with this one.
    #[must_use]
    pub fn is_of_usage(&self) -> bool {
        matches!(self, Self::UnknownEnding(_) | Self::OtherKind(..) | Self::NotWord)
    }
}
