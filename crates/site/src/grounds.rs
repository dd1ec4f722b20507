//! The built-in grounds for refusing a request, by jurisdiction, with the articles on which they rest.

use std::sync::LazyLock;

use candor_model::{GroundRules, RefusalGround, Right};

use crate::at::At;
use crate::parse::{FromTable, Named, OneOf, Table, read};
use crate::{Confidence, Report};

/// The grounds on which laws that say the same let a request be refused.
struct GroundList {
    /// The presets that it is for.
    jurisdictions: Vec<String>,
    /// The grounds, the more special rule of a ground before the general one.
    grounds: Vec<GroundRules>,
}

/// The grounds of a jurisdiction; the general ones where it has none of its own.
pub(crate) fn grounds_of(jurisdiction: &str) -> &'static [GroundRules] {
    let own = LISTS.iter().find(|list| list.jurisdictions.iter().any(|id| id == jurisdiction));
    own.or(LISTS.first()).map_or(&[], |list| &list.grounds)
}

static LISTS: LazyLock<Vec<GroundList>> =
    LazyLock::new(|| read::<Lists>("grounds.toml", GROUNDS_TOML, &mut Report::default()).draft.0);

const GROUNDS_TOML: &str = include_str!("../data/grounds.toml");

struct Lists(Vec<GroundList>);

impl FromTable for Lists {
    fn from_table(table: &mut Table<'_>) -> Self {
        Self(table.tables::<Option<GroundList>>("list").into_iter().flatten().collect())
    }
}

impl FromTable for Option<GroundList> {
    fn from_table(table: &mut Table<'_>) -> Self {
        // For whoever reads the file: the list is nothing without them.
        table.required::<String>("source")?;
        table.required::<OneOf<Confidence>>("confidence")?;
        let jurisdictions = table.optional::<Vec<At<String>>>("jurisdictions");
        Some(GroundList {
            jurisdictions: jurisdictions.into_iter().flat_map(|list| list.value).map(|id| id.value).collect(),
            grounds: table.tables::<Option<GroundRules>>("ground").into_iter().flatten().collect(),
        })
    }
}

impl FromTable for Option<GroundRules> {
    fn from_table(table: &mut Table<'_>) -> Self {
        let rights = table.optional::<Vec<At<OneOf<Right>>>>("rights");
        Some(GroundRules {
            ground: table.required::<OneOf<RefusalGround>>("ground")?.value.0,
            rights: rights.into_iter().flat_map(|list| list.value).map(|right| right.value.0).collect(),
            article: table.optional("article").map(|article| article.value),
        })
    }
}

impl Named for RefusalGround {
    fn names() -> Vec<(&'static str, Self)> {
        Self::ALL.into_iter().map(|ground| (ground.as_str(), ground)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Preset;

    #[test]
    fn the_built_in_file_is_free_of_faults_and_names_presets_that_exist() {
        let mut report = Report::default();
        read::<Lists>("grounds.toml", GROUNDS_TOML, &mut report);
        assert_eq!(report.iter().collect::<Vec<_>>(), Vec::<&crate::Diagnostic>::new());
        for list in LISTS.iter() {
            assert!(list.jurisdictions.iter().all(|id| Preset::of(id).is_some()), "{:?}", list.jurisdictions);
        }
    }

    #[test]
    fn a_jurisdiction_without_its_own_grounds_has_all_of_them_and_no_article() {
        let general = grounds_of("UZ");
        assert_eq!(general.iter().map(|rules| rules.ground).collect::<Vec<_>>(), RefusalGround::ALL);
        assert!(general.iter().all(|rules| rules.article.is_none() && rules.rights.is_empty()));
    }

    #[test]
    fn no_entry_is_hidden_behind_one_that_holds_for_every_right() {
        for list in LISTS.iter() {
            for (at, rules) in list.grounds.iter().enumerate() {
                let hides = |earlier: &&GroundRules| earlier.ground == rules.ground && earlier.rights.is_empty();
                assert_eq!(list.grounds[..at].iter().find(hides), None, "{rules:?}");
            }
        }
    }
}
