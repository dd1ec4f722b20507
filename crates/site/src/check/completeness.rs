//! What a privacy policy does not say, though its readers are owed it, or are used to it.
//!
//! A text is searched for words, links and facts, so it can only be found that nothing speaks of a topic at all. What is
//! said of it, and whether that is enough, is for people to judge.

use candor_model::{Controller, Locale, PolicyKind, Right, VersionState};

use super::Rules;
use super::rows::{PolicyRow, VersionRow};
use super::telephones::digits;
use crate::edition::{Edition, text_of_blocks};
use crate::parse::EditionDraft;
use crate::portal::Registers;
use crate::requirements::{OnlyWith, Requirement, Topic, asked_by, rights};
use crate::wording::{LANGUAGES, Phrase, Wording};
use crate::{Code, Confidence, Diagnostic, Report, Span};

/// What of the portal decides which topics are asked for.
pub(super) struct Asked<'a> {
    preset: &'static str,
    controller: &'a Controller,
    rights: Vec<Right>,
    has_cookies: bool,
}

impl<'a> Asked<'a> {
    /// What that portal asks for; nothing where too little of it could be read.
    pub(super) fn of(rules: &'a Rules, registers: &Registers) -> Option<Self> {
        Some(Self {
            preset: &rules.settings.preset.id,
            controller: rules.controller.as_ref()?,
            rights: rules.requests.rights.iter().map(|rules| rules.right).collect(),
            has_cookies: registers.cookies.as_ref().is_some_and(|cookies| !cookies.is_empty()),
        })
    }

    fn asks_for(&self, topic: &Topic) -> bool {
        let has_what_it_needs = match topic.only_with {
            None => true,
            Some(OnlyWith::Officer) => self.controller.officer.is_some(),
            Some(OnlyWith::Cookies) => self.has_cookies,
        };
        has_what_it_needs && topic.right.is_none_or(|right| self.rights.contains(&right))
    }
}

/// Advises what the privacy policies lack that are in force or will be. The edition that prevails is judged, if it is in a
/// language whose words are known.
pub(super) fn check(policies: &[PolicyRow], asked: &Asked<'_>, report: &mut Report) {
    for policy in policies.iter().filter(|policy| policy.kind == Some(PolicyKind::Privacy)) {
        for version in policy.versions.iter().filter(|version| counts(version)) {
            let Some(draft) = version.authoritative_edition() else { continue };
            let Some(text) = draft.edition.as_ref().and_then(|edition| Text::of(edition, asked)) else { continue };
            let name = format!("Version {} of `{}`", version.id, policy.id);
            report_lacking(&name, draft, &text, report);
        }
    }
}

fn counts(version: &VersionRow) -> bool {
    matches!(version.state, Some(VersionState::InForce | VersionState::Upcoming))
}

fn report_lacking(name: &str, draft: &EditionDraft, text: &Text<'_>, report: &mut Report) {
    let says_rights = text.says(rights());
    for (topic, requirement) in asked_by(text.asked.preset).filter(|(topic, _)| text.asked.asks_for(topic)) {
        // Where no right is spoken of at all, that is the one thing to say.
        let is_part = topic.right.is_some() && !says_rights;
        if !is_part && !text.says(topic) {
            let message = format!("{name} does not say {}.", topic.lacks);
            let hint = format!("{}: {}.", who_asks(requirement), topic.write);
            report.add(Diagnostic::new(Code::IncompletePolicy, Span::whole(&draft.file), message, hint));
        }
    }
}

/// Who asks for it, no surer than we are.
fn who_asks(requirement: &Requirement) -> String {
    let case = requirement.case.as_ref().map(|case| format!(" {case}")).unwrap_or_default();
    let asked = |source: &str| format!("{source} asks for it{case}");
    match (&requirement.source, requirement.confidence) {
        (Some(source), Confidence::A) => asked(source),
        (Some(source), Confidence::B) => asked(source) + ", as a regulator or several lawyers tell it",
        (Some(source), Confidence::C) => asked(source) + ", as one account tells it",
        (_, Confidence::D) | (None, _) => "This is often asked for, and we have not checked the law".to_owned(),
    }
}

/// An edition, made ready to be searched.
struct Text<'a> {
    asked: &'a Asked<'a>,
    locale: &'a Locale,
    wording: Wording,
    links: Vec<&'a str>,
    /// All of it in small letters, for facts that are no words.
    plain: String,
}

impl<'a> Text<'a> {
    fn of(edition: &'a Edition, asked: &'a Asked<'a>) -> Option<Self> {
        if !LANGUAGES.contains(&edition.locale.language()) {
            return None;
        }
        let mut wording = Wording::in_locale(&edition.locale);
        let mut plain = String::new();
        let clauses = edition.clauses.iter().map(|clause| (clause.text(), clause.depth <= 1));
        let footnotes = edition.footnotes.iter().map(|footnote| (text_of_blocks(&footnote.blocks), true));
        for (text, begins_section) in clauses.chain(footnotes) {
            wording.add(&text, begins_section);
            plain.push_str(&text.to_lowercase());
        }
        let links = edition.links().into_iter().map(|link| link.target.as_str()).collect();
        Some(Self { asked, locale: &edition.locale, wording, links, plain })
    }

    fn says(&self, topic: &Topic) -> bool {
        let links_to_it = topic.links.iter().any(|part| self.links.iter().any(|link| link.contains(part.as_str())));
        links_to_it || topic.facts.iter().any(|fact| self.states(fact)) || self.speaks_of(topic)
    }

    fn speaks_of(&self, topic: &Topic) -> bool {
        match topic.right {
            Some(_) => self.wording.has_any_beside(&topic.phrases, &rights().phrases),
            None => self.wording.has_any(&topic.phrases),
        }
    }

    /// Whether the fact of that name is claimed, or stands in the text.
    fn states(&self, fact: &str) -> bool {
        let is_claimed = self.links.iter().any(|link| link.strip_prefix("fact:") == Some(fact));
        is_claimed || self.holds(fact).unwrap_or(false)
    }

    fn holds(&self, fact: &str) -> Option<bool> {
        let us = self.asked.controller;
        let officer = us.officer.as_ref();
        match fact {
            "controller.name" => Some(self.has_name(us.name.get(self.locale))),
            "controller.officer.name" => Some(self.has_name(officer?.name.get(self.locale))),
            "controller.email" => Some(self.plain.contains(&us.email.to_lowercase())),
            "controller.officer.email" => Some(self.plain.contains(&officer?.email.to_lowercase())),
            "controller.phone" => Some(self.has_digits(us.phone.as_ref()?)),
            "controller.officer.phone" => Some(self.has_digits(officer?.phone.as_ref()?)),
            "controller.address" => Some(self.plain.contains(&us.address.as_ref()?.get(self.locale).to_lowercase())),
            _ => None,
        }
    }

    /// Whether a name stands in the text, inflected or with its legal form spelled out.
    fn has_name(&self, name: &str) -> bool {
        let is_proper = |word: &&str| word.chars().count() > 2 && !LEGAL_FORMS.contains(&word.to_lowercase().as_str());
        let mut words = name.split(|c: char| !c.is_alphanumeric()).filter(is_proper);
        self.plain.contains(&name.to_lowercase())
            || words.any(|word| self.wording.has_any(&[Phrase::new(without_ending(word))]))
    }

    fn has_digits(&self, number: &str) -> bool {
        digits(&self.plain).contains(&digits(number))
    }
}

/// What stands in the names of many companies, and so tells nothing of one.
const LEGAL_FORMS: [&str; 14] = [
    "llc",
    "ltd",
    "inc",
    "gmbh",
    "limited",
    "company",
    "corporation",
    "ooo",
    "ооо",
    "mchj",
    "мчж",
    "тоо",
    "зао",
    "пао",
];

/// A word without the letters that languages inflect.
fn without_ending(word: &str) -> &str {
    let letters = word.chars().count();
    let end = word.char_indices().nth(if letters > 4 { letters - 1 } else { letters });
    end.map_or(word, |(end, _)| &word[..end])
}
