//! The table of every fact that can be claimed, with what of it the words of a claim must agree with.

use super::compare::Compared;

/// Every fact. What stands in `<…>` is the name of an entry, and may have dots itself, as cookies' names do: the word
/// behind the last dot is what the fact says of the entry.
pub(super) const FACTS: [(&str, Compared); 41] = [
    ("portal.name", Compared::Nothing),
    ("portal.base_url", Compared::WebAddress),
    ("portal.jurisdiction", Compared::Nothing),
    ("portal.law", Compared::Nothing),
    ("portal.authority", Compared::Nothing),
    ("portal.authoritative", Compared::Language),
    ("controller.name", Compared::Nothing),
    ("controller.email", Compared::Email),
    ("controller.tax_id", Compared::Digits),
    ("controller.phone", Compared::Digits),
    ("controller.address", Compared::Numbers),
    ("controller.site", Compared::WebAddress),
    ("controller.officer.name", Compared::Nothing),
    ("controller.officer.email", Compared::Email),
    ("controller.officer.phone", Compared::Digits),
    ("requests.respond_within", Compared::Numbers),
    ("requests.rights.<id>", Compared::Nothing),
    ("requests.relationship.<id>.label", Compared::Nothing),
    ("consent.valid_for", Compared::Numbers),
    ("consent.ask_again_after_refusal", Compared::Numbers),
    ("consent.cookie_domain", Compared::WebAddress),
    ("consent.origins", Compared::WebAddress),
    ("purpose.<id>.title", Compared::Purpose),
    ("purpose.<id>.description", Compared::Numbers),
    ("registers.cookies.<name>.purpose", Compared::Purpose),
    ("registers.cookies.<name>.provider", Compared::Nothing),
    ("registers.cookies.<name>.duration", Compared::Numbers),
    ("registers.cookies.<name>.domain", Compared::WebAddress),
    ("registers.cookies.<name>.description", Compared::Numbers),
    ("registers.recipients.<id>.name", Compared::Nothing),
    ("registers.recipients.<id>.country", Compared::Nothing),
    ("registers.recipients.<id>.purpose", Compared::Numbers),
    ("registers.recipients.<id>.ground", Compared::Numbers),
    ("registers.retention.<id>.records", Compared::Nothing),
    ("registers.retention.<id>.term", Compared::Numbers),
    ("registers.retention.<id>.basis", Compared::Numbers),
    ("registers.processing.<id>.activity", Compared::Nothing),
    ("registers.processing.<id>.purpose", Compared::Numbers),
    ("registers.processing.<id>.basis", Compared::Numbers),
    ("registers.processing.<id>.data_categories", Compared::Numbers),
    ("registers.processing.<id>.subjects", Compared::Numbers),
];

/// What of the fact of that name is compared; nothing where there is no such fact.
pub(super) fn compared(name: &str) -> Option<Compared> {
    FACTS.iter().find(|(pattern, _)| entry_of(pattern, name).is_some()).map(|(_, compared)| *compared)
}

/// The entry that a name means by a pattern: `_ga` for `registers.cookies.<name>.duration` and
/// `registers.cookies._ga.duration`; nothing at all for a pattern without entries that is the name itself.
pub(super) fn entry_of<'n>(pattern: &str, name: &'n str) -> Option<Option<&'n str>> {
    let Some((before, rest)) = pattern.split_once('<') else { return (pattern == name).then_some(None) };
    let (_, after) = rest.split_once('>')?;
    let entry = name.strip_prefix(before)?.strip_suffix(after)?;
    (!entry.is_empty()).then_some(Some(entry))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::requirements::asked_by;
    use crate::{Code, Preset};

    #[test]
    fn an_entry_may_have_dots_in_its_name() {
        let pattern = "registers.cookies.<name>.duration";
        assert_eq!(entry_of(pattern, "registers.cookies.connect.sid.duration"), Some(Some("connect.sid")));
        assert_eq!(entry_of(pattern, "registers.cookies..duration"), None);
        assert_eq!(entry_of("portal.name", "portal.name"), Some(None));
    }

    #[test]
    fn every_fact_that_a_topic_of_policies_names_exists() {
        for (topic, _) in Preset::ids().flat_map(asked_by) {
            let begins = |claim: &&str| FACTS.iter().any(|(pattern, _)| pattern.starts_with(claim));
            let claims = topic.links.iter().filter_map(|link| link.strip_prefix("fact:"));
            assert_eq!(claims.filter(|claim| !begins(claim)).collect::<Vec<_>>(), Vec::<&str>::new(), "{}", topic.id);
            assert_eq!(topic.facts.iter().find(|fact| compared(fact).is_none()), None, "{}", topic.id);
        }
    }

    #[test]
    fn the_page_of_unknown_fact_lists_every_fact_and_what_is_compared() {
        let line = |(name, compared): &(&str, Compared)| format!("- `{name}`: {}", compared.in_words());
        let listed: Vec<&str> = Code::UnknownFact.page().lines().filter(|line| line.starts_with("- `")).collect();
        assert_eq!(listed, FACTS.iter().map(line).collect::<Vec<_>>());
    }
}
