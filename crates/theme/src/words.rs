//! Words bound to a locale: texts with something filled in, plurals, numbers and dates as the locale writes them.

use std::collections::BTreeMap;

use candor_model::{Locale, TimeLimit, Unit};
use icu_calendar::Gregorian;
use icu_datetime::FixedCalendarDateTimeFormatter;
use icu_datetime::fieldsets::YMD;
use icu_datetime::input::Date as IcuDate;
use icu_decimal::DecimalFormatter;
use icu_decimal::input::Decimal;
use icu_plurals::{PluralCategory, PluralRules};
use jiff::Zoned;
use jiff::civil::Date;

use crate::DateView;
use crate::strings::{Entry, Strings};

/// The interface of one locale: its own words, where it lacks any those of its language, and English below.
pub(crate) struct LocaleWords {
    pub(crate) strings: Strings,
    plurals: Option<PluralRules>,
    numbers: Option<DecimalFormatter>,
    dates: Option<FixedCalendarDateTimeFormatter<Gregorian, YMD>>,
}

impl LocaleWords {
    /// CLDR knows no plurals for `uz-Cyrl` and some others: the language's rules serve the script too.
    pub(crate) fn new(locale: &Locale, strings: Strings) -> Self {
        let icu = |tag: &str| tag.parse::<icu_locale::Locale>().ok();
        let (full, language) = (icu(locale.as_str()), icu(locale.language()));
        Self {
            plurals: language.as_ref().and_then(|l| PluralRules::try_new_cardinal(l.into()).ok()),
            numbers: full.as_ref().and_then(|l| DecimalFormatter::try_new(l.into(), Default::default()).ok()),
            dates: full.and_then(|l| FixedCalendarDateTimeFormatter::try_new(l.into(), YMD::long()).ok()),
            strings,
        }
    }
}

/// The words of a theme in one locale. A key that does not exist reads as itself, so that it is seen: the default
/// theme has every key in English, and its tests hold the other locales to the same keys.
#[derive(Clone, Copy)]
pub struct Words<'a> {
    locale: &'a Locale,
    own: &'a LocaleWords,
    all: &'a BTreeMap<Locale, LocaleWords>,
}

impl<'a> Words<'a> {
    pub(crate) fn new(locale: &'a Locale, own: &'a LocaleWords, all: &'a BTreeMap<Locale, LocaleWords>) -> Self {
        Self { locale, own, all }
    }

    /// The locale of the page.
    #[must_use]
    pub fn locale(&self) -> &'a Locale {
        self.locale
    }

    /// The text under a key.
    #[must_use]
    pub fn text(&self, key: &str) -> String {
        self.get(key).unwrap_or(key).to_owned()
    }

    /// The text under a key, or nothing where there is none.
    #[must_use]
    pub fn text_or_empty(&self, key: &str) -> String {
        self.get(key).unwrap_or_default().to_owned()
    }

    /// The text under a key with each `{name}` filled in.
    #[must_use]
    pub fn text_with(&self, key: &str, values: &[(&str, &str)]) -> String {
        fill(self.get(key).unwrap_or(key), values)
    }

    /// The plural form for `n` under a key, with `{n}` filled in.
    #[must_use]
    pub fn count(&self, key: &str, n: u64) -> String {
        let Some(Entry::Plural(forms)) = self.own.strings.get(key) else { return key.to_owned() };
        let form = forms.get(self.category(n)).or_else(|| forms.get("other"));
        fill(form.map_or(key, String::as_str), &[("n", &self.number(n))])
    }

    /// The plural category of a number in the locale, by CLDR's name.
    pub(crate) fn category(&self, n: u64) -> &'static str {
        category_name(self.own.plurals.as_ref().map_or(PluralCategory::Other, |rules| rules.category_for(n)))
    }

    /// A number as the locale writes it: `4 000`.
    #[must_use]
    pub fn number(&self, n: u64) -> String {
        let written = self.own.numbers.as_ref().map(|numbers| numbers.format(&Decimal::from(n)).to_string());
        written.unwrap_or_else(|| n.to_string())
    }

    /// A length of time: `10 ish kuni`.
    #[must_use]
    pub fn time_limit(&self, limit: TimeLimit) -> String {
        let key = match limit.unit() {
            Unit::WorkingDays => "limits.working-days",
            Unit::Days => "limits.days",
            Unit::Months => "limits.months",
            Unit::Years => "limits.years",
        };
        self.count(key, limit.amount().into())
    }

    /// A day: by the locale's own pattern where it has one, else as CLDR writes it.
    #[must_use]
    pub fn date(&self, date: Date) -> DateView {
        DateView { iso: date.to_string(), text: self.patterned(date).unwrap_or_else(|| self.by_cldr(date)) }
    }

    /// A moment in its time zone, to the minute.
    #[must_use]
    pub fn moment(&self, moment: &Zoned) -> DateView {
        let time = moment.strftime("%H:%M").to_string();
        let date = self.date(moment.date()).text;
        DateView {
            iso: moment.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string(),
            text: self.text_with("locale.date_time_pattern", &[("date", &date), ("time", &time)]),
        }
    }

    /// Some things one after the other.
    #[must_use]
    pub fn list(&self, things: &[String]) -> String {
        things.join(&self.text("locale.list_separator"))
    }

    /// The name of a country by its ISO 3166-1 code; the code where the theme has no name for it.
    #[must_use]
    pub fn country(&self, code: &str) -> String {
        self.get(&format!("countries.{code}")).unwrap_or(code).to_owned()
    }

    /// What another locale calls itself.
    #[must_use]
    pub fn name_of(&self, locale: &Locale) -> String {
        match self.all.get(locale).and_then(|words| words.strings.get("locale.name")) {
            Some(Entry::Text(name)) => name.clone(),
            _ => locale.to_string(),
        }
    }

    /// The text under a key, if there is one.
    pub(crate) fn get(&self, key: &str) -> Option<&'a str> {
        match self.own.strings.get(key) {
            Some(Entry::Text(text)) => Some(text),
            _ => None,
        }
    }

    /// Whether there are plural forms under a key.
    pub(crate) fn has_plural(&self, key: &str) -> bool {
        matches!(self.own.strings.get(key), Some(Entry::Plural(_)))
    }

    fn patterned(&self, date: Date) -> Option<String> {
        let pattern = self.get("locale.date_pattern")?;
        let Some(Entry::List(months)) = self.own.strings.get("locale.months") else { return None };
        let month = months.get(usize::try_from(date.month()).ok()? - 1)?;
        let (day, year) = (date.day().to_string(), date.year().to_string());
        Some(fill(pattern, &[("day", &day), ("month", month), ("year", &year)]))
    }

    fn by_cldr(&self, date: Date) -> String {
        let month = u8::try_from(date.month()).unwrap_or_default();
        let day = u8::try_from(date.day()).unwrap_or_default();
        let gregorian = IcuDate::try_new_gregorian(date.year().into(), month, day).ok();
        let written = self.own.dates.as_ref().zip(gregorian).map(|(dates, date)| dates.format(&date).to_string());
        // Of a locale that CLDR does not know, such as `kaa`, the months are called `M01` to `M12`.
        let is_named = |written: &String| !written.contains(&format!("M{month:02}"));
        written.filter(is_named).unwrap_or_else(|| date.to_string())
    }
}

fn category_name(category: PluralCategory) -> &'static str {
    match category {
        PluralCategory::Zero => "zero",
        PluralCategory::One => "one",
        PluralCategory::Two => "two",
        PluralCategory::Few => "few",
        PluralCategory::Many => "many",
        PluralCategory::Other => "other",
    }
}

/// Fills each `{name}` in, once and from left to right: what is filled in is never filled again.
fn fill(pattern: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(pattern.len());
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let named = after.split_once('}').and_then(|(name, after)| {
            values.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value, after))
        });
        match named {
            Some((value, after)) => {
                filled.push_str(value);
                rest = after;
            }
            None => {
                filled.push('{');
                rest = after;
            }
        }
    }
    filled + rest
}
