//! Links to the registers: `register:recipients` to a page, `register:recipients.postwind` to an entry on it.

use candor_model::{EntryState, Locale, VersionState};
use jiff::civil::Date;

use super::fault::Fault;
use super::rows::VersionRow;
use crate::Code;
use crate::at::At;
use crate::edition::REGISTER;
use crate::nearest::nearest;
use crate::parse::{PeriodDraft, RegistersDraft};
use crate::portal::Period;
use crate::routes::{Page, RegisterName};

/// The hint where nothing is near what was written.
const AS_WRITTEN: &str = "Write the register and the entry as `content/registers/` has them, such as \
                          `register:recipients` or `register:recipients.host`.";

/// What the registers hold, as far as it could be read. An entry that lacks something, and so is left out of the portal,
/// is here by its name: it has been reported, and a link to it is not dead for that.
pub(super) struct Index {
    registers: Vec<(RegisterName, Vec<Known>)>,
}

/// An entry by its name, and the days between which it holds.
struct Known {
    id: String,
    period: Period,
}

/// Where a link to a register leads.
pub(super) struct Found {
    /// The page, and the anchor on it.
    pub(super) path: String,
    /// The entry's last day, where it is over for whoever reads the version.
    pub(super) ended: Option<Date>,
}

/// Where a link stands, and when it is read.
pub(super) struct Reader<'a> {
    /// The locale of the edition.
    pub(super) locale: &'a Locale,
    /// The version that the edition is of.
    pub(super) version: &'a VersionRow,
    /// The day of the build.
    pub(super) today: Date,
}

impl Index {
    /// The index of the drafts.
    pub(super) fn of(drafts: &RegistersDraft) -> Self {
        let cookies = drafts.cookies.as_ref().map(|draft| known(&draft.0, |c| (c.name.as_ref(), &c.period)));
        let recipients = drafts.recipients.as_ref().map(|draft| known(&draft.0, |r| (r.id.as_ref(), &r.period)));
        let retention = drafts.retention.as_ref().map(|draft| known(&draft.0, |r| (r.id.as_ref(), &r.period)));
        let processing = drafts.processing.as_ref().map(|draft| known(&draft.0, |a| (a.id.as_ref(), &a.period)));
        let registers = [
            (RegisterName::Cookies, cookies),
            (RegisterName::Recipients, recipients),
            (RegisterName::Retention, retention),
            (RegisterName::Processing, processing),
        ];
        Self { registers: registers.into_iter().filter_map(|(name, known)| Some((name, known?))).collect() }
    }

    /// Where `register:<target>` leads, or why it leads nowhere.
    pub(super) fn find(&self, target: &str, reader: &Reader<'_>) -> Result<Found, Fault> {
        if target.is_empty() {
            return Err(dead("This link names no register.".to_owned(), AS_WRITTEN.to_owned()));
        }
        let (register, entry) = target.split_once('.').map_or((target, None), |(name, entry)| (name, Some(entry)));
        let Some(name) = RegisterName::ALL.into_iter().find(|name| name.as_str() == register) else {
            return Err(dead(format!("There is no register `{register}`."), self.suggest(target)));
        };
        let Some((_, entries)) = self.registers.iter().find(|(known, _)| *known == name) else {
            let message = format!("The portal has no register `{register}`.");
            return Err(dead(message, format!("Fill `content/registers/{register}.toml` to have it.")));
        };
        let Some(entry) = entry.filter(|entry| !entry.is_empty()) else {
            return Ok(Found { path: page_of(name).path(reader.locale), ended: None });
        };
        // Of cookies that follow each other under one name, that of today is meant.
        let named = entries.iter().filter(|known| known.id == entry);
        let known = named.min_by_key(|known| known.period.rank(reader.today));
        match known {
            Some(known) => Ok(reader.found(name, known)),
            None => Err(dead(format!("The register `{register}` has no entry `{entry}`."), self.suggest(target))),
        }
    }

    /// The hint with the register or entry that was most likely meant. Each part is compared on its own: the name of a
    /// register makes any two of its entries alike.
    fn suggest(&self, target: &str) -> String {
        let (register, entry) = target.split_once(['.', '#', '/']).unwrap_or((target, ""));
        let meant = match (self.nearest(register), entry) {
            (Some((name, _)), "") => Some(name.as_str().to_owned()),
            (Some((name, entries)), entry) => nearest_entry(*name, entries, entry).or_else(|| self.holder(entry)),
            (None, "") => self.holder(register),
            (None, entry) => self.holder(entry),
        };
        match (meant, self.nearest(register)) {
            (Some(meant), _) => format!("Did you mean `{REGISTER}:{meant}`?"),
            (None, Some((name, _))) => format!(
                "Write the entry as `content/registers/{name}.toml` has it, or link to the whole register: \
                 `{REGISTER}:{name}`.",
                name = name.as_str()
            ),
            (None, None) => AS_WRITTEN.to_owned(),
        }
    }

    /// The register that the portal keeps and whose name is most like this one.
    fn nearest(&self, register: &str) -> Option<&(RegisterName, Vec<Known>)> {
        let near = nearest(register, self.registers.iter().map(|(name, _)| name.as_str()))?;
        self.registers.iter().find(|(name, _)| name.as_str() == near)
    }

    /// The entry of exactly this name, with the register that has it.
    fn holder(&self, entry: &str) -> Option<String> {
        let has = |known: &[Known]| known.iter().any(|known| known.id == entry);
        let (name, _) = self.registers.iter().find(|(_, known)| has(known))?;
        Some(format!("{}.{entry}", name.as_str()))
    }
}

fn nearest_entry(name: RegisterName, entries: &[Known], entry: &str) -> Option<String> {
    let near = nearest(entry, entries.iter().map(|known| known.id.as_str()))?;
    Some(format!("{}.{near}", name.as_str()))
}

fn dead(message: String, hint: String) -> Fault {
    Fault(Code::DeadLink, message, hint)
}

fn known<'a, E, I: ToString + 'a>(
    entries: &'a [E],
    parts: impl Fn(&'a E) -> (Option<&'a At<I>>, &'a PeriodDraft),
) -> Vec<Known> {
    let known = |entry: &'a E| {
        let (id, period) = parts(entry);
        Some(Known { id: id?.value.to_string(), period: period.days() })
    };
    entries.iter().filter_map(known).collect()
}

/// The page on which a register is read.
fn page_of(name: RegisterName) -> Page {
    match name {
        RegisterName::Cookies => Page::Choices,
        name => Page::Register(name),
    }
}

impl Reader<'_> {
    fn found(&self, name: RegisterName, known: &Known) -> Found {
        // The page of choices has no room for what nobody can choose any more.
        let is_over = known.period.state(self.today) == EntryState::Ended;
        let page = if is_over { Page::Register(name) } else { page_of(name) };
        let path = format!("{}#{}", page.path(self.locale), name.anchor(&known.id));
        let ended = known.period.until.filter(|until| *until < self.day());
        Found { path, ended }
    }

    /// The day as of which the version is read: its first, or today where it binds today. Nobody corrects a text that is
    /// superseded.
    fn day(&self) -> Date {
        match (self.version.state, self.version.effective) {
            (Some(VersionState::Superseded), Some(effective)) => effective,
            (_, effective) => effective.map_or(self.today, |effective| effective.max(self.today)),
        }
    }
}
