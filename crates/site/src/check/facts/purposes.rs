//! The usual purposes of cookies, by how words name them.

use crate::check::words::{Word, words};

/// A usual purpose of cookies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Necessary,
    Functional,
    Analytics,
    Marketing,
}

impl Kind {
    /// Its name in `portal.toml`.
    pub(super) fn id(self) -> &'static str {
        match self {
            Self::Necessary => "necessary",
            Self::Functional => "functional",
            Self::Analytics => "analytics",
            Self::Marketing => "marketing",
        }
    }
}

/// The beginnings of the words that name a purpose in English, Russian and Uzbek.
const NAMES: [(Kind, &[&str]); 4] = [
    (Kind::Necessary, &["necess", "essential", "required", "zarur", "majburiy", "необходим", "обязательн", "зарур"]),
    (Kind::Functional, &["functional", "preference", "funksional", "функциональн", "функционал"]),
    (
        Kind::Analytics,
        &["analytic", "statistic", "performance", "tahlil", "analitik", "statistik", "аналитич", "статистич", "таҳлил"],
    ),
    (Kind::Marketing, &["marketing", "advertis", "targeting", "reklama", "маркетинг", "реклам", "таргетинг"]),
];

/// The purpose that a word names.
pub(super) fn kind(word: &Word) -> Option<Kind> {
    NAMES.iter().find(|(_, stems)| word.is_of(stems)).map(|(kind, _)| *kind)
}

/// The purposes that a text names.
pub(super) fn kinds(text: &str) -> Vec<Kind> {
    words(text).iter().filter_map(kind).collect()
}
