//! The built-in facts: what each jurisdiction asks for, and which days are worked where.

use std::sync::LazyLock;

use candor_model::{Calendar, GroundRules, LocalizedText, Need, Right, TimeLimit, Weekday, WeekendHolidays};

use crate::Report;
use crate::at::At;
use crate::grounds::grounds_of;
use crate::parse::{CalendarDraft, FromItem, FromTable, Item, Localized, Named, OneOf, Table, read};

/// What a portal promises and offers where its author says nothing else. Not legal advice: see `confidence`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preset {
    /// What `jurisdiction` names: `UZ`, `EU`, `US-CA`; `none` for the neutral preset.
    pub id: String,
    /// The jurisdiction's English name.
    pub name: String,
    /// The law on personal data, where one is claimed.
    pub law: Option<String>,
    /// Who supervises it, where that is known, in the languages in which its name is sure.
    pub authority: Option<LocalizedText>,
    /// How fast to answer a subject request.
    pub respond_within: TimeLimit,
    /// Whether that is a limit of the law, which a promise must not exceed, or only what is usual.
    pub statutory: bool,
    /// By how much the law lets an answer come later where the subject is told in time and why.
    pub extension: Extension,
    /// Stricter limits of the law for single rights.
    pub limits: Vec<PresetLimit>,
    /// Within what time the law wants receipt to be confirmed, where it does.
    pub acknowledge: Option<Acknowledgement>,
    /// What stops the clock.
    pub pauses: Vec<PresetPause>,
    /// Which rights need that it is sure who asks, where the law says it; otherwise the rule of [`Right`] holds.
    pub confirm: Option<Vec<Right>>,
    /// The rights to offer, in their order.
    pub rights: Vec<Right>,
    /// The calendar of working days. It need not be built in.
    pub calendar: String,
    /// The IANA time zone in which days begin.
    pub time_zone: String,
    /// Where the time limit comes from.
    pub source: String,
    /// How sure we are of it.
    pub confidence: Confidence,
    /// The rule by which data may go to another country only on a ground, where there is one.
    pub transfer_ground: Option<String>,
    /// For how long the law has subject requests kept at least.
    pub keep_requests: Option<TimeLimit>,
}

/// How much later than its time limit an answer may come, where the subject is told in time and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extension {
    /// The law knows none, or there is no law.
    None,
    /// By that much.
    By(TimeLimit),
    /// By as much as the subject is told; a portal that wants one says how much.
    AsAnnounced,
}

impl Extension {
    /// How much later an answer may come where the portal says nothing.
    #[must_use]
    pub fn limit(self) -> Option<TimeLimit> {
        match self {
            Self::By(limit) => Some(limit),
            Self::None | Self::AsAnnounced => None,
        }
    }
}

/// What a law asks for where a request exercises one of some rights.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PresetLimit {
    /// The rights.
    pub rights: Vec<Right>,
    /// How fast to answer.
    pub respond_within: TimeLimit,
    /// By how much an answer may come later.
    pub extend_by: Option<TimeLimit>,
    /// Where that comes from.
    pub source: String,
    /// How sure we are of it.
    pub confidence: Confidence,
}

/// Within what time a law wants receipt of some requests to be confirmed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acknowledgement {
    /// The time.
    pub within: TimeLimit,
    /// The rights that such a request exercises.
    pub rights: Vec<Right>,
}

/// What may stop the clock of a request: the wait for an answer of its subject.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PresetPause {
    /// What the subject is asked for.
    pub need: Need,
    /// The rights for which it does; all where none is named.
    pub rights: Vec<Right>,
}

/// How sure we are of what a law asks for: of the time limit of a preset, of a requirement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Confidence {
    /// The text of the law itself was read.
    A,
    /// A regulator says so, or two independent sources.
    B,
    /// One secondary source says so.
    C,
    /// A practice or a default, without a source in law.
    D,
}

impl Preset {
    /// The preset of that name.
    #[must_use]
    pub fn of(id: &str) -> Option<&'static Self> {
        PRESETS.iter().find(|preset| preset.id == id)
    }

    /// The preset of a portal that names no jurisdiction: an answer within a month, as in the GDPR, and its rights.
    #[must_use]
    pub fn neutral() -> &'static Self {
        Self::of("none").expect("the built-in presets hold `none`, which a test reads")
    }

    /// The law's own limit for a right, where it has one.
    #[must_use]
    pub fn limit_of(&self, right: Right) -> Option<&PresetLimit> {
        self.limits.iter().find(|limit| limit.rights.contains(&right))
    }

    /// Within what time receipt of a request must be confirmed that exercises that right.
    #[must_use]
    pub fn acknowledge_within(&self, right: Right) -> Option<TimeLimit> {
        self.acknowledge.as_ref().filter(|duty| duty.rights.contains(&right)).map(|duty| duty.within)
    }

    /// While which answers are awaited the clock of a request stands still that exercises that right.
    #[must_use]
    pub fn pauses_of(&self, right: Right) -> Vec<Need> {
        let holds = |pause: &&PresetPause| pause.rights.is_empty() || pause.rights.contains(&right);
        self.pauses.iter().filter(holds).map(|pause| pause.need).collect()
    }

    /// Whether it must become sure who exercises that right before it is served.
    #[must_use]
    pub fn needs_confirmation(&self, right: Right) -> bool {
        self.confirm.as_ref().map_or_else(|| right.needs_confirmation(), |rights| rights.contains(&right))
    }

    /// The grounds on which a request may be refused.
    #[must_use]
    pub fn grounds(&self) -> &'static [GroundRules] {
        grounds_of(&self.id)
    }

    /// Whether data that goes to that country, by its ISO 3166-1 code, stays where the preset's law lets it move freely:
    /// in the country itself, and for one of the European Economic Area everywhere in it.
    #[must_use]
    pub fn is_home(&self, country: &str) -> bool {
        let own = self.id.split('-').next().unwrap_or_default();
        let is_european = |code: &str| code == "EU" || EEA.contains(&code);
        own == country || (is_european(own) && is_european(country))
    }

    /// The names that `jurisdiction` may have.
    pub fn ids() -> impl Iterator<Item = &'static str> {
        PRESETS.iter().map(|preset| preset.id.as_str())
    }
}

/// The countries of the European Economic Area: the European Union, Iceland, Liechtenstein and Norway.
const EEA: [&str; 30] = [
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IS", "IT", "LI", "LT",
    "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK",
];

/// The names of the calendars that are built in.
pub(crate) fn calendars() -> impl Iterator<Item = &'static str> {
    CALENDARS.iter().map(|calendar| calendar.id.as_str())
}

/// Whether a jurisdiction reckons by the calendar of that name.
pub(crate) fn is_reckoned_by(calendar: &str) -> bool {
    PRESETS.iter().any(|preset| preset.calendar == calendar)
}

/// The built-in calendar of that name; one in which only Saturdays and Sundays are free, where none is built in.
#[must_use]
pub(crate) fn calendar(id: &str) -> Calendar {
    let built_in = CALENDARS.iter().find(|calendar| calendar.id == id);
    built_in.cloned().unwrap_or_else(|| Calendar {
        id: id.to_owned(),
        weekend: vec![Weekday::Sat, Weekday::Sun],
        holidays: Vec::new(),
        weekend_holidays: WeekendHolidays::Lost,
        years: Vec::new(),
        source: "Saturdays and Sundays only".to_owned(),
    })
}

static PRESETS: LazyLock<Vec<Preset>> =
    LazyLock::new(|| built_in::<Presets>("presets.toml", PRESETS_TOML, &mut Report::default()).0);
static CALENDARS: LazyLock<Vec<Calendar>> =
    LazyLock::new(|| built_in::<Calendars>("calendars.toml", CALENDARS_TOML, &mut Report::default()).0);

const PRESETS_TOML: &str = include_str!("../data/presets.toml");
const CALENDARS_TOML: &str = include_str!("../data/calendars.toml");

/// The built-in files are read as an author's are, so that one can be copied into `content/` and changed.
fn built_in<T: FromTable>(file: &str, text: &str, report: &mut Report) -> T {
    read(file, text, report).draft
}

struct Presets(Vec<Preset>);

impl FromTable for Presets {
    fn from_table(table: &mut Table<'_>) -> Self {
        Self(table.tables::<Option<Preset>>("preset").into_iter().flatten().collect())
    }
}

impl FromTable for Option<Preset> {
    fn from_table(table: &mut Table<'_>) -> Self {
        let text = |at: At<String>| at.value;
        let rights = required_rights(table);
        Some(Preset {
            id: table.required("id").map(text)?,
            name: table.required("name").map(text)?,
            law: table.optional("law").map(text),
            authority: table.table::<Option<Supervisor>>("authority").flatten().map(|authority| authority.0),
            respond_within: table.required("respond_within")?.value,
            statutory: table.required("statutory")?.value,
            extension: table.optional("extend_by").map_or(Extension::None, |extension| extension.value),
            limits: table.tables::<Option<PresetLimit>>("limit").into_iter().flatten().collect(),
            acknowledge: table.table::<Option<Acknowledgement>>("acknowledge").flatten(),
            pauses: table.tables::<Option<PresetPause>>("pause").into_iter().flatten().collect(),
            confirm: table.table::<Option<Confirmed>>("confirm").flatten().map(|confirmed| confirmed.0),
            rights: rights?,
            calendar: table.required("calendar").map(text)?,
            time_zone: table.required("time_zone").map(text)?,
            source: table.required("source").map(text)?,
            confidence: table.required::<OneOf<Confidence>>("confidence")?.value.0,
            transfer_ground: table.optional("transfer_ground").map(text),
            keep_requests: table.optional("keep_requests").map(|limit| limit.value),
        })
    }
}

impl FromItem for Extension {
    fn expected() -> String {
        format!("a length of time in quotes, or {AS_ANNOUNCED:?}")
    }

    fn from_item(item: &Item<'_>) -> Option<Self> {
        match item.text()? {
            AS_ANNOUNCED => Some(Self::AsAnnounced),
            limit => limit.parse().ok().map(Self::By),
        }
    }
}

/// What `extend_by` says where the law sets no bound.
const AS_ANNOUNCED: &str = "as announced";

impl FromTable for Option<PresetLimit> {
    fn from_table(table: &mut Table<'_>) -> Self {
        Some(PresetLimit {
            rights: required_rights(table)?,
            respond_within: table.required("respond_within")?.value,
            extend_by: table.optional("extend_by").map(|limit| limit.value),
            source: table.required::<String>("source")?.value,
            confidence: table.required::<OneOf<Confidence>>("confidence")?.value.0,
        })
    }
}

impl FromTable for Option<Acknowledgement> {
    fn from_table(table: &mut Table<'_>) -> Self {
        stated(table)?;
        Some(Acknowledgement { within: table.required("within")?.value, rights: required_rights(table)? })
    }
}

impl FromTable for Option<PresetPause> {
    fn from_table(table: &mut Table<'_>) -> Self {
        stated(table)?;
        let rights = table.optional::<Vec<At<OneOf<Right>>>>("rights");
        Some(PresetPause {
            need: table.required::<OneOf<Need>>("need")?.value.0,
            rights: rights.map(named).unwrap_or_default(),
        })
    }
}

/// Who supervises the law.
struct Supervisor(LocalizedText);

impl FromTable for Option<Supervisor> {
    fn from_table(table: &mut Table<'_>) -> Self {
        stated(table)?;
        table.required::<Localized>("name").map(|name| Supervisor(name.value.text))
    }
}

/// The rights that need that it is sure who asks.
struct Confirmed(Vec<Right>);

impl FromTable for Option<Confirmed> {
    fn from_table(table: &mut Table<'_>) -> Self {
        stated(table)?;
        required_rights(table).map(Confirmed)
    }
}

/// Nothing is a fact that does not say where it comes from and how sure we are of it; both are for whoever reads the file.
fn stated(table: &mut Table<'_>) -> Option<()> {
    table.required::<String>("source")?;
    table.required::<OneOf<Confidence>>("confidence").map(drop)
}

fn required_rights(table: &mut Table<'_>) -> Option<Vec<Right>> {
    table.required::<Vec<At<OneOf<Right>>>>("rights").map(named)
}

fn named(rights: At<Vec<At<OneOf<Right>>>>) -> Vec<Right> {
    rights.value.into_iter().map(|right| right.value.0).collect()
}

impl Named for Need {
    fn names() -> Vec<(&'static str, Self)> {
        Self::ALL.into_iter().map(|need| (need.as_str(), need)).collect()
    }
}

impl Named for Confidence {
    fn names() -> Vec<(&'static str, Self)> {
        vec![("A", Self::A), ("B", Self::B), ("C", Self::C), ("D", Self::D)]
    }
}

struct Calendars(Vec<Calendar>);

impl FromTable for Calendars {
    fn from_table(table: &mut Table<'_>) -> Self {
        Self(table.tables::<Option<Calendar>>("calendar").into_iter().flatten().collect())
    }
}

impl FromTable for Option<Calendar> {
    fn from_table(table: &mut Table<'_>) -> Self {
        let id: At<String> = table.required("id")?;
        let draft = CalendarDraft::from_table(table);
        Some(Calendar {
            id: id.value,
            weekend: draft.weekend?.value.into_iter().map(|day| day.value.0).collect(),
            holidays: draft
                .holidays
                .map(|list| list.value.into_iter().map(|day| day.value).collect())
                .unwrap_or_default(),
            weekend_holidays: draft.weekend_holidays.map(|fate| fate.value.0).unwrap_or_default(),
            years: draft.years.iter().filter_map(|year| year.year()).collect(),
            source: draft.source?.value,
        })
    }
}

#[cfg(test)]
mod tests;
