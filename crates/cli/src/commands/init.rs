//! `candor init`: a small portal to start from.

use std::fs;
use std::path::Path;

use candor_site::Sources;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::{Error, Verdict, arguments, terminal};

/// The files of the new portal, by their path from its root.
const STARTER: [(&str, &str); 4] = [
    ("content/portal.toml", include_str!("../../starter/portal.toml")),
    ("content/policies/privacy/versions.toml", include_str!("../../starter/policies/privacy/versions.toml")),
    ("content/policies/privacy/1/en.md", include_str!("../../starter/policies/privacy/1/en.md")),
    ("content/registers/cookies.toml", include_str!("../../starter/registers/cookies.toml")),
];

/// Writes the portal into the folder, unless there is content in it already.
///
/// # Errors
/// There is content, or the disk refuses.
pub(crate) fn init(arguments: &arguments::Init) -> Result<Verdict, Error> {
    let root = &arguments.folder;
    if root.join("content").exists() {
        return Err(Error::HasContent(root.clone()));
    }
    for (path, bytes) in starter(Timestamp::now().to_zoned(TimeZone::UTC).date()).under("content/") {
        write(&root.join(path), bytes)?;
    }
    let root = root.display();
    terminal::print_line(format_args!("A small portal is in {root}. Look at it with: candor serve --root {root}"));
    Ok(Verdict::Fine)
}

/// The portal, with a policy that is in force from `today`.
fn starter(today: Date) -> Sources {
    let mut sources = Sources::default();
    for (path, text) in STARTER {
        sources.insert(path, text.replace("{today}", &today.to_string()));
    }
    sources
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let folder = path.parent().unwrap_or(path);
    fs::create_dir_all(folder).map_err(Error::write(folder))?;
    fs::write(path, bytes).map_err(Error::write(path))
}

#[cfg(test)]
mod tests {

    use super::*;
    use crate::report;

    #[test]
    fn the_new_portal_builds_without_an_error_or_a_warning() {
        let today = Date::constant(2026, 11, 22);
        let sources = starter(today);
        let (site, report) = candor_site::build(&sources, today, false);
        assert_eq!(report::draw(report::first(&report), &sources, 120), "");
        assert!(site.expect("it builds").site.contains_key("en/privacy/index.html"));
    }
}
