//! Which kind of file it is: by the ending of its name, unless its first bytes say otherwise.

use crate::Unreadable;

/// The kinds of files that can be imported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    /// `.txt`.
    Text,
    /// `.html`, `.htm`.
    Html,
    /// `.docx`.
    Docx,
    /// `.pdf`.
    Pdf,
}

/// No policy is larger; what is would only take memory.
const MAX_BYTES: usize = 64 * 1_000_000;

/// How far into a file its first bytes are looked for: some programs write a little before them.
const HEAD: usize = 1024;

impl Format {
    /// The kind of a file.
    ///
    /// # Errors
    /// The ending is none of ours, or the bytes are of another kind than it says.
    pub(crate) fn of(name: &str, bytes: &[u8]) -> Result<Self, Unreadable> {
        let format = by_ending(name)?;
        if bytes.len() > MAX_BYTES {
            return Err(Unreadable::TooLarge(MAX_BYTES / 1_000_000));
        }
        if bytes.is_empty() {
            return Err(Unreadable::Empty);
        }
        match by_bytes(bytes, format) {
            Some((what, mend)) => Err(Unreadable::OtherKind(what, mend)),
            None => Ok(format),
        }
    }
}

fn by_ending(name: &str) -> Result<Format, Unreadable> {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_lowercase();
    match ending.as_str() {
        "txt" | "text" => Ok(Format::Text),
        "html" | "htm" | "xhtml" => Ok(Format::Html),
        "docx" => Ok(Format::Docx),
        "pdf" => Ok(Format::Pdf),
        _ => Err(Unreadable::UnknownEnding(if ending.is_empty() { name.to_owned() } else { format!(".{ending}") })),
    }
}

/// What the first bytes say the file is, and what to do about it, where that is not what its ending says.
fn by_bytes(bytes: &[u8], format: Format) -> Option<(&'static str, &'static str)> {
    let head = &bytes[..bytes.len().min(HEAD)];
    let text = String::from_utf8_lossy(head).trim_start_matches('\u{feff}').trim_start().to_lowercase();
    let is_pdf = head.windows(5).any(|five| five == b"%PDF-") && (format == Format::Pdf || head.starts_with(b"%PDF-"));
    let is_zip = head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06");
    if head.starts_with(b"\xD0\xCF\x11\xE0") {
        // Word wraps an encrypted .docx in the container of the old .doc.
        return Some((
            "an old or an encrypted Word document",
            "open it in Word, and save it as .docx without a password",
        ));
    }
    if text.starts_with("{\\rtf") {
        return Some(("an RTF document", "open it in Word, and save it as .docx"));
    }
    if text.contains("mime-version:") && text.contains("multipart/related") {
        return Some(("a web archive", "save the page as “HTML only”"));
    }
    if is_pdf && format != Format::Pdf {
        return Some(("a PDF", "name it .pdf"));
    }
    if is_zip && format != Format::Docx {
        return Some(("a Word document or another archive", "name it .docx if it is one"));
    }
    let is_page = text.starts_with("<!doctype html") || text.starts_with("<html");
    if is_page && format != Format::Html {
        return Some(("a web page", "name it .html"));
    }
    match format {
        Format::Pdf if !is_pdf => Some(("no PDF", "look whether it was saved or downloaded whole")),
        Format::Docx if !is_zip => Some(("no Word document", "open it in Word, and save it as .docx")),
        _ => None,
    }
}
