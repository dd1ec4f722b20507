//! `candor import`: a captured policy becomes an edition, and a list of what a person should look at.

use std::collections::HashMap;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::Path;

use candor_import::{Imported, Language, Note, Topic};
use candor_site::publish::version_ids;

use crate::{Error, Verdict, arguments, terminal};

/// No larger file is read into memory; the library says what it refuses.
const MAX_BYTES: u64 = 65_000_000;

/// So many characters of what was set aside show which text is meant.
const SHOWN: usize = 70;

/// So many notes of the same sentence are printed; of the others only where they stand, unless there is just one.
const ALIKE: usize = 3;

/// Writes the edition where it belongs, unless one is there.
///
/// # Errors
/// The file cannot be read or imported, an edition is there already, or the disk refuses.
pub(crate) fn import(arguments: &arguments::Import) -> Result<Verdict, Error> {
    let arguments::Import { file, policy, version, locale, root, .. } = arguments;
    let path = format!("content/policies/{policy}/{version}/{locale}.md");
    let target = root.below(&path);
    if !arguments.dry_run && target.symlink_metadata().is_ok() {
        return Err(Error::HasEdition(target));
    }
    let name = file.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
    let imported = candor_import::import(&name, &read(file)?, Language::of_tag(locale.as_str()))
        .map_err(|reason| Error::Unreadable { path: file.clone(), reason })?;
    if arguments.dry_run {
        terminal::print(terminal::harmless(&imported.markdown));
    } else {
        write_new(&target, &imported.markdown)?;
        terminal::print_line(format_args!("Wrote {}: {}.", target.display(), extent(&imported)));
    }
    let file_name = file.display().to_string();
    let report = Report { target: &target.display().to_string(), file: &file_name, is_full: arguments.full };
    terminal::tell(terminal::harmless(&report.text(&imported, missing_version(arguments).as_deref())));
    Ok(Verdict::Fine)
}

/// A file's bytes, as far as any policy goes.
fn read(path: &Path) -> Result<Vec<u8>, Error> {
    let file = File::open(path).map_err(Error::read(path))?;
    if !file.metadata().map_err(Error::read(path))?.is_file() {
        return Err(Error::Usage(format!("{} is no file: name the policy's own file", path.display())));
    }
    let mut bytes = Vec::new();
    file.take(MAX_BYTES).read_to_end(&mut bytes).map_err(Error::read(path))?;
    Ok(bytes)
}

/// Writes a file that must not be there.
fn write_new(path: &Path, text: &str) -> Result<(), Error> {
    let folder = path.parent().unwrap_or(path);
    fs::create_dir_all(folder).map_err(Error::write(folder))?;
    let file = File::options().write(true).create_new(true).open(path);
    let mut file = file.map_err(|reason| match reason.kind() {
        io::ErrorKind::AlreadyExists => Error::HasEdition(path.to_owned()),
        _ => Error::write(path)(reason),
    })?;
    file.write_all(text.as_bytes()).map_err(Error::write(path))
}

/// How much was written, as a person would count it.
fn extent(imported: &Imported) -> String {
    let lines = || imported.markdown.lines();
    let headings = lines().filter(|line| line.starts_with("##")).count();
    let tables = lines().filter(|line| line.starts_with("|---")).count();
    let words = imported.markdown.split_whitespace().count();
    format!("{} under {}, {}", counted(words, "word"), counted(headings, "heading"), counted(tables, "table"))
}

/// What to add to the version table, which is the author's own, if the version is not in it.
fn missing_version(arguments: &arguments::Import) -> Option<String> {
    let arguments::Import { policy, version, root, .. } = arguments;
    let path = root.below(&format!("content/policies/{policy}/versions.toml"));
    match fs::read_to_string(&path) {
        Ok(text) if version_ids(&text).contains(version) => None,
        Ok(_) => Some(format!(
            "Add the version to {}:\n\n[[version]]\nid = \"{version}\"\neffective = YYYY-MM-DD\ndraft = true\n",
            path.display()
        )),
        Err(_) => Some(format!(
            "Write {}:\n\nkind = \"privacy\"   # or \"cookies\", \"terms\", \"other\"\ntitle = \"…\"\n\n[[version]]\nid = \"{version}\"\n\
             effective = YYYY-MM-DD\ndraft = true\n",
            path.display()
        )),
    }
}

/// The list at the end.
struct Report<'a> {
    target: &'a str,
    file: &'a str,
    is_full: bool,
}

impl Report<'_> {
    fn text(&self, imported: &Imported, missing_version: Option<&str>) -> String {
        let (aside, look): (Vec<&Note>, Vec<&Note>) =
            imported.notes.iter().partition(|note| note.topic == Topic::SetAside);
        let mut text = String::new();
        if look.is_empty() {
            text.push_str("\nNothing looks doubtful. Compare it with the original all the same.\n");
        } else {
            text.push_str("\nLook at these:\n");
            text.push_str(&self.grouped(&look));
        }
        if !aside.is_empty() {
            let words: usize = aside.iter().map(|note| count(&note.words)).sum();
            let (words, places) = (counted(words, "word"), counted(aside.len(), "place"));
            text.push_str(&format!("\nNot in the edition, {words} at {places}:\n"));
            text.push_str(&self.grouped(&aside));
        }
        missing_version.iter().for_each(|missing| text.push_str(&format!("\n{missing}")));
        text
    }

    /// The notes in their order. Of many that say the same, the first are followed by where the others are.
    fn grouped(&self, notes: &[&Note]) -> String {
        let mut alike: HashMap<&str, Vec<&Note>> = HashMap::new();
        notes.iter().for_each(|note| alike.entry(&note.message).or_default().push(note));
        let mut told: HashMap<&str, usize> = HashMap::new();
        let mut text = String::new();
        for note in notes {
            let alike = &alike[note.message.as_str()];
            let told = told.entry(&note.message).and_modify(|told| *told += 1).or_insert(1);
            let is_short = self.is_full || alike.len() <= ALIKE + 1;
            if is_short || *told <= ALIKE {
                text.push_str(&self.line(note));
            }
            if !is_short && *told == ALIKE {
                let rest = &alike[ALIKE..];
                text.push_str(&format!("  … and {} more like it: {}\n", rest.len(), places(rest)));
            }
        }
        text
    }

    fn line(&self, note: &Note) -> String {
        match note.topic {
            Topic::SetAside => self.aside(note),
            _ => self.look(note),
        }
    }

    fn look(&self, note: &Note) -> String {
        let words = note.words.split_whitespace().collect::<Vec<_>>().join(" ");
        let words = match (words.is_empty(), self.is_full) {
            (true, _) => String::new(),
            (false, true) => format!(" “{words}”"),
            (false, false) => format!(" “{}”", shortened(&words)),
        };
        match note.line {
            Some(line) => format!("  {}:{line}: {}{words} ({})\n", self.target, note.message, note.place),
            None => format!("  {}: {}{words}\n", self.file, note.message),
        }
    }

    fn aside(&self, note: &Note) -> String {
        let words = note.words.split_whitespace().collect::<Vec<_>>().join(" ");
        let shown = if self.is_full { words.clone() } else { shortened(&words) };
        let count = counted(count(&words), "word");
        format!("  {}, {}: {}: “{shown}”, {count}\n", self.file, note.place, note.message)
    }
}

/// Where notes are to be looked at: in the edition, or in the file for what is not in that.
fn places(notes: &[&Note]) -> String {
    let lines: Vec<String> = notes.iter().filter_map(|note| note.line).map(|line| line.to_string()).collect();
    if !lines.is_empty() {
        return format!("lines {} of the edition", lines.join(", "));
    }
    let words: usize = notes.iter().map(|note| count(&note.words)).sum();
    format!("{words} words, which --full prints")
}

fn shortened(words: &str) -> String {
    match words.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", words[..end].trim_end()),
        None => words.to_owned(),
    }
}

/// `1 word`, `2 words`.
fn counted(count: usize, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}

fn count(words: &str) -> usize {
    words.split_whitespace().count()
}
