//! What an officer says, and who it is that says it.

use std::fs;
use std::io::Read;
use std::path::Path;

use crate::Error;
use crate::arguments::Words;

/// Standard input, where a file is asked for.
const STANDARD_INPUT: &str = "-";

/// What is said, as it was typed or as it stands in a file. In a file it does not end in the shell's history.
///
/// # Errors
/// Nothing is said, or the file cannot be read.
pub(super) fn text(words: &Words) -> Result<String, Error> {
    match (&words.text, &words.text_file) {
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

/// What is said, where something may be.
///
/// # Errors
/// The file cannot be read.
pub(super) fn text_if_any(words: &Words) -> Result<String, Error> {
    if words.text.is_none() && words.text_file.is_none() { Ok(String::new()) } else { text(words) }
}

/// The name that is written down with what an officer does.
///
/// # Errors
/// None is known, or it is no name.
pub(super) fn officer(words: &Words) -> Result<String, Error> {
    let named = words.officer.clone().or_else(|| std::env::var("USER").ok()).map(|name| name.trim().to_owned());
    named.filter(|name| !name.is_empty() && name.chars().all(|c| !c.is_control())).ok_or_else(|| {
        Error::Usage("say who you are with --as NAME or CANDOR_OFFICER: it is written down with the step".to_owned())
    })
}
