//! `/<locale>/` and `/<locale>/choices/`: the center, and the visitor's choices.

use candor_model::VersionState;
use candor_theme::{CenterPage, ChoicesPage, Link, Page as View, PolicyCard, RightCard, Standing, Words};

use super::{Renderer, registers};
use crate::portal::Policy;
use crate::routes::{Page, RegisterName};

/// The center.
pub(super) fn center(renderer: Renderer<'_>, words: &Words<'_>) -> View {
    let (portal, locale) = (renderer.portal, words.locale());
    View::Center(CenterPage {
        chrome: renderer.chrome(&Page::Center, words, words.text("center.title")),
        policies: portal.policies.iter().filter_map(|policy| card(policy, words)).collect(),
        rights: RightCard::all(renderer.catalogue, words),
        registers: register_links(renderer, words),
        respond_within: RightCard::shared_limit(renderer.catalogue, words),
        choices_path: Page::Choices.path(locale),
        status_path: Page::Status.path(locale),
    })
}

/// The cookie register with the form of choices, for a visitor of whom nothing is known.
pub(super) fn choices(renderer: Renderer<'_>, words: &Words<'_>) -> View {
    let chrome = renderer.chrome(&Page::Choices, words, words.text("choices.title"));
    View::Choices(ChoicesPage::new(chrome, renderer.catalogue, words, Standing::nothing(renderer.portal.today)))
}

fn card(policy: &Policy, words: &Words<'_>) -> Option<PolicyCard> {
    let (version, locale) = (policy.current()?, words.locale());
    let upcoming = policy.versions.iter().find(|v| v.state == VersionState::Upcoming && v.id != version.id);
    Some(PolicyCard {
        title: policy.title.get(locale).to_owned(),
        path: Page::Policy(policy.id.clone()).path(locale),
        version: version.id.to_string(),
        effective: words.date(version.effective),
        versions_path: Page::Versions(policy.id.clone()).path(locale),
        upcoming: upcoming.map(|version| words.date(version.effective)),
    })
}

/// The registers; that of cookies is reached from the page of choices.
fn register_links(renderer: Renderer<'_>, words: &Words<'_>) -> Vec<Link> {
    let link = |page: &Page| match page {
        Page::Register(name) if *name != RegisterName::Cookies => {
            Some(Link { title: registers::title(*name, words), path: page.path(words.locale()), current: false })
        }
        _ => None,
    };
    renderer.portal.routes.pages().filter_map(link).collect()
}
