//! Publishing: locks the editions of a version, and begins a new one. Both are a change of sources: which files to write,
//! with an author's formatting untouched. Whoever calls writes them.

mod choices;
mod line_ends;
mod table;

use std::collections::BTreeMap;

use candor_model::{Locale, LocalizedText, PolicyId, VersionId};
use jiff::ToSpan;
use jiff::civil::Date;

pub use self::choices::{ChoicesPublication, ChoicesWish, publish_choices};
pub use self::table::version_ids;
use self::table::{Correction, Lock, VersionEntry};
use crate::edition::{digest_of_normalized, normalized};
use crate::nearest::did_you_mean;
use crate::parse::{POLICIES, PolicyDraft, PublishedText, parse};
use crate::{Code, Diagnostic, Report, Sources, Span, build, check};

/// How many days before it binds a new version is published, where the portal does not say.
const NOTICE_DAYS: i32 = 30;

/// What an author wants to publish.
#[derive(Clone, Copy, Debug)]
pub struct Wish<'a> {
    /// The policy.
    pub policy: &'a PolicyId,
    /// The version.
    pub version: &'a VersionId,
    /// Why published editions may change, where they may: a correction.
    pub correction: Option<&'a LocalizedText>,
    /// The day in the portal's time zone.
    pub today: Date,
}

/// What comes of a wish.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Publication {
    /// The files to write, the version table last: it names the others.
    pub files: Vec<(String, String)>,
    /// The editions that are locked now and were not before, with their digests.
    pub locked: Digests,
    /// The editions that were corrected, with their new digests.
    pub corrected: Digests,
}

/// Digests of editions.
type Digests = BTreeMap<Locale, String>;

/// A new version to write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewVersion {
    /// The files to write, the version table last.
    pub files: Vec<(String, String)>,
    /// Its name.
    pub id: VersionId,
    /// The version whose editions it begins with.
    pub from: VersionId,
    /// The day from which it binds.
    pub effective: Date,
}

/// Why nothing comes of a wish.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Something has no such name, or has it already: a sentence, and what to do.
    Name(String),
    /// The content has errors.
    Content(Report),
    /// There is nothing to do: a sentence that says why.
    Nothing(String),
}

/// Locks the editions of a version that are not locked yet, and with a correction those that changed since.
///
/// # Errors
/// The names are wrong, the content has errors before or after, or there is nothing to do.
pub fn publish(sources: &Sources, wish: &Wish<'_>) -> Result<Publication, Refusal> {
    let (_, report) = build(sources, wish.today, true);
    if has_errors_beside(&report, wish) {
        return Err(Refusal::Content(report));
    }
    let text = table_text(sources, wish.policy)?;
    let entry = VersionEntry::of(text, wish.version).ok_or_else(|| unknown_version(text, wish))?;
    refuse_past(text, &entry, wish)?;
    let editions = editions(sources, wish);
    let (new, changed) = (not_locked(&editions, &entry), changed(&editions, &entry));
    refuse_nothing(wish, &new, &changed)?;
    let correction = wish.correction.filter(|_| !changed.is_empty()).map(|reason| Correction {
        date: wish.today,
        reason,
        replaced: changed.keys().filter_map(|locale| Some((locale, entry.digests.get(locale)?.as_str()))).collect(),
    });
    let is_ahead = entry.effective.is_none_or(|effective| effective >= wish.today);
    let lock = Lock {
        digests: new.iter().chain(&changed).collect(),
        published: (entry.published.is_none() && is_ahead).then_some(wish.today),
        correction,
    };
    let table = (PolicyDraft::file(wish.policy.as_str()), table::lock(text, wish.version, &lock));
    let copies = lock.digests.keys().map(|locale| copy(wish, locale, &editions[*locale]));
    let files: Vec<_> = copies.chain([table]).collect();
    let (_, report) = build(&with(sources, &files), wish.today, true);
    if report.has_errors() {
        Err(Refusal::Content(report))
    } else {
        Ok(Publication { files, locked: new, corrected: changed })
    }
}

/// Begins a new version with the editions of the newest one, as a draft.
///
/// # Errors
/// The names are wrong, or the version table cannot be read.
pub fn draft(sources: &Sources, policy: &PolicyId, id: Option<&VersionId>, today: Date) -> Result<NewVersion, Refusal> {
    let text = table_text(sources, policy)?;
    let newest = table::newest(text).ok_or_else(|| Refusal::Content(build(sources, today, true).1))?;
    let known = version_ids(text);
    let id = id.cloned().unwrap_or_else(|| next_id(&known));
    if known.contains(&id) {
        let next = next_id(&known);
        let sentence = format!("version {id} of `{policy}` exists already: name another, such as {next}");
        return Err(Refusal::Name(sentence));
    }
    // After the newest version, which may not bind yet.
    let last = VersionEntry::of(text, &newest).and_then(|entry| entry.effective).map_or(today, |last| last.max(today));
    let effective = last.saturating_add(notice_days(sources, policy).days());
    let folder = |version: &VersionId| format!("{POLICIES}{policy}/{version}/");
    let (old, new) = (folder(&newest), folder(&id));
    let editions = sources.under(&old).filter(|(path, _)| !path[old.len()..].contains('/'));
    let copy = |(path, bytes): (&str, &[u8])| {
        Some((format!("{new}{}", &path[old.len()..]), str::from_utf8(bytes).ok()?.to_owned()))
    };
    let table = (PolicyDraft::file(policy.as_str()), table::begin(text, &id, effective));
    let files = editions.filter_map(copy).chain([table]).collect();
    Ok(NewVersion { files, id, from: newest, effective })
}

/// The number after the highest there is.
fn next_id(known: &[VersionId]) -> VersionId {
    let highest = known.iter().filter_map(|id| id.as_str().parse::<u32>().ok()).max().unwrap_or_default();
    VersionId::new(highest.saturating_add(1).to_string()).expect("a version may be called by a number")
}

/// How many days before it binds a new version of the policy is published, as it will be checked.
fn notice_days(sources: &Sources, policy: &PolicyId) -> i32 {
    let parsed = parse(sources, true, &mut Report::default());
    check::notice_days(parsed, policy).map_or(NOTICE_DAYS, i32::from)
}

/// Errors other than that the version's own editions changed, which a correction permits.
fn has_errors_beside(report: &Report, wish: &Wish<'_>) -> bool {
    let folder = folder(wish);
    let is_meant = |file: &str| file.strip_prefix(&folder).is_some_and(|rest| !rest.contains('/'));
    let is_pardoned =
        |code: Code, file: &str| wish.correction.is_some() && code == Code::ChangedEdition && is_meant(file);
    let mut errors = report.iter().filter(|diagnostic| diagnostic.severity() == crate::Severity::Error);
    errors.any(|error| !is_pardoned(error.code, &error.span.file))
}

fn folder(wish: &Wish<'_>) -> String {
    format!("{POLICIES}{}/{}/", wish.policy, wish.version)
}

fn table_text<'s>(sources: &'s Sources, policy: &PolicyId) -> Result<&'s str, Refusal> {
    let text = sources.get(&PolicyDraft::file(policy.as_str())).and_then(|bytes| str::from_utf8(bytes).ok());
    text.ok_or_else(|| {
        let mut known: Vec<&str> = sources.under(POLICIES).filter_map(|(path, _)| path.split('/').nth(2)).collect();
        known.dedup();
        let hint = did_you_mean(policy.as_str(), known);
        Refusal::Name(format!("there is no policy `{policy}`. {hint}"))
    })
}

fn unknown_version(text: &str, wish: &Wish<'_>) -> Refusal {
    let known = version_ids(text);
    let hint = did_you_mean(wish.version.as_str(), known.iter().map(VersionId::as_str));
    Refusal::Name(format!("`{}` has no version {}. {hint}", wish.policy, wish.version))
}

/// The normalized text and the digest of each edition of a version.
type Editions = BTreeMap<Locale, (String, String)>;

/// The editions of the version.
fn editions(sources: &Sources, wish: &Wish<'_>) -> Editions {
    let folder = folder(wish);
    let read = |(path, bytes): (&str, &[u8])| {
        let locale = Locale::new(path[folder.len()..].strip_suffix(".md")?).ok()?;
        let text = normalized(str::from_utf8(bytes).ok()?);
        let digest = digest_of_normalized(&text);
        Some((locale, (text, digest)))
    };
    sources.under(&folder).filter_map(read).collect()
}

/// The digests of the editions that are not locked yet.
fn not_locked(editions: &Editions, entry: &VersionEntry) -> Digests {
    digests(editions, |locale, _| !entry.digests.contains_key(locale))
}

/// The digests of the editions that changed since they were locked.
fn changed(editions: &Editions, entry: &VersionEntry) -> Digests {
    digests(editions, |locale, digest| entry.digests.get(locale).is_some_and(|locked| locked != digest))
}

fn digests(editions: &Editions, is_meant: impl Fn(&Locale, &String) -> bool) -> Digests {
    let meant = editions.iter().filter(|(locale, (_, digest))| is_meant(locale, digest));
    meant.map(|(locale, (_, digest))| (locale.clone(), digest.clone())).collect()
}

fn copy(wish: &Wish<'_>, locale: &Locale, (text, digest): &(String, String)) -> (String, String) {
    (PublishedText::path(&folder(wish), locale, digest), text.clone())
}

fn with(sources: &Sources, files: &[(String, String)]) -> Sources {
    let mut sources = sources.clone();
    files.iter().for_each(|(path, text)| sources.insert(path, text.as_bytes()));
    sources
}

/// Refuses to publish a draft that would have bound before anybody could read it.
fn refuse_past(text: &str, entry: &VersionEntry, wish: &Wish<'_>) -> Result<(), Refusal> {
    let is_new = entry.is_draft && entry.published.is_none();
    let Some(effective) = entry.effective.filter(|effective| is_new && *effective < wish.today) else { return Ok(()) };
    let place = table::place(text, wish.version, "effective").unwrap_or_default();
    let message = format!("Version {} would bind from {effective}, before it is published.", wish.version);
    let hint = format!("Move `effective` to {} or later, or add `published` where it was so before.", wish.today);
    let mut report = Report::default();
    let file = PolicyDraft::file(wish.policy.as_str());
    report.add(Diagnostic::new(Code::BadValue, Span::new(file, place), message, hint));
    Err(Refusal::Content(report))
}

/// Refuses where nothing would be locked or corrected, or a reason is given for nothing.
fn refuse_nothing(wish: &Wish<'_>, new: &Digests, changed: &Digests) -> Result<(), Refusal> {
    let Wish { policy, version, .. } = wish;
    if wish.correction.is_some() && changed.is_empty() {
        let sentence = format!("No edition of version {version} of `{policy}` changed since it was published");
        return Err(Refusal::Nothing(sentence));
    }
    if new.is_empty() && changed.is_empty() {
        return Err(Refusal::Nothing(format!(
            "Version {version} of `{policy}` is published already, and did not change"
        )));
    }
    Ok(())
}
