//! What a portal may promise about the time of its answers.

use candor_model::Right;

use super::*;

#[test]
fn a_promise_may_not_be_laxer_than_the_law_but_than_a_habit() {
    let portal = |jurisdiction: &str, limit: &str| {
        PORTAL.replace(
            "[controller]",
            &format!("jurisdiction = \"{jurisdiction}\"\n[requests]\nrespond_within = \"{limit}\"\n[controller]"),
        )
    };
    for (jurisdiction, limit) in
        [("UZ", "30 working days"), ("DE", "28 days"), ("DE", "15 working days"), ("TR", "30 days"), ("KG", "5 days")]
    {
        assert_eq!(said(&[("content/portal.toml", &portal(jurisdiction, limit))]), [""; 0], "{jurisdiction}, {limit}");
    }
    for (jurisdiction, limit) in
        [("DE", "2 months"), ("RU", "15 working days"), ("TR", "1 month"), ("KG", "1 working day")]
    {
        let expected = format!("bad-value portal.toml:8 \"{limit}\"");
        assert_eq!(said(&[("content/portal.toml", &portal(jurisdiction, limit))]), [expected], "{jurisdiction}");
    }
    assert_eq!(
        words(&[("content/portal.toml", &portal("DE", "30 days"))]),
        [
            "`30 days` promises an answer later than the law allows (Germany): to a request of 2027-01-31 by 2027-03-02, not by \
          2027-03-01. Promise `1 month` or less: Article 12(3) of the GDPR; Regulation 1182/71, Article 3."
        ]
    );
}

#[test]
fn an_extension_may_not_exceed_the_laws() {
    let portal = |jurisdiction: &str, limit: &str| {
        PORTAL.replace(
            "[controller]",
            &format!("jurisdiction = \"{jurisdiction}\"\n[requests]\nextend_by = \"{limit}\"\n[controller]"),
        )
    };
    for (jurisdiction, limit) in
        [("UZ", "10 working days"), ("DE", "1 month"), ("RU", "5 working days"), ("CH", "30 days")]
    {
        assert_eq!(said(&[("content/portal.toml", &portal(jurisdiction, limit))]), [""; 0], "{jurisdiction}, {limit}");
    }
    for (jurisdiction, limit) in [("DE", "3 months"), ("KG", "1 day")] {
        let expected = format!("bad-value portal.toml:8 \"{limit}\"");
        assert_eq!(said(&[("content/portal.toml", &portal(jurisdiction, limit))]), [expected], "{jurisdiction}");
    }
}

#[test]
fn a_right_for_which_the_law_is_stricter_keeps_its_own_limit() {
    let limit = |jurisdiction: &str, right| {
        let text = PORTAL.replace("[controller]", &format!("jurisdiction = \"{jurisdiction}\"\n[controller]"));
        let (portal, _) = load(&portal_with(&[("content/portal.toml", &text)]));
        let rules = portal.expect("it has no errors").requests;
        rules.of(right).map(|rules| (rules.respond_within.to_string(), rules.extend_by.is_some()))
    };
    for (jurisdiction, right, within, is_extended) in [
        ("US-CA", Right::Access, "45 days", true),
        ("US-CA", Right::OptOutOfSale, "15 working days", false),
        ("KZ", Right::Access, "3 working days", false),
        ("KZ", Right::Rectification, "1 working day", false),
        ("KZ", Right::Restriction, "1 working day", false),
        ("KZ", Right::Erasure, "1 working day", false),
        ("RU", Right::Objection, "10 working days", true),
        ("RU", Right::Rectification, "7 working days", false),
    ] {
        assert_eq!(limit(jurisdiction, right), Some((within.to_owned(), is_extended)), "{jurisdiction}, {right}");
    }
    assert_eq!(limit("US-CA", Right::Objection), None);
}
