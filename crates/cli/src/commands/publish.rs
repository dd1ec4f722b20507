//! `candor publish`: locks the editions of a version. `candor draft`: begins the next one.

use std::fs;
use std::path::Path;

use candor_model::{Locale, LocalizedText, VersionId};
use candor_site::publish::{self, ChoicesPublication, ChoicesWish, Publication, Refusal, Wish};
use candor_site::{Severity, Sources};
use jiff::Timestamp;
use jiff::civil::Date;

use crate::arguments::{self, Root};
use crate::{Error, Verdict, folder, report, terminal};

/// What is published beside policies; no policy may be called so.
const CHOICES: &str = "choices";

/// Publishes a version, or corrects what was published.
///
/// # Errors
/// The names are wrong, the content cannot be read, or a file not be written.
pub(crate) fn publish(arguments: &arguments::Publish) -> Result<Verdict, Error> {
    let sources = folder::read(&arguments.root.root)?;
    if arguments.policy.as_str() == CHOICES {
        return publish_choices(&sources, arguments);
    }
    let correction = correction(&arguments.correct)?;
    let version = arguments.version.as_ref();
    let wish = Wish {
        policy: &arguments.policy,
        version: version
            .ok_or_else(|| Error::Usage("say which version, such as `candor publish privacy 4`".to_owned()))?,
        correction: correction.as_ref(),
        today: today(&sources, arguments.date),
    };
    match publish::publish(&sources, &wish) {
        Err(refusal) => refused(refusal, &sources),
        Ok(publication) => {
            write(&arguments.root, &publication.files)?;
            tell_publication(&publication, &wish);
            Ok(Verdict::Fine)
        }
    }
}

/// Writes down what visitors are asked to agree to.
fn publish_choices(sources: &Sources, arguments: &arguments::Publish) -> Result<Verdict, Error> {
    let number = |version: &VersionId| version.as_str().parse();
    let version = arguments.version.as_ref().map(number).transpose();
    let correction = match arguments.correct.as_slice() {
        [] => None,
        [reason] if !reason.trim().is_empty() => Some(reason.trim()),
        _ => return Err(Error::Usage("give --correct one reason: it is for those who work on the portal".to_owned())),
    };
    let wish = ChoicesWish {
        version: version.map_err(|_| Error::Usage("a version of choices is a number".to_owned()))?,
        correction,
        today: today(sources, arguments.date),
    };
    match publish::publish_choices(sources, wish) {
        Err(refusal) => refused(refusal, sources),
        Ok(ChoicesPublication { file, version, changes }) => {
            write(&arguments.root, std::slice::from_ref(&file))?;
            changes.iter().for_each(terminal::print_line);
            let (what, who) = match (version, correction) {
                (1, None) => ("Published", "everybody who has not chosen is asked for it"),
                (_, None) => ("Published", "everybody is asked again from the next build on"),
                (_, Some(_)) => ("Corrected", "nobody is asked again"),
            };
            terminal::print_line(format_args!("{what} version {version} of choices: {who}. Commit {}.", file.0));
            Ok(Verdict::Fine)
        }
    }
}

/// Begins a new version with the editions of the newest.
///
/// # Errors
/// As [`publish`].
pub(crate) fn draft(arguments: &arguments::Draft) -> Result<Verdict, Error> {
    let sources = folder::read(&arguments.root.root)?;
    let today = today(&sources, None);
    let policy = &arguments.policy;
    match publish::draft(&sources, policy, arguments.version.as_ref(), today) {
        Err(refusal) => refused(refusal, &sources),
        Ok(new) => {
            write(&arguments.root, &new.files)?;
            let id = &new.id;
            terminal::print_line(format_args!(
                "Version {id} of `{policy}` is a draft now, with the editions of version {} and effective from {}.\n\
                 Edit content/policies/{policy}/{id}/, say in content/policies/{policy}/versions.toml what changed, and \
                 look at it with `candor serve`.\nThen: candor check, candor publish {policy} {id}",
                new.from, new.effective
            ));
            Ok(Verdict::Fine)
        }
    }
}

fn today(sources: &Sources, date: Option<Date>) -> Date {
    date.unwrap_or_else(|| candor_site::today_in(sources, Timestamp::now()))
}

/// The reason as it was typed: once for all readers, or once per locale as `uz=…`.
fn correction(typed: &[String]) -> Result<Option<LocalizedText>, Error> {
    let by_locale = |text: &String| {
        let (tag, text) = text.split_once('=')?;
        Some((Locale::new(tag.trim()).ok()?, text.trim().to_owned()))
    };
    let wrong = || Error::Usage("give --correct one reason, or one for each locale as --correct uz=\"…\"".to_owned());
    let localized: Vec<_> = typed.iter().filter_map(by_locale).collect();
    match typed {
        [] => Ok(None),
        _ if typed.iter().any(|text| text.trim().is_empty()) => Err(wrong()),
        _ if localized.len() == typed.len() && localized.iter().all(|(_, text)| !text.is_empty()) => {
            Ok(Some(LocalizedText::ByLocale(localized.into_iter().collect())))
        }
        [reason] => Ok(Some(LocalizedText::Everywhere(reason.trim().to_owned()))),
        _ => Err(wrong()),
    }
}

fn refused(refusal: Refusal, sources: &Sources) -> Result<Verdict, Error> {
    match refusal {
        Refusal::Name(sentence) => Err(Error::Usage(sentence)),
        Refusal::Nothing(sentence) => {
            terminal::print_line(format_args!("{sentence}: nothing to do."));
            Ok(Verdict::Fine)
        }
        Refusal::Content(report) => {
            let errors = report.iter().filter(|diagnostic| diagnostic.severity() == Severity::Error);
            terminal::tell(report::draw(errors, sources, terminal::width()));
            terminal::tell_line("Nothing was published: mend these first.");
            Ok(Verdict::Faults)
        }
    }
}

fn tell_publication(publication: &Publication, wish: &Wish<'_>) {
    let Wish { policy, version, .. } = wish;
    let told = [("Published", &publication.locked), ("Corrected", &publication.corrected)];
    for (what, editions) in told {
        for (locale, digest) in editions {
            terminal::print_line(format_args!("{what} {policy} {version} {locale}  {digest}"));
        }
    }
    terminal::print_line(format_args!(
        "Commit content/policies/{policy}/: the digests are in its versions.toml, and {version}/published/ holds what was \
         published."
    ));
}

/// Writes the files in their order, each of them whole or not at all.
fn write(root: &Root, files: &[(String, String)]) -> Result<(), Error> {
    for (path, text) in files {
        let path = root.below(path);
        let folder = path.parent().unwrap_or(Path::new("."));
        fs::create_dir_all(folder).map_err(Error::write(folder))?;
        // Nobody reads hidden files, so a half-written one does no harm.
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let half = folder.join(format!(".{name}.new"));
        fs::write(&half, text).and_then(|()| fs::rename(&half, &path)).map_err(Error::write(&path))?;
    }
    Ok(())
}
