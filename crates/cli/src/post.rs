//! Letters as files in a folder.

use std::fs;
use std::path::PathBuf;

use candor_intake::{Letter, Post};

use crate::records::make_private;

/// Files instead of mail, for the preview: each letter as a message that any mail program opens, and as the page in it.
#[derive(Clone, Debug)]
pub(crate) struct Folder {
    /// The folder, which is made where it is missing.
    pub(crate) path: PathBuf,
    /// The address that letters come from.
    pub(crate) from: String,
}

impl Post for Folder {
    async fn send(&self, letter: &Letter) -> Result<(), String> {
        let message = letter.message(&self.from)?;
        let failed = |error: std::io::Error| format!("the folder for mail: {}", error.kind());
        if !self.path.exists() {
            make_private(&self.path).map_err(failed)?;
        }
        fs::write(self.path.join(format!("{}.html", letter.id)), &letter.html).map_err(failed)?;
        // Whoever waits for the message never reads half of it.
        let part = self.path.join(format!("{}.part", letter.id));
        fs::write(&part, message).map_err(failed)?;
        fs::rename(part, self.path.join(format!("{}.eml", letter.id))).map_err(failed)
    }
}
