//! The portal that `candor init` writes: the texts of `starter/`, in the languages and for the jurisdiction asked for.
//!
//! A line `title.ru = "…"` of a TOML file is kept for its locale, and a line of an edition that links to the form of a right
//! for a jurisdiction that has the right. What stands in braces is filled in.

use candor_model::{Locale, Right, TimeLimit, Unit};
use candor_site::{Preset, Sources};
use jiff::civil::Date;

/// What the portal is made of.
#[derive(Debug)]
pub(crate) struct Starter<'a> {
    /// The portal's locales; the first is the default.
    pub(crate) locales: &'a [Locale],
    /// What the company is called.
    pub(crate) name: &'a str,
    /// Where it takes questions.
    pub(crate) email: &'a str,
    /// Where it is; the neutral preset without.
    pub(crate) jurisdiction: Option<&'static Preset>,
    /// The day from which its policy binds.
    pub(crate) today: Date,
}

/// The policy that everything begins with.
const EDITIONS: &str = "content/policies/privacy/1/";

/// The files that are the same in number, whatever the locales.
const TABLES: [(&str, &str); 3] = [
    ("content/portal.toml", include_str!("../starter/portal.toml")),
    ("content/policies/privacy/versions.toml", include_str!("../starter/policies/privacy/versions.toml")),
    ("content/registers/cookies.toml", include_str!("../starter/registers/cookies.toml")),
];

/// A language in which there are texts.
struct Language {
    locale: &'static str,
    edition: &'static str,
    /// What follows the number in "within … working days", "days" and "months".
    units: [&'static str; 3],
    /// What the language of a text is called, by locale.
    names: [(&'static str, &'static str); 4],
}

const LANGUAGES: [Language; 4] = [
    Language {
        locale: "en",
        edition: include_str!("../starter/policies/privacy/1/en.md"),
        units: ["working days", "days", "month"],
        names: [("en", "English"), ("ru", "Russian"), ("uz", "Uzbek"), ("uz-Cyrl", "Uzbek (Cyrillic)")],
    },
    Language {
        locale: "ru",
        edition: include_str!("../starter/policies/privacy/1/ru.md"),
        units: ["рабочих дней", "дней", "месяца"],
        names: [("en", "английском"), ("ru", "русском"), ("uz", "узбекском"), ("uz-Cyrl", "узбекском (кириллица)")],
    },
    Language {
        locale: "uz",
        edition: include_str!("../starter/policies/privacy/1/uz.md"),
        units: ["ish kuni", "kun", "oy"],
        names: [("en", "inglizcha"), ("ru", "ruscha"), ("uz", "oʻzbekcha"), ("uz-Cyrl", "kirill yozuvidagi oʻzbekcha")],
    },
    Language {
        locale: "uz-Cyrl",
        edition: include_str!("../starter/policies/privacy/1/uz-Cyrl.md"),
        units: ["иш куни", "кун", "ой"],
        names: [("en", "инглизча"), ("ru", "русча"), ("uz", "ўзбекча"), ("uz-Cyrl", "кирилл ёзувидаги ўзбекча")],
    },
];

/// Whether there are texts in that locale. Others get the English ones, to be translated.
pub(crate) fn is_written_in(locale: &Locale) -> bool {
    LANGUAGES.iter().any(|language| language.locale == locale.as_str())
}

/// The edition of a locale, by its path in the portal.
pub(crate) fn edition(locale: &Locale) -> String {
    format!("{EDITIONS}{locale}.md")
}

impl Starter<'_> {
    /// The files of the portal.
    pub(crate) fn sources(&self) -> Sources {
        let mut sources = Sources::default();
        for (path, text) in TABLES {
            sources.insert(path, self.table(text));
        }
        for locale in self.locales {
            sources.insert(edition(locale), self.edition(locale));
        }
        sources
    }

    fn table(&self, text: &str) -> String {
        let lines: Vec<String> = text.lines().flat_map(|line| self.in_locales(line)).collect();
        let text = lines.join("\n") + "\n";
        let preset = self.preset();
        let place = match self.jurisdiction {
            Some(preset) => format!("jurisdiction = {}", quoted(&preset.id)),
            None => "time_zone = \"UTC\"".to_owned(),
        };
        text.replace("{locales}", &list(self.locales.iter().map(Locale::as_str)))
            .replace("{jurisdiction}", &place)
            .replace("{respond_within}", &preset.respond_within.to_string())
            .replace("{rights}", &list(preset.rights.iter().map(|right| right.as_str())))
            .replace("{today}", &self.today.to_string())
            .replace("{email}", &quoted(self.email))
            .replace("{name}", &quoted(self.name))
    }

    /// A line as often as the locales need it: once for each that it is written for, the English one for others, too.
    fn in_locales(&self, line: &str) -> Vec<String> {
        let Some((key, value)) = line.split_once(" = ") else { return vec![line.to_owned()] };
        let Some((stem, tag)) = key.rsplit_once('.') else { return vec![line.to_owned()] };
        let is_for = |locale: &&Locale| locale.as_str() == tag || tag == "en" && !is_written_in(locale);
        self.locales.iter().filter(is_for).map(|locale| format!("{stem}.{locale} = {value}")).collect()
    }

    fn edition(&self, locale: &Locale) -> String {
        let own = LANGUAGES.iter().find(|language| language.locale == locale.as_str());
        let language = own.unwrap_or(&LANGUAGES[0]);
        let kept = language.edition.lines().filter(|line| self.is_kept(line)).collect::<Vec<_>>().join("\n");
        let text = match own {
            Some(_) => kept,
            None => kept.replacen("+++\n", "+++\n# This text is English still: translate it.\n", 1),
        };
        let first = self.locales.first().map_or("", Locale::as_str);
        let prevailing = language.names.iter().find(|(tag, _)| *tag == first).map_or(first, |(_, name)| name);
        let filled = text
            .replace("{respond_within}", &within(self.preset().respond_within, language))
            .replace("{prevailing}", prevailing)
            .replace("{email}", self.email)
            .replace("{name}", &as_markdown(self.name));
        filled.trim_end().to_owned() + "\n"
    }

    /// Whether a line of an edition is one for this portal.
    fn is_kept(&self, line: &str) -> bool {
        let is_about = |right: &Right| line.contains(&format!("](/requests/{right}/)"));
        let right = Right::ALL.into_iter().find(is_about);
        right.is_none_or(|right| self.preset().rights.contains(&right))
            && (self.locales.len() > 1 || !line.contains("{prevailing}"))
    }

    fn preset(&self) -> &'static Preset {
        self.jurisdiction.unwrap_or_else(|| Preset::neutral())
    }
}

/// A time limit as it follows "within".
fn within(limit: TimeLimit, language: &Language) -> String {
    let [working_days, days, month] = language.units;
    let unit = match limit.unit() {
        Unit::WorkingDays => working_days,
        Unit::Days => days,
        Unit::Months | Unit::Years => month,
    };
    format!("{} {unit}", limit.amount())
}

/// A text as a TOML string. It has no control characters.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

fn list<'t>(texts: impl Iterator<Item = &'t str>) -> String {
    format!("[{}]", texts.map(quoted).collect::<Vec<_>>().join(", "))
}

/// A text of which Markdown makes nothing but its letters.
fn as_markdown(text: &str) -> String {
    let is_markup = |c: char| matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '~');
    text.chars().flat_map(|c| is_markup(c).then_some('\\').into_iter().chain([c])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use candor_site::Severity;

    #[test]
    fn the_new_portal_builds_in_every_jurisdiction_without_an_error_or_a_warning() {
        let locales = ["uz", "ru", "en"].map(|tag| Locale::new(tag).expect("a good tag"));
        let today = Date::constant(2026, 11, 22);
        for jurisdiction in Preset::ids().map(Preset::of) {
            let starter = Starter { locales: &locales, name: "A*B & \"C\"", email: "a@b.example", jurisdiction, today };
            let (site, report) = candor_site::build(&starter.sources(), today, false);
            assert_eq!(report.count(Severity::Error) + report.count(Severity::Warning), 0, "{report:#?}");
            // That the first version is not locked yet.
            assert_eq!(report.count(Severity::Advice), 1, "{jurisdiction:?}: {report:#?}");
            assert!(site.expect("it builds").site.contains_key("uz/privacy/index.html"));
        }
    }
}
