//! `/<locale>/<policy>/…`: a version of a policy, and the version table.

use candor_model::{Locale, VersionId, VersionState};
use candor_theme::{ContentsEntry, Language, Link, Page as View, PolicyPage, VersionRow, VersionsPage, Words};

use super::changes::corrections;
use super::{Renderer, text};
use crate::portal::{Policy, Related, RelatedText, Version};
use crate::reading::Reading;
use crate::routes::{self, Page};

/// The stable page of a policy: the version in force, else the first that will be.
pub(super) fn current(renderer: Renderer<'_>, policy: &Policy, words: &Words<'_>) -> View {
    let version = policy.current().expect("check refuses a policy without a version");
    view(renderer, (policy, version), &Page::Policy(policy.id.clone()), words)
}

/// The lasting page of one version.
pub(super) fn version(renderer: Renderer<'_>, policy: &Policy, id: &VersionId, words: &Words<'_>) -> View {
    let version = policy.version(id).expect("the routes name versions of this policy");
    view(renderer, (policy, version), &Page::Version(policy.id.clone(), id.clone()), words)
}

/// The version table, the newest version first.
pub(super) fn versions(renderer: Renderer<'_>, policy: &Policy, words: &Words<'_>) -> View {
    let locale = words.locale();
    let title = policy.title.get(locale);
    let heading = words.text_with("versions.of", &[("title", title)]);
    View::Versions(VersionsPage {
        chrome: renderer.chrome(&Page::Versions(policy.id.clone()), words, heading),
        policy: Link { title: title.to_owned(), path: Page::Policy(policy.id.clone()).path(locale), current: false },
        versions: policy.versions.iter().rev().map(|version| row(policy, version, words)).collect(),
        feed_path: Page::Feed(policy.id.clone()).path(locale),
    })
}

fn view(renderer: Renderer<'_>, (policy, version): (&Policy, &Version), page: &Page, words: &Words<'_>) -> View {
    let locale = words.locale();
    let reading = version.reading(locale);
    let binds = policy.in_force();
    let is_in_force = version.state == VersionState::InForce;
    let upcoming = policy.versions.iter().find(|other| is_in_force && other.state == VersionState::Upcoming);
    let title = &reading.edition.edition.title;
    View::Policy(Box::new(PolicyPage {
        chrome: renderer.chrome(page, words, title),
        version: row(policy, version, words),
        in_force: binds.filter(|_| !is_in_force).map(|version| VersionRow {
            path: Page::Policy(policy.id.clone()).path(locale),
            ..row(policy, version, words)
        }),
        upcoming: upcoming.map(|version| row(policy, version, words)),
        authoritative: (version.authoritative != *locale).then(|| Link {
            title: words.name_of(&version.authoritative),
            path: page.path(&version.authoritative),
            current: false,
        }),
        untranslated: !version.editions.contains_key(locale),
        language: other_language(&reading.edition.edition.locale, locale),
        related: related(renderer, policy, words),
        contents: contents(&reading, locale),
        body: text::body(&reading, words),
        versions_path: Page::Versions(policy.id.clone()).path(locale),
        feed_path: Page::Feed(policy.id.clone()).path(locale),
        corrections: corrections(policy, version, &reading.edition.edition.locale, words),
        digest: version.editions.get(locale).map(|edition| edition.digest.clone()),
        edition_path: version.editions.get(locale).map(|_| edition_path(policy, version, locale)),
    }))
}

/// One line of the version table.
pub(super) fn row(policy: &Policy, version: &Version, words: &Words<'_>) -> VersionRow {
    let locale = words.locale();
    VersionRow {
        id: version.id.to_string(),
        published: version.published.map(|day| words.date(day)),
        effective: words.date(version.effective),
        state: version.state.as_str(),
        summary: version.summary.as_ref().map(|summary| summary.get(locale).to_owned()).unwrap_or_default(),
        material: version.material,
        path: Page::Version(policy.id.clone(), version.id.clone()).path(locale),
        changes_path: policy.before(version).map(|_| Page::Changes(policy.id.clone(), version.id.clone()).path(locale)),
    }
}

/// The path of the normalized text of an edition.
pub(super) fn edition_path(policy: &Policy, version: &Version, locale: &Locale) -> String {
    routes::edition_path(&policy.id, &version.id, locale)
}

/// The texts that belong to a policy: those with a precedence first, in its order.
fn related(renderer: Renderer<'_>, policy: &Policy, words: &Words<'_>) -> Vec<Link> {
    let mut related: Vec<_> = policy.related.iter().collect();
    related.sort_by_key(|related| related.precedence.unwrap_or(u16::MAX));
    let link = |related: &Related| match &related.text {
        RelatedText::Policy(id) => Link {
            title: renderer.policy(id).title.get(words.locale()).to_owned(),
            path: Page::Policy(id.clone()).path(words.locale()),
            current: false,
        },
        RelatedText::Url(url) => Link { title: url.clone(), path: url.clone(), current: false },
    };
    related.into_iter().map(link).collect()
}

/// The headings of the two highest levels that a policy has.
fn contents(reading: &Reading<'_>, locale: &Locale) -> Vec<ContentsEntry> {
    let headings = reading.clauses.iter().filter_map(|shown| Some((shown, shown.clause.heading.as_ref()?)));
    let entry = |(shown, heading): (&crate::reading::ReadingClause<'_>, &crate::edition::Heading)| ContentsEntry {
        anchor: shown.anchor.clone(),
        title: crate::edition::plain_text(&heading.inlines),
        level: heading.level.max(2),
        language: other_language(shown.clause.locale.as_ref().unwrap_or(&shown.edition.edition.locale), locale),
    };
    headings.map(entry).filter(|entry| entry.level <= 3).collect()
}

/// The language of words on a page in that locale, where it is another.
fn other_language(written_in: &Locale, locale: &Locale) -> Option<Language> {
    (written_in != locale).then(|| Language { locale: written_in.clone(), direction: written_in.direction() })
}
